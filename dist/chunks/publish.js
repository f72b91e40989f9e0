// 4bffbc26b4054e15e2c7abfddcb64621151ff60e1d87abc5ab32c06a894fb43d
(function (exports, require, module, __filename, __dirname) {
const require_base = require("./base.js");
const require_reports = require("./reports.js");
const require_engine = require("./engine.js");
const require_main = require("./main.js");

// src/action/publish.ts
/** GitHub takes no summary of a check run that is longer. Bytes. */
const checkSummaryLimit = 65e3;
/** Makes the check run; how many of `annotatedFindings` it carries, from the first on: none when it could not be made. */
async function publishCheck(report, name, desk) {
	const { client, toolkit, run, options } = desk;
	if (run.commit === void 0) {
		toolkit.warning("the check run was not made: the event names no commit");
		return 0;
	}
	const findings = require_reports.annotatedFindings(report);
	const { carried, warning } = await require_base.createCheckRun(client, {
		name,
		commit: run.commit,
		conclusion: report.conclusion,
		title: `${report.conclusion === "success" ? "passed" : "failed"}: ${require_engine.countsText(report.counts)}`,
		summary: require_reports.renderMarkdown(report, {
			...options,
			limit: checkSummaryLimit
		}),
		annotations: findings.slice(0, 200).map((finding) => {
			const { severity, path, line, column, endLine, endColumn, title, text } = require_reports.annotationOf(finding, options);
			return {
				path,
				line,
				columns: endLine === line && endColumn > column ? {
					from: column,
					to: endColumn
				} : void 0,
				level: severity === "error" ? "failure" : severity === "warning" ? "warning" : "notice",
				title,
				text
			};
		}),
		detailsUrl: run.url,
		now: report.now
	});
	if (warning !== void 0) toolkit.warning(warning);
	return warning === void 0 ? findings.length : carried;
}
/** Comment, suggestions and issue, as far as they are wished for and the event has a place for them. */
async function publishWords(report, wishes, desk) {
	const { client, toolkit, run, options } = desk;
	const { pull } = run;
	if (pull !== void 0 && wishes.comment !== "never") {
		const { kind, markdown } = require_reports.renderComment(report, options);
		const unless = kind === "news" || wishes.comment === "always" ? "create" : "update-only";
		const text = {
			pull,
			key: wishes.commentKey,
			run: run.id,
			markdown,
			unless
		};
		tell("the comment", await require_base.stickComment(client, text), toolkit);
	}
	if (pull !== void 0 && wishes.suggestions) {
		const all = require_reports.suggestedLines(report, (path, line) => options.lineOf?.(path, line));
		tell("the review with suggestions", await require_base.offerSuggestions(client, pull, all), toolkit);
	}
	if (wishes.issue && (run.event === "schedule" || run.event === "workflow_dispatch")) tell("the issue", await require_base.keepIssue(client, {
		key: wishes.commentKey,
		...require_reports.renderExpiryIssue(report)
	}), toolkit);
}
/** An older comment must not call green what could not be judged. */
async function publishRefusal(because, wishes, desk) {
	const { client, toolkit, run } = desk;
	if (run.pull === void 0 || wishes.comment === "never") return;
	const markdown = `\u274c tikv-tls-gate could not judge: ${require_main.forMarkdown(because.slice(0, 1e3))}\n`;
	const text = {
		pull: run.pull,
		key: wishes.commentKey,
		run: run.id,
		markdown,
		unless: "update-only"
	};
	tell("the comment", await require_base.stickComment(client, text), toolkit);
}
function tell(what, published, toolkit) {
	switch (published.kind) {
		case "failed":
			toolkit.warning(published.warning);
			break;
		case "stale":
			toolkit.info(`${what} was left as it is: the pull request has a newer commit or run`);
			break;
		case "not-needed": break;
		case "created":
		case "updated":
		case "closed":
		case "unchanged": toolkit.info(`${what}: ${published.kind}`);
	}
}

exports.publishCheck = publishCheck;
exports.publishRefusal = publishRefusal;
exports.publishWords = publishWords;
})
