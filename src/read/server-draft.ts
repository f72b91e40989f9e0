import type { TableNode } from "../model/instances/config-tree.ts";
import type { Deployment } from "../model/instances/deployment.ts";
import type { InstanceDraft, Mount, UnknownOverride, Unmounted } from "../model/instances/draft.ts";
import type { Component } from "../model/instances/instance.ts";
import { mountOf, plainPath } from "../model/instances/mounts.ts";
import type { Setting } from "../model/instances/setting.ts";
import type { TomlFeature } from "../model/instances/toml-dialect.ts";
import { hasPlaceholder } from "../model/instances/url.ts";
import { fileName, firstLine, folderOf, joinRepoPath, LineIndex, type RepoPath, type Span, toRepoPath } from "../text/span.ts";
import type { FormContext } from "./form.ts";
import { componentOf } from "./forms/toml/recognise.ts";
import type { PlacedText } from "./placed-text.ts";
import { type CommandLine, commandLine, keysOfSettings } from "./shell/command-line.ts";
import { readTomlTemplate } from "./toml/toml-template.ts";

/** The configuration file that a server is started with. */
export type ServerConfig =
  /** The command names none: the program's defaults hold. */
  | { readonly kind: "none" }
  | {
      readonly kind: "read";
      readonly root: TableNode;
      readonly features: readonly TomlFeature[];
      /** The file of the repository that it is all of. */
      readonly file?: RepoPath | undefined;
    }
  /** It is not in the repository, or not as the server reads it: what it could set is unknown. */
  | { readonly kind: "unknown"; readonly because: string; readonly span: Span };

/** What a form knows of one start of a server. */
export interface ServerStart {
  readonly component: Component;
  readonly form: string;
  readonly path: RepoPath;
  /** The part of the file that describes the instance. */
  readonly at: Span;
  /** Without the program. */
  readonly arguments: readonly PlacedText[];
  /** Finds the file behind `--config`. */
  config(path: PlacedText): ServerConfig;
  readonly name?: string | undefined;
  readonly version?: Setting<string> | undefined;
  readonly mounts?: readonly Mount[] | undefined;
  readonly unmounted?: Unmounted | undefined;
  readonly deployment?: Deployment | undefined;
  readonly environment?: InstanceDraft["environment"];
}

/** Makes an instance out of a start: flags beat the file, and a file that is not committed leaves its settings unknown. */
export function draftOfStart(start: ServerStart): { readonly draft: InstanceDraft; readonly consumed: readonly RepoPath[] } {
  const line = commandLine(start.component, start.arguments);
  const config: ServerConfig = line.config === undefined ? { kind: "none" } : start.config(line.config);
  const { component, form, path, at, version, mounts, unmounted, deployment, environment } = start;
  const draft: InstanceDraft = {
    component,
    form,
    path,
    at,
    config: config.kind === "read" ? config.root : { kind: "table", span: at, entries: new Map() },
    tomlFeatures: config.kind === "read" ? config.features : undefined,
    overrides: line.overrides,
    unknownOverrides: unknownsOf(component, line, config),
    name: start.name ?? line.name,
    version,
    mounts,
    unmounted,
    deployment: deployment && config.kind === "none" ? { ...withoutFile(component, mounts), ...deployment } : deployment,
    environment,
  };
  return { draft, consumed: config.kind === "read" && config.file !== undefined ? [config.file] : [] };
}

/** A start without a configuration file has no `[security]` to write into; only PD has flags for TLS (pd: cmd/pd-server/main.go, tikv: cmd/tikv-server/src/main.rs). */
function withoutFile(component: Component, mounts: ServerStart["mounts"]): Pick<Deployment, "turnOnTls"> {
  if (component === "pd") return { turnOnTls: "start it with --cacert, --cert and --key, and write https into every URL" };
  const mount = mounts === undefined ? "" : " mount it,";
  return {
    turnOnTls: `write ca-path, cert-path and key-path into [security] of a TOML file,${mount} and start TiKV with --config: it has no flags for TLS`,
  };
}

/** An instance of which the files say only that it exists. */
export function unknownDraft(start: Omit<ServerStart, "arguments" | "config">, because: string, span: Span): InstanceDraft {
  const { component, form, path, at, name, version, mounts, unmounted, deployment, environment } = start;
  const unknownOverrides = new Map(keysOfSettings(component).map((key) => [key, { because, span }] as const));
  const config: TableNode = { kind: "table", span: at, entries: new Map() };
  return { component, form, path, at, config, unknownOverrides, name, version, mounts, unmounted, deployment, environment };
}

function unknownsOf(component: Component, line: CommandLine, config: ServerConfig): ReadonlyMap<string, UnknownOverride> {
  if (config.kind !== "unknown") return line.unknownOverrides;
  const unknowns = new Map(line.unknownOverrides);
  const { because, span } = config;
  for (const key of keysOfSettings(component)) {
    if (!line.overrides.has(key) && !unknowns.has(key)) unknowns.set(key, { because, span });
  }
  return unknowns;
}

/** Reads a configuration file of the repository for a server that is started with it. */
export function configInRepository(path: RepoPath, at: Span, context: FormContext): ServerConfig {
  const file = context.file(path);
  if (file === undefined) return { kind: "unknown", because: `${path} is not in the repository`, span: at };
  const { text } = file;
  const result = readTomlTemplate(text, new LineIndex(path, text), firstLine(path, text));
  if (result.kind === "refused") return { kind: "unknown", because: `${path} cannot be read as TOML`, span: at };
  return { kind: "read", root: result.root, features: result.features, file: path };
}

/** The file of the repository behind a path of the server; undefined where no mount, or one of something else, covers it. */
export function throughMounts(path: string, mounts: readonly Mount[]): RepoPath | undefined {
  const found = mountOf(plainPath(path), mounts);
  if (found === undefined) return undefined;
  const { secret, host, hidden, absent, repository } = found.mount;
  const isRepository = [secret, host, hidden, absent].every((other) => other === undefined);
  return isRepository ? joinRepoPath(repository, found.below) : undefined;
}

const templateSuffixes = [".tpl", ".tmpl", ".template", ".j2", ".jinja", ".jinja2", ".erb", ".gotmpl", ".in"];

const namesOf = new WeakMap<FormContext, ReadonlyMap<string, readonly RepoPath[]>>();

/**
 * The configuration file of the repository that is meant by a path on a machine or relative to a script: the one in
 * its folder or under the root, else the only one whose path ends most like it. Files of the other component never fit.
 */
export function configNamed(path: string, from: RepoPath, component: Component, context: FormContext): RepoPath | undefined {
  const tail = path.replace(/^(?:\$\{[^}]*\}|\$\(…\))+\/*/, "");
  if (hasPlaceholder(tail) || tail === "") return undefined;
  if (!tail.startsWith("/")) {
    for (const target of [joinRepoPath(folderOf(from), tail), toRepoPath(tail)]) {
      if (target !== undefined && context.file(target) !== undefined) return target;
    }
  }
  let names = namesOf.get(context);
  if (names === undefined) {
    const built = new Map<string, RepoPath[]>();
    for (const file of context.files()) {
      const list = built.get(fileName(file.path));
      if (list === undefined) built.set(fileName(file.path), [file.path]);
      else list.push(file.path);
    }
    names = built;
    namesOf.set(context, names);
  }
  const name = fileName(tail);
  // What is written as pd.toml.tpl is pd.toml once it is rendered.
  const candidates = names.get(name) ?? templateSuffixes.flatMap((suffix) => names?.get(name + suffix) ?? []);
  if (candidates.length > 64) return undefined;
  const fitting = candidates.filter((candidate) => {
    const file = context.file(candidate);
    const owner = file && componentOf(file);
    return owner === component || (owner === undefined && /\.toml(?:\.\w+)?$/.test(candidate));
  });
  return closest(fitting, tail, from);
}

function closest(candidates: readonly RepoPath[], path: string, from: RepoPath): RepoPath | undefined {
  const wanted = path.split("/").reverse();
  const place = from.split("/");
  const ranked = candidates.map((candidate) => {
    const parts = candidate.split("/");
    return { candidate, rank: commonParts([...parts].reverse(), wanted) * 1000 + commonParts(parts, place) };
  });
  const best = Math.max(...ranked.map(({ rank }) => rank));
  const first = ranked.filter(({ rank }) => rank === best);
  return first.length === 1 ? first[0]?.candidate : undefined;
}

function commonParts(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}
