import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { prepareExample } from "../../src/cli/example.ts";
import { resolvedPolicies } from "../../src/config/bundled-policies.ts";
import { standingRules } from "../../src/judge/catalogue/standing.ts";
import { catalogue } from "../../src/judge/catalogue.ts";
import { type Finding, judge } from "../../src/judge/judge.ts";
import { type Policy, type Severity, severityOf } from "../../src/judge/policy.ts";
import type { Example } from "../../src/judge/rule.ts";
import type { Model } from "../../src/model/environments/environment.ts";
import { sourceFile } from "../../src/read/source-file.ts";
import type { RepoPath } from "../../src/text/span.ts";
import { testTime } from "../support/issue.ts";
import { modelOf } from "../support/model-of.ts";
import { filesOf, party } from "../support/random-environments.ts";

/*
 * A general finding gives way to a specific one alone that is there and no less severe: whatever a policy switches off or
 * lowers, a refused pair is an error where trust/handshake-fails is one.
 */

const general = "trust/handshake-fails";

function judged(model: Model, policy: Policy, now: number): readonly Finding[] {
  return judge(model, { rules: standingRules, now, policyOf: () => policy, gate: { waivers: [] } });
}

/** The refused pairs that no error is about. */
function unsaid(model: Model, policy: Policy, now: number): readonly string[] {
  const errors = judged(model, policy, now).filter(({ severity }) => severity === "error");
  return model.environments.flatMap(({ name, tier, channels }) => {
    if (severityOf(policy, general, tier, undefined) !== "error") return [];
    const own = errors.filter(({ environment, rule }) => rule.id === general && environment?.name === name);
    return channels.flatMap(({ id, from, to, outcome }) => {
      if (outcome.kind !== "fails") return [];
      const key = `${name}\n${id}\n${from}\n${to}`;
      const isSaid =
        errors.some(({ statement }) => statement.covers?.includes(key)) ||
        own.some(({ statement }) => statement.channels?.includes(id)) ||
        errors.some(({ statement, rule }) => rule.id !== general && statement.coversFile?.includes("trust"));
      return isSaid ? [] : [`${name}: ${id} from ${from} to ${to}: ${outcome.detail}`];
    });
  });
}

function withSeverities(policy: Policy, changed: Readonly<Record<string, Severity>>): Policy {
  const rules = Object.fromEntries(Object.entries(changed).map(([id, severity]) => [id, { severity }]));
  return { ...policy, name: "changed", rules: { ...policy.rules, ...rules } };
}

const examples = catalogue.flatMap((rule) => {
  const { bad, good } = rule.meta().example;
  return [["bad", bad] as const, ["good", good] as const].map(
    ([kind, example]) => [`${rule.id}, ${kind}`, rule, example] as const,
  );
});

function textsOf({ files, tikv, pd }: Example): Record<string, string> {
  const texts = { ...files, ...(tikv !== undefined && { "tikv.toml": tikv }), ...(pd !== undefined && { "pd.toml": pd }) };
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, text.replaceAll(/[«»]/g, "")]));
}

const bundled = resolvedPolicies().filter(({ name }) => name === "baseline" || name === "strict");

describe("switching a rule off or lowering it hides no refusal", () => {
  test.each(examples)("in the example of %s", async (_, rule, example) => {
    const files = Object.entries(textsOf(example)).map(([path, text]) =>
      sourceFile(path as RepoPath, new TextEncoder().encode(text)),
    );
    const { model, context } = await prepareExample(rule, example, files, { now: testTime });
    if (!model.environments.some(({ channels }) => channels.some(({ outcome }) => outcome.kind === "fails"))) return;
    for (const policy of bundled) {
      expect(unsaid(model, policy, context.now), policy.name).toEqual([]);
      const speaking = new Set(judged(model, policy, context.now).map((finding) => finding.rule.id));
      speaking.delete(general);
      for (const severity of ["off", "note", "warning"] as const) {
        const lowered = Object.fromEntries([...speaking].map((id) => [id, severity]));
        expect(unsaid(model, withSeverities(policy, lowered), context.now), `all ${severity}`).toEqual([]);
        for (const id of speaking) {
          expect(unsaid(model, withSeverities(policy, { [id]: severity }), context.now), `${id} is ${severity}`).toEqual([]);
        }
      }
    }
  });

  const others = standingRules.map(({ id }) => id).filter((id) => id !== general);
  const changes = fc.dictionary(fc.constantFrom(...others), fc.constantFrom<Severity[]>("off", "note", "warning", "error"), {
    maxKeys: others.length,
  });
  const folder = fc.constantFrom("", "prod/", "staging/", "dev/");

  test("in random environments under random policies", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(party, { minLength: 1, maxLength: 4 }),
        folder,
        fc.constantFrom(...bundled),
        changes,
        async (parties, at, policy, changed) => {
          const files = Object.entries(filesOf(parties)).map(([path, text]) => [`${at}${path}`, text]);
          const { model } = await modelOf(Object.fromEntries(files));
          expect(unsaid(model, policy, testTime), policy.name).toEqual([]);
          expect(unsaid(model, withSeverities(policy, changed), testTime)).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });
});
