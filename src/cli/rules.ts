import { bundledPolicies, resolvedPolicies } from "../config/bundled-policies.ts";
import { describedRules } from "../judge/catalogue/described-rules.ts";
import { type Policy, severityOf } from "../judge/policy.ts";
import { tiers } from "../model/environments/environment.ts";
import type { Command } from "./command.ts";
import { describeOptions, type OptionSpecs, parseOptions } from "./options.ts";

const options: OptionSpecs = {
  format: { type: "string", value: "FORMAT", choices: ["text", "json"], description: "text (default) or json" },
};

export const rulesCommand: Command = {
  summary: "list the rules",
  help: `Usage: tikv-tls-gate rules [--format text|json]

Lists every rule with its severity in production under the policies baseline and strict.

Options:
${describeOptions(options)}

Examples:
  tikv-tls-gate rules
  tikv-tls-gate rules --format json
`,

  async run(args, { stdout }) {
    const format = parseOptions("rules", args, options, 0).text("format") ?? "text";
    stdout.write(format === "json" ? `${JSON.stringify(rulesAsData(), undefined, 2)}\n` : rulesAsText());
    return 0;
  },
};

function rulesAsText(): string {
  const rules = describedRules();
  const width = Math.max(...rules.map(({ id }) => id.length));
  const severity = (policy: "baseline" | "strict", id: string) =>
    severityOf(bundledPolicies.get(policy) as Policy, id, "production", undefined);
  const row = (id: string, baseline: string, strict: string, title: string) =>
    `${id.padEnd(width)}  ${baseline.padEnd(8)}  ${strict.padEnd(8)}  ${title}\n`;
  const rows = rules.map(({ id, title }) => row(id, severity("baseline", id), severity("strict", id), title));
  return row("rule", "baseline", "strict", "finds") + rows.join("");
}

function rulesAsData(): readonly unknown[] {
  return describedRules().map(({ example: _, ...rest }) => {
    const severities = resolvedPolicies().map((policy) => [
      policy.name,
      Object.fromEntries(tiers.map((tier) => [tier, severityOf(policy, rest.id, tier, undefined)])),
    ]);
    return { ...rest, severities: Object.fromEntries(severities) };
  });
}
