import { C as timeOf, S as renderedSources, W as UsageError, bt as formats, nn as TreeError, rn as TreeLost, rt as docsUrl, tn as workingTree, w as judgeTree, xt as catalogue } from "./chunks/engine.js";
import { g as leftOutText, h as chooseAnnotations, m as annotationText, p as annotationLevels } from "./chunks/reports.js";
import { n as baseOfRef, t as baseOfEvent } from "./chunks/find-base2.js";
import { a as notice, c as warning, i as info, l as summary, n as getInput, o as setFailed, r as getMultilineInput, s as setOutput, t as error } from "./chunks/actions.js";
import { readFileSync, writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";

// src/github/event.ts
/** Events that carry `pull_request` and run on its merge commit. */
const pullRequestEvents = /* @__PURE__ */ new Set([
	"pull_request",
	"pull_request_review",
	"pull_request_review_comment"
]);
/** Reads base and head of an event from its payload (docs.github.com: webhook events and payloads). */
function changeOfEvent(name, payload) {
	if (pullRequestEvents.has(name)) {
		const base = idAt(payload, "pull_request", "base", "sha");
		const head = idAt(payload, "pull_request", "head", "sha");
		return base === void 0 || head === void 0 ? unsaid(name, "pull_request.base.sha") : {
			kind: "branch",
			base,
			head
		};
	}
	if (name === "merge_group") {
		const base = idAt(payload, "merge_group", "base_sha");
		const head = idAt(payload, "merge_group", "head_sha");
		return base === void 0 ? unsaid(name, "merge_group.base_sha") : {
			kind: "state",
			base,
			head
		};
	}
	if (name !== "push") return { kind: "none" };
	const before = textAt(payload, "before");
	if (before !== void 0 && /^0+$/.test(before)) return { kind: "none" };
	if (valueAt(payload, "deleted") === true) return { kind: "none" };
	const base = idAt(payload, "before");
	return base === void 0 ? unsaid(name, "before") : {
		kind: "state",
		base,
		head: idAt(payload, "after")
	};
}
function unsaid(name, field) {
	return {
		kind: "unknown",
		because: `the payload of ${name} has no ${field}`
	};
}
function idAt(value, ...path) {
	const text = textAt(value, ...path);
	return text !== void 0 && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? text : void 0;
}
function textAt(value, ...path) {
	const found = valueAt(value, ...path);
	return typeof found === "string" ? found : void 0;
}
function valueAt(value, ...path) {
	let found = value;
	for (const key of path) {
		if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return void 0;
		found = found[key];
	}
	return found;
}

// src/github/repository-api.ts
/** Answers larger than a blob of the usual limit in base64 are not read. Bytes. */
const longestAnswer = 67108864;
/** Reads of one repository through GitHub's REST API. `origin` is `https://api.github.com`, or a server's own address. */
function repositoryApi(origin, repository, token) {
	if (!/^https?:\/\//.test(origin) || !/^[\w.-]+\/[\w.-]+$/.test(repository)) return void 0;
	const headers = {
		accept: "application/vnd.github+json",
		"x-github-api-version": "2022-11-28",
		"user-agent": "tikv-tls-gate",
		...token !== void 0 && token !== "" && { authorization: `Bearer ${token}` }
	};
	return {
		repository,
		async get(path) {
			try {
				const answer = await fetch(`${origin}/repos/${repository}/${path}`, {
					headers,
					signal: AbortSignal.timeout(3e4)
				});
				const text = await answer.text();
				if (text.length > longestAnswer) throw new TreeLost(`GitHub's answer for ${repository} is larger than 64 MiB`);
				return {
					status: answer.status,
					body: parsed(text)
				};
			} catch (error) {
				if (error instanceof TreeLost) throw error;
				throw new TreeLost(`GitHub does not answer for ${repository} (${error instanceof Error ? error.name : "unknown reason"})`);
			}
		}
	};
}
function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}

// src/commands/action.ts
/** GitHub drops a step's summary that is larger. Bytes. */
const summaryLimit = 1047552;
/** Runs the gate as a step of a workflow; returns the exit status of the step: 0 met, 1 not met or not judged. */
async function runAction(toolkit, surroundings) {
	try {
		return await judgeStep(toolkit, surroundings);
	} catch (error) {
		const isExpected = error instanceof UsageError || error instanceof TreeError;
		const message = error instanceof Error ? error.message : String(error);
		toolkit.output("conclusion", "failure");
		toolkit.fail(isExpected ? message : `internal error, please report it: ${message}`);
		return 1;
	}
}
async function judgeStep(toolkit, { environment, now }) {
	if (environment["GITHUB_EVENT_NAME"] === "pull_request_target") throw new UsageError("under pull_request_target the workspace holds the base branch, not the change, so the gate cannot judge it and is not green; use the event pull_request, which needs no write token here");
	const workspace = environment["GITHUB_WORKSPACE"] ?? process.cwd();
	const reports = toolkit.lines("reports").map((line) => reportTarget(line, workspace));
	const root = resolve(workspace, toolkit.input("path") || ".");
	const only = onlyOf(toolkit.input("only"));
	const result = await judgeTree({
		tree: workingTree(root),
		base: await baseOf(toolkit, environment, root, relative(workspace, root)),
		only,
		now: timeOf(toolkit.input("now") || void 0, now),
		failOn: failOnOf(toolkit.input("fail-on")),
		policy: toolkit.input("policy") || void 0,
		config: toolkit.input("config") || void 0,
		environments: toolkit.lines("environments"),
		rendered: renderedSources(toolkit.lines("render"), workspace, root)
	});
	if (result.kind === "refused") {
		for (const { at, message } of result.mistakes) toolkit.fail(at === void 0 ? message : `${at.path}:${at.line}:${at.column}: ${message}`);
		toolkit.output("conclusion", "failure");
		return 1;
	}
	if (result.kind === "empty" && toolkit.input("allow-empty") !== "true") throw new UsageError(`${result.message}; is there a step actions/checkout before this one?`);
	return await tell(result, reports, toolkit);
}
/** Summary first: it is the whole story, and nothing that goes wrong later may lose it. */
async function tell(result, reports, toolkit) {
	const { report } = result;
	await toolkit.summary((await renderAs("markdown", result))(report));
	for (const { format, file, path } of reports) {
		writeFileSync(path, (await renderAs(format, result))(report));
		if (format === "json" || format === "sarif") toolkit.output(`report-${format}`, file);
	}
	annotate(report, toolkit);
	toolkit.output("conclusion", report.conclusion);
	toolkit.output("errors", report.counts.error);
	toolkit.output("warnings", report.counts.warning);
	toolkit.output("notes", report.counts.note);
	toolkit.output("waived", report.counts.waived);
	const { error, warning, note, waived } = report.counts;
	toolkit.info(`${report.conclusion}: ${error} errors, ${warning} warnings, ${note} notes, ${waived} waived (policy ${report.policy.name})`);
	return report.conclusion === "success" ? 0 : 1;
}
function annotate(report, toolkit) {
	const { shown, left } = chooseAnnotations(report);
	for (const finding of shown) {
		const { title, text } = annotationText(finding);
		const { path: file, line, column, endLine, endColumn } = finding;
		toolkit.annotate(annotationLevels[finding.severity], text, {
			title,
			file,
			line,
			...endLine === line && {
				column,
				endColumn
			}
		});
	}
	if (left > 0) toolkit.info(leftOutText(left));
}
async function renderAs(format, judged) {
	const render = await formats[format]();
	return (report) => render(report, {
		color: false,
		width: 100,
		quiet: false,
		verbose: false,
		lineOf: judged.lineOf,
		rules: catalogue.map(({ meta }) => meta),
		docsUrl,
		limit: format === "markdown" ? summaryLimit : void 0
	});
}
function reportTarget(line, workspace) {
	const [, format, file] = /^\s*([\w-]+)\s*=\s*(\S.*?)\s*$/.exec(line) ?? [];
	if (format === void 0 || file === void 0 || !Object.hasOwn(formats, format)) throw new UsageError(`input reports: "${line}" is not FORMAT=FILE with one of ${Object.keys(formats).join(", ")}`);
	return {
		format,
		file,
		path: resolve(workspace, file)
	};
}
/** What the run is a change of: what the input says, else the event. */
async function baseOf(toolkit, environment, path, prefix) {
	const ref = toolkit.input("base");
	if (ref !== "") return baseOfRef(path, ref);
	const change = changeOfEvent(environment["GITHUB_EVENT_NAME"] ?? "", payloadOf(environment["GITHUB_EVENT_PATH"]));
	const origin = environment["GITHUB_API_URL"] ?? "https://api.github.com";
	const api = repositoryApi(origin, environment["GITHUB_REPOSITORY"] ?? "", toolkit.input("token"));
	const below = prefix.split("\\").join("/");
	return baseOfEvent(path, change, api, below.startsWith("..") ? void 0 : below, environment["GITHUB_SHA"]);
}
/** The event's payload; undefined when there is none that can be read. */
function payloadOf(path) {
	if (path === void 0) return void 0;
	try {
		return JSON.parse(readFileSync(path, "utf8"));
	} catch {
		return;
	}
}
function onlyOf(text) {
	if (text === "" || text === "all") return "all";
	if (text === "new") return "new";
	throw new UsageError(`input only: "${text}" is not one of all, new`);
}
function failOnOf(text) {
	if (text === "") return "error";
	if (text === "error" || text === "warning" || text === "never") return text;
	throw new UsageError(`input fail-on: "${text}" is not one of error, warning, never`);
}

// src/github/toolkit.ts
const annotations = {
	error,
	warning,
	notice
};
/** The toolkit of GitHub's runner. */
const githubToolkit = {
	input: (name) => getInput(name),
	lines: (name) => getMultilineInput(name),
	output: (name, value) => setOutput(name, value),
	annotate(level, message, { title, file, line, column, endColumn }) {
		const columns = column === void 0 || endColumn === void 0 ? {} : {
			startColumn: column,
			endColumn
		};
		annotations[level](message, {
			title,
			file,
			startLine: line,
			endLine: line,
			...columns
		});
	},
	info: (text) => info(text),
	warning: (text) => warning(text),
	async summary(markdown) {
		await summary.addRaw(markdown, true).write({ overwrite: true });
	},
	fail: (message) => setFailed(message)
};

// src/action.ts
process.exitCode = await runAction(githubToolkit, {
	environment: process.env,
	now: Date.now(),
	elapsed: () => performance.now()
});

export {  };