// 6000597e159511d2fe3b4c495b1e2d3da13f424ed12ffb6af0ea9b040ce55971
(function (exports, require, module, __filename, __dirname) {
const require_change = require("./change.js");
const require_reports = require("./reports.js");
const require_main = require("./main.js");
const require_engine = require("./engine.js");
const require_standing = require("./standing.js");

// src/cli/plan.ts
const { base, config, environment, now } = require_engine.gateOptions;
const options = {
	base: {
		...base,
		description: "the commit that the tree is a change of (needed)"
	},
	config,
	environment: {
		...environment,
		description: "plan only this environment"
	},
	now,
	format: {
		type: "string",
		value: "FORMAT",
		choices: [
			"text",
			"markdown",
			"json"
		],
		description: "text (default), markdown or json"
	}
};
const planCommand = {
	summary: "show what changes against a commit, and how to roll it out",
	help: `Usage: tikv-tls-gate plan [PATH] --base REF [options]

Shows for every environment which channel changes its posture against a commit, whether old and new instances can talk
while the change rolls out, and in which order or in which separate steps to do it.

Options:
${require_main.describeOptions(options)}

Examples:
  tikv-tls-gate plan --base origin/main
  tikv-tls-gate plan deploy --base v1.4 --environment prod --format markdown
`,
	async run(args, surroundings) {
		const parsed = require_main.parseOptions("plan", args, options, 1);
		if (parsed.text("base") === void 0) throw new require_main.UsageError("plan needs --base REF, the commit to compare with; see: tikv-tls-gate plan --help");
		const request = await require_engine.gateRequest(parsed, surroundings, "never");
		const planned = await require_change.planChange(request);
		if (planned.kind === "refused") return require_engine.printMistakes(planned.mistakes, surroundings, request.places);
		if (planned.kind === "missing") {
			surroundings.stderr.write(`tikv-tls-gate: --base ${require_main.singleLine(`${planned.name}: ${planned.because}`)}\n`);
			return 2;
		}
		const { plan, touched } = planned;
		const names = plan.environments.map(({ name }) => name);
		const unknown = request.environments.find((name) => !names.includes(name));
		if (unknown !== void 0) throw new require_main.UsageError(`--environment ${unknown}: there is no such environment on either side`);
		const report = require_change.planReport(plan, planned.base, request.now, request.environments.length > 0 ? request.environments : touched);
		const isColored = surroundings.stdout.isTTY === true && surroundings.environment["NO_COLOR"] === void 0;
		const { stdout, cwd } = surroundings;
		const shownPath = stdout.isTTY === true ? require_standing.shownFrom(request.places.root, cwd) : void 0;
		stdout.write(textOf(report, parsed.text("format") ?? "text", {
			width: stdout.columns ?? 100,
			color: isColored,
			shownPath
		}));
		return 0;
	}
};
function textOf(report, format, options) {
	if (format === "json") return require_reports.jsonText(report);
	return format === "markdown" ? require_reports.renderPlanMarkdown(report) : require_reports.renderPlanText(report, options);
}

exports.planCommand = planCommand;
})
