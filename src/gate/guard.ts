import { grouped } from "../judge/grouped.ts";
import type { Finding } from "../judge/judge.ts";
import { type Policy, severities, severityOf } from "../judge/policy.ts";
import type { ConfiguredReference, GateChange, Statement, Waiver } from "../judge/rule.ts";
import type { Scope } from "../model/build.ts";
import type { Environment, Model, Tier } from "../model/environments/environment.ts";
import { LineIndex, type RepoPath, type Span } from "../text/span.ts";

/** What a tree says about the gate that judges it. */
export interface Law {
  readonly configFile: RepoPath | undefined;
  /** The texts of the config file and of every policy file that it uses. */
  readonly texts: ReadonlyMap<RepoPath, string>;
  readonly scope: Scope;
  /** The run's policy. */
  readonly policy: Policy;
  policyOf(environment: Environment | undefined): Policy;
  /** Those of the config file. */
  readonly waivers: readonly Waiver[];
  readonly references: readonly ConfiguredReference[];
}

/** What the findings are under the law that counts, and what they would be under the one that the change brings. */
export interface Outlook {
  readonly now: readonly Finding[];
  readonly later: readonly Finding[];
}

/** Names in one sentence. */
const mostNames = 3;

/** What a change does to the config file and the policies; nothing when it means the same as before. */
export function lawChanges(base: Law, head: Law, outlook: () => Outlook): readonly GateChange[] {
  const changes: GateChange[] = [];
  const add = (path: RepoPath, at: Span, what: readonly string[]) => {
    const { now, later } = outlook();
    changes.push({
      at,
      subject: `changed ${path}`,
      message: `${listed(what)}: this counts after the merge, the change itself is judged by the base; ${outlookText(now, later)}`,
      help: "have it reviewed as what it is, a change of the gate; put it into a pull request of its own where it can be",
    });
  };
  const said = scopeDifferences(base, head);
  const config = head.configFile ?? base.configFile;
  if (said.length > 0 && config !== undefined)
    add(config, changedLine(config, base.texts.get(config), head.texts.get(config)), said);
  for (const path of new Set([...base.texts.keys(), ...head.texts.keys()])) {
    if (path === base.configFile || path === head.configFile || base.texts.get(path) === head.texts.get(path)) continue;
    const rules = ruleDifferences(base.policy, head.policy);
    const what = rules.length > 0 ? rules : [`policy file ${path} differs`];
    add(path, changedLine(path, base.texts.get(path), head.texts.get(path)), what);
  }
  return changes;
}

/** The config file that a change brings cannot be used. */
export function brokenLaw(at: Span, because: string): GateChange {
  return {
    at,
    subject: `broken ${at.path}`,
    variant: "broken",
    message: `the gate cannot be configured with this after the merge: ${because}; the change itself is judged by the base`,
    help: "correct it: after the merge every check would end without a verdict",
  };
}

function scopeDifferences(base: Law, head: Law): readonly string[] {
  if (base.configFile !== head.configFile) {
    if (head.configFile === undefined) return [`the config file ${base.configFile} is taken away`];
    if (base.configFile === undefined) return [`the gate gets its first config file ${head.configFile}`];
  }
  const said = base.configFile === head.configFile ? [] : [`${head.configFile} takes the place of ${base.configFile}`];
  if (base.policy.name !== head.policy.name) said.push(`policy ${base.policy.name} becomes ${head.policy.name}`);
  if (asText(base.scope.version) !== asText(head.scope.version)) said.push("the version whose behaviour applies changes");
  const before = new Map((base.scope.environments ?? []).map((environment) => [environment.name, environment]));
  const after = new Map((head.scope.environments ?? []).map((environment) => [environment.name, environment]));
  for (const [name, old] of before) {
    const next = after.get(name);
    if (next === undefined) said.push(`environment ${name} is no longer declared`);
    else {
      if (old.tier !== next.tier) said.push(`environment ${name} becomes ${next.tier} instead of ${old.tier}`);
      if (asText(old.include) !== asText(next.include))
        said.push(`environment ${name} includes ${next.include.join(", ")} instead of ${old.include.join(", ")}`);
      if (old.policy !== next.policy)
        said.push(`environment ${name} gets ${next.policy === undefined ? "no policy of its own" : `policy ${next.policy}`}`);
      if (asText(old.mounts) !== asText(next.mounts)) said.push(`environment ${name} has its certificates elsewhere`);
      if (asText(pathsOf(old.clients)) !== asText(pathsOf(next.clients))) said.push(`environment ${name} has other clients`);
    }
  }
  for (const name of after.keys()) if (!before.has(name)) said.push(`environment ${name} is declared`);
  if (said.length === 0 && asText([...before.keys()]) !== asText([...after.keys()]))
    said.push("the order of the environments changes");
  const kept = new Set(head.waivers.map(waiverKey));
  const gone = base.waivers.filter((waiver) => !kept.has(waiverKey(waiver))).length;
  if (gone > 0) said.push(`${gone === 1 ? "a waiver is" : `${gone} waivers are`} taken away or altered`);
  return said;
}

function pathsOf(
  clients: { readonly ca?: string | undefined; readonly certificate?: string | undefined } | undefined,
): readonly unknown[] {
  return [clients?.ca ?? null, clients?.certificate ?? null];
}

function ruleDifferences(base: Policy, head: Policy): readonly string[] {
  const tiers: readonly Tier[] = ["production", "staging", "development"];
  const rules = [...new Set([...Object.keys(base.rules), ...Object.keys(head.rules)])].sort();
  return rules.flatMap((rule) => {
    for (const tier of tiers) {
      const [old, next] = [severityOf(base, rule, tier, undefined), severityOf(head, rule, tier, undefined)];
      if (old !== next) return [`${rule} becomes ${next} instead of ${old}${tier === "production" ? "" : ` in ${tier}`}`];
    }
    const own = (policy: Policy) => (Object.hasOwn(policy.rules, rule) ? asText(policy.rules[rule]) : "");
    return own(base) === own(head) ? [] : [`${rule} is set in another way`];
  });
}

/**
 * The waivers in their standing: those of both trees at the place where the head has them; those that the change brings,
 * which do not count yet; those that it takes away from the config file, which count until the merge.
 */
export function standingWaivers(
  base: readonly Waiver[],
  head: readonly Waiver[],
  moved: ReadonlyMap<RepoPath, RepoPath>,
): readonly Waiver[] {
  const waiting = grouped(base, waiverKey);
  const standing = head.map((waiver): Waiver => {
    const path = waiver.line === undefined ? waiver.path : (moved.get(waiver.path as RepoPath) ?? waiver.path);
    return waiting.get(waiverKey({ ...waiver, path }))?.shift() === undefined ? { ...waiver, standing: "pending" } : waiver;
  });
  const left = [...waiting.values()].flat().filter(({ line }) => line === undefined);
  return [...standing, ...left.map((waiver): Waiver => ({ ...waiver, standing: "revoked" }))];
}

/** What makes a waiver the same one: all but its place in the file. */
export function waiverKey({ rule, path, reason, owner, until, line }: Waiver): string {
  return [line === undefined ? "config" : "comment", rule, path, reason ?? "", owner ?? "", until ?? ""].join("\n");
}

/** What a waiver covers, in words that survive a move: it excuses no more than that before the merge. */
export function coveredKey(rule: string, { component, subject }: Statement): string {
  return [rule, component ?? "", subject].join("\n");
}

/** The waivers that a change brings, each with what it would cover. `settled` have their matches counted. */
export function waiverChanges(settled: readonly Waiver[]): readonly GateChange[] {
  return settled
    .filter(({ standing, invalid }) => standing === "pending" && invalid === undefined)
    .map(({ at, rule, path, matches, until }) => ({
      at,
      subject: `waiver ${rule} ${path}`,
      message: `this change brings a waiver of ${rule} until ${until}: it counts after the merge, and would then cover ${counted(matches, "finding")}`,
      help: "have it approved and merged by itself first, or put the cause of the findings right",
    }));
}

/** A file that the base judged and the head has but does not judge. */
export interface HiddenFile {
  readonly path: RepoPath;
  /** Where its content is now; the same path when it did not move. */
  readonly to: RepoPath;
  /** A clause: why it is not judged there. */
  readonly because: string;
}

/** What the gate judged and would no longer judge. `findings` are the base's. */
export function hiddenChanges(hidden: readonly HiddenFile[], findings: readonly Finding[]): readonly GateChange[] {
  const open = grouped(
    findings.filter(({ waiver }) => waiver === undefined),
    ({ statement }) => statement.at.path,
  );
  return hidden.map(({ path, to, because }) => {
    const lost = open.get(path) ?? [];
    const names =
      lost.length === 0
        ? ""
        : `, and ${counted(lost.length, "finding")} there ${lost.length === 1 ? "goes" : "go"} unseen (${namesOf(lost)})`;
    const what = path === to ? `the base judged ${path}` : `the base judged this as ${path}`;
    return {
      at: { path: to, line: 1, column: 1, endLine: 1, endColumn: 1 },
      subject: `hidden ${path}`,
      variant: "not-judged",
      message: `${what}, the head does not: ${because}${names}`,
      help: "keep it where and as the gate reads it; or delete it when nothing runs with it any more",
    };
  });
}

/** An environment whose files lay in one with a stricter law. */
export interface LoweredEnvironment {
  readonly environment: Environment;
  /** As which the base judged them. */
  readonly was: { readonly name: string; readonly tier: Tier; readonly policy: string | undefined };
  /** Findings under the law that counts for it now, and under the old one. */
  readonly outlook: Outlook;
}

/** Files that the change moves to where less is asked. */
export function loweredChanges(lowered: readonly LoweredEnvironment[]): readonly GateChange[] {
  return lowered.flatMap(({ environment, was, outlook }) => {
    const { now, later } = outlook;
    const [have, had] = [countOf(now), countOf(later)];
    const isWorse = had.error > have.error || (had.error === have.error && had.warning > have.warning);
    if (!isWorse) return [];
    return [
      {
        at: environment.at,
        subject: `lowered ${environment.name}`,
        variant: had.error > have.error ? "lower-tier" : undefined,
        message: `the base judged these files as ${was.tier} (environment ${was.name}), the head as ${environment.tier} (environment ${environment.name}): there they have ${countsText(have)}, as ${was.tier} ${countsText(had)} (${namesOf(notIn(later, now))})`,
        help: "put the findings right, or merge the move of a sound cluster first",
      },
    ];
  });
}

/** The same model with some environments judged as others. */
export function judgedAs(model: Model, as: ReadonlyMap<string, Pick<Environment, "tier" | "policy">>): Model {
  const changed = new Map(
    model.environments.map((environment) => [environment.name, { ...environment, ...as.get(environment.name) }]),
  );
  return {
    ...model,
    environments: [...changed.values()],
    environmentOf: (path) => {
      const found = model.environmentOf(path);
      return found && changed.get(found.name);
    },
  };
}

/** Weakest last: what is asked of a later one is never more than of an earlier. */
const tierOrder: readonly Tier[] = ["production", "staging", "development"];

export function isLowerTier(tier: Tier, than: Tier): boolean {
  return tierOrder.indexOf(tier) > tierOrder.indexOf(than);
}

/** The first line of the head's text that the base's does not have in its place; for a file that went, its old first line. */
export function changedLine(path: RepoPath, base: string | undefined, head: string | undefined): Span {
  if (head === undefined) return { path, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const [old, lines] = [(base ?? "").split("\n"), head.split("\n")];
  const first = base === undefined ? 0 : lines.findIndex((line, index) => line !== old[index]);
  const line = Math.min(first === -1 ? lines.length - 1 : first, Math.max(0, lines.length - (head.endsWith("\n") ? 2 : 1)));
  const start = lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0);
  return new LineIndex(path, head).span(start, start + (lines[line] ?? "").replace(/\r$/, "").length);
}

function outlookText(now: readonly Finding[], later: readonly Finding[]): string {
  const [have, get] = [countsText(countOf(now)), countsText(countOf(later))];
  const [less, more] = [notIn(now, later), notIn(later, now)];
  if (less.length === 0 && more.length === 0) return `the findings stay the same (${have})`;
  const names = less.length > 0 ? `no longer ${namesOf(less)}` : `newly ${namesOf(more)}`;
  return `now the gate has ${have}, then it would have ${get} (${names})`;
}

interface Counts {
  readonly error: number;
  readonly warning: number;
  readonly note: number;
}

function countOf(findings: readonly Finding[]): Counts {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity, waiver } of findings) if (waiver === undefined) counts[severity]++;
  return counts;
}

function countsText({ error, warning, note }: Counts): string {
  return `${counted(error, "error")}, ${counted(warning, "warning")} and ${counted(note, "note")}`;
}

/** What of some open findings the others do not have as severely, worst first. */
function notIn(findings: readonly Finding[], others: readonly Finding[]): readonly Finding[] {
  const key = ({ rule, statement }: Finding) => `${coveredKey(rule.id, statement)}\n${statement.at.path}`;
  const rank = ({ severity }: Finding) => severities.indexOf(severity);
  const known = new Map(others.filter(({ waiver }) => waiver === undefined).map((finding) => [key(finding), rank(finding)]));
  return findings
    .filter((finding) => finding.waiver === undefined && rank(finding) > (known.get(key(finding)) ?? 0))
    .sort((a, b) => rank(b) - rank(a));
}

function namesOf(findings: readonly Finding[]): string {
  const names = [...new Set(findings.map(({ rule, statement }) => `${rule.id} in ${statement.at.path}`))];
  return listed(names);
}

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, mostNames);
  return texts.length > mostNames ? `${shown.join(", ")} and ${texts.length - mostNames} more` : shown.join(", ");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function asText(value: unknown): string {
  return JSON.stringify(value) ?? "";
}
