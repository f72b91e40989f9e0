import { bundledPolicies, ruleIds } from "../config/bundled-policies.ts";
import type { GateConfig, HandshakeConfig } from "../config/config-file.ts";
import { configPaths } from "../config/config-paths.ts";
import { type LoadedPolicy, loadPolicy, type PolicyReference } from "../config/load-policy.ts";
import { type Mistake, type Refused, refused } from "../config/mistake.ts";
import { type Tree, type TreeEntry, TreeError } from "../discover/tree.ts";
import type { Policy } from "../judge/policy.ts";
import type { ConfiguredReference, Waiver } from "../judge/rule.ts";
import { commentWaivers } from "../judge/waivers.ts";
import type { Scope } from "../model/build.ts";
import type { Environment } from "../model/environments/environment.ts";
import type { SourceFile } from "../read/source-file.ts";
import { type RepoPath, toRepoPath } from "../text/span.ts";
import type { Listing } from "./revision.ts";

export interface ConfigRequest {
  /** Name of a bundled policy or path of a policy file; what the config file says when undefined. */
  readonly policy?: string | undefined;
  /** Path of the config file; the usual places when undefined. */
  readonly config?: string | undefined;
  /** Reads a file that the user named and that is not in the tree; undefined when there is none. */
  readonly readNamedFile?: ((path: string) => string | undefined) | undefined;
}

/** By what a tree is judged: its config file, or what holds without one, and all policies that it uses. */
export interface EffectiveConfig {
  readonly kind: "config";
  readonly configFile: RepoPath | undefined;
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
  return [...waivers, ...files.flatMap(({ path, text }) => commentWaivers(path, text, ruleIds))];
}

/** Files that the user names: in the tree by its entries, else where the user stands. */
class NamedFiles {
  readonly texts = new Map<RepoPath, string>();
  readonly #request: ConfigRequest;
  readonly #tree: Tree;
  readonly #entries: ReadonlyMap<RepoPath, TreeEntry>;

  constructor(request: ConfigRequest, { tree, entries }: Listing) {
    this.#request = request;
    this.#tree = tree;
    this.#entries = new Map(entries.map((entry) => [entry.path, entry]));
  }

  has(path: RepoPath): boolean {
    return this.#entries.has(path);
  }

  async text(path: string): Promise<string | undefined> {
    const inTree = toRepoPath(path);
    const entry = inTree === undefined ? undefined : this.#entries.get(inTree);
    if (entry === undefined) return this.#request.readNamedFile?.(path);
    if (entry.kind !== "file") throw new TreeError(`${entry.path}: is no regular file of the repository`);
    const text = new TextDecoder().decode(await this.#tree.read(entry));
    this.texts.set(entry.path, text);
    return text;
  }
}

/** Reads the config file and the policies of a tree. `named` says what an absent `--config` file means: a mistake, or no config file. */
export async function loadConfig(
  request: ConfigRequest,
  listing: Listing,
  named: "must-exist" | "may-be-absent" = "must-exist",
): Promise<EffectiveConfig | Refused> {
  const files = new NamedFiles(request, listing);
  const config = await readConfig(request, files, named);
  if (config?.kind === "refused") return config;
  const wanted = wantedPolicy(request, config);
  const loaded = new Map<string, LoadedPolicy>();
  const mistakes: Mistake[] = [];
  for (const reference of [wanted, ...(config?.environmentPolicies ?? [])]) {
    if (loaded.has(reference.text)) continue;
    const result = await loadPolicy(reference, (path) => files.text(path));
    if (result.kind === "policy") loaded.set(reference.text, result);
    else mistakes.push(...result.mistakes.map((mistake) => onCommandLine(mistake, request, reference)));
  }
  if (mistakes.length > 0) return refused(mistakes);
  const run = loaded.get(wanted.text) as LoadedPolicy;
  return {
    kind: "config",
    configFile: config?.path,
    texts: files.texts,
    scope: config?.scope ?? {},
    policy: run.policy,
    policySource: run.source,
    policyOf: (environment) => (environment?.policy === undefined ? run : (loaded.get(environment.policy) ?? run)).policy,
    waivers: config?.waivers ?? [],
    references: config?.references ?? [],
    handshake: config?.handshake ?? {},
  };
}

async function readConfig(
  request: ConfigRequest,
  files: NamedFiles,
  named: "must-exist" | "may-be-absent",
): Promise<GateConfig | Refused | undefined> {
  const path = request.config ?? configPaths.find((candidate) => files.has(candidate));
  if (path === undefined) return undefined;
  const text = await files.text(path);
  if (text === undefined) {
    if (named === "may-be-absent") return undefined;
    return refused([
      { message: `--config ${path}: no such file`, help: `without the option ${configPaths.join(" and ")} are looked for` },
    ]);
  }
  // Loading the reader loads the YAML parser.
  const { readConfigFile } = await import("../config/config-file.ts");
  return readConfigFile(toRepoPath(path) ?? (path as RepoPath), text, ruleIds);
}

function wantedPolicy(request: ConfigRequest, config: GateConfig | undefined): PolicyReference {
  if (request.policy !== undefined) return { text: request.policy };
  return config?.policy ?? { text: [...bundledPolicies.keys()][0] as string };
}

function onCommandLine(mistake: Mistake, request: ConfigRequest, reference: PolicyReference): Mistake {
  const isOption = request.policy !== undefined && reference.text === request.policy && mistake.at === undefined;
  return isOption ? { ...mistake, message: `--policy ${mistake.message}` } : mistake;
}
