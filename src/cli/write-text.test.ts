import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { writeText } from "./write-text.ts";

const folder = mkdtempSync(join(tmpdir(), "write-text-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a text is written as it is, and takes the place of what the file held", () => {
  const path = join(folder, "report");
  for (const text of ["a longer text\n", "päper ✓\n", ""]) {
    writeText(path, text);
    expect(readFileSync(path, "utf8")).toBe(text);
  }
});

test("a text of several parts keeps the characters whose halves lie on the border of two parts", () => {
  const path = join(folder, "long");
  const text = `x${"😀".repeat(4 * 1024 * 1024)}`;
  writeText(path, text);
  expect(readFileSync(path, "utf8") === text).toBe(true);
});

test("a folder that does not exist is told as the file system tells it", () => {
  expect(() => writeText(join(folder, "missing", "report"), "text")).toThrow("ENOENT");
});
