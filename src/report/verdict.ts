import { counted } from "../text/counted.ts";
import type { FailOn, Report, ReportEnvironment, ReportFinding } from "./report.ts";

export type Severity = ReportFinding["severity"];

/** Worst first. */
export const severities = ["error", "warning", "note"] as const satisfies readonly Severity[];

/** Does a finding of this severity fail a run that fails from `failOn` on? */
export function isAtOrAbove(severity: Severity, failOn: FailOn): boolean {
  switch (failOn) {
    case "never":
      return false;
    case "error":
      return severity === "error";
    case "warning":
      return severity !== "note";
    default:
      return failOn satisfies never;
  }
}

/** Is this finding one of those that make the conclusion a failure? */
export function decides(report: Report, finding: ReportFinding): boolean {
  if (report.comparison?.only === "new" && finding.state === "unchanged") return false;
  return report.conclusion === "failure" && finding.waiver === null && isAtOrAbove(finding.severity, report.failOn ?? "error");
}

/** `2 errors, 1 warning, 1 waived`. */
export function countsText(counts: Report["counts"]): string {
  const parts = severities.filter((severity) => counts[severity] > 0).map((severity) => counted(counts[severity], severity));
  if (counts.waived > 0) parts.push(`${counts.waived} waived`);
  return parts.length === 0 ? "no findings" : parts.join(", ");
}

/** `2 new, 1 fixed, 3 unchanged against 0123456789ab`; undefined where nothing is compared. */
export function comparisonText({ comparison }: Report): string | undefined {
  if (comparison === undefined) return undefined;
  const { counts, base, only } = comparison;
  const parts = (["new", "worsened", "fixed", "unchanged"] as const).flatMap((state) =>
    counts[state] === 0 ? [] : [`${counts[state]} ${state}`],
  );
  const said = parts.length === 0 ? "no findings on either side" : parts.join(", ");
  return `${said} against ${base}${only === "new" ? "; only what is new or worse decides" : ""}`;
}

/** A part of a sentence: this program's own words, or a name or path of the user's, which each format shows in its own way. */
export type SentencePart = string | { readonly name: string } | { readonly path: string };

/** By what was judged: policies and config file, and with a base whose they are. */
export function basisParts({ policy, configFile, comparison, environments }: Report): readonly SentencePart[] {
  const isFile = policy.source !== "bundled" && policy.source !== "";
  const isBase = comparison?.config === "base";
  const own = environments.flatMap(({ name, policy: other }): readonly SentencePart[] =>
    other === undefined ? [] : [", ", { name: other }, " for ", { name }],
  );
  return [
    "policy ",
    { name: policy.name },
    ...(isFile ? [" (", { path: policy.source }, ")"] : []),
    ...own,
    ...(configFile === null || configFile === undefined
      ? [isBase ? ", no config file in the base" : ", no config file"]
      : [", config file ", { path: configFile }, isBase ? " of the base" : ""]),
  ];
}

/** `policy strict, config file tikv-tls-gate.yml`. `shownPath` says how paths are shown. */
export function basisText(report: Report, shownPath = (path: string) => path): string {
  return basisParts(report)
    .map((part) => (typeof part === "string" ? part : "name" in part ? part.name : shownPath(part.path)))
    .join("");
}

/** Counts of some findings, as the report counts all. */
export function countFindings(findings: readonly ReportFinding[]): Report["counts"] {
  const counts = { error: 0, warning: 0, note: 0, waived: 0 };
  for (const finding of findings) counts[finding.waiver === null ? finding.severity : "waived"] += 1;
  return counts;
}

export interface FindingGroup {
  /** Undefined for findings that lie in no environment. */
  readonly environment: string | undefined;
  readonly tier: ReportEnvironment["tier"] | undefined;
  readonly findings: readonly ReportFinding[];
  readonly counts: Report["counts"];
}

/** Findings by environment, the worst environment first. */
export function groupFindings(report: Report, findings: readonly ReportFinding[] = report.findings): readonly FindingGroup[] {
  const byName = new Map<string | null, ReportFinding[]>();
  for (const finding of findings) {
    const list = byName.get(finding.environment);
    if (list === undefined) byName.set(finding.environment, [finding]);
    else list.push(finding);
  }
  const tiers = new Map(report.environments.map((environment) => [environment.name, environment.tier]));
  return [...byName]
    .map(([name, list]) => ({
      environment: name ?? undefined,
      tier: name === null ? undefined : tiers.get(name),
      findings: list,
      counts: countFindings(list),
    }))
    .sort((a, b) => worseFirst(a.counts, b.counts) || compareTexts(a.environment ?? "\uFFFF", b.environment ?? "\uFFFF"));
}

/** The environments of a report, the one with the worst findings first. */
export function environmentsWorstFirst(report: Report): readonly ReportEnvironment[] {
  const counts = new Map(groupFindings(report).map((group) => [group.environment, group.counts]));
  const none = countFindings([]);
  return [...report.environments].sort(
    (a, b) => worseFirst(counts.get(a.name) ?? none, counts.get(b.name) ?? none) || compareTexts(a.name, b.name),
  );
}

/** Waived findings last, else worst first; the order among equals is the report's. */
export function worstFirst(findings: readonly ReportFinding[]): readonly ReportFinding[] {
  const rank = (finding: ReportFinding) =>
    severities.indexOf(finding.severity) + (finding.waiver === null ? 0 : severities.length);
  return [...findings].sort((a, b) => rank(a) - rank(b));
}

/** By code units: the same on every machine. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function worseFirst(a: Report["counts"], b: Report["counts"]): number {
  return b.error - a.error || b.warning - a.warning || b.note - a.note || b.waived - a.waived;
}
