import type { Environment, Model, Tier } from "../model/environments/environment.ts";
import type { Proof } from "../model/handshake/trial.ts";
import { createHash } from "../text/digest.ts";
import { compareSpans, type RepoPath, type Span } from "../text/span.ts";
import { compareSeverities, type Policy, parametersOf, type Severity, severityOf } from "./policy.ts";
import { defaultsOf, type FailureKey, type Gate, type Rule, type SettledFix, type Statement, type Waiver } from "./rule.ts";
import { secretLines } from "./secret-lines.ts";
import { isExpired, tooFarAhead, WaiverIndex } from "./waivers.ts";

/** Against the base: it has none like it, the same, or one that was less severe or waived. */
export type FindingState = "new" | "unchanged" | "worsened";

/**
 * A statement with what the policy makes of it. A value: each step of the gate gives findings with one thing more, and nothing
 * is kept about a finding outside of it.
 */
export interface Finding {
  readonly rule: Rule;
  readonly severity: Exclude<Severity, "off">;
  readonly statement: Statement;
  readonly environment: Environment | undefined;
  /** Stable over moved lines: 64 hexadecimal digits. */
  readonly fingerprint: string;
  /** What stands at its places is a secret, or a key: no report shows the lines. */
  readonly isSecret?: true | undefined;
  readonly waiver?: Waiver | undefined;
  /** There once the finding was compared with those of the base. */
  readonly state?: FindingState | undefined;
  /** The statement's fix, once the texts of the files were seen. */
  readonly fix?: SettledFix | undefined;
}

export interface Judgement {
  readonly rules: readonly Rule[];
  /** Milliseconds since the epoch, UTC. */
  readonly now: number;
  /** The policy of an environment, or of the run where a place lies in none. */
  policyOf(environment: Environment | undefined): Policy;
  readonly gate: Gate;
  /** What the model is a change of; undefined where it is judged by itself. */
  readonly base?: Model | undefined;
  /** What the handshake test saw, where it ran. */
  readonly proofs?: readonly Proof[] | undefined;
  /** In the judgement of a change: does a waiver that matches a statement count for it already? */
  countsFor?(waiver: Waiver, rule: string, statement: Statement): boolean;
}

/**
 * Runs the rules over the model and grades what they state, sorted by severity (worst first), then place. Waived
 * findings stay, with their waiver; they decide nothing. The rules about the gate run last: they see what each waiver did.
 */
export function judge(model: Model, judgement: Judgement): readonly Finding[] {
  return conclude(model, judgement, weigh(model, judgement));
}

/** Findings before the rules about the gate ran, and the gate as these will see it. */
export interface Weighed {
  readonly findings: readonly Finding[];
  readonly gate: Gate;
}

/** The first half of `judge`: all rules but those about the gate, with the waivers weighed and their matches counted. */
export function weigh(model: Model, judgement: Judgement): Weighed {
  return settle(model, judgement);
}

/** The second half of `judge`: what the rules about the gate say, and the order. */
export function conclude(model: Model, judgement: Judgement, { findings, gate }: Weighed): readonly Finding[] {
  const rules = judgement.rules.filter(isAboutTheGate);
  const about = graded(model, judgement, { rules, gate, isOnSecret: secretLines(model) }).findings;
  return [...findings, ...about].sort(
    (a, b) =>
      compareSeverities(b.severity, a.severity) ||
      compareSpans(a.statement.at, b.statement.at) ||
      (a.rule.id < b.rule.id ? -1 : a.rule.id > b.rule.id ? 1 : 0),
  );
}

/** What the rules about the gate see: the gate with every waiver weighed and its matches counted. */
export function settledGate(model: Model, judgement: Judgement): Gate {
  return settle(model, judgement).gate;
}

function settle(model: Model, judgement: Judgement): { readonly findings: readonly Finding[]; readonly gate: Gate } {
  const rules = judgement.rules.filter((rule) => !isAboutTheGate(rule));
  const isGeneral = ({ phase }: Rule) => phase === "general";
  const { gate } = judgement;
  const isOnSecret = secretLines(model);
  const specific = graded(model, judgement, { rules: rules.filter((rule) => !isGeneral(rule)), gate, isOnSecret });
  const general = graded(model, judgement, { rules: rules.filter(isGeneral), gate, isOnSecret, covered: specific.covers });
  const found = withoutCovered([...specific.findings, ...general.findings]);
  const { findings: weighed, waivers } = waived(found, model, judgement);
  const findings = withoutRepeated(weighed);
  const judged = new Set(judgement.rules.map(({ id }) => id));
  return { findings, gate: { ...gate, waivers, judged } };
}

/**
 * The severest finding that covers a failing channel. Only what the policy left counts; whether a finding is waived does not
 * matter, since its waiver speaks for the failure.
 */
type Covers = ReadonlyMap<FailureKey, Finding["severity"]>;

/** Without what a finding that is no less severe makes meaningless in its own file. */
function withoutCovered(findings: readonly Finding[]): readonly Finding[] {
  const byFile = new Map<RepoPath, Finding[]>();
  for (const finding of findings) {
    const { path } = finding.statement.at;
    if (finding.statement.coversFile !== undefined) byFile.set(path, [...(byFile.get(path) ?? []), finding]);
  }
  if (byFile.size === 0) return findings;
  return findings.filter(({ rule, severity, statement }) => {
    const group = rule.id.slice(0, rule.id.indexOf("/"));
    return !(byFile.get(statement.at.path) ?? []).some(
      (other) => other.rule !== rule && other.statement.coversFile?.includes(group) && !isLower(other.severity, severity),
    );
  });
}

/** Each fact by one rule, that of its severest finding. A waived finding speaks for itself. */
function withoutRepeated(findings: readonly Finding[]): readonly Finding[] {
  const speaking = new Map<string, Finding>();
  const keyOf = ({ statement, environment, waiver }: Finding) =>
    statement.fact === undefined || waiver !== undefined ? undefined : `${environment?.name ?? ""}\n${statement.fact}`;
  for (const finding of findings) {
    const key = keyOf(finding);
    const other = key === undefined ? undefined : speaking.get(key);
    if (key !== undefined && (other === undefined || isAhead(finding, other))) speaking.set(key, finding);
  }
  return findings.filter((finding) => {
    const key = keyOf(finding);
    return key === undefined || speaking.get(key)?.rule === finding.rule;
  });
}

function isAhead(a: Finding, b: Finding): boolean {
  return a.severity === b.severity ? a.rule.id > b.rule.id : isLower(b.severity, a.severity);
}

function isLower(a: Severity, b: Severity): boolean {
  return compareSeverities(a, b) < 0;
}

function isAboutTheGate(rule: Rule): boolean {
  return rule.phase === "gate";
}

interface Grading {
  readonly rules: readonly Rule[];
  readonly gate: Gate;
  /** Does a place begin on a line with a secret? */
  isOnSecret(place: Span): boolean;
  /** What the findings of other rules cover already. */
  readonly covered?: Covers;
}

interface Graded {
  readonly findings: readonly Finding[];
  readonly covers: Covers;
}

function graded(model: Model, judgement: Judgement, { rules, gate, isOnSecret, covered }: Grading): Graded {
  const findings: Finding[] = [];
  const covers = new Map<FailureKey, Finding["severity"]>();
  const seen = new Map<string, number>();
  const told = new Set<string>();
  const byName = new Map(model.environments.map((environment) => [environment.name, environment]));
  for (const rule of rules) {
    const { id } = rule;
    const statements = rule.check(model, {
      now: judgement.now,
      gate,
      base: judgement.base,
      proofs: judgement.proofs,
      isCovered: (failure, environment) => {
        const by = covered?.get(failure);
        return by !== undefined && !isLower(by, severityOf(judgement.policyOf(environment), id, environment.tier, undefined));
      },
      parameters: (environment) => ({
        ...defaultsOf(rule),
        ...parametersOf(judgement.policyOf(environment), id, tierOf(environment)),
      }),
    });
    for (const statement of statements) {
      const named = statement.environment === undefined ? undefined : byName.get(statement.environment);
      const environment = named ?? model.environmentOf(statement.at.path);
      const severity = severityOf(judgement.policyOf(environment), id, tierOf(environment), statement.variant);
      if (severity === "off") continue;
      for (const failure of statement.covers ?? []) {
        const other = covers.get(failure);
        if (other === undefined || isLower(other, severity)) covers.set(failure, severity);
      }
      // One setting that several instances share (a switch of TiUP) is one finding.
      const { path, line, column, endLine, endColumn } = statement.at;
      const sentence = [id, environment?.name, path, line, column, endLine, endColumn, statement.message].join("\n");
      if (told.has(sentence)) continue;
      told.add(sentence);
      const identity = [id, environment?.name ?? "", statement.component ?? "", statement.subject].join("\n");
      const count = seen.get(identity) ?? 0;
      seen.set(identity, count + 1);
      const fingerprint = createHash("sha256").update(`${identity}\n${count}`).digest("hex");
      const isSecret = rule.pointsAtSecret === true || [statement, ...(statement.related ?? [])].some(({ at }) => isOnSecret(at));
      findings.push({ rule, severity, statement, environment, fingerprint, ...(isSecret && { isSecret }) });
    }
  }
  return { findings, covers };
}

/** Gives each finding the first waiver that counts for it, and each waiver the number of findings that it matched. */
function waived(
  found: readonly Finding[],
  model: Model,
  judgement: Judgement,
): { readonly findings: readonly Finding[]; readonly waivers: readonly Waiver[] } {
  const { gate, now } = judgement;
  const index = new WaiverIndex(gate.waivers);
  const matching = found.map(({ rule, statement }) => (rule.isWaivable !== false ? index.at(rule.id, statement.at) : []));
  const matched: Finding[][] = gate.waivers.map(() => []);
  for (const [at, finding] of found.entries()) for (const position of matching[at] ?? []) matched[position]?.push(finding);
  const settled = gate.waivers.map((waiver, position): Waiver => {
    const own = matched[position] ?? [];
    // The policy of an environment may be stricter than the run's: a waiver that it refuses counts nowhere.
    const home = waiver.line === undefined ? undefined : model.environmentOf(waiver.path as RepoPath);
    const environments = [home, ...own.map(({ environment }) => environment)];
    const faults = environments.map((environment) => tooFarAhead(waiver, judgement.policyOf(environment), now));
    return { ...waiver, matches: own.length, invalid: waiver.invalid ?? faults.find((fault) => fault !== undefined) };
  });
  const findings = found.map((finding, at): Finding => {
    const waiver = (matching[at] ?? [])
      .flatMap((position) => settled[position] ?? [])
      .find(
        (candidate) =>
          candidate.standing !== "pending" &&
          candidate.invalid === undefined &&
          !isExpired(candidate, now) &&
          judgement.countsFor?.(candidate, finding.rule.id, finding.statement) !== false,
      );
    return waiver === undefined ? finding : { ...finding, waiver };
  });
  return { findings, waivers: settled };
}

/** A place that lies in no environment is judged as production. */
function tierOf(environment: Environment | undefined): Tier {
  return environment?.tier ?? "production";
}
