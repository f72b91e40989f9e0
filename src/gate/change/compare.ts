import type { Finding, FindingState } from "../../judge/judge.ts";
import { compareSeverities } from "../../judge/policy.ts";
import { grouped } from "../../text/grouped.ts";
import type { RepoPath } from "../../text/span.ts";

/** A finding of the head that was held against those of the base. */
export type ComparedFinding = Finding & { readonly state: FindingState };

export interface Comparison {
  /** All findings of the head, in their order. */
  readonly findings: readonly ComparedFinding[];
  /** Findings of the base that the head does not have, in the base's order. */
  readonly fixed: readonly Finding[];
}

/** What a change did to the files. */
export interface ComparedFiles {
  readonly base: { readonly entries: readonly { readonly path: RepoPath }[] };
  readonly head: { readonly entries: readonly { readonly path: RepoPath }[] };
  /** New path -> old path. */
  readonly moved: ReadonlyMap<RepoPath, RepoPath>;
}

/**
 * Compares the findings of two trees that were judged by the same policies. A finding is the same when rule, component and
 * subject are, in the same file or in the file that it was moved to; lines and environment may have changed. What is
 * left is matched by environment, between files of which one went and the other came.
 */
export function compareFindings(base: readonly Finding[], head: readonly Finding[], files: ComparedFiles): Comparison {
  const pathsOf = (side: "base" | "head") => new Set(files[side].entries.map(({ path }) => path));
  const [inBase, inHead] = [pathsOf("base"), pathsOf("head")];
  const old = base.map((finding) => traitsOf(finding, new Map(), inHead));
  const now = head.map((finding) => traitsOf(finding, files.moved, inBase));
  const counterparts = counterpartsOf(old, now);
  const matched = new Set(counterparts.values());
  return {
    findings: head.map((finding, index) => ({ ...finding, state: stateOf(finding, base[counterparts.get(index) ?? -1]) })),
    fixed: base.filter(({ waiver }, index) => !matched.has(index) && waiver === undefined),
  };
}

/** What a finding is recognised by on the other side. Paths are the base's. */
interface Traits {
  /** Rule, component and subject: without these it is another one. */
  readonly kind: readonly string[];
  readonly path: RepoPath;
  readonly environment: string;
  readonly message: string;
  /** The other side has the file too, so that it was not renamed. */
  readonly isOnBothSides: boolean;
}

const sha256 = /\b[0-9a-f]{64}\b/;

/** The likest first: where one place has several findings of one kind, a counterpart is not taken from its own twin. */
const likeness: readonly ((traits: Traits) => readonly string[] | undefined)[] = [
  ({ kind, path, environment, message }) => [...kind, path, environment, message],
  ({ kind, path, environment }) => [...kind, path, environment],
  ({ kind, path }) => [...kind, path],
  // A certificate or key is the same whoever uses it now.
  ({ kind: [rule = "", , subject = ""], path }) => (sha256.test(subject) ? [rule, subject, path] : undefined),
  // Of two files of one environment one went, the other came: the finding stayed.
  ({ kind, environment, isOnBothSides }) => (isOnBothSides ? undefined : [...kind, environment]),
];

/** For positions in the head the position in the base; each is taken once. */
function counterpartsOf(base: readonly Traits[], head: readonly Traits[]): ReadonlyMap<number, number> {
  const counterparts = new Map<number, number>();
  const taken = new Set<number>();
  for (const wordsOf of likeness) {
    const keyOf = (traits: Traits) => JSON.stringify(wordsOf(traits));
    const open = [...base.entries()].filter(([index]) => !taken.has(index));
    const waiting = grouped(open, ([, traits]) => keyOf(traits));
    for (const [index, traits] of head.entries()) {
      if (counterparts.has(index) || wordsOf(traits) === undefined) continue;
      const [found] = waiting.get(keyOf(traits))?.shift() ?? [];
      if (found === undefined) continue;
      counterparts.set(index, found);
      taken.add(found);
    }
  }
  return counterparts;
}

function traitsOf(
  { rule, environment, statement }: Finding,
  moved: ReadonlyMap<RepoPath, RepoPath>,
  inOther: ReadonlySet<RepoPath>,
): Traits {
  const { path } = statement.at;
  return {
    kind: [rule.id, statement.component ?? "", withoutMoves(statement.subject, moved)],
    path: moved.get(path) ?? path,
    environment: environment?.name ?? "",
    message: statement.message,
    isOnBothSides: inOther.has(path),
  };
}

/** A subject that names a file names it by its old path. */
function withoutMoves(subject: string, moved: ReadonlyMap<RepoPath, RepoPath>): string {
  if (moved.size === 0 || !/[./]/.test(subject)) return subject;
  return subject
    .split(" ")
    .map((word) => moved.get(word as RepoPath) ?? word)
    .join(" ");
}

/** A waiver that is gone makes a finding worse too: it counts again. */
function stateOf(finding: Finding, before: Finding | undefined): FindingState {
  if (before === undefined) return "new";
  if (finding.waiver !== undefined) return "unchanged";
  const isWorse = before.waiver !== undefined || compareSeverities(finding.severity, before.severity) > 0;
  return isWorse ? "worsened" : "unchanged";
}
