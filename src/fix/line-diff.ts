/** One line of a comparison: of both texts, of the old one alone, or of the new one alone. */
export interface DiffLine {
  readonly kind: " " | "-" | "+";
  /** With its line end, where it has one. */
  readonly text: string;
}

/** Beyond so many changed lines a difference is told as one block; the result is right all the same. */
const mostSteps = 2000;

/** The lines of a text, each with its end. */
export function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** A shortest list of removed and added lines that makes `after` of `before` (Myers, 1986). */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const old = splitLines(before);
  const fresh = splitLines(after);
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old[old.length - 1 - end] === fresh[fresh.length - 1 - end])
    end++;
  const same = (lines: readonly string[]) => lines.map((text): DiffLine => ({ kind: " ", text }));
  return [
    ...same(old.slice(0, start)),
    ...compare(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end)),
    ...same(old.slice(old.length - end)),
  ];
}

function compare(old: readonly string[], fresh: readonly string[]): readonly DiffLine[] {
  const trace: Map<number, number>[] = [];
  let reached = new Map<number, number>([[1, 0]]);
  for (let steps = 0; steps <= Math.min(old.length + fresh.length, mostSteps); steps++) {
    trace.push(new Map(reached));
    const next = new Map(reached);
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      const goesDown = diagonal === -steps || (diagonal !== steps && at(reached, diagonal - 1) < at(reached, diagonal + 1));
      let x = goesDown ? at(reached, diagonal + 1) : at(reached, diagonal - 1) + 1;
      while (x < old.length && x - diagonal < fresh.length && old[x] === fresh[x - diagonal]) x++;
      next.set(diagonal, x);
      if (x >= old.length && x - diagonal >= fresh.length) return backwards(trace, old, fresh);
    }
    reached = next;
  }
  return [...old.map((text): DiffLine => ({ kind: "-", text })), ...fresh.map((text): DiffLine => ({ kind: "+", text }))];
}

function backwards(trace: readonly Map<number, number>[], old: readonly string[], fresh: readonly string[]): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let x = old.length;
  let y = fresh.length;
  for (let steps = trace.length - 1; steps >= 0; steps--) {
    const reached = trace[steps] as Map<number, number>;
    const diagonal = x - y;
    const goesDown = diagonal === -steps || (diagonal !== steps && at(reached, diagonal - 1) < at(reached, diagonal + 1));
    const fromX = steps === 0 ? 0 : at(reached, goesDown ? diagonal + 1 : diagonal - 1);
    const fromY = steps === 0 ? 0 : fromX - (goesDown ? diagonal + 1 : diagonal - 1);
    for (; x > fromX && y > fromY; x--, y--) lines.push({ kind: " ", text: old[x - 1] as string });
    if (steps === 0) break;
    if (goesDown) lines.push({ kind: "+", text: fresh[--y] as string });
    else lines.push({ kind: "-", text: old[--x] as string });
  }
  return lines.reverse();
}

function at(reached: ReadonlyMap<number, number>, diagonal: number): number {
  return reached.get(diagonal) ?? -1;
}
