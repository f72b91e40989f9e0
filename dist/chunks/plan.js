// 1c0497eed5118bd6bb2ad4069e5ae28300d58245dd70e100dca1d615bb85ed16
(function (exports, require, module, __filename, __dirname) {
const require_change = require("./change.js");
const require_engine = require("./engine.js");
const require_reports = require("./reports.js");
const require_main = require("./main.js");

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
		const models = await modelsOf(request);
		if (models.kind === "refused") return require_engine.printMistakes(models.mistakes, surroundings);
		if (models.kind === "missing") {
			surroundings.stderr.write(`tikv-tls-gate: --base ${require_main.singleLine(`${models.name}: ${models.because}`)}\n`);
			return 2;
		}
		const plan = require_change.planOf(models.base, models.head, request.now);
		const names = plan.environments.map(({ name }) => name);
		const unknown = request.environments.find((name) => !names.includes(name));
		if (unknown !== void 0) throw new require_main.UsageError(`--environment ${unknown}: there is no such environment on either side`);
		const report = require_change.planReport(plan, models.name, request.now, request.environments);
		const isColored = surroundings.stdout.isTTY === true && surroundings.environment["NO_COLOR"] === void 0;
		surroundings.stdout.write(textOf(report, parsed.text("format") ?? "text", surroundings.stdout.columns ?? 100, isColored));
		return 0;
	}
};
/** Both trees by one law: the base's; on a first adoption, where the base has none, the head's. */
async function modelsOf(request) {
	const base = request.base && await require_change.listBase(request.base);
	if (base === void 0) return {
		kind: "missing",
		name: "",
		because: "no commit is given"
	};
	if (base.kind === "missing") return base;
	const rendered = await require_engine.loadRendered(request.rendered ?? []);
	if (rendered.kind === "refused") return rendered;
	const head = {
		tree: request.tree,
		entries: await request.tree.list(),
		rendered
	};
	const old = await require_engine.loadLaw(request, base.law.tree, base.law.entries, "may-be-absent");
	const law = old.kind === "law" && old.configFile === void 0 ? await require_engine.loadLaw(request, head.tree, head.entries, "may-be-absent") : old;
	if (law.kind === "refused") return law;
	const contents = await require_engine.contentsOf(head, base);
	const model = (reading) => require_engine.buildModel(reading, law.scope, request.now);
	return {
		kind: "models",
		name: base.name,
		base: model(contents.base.reading),
		head: model(contents.head.reading)
	};
}
function textOf(report, format, width, isColored) {
	if (format === "json") return require_reports.jsonText(report);
	return format === "markdown" ? require_reports.renderPlanMarkdown(report) : require_reports.renderPlanText(report, {
		width,
		color: isColored
	});
}

exports.planCommand = planCommand;
})
