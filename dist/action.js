import { g as TreeError, n as UsageError, o as docsUrl } from "./chunks/main.js";
import { C as timeOf, S as renderedSources, Vt as workingTree, at as catalogue, it as formats, w as judgeTree } from "./chunks/engine.js";
import { a as changeOfEvent, i as repositoryApi, n as baseOfEvent, r as baseOfRef, t as githubToolkit } from "./chunks/base.js";
import { g as leftOutText, h as chooseAnnotations, m as annotationText, p as annotationLevels } from "./chunks/reports.js";
import { readFileSync, writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";

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

// src/action.ts
process.exitCode = await runAction(githubToolkit, {
	environment: process.env,
	now: Date.now(),
	elapsed: () => performance.now()
});

export {  };