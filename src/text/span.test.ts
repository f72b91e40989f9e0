import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareSpans, fileName, firstLine, folderOf, joinRepoPath, LineIndex, type RepoPath, toRepoPath } from "./span.ts";

const path = "a/b.toml" as RepoPath;

describe("repository paths", () => {
  test.each([
    ["a/b", "a/b"],
    ["./a//b/", "a/b"],
    ["a\\b", "a/b"],
    ["a/../b", "b"],
    ["/a", "a"],
    ["", ""],
    ["..", undefined],
    ["a/../../b", undefined],
  ])("%j is %j", (text, expected) => {
    expect(toRepoPath(text)).toBe(expected);
  });

  test("join, folder and name", () => {
    expect(joinRepoPath("a/b" as RepoPath, "../c.pem")).toBe("a/c.pem");
    expect(joinRepoPath("a" as RepoPath, "../../c.pem")).toBeUndefined();
    expect([folderOf(path), folderOf("x" as RepoPath), fileName(path), fileName("x")]).toEqual(["a", "", "b.toml", "x"]);
  });
});

describe("LineIndex", () => {
  test("counts lines and columns from 1, the end excluded", () => {
    const lines = new LineIndex(path, "ab\r\ncd\n");
    expect(lines.span(4, 6)).toEqual({ path, line: 2, column: 1, endLine: 2, endColumn: 3 });
    expect(lines.span(7, 7)).toMatchObject({ line: 3, column: 1 });
  });

  test("an offset outside the text is its nearest end", () => {
    expect(new LineIndex(path, "ab").span(-5, 99)).toEqual({ path, line: 1, column: 1, endLine: 1, endColumn: 3 });
  });

  test("gives what counting line ends gives, in whatever order it is asked", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "\n", "\r\n", "é", "😀"), maxLength: 60 });
    const offsets = fc.array(fc.tuple(fc.nat(70), fc.nat(70)), { maxLength: 20 });
    fc.assert(
      fc.property(text, offsets, (content, asked) => {
        const lines = new LineIndex(path, content);
        const count = (offset: number) => {
          const before = content.slice(0, offset).split("\n");
          return [before.length, (before.at(-1) ?? "").length + 1];
        };
        for (const [a, b] of asked) {
          const { line, column, endLine, endColumn } = lines.span(a, b);
          expect([line, column]).toEqual(count(a));
          expect([endLine, endColumn]).toEqual(count(Math.max(a, b)));
        }
      }),
      { seed: 20261124, numRuns: 1000 },
    );
  });
});

test("the first line of a file has no line end", () => {
  expect(firstLine(path, "abc\r\ndef")).toEqual({ path, line: 1, column: 1, endLine: 1, endColumn: 4 });
  expect(firstLine(path, "")).toEqual({ path, line: 1, column: 1, endLine: 1, endColumn: 1 });
});

test("spans are ordered by path, then place", () => {
  const at = (name: string, line: number, column: number) => ({
    path: name as RepoPath,
    line,
    column,
    endLine: line,
    endColumn: column,
  });
  const ordered = [at("a", 1, 1), at("a", 1, 2), at("a", 2, 1), at("b", 1, 1)];
  expect([...ordered].reverse().sort(compareSpans)).toEqual(ordered);
});
