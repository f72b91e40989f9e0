// 189a96e97758edceda546a7f35a47785aec54a42a46dd6b20ec08e9ae26e16f0
(function (exports, require, module, __filename, __dirname) {
const require_engine = require("./engine.js");
const require_catalogue = require("./catalogue.js");
const require_main = require("./main.js");

// src/cli/rules.ts
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
${require_main.describeOptions(options)}

Examples:
  tikv-tls-gate rules
  tikv-tls-gate rules --format json
`,
	async run(args, { stdout }) {
		const format = require_main.parseOptions("rules", args, options, 0).text("format") ?? "text";
		stdout.write(format === "json" ? `${JSON.stringify(rulesAsData(), void 0, 2)}\n` : rulesAsText());
		return 0;
	}
};
function rulesAsText() {
	const rules = require_catalogue.describedRules();
	const width = Math.max(...rules.map(({ id }) => id.length));
	const severity = (policy, id) => require_engine.severityOf(require_engine.bundledPolicies.get(policy), id, "production", void 0);
	const row = (id, baseline, strict, title) => `${id.padEnd(width)}  ${baseline.padEnd(8)}  ${strict.padEnd(8)}  ${title}\n`;
	const rows = rules.map(({ id, title }) => row(id, severity("baseline", id), severity("strict", id), title));
	return row("rule", "baseline", "strict", "finds") + rows.join("");
}
function rulesAsData() {
	return require_catalogue.describedRules().map(({ example: _, ...rest }) => {
		const severities = require_engine.resolvedPolicies().map((policy) => [policy.name, Object.fromEntries(require_engine.tiers.map((tier) => [tier, require_engine.severityOf(policy, rest.id, tier, void 0)]))]);
		return {
			...rest,
			severities: Object.fromEntries(severities)
		};
	});
}

exports.rulesCommand = rulesCommand;
})
