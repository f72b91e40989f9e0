import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unifiedDiff } from "../../src/fix/unified-diff.ts";
import { diffLines } from "../../src/text/line-diff.ts";

/** Lets the real git apply a patch to some files, and gives them back. */
function applied(files: ReadonlyMap<string, string>, patch: string): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "tikv-tls-gate-diff-"));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    if (patch !== "") execFileSync("git", ["apply", "--whitespace=nowarn"], { cwd: folder, input: patch, stdio: "pipe" });
    return new Map([...files.keys()].map((path) => [path, readFileSync(join(folder, path), "utf8")]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const line = fc.constantFrom("a", "b", "c", "", "a\r", "-", "+x", "@@", "\\", "生", "\t");
const text = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
  .map(([lines, ends]) => (lines.length === 0 ? "" : lines.join("\n") + (ends ? "\n" : "")))
  .filter((whole) => whole !== "");
const names = ["a.toml", "with blank/b c.toml", 'q"uote\\.toml', "生产/é.toml", "-dash", "tab\there.toml"];

test("git takes every diff, and makes the new text of the old one", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: names.length }), (pairs) => {
      const files = new Map(pairs.map(([before], index) => [names[index] as string, before]));
      const wanted = new Map(pairs.map(([, after], index) => [names[index] as string, after]));
      const patch = pairs.flatMap(([before, after], index) => unifiedDiff(names[index] as string, before, after));
      expect(applied(files, patch.map((row) => `${row}\n`).join(""))).toEqual(wanted);
    }),
    { numRuns: 60, seed: 20261124 },
  );
});

test("a diff gives both texts back, and changes as few lines as there are", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after);
      expect(
        lines
          .filter(({ kind }) => kind !== "+")
          .map((part) => part.text)
          .join(""),
      ).toBe(before);
      expect(
        lines
          .filter(({ kind }) => kind !== "-")
          .map((part) => part.text)
          .join(""),
      ).toBe(after);
    }),
    { numRuns: 1000, seed: 20261124 },
  );
  expect(
    diffLines("a\nb\nc\n", "a\nx\nc\n")
      .map(({ kind }) => kind)
      .join(""),
  ).toBe(" -+ ");
  expect(
    diffLines("b\nc\nd\n", "a\nb\nd\ne\n")
      .map(({ kind }) => kind)
      .join(""),
  ).toBe("+ - +");
});

describe("what it looks like", () => {
  test("three lines around a change, and one hunk where they meet", () => {
    const before = Array.from({ length: 20 }, (_, index) => `${index}\n`).join("");
    expect(unifiedDiff("x", before, before.replace("4\n", "four\n").replace("\n11\n", "\neleven\n"))).toEqual(
      `--- a/x
+++ b/x
@@ -2,14 +2,14 @@
 1
 2
 3
-4
+four
 5
 6
 7
 8
 9
 10
-11
+eleven
 12
 13
 14`.split("\n"),
    );
  });

  test("nothing for nothing", () => {
    expect(unifiedDiff("x", "a\n", "a\n")).toEqual([]);
  });

  test("a missing line end is told", () => {
    expect(unifiedDiff("x", "a", "b\n").slice(2)).toEqual(["@@ -1 +1 @@", "-a", "\\ No newline at end of file", "+b"]);
  });
});
