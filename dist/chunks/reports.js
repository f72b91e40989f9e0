import { c as codeSpan, f as singleLine, l as forHtml, u as forMarkdown } from "./main.js";
import { $ as plural, J as comparisonText, Q as groupFindings, X as decides, Y as countsText, Z as environmentsWorstFirst, a as certificatesEnding, d as wrapText, et as worstFirst, f as cellText, g as postureText, h as matrixOf, i as wellFormed, m as legendOf, n as pageOf, o as daysText, p as cellsOf, q as compareTexts, r as uriOf, s as matrixLines, tt as joinLines, u as painter } from "./engine.js";

// src/report/github.ts
/** GitHub shows 10 annotations of a level for a step and drops the rest in silence (toolkit: docs/problem-matchers.md). */
const annotationsPerLevel = 10;
/** Longer texts are cut; GitHub takes titles of up to 255 characters. */
const longestTitle = 250;
const longestMessage$1 = 4e3;
/** What GitHub calls our severities. */
const annotationLevels = {
	error: "error",
	warning: "warning",
	note: "notice"
};
/** Chooses what fits into GitHub's limits. A notice about what is left out takes one of the places for notices. */
function chooseAnnotations(report) {
	const open = worstFirst(report.findings.filter((finding) => finding.waiver === null));
	const shown = [
		"error",
		"warning",
		"note"
	].flatMap((severity) => open.filter((finding) => finding.severity === severity).slice(0, 10));
	const notes = shown.filter(({ severity }) => severity === "note");
	const kept = shown.length < open.length && notes.length === 10 ? shown.filter((finding) => finding !== notes.at(-1)) : shown;
	return {
		shown: kept,
		left: open.length - kept.length
	};
}
/** What an annotation says. */
function annotationText({ rule, message, help }) {
	return {
		title: cut(`tikv-tls-gate: ${rule}`, longestTitle),
		text: cut([message, `help: ${help}`].map(singleLine).join("\n"), longestMessage$1)
	};
}
/** What is said about the findings that got no annotation. */
function leftOutText(count) {
	return `${plural(count, "more finding")} not shown here: GitHub shows ${10} annotations of a level for a step; the job summary names ${count === 1 ? "it" : "them"}`;
}
/** Workflow commands that annotate the lines of a pull request, the worst first, and the verdict as a plain line. */
function renderGithub(report, _options) {
	const { shown, left } = chooseAnnotations(report);
	const commands = shown.map(annotation);
	if (left > 0) commands.push(command("notice", { title: "tikv-tls-gate" }, leftOutText(left)));
	const verdict = `tikv-tls-gate: ${report.conclusion}: ${countsText(report.counts)} (policy ${report.policy.name})`;
	return commands.map((command) => `${command}\n`).join("") + joinLines([singleLine(verdict)]);
}
function annotation(finding) {
	const { path, line, column, endLine, endColumn, severity } = finding;
	const { title, text } = annotationText(finding);
	const columns = endLine === line ? {
		col: column,
		endColumn: Math.max(column, endColumn)
	} : {};
	return command(annotationLevels[severity], {
		file: path,
		line,
		endLine: line,
		...columns,
		title
	}, text);
}
function command(name, properties, data) {
	return `::${name} ${Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(singleLine(String(value)))}`).join(",")}::${escapeData(data)}`;
}
function escapeData(text) {
	return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll("##[", "##\\[");
}
function escapeProperty(text) {
	return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
function cut(text, length) {
	return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

// src/report/json-text.ts
/**
* JSON that is safe to print anywhere: what terminals and editors obey (C1 controls, bidirectional marks, line
* separators) is escaped, and so is `##[`, which GitHub's runner takes for a command wherever it stands in a line
* (runner: src/Runner.Common/ActionCommand.cs). All of these can stand only inside strings. Half surrogate pairs, which
* strict readers refuse, become U+FFFD.
*/
function jsonText(value) {
	const text = withoutHalves(JSON.stringify(value, void 0, 2));
	return `${(notPlain.test(text) ? text.replaceAll(unprintable, unicodeEscape) : text).replaceAll("##[", "#\\u0023[")}\n`;
}
/** JSON.stringify escapes halves of surrogate pairs, and nothing else, by `\\ud...`. */
function withoutHalves(text) {
	if (!text.includes("\\ud")) return text;
	return text.replace(/\\(?:ud[0-9a-f]{3}|.)/g, (escaped) => escaped.startsWith("\\ud") ? "�" : escaped);
}
const notPlain = /[^ -~\n]/;
const unprintable = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
function unicodeEscape(character) {
	return Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`).join("");
}

// src/report/channels.ts
/** The channels alone: the matrix, then the pairs that need a look (with `verbose` all), with the reason and the places. */
function renderChannels(report, options) {
	const width = Math.max(40, options.width ?? 100);
	const paint = painter(options.color === true);
	const matrix = matrixLines(report, width);
	const lines = matrix.length === 0 ? ["no channels: no PD or TiKV configuration was found"] : [...matrix];
	for (const environment of environmentsWorstFirst(report)) {
		const shown = environment.channels.filter((channel) => options.verbose === true || needsLook(channel));
		if (shown.length === 0) continue;
		lines.push("", paint.bold(`${singleLine(environment.name)}: ${plural(environment.channels.length, "pair")}`));
		for (const channel of shown) lines.push("", ...pairLines(channel, width, paint));
	}
	return joinLines(lines);
}
/** The channels as data: the `environments` of the report. */
function renderChannelsJson(report) {
	return jsonText({
		schemaVersion: report.schemaVersion,
		environments: report.environments
	});
}
function needsLook({ posture, handshake }) {
	return handshake !== "succeeds" || posture === "plaintext" || posture === "unknown";
}
function pairLines(channel, width, paint) {
	const { id, from, to, posture, handshake, reason, detail, evidence } = channel;
	const outcome = {
		succeeds: "the handshake succeeds",
		fails: `the handshake fails${reason === null ? "" : ` (${reason})`}`,
		unknown: "the files do not decide the handshake"
	}[handshake];
	const places = evidence.map((place) => `${place.path}:${place.line}`).join(", ");
	const indented = (text) => text === "" ? [] : wrapText(singleLine(text), width - 4).map((line) => `    ${line}`);
	const title = `  ${singleLine(`${id}  ${from} -> ${to}`)}`;
	return [
		`${handshake === "fails" ? paint.severity("error", title) : title}  ${postureText[posture]}`,
		...indented(detail === "" ? outcome : `${outcome}: ${detail}`),
		...indented(places)
	];
}

// src/report/json.ts
/** The report itself, as its schema says (docs/report.md). */
function renderJson(report) {
	return jsonText(report);
}

// src/report/junit.ts
/**
* JUnit XML: a suite per environment, in it a case per rule, so that a case keeps its name from run to run and CI shows
* when a rule began to fail. All findings of a rule stand in the one failure that viewers show. The first suite holds the
* verdict, so that there is always a case.
*/
function renderJunit(report, options) {
	const suites = [verdictSuite(report), ...environmentSuites(report, options)];
	const { tests, failures } = totals(suites.flatMap((suite) => suite.cases));
	return [
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
		`<testsuites${attributesText({
			name: "tikv-tls-gate",
			tests,
			failures,
			errors: 0,
			...seconds(options)
		})}>`,
		...suites.flatMap((suite) => suiteLines(suite, report)),
		"</testsuites>",
		""
	].join("\n");
}
function verdictSuite(report) {
	const message = countsText(report.counts);
	return {
		name: "gate",
		cases: [{
			name: "verdict",
			file: void 0,
			line: void 0,
			outcome: report.conclusion === "failure" ? {
				kind: "failed",
				type: "verdict",
				message,
				text: singleLine(`policy ${report.policy.name}: ${message}`)
			} : {
				kind: "passed",
				output: message
			}
		}]
	};
}
function environmentSuites(report, { rules = [] }) {
	const groups = new Map(groupFindings(report).map((group) => [group.environment, group.findings]));
	return [.../* @__PURE__ */ new Set([...report.environments.map(({ name }) => name), ...groups.keys()])].map((name) => {
		const byRule = /* @__PURE__ */ new Map();
		for (const finding of groups.get(name) ?? []) {
			const list = byRule.get(finding.rule);
			if (list === void 0) byRule.set(finding.rule, [finding]);
			else list.push(finding);
		}
		const ids = /* @__PURE__ */ new Set([...byRule.keys(), ...name === void 0 ? [] : rules.map(({ id }) => id)]);
		return {
			name: name === void 0 ? "outside of the environments" : `environment ${name}`,
			cases: [...ids].sort().map((id) => caseOf(report, id, byRule.get(id) ?? []))
		};
	});
}
function caseOf(report, rule, findings) {
	const deciding = findings.filter((finding) => decides(report, finding));
	const [first] = deciding.length > 0 ? deciding : findings;
	return {
		name: rule,
		file: first?.path,
		line: first?.line,
		outcome: outcomeOf(findings, deciding)
	};
}
function outcomeOf(findings, deciding) {
	const [first, ...more] = deciding;
	if (first !== void 0) {
		const message = more.length === 0 ? first.message : `${first.message} (and ${more.length} more)`;
		return {
			kind: "failed",
			type: first.severity,
			message,
			text: findings.map(findingText).join("\n\n")
		};
	}
	const [waived] = findings;
	if (waived?.waiver != null && findings.every((finding) => finding.waiver !== null)) return {
		kind: "skipped",
		message: findings.map(waiverText).join("; ")
	};
	return {
		kind: "passed",
		output: findings.length === 0 ? void 0 : findings.map(findingText).join("\n\n")
	};
}
function findingText(finding) {
	const { path, line, column, severity, message, help, waiver } = finding;
	const place = `${singleLine(path)}:${line}:${column}: ${severity}: ${singleLine(message)}\nhelp: ${singleLine(help)}`;
	return waiver === null ? place : `${place}\n${waiverText(finding)}`;
}
function waiverText({ path, line, waiver }) {
	return singleLine(`${path}:${line}: waived until ${waiver?.until} by ${waiver?.owner}: ${waiver?.reason}`);
}
function suiteLines({ name, cases }, { now }) {
	return [
		`  <testsuite${attributesText({
			name,
			...totals(cases),
			errors: 0,
			time: 0,
			timestamp: now.replace(/Z$/, "")
		})}>`,
		...cases.flatMap((item) => caseLines(item, name)),
		"  </testsuite>"
	];
}
function caseLines({ name, file, line, outcome }, suite) {
	const start = `    <testcase${attributesText({
		name,
		classname: suite,
		time: 0,
		file,
		line
	})}`;
	switch (outcome.kind) {
		case "passed":
			if (outcome.output === void 0) return [`${start}/>`];
			return [
				`${start}>`,
				`      <system-out>${xmlText(outcome.output)}</system-out>`,
				"    </testcase>"
			];
		case "skipped": return [
			`${start}>`,
			`      <skipped${attributesText({ message: outcome.message })}/>`,
			"    </testcase>"
		];
		case "failed": {
			const { type, message, text } = outcome;
			return [
				`${start}>`,
				`      <failure${attributesText({
					type,
					message
				})}>${xmlText(text)}</failure>`,
				"    </testcase>"
			];
		}
		default: return outcome;
	}
}
function totals(cases) {
	const count = (kind) => cases.filter(({ outcome }) => outcome.kind === kind).length;
	return {
		tests: cases.length,
		failures: count("failed"),
		skipped: count("skipped")
	};
}
function seconds({ elapsedMs }) {
	return elapsedMs === void 0 ? {} : { time: (elapsedMs / 1e3).toFixed(3) };
}
function attributesText(attributes) {
	return Object.entries(attributes).map(([name, value]) => value === void 0 ? "" : ` ${name}="${forHtml(String(value))}"`).join("");
}
/** Text of XML 1.0 (forHtml leaves nothing that XML cannot hold); its line feeds are this program's own. */
function xmlText(text) {
	return text.split("\n").map(forHtml).join("\n");
}

// src/report/markdown.ts
/** A job summary holds 1 MiB for a step (docs.github.com: workflow commands). A comment holds 65,536 characters. */
const summaryLimit = 1048576;
/** More columns than these no page shows. */
const mostEnvironments = 12;
const longestCell = 800;
const severityText = {
	error: "❌ error",
	warning: "⚠️ warning",
	note: "ℹ️ note"
};
/**
* The report as GitHub's Markdown, in fewer bytes than `limit`: whole, else the worst findings and how many are left out,
* else one line.
*/
function renderMarkdown(report, options) {
	const limit = options.limit ?? 1048576;
	const head = `## ${verdictText(report)}\n\n${contextText(report)}\n`;
	const room = limit - 1 - bytes(head);
	if (room < smallestBody) return oneLine(report, limit);
	const others = options.quiet === true ? [] : [
		channelSection(report, Math.floor(room / 4)),
		endingSection(report, Math.floor(room / 10)),
		fixedSection(report, options, Math.floor(room / 10)),
		waiverSection(report, options, Math.floor(room / 10)),
		ledgerSection(report, options, Math.floor(room / 10)),
		assumptionSection(report, Math.floor(room / 20))
	];
	const [channels = "", ...rest] = others;
	return [
		head,
		channels,
		findingSection(report, options, room - others.reduce((sum, section) => sum + bytes(section), 0)),
		...rest
	].join("");
}
/** Under so many bytes a body says less than one line. */
const smallestBody = 400;
function verdictText({ conclusion, counts }) {
	return `${conclusion === "failure" ? "❌ tikv-tls-gate failed" : "✅ tikv-tls-gate passed"}: ${countsText(counts)}`;
}
function contextText(report) {
	const { policy, environments, certificates, now } = report;
	const extent = `${plural(environments.length, "environment")}, ${plural(certificates.length, "certificate")}`;
	const context = `Policy ${text(policy.name)}, ${extent}, judged as of ${text(now.slice(0, 16).replace("T", " "))} UTC.`;
	const compared = comparisonText(report);
	return compared === void 0 ? context : `${context}\n\nThe change: ${text(compared)}.`;
}
function oneLine(report, limit) {
	const line = `${verdictText(report)}\n`;
	if (bytes(line) < limit) return line;
	const word = `${report.conclusion}\n`;
	return bytes(word) < limit ? word : "";
}
function channelSection(report, room) {
	const matrix = matrixOf(report);
	const { environments, rows } = matrix;
	if (rows.length === 0) return "";
	const shown = environments.slice(0, mostEnvironments);
	const section = [
		"\n### Channels\n",
		row(["channel", ...shown.map(({ name }) => text(name))]),
		row(["---", ...shown.map(() => "---")]),
		...rows.map(({ id, cells }) => row([text(id), ...cells.slice(0, shown.length).map((cell) => text(cellText(cell)))])),
		"",
		`<sub>${legendOf(matrix).map((entry) => text(entry.join(": "))).join(" · ")}</sub>`,
		...leftOutLine(environments.length - shown.length, "environment"),
		""
	].join("\n");
	if (bytes(section) <= room) return section;
	const note = "\n### Channels\n\nThe table of the channels does not fit here.\n";
	return bytes(note) <= room ? note : "";
}
function findingSection(report, options, room) {
	const open = worstFirst(report.findings.filter((finding) => finding.waiver === null));
	if (open.length === 0) return "";
	const title = "\n### Findings\n";
	const rows = /* @__PURE__ */ new Map();
	const frames = /* @__PURE__ */ new Set();
	let taken = bytes(title) + bytes(leftOutLine(open.length, "finding").join("\n")) + 2;
	for (const finding of open) {
		const line = findingRow(finding, options);
		const frame = frames.has(finding.environment) ? 0 : bytes(groupText(groupTitle(finding.environment, report.counts), [])) + 64;
		if (taken + bytes(line) + 1 + frame > room) break;
		taken += bytes(line) + 1 + frame;
		frames.add(finding.environment);
		rows.set(finding, line);
	}
	const groups = groupFindings(report, [...rows.keys()]).map((group) => groupText(groupTitle(group.environment ?? null, group.counts), group.findings.map((finding) => rows.get(finding) ?? "")));
	const left = leftOutLine(open.length - rows.size, "finding");
	if (rows.size === 0 && bytes(title) + bytes(left.join("\n")) + 2 > room) return "";
	return [
		title,
		...groups,
		...left.map((line) => `${line}\n`)
	].join("");
}
function groupTitle(environment, counts) {
	return `${environment === null ? "outside of the environments" : text(environment)}: ${countsText(counts)}`;
}
function groupText(title, rows) {
	return collapsible(title, "open", [
		row([
			"",
			"rule",
			"place",
			"finding"
		]),
		row([
			"---",
			"---",
			"---",
			"---"
		]),
		...rows
	]);
}
function findingRow(finding, options) {
	const { severity, message, help, state } = finding;
	return row([
		state === void 0 ? severityText[severity] : `${severityText[severity]}, ${state}`,
		ruleText(finding.rule, options),
		placeText(finding),
		`${text(message)}<br>→ ${text(help)}`
	]);
}
function endingSection(report, room) {
	const ending = certificatesEnding(report);
	const rows = ending.map(({ certificate, days }) => row([
		text(`${certificate.notAfter.slice(0, 10)}, ${daysText(days)}`),
		placeText(certificate),
		text(certificate.subject),
		text(certificate.roles.join(", "))
	]));
	return tableSection(`${plural(ending.length, "certificate")} ${ending.length === 1 ? "ends" : "end"} within ${90} days`, [
		"end",
		"place",
		"subject",
		"serves as"
	], rows, "certificate", room);
}
function waiverSection(report, options, room) {
	const waived = worstFirst(report.findings.filter((finding) => finding.waiver !== null));
	const rows = waived.map((finding) => {
		const { until, owner, reason } = finding.waiver ?? {
			until: "",
			owner: "",
			reason: ""
		};
		return row([
			ruleText(finding.rule, options),
			placeText(finding),
			text(until),
			text(owner),
			text(reason)
		]);
	});
	return tableSection(`${plural(waived.length, "finding")} waived`, [
		"rule",
		"place",
		"until",
		"owner",
		"reason"
	], rows, "waived finding", room);
}
function fixedSection({ comparison }, options, room) {
	const rows = (comparison?.fixed ?? []).map((finding) => row([
		severityText[finding.severity],
		ruleText(finding.rule, options),
		placeText(finding),
		text(finding.message)
	]));
	return tableSection(`${plural(rows.length, "finding")} fixed`, [
		"",
		"rule",
		"place in the base",
		"finding"
	], rows, "fixed finding", room);
}
/** Who excuses what, why and until when, and how much each waiver covers. */
function ledgerSection({ waivers }, options, room) {
	const rows = (waivers ?? []).map((waiver) => row([
		ruleText(waiver.rule, options),
		placeText(waiver),
		codeSpan(shorten(waiver.covers)),
		text(waiver.until ?? ""),
		text(waiver.owner ?? ""),
		text(waiver.reason ?? ""),
		String(waiver.findings),
		waiver.state
	]));
	return tableSection(plural(rows.length, "waiver"), [
		"rule",
		"place",
		"covers",
		"until",
		"owner",
		"reason",
		"findings",
		"state"
	], rows, "waiver", room);
}
function assumptionSection({ assumptions }, room) {
	const lines = assumptions.map((assumption) => `- ${text(assumption)}`);
	return boundedSection(`${plural(assumptions.length, "assumption")}`, [], lines, "assumption", room);
}
function tableSection(title, head, rows, noun, room) {
	return boundedSection(title, [row(head), row(head.map(() => "---"))], rows, noun, room);
}
/** A collapsed section with as many lines as fit, and how many do not. */
function boundedSection(title, head, lines, noun, room) {
	if (lines.length === 0) return "";
	const note = leftOutLine(lines.length, noun);
	let taken = bytes(collapsible(title, "closed", [...head, ...note]));
	let kept = 0;
	for (const line of lines) {
		if (taken + bytes(line) + 1 > room) break;
		taken += bytes(line) + 1;
		kept += 1;
	}
	if (taken > room) return "";
	return collapsible(title, "closed", [
		...kept === 0 ? [] : head,
		...lines.slice(0, kept),
		...leftOutLine(lines.length - kept, noun)
	]);
}
function leftOutLine(count, noun) {
	return count === 0 ? [] : ["", `**${plural(count, `more ${noun}`)} not shown here.**`];
}
function collapsible(title, state, lines) {
	return `\n<details${state === "open" ? " open" : ""}><summary>${title}</summary>\n\n${lines.join("\n")}\n\n</details>\n`;
}
function ruleText(rule, options) {
	const url = pageOf(rule, options);
	return url === void 0 ? text(rule) : `[${text(rule)}](${url})`;
}
/** GitHub reads no mention, issue number or emoji inside of code. */
function placeText({ path, line }) {
	return codeSpan(`${shorten(path)}:${line}`);
}
function row(cells) {
	return `| ${cells.join(" | ")} |`;
}
function text(raw) {
	return forMarkdown(shorten(raw));
}
function shorten(raw) {
	return raw.length > longestCell ? `${raw.slice(0, longestCell)}…` : raw;
}
function bytes(string) {
	return Buffer.byteLength(string);
}

// src/report/mermaid.ts
/** Mermaid draws no text of 50,000 characters or more (its `maxTextSize`). */
const longestDiagram = 5e4;
const parties = {
	client: "clients",
	monitoring: "monitoring",
	pd: "PD",
	tikv: "TiKV",
	dashboard: "PD's dashboard",
	tidb: "TiDB",
	metrics: "metrics storage",
	kms: "key management",
	storage: "object storage"
};
const ends = {
	"client-pd": ["client", "pd"],
	"tikv-pd": ["tikv", "pd"],
	"pd-pd-client": ["pd", "pd"],
	"pd-pd-peer": ["pd", "pd"],
	"client-tikv": ["client", "tikv"],
	"tikv-tikv": ["tikv", "tikv"],
	"status-tikv": ["monitoring", "tikv"],
	"pd-metric-storage": ["pd", "metrics"],
	"pd-metric-push": ["pd", "metrics"],
	"tikv-metric-push": ["tikv", "metrics"],
	"dashboard-tidb": ["dashboard", "tidb"],
	"tikv-kms": ["tikv", "kms"],
	"tikv-object-storage": ["tikv", "storage"]
};
/** A flow chart with an arrow per channel and environment; thick and red where the traffic is plaintext or is refused. */
function renderMermaid(report, { limit = longestDiagram }) {
	const head = "flowchart LR\n";
	const most = Math.min(limit, longestDiagram);
	let text = head;
	let edges = 0;
	const environments = environmentsWorstFirst(report);
	for (const [index, environment] of environments.entries()) {
		const part = drawEnvironment(environment, `e${index}`, edges);
		const note = `%% ${plural(environments.length - index, "environment")} left out\n`;
		if (text.length + part.text.length + note.length >= most) return text + note;
		text += part.text;
		edges += part.edges;
	}
	return text;
}
function drawEnvironment({ name, tier, instances, channels }, id, firstEdge) {
	const cells = [...cellsOf(channels)];
	const drawn = new Set(cells.flatMap(([channel]) => ends[channel]));
	const count = (component) => instances.filter((instance) => instance.component === component).length;
	const nodes = [...drawn].map((party) => {
		const size = count(party);
		return `    ${id}_${party}["${label(size > 1 ? `${parties[party]} (${size})` : parties[party])}"]\n`;
	});
	const arrows = cells.map(([channel, cell]) => {
		const [from, to] = ends[channel];
		return `    ${id}_${from} -->|"${label(`${channel}: ${cellText(cell)}`)}"| ${id}_${to}\n`;
	});
	const bad = cells.flatMap(([, cell], index) => cell.posture === "plaintext" || cell.failed > 0 ? [firstEdge + index] : []);
	const style = bad.length === 0 ? "" : `  linkStyle ${bad.join(",")} stroke:#c00,stroke-width:3px\n`;
	return {
		text: `  subgraph ${id}["${label(tier === name ? name : `${name} (${tier})`)}"]\n${nodes.join("")}${arrows.join("")}  end\n${style}`,
		edges: cells.length
	};
}
/** Text of a label: letters and digits as they are, all else as Mermaid's character entities (`#35;`). */
function label(text) {
	return text.replaceAll(/[^\p{L}\p{N} .,_/-]/gu, (character) => {
		const code = character.codePointAt(0) ?? 0;
		return code > 32 && !/[\p{C}\p{Z}]/u.test(character) ? `#${code};` : "#65533;";
	});
}

// src/report/rdjson.ts
const severityOf = {
	error: "ERROR",
	warning: "WARNING",
	note: "INFO"
};
/** Reviewdog's diagnostic format (reviewdog: proto/rdf/reviewdog.proto). Waived findings are not in it. */
function renderRdjson(report, options) {
	const open = report.findings.filter((finding) => finding.waiver === null);
	const worst = open.find((finding) => decides(report, finding));
	return jsonText({
		source: {
			name: "tikv-tls-gate",
			...options.docsUrl !== void 0 && { url: options.docsUrl }
		},
		severity: worst === void 0 ? "INFO" : severityOf[worst.severity],
		diagnostics: open.map((finding) => diagnostic(finding, options))
	});
}
function diagnostic(finding, options) {
	const url = pageOf(finding.rule, options);
	const suggestions = suggestionsOf(finding, options.lineOf);
	return {
		message: `${finding.message}\nhelp: ${finding.help}`,
		location: {
			path: finding.path,
			range: rangeOf(finding, options.lineOf) ?? linesOf(finding)
		},
		severity: severityOf[finding.severity],
		code: {
			value: finding.rule,
			...url !== void 0 && { url }
		},
		...suggestions.length > 0 && { suggestions }
	};
}
/** A diagnostic has one path: a fix that also edits another file would be half of a fix. */
function suggestionsOf({ fix, path }, lineOf) {
	if (fix === null || fix.edits.some((edit) => edit.path !== path)) return [];
	const suggestions = fix.edits.map((edit) => ({
		range: rangeOf(edit, lineOf),
		text: edit.text
	}));
	return suggestions.every(({ range }) => range !== void 0) ? suggestions : [];
}
/** Columns count bytes of UTF-8, which only the lines themselves can tell. */
function rangeOf(place, lineOf) {
	const start = byteColumn(place.path, place.line, place.column, lineOf);
	const end = byteColumn(place.path, place.endLine, place.endColumn, lineOf);
	if (start === void 0 || end === void 0) return void 0;
	return {
		start: {
			line: place.line,
			column: start
		},
		end: {
			line: place.endLine,
			column: end
		}
	};
}
function linesOf({ line, endLine, endColumn }) {
	return {
		start: { line },
		end: { line: endColumn === 1 ? Math.max(line, endLine - 1) : endLine }
	};
}
function byteColumn(path, line, column, lineOf) {
	if (column === 1) return 1;
	const text = lineOf?.(path, line);
	if (text === void 0 || column - 1 > text.length) return void 0;
	return new TextEncoder().encode(wellFormed(text.slice(0, column - 1))).length + 1;
}

// src/report/sarif-rules.ts
/** GitHub takes descriptions of up to 1,024 characters and 20 tags (docs.github.com: SARIF support for code scanning). */
const longestDescription = 1024;
const mostTags = 20;
const longestHelp = 8e3;
/** The rules of the catalogue, in the order of their ids; a rule that is not in it but has results follows with its id. */
function sarifRules(options, reported) {
	const rules = [...options.rules ?? []].sort((a, b) => compareTexts(a.id, b.id));
	const known = new Set(rules.map(({ id }) => id));
	const others = [...new Set(reported)].filter((id) => !known.has(id)).sort();
	return [...rules, ...others.map(unknownRule)].map((rule) => sarifRule(rule, options));
}
function unknownRule(id) {
	return {
		id,
		title: id,
		why: id,
		fix: "",
		threats: [],
		controls: []
	};
}
function sarifRule(rule, options) {
	const { id, title, why, fix } = rule;
	const page = pageOf(id, options);
	return {
		id,
		name: id,
		shortDescription: { text: cutText(title, longestDescription) || id },
		fullDescription: { text: cutText(why, longestDescription) || id },
		help: {
			text: cutText(fix === "" ? why : `${why}\n\n${fix}`, longestHelp) || id,
			markdown: helpMarkdown(rule, page)
		},
		...page !== void 0 && { helpUri: page },
		defaultConfiguration: { level: "warning" },
		properties: {
			precision: "very-high",
			"security-severity": securitySeverity(rule),
			tags: tagsOf(rule)
		}
	};
}
function helpMarkdown({ id, title, why, fix }, page) {
	const escaped = (text) => forMarkdown(cutText(text, longestDescription));
	const more = page === void 0 ? [] : [`[The page of ${escaped(id)}](${page})`];
	return [
		`**${escaped(title)}**`,
		escaped(why),
		...fix === "" ? [] : [escaped(fix)],
		...more
	].join("\n\n");
}
/** GitHub's scale: 7.0 to 8.9 is high, 4.0 to 6.9 medium, below low. What an attacker gains counts for more than an outage. */
function securitySeverity({ threats }) {
	if (threats.includes("man-in-the-middle") || threats.includes("impersonation")) return "8.1";
	if (threats.includes("eavesdropping")) return "7.5";
	return threats.includes("outage") ? "5.3" : "3.1";
}
function tagsOf({ threats, controls }) {
	const ofControls = controls.map((control) => {
		const weakness = /^CWE-(\d+)$/i.exec(control);
		return weakness === null ? control : `external/cwe/cwe-${weakness[1]}`;
	});
	return [.../* @__PURE__ */ new Set([
		"security",
		"tls",
		...threats,
		...ofControls
	])].filter((tag) => tag !== "").slice(0, mostTags);
}
/**
* A plain text message. `[text](target)` would be a link and `{0}` a placeholder (SARIF 2.1.0 sections 3.11.5 and 3.11.6),
* so that both are broken up with a blank.
*/
function plainMessage(text, length) {
	return cutText(text.replaceAll("](", "] (").replaceAll(/\{(?=\d+\})/g, "{ "), length);
}
function cutText(text, length) {
	return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

// src/report/sarif.ts
/** GitHub refuses a run with more results, and keeps the top 5,000 (docs.github.com: SARIF support for code scanning). */
const mostResults = 25e3;
const keptResults = 5e3;
/** GitHub shows so many locations of a result; it refuses 1,000. */
const mostLocations = 100;
const longestMessage = 4e3;
const levels = {
	error: "error",
	warning: "warning",
	note: "note"
};
/** SARIF 2.1.0 for code scanning: one run, the whole catalogue as rules, also when nothing was found. */
function renderSarif(report, options) {
	const findings = worstFirst(report.findings);
	const kept = findings.length > 25e3 ? findings.slice(0, keptResults) : findings;
	const rules = sarifRules(options, kept.map(({ rule }) => rule));
	const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
	const { version } = report.tool;
	return jsonText({
		$schema: "https://json.schemastore.org/sarif-2.1.0.json",
		version: "2.1.0",
		runs: [{
			tool: { driver: {
				name: report.tool.name,
				...version !== "" && { version },
				.../^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(version) && { semanticVersion: version },
				...options.docsUrl !== void 0 && { informationUri: options.docsUrl },
				rules
			} },
			columnKind: "utf16CodeUnits",
			invocations: [{
				executionSuccessful: true,
				...leftOut(findings.length - kept.length)
			}],
			results: kept.map((finding) => result(finding, indexOf.get(finding.rule) ?? -1)),
			properties: {
				conclusion: report.conclusion,
				summary: countsText(report.counts),
				policy: report.policy.name,
				now: report.now
			}
		}]
	});
}
function leftOut(count) {
	if (count === 0) return {};
	return { toolExecutionNotifications: [{
		level: "warning",
		message: { text: `${count} findings are left out, the worst ${keptResults} are here: code scanning takes no more` }
	}] };
}
function result(finding, ruleIndex) {
	const { rule, severity, message, help, related, fix, fingerprint, waiver } = finding;
	const relatedLocations = related.slice(0, mostLocations).map((place, index) => ({
		id: index + 1,
		...location(place),
		message: { text: plainMessage(place.message, longestMessage) || "related" }
	}));
	return {
		ruleId: rule,
		...ruleIndex >= 0 && { ruleIndex },
		level: levels[severity],
		message: { text: plainMessage(help === "" ? message : `${message}\nHelp: ${help}`, longestMessage) || rule },
		locations: [location(finding)],
		...relatedLocations.length > 0 && { relatedLocations },
		partialFingerprints: { "tikvTlsGate/v1": fingerprint },
		...waiver !== null && { suppressions: [{
			kind: "external",
			status: "accepted",
			justification: cutText(`${waiver.reason} (until ${waiver.until}, ${waiver.owner})`, longestMessage)
		}] },
		...fix !== null && fix.edits.length > 0 && { fixes: [fixOf(fix)] },
		properties: propertiesOf(finding)
	};
}
function propertiesOf({ environment, component, channels, threats, controls }) {
	return {
		...environment !== null && { environment },
		...component !== null && { component },
		channels,
		threats,
		controls
	};
}
function fixOf({ description, edits }) {
	const byPath = /* @__PURE__ */ new Map();
	for (const edit of edits) {
		const replacement = {
			deletedRegion: region(edit),
			insertedContent: { text: edit.text }
		};
		const list = byPath.get(edit.path);
		if (list === void 0) byPath.set(edit.path, [replacement]);
		else list.push(replacement);
	}
	return {
		description: { text: plainMessage(description, longestMessage) || "fix" },
		artifactChanges: [...byPath].map(([path, replacements]) => ({
			artifactLocation: artifactLocation(path),
			replacements
		}))
	};
}
function location(place) {
	return { physicalLocation: {
		artifactLocation: artifactLocation(place.path),
		region: region(place)
	} };
}
function artifactLocation(path) {
	return {
		uri: uriOf(path),
		uriBaseId: "%SRCROOT%"
	};
}
/** The end column of a region is exclusive, as the report's is. */
function region({ line, column, endLine, endColumn }) {
	return {
		startLine: line,
		startColumn: column,
		endLine: Math.max(line, endLine),
		endColumn: endLine > line ? endColumn : Math.max(column, endColumn)
	};
}

export { renderGithub as _, renderMermaid as a, renderJunit as c, renderChannelsJson as d, jsonText as f, leftOutText as g, chooseAnnotations as h, renderRdjson as i, renderJson as l, annotationText as m, mostResults as n, renderMarkdown as o, annotationLevels as p, renderSarif as r, summaryLimit as s, keptResults as t, renderChannels as u };