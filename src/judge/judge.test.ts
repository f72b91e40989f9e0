import { expect, test } from "vitest";
import { draftAt } from "../../test/support/draft.ts";
import { testTime } from "../../test/support/issue.ts";
import { buildModel } from "../model/build.ts";
import type { RepoPath } from "../text/span.ts";
import { judge } from "./judge.ts";
import type { Policy } from "./policy.ts";
import type { Gate, Rule, RuleMeta, Waiver } from "./rule.ts";
import { waiverOf } from "./waivers.ts";

const meta = (): RuleMeta => ({
  title: "",
  why: "",
  fix: "",
  threats: [],
  controls: [],
  policies: { baseline: "off", strict: "off" },
  since: "0.1.0",
  sources: [],
  example: { bad: {}, good: {} },
});

/** States one thing about each instance. */
const everywhere: Rule = {
  id: "config/everywhere",
  phase: "files",
  meta,
  *check(model) {
    for (const { instances } of model.environments) {
      for (const { at } of instances) yield { at, subject: "x", message: "is there", help: "remove it" };
    }
  },
};

/** States what the judge tells about the waivers. */
const telling: Rule = {
  id: "policy/telling",
  phase: "gate",
  isWaivable: false,
  meta,
  *check(_, { gate }) {
    for (const { at, matches, invalid } of gate.waivers) {
      yield { at, subject: "waiver", message: `${matches} matches${invalid === undefined ? "" : `, ${invalid}`}`, help: "look" };
    }
  },
};

const policy = (name: string, days: number): Policy => ({
  name,
  description: "",
  waivers: { "max-days": days },
  rules: {
    "config/everywhere": { severity: "error", tiers: { development: { severity: "note" } } },
    "policy/telling": { severity: "warning" },
  },
});

const model = buildModel(
  { instances: [draftAt("prod/tikv.toml"), draftAt("dev/tikv.toml")], files: [], problems: [] },
  {},
  testTime,
);
const at = { path: "tikv-tls-gate.yml" as RepoPath, line: 1, column: 1, endLine: 1, endColumn: 2 };

function waiver(rule: string, path: string, until: string): Waiver {
  return waiverOf(
    { rule, path, until, owner: "@a", reason: "b", at },
    new Map([everywhere, telling].map((known) => [known.id, known])),
  );
}

function verdict(waivers: readonly Waiver[], now = testTime): readonly string[] {
  const gate: Gate = { waivers };
  const findings = judge(model, {
    rules: [telling, everywhere],
    now,
    gate,
    policyOf: (environment) => (environment?.name === "prod" ? policy("strict", 30) : policy("loose", 365)),
  });
  return findings.map(({ severity, statement, waiver: waived }) =>
    [severity, statement.at.path, statement.message, ...(waived === undefined ? [] : [`waived to ${waived.until}`])].join(", "),
  );
}

test("without a waiver every finding counts, the worst first", () => {
  expect(verdict([])).toEqual(["error, prod/tikv.toml, is there", "note, dev/tikv.toml, is there"]);
});

test("a waived finding stays and carries its waiver; the rules of policy/ see the matches", () => {
  expect(verdict([waiver("config/everywhere", "**", "2026-12-10")])).toEqual([
    "error, prod/tikv.toml, is there, waived to 2026-12-10",
    "warning, tikv-tls-gate.yml, 2 matches",
    "note, dev/tikv.toml, is there, waived to 2026-12-10",
  ]);
});

test("a waiver past its date does not count, but its matches are counted", () => {
  expect(verdict([waiver("config/everywhere", "prod/**", "2026-11-23")])).toEqual([
    "error, prod/tikv.toml, is there",
    "warning, tikv-tls-gate.yml, 1 matches",
    "note, dev/tikv.toml, is there",
  ]);
});

test("a waiver that goes too far for the policy of one environment counts nowhere", () => {
  expect(verdict([waiver("config/everywhere", "**", "2027-01-31")])).toEqual([
    "error, prod/tikv.toml, is there",
    "warning, tikv-tls-gate.yml, 2 matches, it ends in 68 days; policy strict allows 30",
    "note, dev/tikv.toml, is there",
  ]);
  expect(verdict([waiver("config/everywhere", "dev/**", "2027-01-31")])).toContain(
    "note, dev/tikv.toml, is there, waived to 2027-01-31",
  );
});

test("waivers are told apart by where they stand in the list, not by which object each is", () => {
  const one = waiver("config/everywhere", "prod/**", "2026-12-10");
  expect(verdict([one, one])).toEqual(verdict([one, { ...one }]));
});

test("a malformed waiver does not count", () => {
  expect(verdict([waiver("config/everywhere", "prod/**", "2026-13-01")])[0]).toBe("error, prod/tikv.toml, is there");
});

test("what the gate says about itself cannot be waived", () => {
  expect(verdict([waiver("policy/telling", "**", "2026-12-10")])).toContain(
    "warning, tikv-tls-gate.yml, 0 matches, findings of policy/telling cannot be waived",
  );
});

test("of a configuration that its program cannot read only that is told", () => {
  const states = (id: string): Rule => ({
    id,
    phase: "files",
    meta,
    *check({ environments }) {
      for (const { instances } of environments) {
        for (const instance of instances) {
          if (id !== "config/syntax" || instance.path.startsWith("prod/"))
            yield {
              at: instance.at,
              subject: id,
              message: id,
              help: "x",
              coversFile: id === "config/syntax" ? ["config"] : undefined,
            };
        }
      }
    },
  });
  const rules = ["config/syntax", "config/other", "key/other"].map(states);
  const severe: Policy = {
    name: "p",
    description: "",
    rules: Object.fromEntries(rules.map(({ id }) => [id, { severity: "error" }])),
  };
  const found = (policy: Policy) =>
    judge(model, { rules, now: testTime, policyOf: () => policy, gate: { waivers: [] } })
      .map(({ rule, statement }) => `${rule.id} ${statement.at.path}`)
      .sort();
  const told = [
    "config/other dev/tikv.toml",
    "config/syntax prod/tikv.toml",
    "key/other dev/tikv.toml",
    "key/other prod/tikv.toml",
  ];
  expect(found(severe)).toEqual(told);
  const lenient: Policy = { ...severe, rules: { ...severe.rules, "config/syntax": { severity: "note" } } };
  expect(found(lenient), "a note hides no error").toEqual(["config/other prod/tikv.toml", ...told].sort());
});
