/** Which lines of a text a change touches. Lines count from 1, in the text after the change. */
export interface ChangedLines {
  /** Was this line added or altered? */
  isChanged(line: number): boolean;
  /** Does a diff with three lines of context, as GitHub shows it, show this line? */
  isShown(line: number): boolean;
  /** Lines that were added or altered; where lines only went, those on both sides of the gap. In order. */
  readonly touched: readonly number[];
}

/** GitHub's diffs show so many lines around a change. */
const context = 3;

/** Texts that are further apart than so many added and removed lines are not compared line by line between their common ends. */
const mostEdits = 1000;

/** The lines of `after` that differ from `before`; all of them when there was no text before. */
export function changedLines(before: string | undefined, after: string): ChangedLines {
  const fresh = linesOf(after);
  const changed = new Set<number>();
  // A gap is named by the line before it: 0 is the top.
  const gaps = new Set<number>();
  if (before === undefined) for (let line = 1; line <= fresh.length; line++) changed.add(line);
  else compare(linesOf(before), fresh, changed, gaps);
  const shown = new Set<number>();
  const show = (from: number, to: number) => {
    for (let line = Math.max(1, from); line <= Math.min(fresh.length, to); line++) shown.add(line);
  };
  for (const line of changed) show(line - context, line + context);
  for (const gap of gaps) show(gap - context + 1, gap + context);
  const sides = [...gaps].flatMap((gap) => [gap, gap + 1]).filter((line) => line >= 1 && line <= fresh.length);
  return {
    isChanged: (line) => changed.has(line),
    isShown: (line) => shown.has(line),
    touched: [...new Set([...changed, ...sides])].sort((a, b) => a - b),
  };
}

/** A line end belongs to its line, so that a change of line ends is one. */
function linesOf(text: string): readonly string[] {
  return text === "" ? [] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
}

function compare(old: readonly string[], fresh: readonly string[], changed: Set<number>, gaps: Set<number>): void {
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let [oldEnd, end] = [old.length, fresh.length];
  while (oldEnd > start && end > start && old[oldEnd - 1] === fresh[end - 1]) {
    oldEnd--;
    end--;
  }
  const kept = commonLines(old.slice(start, oldEnd), fresh.slice(start, end));
  let [seen, at] = [0, 0];
  for (const [oldLine, line] of [...kept, [oldEnd - start, end - start] as const]) {
    for (let index = at; index < line; index++) changed.add(start + index + 1);
    if (line === at && oldLine > seen) gaps.add(start + at);
    [seen, at] = [oldLine + 1, line + 1];
  }
}

/**
 * Pairs of indexes of lines that both texts have, in order: a longest common subsequence (Myers, "An O(ND) Difference
 * Algorithm and Its Variations", 1986). None when the texts are too far apart.
 */
function commonLines(old: readonly string[], fresh: readonly string[]): readonly (readonly [number, number])[] {
  const most = Math.min(old.length + fresh.length, mostEdits);
  const offset = most + 1;
  // How far each diagonal (index in old minus index in fresh) reaches, and a copy of that for every number of edits.
  const reach = new Int32Array(2 * offset + 1);
  const history: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    history.push(reach.slice(offset - edits - 1, offset + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const [below, above] = [reach[offset + diagonal - 1] ?? 0, reach[offset + diagonal + 1] ?? 0];
      let x = diagonal === -edits || (diagonal !== edits && below < above) ? above : below + 1;
      while (x < old.length && x - diagonal < fresh.length && old[x] === fresh[x - diagonal]) x++;
      reach[offset + diagonal] = x;
      if (x >= old.length && x - diagonal >= fresh.length) return walkBack(history, old.length, fresh.length);
    }
  }
  return [];
}

function walkBack(history: readonly Int32Array[], oldLength: number, length: number): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let [x, y] = [oldLength, length];
  for (let edits = history.length - 1; edits >= 0; edits--) {
    const reach = history[edits] as Int32Array;
    // The copy begins one below the lowest diagonal.
    const at = (diagonal: number) => reach[diagonal + edits + 1] ?? 0;
    const diagonal = x - y;
    const goesDown = diagonal === -edits || (diagonal !== edits && at(diagonal - 1) < at(diagonal + 1));
    const before = goesDown ? diagonal + 1 : diagonal - 1;
    const [fromX, fromY] = edits === 0 ? [0, 0] : [at(before), at(before) - before];
    while (x > fromX && y > fromY) pairs.push([--x, --y]);
    [x, y] = [fromX, fromY];
  }
  return pairs.reverse();
}
