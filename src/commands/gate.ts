import { bundledPolicies, ruleIds } from "../config/bundled-policies.ts";
import type { GateConfig } from "../config/config-file.ts";
import { configPaths } from "../config/config-paths.ts";
import { type LoadedPolicy, loadPolicy, type PolicyReference } from "../config/load-policy.ts";
import { choice, type Mistake, type Refused, refused } from "../config/mistake.ts";
import { collect } from "../discover/collect.ts";
import { collectRendered, type RenderedSource } from "../discover/rendered.ts";
import { type Tree, type TreeEntry, TreeError } from "../discover/tree.ts";
import { catalogue } from "../judge/catalogue.ts";
import { type Finding, judge } from "../judge/judge.ts";
import type { Policy } from "../judge/policy.ts";
import { commentWaivers } from "../judge/waivers.ts";
import { buildModel } from "../model/build.ts";
import type { Environment, Model, Problem } from "../model/environment.ts";
import { readFiles } from "../read/read.ts";
import { withoutRenderedTemplates } from "../read/rendered.ts";
import type { SourceFile } from "../read/source-file.ts";
import { assemble } from "../report/assemble.ts";
import type { LineReader } from "../report/options.ts";
import type { FailOn, Report } from "../report/report.ts";
import { type RepoPath, toRepoPath } from "../text/span.ts";
import { toolVersion } from "../text/tool.ts";

export interface GateRequest {
  readonly tree: Tree;
  /** The time at which validity is judged: milliseconds since the epoch, UTC. */
  readonly now: number;
  readonly failOn: FailOn;
  /** Name of a bundled policy or path of a policy file; what the config file says when undefined. */
  readonly policy?: string | undefined;
  /** Path of the config file; the usual places when undefined. */
  readonly config?: string | undefined;
  /** Names of the environments to judge; all when empty. */
  readonly environments: readonly string[];
  /** Rendered templates, judged in place of what they come from. */
  readonly rendered?: readonly RenderedSource[] | undefined;
  /** Reads a file that the user named and that is not in the tree; undefined when there is none. */
  readonly readNamedFile?: ((path: string) => string | undefined) | undefined;
}

export interface Judged {
  /** `empty`: there was nothing to check. */
  readonly kind: "judged" | "empty";
  /** For `empty`: what was looked for. */
  readonly message: string;
  readonly report: Report;
  readonly lineOf: LineReader;
}

export type GateResult = Judged | Refused;

/** Judges a tree: discover, read, model, judge, report. Rejects with `TreeError` when the tree cannot be read at all. */
export async function judgeTree(request: GateRequest): Promise<GateResult> {
  const { tree, now } = request;
  const entries = await tree.list();
  const named = new NamedFiles(request, entries);
  const config = await loadConfig(request, named);
  if (config?.kind === "refused") return config;
  const policies = await loadPolicies(request, config, named);
  if (policies.kind === "refused") return policies;

  const rendered = await loadRendered(request.rendered ?? []);
  if (rendered.kind === "refused") return rendered;
  const committed = await collect(tree, entries);
  const files = [...committed.files.filter(({ path }) => !rendered.paths.has(path)), ...rendered.files];
  const problems = [...committed.problems.filter(({ at }) => !rendered.paths.has(at.path)), ...rendered.problems];
  const reading = withoutRenderedTemplates(await readFiles(files), rendered.paths);
  const model = buildModel({ ...reading, problems: [...problems, ...reading.problems] }, config?.scope ?? {}, now);
  const unknown = unknownEnvironments(request.environments, model);
  if (unknown !== undefined) return unknown;

  const findings = judge(model, {
    rules: catalogue,
    now,
    policyOf: (environment) => policies.of(environment?.policy),
    gate: {
      configFile: config?.path,
      references: config?.references ?? [],
      waivers: [...(config?.waivers ?? []), ...files.flatMap(({ path, text }) => commentWaivers(path, text, ruleIds))],
    },
  });
  const selected = select(model, findings, request.environments);
  const report = assemble(selected.model, selected.findings, {
    version: toolVersion,
    now,
    failOn: request.failOn,
    policy: { name: policies.run.policy.name, source: policies.run.source },
  });
  const isEmpty = model.environments.every(({ instances }) => instances.length === 0) && model.files.length === 0;
  return {
    kind: isEmpty && model.problems.length === 0 ? "empty" : "judged",
    message: `nothing to check in ${tree.name}: looked for configurations of TiKV and PD (TOML, TiUP, Kubernetes, compose, units, scripts, Ansible) and for certificates (PEM, DER)`,
    report,
    lineOf: lineReader(files),
  };
}

interface Rendered {
  readonly kind: "rendered";
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
  readonly paths: ReadonlySet<RepoPath>;
}

/** What the user gives with --render. A source without anything to judge is a mistake: its templates would go unjudged. */
async function loadRendered(sources: readonly RenderedSource[]): Promise<Rendered | Refused> {
  const files = new Map<RepoPath, SourceFile>();
  const problems: Problem[] = [];
  const mistakes: Mistake[] = [];
  for (const source of sources) {
    const found = await collectRendered(source);
    if (found.files.length === 0 && found.problems.length === 0) {
      const help = "name what the renderer wrote: a file, or a folder of files";
      mistakes.push({ message: `--render ${source.name}: no configuration of PD or TiKV is in it`, help });
    }
    for (const file of found.files) files.set(file.path, file);
    problems.push(...found.problems);
  }
  if (mistakes.length > 0) return refused(mistakes);
  return { kind: "rendered", files: [...files.values()], problems, paths: new Set(files.keys()) };
}

/** Files that the user names: in the tree by its entries, else where the user stands. */
class NamedFiles {
  readonly #request: GateRequest;
  readonly #entries: ReadonlyMap<RepoPath, TreeEntry>;

  constructor(request: GateRequest, entries: readonly TreeEntry[]) {
    this.#request = request;
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
    return new TextDecoder().decode(await this.#request.tree.read(entry));
  }
}

async function loadConfig(request: GateRequest, named: NamedFiles): Promise<GateConfig | Refused | undefined> {
  const path = request.config ?? configPaths.find((candidate) => named.has(candidate));
  if (path === undefined) return undefined;
  const text = await named.text(path);
  if (text === undefined) {
    return refused([
      { message: `--config ${path}: no such file`, help: `without the option ${configPaths.join(" and ")} are looked for` },
    ]);
  }
  // Loading the reader loads the YAML parser.
  const { readConfigFile } = await import("../config/config-file.ts");
  return readConfigFile(toRepoPath(path) ?? (path as RepoPath), text, ruleIds);
}

interface Policies {
  readonly kind: "policies";
  readonly run: LoadedPolicy;
  /** The policy that an environment names, else the run's. */
  of(name: string | undefined): Policy;
}

async function loadPolicies(
  request: GateRequest,
  config: GateConfig | undefined,
  named: NamedFiles,
): Promise<Policies | Refused> {
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
  return { kind: "policies", run, of: (name) => (name === undefined ? run : (loaded.get(name) ?? run)).policy };
}

function wantedPolicy(request: GateRequest, config: GateConfig | undefined): PolicyReference {
  if (request.policy !== undefined) return { text: request.policy };
  return config?.policy ?? { text: [...bundledPolicies.keys()][0] as string };
}

function onCommandLine(mistake: Mistake, request: GateRequest, reference: PolicyReference): Mistake {
  const isOption = request.policy !== undefined && reference.text === request.policy && mistake.at === undefined;
  return isOption ? { ...mistake, message: `--policy ${mistake.message}` } : mistake;
}

function unknownEnvironments(wanted: readonly string[], model: Model): Refused | undefined {
  const names = model.environments.map(({ name }) => name);
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length === 0) return undefined;
  return refused(
    unknown.map((name) => ({ message: `--environment ${name}: there is no such environment`, help: choice(name, names) })),
  );
}

/** What the chosen environments are concerned with; findings that lie in none stay. */
function select(
  model: Model,
  findings: readonly Finding[],
  wanted: readonly string[],
): { readonly model: Model; readonly findings: readonly Finding[] } {
  if (wanted.length === 0) return { model, findings };
  const isWanted = (environment: Environment | undefined) => environment === undefined || wanted.includes(environment.name);
  return {
    model: {
      ...model,
      environments: model.environments.filter(isWanted),
      files: model.files.filter((file) => isWanted(model.environmentOf(file.path))),
    },
    findings: findings.filter(({ environment }) => isWanted(environment)),
  };
}

function lineReader(files: readonly SourceFile[]): LineReader {
  const byPath = new Map<string, SourceFile>(files.map((file) => [file.path, file]));
  const split = new Map<string, readonly string[]>();
  return (path, line) => {
    let lines = split.get(path);
    if (lines === undefined) {
      lines = byPath.get(path)?.text.split(/\r?\n/) ?? [];
      split.set(path, lines);
    }
    return lines[line - 1];
  };
}
