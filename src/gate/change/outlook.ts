import type { Finding } from "../../judge/judge.ts";
import { severities } from "../../judge/policy.ts";
import type { Statement } from "../../judge/rule.ts";
import { counted } from "../../text/counted.ts";

/** What the findings are by the config in force, and what they would be by the one that the change brings. */
export interface Outlook {
  readonly now: readonly Finding[];
  readonly later: readonly Finding[];
}

/** Names in one sentence. */
const mostNames = 3;

/** What a waiver covers, in words that survive a move: it excuses no more than that before the merge. */
export function coveredKey(rule: string, { component, subject }: Statement): string {
  return JSON.stringify([rule, component, subject]);
}

export function outlookText(now: readonly Finding[], later: readonly Finding[]): string {
  const [have, get] = [countsText(countOf(now)), countsText(countOf(later))];
  const [less, more] = [notIn(now, later), notIn(later, now)];
  if (less.length === 0 && more.length === 0) return `the findings stay the same (${have})`;
  const names = less.length > 0 ? `no longer ${namesOf(less)}` : `newly ${namesOf(more)}`;
  return `now the gate has ${have}, then it would have ${get} (${names})`;
}

export interface Counts {
  readonly error: number;
  readonly warning: number;
  readonly note: number;
}

export function countOf(findings: readonly Finding[]): Counts {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity, waiver } of findings) if (waiver === undefined) counts[severity]++;
  return counts;
}

export function countsText({ error, warning, note }: Counts): string {
  return `${counted(error, "error")}, ${counted(warning, "warning")} and ${counted(note, "note")}`;
}

/** What of some open findings the others do not have as severely, worst first. */
export function notIn(findings: readonly Finding[], others: readonly Finding[]): readonly Finding[] {
  const key = ({ rule, statement }: Finding) => `${coveredKey(rule.id, statement)}\n${statement.at.path}`;
  const rank = ({ severity }: Finding) => severities.indexOf(severity);
  const open = others.filter(({ waiver }) => waiver === undefined);
  // The worst of several of one kind, which is the last here.
  const known = new Map([...open].sort((a, b) => rank(a) - rank(b)).map((finding) => [key(finding), rank(finding)]));
  return findings
    .filter((finding) => finding.waiver === undefined && rank(finding) > (known.get(key(finding)) ?? 0))
    .sort((a, b) => rank(b) - rank(a));
}

export function namesOf(findings: readonly Finding[]): string {
  const names = [...new Set(findings.map(({ rule, statement }) => `${rule.id} in ${statement.at.path}`))];
  return listed(names);
}

export function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, mostNames);
  return texts.length > mostNames ? `${shown.join(", ")} and ${texts.length - mostNames} more` : shown.join(", ");
}
