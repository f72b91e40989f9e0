import { ruleIds } from "../config/bundled-policies.ts";
import { configPaths } from "../config/config-paths.ts";
import { choice, type Refused, refused } from "../config/mistake.ts";
import type { RenderedSource } from "../discover/rendered.ts";
import { type Tree, TreeLost } from "../discover/tree.ts";
import { conclude, type Finding, type Judgement, weigh } from "../judge/judge.ts";
import { type Policy, severityOf } from "../judge/policy.ts";
import { commentWaivers } from "../judge/waivers.ts";
import { buildModel } from "../model/build.ts";
import type { Environment, Model } from "../model/environments/environment.ts";
import type { SourceFile } from "../read/source-file.ts";
import { assemble } from "../report/assemble.ts";
import type { LineReader, ReportedChange } from "../report/options.ts";
import type { FailOn, Report } from "../report/report.ts";
import type { RepoPath, Span } from "../text/span.ts";
import { toolVersion } from "../text/tool.ts";
import type { BaseRequest, ListedBase } from "./base.ts";
import type { JudgedChange } from "./change.ts";
import { contentOf, type Head } from "./content.ts";
import { type LawRequest, loadLaw } from "./law.ts";
import { type ProofRequest, proofsOf, rulesFor } from "./proof.ts";
import { loadRendered } from "./rendered.ts";

export interface GateRequest extends LawRequest, ProofRequest {
  readonly tree: Tree;
  /** The time at which validity is judged: milliseconds since the epoch, UTC. */
  readonly now: number;
  readonly failOn: FailOn;
  /** Rendered templates, judged in place of what they come from. */
  readonly rendered?: readonly RenderedSource[] | undefined;
  /** What the tree is a change of; the tree is judged by itself when undefined. */
  readonly base?: BaseRequest | undefined;
  /** `new`: findings that the base has too do not decide. */
  readonly only?: "all" | "new" | undefined;
}

export interface Judged {
  /** `empty`: there was nothing to check. */
  readonly kind: "judged" | "empty";
  /** For `empty`: what was looked for. */
  readonly message: string;
  readonly report: Report;
  readonly lineOf: LineReader;
  /** There when the tree was judged as a change of a base. */
  readonly change?: ReportedChange | undefined;
}

export type GateResult = Judged | Refused;

/**
 * Judges a tree: discover, read, model, judge, report. With a base the change is judged by the base's law. Rejects with
 * `TreeError` when the tree cannot be read at all.
 */
export async function judgeTree(request: GateRequest): Promise<GateResult> {
  const { tree, now } = request;
  const rendered = await loadRendered(request.rendered ?? []);
  if (rendered.kind === "refused") return rendered;
  const head: Head = { tree, entries: await tree.list(), rendered };
  const base = request.base && (await (await import("./base.ts")).listBase(request.base));
  const change = base?.kind === "tree" ? await attemptChange(request, head, base) : base;
  const judged = change?.kind === "judged" ? change : await judgeAlone(request, head, change);
  if (judged.kind === "refused") return judged;
  const { model, law } = judged;
  const unknown = unknownEnvironments(request.environments, model);
  if (unknown !== undefined) return unknown;
  const selected = select(model, judged.findings, request.environments);
  const report = assemble(selected.model, await withFixes(selected.findings, judged.files), {
    version: toolVersion,
    now,
    failOn: request.failOn,
    policy: { name: law.policy.name, source: law.source },
    waivers: judged.gate.waivers,
    proofs: judged.proofs,
    ...(judged.comparison !== undefined &&
      base !== undefined && {
        comparison: {
          base: base.name,
          only: request.only ?? "all",
          fixed: select(model, judged.comparison.fixed, request.environments).findings,
        },
      }),
  });
  const isEmpty = model.environments.every(({ instances }) => instances.length === 0) && model.files.length === 0;
  const saysNothing = model.problems.length === 0 && (judged.gate.changes ?? []).length === 0;
  return {
    kind: isEmpty && saysNothing ? "empty" : "judged",
    message: `nothing to check in ${tree.name}: looked for TiKV and PD in TOML files, TiUP topologies, Kubernetes manifests, compose files, start scripts, systemd units and Ansible inventories, and for certificates (PEM, DER)`,
    report,
    lineOf: lineReader(judged.files),
    change: judged.sides && (await changeReporter())(judged.sides, base?.name ?? "", now, request.environments),
  };
}

/** The findings with the edits of their fixes, as far as the texts of the files allow them. */
async function withFixes(findings: readonly Finding[], files: readonly SourceFile[]): Promise<readonly Finding[]> {
  if (findings.every(({ statement }) => statement.fix === undefined)) return findings;
  const { settleFixes } = await import("./fixes.ts");
  return settleFixes(findings, files);
}

async function changeReporter() {
  return (await import("./reported-change.ts")).reportedChange;
}

/** A base that stops answering while it is read is one that is missing. */
async function attemptChange(
  request: GateRequest,
  head: Head,
  base: Extract<ListedBase, { kind: "tree" }>,
): Promise<JudgedChange | Extract<ListedBase, { kind: "missing" }>> {
  try {
    const { judgeChange } = await import("./change.ts");
    return await judgeChange(request, head, base);
  } catch (error) {
    if (error instanceof TreeLost) return { kind: "missing", name: base.name, because: error.message };
    throw error;
  }
}

/** A tree, judged alone or as a change. */
type JudgedTree = Omit<JudgedChange, "findings" | "comparison" | "sides"> & { readonly findings: readonly Finding[] } & Partial<
    Pick<JudgedChange, "comparison" | "sides">
  >;

/** Judges a tree by its own law. `missing` is a base that was asked for and is not there: that is told, whatever the policy. */
async function judgeAlone(
  request: GateRequest,
  head: Head,
  missing: Extract<ListedBase, { kind: "missing" }> | undefined,
): Promise<JudgedTree | Refused> {
  const law = await loadLaw(request, head.tree, head.entries);
  if (law.kind === "refused") return law;
  const { files, reading } = await contentOf(head, law.configFile);
  const model = buildModel(reading, law.scope, request.now);
  const at =
    model.environments[0]?.at ?? model.files[0]?.at ?? wholeFile(law.configFile ?? head.entries[0]?.path ?? configPaths[0]);
  const proofs = await proofsOf(request, model, law, missing === undefined ? "accepted" : "change");
  const judgement: Judgement = {
    rules: await rulesFor({ proofs: proofs !== undefined, base: false }),
    proofs,
    now: request.now,
    policyOf: (environment) => (missing === undefined ? law.policyOf(environment) : withFloor(law.policyOf(environment))),
    gate: {
      configFile: law.configFile,
      references: law.references,
      waivers: [...law.waivers, ...files.flatMap(({ path, text }) => commentWaivers(path, text, ruleIds))],
      baseMissing: missing && { at, base: missing.name, because: missing.because },
    },
  };
  const weighed = weigh(model, judgement);
  return { kind: "judged", model, findings: conclude(model, judgement, weighed), gate: weighed.gate, law, files, proofs };
}

/** The policy comes from the change here: it cannot switch off that this is said. */
function withFloor(policy: Policy): Policy {
  const id = "policy/base-missing";
  const isError = severityOf(policy, id, "production", undefined) === "error";
  return { ...policy, rules: { ...policy.rules, [id]: { severity: isError ? "error" : "warning" } } };
}

function wholeFile(path: RepoPath | undefined): Span {
  return { path: path ?? ("tikv-tls-gate.yml" as RepoPath), line: 1, column: 1, endLine: 1, endColumn: 1 };
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
