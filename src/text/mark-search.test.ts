import fc from "fast-check";
import { expect, test } from "vitest";
import { markSearch } from "./mark-search.ts";

test("finds what indexOf finds, in whatever order it is asked", () => {
  const texts = fc.string({ unit: fc.constantFrom("}", "a"), maxLength: 12 });
  fc.assert(
    fc.property(texts, fc.array(fc.nat(13)), (text, offsets) => {
      const search = markSearch(text, "}}");
      for (const offset of offsets) expect(search(offset)).toBe(text.indexOf("}}", offset));
    }),
  );
});
