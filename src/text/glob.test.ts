import { expect, test } from "vitest";
import { parseGlob } from "./glob.ts";

function matches(pattern: string, path: string): boolean {
  const glob = parseGlob(pattern);
  if ("because" in glob) throw new Error(glob.because);
  return glob.matches(path);
}

test.each([
  ["deploy/prod/**", "deploy/prod/tikv.toml", true],
  ["deploy/prod/**", "deploy/prod/tls/ca.pem", true],
  ["deploy/prod/**", "deploy/production/tikv.toml", false],
  ["deploy/prod", "deploy/prod/tls/ca.pem", true],
  ["deploy/prod/", "deploy/prod/tls/ca.pem", true],
  ["/deploy/prod", "deploy/prod/tikv.toml", true],
  ["./deploy/prod", "deploy/prod/tikv.toml", true],
  ["deploy/*.toml", "deploy/tikv.toml", true],
  ["deploy/*.toml", "deploy/prod/tikv.toml", false],
  ["**/tikv.toml", "tikv.toml", true],
  ["**/tikv.toml", "a/b/tikv.toml", true],
  ["**/tikv.toml", "a/b/xtikv.toml", false],
  ["a/**/b/**/c", "a/x/b/y/z/c", true],
  ["a/**/b/**/c", "a/x/y/z/c", false],
  ["deploy/{dev,test}/**", "deploy/test/pd.toml", true],
  ["deploy/{dev,test}/**", "deploy/prod/pd.toml", false],
  ["tikv-?.toml", "tikv-1.toml", true],
  ["tikv-?.toml", "tikv-10.toml", false],
  ["**", "anything/at/all", true],
  ["*", "tikv.toml", true],
  ["*", "deploy/tikv.toml", false],
  ["deploy/*", "deploy/prod/tikv.toml", false],
  ["deploy/*/tls", "deploy/prod/tls/ca.pem", true],
  ["Deploy/**", "deploy/tikv.toml", false],
  ["a.b", "axb", false],
  ["deploy", "tikv/deploy/x.toml", false],
])("%s on %s: %s", (pattern, path, expected) => {
  expect(matches(pattern, path)).toBe(expected);
});

test.each([
  ["", "an empty pattern matches nothing"],
  ["../secrets/**", "a pattern stays inside the repository: it has no .."],
  ["!deploy/dev", "a pattern cannot exclude: leave files out by patterns that do not match them"],
  ["deploy/[ab]", "a pattern knows *, **, ? and {a,b} only, and / between the parts"],
  ["deploy/{a", "a { without a } behind it"],
  ["deploy/a}", "a } without a { before it"],
  ["{a,{b,c}}", "braces do not nest"],
  ["deploy/**x", "** stands alone between two /: write a/**/b"],
  ["{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", "braces make more than 64 patterns"],
])("refuses %j: %s", (pattern, because) => {
  expect(parseGlob(pattern)).toEqual({ because });
});

test("a hostile pattern costs no more than the product of the lengths", () => {
  const started = process.cpuUsage();
  expect(matches(`${"*a".repeat(400)}b`, "a".repeat(4000))).toBe(false);
  expect(matches(`${"**/a/".repeat(150)}b`, "a/".repeat(2000))).toBe(false);
  const { user } = process.cpuUsage(started);
  expect(user / 1e6).toBeLessThan(5);
});

test("the parts before the first wildcard say where matches can lie", () => {
  const glob = parseGlob("deploy/{a,b}/x*/y");
  expect("roots" in glob && glob.roots).toEqual(["deploy/a", "deploy/b"]);
});
