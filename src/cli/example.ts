import { bundledPolicies } from "../config/bundled-policies.ts";
import { readConfigFile } from "../config/config-file.ts";
import { configPaths } from "../config/config-paths.ts";
import { type ComparedConfig, configChanges } from "../gate/change/config-changes.ts";
import { waiverChanges } from "../gate/change/waiver-standing.ts";
import { knownRules } from "../judge/catalogue/known-rules.ts";
import { standingRules } from "../judge/catalogue/standing.ts";
import { settledGate } from "../judge/judge.ts";
import type { Policy } from "../judge/policy.ts";
import { type Context, defaultsOf, type Example, type Gate, type Rule } from "../judge/rule.ts";
import { commentWaivers } from "../judge/waivers.ts";
import { buildModel, type Scope } from "../model/build.ts";
import type { Model, Problem } from "../model/environments/environment.ts";
import type { Proof } from "../model/handshake/trial.ts";
import { withFlags } from "../model/instances/flags.ts";
import { parseVersion } from "../model/instances/version.ts";
import { readFiles } from "../read/read.ts";
import { type SourceFile, sourceFile } from "../read/source-file.ts";
import type { RepoPath } from "../text/span.ts";

/** An example made ready for its rule. */
export interface PreparedExample {
  readonly model: Model;
  readonly context: Context;
}

/**
 * Reads the files of an example (its marks already taken out) and builds what its rule looks at. A rule about the gate
 * itself sees the config file and the waivers among the files, and what they did to the other rules.
 */
export async function prepareExample(
  rule: Rule,
  example: Example,
  files: readonly SourceFile[],
  given: { readonly now: number; readonly scope?: Scope | undefined; readonly gate?: Gate | undefined },
): Promise<PreparedExample> {
  const now = example.now === undefined ? given.now : Date.parse(example.now);
  const version = example.version === undefined ? undefined : parseVersion(example.version);
  const hasConfig = rule.phase === "gate" || files.some(({ path }) => configPaths.includes(path));
  const own = hasConfig ? ownGate(files) : undefined;
  const scope: Scope = { ...own?.scope, ...(version && { version: { pd: version, tikv: version } }), ...given.scope };
  const isReadable = ({ path }: SourceFile) => example.unreadable?.includes(path) !== true;
  const reading = withFlags(await readFiles(files.filter(isReadable)), example.flags ?? {});
  const problems = [...reading.problems, ...(example.unreadable ?? []).map(leavesTheRoot)];
  const model = buildModel({ ...reading, problems }, scope, now);
  const parameters = { ...defaultsOf(rule), ...example.parameters };
  const alone = given.gate ?? (own === undefined ? { waivers: [] } : settled(own.gate, model, now));
  const gate = own === undefined ? alone : { ...alone, ...asChange(example, files, model, alone) };
  const base = example.base === undefined ? undefined : await baseOf(example, files, scope, now);
  return { model, context: { now, gate, base, proofs: proofsOf(example, model), parameters: () => parameters } };
}

/** What the example says was seen, in its first environment. */
function proofsOf({ seen }: Example, model: Model): readonly Proof[] | undefined {
  const environment = model.environments[0]?.name;
  if (seen === undefined || environment === undefined) return undefined;
  const where = { environment, command: "openssl s_client -connect HOST:PORT" };
  return [
    {
      environment,
      engine: { kind: "process", parts: [] },
      trials: (seen.trials ?? []).map((trial) => ({ ...trial, ...where })),
      surveys: (seen.surveys ?? []).map((survey) => ({ ...survey, ...where })),
      notes: [],
      rewrites: [],
      milliseconds: 0,
    },
  ];
}

function settled(gate: Gate, model: Model, now: number): Gate {
  const policy = bundledPolicies.get("baseline") as Policy;
  return settledGate(model, { rules: standingRules, now, policyOf: () => policy, gate });
}

/** What the rules about a change see: the config file against that of the example's base. */
function asChange(example: Example, files: readonly SourceFile[], model: Model, gate: Gate): Partial<Gate> {
  const at = model.environments[0]?.at;
  if (example.baseMissing !== undefined && at !== undefined) {
    return { baseMissing: { at: { ...at, endColumn: 1 }, base: "0123456789ab", because: example.baseMissing } };
  }
  if (example.base === undefined) return {};
  const before = files.filter(({ path }) => example.base?.[path] !== "").map((file) => withText(example.base?.[file.path], file));
  const outlook = () => ({ now: [], later: [] });
  return { changes: [...configChanges(configOf(before), configOf(files), outlook), ...waiverChanges(gate.waivers)] };
}

/** The model of the example's base: what it does not name is as in the example. */
async function baseOf(example: Example, files: readonly SourceFile[], scope: Scope, now: number): Promise<Model> {
  const texts = example.base ?? {};
  const kept = files.filter(({ path }) => texts[path] === undefined);
  const own = Object.entries(texts).filter(([, text]) => text !== "");
  const before = own.map(([path, text]) => sourceFile(path as RepoPath, new TextEncoder().encode(text)));
  return buildModel(await readFiles([...kept, ...before]), scope, now);
}

function withText(text: string | undefined, file: SourceFile): SourceFile {
  return text === undefined ? file : sourceFile(file.path, new TextEncoder().encode(text));
}

function configOf(files: readonly SourceFile[]): ComparedConfig {
  const { scope, gate } = ownGate(files);
  const policy = bundledPolicies.get("baseline") as Policy;
  const file = files.find(({ path }) => path === gate.configFile);
  const texts = new Map(file === undefined ? [] : [[file.path, file.text] as const]);
  return { configFile: gate.configFile, texts, scope, policy, waivers: gate.waivers };
}

function ownGate(files: readonly SourceFile[]): { readonly scope: Scope; readonly gate: Gate } {
  const file = files.find(({ path }) => configPaths.includes(path));
  const config = file && readConfigFile({ path: file.path, folder: "" as RepoPath }, file.text, knownRules);
  const read = config?.kind === "config" ? config : undefined;
  const comments = files.flatMap(({ path, text }) => commentWaivers(path, text, knownRules));
  return {
    scope: read?.scope ?? {},
    gate: { configFile: read?.path, waivers: [...(read?.waivers ?? []), ...comments], references: read?.references ?? [] },
  };
}

function leavesTheRoot(path: string): Problem {
  return {
    kind: "unreadable",
    at: { path: path as RepoPath, line: 1, column: 1, endLine: 1, endColumn: 1 },
    message: "this file is a symbolic link that leaves the repository: it was not read, and what it says is not judged",
    help: "commit it as a regular file of a usual size, or leave it out of the repository",
  };
}
