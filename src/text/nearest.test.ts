import { describe, expect, test } from "vitest";
import { editDistance, nearest } from "./nearest.ts";

describe("the nearest word", () => {
  test("counts a swap of neighbours as one step", () => {
    expect(editDistance("cret-path", "cert-path", 3)).toBe(1);
    expect(editDistance("kitten", "sitting", 5)).toBe(3);
  });

  test("stops at the limit", () => {
    expect(editDistance("a", "abcdefgh", 3)).toBe(4);
    expect(editDistance("abcdef", "uvwxyz", 3)).toBe(4);
  });

  test("finds what was meant, and nothing where nothing is near", () => {
    expect(nearest("markdwon", ["json", "markdown", "text"])).toBe("markdown");
    expect(nearest("zebra", ["json", "markdown", "text"])).toBeUndefined();
  });
});
