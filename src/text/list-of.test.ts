import { expect, test } from "vitest";
import { shortListOf } from "./list-of.ts";

test("a list says how many it leaves out", () => {
  expect(shortListOf([])).toBe("");
  expect(shortListOf(["a"])).toBe("a");
  expect(shortListOf(["a", "b", "c"])).toBe("a, b and c");
  expect(shortListOf(["a", "b", "c", "d", "e"])).toBe("a, b and 3 more");
});
