import type { Finding } from "../judge/judge.ts";
import { severities } from "../judge/policy.ts";
import type { RepoPath } from "../text/span.ts";

export type FindingState = "new" | "unchanged" | "worsened";

type Keyed = readonly [key: string, finding: Finding];

export interface Comparison {
  readonly states: ReadonlyMap<Finding, FindingState>;
  /** Findings of the base that the head does not have, in the base's order. */
  readonly fixed: readonly Finding[];
}

/**
 * Compares the findings of two trees that were judged by the same law. A finding is the same when rule, component and
 * subject are, in the same file or in the file that it was moved to; lines and environment may have changed. What is
 * left is matched by environment, between files of which one went and the other came.
 */
export function compareFindings(
  base: readonly Finding[],
  head: readonly Finding[],
  files: {
    /** New path -> old path. */
    readonly moved: ReadonlyMap<RepoPath, RepoPath>;
    readonly isInBase: (path: RepoPath) => boolean;
    readonly isInHead: (path: RepoPath) => boolean;
  },
): Comparison {
  const states = new Map<Finding, FindingState>();
  const matched = new Set<Finding>();
  const oldPath = (finding: Finding): RepoPath => files.moved.get(finding.statement.at.path) ?? finding.statement.at.path;
  const subjectOf = (finding: Finding): string => withoutMoves(finding.statement.subject, files.moved);
  const inFile = (finding: Finding, path: RepoPath, subject: string) =>
    [finding.rule.id, path, finding.statement.component ?? "", subject].join("\n");
  const inEnvironment = (finding: Finding, subject: string) =>
    [finding.rule.id, finding.environment?.name ?? "", finding.statement.component ?? "", subject].join("\n");

  match(
    base.map((finding) => [inFile(finding, finding.statement.at.path, finding.statement.subject), finding]),
    head.map((finding) => [inFile(finding, oldPath(finding), subjectOf(finding)), finding]),
  );
  // Of two files of one environment one went, the other came: the finding stayed.
  match(
    base.flatMap((finding): readonly Keyed[] =>
      files.isInHead(finding.statement.at.path) ? [] : [[inEnvironment(finding, finding.statement.subject), finding]],
    ),
    head.flatMap((finding): readonly Keyed[] =>
      files.isInBase(finding.statement.at.path) ? [] : [[inEnvironment(finding, subjectOf(finding)), finding]],
    ),
  );
  for (const finding of head) if (!states.has(finding)) states.set(finding, "new");
  return { states, fixed: base.filter((finding) => !matched.has(finding) && finding.waiver === undefined) };

  function match(old: readonly Keyed[], now: readonly Keyed[]): void {
    const waiting = new Map<string, Finding[]>();
    for (const [key, finding] of old) {
      if (matched.has(finding)) continue;
      const list = waiting.get(key);
      if (list === undefined) waiting.set(key, [finding]);
      else list.push(finding);
    }
    for (const [key, finding] of now) {
      const before = states.has(finding) ? undefined : waiting.get(key)?.shift();
      if (before === undefined) continue;
      matched.add(before);
      states.set(finding, isWorse(before, finding) ? "worsened" : "unchanged");
    }
  }
}

/** A waiver that is gone makes a finding worse too: it counts again. */
function isWorse(before: Finding, after: Finding): boolean {
  if (after.waiver !== undefined) return false;
  return before.waiver !== undefined || severities.indexOf(after.severity) > severities.indexOf(before.severity);
}

/** A subject that names a file names it by its old path. */
function withoutMoves(subject: string, moved: ReadonlyMap<RepoPath, RepoPath>): string {
  if (moved.size === 0 || !/[./]/.test(subject)) return subject;
  return subject
    .split(" ")
    .map((word) => moved.get(word as RepoPath) ?? word)
    .join(" ");
}
