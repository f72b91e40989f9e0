import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { UsageError } from "./options.ts";
import { writeText } from "./write-text.ts";

const folder = mkdtempSync(join(tmpdir(), "write-text-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a text is written as it is, and takes the place of what the file held", () => {
  const path = join(folder, "report");
  for (const text of ["a longer text\n", "päper ✓\n", ""]) {
    writeText(path, text, "report");
    expect(readFileSync(path, "utf8")).toBe(text);
  }
});

test("a text of several parts keeps the characters whose halves lie on the border of two parts", () => {
  const path = join(folder, "long");
  const text = `x${"😀".repeat(4 * 1024 * 1024)}`;
  writeText(path, text, "report");
  expect(readFileSync(path, "utf8") === text).toBe(true);
});

test("the folders that hold it are made", () => {
  const path = join(folder, "out", "of", "here", "report");
  writeText(path, "text", "report");
  expect(readFileSync(path, "utf8")).toBe("text");
});

test("what stands in the way is a usage mistake in the words of the user", () => {
  writeFileSync(join(folder, "file"), "");
  const wrong = (path: string) => () => writeText(join(folder, path), "text", path);
  expect(wrong("file/report")).toThrow(new UsageError("cannot write file/report: a file stands where a folder is needed"));
  expect(wrong(".")).toThrow(new UsageError("cannot write .: it is a folder"));
});
