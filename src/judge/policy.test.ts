import { expect, test } from "vitest";
import { tiers } from "../model/environments/environment.ts";
import { type Policy, parametersOf, resolvePolicy, severityOf } from "./policy.ts";

const base: Policy = {
  name: "base",
  description: "",
  waivers: { "max-days": 90 },
  rules: {
    "a/one": {
      severity: "warning",
      variants: { worse: "error" },
      tiers: { development: { severity: "note" } },
      parameters: { days: 30, kinds: ["x"] },
    },
    "a/two": { severity: "error" },
  },
};

function resolve(policy: Omit<Policy, "name" | "description">, others: Record<string, Policy> = { base }): Policy {
  const result = resolvePolicy({ name: "top", description: "", ...policy }, (reference) => others[reference]);
  if (result.kind === "refused") throw new Error(result.because);
  return result.policy;
}

test("within a policy the tier beats the general and the case beats the severity", () => {
  expect(severityOf(base, "a/one", "production", undefined)).toBe("warning");
  expect(severityOf(base, "a/one", "production", "worse")).toBe("error");
  expect(severityOf(base, "a/one", "development", undefined)).toBe("note");
  expect(severityOf(base, "a/one", "development", "worse")).toBe("error");
  expect(severityOf(base, "a/three", "production", undefined)).toBe("off");
  expect(severityOf(base, "constructor", "production", undefined)).toBe("off");
});

test("a policy that says nothing more is what it extends", () => {
  const same = resolve({ extends: "base", rules: {} });
  for (const tier of tiers) {
    for (const rule of ["a/one", "a/two", "a/three"]) {
      for (const variant of [undefined, "worse"])
        expect(severityOf(same, rule, tier, variant)).toBe(severityOf(base, rule, tier, variant));
      expect(parametersOf(same, rule, tier)).toEqual(parametersOf(base, rule, tier));
    }
  }
  expect(same.waivers).toEqual({ "max-days": 90 });
});

test("what the upper policy says of a rule holds in every tier and case that it does not name itself", () => {
  const strictest = resolve({ extends: "base", rules: { "a/one": { severity: "error" } } });
  expect(severityOf(strictest, "a/one", "development", undefined)).toBe("error");
  const off = resolve({ extends: "base", rules: { "a/one": { severity: "off" } } });
  expect(severityOf(off, "a/one", "production", "worse")).toBe("off");
  const tiered = resolve({ extends: "base", rules: { "a/one": { tiers: { staging: { severity: "note" } } } } });
  expect(severityOf(tiered, "a/one", "staging", "worse")).toBe("note");
  expect(severityOf(tiered, "a/one", "production", "worse")).toBe("error");
});

test("parameters are laid over each other one by one", () => {
  const policy = resolve({
    extends: "base",
    rules: { "a/one": { parameters: { days: 60 }, tiers: { staging: { parameters: { days: 10 } } } } },
  });
  expect(parametersOf(policy, "a/one", "production")).toEqual({ days: 60, kinds: ["x"] });
  expect(parametersOf(policy, "a/one", "staging")).toEqual({ days: 10, kinds: ["x"] });
});

test("three policies deep", () => {
  const middle: Policy = {
    name: "middle",
    description: "",
    extends: "base",
    sections: ["inventory"],
    waivers: { "max-days": 30 },
    rules: { "a/two": { severity: "off" } },
  };
  const policy = resolve({ extends: "middle", rules: {} }, { base, middle });
  expect(severityOf(policy, "a/two", "production", undefined)).toBe("off");
  expect(severityOf(policy, "a/one", "production", "worse")).toBe("error");
  expect(policy).toMatchObject({ name: "top", sections: ["inventory"], waivers: { "max-days": 30 } });
});

test("a circle and a missing policy are refused", () => {
  const one: Policy = { name: "one", description: "", extends: "two", rules: {} };
  const two: Policy = { name: "two", description: "", extends: "one", rules: {} };
  const find = (reference: string) => ({ one, two })[reference];
  expect(resolvePolicy(one, find)).toEqual({ kind: "refused", because: "policies extend each other in a circle: two, one" });
  expect(resolvePolicy({ ...one, extends: "three" }, find)).toEqual({
    kind: "refused",
    because: "one extends three, which is no policy",
  });
  const self: Policy = { name: "self", description: "", extends: "self", rules: {} };
  expect(resolvePolicy(self, () => self)).toMatchObject({ kind: "refused" });
  let made = 0;
  const endless = () => ({ name: `p${made}`, description: "", extends: `p${++made}`, rules: {} });
  expect(resolvePolicy(endless(), endless)).toEqual({ kind: "refused", because: "more than 20 policies extend each other" });
});
