import fc from "fast-check";
// @ts-expect-error It has no types.
import picomatch from "picomatch";
import { expect, test } from "vitest";
import { parseGlob } from "../../src/text/glob.ts";

const name = fc.constantFrom("a", "b", "ab", "ba", ".a", "a.toml", "x-1");
const part = fc.oneof(name, fc.constantFrom("*", "?", "a*", "*b", "*.toml", "??", "**", "{a,b}", "{a,x}-*"));

// What both know: dotfiles count as files, and a plain name at the end covers what lies in the folder, which picomatch is asked for.
test("a pattern matches what it matches in picomatch", () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), fc.array(name, { minLength: 1, maxLength: 5 }), (parts, path) => {
      const pattern = parts.join("/");
      const ours = parseGlob(pattern);
      if ("because" in ours) throw new Error(ours.because);
      const isPlain = !/[*?]/.test(parts.at(-1) ?? "");
      const theirs = [pattern, ...(isPlain ? [`${pattern}/**`] : [])];
      const expected = theirs.some((one) => picomatch(one, { dot: true })(path.join("/")));
      expect(ours.matches(path.join("/")), `${pattern} on ${path.join("/")}`).toBe(expected);
    }),
    { seed: 20261124, numRuns: 5000 },
  );
});
