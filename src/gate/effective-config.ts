import { bundledPolicies } from "../config/bundled-policies.ts";
import type { GateConfig, HandshakeConfig } from "../config/config-file.ts";
import { configPaths } from "../config/config-paths.ts";
import { type LoadedPolicy, loadPolicy, type PolicyReference, type TypedPath } from "../config/load-policy.ts";
import { type Mistake, type Refused, refused } from "../config/mistake.ts";
import { type Tree, type TreeEntry, TreeError } from "../discover/tree.ts";
import { knownRules } from "../judge/catalogue/known-rules.ts";
import type { Policy } from "../judge/policy.ts";
import type { ConfiguredReference, Waiver } from "../judge/rule.ts";
import { commentWaivers } from "../judge/waivers.ts";
import type { Scope } from "../model/build.ts";
import type { Environment } from "../model/environments/environment.ts";
import { foldersAbove } from "../model/environments/environments.ts";
import type { SourceFile } from "../read/source-file.ts";
import { joinRepoPath, type RepoPath, toRepoPath } from "../text/span.ts";
import type { Named } from "./revision.ts";

export interface ConfigRequest {
  /** Name of a bundled policy or path of a policy file, as the user typed it; what the config file says when undefined. */
  readonly policy?: string | undefined;
  /** Path of the config file, as the user typed it; looked for from what is judged upwards when undefined. */
  readonly config?: string | undefined;
  /** The folder or file that is judged; the whole tree when undefined or empty. */
  readonly judged?: RepoPath | undefined;
  /** Where a path that the user typed leads; a path of the tree where this is undefined. */
  readonly typed?: ((text: string) => TypedPath) | undefined;
}

/** By what a tree is judged: its config file, or what holds without one, and all policies that it uses. */
export interface EffectiveConfig {
  readonly kind: "config";
  readonly configFile: RepoPath | undefined;
  /** The folder for which the config file speaks, to which its own paths are relative: what lies outside is none of its business. */
  readonly folder: RepoPath;
  /** The texts of the config file and of every policy file that it uses. */
  readonly texts: ReadonlyMap<RepoPath, string>;
  readonly scope: Scope;
  /** The run's policy. */
  readonly policy: Policy;
  /** `bundled`, or the path of the policy's file. */
  readonly policySource: string;
  policyOf(environment: Environment | undefined): Policy;
  /** Those of the config file. */
  readonly waivers: readonly Waiver[];
  readonly references: readonly ConfiguredReference[];
  /** How the config file wants the handshake test to run. */
  readonly handshake: HandshakeConfig;
}

/** All waivers of a tree: of its config file, and those that stand in its files as comments. */
export function waiversOf({ waivers }: EffectiveConfig, files: readonly SourceFile[]): readonly Waiver[] {
  return [...waivers, ...files.flatMap(({ path, text }) => commentWaivers(path, text, knownRules))];
}

/** Files of the config: of the tree, and outside of it those that the user names. */
class NamedFiles {
  readonly texts = new Map<RepoPath, string>();
  readonly #tree: Tree;
  readonly #entries: ReadonlyMap<RepoPath, TreeEntry> | undefined;

  constructor({ tree, entries }: Named) {
    this.#tree = tree;
    this.#entries = entries && new Map(entries.map((entry) => [entry.path, entry]));
  }

  has(path: RepoPath): boolean {
    return this.#look(path) !== undefined;
  }

  async text(path: RepoPath): Promise<string | undefined> {
    const entry = this.#look(path);
    if (entry === undefined) return undefined;
    if (entry.kind !== "file") throw new TreeError(`${entry.path}: is no regular file of the repository`);
    const text = new TextDecoder().decode(await this.#tree.read(entry));
    this.texts.set(entry.path, text);
    return text;
  }

  #look(path: RepoPath): TreeEntry | undefined {
    return this.#entries === undefined ? this.#tree.look?.(path) : this.#entries.get(path);
  }
}

/**
 * Reads the config file and the policies of a tree. `absence` says what a `--config` file means that is not there: a mistake, or no config
 * file.
 */
export async function loadConfig(
  request: ConfigRequest,
  tree: Named,
  absence: "must-exist" | "may-be-absent" = "must-exist",
): Promise<EffectiveConfig | Refused> {
  const files = new NamedFiles(tree);
  const place = placeOfConfig(request, files);
  const config = await readConfig(request, place, files, absence);
  if (config?.kind === "refused") return config;
  const folder = config === undefined ? top : (place?.folder ?? top);
  const load = (reference: PolicyReference) => loadPolicy({ folder, ...reference }, (path) => files.text(path));
  const run = await load(wantedPolicy(request, config));
  const ofEnvironments = new Map<string, LoadedPolicy>();
  const mistakes: Mistake[] = run.kind === "policy" ? [] : run.mistakes.map((mistake) => onCommandLine(mistake, request));
  for (const reference of config?.environmentPolicies ?? []) {
    if (ofEnvironments.has(reference.text)) continue;
    const result = await load(reference);
    if (result.kind === "policy") ofEnvironments.set(reference.text, result);
    else mistakes.push(...result.mistakes);
  }
  if (run.kind === "refused" || mistakes.length > 0) return refused(mistakes);
  return {
    kind: "config",
    configFile: config?.path,
    folder,
    texts: files.texts,
    scope: config?.scope ?? {},
    policy: run.policy,
    policySource: run.source,
    policyOf: (environment) => (environment?.policy === undefined ? run : (ofEnvironments.get(environment.policy) ?? run)).policy,
    waivers: config?.waivers ?? [],
    references: config?.references ?? [],
    handshake: config?.handshake ?? {},
  };
}

/**
 * The config of a change whose base cannot be read: the policy that the run asks for, the default one where that is a file of
 * the change, without config file and waivers. Nothing that the change brings counts.
 */
export function configWithoutBase(request: ConfigRequest, { tree, entries }: Named): Promise<EffectiveConfig | Refused> {
  const { policy, typed = typedInTree } = request;
  const place = policy === undefined ? undefined : typed(policy);
  const isBrought = place?.kind === "inside" && new NamedFiles({ tree, entries }).has(place.path);
  return loadConfig({ policy: isBrought ? undefined : policy, typed }, { tree, entries: [] });
}

const top = "" as RepoPath;

interface ConfigPlace {
  readonly path: RepoPath;
  readonly folder: RepoPath;
  /** Outside of the tree. */
  readonly read?: (() => Promise<string | undefined>) | undefined;
}

/** What the user names speaks of the whole tree; else the nearest one of the judged folder and those above, of that folder. */
function placeOfConfig({ config, judged = top, typed = typedInTree }: ConfigRequest, files: NamedFiles): ConfigPlace | undefined {
  if (config !== undefined) {
    const place = typed(config);
    return place.kind === "inside" ? { path: place.path, folder: top } : { path: place.name, folder: top, read: place.read };
  }
  for (const folder of new Set([judged, ...foldersAbove(judged)])) {
    for (const candidate of configPaths) {
      const path = joinRepoPath(folder, candidate) as RepoPath;
      if (files.has(path)) return { path, folder };
    }
  }
  return undefined;
}

function typedInTree(text: string): TypedPath {
  const path = toRepoPath(text);
  return path === undefined ? { kind: "outside", name: text as RepoPath, read: async () => undefined } : { kind: "inside", path };
}

async function readConfig(
  request: ConfigRequest,
  place: ConfigPlace | undefined,
  files: NamedFiles,
  absence: "must-exist" | "may-be-absent",
): Promise<GateConfig | Refused | undefined> {
  if (place === undefined) return undefined;
  const text = await (place.read === undefined ? files.text(place.path) : place.read());
  if (text === undefined) {
    if (absence === "may-be-absent") return undefined;
    const message = `--config ${request.config ?? place.path}: no such file`;
    return refused([{ message, help: `without the option ${configPaths.join(", ")} are looked for` }]);
  }
  // Loading the reader loads the YAML parser.
  const { readConfigFile } = await import("../config/config-file.ts");
  return readConfigFile({ path: place.path, folder: place.folder }, text, knownRules);
}

function wantedPolicy(request: ConfigRequest, config: GateConfig | undefined): PolicyReference {
  if (request.policy !== undefined) return { text: request.policy, typed: (request.typed ?? typedInTree)(request.policy) };
  return config?.policy ?? { text: [...bundledPolicies.keys()][0] as string };
}

function onCommandLine(mistake: Mistake, request: ConfigRequest): Mistake {
  const isOption = request.policy !== undefined && mistake.at === undefined;
  return isOption ? { ...mistake, message: `--policy ${mistake.message}` } : mistake;
}
