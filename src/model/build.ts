import type { RepoPath } from "../text/span.ts";
import { folderOf } from "../text/span.ts";
import { channelsOf } from "./channels.ts";
import type { Mount, Reading } from "./draft.ts";
import type { Environment, Model, Tier } from "./environment.ts";
import type { Instance } from "./instance.ts";
import { resolveMaterial } from "./material.ts";
import { typedInstance } from "./typed.ts";
import { parseVersion, type Version } from "./version.ts";

/** What the config file of the gate says about the model. */
export interface Scope {
  readonly version?: { readonly pd?: Version | undefined; readonly tikv?: Version | undefined } | undefined;
  readonly environments?: readonly DeclaredEnvironment[] | undefined;
}

export interface DeclaredEnvironment {
  readonly name: string;
  readonly tier: Tier;
  /** Globs over repository paths. */
  readonly include: readonly string[];
  readonly policy?: string | undefined;
  readonly mounts: readonly Mount[];
  readonly clients?: { readonly ca?: RepoPath | undefined; readonly certificate?: RepoPath | undefined } | undefined;
}

const newest = parseVersion("v8.5.7") as Version;

/** Builds the model of a tree: environments, instances, identities, channels. Judges nothing. */
export function buildModel(reading: Reading, scope: Scope, now: number): Model {
  const files = new Map(reading.files.map((file) => [file.path, file]));
  const byFolder = new Map<RepoPath, Instance[]>();
  for (const draft of reading.instances) {
    const folder = folderOf(draft.path);
    const instances = byFolder.get(folder) ?? [];
    const version = (draft.version && parseVersion(draft.version.value)) ?? scope.version?.[draft.component] ?? newest;
    instances.push(
      typedInstance(draft, {
        name: draft.name ?? draft.path,
        environment: folder,
        version,
        resolve: (path) => resolveMaterial(path, draft.path, draft.mounts ?? [], files),
      }),
    );
    byFolder.set(folder, instances);
  }
  const environments = [...byFolder].map(
    ([name, instances]): Environment => ({
      name,
      tier: "production",
      instances,
      files: reading.files.filter((file) => folderOf(file.path).startsWith(name)),
      at: (instances[0] as Instance).at,
      channels: channelsOf(instances, undefined, now),
    }),
  );
  return {
    environments,
    files: reading.files,
    problems: reading.problems,
    assumptions: [],
    environmentOf: (path) => environments.find((environment) => path.startsWith(environment.name)),
  };
}
