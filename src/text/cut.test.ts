import fc from "fast-check";
import { expect, test } from "vitest";
import { before, withoutLeading, withoutTrailing } from "./cut.ts";

const texts = fc.string({ unit: fc.constantFrom("/", ".", "a", "\n"), maxLength: 12 });

test("before ends at the first mark", () => {
  expect(before("pd-0.prod.toml", ".")).toBe("pd-0");
  expect(before("pd-0", ".")).toBe("pd-0");
  expect(before("", ".")).toBe("");
});

test("what the cuts leave is what an expression would leave", () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(withoutTrailing(text, "/.")).toBe(text.replace(/[/.]+$/, ""));
      expect(withoutLeading(text, "/.")).toBe(text.replace(/^[/.]+/, ""));
    }),
  );
});
