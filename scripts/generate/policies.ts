import { readFileSync } from "node:fs";
import { type Policy, type RuleSetting, severities } from "../../src/judge/policy.ts";
import { namingPolicies, type PolicyDefault } from "../../src/judge/rule.ts";
import { ruleFiles } from "../lib/rule-files.ts";

/** The policies that name every rule: their heads as they stand, and what each rule says that it is worth in them. */
export async function generatePolicies(): Promise<Record<string, string>> {
  const rules = (await ruleFiles()).map(({ rule }) => ({ id: rule.id, policies: rule.meta().policies }));
  return Object.fromEntries(
    namingPolicies.map((name) => {
      const path = `policies/${name}.json`;
      const policy = JSON.parse(readFileSync(path, "utf8")) as Policy;
      const settings = Object.fromEntries(rules.map(({ id, policies }) => [id, settingOf(policies[name], `${id} in ${name}`)]));
      return [path, `${jsonText({ ...policy, rules: settings }, 0)}\n`];
    }),
  );
}

function settingOf(setting: PolicyDefault | undefined, of: string): RuleSetting {
  const full: Partial<RuleSetting> = typeof setting === "string" ? { severity: setting } : (setting ?? {});
  if (full.severity === undefined || !severities.includes(full.severity)) {
    throw new Error(`${of}: the rule's metadata says no severity under \`policies\` (${severities.join(", ")})`);
  }
  return full;
}

/** As the formatter would write it, for objects that are deeper than a line is wide. */
function jsonText(value: unknown, depth: number, before = 0): string {
  const inline = JSON.stringify(value, null, 1).replaceAll(/\n */g, " ").replaceAll("[ ", "[").replaceAll(" ]", "]");
  const isSetting = depth >= 2;
  const isPlain = typeof value !== "object" || value === null || Array.isArray(value);
  if (isPlain || (isSetting && depth * 2 + before + inline.length + 1 <= 130)) return inline;
  const indent = "  ".repeat(depth + 1);
  const entries = Object.entries(value).map(([key, inner]) => {
    const name = `${JSON.stringify(key)}: `;
    return `${indent}${name}${jsonText(inner, depth + 1, name.length)}`;
  });
  return `{\n${entries.join(",\n")}\n${"  ".repeat(depth)}}`;
}
