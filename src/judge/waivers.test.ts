import fc from "fast-check";
import { expect, test } from "vitest";
import type { RepoPath } from "../text/span.ts";
import type { Policy } from "./policy.ts";
import type { KnownRules, Waiver } from "./rule.ts";
import { commentWaivers, endOf, isExpired, tooFarAhead, WaiverIndex, waiverOf } from "./waivers.ts";

const known: KnownRules = new Map([
  ["config/tls-off", {}],
  ["cert/expired", {}],
  ["handshake/differs", { isWaivable: false }],
  ["policy/changed", { isWaivable: false }],
]);
const path = "prod/tikv.toml" as RepoPath;
const now = Date.parse("2026-11-24T12:00:00Z");

function one(text: string): Waiver {
  const waivers = commentWaivers(path, text, known);
  expect(waivers).toHaveLength(1);
  return waivers[0] as Waiver;
}

const sound = "# tikv-tls-gate: allow config/tls-off until 2026-12-31 by @storage because the port is behind a mesh";

test("a comment is a waiver with its own place", () => {
  expect(one(`a = 1\n  ${sound}\nb = 2`)).toEqual({
    rule: "config/tls-off",
    path,
    line: 2,
    lastLine: 3,
    until: "2026-12-31",
    owner: "@storage",
    reason: "the port is behind a mesh",
    invalid: undefined,
    matches: 0,
    at: { path, line: 2, column: 3, endLine: 2, endColumn: 3 + sound.length },
  });
});

test.each([
  ["# tikv-tls-gate: allow config/tls-off by @a because b", "it has no end date"],
  ["# tikv-tls-gate: allow config/tls-off until 2026-12-31 because b", "it has no owner"],
  ["# tikv-tls-gate: allow config/tls-off until 2026-12-31 by @a", "it has no reason"],
  ["# tikv-tls-gate: allow config/tls-off until 2026-12-31 by @a because   ", "it has no reason"],
  ["# tikv-tls-gate: allow config/tls-off", "it has no end date, no owner, no reason"],
  ["# tikv-tls-gate: allow config/tls-off until 31.12.2026 by @a because b", `"31.12.2026" is no date of the form 2026-12-31`],
  ["# tikv-tls-gate: allow config/tls-off until 2026-02-30 by @a because b", `"2026-02-30" is no date of the form 2026-12-31`],
  [
    "# tikv-tls-gate: allow config/tls-of until 2026-12-31 by @a because b",
    "there is no rule config/tls-of, the nearest is config/tls-off",
  ],
  ["# tikv-tls-gate: allow handshake/differs until 2026-12-31 by @a because b", "findings of handshake/differs cannot be waived"],
  ["# tikv-tls-gate: allow policy/changed until 2026-12-31 by @a because b", "findings of policy/changed cannot be waived"],
  [
    "# tikv-tls-gate: ignore config/tls-off",
    `it is not of the form "# tikv-tls-gate: allow RULE until YYYY-MM-DD by @OWNER because REASON"`,
  ],
  [
    "# tikv-tls-gate: allow config/tls-off until 2026-12-31 until 2027-12-31 by @a because b",
    `"until" is not understood: write "# tikv-tls-gate: allow RULE until YYYY-MM-DD by @OWNER because REASON"`,
  ],
  [
    "# tikv-tls-gate: allow config/tls-off, cert/expired until 2026-12-31 by @a because b",
    `"cert/expired" is not understood: write "# tikv-tls-gate: allow RULE until YYYY-MM-DD by @OWNER because REASON"`,
  ],
])("%s: %s", (text, invalid) => expect(one(text).invalid).toBe(invalid));

test("the words may stand in either order, with Windows line ends", () => {
  expect(one("# tikv-tls-gate: allow cert/expired by @a until 2026-12-31 because b c\r\nx")).toMatchObject({
    invalid: undefined,
    reason: "b c",
    owner: "@a",
  });
});

test.each(["see tikv-tls-gate: allow", "# docs of tikv-tls-gate: allow x", `url = "tikv-tls-gate: x"`, "tikv-tls-gate: allow"])(
  "%s is no waiver",
  (text) => expect(commentWaivers(path, text, known)).toEqual([]),
);

test("a comment above speaks about the next line, one behind a value about its own, stacked ones about the line after all", () => {
  const text = ["x = 1", sound, sound.replace("config/tls-off", "cert/expired"), "y = 2", `z = 3 ${sound}`, "w = 4"].join("\n");
  const index = new WaiverIndex(commentWaivers(path, text, known));
  const linesOf = (rule: string) =>
    [1, 2, 3, 4, 5, 6].filter((line) => index.at(rule, { path, line, column: 1, endLine: line, endColumn: 2 }).length > 0);
  // Lines 2 and 3 are comments: a finding about the whole file may point at them when they are its first.
  expect(linesOf("config/tls-off")).toEqual([2, 3, 4, 5]);
  expect(linesOf("cert/expired")).toEqual([3, 4]);
});

test("a waiver of the config file covers what its pattern matches", () => {
  const at = { path: "tikv-tls-gate.yml" as RepoPath, line: 1, column: 1, endLine: 1, endColumn: 2 };
  const index = new WaiverIndex([
    waiverOf({ rule: "cert/expired", path: "dev/**", until: "2026-12-31", owner: "@a", reason: "b", at }, known),
  ]);
  const place = (where: string) => ({ ...at, path: where as RepoPath });
  expect(index.at("cert/expired", place("dev/tls/ca.pem"))).toHaveLength(1);
  expect(index.at("cert/expired", place("prod/tls/ca.pem"))).toEqual([]);
  expect(index.at("config/tls-off", place("dev/tls/ca.pem"))).toEqual([]);
});

test("the last day counts to its end, in UTC", () => {
  const waiver = one(sound);
  expect(isExpired(waiver, Date.parse("2026-12-31T23:59:59.999Z"))).toBe(false);
  expect(isExpired(waiver, Date.parse("2027-01-01T00:00:00Z"))).toBe(true);
  expect(endOf("2028-02-29")).toBe(Date.UTC(2028, 2, 1));
});

test("a date further ahead than the policy allows is refused, to the day", () => {
  const policy = (days: number): Policy => ({ name: "p", description: "", waivers: { "max-days": days }, rules: {} });
  // 2026-11-24 to 2026-12-31 are 37 days.
  expect(tooFarAhead(one(sound), policy(37), now)).toBeUndefined();
  expect(tooFarAhead(one(sound), policy(36), now)).toBe("it ends in 37 days; policy p allows 36");
  const far = one(sound.replace("2026-12-31", "2027-11-25"));
  expect(tooFarAhead(far, { name: "p", description: "", rules: {} }, now)).toBe("it ends in 366 days; policy p allows 365");
});

test("no text makes the scanner throw, and its time grows with the text's length", () => {
  const word = fc.constantFrom(
    "#",
    " ",
    "\n",
    "tikv-tls-gate:",
    "allow",
    "until",
    "2026-12-31",
    "by",
    "@a",
    "because",
    "\r",
    "\t",
    "é",
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      for (const waiver of commentWaivers(path, words.join(""), known)) expect(waiver.invalid).not.toBe("");
    }),
    { numRuns: 300, seed: 4 },
  );
  const started = process.cpuUsage();
  commentWaivers(path, `#${" ".repeat(2_000_000)}tikv-tls-gate:${" tikv-tls-gate:".repeat(100_000)}`, known);
  commentWaivers(path, `${"# tikv-tls-gate:\n".repeat(50_000)}`, known);
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(5);
});
