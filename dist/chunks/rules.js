import { B as bundledPolicies, U as severityOf, V as resolvedPolicies, at as catalogue, kt as tiers } from "./engine.js";
import { i as parseOptions, r as describeOptions } from "./main.js";

// src/commands/rules.ts
const options = { format: {
	type: "string",
	value: "FORMAT",
	choices: ["text", "json"],
	description: "text (default) or json"
} };
const rulesCommand = {
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
		stdout.write(format === "json" ? `${JSON.stringify(rulesAsData(), void 0, 2)}\n` : rulesAsText());
		return 0;
	}
};
function rulesAsText() {
	const width = Math.max(...catalogue.map(({ meta }) => meta.id.length));
	const severity = (policy, id) => severityOf(bundledPolicies.get(policy), id, "production", void 0);
	const row = (id, baseline, strict, title) => `${id.padEnd(width)}  ${baseline.padEnd(8)}  ${strict.padEnd(8)}  ${title}\n`;
	const rows = catalogue.map(({ meta }) => row(meta.id, severity("baseline", meta.id), severity("strict", meta.id), meta.title));
	return row("rule", "baseline", "strict", "finds") + rows.join("");
}
function rulesAsData() {
	return catalogue.map(({ meta }) => {
		const { example: _, ...rest } = meta;
		const severities = resolvedPolicies().map((policy) => [policy.name, Object.fromEntries(tiers.map((tier) => [tier, severityOf(policy, meta.id, tier, void 0)]))]);
		return {
			...rest,
			severities: Object.fromEntries(severities)
		};
	});
}

export { rulesCommand };