// 88cab55ecb1712cecccdead2ebf5fd88c70bbcb62cb8f2c7998ffb2af7e5a8a9
(function (exports, require, module, __filename, __dirname) {
const require_engine = require("./engine.js");
const require_catalogue = require("./catalogue.js");
const require_main = require("./main.js");
const require_fix = require("./fix.js");
const require_config = require("./config.js");
const require_change = require("./change.js");

// src/cli/example.ts
/**
* Reads the files of an example (its marks already taken out) and builds what its rule looks at. A rule about the gate
* itself sees the config file and the waivers among the files, and what they did to the other rules.
*/
async function prepareExample(rule, example, files, given) {
	const now = example.now === void 0 ? given.now : Date.parse(example.now);
	const version = example.version === void 0 ? void 0 : require_engine.parseVersion(example.version);
	const own = rule.id.startsWith("policy/") ? ownGate(files) : void 0;
	const scope = {
		...own?.scope,
		...version && { version: {
			pd: version,
			tikv: version
		} },
		...given.scope
	};
	const isReadable = ({ path }) => example.unreadable?.includes(path) !== true;
	const reading = require_engine.withFlags(await require_engine.readFiles(files.filter(isReadable)), example.flags ?? {});
	const problems = [...reading.problems, ...(example.unreadable ?? []).map(leavesTheRoot)];
	const model = require_engine.buildModel({
		...reading,
		problems
	}, scope, now);
	const parameters = {
		...require_engine.defaultsOf(rule),
		...example.parameters
	};
	const alone = given.gate ?? (own === void 0 ? { waivers: [] } : settled(own.gate, model, now));
	return {
		model,
		context: {
			now,
			gate: own === void 0 ? alone : {
				...alone,
				...asChange(example, files, model, alone)
			},
			base: example.base === void 0 ? void 0 : await baseOf(example, files, scope, now),
			proofs: proofsOf(example, model),
			parameters: () => parameters
		}
	};
}
/** What the example says was seen, in its first environment. */
function proofsOf({ seen }, model) {
	const environment = model.environments[0]?.name;
	if (seen === void 0 || environment === void 0) return void 0;
	const where = {
		environment,
		command: "openssl s_client -connect HOST:PORT"
	};
	return [{
		environment,
		engine: {
			kind: "process",
			parts: []
		},
		trials: (seen.trials ?? []).map((trial) => ({
			...trial,
			...where
		})),
		surveys: (seen.surveys ?? []).map((survey) => ({
			...survey,
			...where
		})),
		notes: [],
		rewrites: [],
		milliseconds: 0
	}];
}
function settled(gate, model, now) {
	const policy = require_engine.bundledPolicies.get("baseline");
	return require_engine.settledGate(model, {
		rules: require_engine.standingRules,
		now,
		policyOf: () => policy,
		gate
	});
}
/** What the rules about a change see: the config file against that of the example's base. */
function asChange(example, files, model, gate) {
	const at = model.environments[0]?.at;
	if (example.baseMissing !== void 0 && at !== void 0) return { baseMissing: {
		at: {
			...at,
			endColumn: 1
		},
		base: "0123456789ab",
		because: example.baseMissing
	} };
	if (example.base === void 0) return {};
	const before = files.filter(({ path }) => example.base?.[path] !== "").map((file) => withText(example.base?.[file.path], file));
	const outlook = () => ({
		now: [],
		later: []
	});
	return { changes: [...require_change.configChanges(configOf(before), configOf(files), outlook), ...require_change.waiverChanges(gate.waivers)] };
}
/** The model of the example's base: what it does not name is as in the example. */
async function baseOf(example, files, scope, now) {
	const texts = example.base ?? {};
	const kept = files.filter(({ path }) => texts[path] === void 0);
	const before = Object.entries(texts).filter(([, text]) => text !== "").map(([path, text]) => require_engine.sourceFile(path, new TextEncoder().encode(text)));
	return require_engine.buildModel(await require_engine.readFiles([...kept, ...before]), scope, now);
}
function withText(text, file) {
	return text === void 0 ? file : require_engine.sourceFile(file.path, new TextEncoder().encode(text));
}
function configOf(files) {
	const { scope, gate } = ownGate(files);
	const policy = require_engine.bundledPolicies.get("baseline");
	const file = files.find(({ path }) => path === gate.configFile);
	const texts = new Map(file === void 0 ? [] : [[file.path, file.text]]);
	return {
		configFile: gate.configFile,
		texts,
		scope,
		policy,
		waivers: gate.waivers
	};
}
function ownGate(files) {
	const file = files.find(({ path }) => require_engine.configPaths.includes(path));
	const config = file && require_config.readConfigFile({
		path: file.path,
		folder: ""
	}, file.text, require_engine.ruleIds);
	const read = config?.kind === "config" ? config : void 0;
	const comments = files.flatMap(({ path, text }) => require_engine.commentWaivers(path, text, require_engine.ruleIds));
	return {
		scope: read?.scope ?? {},
		gate: {
			configFile: read?.path,
			waivers: [...read?.waivers ?? [], ...comments],
			references: read?.references ?? []
		}
	};
}
function leavesTheRoot(path) {
	return {
		kind: "unreadable",
		at: {
			path,
			line: 1,
			column: 1,
			endLine: 1,
			endColumn: 1
		},
		message: "this file is a symbolic link that leaves the repository: it was not read, and what it says is not judged",
		help: "commit it as a regular file of a usual size, or leave it out of the repository"
	};
}

// src/cli/rule-page.ts
/** When the certificates of examples are judged. Milliseconds since the epoch, UTC. */
const exampleTime = Date.parse("2026-11-24T00:00:00Z");
/** The page of a rule, in Markdown: why, how to fix, an example with what the rule really says about it, severities. */
async function rulePage(rule, policies) {
	const meta = rule.meta();
	const files = filesOfExample(meta.example.bad);
	const bad = await runExample(rule, meta.example.bad, files);
	return `${[
		`# ${rule.id}`,
		`${meta.title}.`,
		`## Why it matters\n\n${meta.why}`,
		`## How to fix it\n\n${meta.fix}`,
		`## Automatic fix\n\n${fixPart(meta, bad, files)}`,
		`## Example\n\nNot accepted:\n\n${showFiles(meta.example.bad)}\n\nThe gate says:\n\n${bad.map(showStatement).join("\n\n")}`,
		`Accepted:\n\n${showFiles(meta.example.good)}`,
		`## Severity\n\n${severityTable(rule.id, meta, policies)}`,
		...parameterPart(meta),
		`## Background\n\n${backgroundRows(meta)}`
	].join("\n\n")}\n`;
}
/** What a rule states about an example, in the order of the places. Marks are left out of the files. */
async function runExample(rule, example, files) {
	const { model, context } = await prepareExample(rule, example, files, { now: exampleTime });
	return [...rule.check(model, context)].sort((a, b) => require_engine.compareSpans(a.at, b.at));
}
function filesOfExample(example) {
	return Object.entries(filesOf(example)).map(([path, text]) => require_engine.sourceFile(path, new TextEncoder().encode(withoutMarks(text)), example.executable?.includes(path)));
}
/** Whether `fix` can help, and what it makes of the example. */
function fixPart({ fixes = [] }, statements, files) {
	if (fixes.length === 0) return "None: what is right does not follow from the files.";
	const decide = "a person has to decide it, since it changes who may connect, or how, or is a guess";
	const sentence = fixes.includes("safe") ? `\`tikv-tls-gate fix --write\` makes it where it follows from the files${fixes.includes("unsafe") ? `; in some cases only with \`--unsafe\`: ${decide}` : ""}.` : `\`tikv-tls-gate fix --unsafe --write\` makes it where it follows from the files: ${decide}.`;
	const diff = exampleDiff(statements, files);
	return diff.length === 0 ? sentence : `${sentence} In the example below:\n\n\`\`\`diff\n${diff.join("\n")}\n\`\`\``;
}
function exampleDiff(statements, files) {
	const lines = new Map(files.map(({ path, text }) => [path, new require_fix.TextLines(path, text)]));
	const edits = statements.flatMap(({ fix }) => (fix && require_fix.settleFix(fix, (path) => lines.get(path))?.edits) ?? []);
	const fixed = require_fix.applyEdits(edits.map(({ at, text }) => ({
		...at,
		text
	})), (path) => lines.get(path)?.text);
	return files.flatMap(({ path, text }) => require_fix.unifiedDiff(path, text, fixed.get(path) ?? text));
}
function filesOf(example) {
	return {
		...example.files,
		...example.tikv !== void 0 && { "tikv.toml": example.tikv },
		...example.pd !== void 0 && { "pd.toml": example.pd }
	};
}
function withoutMarks(text) {
	return text.replaceAll(/[\u00ab\u00bb]/g, "");
}
function showFiles(example) {
	const flags = Object.entries(example.flags ?? {}).map(([key, value]) => `Started with \`--${key}=${value}\`.`);
	return [
		...Object.entries(filesOf(example)).map(([path, text]) => {
			return `\`${path}\`\n\n\`\`\`${path.endsWith(".toml") ? "toml" : path.match(/\.ya?ml$/) ? "yaml" : ""}\n${shorten(withoutMarks(text).trim())}\n\`\`\``;
		}),
		...flags,
		...showSeen(example)
	].join("\n\n");
}
/** What the handshake test saw, for a rule about it. */
function showSeen({ seen }) {
	const trials = (seen?.trials ?? []).map(({ attempt, to, observed }) => `The handshake test dialled ${to} (${attempt}): ${require_engine.observedText(observed)}.`);
	const surveys = (seen?.surveys ?? []).map(({ instance, protocols, suites }) => `The handshake test found on ${instance}: ${protocols.join(", ")}; ${suites.map(({ name }) => name).join(", ")}.`);
	return [...trials, ...surveys];
}
/** The inside of a PEM block tells a reader nothing. */
function shorten(text) {
	return text.replaceAll(/(-----BEGIN [^-]+-----\n)[\s\S]*?(\n-----END)/g, "$1...$2");
}
function showStatement(statement) {
	const { path, line, column } = statement.at;
	return `> \`${path}:${line}:${column}\` ${statement.message}\n>\n> ${statement.help}`;
}
function severityTable(id, meta, policies) {
	const rows = [void 0, ...Object.keys(meta.variants ?? {})].map((variant) => {
		return `| ${[variant === void 0 ? "in general" : `${meta.variants?.[variant]}`, ...policies.map((policy) => severityCell(policy, id, variant))].join(" | ")} |`;
	});
	const head = ["", ...policies.map((policy) => policy.name)];
	return `| ${head.join(" | ")} |\n|${" --- |".repeat(head.length)}\n${rows.join("\n")}`;
}
function severityCell(policy, rule, variant) {
	const byTier = require_engine.tiers.map((tier) => [tier, require_engine.severityOf(policy, rule, tier, variant)]);
	const production = byTier[0]?.[1] ?? "off";
	const others = byTier.filter(([, severity]) => severity !== production).map(([tier, severity]) => `${tier}: ${severity}`);
	return others.length === 0 ? production : `${production} (${others.join(", ")})`;
}
function parameterPart(meta) {
	const rows = Object.entries(meta.parameters ?? {}).map(([name, schema]) => `| \`${name}\` | ${schema.type} | \`${JSON.stringify(schema.default)}\` | ${schema.description} |`);
	return rows.length === 0 ? [] : [`## Parameters\n\n| name | type | default | meaning |\n| --- | --- | --- | --- |\n${rows.join("\n")}`];
}
function backgroundRows(meta) {
	const list = (items) => items.length === 0 ? "none" : items.join(", ");
	return [
		`- Threats: ${list(meta.threats)}`,
		`- Controls: ${list(meta.controls)}`,
		...meta.versions === void 0 ? [] : [`- Versions: ${meta.versions}`],
		`- Since: ${meta.since}`,
		...meta.sources.map((source) => `- Source: ${source}`)
	].join("\n");
}

// src/cli/explain.ts
const explainCommand = {
	summary: "show one rule's page",
	help: `Usage: tikv-tls-gate explain RULE

Shows what a rule finds, why it matters, how to fix it, and an example.

Examples:
  tikv-tls-gate explain config/tls-off
  tikv-tls-gate explain cert/san-mismatch
`,
	async run(args, { stdout }) {
		const { positionals } = require_main.parseOptions("explain", args, {}, 1);
		const [id] = positionals;
		if (id === void 0) throw new require_main.UsageError("explain needs the id of a rule; tikv-tls-gate rules lists them");
		const rule = require_catalogue.catalogue.find((rule) => rule.id === id);
		if (rule === void 0) throw new require_main.UsageError(`no rule ${id}${require_main.suggestion(id, require_catalogue.catalogue.map((rule) => rule.id))}; tikv-tls-gate rules lists them`);
		stdout.write(await rulePage(rule, require_engine.resolvedPolicies()));
		return 0;
	}
};

exports.explainCommand = explainCommand;
})
