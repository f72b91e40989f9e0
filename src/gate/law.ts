import { bundledPolicies, ruleIds } from "../config/bundled-policies.ts";
import type { GateConfig, HandshakeConfig } from "../config/config-file.ts";
import { configPaths } from "../config/config-paths.ts";
import { type LoadedPolicy, loadPolicy, type PolicyReference } from "../config/load-policy.ts";
import { type Mistake, type Refused, refused } from "../config/mistake.ts";
import { type Tree, type TreeEntry, TreeError } from "../discover/tree.ts";
import { type RepoPath, toRepoPath } from "../text/span.ts";
import type { Law } from "./guard.ts";

export interface LawRequest {
  /** Name of a bundled policy or path of a policy file; what the config file says when undefined. */
  readonly policy?: string | undefined;
  /** Path of the config file; the usual places when undefined. */
  readonly config?: string | undefined;
  /** Reads a file that the user named and that is not in the tree; undefined when there is none. */
  readonly readNamedFile?: ((path: string) => string | undefined) | undefined;
}

export interface LoadedLaw extends Law {
  readonly kind: "law";
  readonly source: string;
  /** How the config file wants the handshake test to run. */
  readonly handshake: HandshakeConfig;
}

/** Files that the user names: in the tree by its entries, else where the user stands. */
class NamedFiles {
  readonly texts = new Map<RepoPath, string>();
  readonly #request: LawRequest;
  readonly #tree: Tree;
  readonly #entries: ReadonlyMap<RepoPath, TreeEntry>;

  constructor(request: LawRequest, tree: Tree, entries: readonly TreeEntry[]) {
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

/** Reads the config file and the policies of a tree. `unless` says what an absent `--config` file means: a mistake, or no config file. */
export async function loadLaw(
  request: LawRequest,
  tree: Tree,
  entries: readonly TreeEntry[],
  unless: "must-exist" | "may-be-absent" = "must-exist",
): Promise<LoadedLaw | Refused> {
  const named = new NamedFiles(request, tree, entries);
  const config = await loadConfig(request, named, unless);
  if (config?.kind === "refused") return config;
  const wanted = wantedPolicy(request, config);
  const loaded = new Map<string, LoadedPolicy>();
  const mistakes: Mistake[] = [];
  for (const reference of [wanted, ...(config?.environmentPolicies ?? [])]) {
    if (loaded.has(reference.text)) continue;
    const result = await loadPolicy(reference, (path) => named.text(path));
    if (result.kind === "policy") loaded.set(reference.text, result);
    else mistakes.push(...result.mistakes.map((mistake) => onCommandLine(mistake, request, reference)));
  }
  if (mistakes.length > 0) return refused(mistakes);
  const run = loaded.get(wanted.text) as LoadedPolicy;
  return {
    kind: "law",
    configFile: config?.path,
    texts: named.texts,
    scope: config?.scope ?? {},
    policy: run.policy,
    source: run.source,
    policyOf: (environment) => (environment?.policy === undefined ? run : (loaded.get(environment.policy) ?? run)).policy,
    waivers: config?.waivers ?? [],
    references: config?.references ?? [],
    handshake: config?.handshake ?? {},
  };
}

async function loadConfig(
  request: LawRequest,
  named: NamedFiles,
  unless: "must-exist" | "may-be-absent",
): Promise<GateConfig | Refused | undefined> {
  const path = request.config ?? configPaths.find((candidate) => named.has(candidate));
  if (path === undefined) return undefined;
  const text = await named.text(path);
  if (text === undefined) {
    if (unless === "may-be-absent") return undefined;
    return refused([
      { message: `--config ${path}: no such file`, help: `without the option ${configPaths.join(" and ")} are looked for` },
    ]);
  }
  // Loading the reader loads the YAML parser.
  const { readConfigFile } = await import("../config/config-file.ts");
  return readConfigFile(toRepoPath(path) ?? (path as RepoPath), text, ruleIds);
}

function wantedPolicy(request: LawRequest, config: GateConfig | undefined): PolicyReference {
  if (request.policy !== undefined) return { text: request.policy };
  return config?.policy ?? { text: [...bundledPolicies.keys()][0] as string };
}

function onCommandLine(mistake: Mistake, request: LawRequest, reference: PolicyReference): Mistake {
  const isOption = request.policy !== undefined && reference.text === request.policy && mistake.at === undefined;
  return isOption ? { ...mistake, message: `--policy ${mistake.message}` } : mistake;
}
