import type { Refused } from "../config/mistake.ts";
import { EditedTree } from "../discover/edited-tree.ts";
import { broughtBy, objectionTo } from "../fix/acceptance.ts";
import { applyEdits, type FixableFinding, withoutOverlaps } from "../fix/apply.ts";
import { type GateRequest, judgeTree } from "../gate/gate.ts";
import { editsToApply, type Report, type ReportFinding } from "../report/report.ts";
import type { RepoPath } from "../text/span.ts";

/** A file and what the fixes make of it. */
export interface ChangedFile {
  readonly path: RepoPath;
  readonly before: Uint8Array;
  readonly after: string;
}

export interface FixRun {
  readonly kind: "fixed";
  readonly before: Report;
  /** The report on the files with all fixes made. */
  readonly after: Report;
  readonly applied: readonly FixableFinding[];
  /** Fixes that would not make the files better, with the reason as a clause. */
  readonly refused: readonly { readonly finding: FixableFinding; readonly because: string }[];
  readonly files: readonly ChangedFile[];
}

/** A fix can make room for another one; a run that goes on for longer than this goes round in circles. */
const mostRounds = 10;

/** So far is looked ahead: a key that is put right turns TLS on, and then the scheme of a URL has to follow. */
const mostFollowing = 3;

type IsWanted = (finding: FixableFinding) => boolean;

/**
 * Makes the wanted fixes in memory: as many at once as do not touch each other, then again until none is left. Every
 * state is judged by the whole gate, and fixes after which the files are not better are taken back.
 */
export async function runFixes(
  request: GateRequest,
  isWanted: IsWanted,
): Promise<FixRun | Refused | { readonly kind: "empty"; readonly message: string }> {
  const tree = new EditedTree(request.tree);
  const first = await judgeTree({ ...request, tree: tree.with(new Map()) });
  if (first.kind !== "judged") return first.kind === "refused" ? first : { kind: "empty", message: first.message };
  const bench: Bench = {
    textOf: (path) => decoded(tree.bytesOf(path)),
    async judge(texts) {
      const judged = await judgeTree({ ...request, tree: tree.with(texts) });
      return judged.kind === "refused" ? undefined : judged.report;
    },
  };
  const refused = new Map<string, Refusal>();
  const isOpen = (finding: FixableFinding) => !refused.has(keyOf(finding)) && isWanted(finding);
  let state: State = { texts: new Map(), report: first.report, applied: [] };
  for (let round = 0; round < mostRounds; round++) {
    const candidates = candidatesIn(state, isOpen);
    if (candidates.length === 0) break;
    const result = await attempt(candidates, state, isOpen, bench);
    for (const refusal of result.refused) refused.set(keyOf(refusal.finding), refusal);
    state = result.state;
  }
  const changed = [...state.texts].map(([path, after]) => ({ path, before: tree.bytesOf(path) ?? new Uint8Array(), after }));
  return {
    kind: "fixed",
    before: first.report,
    after: state.report,
    applied: state.applied,
    refused: [...refused.values()],
    files: changed.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

type Refusal = FixRun["refused"][number];

interface State {
  readonly texts: ReadonlyMap<RepoPath, string>;
  readonly report: Report;
  readonly applied: readonly FixableFinding[];
}

/** What a state is made with. */
interface Bench {
  /** The text of a file before any fix. */
  textOf(path: RepoPath): string | undefined;
  judge(texts: ReadonlyMap<RepoPath, string>): Promise<Report | undefined>;
}

function candidatesIn({ report }: State, isOpen: IsWanted): readonly FixableFinding[] {
  return withoutOverlaps(report.findings.filter(isFixable).filter(isOpen));
}

/**
 * One round. Where all fixes together are not accepted, halves of them are tried, down to each by itself. A group that is
 * accepted with what follows from it ends the round: the places of the others have moved.
 */
async function attempt(candidates: readonly FixableFinding[], start: State, isOpen: IsWanted, bench: Bench) {
  const accepted: FixableFinding[] = [];
  const refused: Refusal[] = [];
  let state = start;
  const waiting: (readonly FixableFinding[])[] = [candidates];
  for (let group = waiting.pop(); group !== undefined; group = waiting.pop()) {
    const made = await make([...accepted, ...group], start, bench);
    const because = made === undefined ? "the gate could not judge any more" : objection(group, state, made);
    if (made !== undefined && because === undefined) {
      accepted.push(...group);
      state = made;
      continue;
    }
    const further = made && (await lookAhead(made, state, group, isOpen, bench));
    if (further !== undefined) return { refused: [], state: further };
    const [finding] = group;
    if (group.length === 1 && finding !== undefined) refused.push({ finding, because: because ?? "" });
    else waiting.push(...halves(group).toReversed());
  }
  return { refused, state };
}

async function make(fixes: readonly FixableFinding[], start: State, bench: Bench): Promise<State | undefined> {
  const edits = fixes.flatMap(({ fix }) => editsToApply(fix));
  const edited = applyEdits(edits, (path) => start.texts.get(path) ?? bench.textOf(path));
  const texts = new Map([...start.texts, ...edited]);
  const report = await bench.judge(texts);
  return report && { texts, report, applied: [...start.applied, ...fixes] };
}

/** Is it good together with the fixes that become possible by it, or that had no room beside it? */
async function lookAhead(
  made: State,
  before: State,
  group: readonly FixableFinding[],
  isOpen: IsWanted,
  bench: Bench,
): Promise<State | undefined> {
  const known = new Set(before.report.findings.map(({ fingerprint }) => fingerprint));
  const paths = new Set(group.map(({ path }) => path));
  const follows = ({ fingerprint, path }: FixableFinding) => !known.has(fingerprint) || paths.has(path);
  let state = made;
  for (let step = 0; step < mostFollowing; step++) {
    const following = candidatesIn(state, (finding) => isOpen(finding) && follows(finding));
    if (following.length === 0) return undefined;
    const next = await make(following, state, bench);
    if (next === undefined) return undefined;
    if (objection(group, before, next) === undefined) return next;
    state = next;
  }
  return undefined;
}

/** Fixes of several environments bring nothing new at all: one must not pay for another. */
function objection(group: readonly FixableFinding[], { report: before }: State, { report: after }: State): string | undefined {
  const because = objectionTo(group, before, after);
  const isMixed = new Set(group.map(({ environment }) => environment)).size > 1;
  return because ?? (isMixed && broughtBy(before, after).length > 0 ? "some of them bring findings" : undefined);
}

/** Environments stay whole as long as there are several, then files: what belongs together works together. */
function halves(group: readonly FixableFinding[]): readonly (readonly FixableFinding[])[] {
  const keys: readonly ((finding: FixableFinding, index: number) => string)[] = [
    ({ environment }) => environment ?? "",
    ({ path }) => path,
    (_, index) => String(index),
  ];
  for (const key of keys) {
    const names = [...new Set(group.map(key))];
    if (names.length < 2) continue;
    const first = new Set(names.slice(0, names.length >> 1));
    return [true, false].map((isFirst) => group.filter((finding, index) => first.has(key(finding, index)) === isFirst));
  }
  return [];
}

export function isFixable(finding: ReportFinding): finding is FixableFinding {
  return finding.fix !== null && editsToApply(finding.fix).length > 0 && finding.waiver === null;
}

function keyOf({ fingerprint, fix }: FixableFinding): string {
  return `${fingerprint}\n${fix.description}`;
}

function decoded(bytes: Uint8Array | undefined): string | undefined {
  return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
}
