import { choice, type Refused, refused } from "../config/mistake.ts";
import { TreeLost } from "../discover/tree.ts";
import { unrelatedKeys } from "../judge/certificates/committed-keys.ts";
import type { Finding } from "../judge/judge.ts";
import type { Environment, Model } from "../model/environments/environment.ts";
import type { SourceFile } from "../read/source-file.ts";
import { assemble } from "../report/assemble.ts";
import type { LineReader, ReportedChange } from "../report/options.ts";
import type { FailOn, Report } from "../report/report.ts";
import { counted } from "../text/counted.ts";
import { shortListOf } from "../text/list-of.ts";
import { singleLine } from "../text/safe.ts";
import type { RepoPath, Span } from "../text/span.ts";
import { toolVersion } from "../text/tool.ts";
import { type JudgedAlone, judgeAlone } from "./alone.ts";
import type { BaseRequest, MissingBase, PresentBase } from "./base.ts";
import type { JudgedChange } from "./change/change.ts";
import type { ConfigRequest } from "./effective-config.ts";
import { extentOf, isOfConfig, type Scene, sceneWithin, touchedNames } from "./extent.ts";
import type { ProofRequest } from "./proof.ts";
import { type Head, type HeadRequest, headOf } from "./revision.ts";

export interface GateRequest extends ConfigRequest, ProofRequest, HeadRequest {
  /** The time at which validity is judged: milliseconds since the epoch, UTC. */
  readonly now: number;
  readonly failOn: FailOn;
  /** What the tree is a change of; the tree is judged by itself when undefined. */
  readonly base?: BaseRequest | undefined;
  /** What the report says before what was assumed: a sentence. */
  readonly note?: string | undefined;
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
 * Judges a tree: discover, read, model, judge, report. With a base the change is judged by the base's config. Rejects with
 * `TreeError` when the tree cannot be read at all.
 */
export async function judgeTree(request: GateRequest): Promise<GateResult> {
  const head = await headOf(request);
  if (head.kind === "refused") return head;
  const base = request.base && (await (await import("./base.ts")).listBase(request.base, request.judged));
  const change = base?.kind === "tree" ? await attemptChange(request, head, base) : base;
  const judged = change?.kind === "change" ? change : await judgeAlone(request, head, change);
  if (judged.kind === "refused") return judged;
  const scene = sceneWithin(judged, judged.extent, judged.config);
  // Without its base a change has no environments but those that are found: then all of them are judged.
  const environments = judged.gate.baseMissing === undefined ? request.environments : [];
  return unknownEnvironments(environments, scene.model) ?? reported({ ...request, environments }, judged, scene);
}

/** A base that stops answering while it is read is one that is missing. */
async function attemptChange(request: GateRequest, head: Head, base: PresentBase): Promise<JudgedChange | MissingBase> {
  try {
    const { judgeChange } = await import("./change/change.ts");
    return await judgeChange(request, head, base);
  } catch (error) {
    if (error instanceof TreeLost) return { kind: "missing", name: base.name, because: error.message };
    throw error;
  }
}

async function reported(request: GateRequest, judged: JudgedAlone | JudgedChange, { model, findings }: Scene): Promise<Judged> {
  const { now, failOn, environments, tree } = request;
  const { config, files, gate, proofs, extent } = judged;
  const isSaid = ({ path }: Span) => extent === undefined || extent.holds(path) || isOfConfig(path, config);
  const isChosen = (environment: Environment | undefined) =>
    environment === undefined || environments.length === 0 || environments.includes(environment.name);
  // Findings that lie in no environment stay.
  const chosen = (findings: readonly Finding[]) => findings.filter(({ environment }) => isChosen(environment));
  const assumptions = request.note === undefined ? model.assumptions : [request.note, ...model.assumptions];
  const report = assemble({ ...chosenModel(model, isChosen), assumptions }, chosen(findings), {
    version: toolVersion,
    now,
    failOn,
    policy: { name: config.policy.name, source: config.policySource },
    configFile: config.configFile,
    judged: request.judged,
    whole: extent && chosenModel(judged.model, isChosen),
    waivers: gate.waivers.filter(({ at }) => isSaid(at)),
    proofs,
    comparison:
      judged.kind === "change"
        ? { base: judged.base, config: judged.configOf, only: request.only ?? "all", fixed: chosen(fixedIn(judged, request)) }
        : undefined,
  });
  const hasInstances = report.environments.some(({ instances }) => instances.length > 0);
  const isEmpty = !hasInstances && report.certificates.length === 0 && (model.requests ?? []).length === 0;
  const isChanged = (gate.changes ?? []).some(({ at }) => isSaid(at));
  const saysNothing = report.conclusion === "success" && !isChanged && gate.baseMissing === undefined;
  return {
    kind: isEmpty && saysNothing ? "empty" : "judged",
    message: nothingText(model, tree.name),
    report,
    lineOf: lineReader(files),
    change: judged.kind === "change" ? await changeOf(judged, request) : undefined,
  };
}

function nothingText(model: Model, name: string): string {
  const seen = seenOnly(model);
  return seen.length > 0
    ? `nothing was judged in ${name}: ${seen.join("; ")}`
    : `nothing to check in ${name}: looked for TiKV and PD in TOML files, TiUP topologies, Kubernetes manifests, compose files, start scripts, systemd units and Ansible inventories, and for certificates (PEM, DER)`;
}

/** What a tree without anything to judge holds, and why that is none: clauses. */
function seenOnly(model: Model): readonly string[] {
  const keys = unrelatedKeys(model).map(({ file }) => file.path);
  const certificates = model.files.map(({ path }) => path).filter((path) => !keys.includes(path));
  const problems = model.problems.map(({ at }) => at.path);
  const undeclared = (model.undeclared ?? []).map(({ path }) => path);
  return [
    seenText(undeclared, "configuration", "no declared environment includes"),
    seenText(problems, "file", "cannot be read as it stands, such as a template that is not rendered"),
    seenText(certificates, "certificate file", "no configuration of PD or TiKV here names"),
    seenText(keys, "private key", "no configuration of PD or TiKV here uses"),
  ].filter((clause) => clause !== "");
}

function seenText(paths: readonly RepoPath[], what: string, because: string): string {
  const distinct = [...new Set(paths)].sort();
  if (distinct.length === 0) return "";
  return `${counted(distinct.length, what)} that ${because} (${shortListOf(distinct.map(singleLine), 6)})`;
}

/** What the change repairs in the part that is reported on. */
function fixedIn({ fixed, revisions, config }: JudgedChange, { judged: part }: GateRequest): readonly Finding[] {
  return sceneWithin({ model: revisions.base.model, findings: fixed }, extentOf(part), config).findings;
}

async function changeOf({ revisions, base, extent }: JudgedChange, { now, environments }: GateRequest): Promise<ReportedChange> {
  const { reportedChange } = await import("./change/reported-change.ts");
  const touched = touchedNames([revisions.base, revisions.head], extent);
  return reportedChange(revisions, base, now, environments.length > 0 ? environments : touched);
}

function unknownEnvironments(wanted: readonly string[], model: Model): Refused | undefined {
  const names = model.environments.map(({ name }) => name);
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length === 0) return undefined;
  return refused(
    unknown.map((name) => ({ message: `--environment ${name}: there is no such environment`, help: choice(name, names) })),
  );
}

/** What the chosen environments are concerned with. */
function chosenModel(model: Model, isChosen: (environment: Environment | undefined) => boolean): Model {
  return {
    ...model,
    environments: model.environments.filter(isChosen),
    files: model.files.filter((file) => isChosen(model.environmentOf(file.path))),
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
