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

/**
 * Texts that are further apart than so many added and removed lines are not compared line by line between their common ends.
 * The steps are the square of this: in proportion to the lines.
 */
function mostEditsOf(lines: number): number {
  return Math.min(lines, 1000, Math.ceil(Math.sqrt(200 * lines)));
}

/** The lines of `after` that differ from `before`; all of them when there was no text before. */
export function changedLines(before: string | undefined, after: string): ChangedLines {
  const changed = new Set<number>();
  // A gap is named by the line before it: 0 is the top.
  const gaps = new Set<number>();
  let count = 0;
  let isGap = false;
  for (const { kind } of diffLines(before ?? "", after)) {
    if (kind === "-") {
      isGap = true;
      continue;
    }
    if (kind === " " && isGap) gaps.add(count);
    isGap = false;
    count += 1;
    if (kind === "+") changed.add(count);
  }
  if (isGap) gaps.add(count);
  const shown = new Set<number>();
  const show = (from: number, to: number) => {
    for (let line = Math.max(1, from); line <= Math.min(count, to); line++) shown.add(line);
  };
  for (const line of changed) show(line - context, line + context);
  for (const gap of gaps) show(gap - context + 1, gap + context);
  const sides = [...gaps].flatMap((gap) => [gap, gap + 1]).filter((line) => line >= 1 && line <= count);
  return {
    isChanged: (line) => changed.has(line),
    isShown: (line) => shown.has(line),
    touched: [...new Set([...changed, ...sides])].sort((a, b) => a - b),
  };
}

/** One line of a comparison: of both texts, of the old one alone, or of the new one alone. */
export interface DiffLine {
  readonly kind: " " | "-" | "+";
  /** With its line end, where it has one: a change of line ends is a change. */
  readonly text: string;
}

/** A shortest list of removed and added lines that makes `after` of `before`; what goes stands before what comes. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let [oldEnd, end] = [old.length, fresh.length];
  while (oldEnd > start && end > start && old[oldEnd - 1] === fresh[end - 1]) {
    oldEnd--;
    end--;
  }
  const as = (kind: DiffLine["kind"], lines: readonly string[]) => lines.map((text): DiffLine => ({ kind, text }));
  const between: DiffLine[] = [];
  let [seen, at] = [start, start];
  for (const [oldLine, line] of commonLines(old.slice(start, oldEnd), fresh.slice(start, end))) {
    between.push(...as("-", old.slice(seen, start + oldLine)), ...as("+", fresh.slice(at, start + line)));
    between.push({ kind: " ", text: fresh[start + line] as string });
    [seen, at] = [start + oldLine + 1, start + line + 1];
  }
  between.push(...as("-", old.slice(seen, oldEnd)), ...as("+", fresh.slice(at, end)));
  return [...as(" ", fresh.slice(0, start)), ...between, ...as(" ", fresh.slice(end))];
}

/** The lines of a text, each with its end. */
export function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/**
 * Pairs of indexes of lines that both texts have, in order: a longest common subsequence (Myers, "An O(ND) Difference
 * Algorithm and Its Variations", 1986). None when the texts are too far apart.
 */
function commonLines(old: readonly string[], fresh: readonly string[]): readonly (readonly [number, number])[] {
  const most = old.length === 0 || fresh.length === 0 ? 0 : mostEditsOf(old.length + fresh.length);
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
