import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { knownRules } from "../judge/catalogue/known-rules.ts";
import { catalogue } from "../judge/catalogue.ts";
import { type Policy, parametersOf, type Severity, severityOf } from "../judge/policy.ts";
import { type Tier, tiers } from "../model/environments/environment.ts";
import type { RepoPath } from "../text/span.ts";
import { bundledPolicies } from "./bundled-policies.ts";
import { loadPolicy } from "./load-policy.ts";
import { readPolicyFile } from "./policy-file.ts";

async function load(reference: string, files: Readonly<Record<string, string>> = {}): Promise<Policy> {
  const result = await loadPolicy({ text: reference }, async (path) => files[path]);
  if (result.kind === "refused") throw new Error(JSON.stringify(result.mistakes));
  return result.policy;
}

async function mistakes(reference: string, files: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const result = await loadPolicy({ text: reference }, async (path) => files[path]);
  if (result.kind === "policy") throw new Error("it was accepted");
  return result.mistakes.map(
    ({ at, message, help }) => `${at === undefined ? "" : `${at.path}:${at.line}:${at.column} `}${message}; ${help}`,
  );
}

test("every file of policies/ is bundled under its name and is a valid policy", () => {
  const names = readdirSync("policies").map((name) => name.replace(".json", ""));
  expect(names.sort()).toEqual([...bundledPolicies.keys()].sort());
  for (const name of names) {
    const path = `policies/${name}.json`;
    const read = readPolicyFile(path as RepoPath, readFileSync(path, "utf8"));
    expect(read).toMatchObject({ kind: "read", policy: { name } });
  }
});

test("every bundled policy grades every rule of the catalogue", async () => {
  for (const name of bundledPolicies.keys()) {
    const policy = await load(name);
    expect(Object.keys(policy.rules).sort()).toEqual([...knownRules.keys()].sort());
    for (const { id, meta } of catalogue) {
      expect(knownRules.has(id), id).toBe(true);
      const graded = Object.values(policy.rules[id]?.tiers ?? { all: policy.rules[id] ?? {} });
      for (const { variants = {}, parameters = {} } of graded) {
        for (const variant of Object.keys(variants)) expect(Object.keys(meta().variants ?? {}), id).toContain(variant);
        for (const parameter of Object.keys(parameters)) expect(Object.keys(meta().parameters ?? {}), id).toContain(parameter);
      }
    }
  }
});

const graded: readonly (readonly [string, Tier, string | undefined, Severity, Severity])[] = [
  ["config/tls-off", "production", undefined, "error", "error"],
  ["config/tls-off", "staging", undefined, "warning", "error"],
  ["config/tls-off", "development", undefined, "note", "error"],
  ["config/client-certificate-not-required", "development", undefined, "warning", "error"],
  ["config/client-certificate-not-required", "staging", undefined, "error", "error"],
  ["config/unknown-key", "development", undefined, "warning", "error"],
  ["config/unknown-key", "development", "tls-setting", "error", "error"],
  ["config/allow-list-missing", "production", undefined, "off", "error"],
  ["config/allow-list-missing", "staging", undefined, "off", "warning"],
  ["config/allow-list-loose", "production", undefined, "warning", "error"],
  ["config/allow-list-loose", "production", "intruder", "error", "error"],
  ["cert/self-signed", "development", undefined, "note", "error"],
  ["cert/wildcard", "production", undefined, "off", "warning"],
  ["cert/shared", "production", undefined, "note", "warning"],
  ["cert/shared", "staging", "across-tiers", "error", "error"],
  ["key/committed", "development", undefined, "warning", "error"],
  ["key/committed", "production", undefined, "error", "error"],
  ["env/posture-differs", "staging", undefined, "warning", "error"],
  ["env/posture-differs", "production", "production-weaker", "error", "error"],
  ["rollout/restart", "production", undefined, "note", "note"],
];

test.each(graded)("%s in %s (%s): baseline %s, strict %s", async (rule, tier, variant, inBaseline, inStrict) => {
  expect(severityOf(await load("baseline"), rule, tier, variant)).toBe(inBaseline);
  expect(severityOf(await load("tiup"), rule, tier, variant)).toBe(inBaseline);
  expect(severityOf(await load("strict"), rule, tier, variant)).toBe(inStrict);
  expect(severityOf(await load("pci-dss-4"), rule, tier, variant)).toBe(inStrict);
});

test("strict is nowhere weaker than baseline", async () => {
  const order: readonly Severity[] = ["off", "note", "warning", "error"];
  const [baseline, strict] = [await load("baseline"), await load("strict")];
  for (const rule of knownRules.keys()) {
    for (const tier of tiers) {
      const [a, b] = [severityOf(baseline, rule, tier, undefined), severityOf(strict, rule, tier, undefined)];
      expect(order.indexOf(b), `${rule} in ${tier}`).toBeGreaterThanOrEqual(order.indexOf(a));
    }
  }
});

test("limits of the bundled policies", async () => {
  const parameters = async (name: string, rule: string) => parametersOf(await load(name), rule, "production");
  expect(await parameters("baseline", "cert/expires-soon")).toEqual({ days: 30 });
  expect(await parameters("strict", "cert/expires-soon")).toEqual({ days: 45 });
  expect(await parameters("baseline", "cert/validity-too-long")).toEqual({ days: 3680, "ca-days": 0 });
  expect(await parameters("pci-dss-4", "cert/validity-too-long")).toEqual({ days: 398, "ca-days": 3650 });
  // TiUP issues leaves for 10 times 365 days and a CA for 50 times (pkg/crypto/ca.go).
  const tiup = await parameters("tiup", "cert/validity-too-long");
  const { days, "ca-days": caDays } = tiup as { readonly days: number; readonly "ca-days": number };
  expect(days).toBeGreaterThanOrEqual(3650);
  expect(caDays).toBeGreaterThanOrEqual(18_250);
  expect((await load("baseline")).waivers).toEqual({ "max-days": 365 });
  expect((await load("pci-dss-4")).waivers).toEqual({ "max-days": 180 });
  expect((await load("pci-dss-4")).sections).toEqual(["cryptographic-inventory"]);
});

test("a policy of the repository extends a bundled one, in YAML or JSON", async () => {
  const files = {
    "security/team.yml":
      "name: team\nextends: strict\nrules:\n  cert/expires-soon: {parameters: {days: 60}}\n  config/path-relative: {severity: off}\n",
    "security/child.json":
      '{\n\t"name": "child",\n\t"extends": "security/team.yml",\n\t"rules": { "config/path-relative": { "severity": "note" } }\n}\n',
  };
  const team = await load("security/team.yml", files);
  expect(team).toMatchObject({ name: "team", waivers: { "max-days": 180 } });
  expect(severityOf(team, "config/path-relative", "production", undefined)).toBe("off");
  expect(severityOf(team, "config/tls-off", "development", undefined)).toBe("error");
  expect(parametersOf(team, "cert/expires-soon", "staging")).toEqual({ days: 60 });
  const child = await load("./security/child.json", files);
  expect(severityOf(child, "config/path-relative", "production", undefined)).toBe("note");
  expect(parametersOf(child, "cert/expires-soon", "staging")).toEqual({ days: 60 });
});

test("what is no policy is told by name", async () => {
  const names = "baseline, strict, pci-dss-4, tiup";
  expect(await mistakes("polcy.yml")).toEqual([
    `polcy.yml: no such file, and no bundled policy has this name (${names}); possible: ${names}`,
  ]);
  expect(await mistakes("strct")).toEqual([
    `strct: no such file, and no bundled policy has this name (${names}); did you mean strict?`,
  ]);
  expect(await mistakes("a.yml", { "a.yml": "name: a\nextends: b.yml\nrules: {}\n" })).toEqual([
    `b.yml, which a.yml extends: no such file, and no bundled policy has this name (${names}); possible: ${names}`,
  ]);
  const loop = { "a.yml": "name: a\nextends: b.yml\nrules: {}\n", "b.yml": "name: b\nextends: a.yml\nrules: {}\n" };
  expect(await mistakes("a.yml", loop)).toEqual([
    "a.yml: policies extend each other in a circle: b.yml, a.yml; let the chain end in a bundled policy",
  ]);
});

test.each([
  ["rules: {config/tls-of: {severity: error}}", 'p.yml:2:9 there is no rule "config/tls-of"; did you mean config/tls-off?'],
  ["rules: {config/tls-off: {severity: eror}}", 'p.yml:2:36 rules.config/tls-off.severity cannot be "eror"; did you mean error?'],
  [
    "rules: {config/tls-off: {severty: error}}",
    'p.yml:2:26 rules.config/tls-off has no setting "severty"; did you mean severity?',
  ],
  ["rules: {config/tls-off: error}", "p.yml:2:25 rules.config/tls-off is not a map (key: value); write a map (key: value)"],
  [
    "rules: {config/tls-off: {tiers: {prod: {severity: off}}}}",
    'p.yml:2:34 rules.config/tls-off.tiers has no setting "prod"; possible: production, staging, development',
  ],
  [
    "rules: {cert/expires-soon: {parameters: {day: 3}}}",
    'p.yml:2:42 rules.cert/expires-soon.parameters has no setting "day"; did you mean days?',
  ],
  [
    "rules: {cert/expires-soon: {parameters: {days: soon}}}",
    "p.yml:2:48 rules.cert/expires-soon.parameters.days is not a whole number; write a whole number",
  ],
  [
    "rules: {cert/shared: {tiers: {staging: {variants: {across-tier: off}}}}}",
    'p.yml:2:52 rules.cert/shared.tiers.staging.variants has no setting "across-tier"; did you mean across-tiers?',
  ],
  ["waivers: {max-days: 0}\nrules: {}", "p.yml:2:21 waivers.max-days must be >= 1; correct the value"],
  ["extend: strict\nrules: {}", 'p.yml:2:1 the file has no setting "extend"; did you mean extends?'],
])("%s", async (text, mistake) => {
  expect(await mistakes("p.yml", { "p.yml": `name: p\n${text}\n` })).toEqual([mistake]);
});
