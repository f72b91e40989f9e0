import { liesIn } from "../discover/tree.ts";
import type { Finding } from "../judge/judge.ts";
import type { PemFile } from "../model/certificates/certificate.ts";
import type { Environment, Model } from "../model/environments/environment.ts";
import { type Instance, materialNames } from "../model/instances/instance.ts";
import type { RepoPath } from "../text/span.ts";
import type { EffectiveConfig } from "./effective-config.ts";

/**
 * The part of a tree that a run reports on. All of the tree is read and judged, so that names, certificates and findings are those of
 * a run of the whole; then what concerns the part is taken out of it.
 */
export interface Extent {
  /** Is a file of the part? */
  holds(path: RepoPath): boolean;
}

/** The extent of a judged folder or file, with files elsewhere that count as of it; undefined for the whole tree. */
export function extentOf(judged: RepoPath | undefined, others: Iterable<RepoPath> = []): Extent | undefined {
  if (judged === undefined || judged === "") return undefined;
  const more = new Set(others);
  return { holds: (path) => liesIn(path, judged) || more.has(path) };
}

/** A model and what a run says about it. */
export interface Scene {
  readonly model: Model;
  readonly findings: readonly Finding[];
}

/**
 * What concerns the part: its instances and files, the certificates that they use wherever these lie, and what is found there. An
 * environment that lies wholly in it counts with all that is said of it, one that does in part with what is related to the part. What is
 * said of config file and policies is said in every run.
 */
export function sceneWithin({ model, findings }: Scene, extent: Extent | undefined, config: EffectiveConfig): Scene {
  if (extent === undefined) return { model, findings };
  const used = usedFiles(model, extent);
  const whole = new Set(model.environments.filter((environment) => isWhole(environment, extent)).map(({ name }) => name));
  const touched = new Set(environmentsIn(model, extent).map(({ name }) => name));
  return {
    model: modelWithin(model, extent, used),
    findings: findings.filter(({ statement: { at, related }, environment: { name } = { name: "" } }) => {
      if (extent.holds(at.path) || isOfConfig(at.path, config) || used.has(at.path) || whole.has(name)) return true;
      return touched.has(name) && (related ?? []).some((place) => extent.holds(place.at.path));
    }),
  };
}

/** Is it the config file or a policy file? */
export function isOfConfig(path: RepoPath, { configFile, texts }: EffectiveConfig): boolean {
  return path === configFile || texts.has(path);
}

/** The environments with something in the part. */
export function environmentsIn(model: Model, extent: Extent | undefined): readonly Environment[] {
  if (extent === undefined) return model.environments;
  return model.environments.filter(
    ({ instances, files }) =>
      instances.some((instance) => isMember(instance, extent)) || files.some(({ path }) => extent.holds(path)),
  );
}

/** The names of the environments with something in the part, of several models; undefined for all of the whole tree. */
export function touchedNames(
  sides: readonly { readonly model: Model }[],
  extent: Extent | undefined,
): readonly string[] | undefined {
  return extent && sides.flatMap(({ model }) => environmentsIn(model, extent).map(({ name }) => name));
}

function modelWithin(model: Model, extent: Extent, used: ReadonlySet<RepoPath>): Model {
  const environments = new Map(
    environmentsIn(model, extent).map((environment) => [environment.name, environmentWithin(environment, extent)] as const),
  );
  return {
    ...model,
    environments: [...environments.values()],
    files: model.files.filter(({ path }) => extent.holds(path) || used.has(path)),
    problems: model.problems.filter(({ at }) => extent.holds(at.path)),
    requests: model.requests?.filter(({ at }) => extent.holds(at.path)),
    environmentOf(path) {
      const environment = model.environmentOf(path);
      return environment && environments.get(environment.name);
    },
  };
}

/** Its instances in the part, and the channels at one end of which one of them is. */
function environmentWithin(environment: Environment, extent: Extent): Environment {
  if (isWhole(environment, extent)) return environment;
  const instances = environment.instances.filter((instance) => isMember(instance, extent));
  const names = new Set(instances.map(({ name }) => name));
  return {
    ...environment,
    instances,
    files: environment.files.filter(({ path }) => extent.holds(path)),
    channels: environment.channels.filter(({ from, to }) => names.has(from) || names.has(to)),
  };
}

function isWhole({ instances }: Environment, extent: Extent): boolean {
  return instances.length > 0 && instances.every((instance) => isMember(instance, extent));
}

/** An instance is where its file is, and where the overlay is that builds it. */
function isMember({ path, overlay }: Instance, extent: Extent): boolean {
  return extent.holds(path) || (overlay !== undefined && extent.holds(overlay));
}

function usedFiles(model: Model, extent: Extent): ReadonlySet<RepoPath> {
  const used = new Set<PemFile>();
  for (const environment of model.environments) {
    const members = environment.instances.filter((instance) => isMember(instance, extent));
    const clients = isWhole(environment, extent) ? [environment.clients?.ca, environment.clients?.certificate] : [];
    const materials = members.flatMap(({ security }) => materialNames.map((name) => security[name]));
    for (const material of [...materials, ...clients]) if (material?.kind === "seen") used.add(material.file);
  }
  return new Set([...used].map(({ path }) => path));
}
