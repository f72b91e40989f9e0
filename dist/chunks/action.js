// 179b27e213d058f3b531b426c90b8e5b8fca928c7fb5fa5cbdb9ff25d72a9c1d
(function (exports, require, module, __filename, __dirname) {
const require_engine = require("./engine.js");
const require_main = require("./main.js");
const require_standing = require("./standing.js");
const require_base = require("./base.js");
const require_reports = require("./reports.js");
let node_fs = require("node:fs");
let node_path = require("node:path");

// src/action/inputs.ts
/** Reads the inputs about writing; one that is mistyped is a usage mistake. */
function wishesOf(toolkit, environment) {
	return {
		comment: commentOf(toolkit.input("comment")),
		commentKey: toolkit.input("comment-key") || defaultKey(toolkit, environment),
		checkName: toolkit.input("check-name") || void 0,
		suggestions: isOn(toolkit, "suggestions"),
		issue: isOn(toolkit, "issue")
	};
}
function onlyOf(text) {
	if (text === "" || text === "all") return "all";
	if (text === "new") return "new";
	throw new require_main.UsageError(`input only: "${text}" is not one of all, new`);
}
function failOnOf(text) {
	if (text === "") return "error";
	if (text === "error" || text === "warning" || text === "never") return text;
	throw new require_main.UsageError(`input fail-on: "${text}" is not one of error, warning, never`);
}
/** The engine of the handshake test; undefined: it is off. */
function handshakeOf(text) {
	if (text === "" || text === "off" || text === "false") return void 0;
	if (text === "loopback" || text === "process" || text === "docker") return text;
	throw new require_main.UsageError(`input handshake: "${text}" is not one of off, loopback, process, docker`);
}
function commentOf(text) {
	if (text === "" || text === "never" || text === "false") return "never";
	if (text === "auto" || text === "true") return "auto";
	if (text === "always") return text;
	throw new require_main.UsageError(`input comment: "${text}" is not one of never, auto, always`);
}
function isOn(toolkit, name) {
	const text = toolkit.input(name);
	if (text === "" || text === "false") return false;
	if (text === "true") return true;
	throw new require_main.UsageError(`input ${name}: "${text}" is not one of true, false`);
}
/** Jobs of a matrix have one name: what they judge, and by what, keeps them apart. */
function defaultKey(toolkit, environment) {
	const job = [environment["GITHUB_WORKFLOW"] ?? "", environment["GITHUB_JOB"] ?? ""];
	const judged = [...["path", "config"].map((name) => toolkit.input(name)), ...toolkit.lines("environments")];
	return [...job, ...judged].filter((part) => part !== "").join("/");
}

// src/action/workflow-run.ts
/** The event's payload; undefined when there is none that can be read. */
function payloadOf(path) {
	if (path === void 0) return void 0;
	try {
		return JSON.parse((0, node_fs.readFileSync)(path, "utf8"));
	} catch {
		return;
	}
}
/** The client of the job's token; undefined outside of a workflow. */
function clientOf(toolkit, environment) {
	return require_base.githubClient({
		origin: (environment["GITHUB_API_URL"] ?? "https://api.github.com").replace(/\/+$/, ""),
		graphql: environment["GITHUB_GRAPHQL_URL"],
		repository: environment["GITHUB_REPOSITORY"] ?? "",
		token: toolkit.input("token")
	}, {
		fetch: (input, init) => fetch(input, init),
		now: () => Date.now(),
		sleep: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
		log: (text) => toolkit.info(text)
	});
}
/** What the runner's variables and the event's payload say about the run. */
function workflowRun(environment, payload) {
	const event = environment["GITHUB_EVENT_NAME"] ?? "";
	const [server, repository, id] = [
		"SERVER_URL",
		"REPOSITORY",
		"RUN_ID"
	].map((name) => environment[`GITHUB_${name}`]);
	return {
		event,
		pull: require_base.pullRequestOf(event, payload),
		commit: require_base.checkedCommit(event, payload, environment["GITHUB_SHA"]),
		id: /^\d{1,15}$/.test(id ?? "") ? Number(id) : 0,
		url: server && repository && id ? `${server}/${repository}/actions/runs/${id}` : void 0
	};
}

// src/action/action.ts
/** GitHub drops a step's summary that is larger. Bytes. */
const summaryLimit = 1047552;
/** Runs the gate as a step of a workflow; returns the exit status of the step: 0 met, 1 not met or not judged. */
async function runAction(toolkit, surroundings) {
	let step;
	try {
		step = stepOf(toolkit, surroundings);
		return await judgeStep(step);
	} catch (error) {
		const isExpected = error instanceof require_main.UsageError || error instanceof require_main.TreeError;
		const message = error instanceof Error ? error.message : String(error);
		return await refuse([isExpected ? message : `internal error, please report it: ${message}`], toolkit, step);
	}
}
function stepOf(toolkit, surroundings) {
	const { environment } = surroundings;
	if (environment["GITHUB_EVENT_NAME"] === "pull_request_target") throw new require_main.UsageError("under pull_request_target the workspace holds the base branch, not the change, so the gate cannot judge it and is not green; use the event pull_request, which needs no write token here");
	const workspace = environment["GITHUB_WORKSPACE"] ?? process.cwd();
	return {
		toolkit,
		environment,
		workspace,
		places: require_engine.placesOf((0, node_path.resolve)(workspace, toolkit.input("path") || "."), workspace),
		payload: payloadOf(environment["GITHUB_EVENT_PATH"]),
		wishes: wishesOf(toolkit, environment),
		reports: toolkit.lines("reports").map((line) => reportTarget(line, workspace)),
		client: clientOf(toolkit, environment),
		surroundings
	};
}
async function judgeStep(step) {
	const { toolkit, workspace } = step;
	const { root, judged } = step.places;
	const now = require_engine.timeOf(toolkit.input("now") || void 0, step.surroundings.now);
	const handshake = await handshakeIn(step, now);
	const result = await require_engine.judgeTree({
		tree: {
			...require_engine.workingTree(root),
			name: (0, node_path.resolve)(workspace, toolkit.input("path") || ".")
		},
		judged,
		typed: require_standing.typedPaths(root, workspace),
		only: onlyOf(toolkit.input("only")),
		base: await baseOf(step),
		now,
		failOn: failOnOf(toolkit.input("fail-on")),
		policy: toolkit.input("policy") || void 0,
		config: toolkit.input("config") || void 0,
		environments: toolkit.lines("environments"),
		rendered: require_engine.renderedSources(toolkit.lines("render"), workspace, root),
		prove: handshake?.prove
	});
	if (result.kind === "refused") return await refuse(result.mistakes.map(mistakeText), toolkit, step);
	if (result.kind === "empty" && toolkit.input("allow-empty") !== "true") throw new require_main.UsageError(`${result.message}; is there a step actions/checkout before this one?`);
	const { proofs } = result.report;
	if (proofs?.length === 0 && toolkit.input("allow-empty") !== "true") throw new require_main.UsageError("input handshake: there is nothing to test, the files configure no PD and no TiKV");
	return await tell(result, step, handshake);
}
/** The handshake test, where it is asked for: loading it loads the engines. */
async function handshakeIn(step, now) {
	const { toolkit, environment, workspace, places, surroundings } = step;
	const engine = handshakeOf(toolkit.input("handshake"));
	if (engine === void 0) return void 0;
	return (await Promise.resolve().then(() => require("./prove.js")).then((n) => n.handshake_exports)).stepHandshake(engine, {
		toolkit,
		environment,
		judged: [workspace, places.root],
		signal: surroundings.interruption?.() ?? new AbortController().signal,
		at: toolkit.input("now") === "" ? void 0 : now,
		now: () => surroundings.now + surroundings.elapsed()
	});
}
function mistakeText({ at, message }) {
	return at === void 0 ? message : `${at.path}:${at.line}:${at.column}: ${message}`;
}
/** Fails without a verdict; `step` is there once the inputs are read. */
async function refuse(reasons, toolkit, step) {
	for (const reason of reasons) toolkit.fail(reason);
	toolkit.output("conclusion", "failure");
	if (step === void 0) return 1;
	const { wishes } = step;
	await attempt(step, wishes.comment !== "never", async (desk) => {
		await (await Promise.resolve().then(() => require("./publish.js"))).publishRefusal(reasons[0] ?? "", wishes, desk);
	});
	return 1;
}
/** Summary first: it is the whole story, and nothing that goes wrong later may lose it. What GitHub's API does decides nothing. */
async function tell(result, step, handshake) {
	const { report } = result;
	const { toolkit, wishes, reports } = step;
	const options = renderOptions(result);
	const summary = (await require_engine.formats.markdown())(report, {
		...options,
		limit: summaryLimit
	});
	await toolkit.summary(summary + (handshake?.runbooks(summaryLimit - Buffer.byteLength(summary)) ?? ""));
	for (const proof of report.proofs ?? []) toolkit.info(require_main.singleLine(`handshake test of ${require_engine.engineText(proof)}: ${require_engine.countText(proof)}`));
	for (const { format, file, path } of reports) {
		const render = await require_engine.formats[format]();
		require_engine.writeText(path, render(report, {
			...options,
			rules: await require_engine.rulesListedBy(format)
		}), file);
		if (format === "json" || format === "sarif" || format === "ics") toolkit.output(`report-${format}`, file);
	}
	outputVerdict(report, toolkit);
	let carried = 0;
	const { checkName } = wishes;
	await attempt(step, checkName !== void 0, async (desk) => {
		carried = await (await Promise.resolve().then(() => require("./publish.js"))).publishCheck(report, checkName ?? "", {
			...desk,
			options
		});
	});
	annotate(report, carried, options, step);
	await attempt(step, wishes.comment !== "never" || wishes.suggestions || wishes.issue, async (desk) => {
		await (await Promise.resolve().then(() => require("./publish.js"))).publishWords(report, wishes, {
			...desk,
			options
		});
	});
	const { error, warning, note, waived } = report.counts;
	toolkit.info(`${report.conclusion}: ${error} errors, ${warning} warnings, ${note} notes, ${waived} waived (${require_main.singleLine(require_engine.basisText(report))})`);
	return report.conclusion === "success" ? 0 : 1;
}
function outputVerdict({ conclusion, counts }, toolkit) {
	toolkit.output("conclusion", conclusion);
	toolkit.output("errors", counts.error);
	toolkit.output("warnings", counts.warning);
	toolkit.output("notes", counts.note);
	toolkit.output("waived", counts.waived);
}
/** Writes on GitHub, where that is wished for: whatever goes wrong there is a warning. */
async function attempt(step, isWished, write) {
	if (!isWished) return;
	const { toolkit, client, environment, payload } = step;
	if (client === void 0) return toolkit.warning("nothing was written on GitHub: GITHUB_REPOSITORY or GITHUB_API_URL names none");
	try {
		await write({
			client,
			toolkit,
			run: workflowRun(environment, payload)
		});
	} catch (error) {
		toolkit.warning(`not all was written on GitHub: ${error instanceof Error ? error.message : "unknown reason"}`);
	}
}
/** The first `carried` findings have their annotations in the check run. */
function annotate(report, carried, options, step) {
	const { toolkit } = step;
	const { shown, left } = require_reports.chooseAnnotations(report, carried);
	for (const finding of shown) {
		const { severity, title, text, path, line, column, endLine, endColumn } = require_reports.annotationOf(finding, options);
		toolkit.annotate(require_reports.annotationLevels[severity], text, {
			title,
			file: path,
			line,
			...endLine === line && endColumn > column && {
				column,
				endColumn
			}
		});
	}
	if (left > 0) toolkit.info(require_reports.leftOutText(left));
}
function renderOptions({ lineOf, change }) {
	return {
		color: false,
		width: 100,
		quiet: false,
		verbose: false,
		lineOf,
		change,
		docsUrl: require_main.docsUrl
	};
}
function reportTarget(line, workspace) {
	const [, format, file] = /^\s*([\w-]+)\s*=\s*(\S.*?)\s*$/.exec(line) ?? [];
	if (format === void 0 || file === void 0 || !Object.hasOwn(require_engine.formats, format)) throw new require_main.UsageError(`input reports: "${line}" is not FORMAT=FILE with one of ${Object.keys(require_engine.formats).join(", ")}`);
	return {
		format,
		file,
		path: (0, node_path.resolve)(workspace, file)
	};
}
/** What the run is a change of: what the input says, else the event. */
async function baseOf({ toolkit, environment, payload, client, places, workspace }) {
	const ref = toolkit.input("base");
	if (ref !== "") return require_engine.baseNamed(places.root, ref);
	const change = require_base.changeOfEvent(environment["GITHUB_EVENT_NAME"] ?? "", payload);
	const api = require_engine.below(require_engine.realFolder(workspace), places.root) !== void 0 && client !== void 0 ? require_base.repositoryApi(client) : void 0;
	return require_base.baseOfEvent(places.root, change, api, environment["GITHUB_SHA"]);
}

// src/action.ts
runAction(require_base.githubToolkit, {
	environment: process.env,
	now: Date.now(),
	elapsed: () => performance.now(),
	interruption: require_main.interruption
}).then((status) => {
	process.exitCode = status;
});

})
