import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changedLines } from "./line-diff.ts";

const lines = (...all: readonly string[]) => all.map((line) => `${line}\n`).join("");

function changedOf(before: string | undefined, after: string): readonly number[] {
  const diff = changedLines(before, after);
  return after.split("\n").flatMap((_, index) => (diff.isChanged(index + 1) ? [index + 1] : []));
}

describe("the lines that a change touches", () => {
  test("are none when nothing changed, and all of a new file", () => {
    expect(changedLines(lines("a", "b"), lines("a", "b")).touched).toEqual([]);
    expect(changedLines(undefined, lines("a", "b")).touched).toEqual([1, 2]);
  });

  test("are the altered and the added ones", () => {
    expect(changedOf(lines("a", "b", "c", "d"), lines("a", "x", "c", "new", "d"))).toEqual([2, 4]);
  });

  test("are the two sides of a gap where lines only went", () => {
    const diff = changedLines(lines("[security]", "ca", "cert", "key"), lines("[security]", "key"));
    expect(diff.touched).toEqual([1, 2]);
    expect(diff.isChanged(1)).toBe(false);
  });

  test("show three lines on each side, as git diff does", () => {
    const before = lines(..."abcdefghij");
    const diff = changedLines(before, before.replace("e\n", "E\n"));
    expect("abcdefghij".split("").flatMap((_, at) => (diff.isShown(at + 1) ? [at + 1] : []))).toEqual([2, 3, 4, 5, 6, 7, 8]);
    const gap = changedLines(before, before.replace("e\n", ""));
    expect("abcdfghij".split("").flatMap((_, at) => (gap.isShown(at + 1) ? [at + 1] : []))).toEqual([2, 3, 4, 5, 6, 7]);
  });

  test("include a line whose end alone changed", () => {
    expect(changedOf("a\nb\n", "a\r\nb\n")).toEqual([1]);
    expect(changedOf("a\nb", "a\nb\n")).toEqual([2]);
  });

  test("of texts that are far apart are all between their common ends", () => {
    const many = (word: string) => Array.from({ length: 2000 }, (_, index) => `${word} ${index}`);
    const diff = changedLines(lines("first", ...many("old"), "last"), lines("first", ...many("new"), "last"));
    expect([diff.isChanged(1), diff.isChanged(2), diff.isChanged(2001), diff.isChanged(2002)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test("leave over lines that stood in the text before, in this order, and as many as can be", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changed = new Set(changedOf(lines(...before), lines(...after)));
        const kept = after.filter((_, index) => !changed.has(index + 1));
        let at = 0;
        for (const line of kept) {
          at = before.indexOf(line, at) + 1;
          expect(at).toBeGreaterThan(0);
        }
        expect(kept).toHaveLength(longestCommon(before, after));
      }),
      { numRuns: 500 },
    );
  });
});

/** The length of a longest common subsequence, by the table that every textbook has. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => table[i]?.[j] ?? 0;
  for (const [i, x] of a.entries()) {
    for (const [j, y] of b.entries())
      (table[i + 1] as number[])[j + 1] = x === y ? at(i, j) + 1 : Math.max(at(i, j + 1), at(i + 1, j));
  }
  return at(a.length, b.length);
}
