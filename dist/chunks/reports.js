// c9dab62c87a18d663ef46f8b34f52ec73b4e9a8b08247958ece9b1eb0df479b3
(function (exports, require, module, __filename, __dirname) {
const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_main = require("./main.js");
const require_engine = require("./engine.js");

// src/report/machine/annotation.ts
/** GitHub shows 10 annotations of a level for a step and drops the rest in silence (toolkit: docs/problem-matchers.md). */
const annotationsPerLevel = 10;
/** Longer texts are cut; GitHub takes titles of up to 255 characters. */
const longestTitle = 250;
const longestMessage$1 = 4e3;
/** What GitHub's runner calls our severities. */
const annotationLevels = {
	error: "error",
	warning: "warning",
	note: "notice"
};
/**
* Chooses what fits into GitHub's limits for a step: the worst, and of these first what the change brings. A notice about
* what is left out takes one of the places for notices. The first `carried` of `annotatedFindings` have theirs elsewhere.
*/
function chooseAnnotations(report, carried = 0) {
	const open = annotatedFindings(report).slice(carried);
	const shown = require_engine.severities$1.flatMap((severity) => open.filter((finding) => finding.severity === severity).slice(0, 10));
	const notes = shown.filter(({ severity }) => severity === "note");
	const kept = shown.length < open.length && notes.length === 10 ? shown.slice(0, -1) : shown;
	return {
		shown: kept,
		left: open.length - kept.length
	};
}
/** All findings that deserve an annotation, the most important first. */
function annotatedFindings(report) {
	const open = report.findings.filter((finding) => finding.waiver === null);
	return require_engine.worstFirst([...open.filter(isCaused), ...open.filter((finding) => !isCaused(finding))]);
}
/** Does the change bring the finding, or make it worse? */
function isCaused({ state }) {
	return state === "new" || state === "worsened";
}
/**
* What the annotation of a finding says, and where. GitHub hides annotations of lines that the diff does not show: a
* finding there which the change causes stands at a changed line and names its own place.
*/
function annotationOf(finding, { change }) {
	const { rule, message, help, path, line, severity } = finding;
	const place = change !== void 0 && isCaused(finding) ? changedPlace(finding, change) : void 0;
	const said = place === void 0 ? message : `this change has an effect at ${path}:${line}: ${message}`;
	const { column, endLine, endColumn } = finding;
	return {
		severity,
		title: cut(`tikv-tls-gate: ${rule}`, longestTitle),
		text: cut([said, `help: ${help}`].map(require_main.singleLine).join("\n"), longestMessage$1),
		...place ?? {
			path,
			line,
			column,
			endLine,
			endColumn
		}
	};
}
/** What is said about the findings that got no annotation. */
function leftOutText(count) {
	return `${require_engine.plural(count, "more finding")} not shown here: GitHub shows ${10} annotations of a level for a step; the job summary names ${count === 1 ? "it" : "them"}`;
}
/** The changed line that stands for a finding whose own line the diff does not show; undefined where none is known. */
function changedPlace(finding, change) {
	const own = change.linesOf(finding.path);
	if (own === void 0 || own.isShown(finding.line)) return void 0;
	const isChanged = ({ path, line }) => change.linesOf(path)?.isChanged(line) === true;
	const related = finding.related.find(isChanged);
	if (related !== void 0) return placeOnly(related);
	const causes = (change.plan().environments.find(({ name }) => name === finding.environment)?.changes ?? []).filter(({ place }) => isChanged(place));
	const cause = causes.find(({ place }) => place.path === finding.path) ?? causes.find(({ component }) => component === finding.component) ?? causes[0];
	if (cause !== void 0) return wholeLine(cause.place);
	const [touched] = own.touched;
	if (touched !== void 0) return wholeLine({
		path: finding.path,
		line: touched
	});
	const shown = finding.related.find(({ path, line }) => change.linesOf(path)?.isShown(line) === true);
	return shown && placeOnly(shown);
}
function placeOnly({ path, line, column, endLine, endColumn }) {
	return {
		path,
		line,
		column,
		endLine,
		endColumn
	};
}
/** A place of which the columns are not known. */
function wholeLine({ path, line }) {
	return {
		path,
		line,
		column: 1,
		endLine: line,
		endColumn: 1
	};
}
function cut(text, length) {
	return text.length <= length ? text : `${text.slice(0, length - 1)}\u2026`;
}

// src/report/markdown/markdown-parts.ts
/** Texts of strangers are cut here, in characters. */
const longestCell = 800;
const severityText = {
	error: "\u274c error",
	warning: "\u26a0\ufe0f warning",
	note: "\u2139\ufe0f note"
};
/** `\u274c tikv-tls-gate failed: 2 errors`. */
function verdictText({ conclusion, counts }) {
	return `${conclusion === "failure" ? "\u274c tikv-tls-gate failed" : "\u2705 tikv-tls-gate passed"}: ${require_engine.countsText(counts)}`;
}
/** By what was judged, as the beginning of a sentence. */
function basisMarkdown(report) {
	return require_engine.basisParts(report).map((part) => typeof part === "string" ? text(part) : require_main.codeSpan(shorten(part.path))).join("").replace(/^p/, "P");
}
const findingHead = [row([
	"",
	"rule",
	"place",
	"finding"
]), row([
	"---",
	"---",
	"---",
	"---"
])];
/** A row under `findingHead`. */
function findingRow(finding, options) {
	const { severity, message, help, state } = finding;
	return row([
		state === void 0 ? severityText[severity] : `${severityText[severity]}, ${state}`,
		ruleText(finding.rule, options),
		placeText$1(finding),
		`${text(message)}<br>\u2192 ${text(help)}`
	]);
}
/** Who excuses what, why and until when, and how much each waiver covers. */
function ledgerSection({ waivers }, options, room) {
	const rows = (waivers ?? []).map((waiver) => row([
		ruleText(waiver.rule, options),
		placeText$1(waiver),
		require_main.codeSpan(shorten(waiver.covers)),
		text(waiver.until ?? ""),
		text(waiver.owner ?? ""),
		text(waiver.reason ?? ""),
		String(waiver.findings),
		waiver.state
	]));
	return tableSection(require_engine.plural(rows.length, "waiver"), [
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
/** A collapsed table with as many rows as fit into `room` bytes, and how many do not. */
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
/** `**2 more findings not shown here.**`; nothing for none. */
function leftOutLine(count, noun) {
	return count === 0 ? [] : ["", `**${require_engine.plural(count, `more ${noun}`)} not shown here.**`];
}
function collapsible(title, state, lines) {
	return `\n<details${state === "open" ? " open" : ""}><summary>${title}</summary>\n\n${lines.join("\n")}\n\n</details>\n`;
}
/** The rule, linked to its page where there is one. */
function ruleText(rule, options) {
	const url = require_engine.pageOf(rule, options);
	return url === void 0 ? text(rule) : `[${text(rule)}](${url})`;
}
/** GitHub reads no mention, issue number or emoji inside of code. */
function placeText$1({ path, line }) {
	return require_main.codeSpan(`${shorten(path)}:${line}`);
}
function row(cells) {
	return `| ${cells.join(" | ")} |`;
}
/** Text of a stranger as Markdown. */
function text(raw) {
	return require_main.forMarkdown(shorten(raw));
}
function shorten(raw) {
	return raw.length > longestCell ? `${raw.slice(0, longestCell)}\u2026` : raw;
}
function bytes(string) {
	return Buffer.byteLength(string);
}

// src/report/markdown/mermaid.ts
var mermaid_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ renderMermaid: () => renderMermaid });
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
/** Who talks to whom in a channel. */
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
	const environments = require_engine.environmentsWorstFirst(report);
	for (const [index, environment] of environments.entries()) {
		const part = drawEnvironment$1(environment, `e${index}`, edges);
		const note = `%% ${require_engine.plural(environments.length - index, "environment")} left out\n`;
		if (text.length + part.text.length + note.length >= most) return text + note;
		text += part.text;
		edges += part.edges;
	}
	return text;
}
function drawEnvironment$1(environment, id, firstEdge) {
	const { name, tier, instances } = environment;
	const cells = [...require_engine.cellsOf(environment)];
	const drawn = new Set(cells.flatMap(([channel]) => ends[channel]));
	const count = (component) => instances.filter((instance) => instance.component === component).length;
	const nodes = [...drawn].map((party) => {
		const size = count(party);
		return `    ${id}_${party}["${label(size > 1 ? `${parties[party]} (${size})` : parties[party])}"]\n`;
	});
	const arrows = cells.map(([channel, cell]) => {
		const [from, to] = ends[channel];
		return `    ${id}_${from} -->|"${label(`${channel}: ${require_engine.cellText(cell)}`)}"| ${id}_${to}\n`;
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

// src/report/markdown/mermaid-changes.ts
/** A flow chart of the channels that a change alters, with what each was and is; undefined where it alters none. */
function renderChangedMermaid(plan, limit = longestDiagram) {
	const changed = plan.environments.filter(({ channels }) => channels.changed.length > 0);
	if (changed.length === 0) return void 0;
	let text = "flowchart LR\n";
	let edges = 0;
	for (const [index, environment] of changed.entries()) {
		const part = drawEnvironment(environment, `e${index}`, edges);
		const note = `%% ${require_engine.plural(changed.length - index, "environment")} left out\n`;
		if (text.length + part.text.length + note.length >= limit) return text + note;
		text += part.text;
		edges += part.edges;
	}
	return text;
}
const strokes = {
	worse: "stroke:#c00,stroke-width:3px",
	better: "stroke:#080,stroke-width:2px",
	neutral: void 0
};
function drawEnvironment({ name, tier, channels }, id, firstEdge) {
	const arrows = arrowsOf(channels.changed);
	const nodes = [...new Set(arrows.flatMap((arrow) => ends[arrow.id]))].map((party) => `    ${id}_${party}["${label(parties[party])}"]\n`);
	const drawn = arrows.map((arrow) => {
		const [from, to] = ends[arrow.id];
		const pairs = arrow.pairs === 1 ? "" : ` (${require_engine.plural(arrow.pairs, "pair")})`;
		return `    ${id}_${from} -->|"${label(`${arrow.id}: ${arrow.words}${pairs}`)}"| ${id}_${to}\n`;
	});
	const styles = ["worse", "better"].flatMap((mood) => {
		const edges = arrows.flatMap((arrow, index) => arrow.mood === mood ? [firstEdge + index] : []);
		return edges.length === 0 ? [] : [`  linkStyle ${edges.join(",")} ${strokes[mood]}\n`];
	});
	const title = tier === name ? name : `${name} (${tier})`;
	return {
		text: `  subgraph ${id}["${label(title)}"]\n${nodes.join("")}${drawn.join("")}  end\n${styles.join("")}`,
		edges: arrows.length
	};
}
/** Pairs of one channel that change alike are one arrow. */
function arrowsOf(channels) {
	const arrows = /* @__PURE__ */ new Map();
	for (const channel of channels) {
		const words = changeText(channel);
		const key = `${channel.id}\n${words}`;
		const pairs = (arrows.get(key)?.pairs ?? 0) + channel.pairs;
		arrows.set(key, {
			id: channel.id,
			words,
			mood: moodOf(channel),
			pairs
		});
	}
	return [...arrows.values()];
}
function moodOf({ direction, before, after }) {
	const isRefused = after?.handshake === "fails" && before?.handshake !== "fails";
	if (direction === "weaker" || isRefused) return "worse";
	return direction === "stronger" || direction === "handshake" && after?.handshake === "succeeds" ? "better" : "neutral";
}
/** `\u25cf mTLS \u2192 \u2717 plaintext, refused`. */
function changeText({ before, after }) {
	return `${sideText$2(before)} \u2192 ${sideText$2(after)}`;
}
/** `\u25cf mTLS, refused`; `not there` for no channel. */
function sideText$2(side) {
	if (side === null) return "not there";
	return `${require_engine.postureText$1[side.posture]}${side.handshake === "fails" ? ", refused" : ""}`;
}

// src/report/markdown/markdown-change.ts
const extents = [
	{
		channels: 100,
		steps: 12,
		diagram: "with-diagram"
	},
	{
		channels: 100,
		steps: 12,
		diagram: "without-diagram"
	},
	{
		channels: 20,
		steps: 6,
		diagram: "without-diagram"
	},
	{
		channels: 5,
		steps: 0,
		diagram: "without-diagram"
	}
];
/** What a change does to the channels and how it rolls out, in at most `room` bytes; empty where it does nothing to either. */
function changeSection(plan, room) {
	for (const extent of extents) {
		const section = sectionOf(plan, extent);
		if (bytes(section) <= room) return section;
	}
	const note = "\n### What changes\n\nThe table of the channels that change does not fit here.\n";
	return bytes(note) <= room ? note : "";
}
function sectionOf(plan, extent) {
	const body = [...channelLines(plan, extent.channels), ...rolloutLines(plan, extent.steps)];
	if (body.length === 0) return "";
	const diagram = extent.diagram === "with-diagram" ? diagramSection(plan) : "";
	return `\n### What changes\n\n${body.join("\n")}\n${diagram}`;
}
/** Does the change alter a channel, or need a rollout? */
function changesAnything({ environments }) {
	return environments.some(({ channels, verdict }) => channels.changed.length > 0 || verdict !== "nothing");
}
/** The channels that change, in a table: before \u2192 after, and the lines that decide. */
function channelLines({ environments }, most) {
	const rows = environments.flatMap((environment) => [...environment.channels.changed].sort(weakerFirst).map((channel) => channelRow(environment, channel)));
	const kept = environments.reduce((sum, { channels }) => sum + channels.unchanged, 0);
	if (rows.length === 0) return [];
	const note = kept === 0 ? [] : ["", `${kept === 1 ? "1 channel is" : `${kept} channels are`} as before.`];
	return [
		row([
			"environment",
			"channel",
			"before \u2192 after",
			"decided at",
			"why"
		]),
		row([
			"---",
			"---",
			"---",
			"---",
			"---"
		]),
		...rows.slice(0, most),
		...leftOutLine(Math.max(0, rows.length - most), "changed channel"),
		...note
	];
}
function weakerFirst(a, b) {
	const rank = ({ direction, after }) => direction === "weaker" ? 0 : after?.handshake === "fails" ? 1 : direction === "hidden" ? 2 : 3;
	return rank(a) - rank(b);
}
function channelRow({ name }, channel) {
	const { id, from, to, pairs, before, after, direction } = channel;
	const sign = direction === "weaker" ? "\u26a0\ufe0f " : "";
	const more = pairs === 1 ? "" : ` and ${pairs - 1} more`;
	return row([
		text(name),
		`${id}<br>${text(`${from} \u2192 ${to}${more}`)}`,
		`${sign}${text(changeText(channel))}`,
		placesText(before, after),
		text(after?.detail ?? before?.detail ?? "")
	]);
}
function placesText(before, after) {
	const [old, now] = [before?.place ?? void 0, after?.place ?? void 0];
	if (old === void 0 || now === void 0) return shown(now ?? old);
	return old.path === now.path && old.line === now.line ? placeText$1(now) : `${placeText$1(old)} \u2192 ${placeText$1(now)}`;
}
function shown(place) {
	return place === void 0 ? "\u2013" : placeText$1(place);
}
const verdictSigns = {
	nothing: "",
	added: "\u2795",
	removed: "\u2796",
	rolls: "\u2705",
	splits: "\u26d4",
	"full-stop": "\u26d4",
	unknown: "\u2754"
};
/** How it rolls out, per environment: the verdict, and the steps where it takes several. */
function rolloutLines({ environments }, mostSteps) {
	const lines = environments.flatMap((environment) => {
		const { name, verdict, summary, steps } = environment;
		if (verdict === "nothing") return [];
		return [`- ${verdictSigns[verdict]} **${text(name)}**: ${text(summary)}`, ...stepLines$2(steps, mostSteps)];
	});
	return lines.length === 0 ? [] : [
		"",
		"**Rollout**",
		"",
		...lines
	];
}
function stepLines$2(steps, most) {
	if (most === 0) return [];
	const lines = steps.slice(0, most).map(({ change, order }, index) => `  ${index + 1}. ${text([change, order].filter((part) => part !== "").join(": "))}`);
	return steps.length > most ? [...lines, `  ${most + 1}. ${steps.length - most} more, see \`tikv-tls-gate plan\``] : lines;
}
/** The diagram of the channels that change, collapsed. */
function diagramSection(plan) {
	const diagram = renderChangedMermaid(plan);
	return diagram === void 0 ? "" : collapsible("Diagram of what changes", "closed", [
		"```mermaid",
		diagram.trimEnd(),
		"```"
	]);
}

// src/report/markdown/comment.ts
/** A comment holds 65,536 characters; bytes are never fewer. The rest is left to the marker. */
const commentLimit = 65e3;
/** Findings in full: all that fit, else so many. */
const mostFindings = [
	1e3,
	100,
	30,
	10,
	3
];
/**
* The comment on a pull request in fewer than `limit` bytes: whole, else the worst findings, else one line. Nothing in it
* changes from run to run unless what it says does: no time, no commit.
*/
function renderComment(report, options) {
	if (!hasNews(report, options)) return {
		kind: "nothing",
		markdown: `${verdictText(report)}\n`
	};
	const limit = Math.min(options.limit ?? 65e3, commentLimit);
	for (const most of mostFindings) {
		const markdown = wholeComment(report, options, most, limit);
		if (bytes(markdown) < limit) return {
			kind: "news",
			markdown
		};
	}
	return {
		kind: "news",
		markdown: `${verdictText(report)}. The job summary says more.\n`
	};
}
function hasNews(report, { change }) {
	if (report.conclusion === "failure" || report.findings.some((finding) => finding.waiver === null && isCaused(finding))) return true;
	if ((report.comparison?.counts.fixed ?? 0) > 0) return true;
	if ((report.waivers ?? []).some(({ state }) => state === "pending" || state === "revoked")) return true;
	return change !== void 0 && changesAnything(change.plan());
}
function wholeComment(report, options, most, limit) {
	const compared = comparedText(report);
	return [
		`### ${verdictText(report)}\n`,
		compared === void 0 ? "" : `\n${compared}\n`,
		options.change === void 0 ? "" : changeSection(options.change.plan(), Math.floor(limit / 3)),
		findingSections(report, options, most),
		ledgerSection(report, options, Math.floor(limit / 8)),
		`\n<sub>${basisMarkdown(report)}</sub>\n`
	].join("");
}
/** The counts, without the base's commit: that is another one after every push to the branch. */
function comparedText(report) {
	return require_engine.comparisonText(report)?.replace(/ against \S+?(?=;|$)/, "");
}
/** What the change brings stands first and open, what was there before is collapsed. */
function findingSections(report, options, most) {
	const open = annotatedFindings(report);
	const caused = open.filter(isCaused);
	const others = open.filter((finding) => !isCaused(finding));
	const isCompared = report.comparison !== void 0;
	const shown = Math.min(caused.length, most);
	return [tableOf(`\n### ${isCompared ? "New and worse" : "Findings"}\n`, isCompared ? caused : open, options, most), isCompared && others.length > 0 ? collapsible(`${require_engine.plural(others.length, "finding")} that the base has too`, "closed", tableLines(others, options, most - shown)) : ""].join("");
}
function tableOf(title, findings, options, most) {
	return findings.length === 0 ? "" : `${title}\n${tableLines(findings, options, most).join("\n")}\n`;
}
function tableLines(findings, options, most) {
	const rows = findings.slice(0, Math.max(0, most)).map((finding) => findingRow(finding, options));
	return [...rows.length === 0 ? [] : [...findingHead, ...rows], ...leftOutLine(findings.length - rows.length, "finding")];
}

// src/report/markdown/expiry-issue.ts
/** How far ahead the living issue looks, in days. */
const issueHorizon = 60;
const day = 864e5;
/** The body of an issue holds 65,536 characters; bytes are never fewer. */
const longestBody = 64e3;
const mostPlaces$1 = 3;
/**
* What has ended or will within 60 days: certificates by environment, the environment with the first end first, and
* waivers. It changes when a certificate or its urgency does, not every day.
*/
function renderExpiryIssue(report) {
	const title = "TLS certificates of TiKV clusters that end";
	const farewell = `Nothing has ended, and nothing ends within ${60} days.\n`;
	const now = Date.parse(report.now);
	const groups = endingByEnvironment(report, now);
	const waivers = waiverRows(report, now);
	if (groups.length === 0 && waivers.length === 0) return {
		title,
		markdown: void 0,
		farewell
	};
	const certificates = new Set(groups.flatMap(({ rows }) => rows.map(({ certificate }) => certificate.sha256))).size;
	const head = `What has ended, or will within ${60} days: ${require_engine.plural(certificates, "certificate")}${waivers.length === 0 ? "" : `, ${require_engine.plural(waivers.length, "waiver")}`}. This issue is kept up to date, and closed, by tikv-tls-gate.\n`;
	let room = longestBody - bytes(head) - 400;
	const sections = [];
	for (const { environment, rows } of groups) {
		const section = environmentSection(environment, rows, room);
		sections.push(section);
		room -= bytes(section);
	}
	if (waivers.length > 0) {
		const table = [row([
			"until",
			"rule",
			"covers",
			"owner",
			"reason"
		]), row([
			"---",
			"---",
			"---",
			"---",
			"---"
		])];
		sections.push(boundedSection(require_engine.plural(waivers.length, "waiver"), table, waivers, "waiver", Math.max(0, room)));
	}
	return {
		title,
		markdown: [head, ...sections].join(""),
		farewell
	};
}
/** Where the same certificate is committed several times in an environment it is one row. */
function endingByEnvironment(report, now) {
	const groups = /* @__PURE__ */ new Map();
	for (const certificate of report.certificates) {
		const days = Math.floor((Date.parse(certificate.notAfter) - now) / day);
		if (days > 60) continue;
		const names = (certificate.environments ?? []).length === 0 ? [void 0] : certificate.environments ?? [];
		for (const name of names) {
			const rows = groups.get(name) ?? /* @__PURE__ */ new Map();
			const known = rows.get(certificate.sha256);
			const places = [...known?.places ?? [], placeText$1(certificate)];
			rows.set(certificate.sha256, {
				certificate: known?.certificate ?? certificate,
				places,
				days
			});
			groups.set(name, rows);
		}
	}
	return [...groups].map(([environment, rows]) => ({
		environment,
		rows: [...rows.values()].sort(firstToEnd)
	})).sort((a, b) => firstToEnd(a.rows[0], b.rows[0]) || require_engine.compareTexts(a.environment ?? "\uffff", b.environment ?? "\uffff"));
}
function firstToEnd(a, b) {
	if (a === void 0 || b === void 0) return 0;
	return require_engine.compareTexts(a.certificate.notAfter, b.certificate.notAfter) || require_engine.compareTexts(a.certificate.path, b.certificate.path);
}
function environmentSection(environment, rows, room) {
	const title = environment === void 0 ? "outside of the environments" : require_main.forMarkdown(environment);
	const lines = rows.map(({ certificate, places, days }) => row([
		`${urgency(days)} ${certificate.notAfter.slice(0, 10)}`,
		[...places.slice(0, mostPlaces$1), ...places.length > mostPlaces$1 ? [`and ${places.length - mostPlaces$1} more`] : []].join("<br>"),
		text(certificate.subject),
		text(certificate.roles.join(", "))
	]));
	const head = [
		"",
		`### ${title}`,
		"",
		row([
			"end",
			"place",
			"subject",
			"serves as"
		]),
		row([
			"---",
			"---",
			"---",
			"---"
		])
	];
	const kept = [];
	let taken = bytes(head.join("\n")) + 60;
	for (const line of lines) {
		if (taken + bytes(line) + 1 > room) break;
		taken += bytes(line) + 1;
		kept.push(line);
	}
	const left = lines.length - kept.length;
	const note = left === 0 ? [] : ["", `**${require_engine.plural(left, "more certificate")} not shown here.**`];
	if (kept.length === 0) return `\n### ${title}: ${require_engine.plural(lines.length, "certificate")} not shown here\n`;
	return `${[
		...head,
		...kept,
		...note
	].join("\n")}\n`;
}
/** In words that stay the same for some days. */
function urgency(days) {
	if (days < 0) return "\u274c ended on";
	if (days <= 7) return "\u26a0\ufe0f within 7 days:";
	return days <= 30 ? "\u26a0\ufe0f within 30 days:" : "within 60 days:";
}
function waiverRows({ waivers }, now) {
	return [...waivers ?? []].filter(({ until, state }) => until !== null && state !== "invalid" && Date.parse(until) - now <= 60 * day).sort((a, b) => require_engine.compareTexts(a.until ?? "", b.until ?? "") || require_engine.compareTexts(a.path, b.path)).map(({ until, rule, covers, owner, reason, state }) => row([
		`${state === "expired" ? "\u274c ended on " : ""}${text(until ?? "")}`,
		text(rule),
		text(covers),
		text(owner ?? ""),
		text(reason ?? "")
	]));
}

// src/report/markdown/markdown.ts
var markdown_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ renderMarkdown: () => renderMarkdown });
/** A job summary holds 1 MiB for a step (docs.github.com: workflow commands). A comment holds 65,536 characters. */
const summaryLimit = 1048576;
/** More columns than these no page shows. */
const mostEnvironments = 12;
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
		options.change === void 0 ? "" : changeSection(options.change.plan(), Math.floor(room / 4)),
		...(report.proofs ?? []).map((proof) => proofSection(proof, Math.floor(room / 8 / (report.proofs?.length ?? 1)))),
		endingSection(report, Math.floor(room / 10)),
		fixedSection(report, options, Math.floor(room / 10)),
		waiverSection(report, options, Math.floor(room / 10)),
		ledgerSection(report, options, Math.floor(room / 10)),
		assumptionSection(report, Math.floor(room / 20))
	];
	const [channels = "", changes = "", ...rest] = others;
	return [
		head,
		changes,
		channels,
		findingSection(report, options, room - others.reduce((sum, section) => sum + bytes(section), 0)),
		...rest
	].join("");
}
/** Under so many bytes a body says less than one line. */
const smallestBody = 400;
function contextText(report) {
	const { environments, certificates, now, judged } = report;
	const extent = `${require_engine.plural(environments.length, "environment")}, ${require_engine.plural(certificates.length, "certificate")}`;
	const only = judged === void 0 ? "" : `only ${require_main.codeSpan(judged)}: `;
	const context = `${basisMarkdown(report)}; ${only}${extent}, judged as of ${text(now.slice(0, 16).replace("T", " "))} UTC.`;
	const compared = require_engine.comparisonText(report);
	return compared === void 0 ? context : `${context}\n\nThe change: ${text(compared)}.`;
}
function oneLine(report, limit) {
	const line = `${verdictText(report)}\n`;
	if (bytes(line) < limit) return line;
	const word = `${report.conclusion}\n`;
	return bytes(word) < limit ? word : "";
}
function channelSection(report, room) {
	const matrix = require_engine.matrixOf(report);
	const { environments, rows } = matrix;
	if (rows.length === 0) return "";
	const shown = environments.slice(0, mostEnvironments);
	const section = [
		"\n### Channels\n",
		row(["channel", ...shown.map(({ name }) => text(name))]),
		row(["---", ...shown.map(() => "---")]),
		...rows.map(({ id, cells }) => row([text(id), ...cells.slice(0, shown.length).map((cell) => text(require_engine.cellText(cell)))])),
		"",
		`<sub>${require_engine.legendOf(matrix).map((entry) => text(entry.join(": "))).join(" \u00b7 ")}</sub>`,
		...leftOutLine(environments.length - shown.length, "environment"),
		""
	].join("\n");
	if (bytes(section) <= room) return section;
	const note = "\n### Channels\n\nThe table of the channels does not fit here.\n";
	return bytes(note) <= room ? note : "";
}
function findingSection(report, options, room) {
	const open = require_engine.worstFirst(report.findings.filter((finding) => finding.waiver === null));
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
	const groups = require_engine.groupFindings(report, [...rows.keys()]).map((group) => groupText(groupTitle(group.environment ?? null, group.counts), group.findings.map((finding) => rows.get(finding) ?? "")));
	const left = leftOutLine(open.length - rows.size, "finding");
	if (rows.size === 0 && bytes(title) + bytes(left.join("\n")) + 2 > room) return "";
	return [
		title,
		...groups,
		...left.map((line) => `${line}\n`)
	].join("");
}
function groupTitle(environment, counts) {
	return `${environment === null ? "outside of the environments" : text(environment)}: ${require_engine.countsText(counts)}`;
}
function groupText(title, rows) {
	return collapsible(title, "open", [...findingHead, ...rows]);
}
const longestCommand = 400;
function proofSection(proof, room) {
	const rows = require_engine.trialRows(proof).map(({ channel, attempt, predicted, observed, agrees, count, first }) => row([
		agrees === false ? "\u274c" : agrees === true ? "\u2705" : "\u00b7",
		text(channel),
		text(attempt),
		predicted,
		observed,
		String(count),
		text(first.observation),
		require_main.codeSpan(first.command.length > longestCommand ? `${first.command.slice(0, longestCommand)}\u2026` : first.command)
	]));
	const title = `Handshake test of ${text(require_engine.engineText(proof))}: ${text(require_engine.countText(proof))}`;
	const notes = [
		...require_engine.surveyTexts(proof),
		...proof.notes,
		...proof.rewrites.map((rewrite) => `rewritten to run here: ${rewrite}`)
	].map((note) => `- ${text(note)}`);
	return [tableSection(title, [
		"",
		"channel",
		"attempt",
		"predicted",
		"observed",
		"times",
		"for instance",
		"by hand"
	], rows, "row", Math.floor(room * 2 / 3)), boundedSection(`What the test of ${text(proof.environment)} found and assumed`, [], notes, "line", Math.floor(room / 3))].join("");
}
function endingSection(report, room) {
	const ending = require_engine.certificatesEnding(report);
	const rows = ending.map((end) => {
		const { certificate } = end;
		return row([
			text(`${certificate.notAfter.slice(0, 10)}, ${require_engine.daysText(end)}`),
			placeText$1(certificate),
			text(certificate.subject),
			text(certificate.roles.join(", "))
		]);
	});
	const title = `${require_engine.plural(ending.length, "certificate")} ${ending.length === 1 ? "ends" : "end"} within ${90} days`;
	return tableSection(title, [
		"end",
		"place",
		"subject",
		"serves as"
	], rows, "certificate", room);
}
function waiverSection(report, options, room) {
	const waived = require_engine.worstFirst(report.findings.filter((finding) => finding.waiver !== null));
	const rows = waived.map((finding) => {
		const { until, owner, reason } = finding.waiver ?? {
			until: "",
			owner: "",
			reason: ""
		};
		return row([
			ruleText(finding.rule, options),
			placeText$1(finding),
			text(until),
			text(owner),
			text(reason)
		]);
	});
	return tableSection(`${require_engine.plural(waived.length, "finding")} waived`, [
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
		placeText$1(finding),
		text(finding.message)
	]));
	return tableSection(`${require_engine.plural(rows.length, "finding")} fixed`, [
		"",
		"rule",
		"place in the base",
		"finding"
	], rows, "fixed finding", room);
}
function assumptionSection({ assumptions }, room) {
	const lines = assumptions.map((assumption) => `- ${text(assumption)}`);
	return boundedSection(`${require_engine.plural(assumptions.length, "assumption")}`, [], lines, "assumption", room);
}

// src/report/markdown/suggestions.ts
/** A longer stretch is no smallest fix. */
const mostLines = 20;
/** The fixes that stay within some lines of one file, the worst finding first, each change once. */
function suggestedLines(report, lineOf) {
	const suggested = /* @__PURE__ */ new Map();
	for (const finding of annotatedFindings(report)) {
		const lines = linesOfFix(finding, lineOf);
		if (lines === void 0) continue;
		const key = JSON.stringify([
			lines.path,
			lines.line,
			lines.replacement
		]);
		if (!suggested.has(key)) suggested.set(key, lines);
	}
	return [...suggested.values()];
}
function linesOfFix({ fix, rule, message, fingerprint }, lineOf) {
	const [first] = fix?.edits ?? [];
	if (fix === null || first === void 0) return void 0;
	const { path } = first;
	if (fix.edits.some((edit) => edit.path !== path)) return void 0;
	const line = Math.min(...fix.edits.map((edit) => edit.line));
	const endLine = Math.max(...fix.edits.map((edit) => edit.endLine));
	if (endLine - line >= mostLines) return void 0;
	const current = [];
	for (let at = line; at <= endLine; at++) {
		const text = lineOf(path, at);
		if (text === void 0) return void 0;
		current.push(text);
	}
	const replacement = edited(current, line, fix.edits);
	if (replacement === void 0 || replacement === current.join("\n") || require_main.forTerminal(replacement.replaceAll(/[\n\t]/g, " ")) !== replacement.replaceAll(/[\n\t]/g, " ")) return void 0;
	const care = fix.safety === "safe" ? "" : " \u26a0\ufe0f It changes who can talk to whom: roll it out as `tikv-tls-gate plan` says.";
	return {
		key: fingerprint,
		path,
		line,
		endLine,
		current,
		replacement,
		reason: `**${rule}**: ${require_main.forMarkdown(message.slice(0, 2e3))}\n\nSuggested: ${require_main.forMarkdown(fix.description)}.${care}`
	};
}
/** The lines after the edits; undefined when two of these overlap or one lies outside. */
function edited(lines, firstLine, edits) {
	const starts = [];
	let length = 0;
	for (const line of lines) {
		starts.push(length);
		length += line.length + 1;
	}
	const offset = (line, column) => (starts[line - firstLine] ?? NaN) + column - 1;
	const placed = edits.map(({ line, column, endLine, endColumn, text }) => ({
		from: offset(line, column),
		to: offset(endLine, endColumn),
		text
	})).sort((a, b) => b.from - a.from || b.to - a.to);
	let text = lines.join("\n");
	let after = text.length;
	for (const { from, to, text: inserted } of placed) {
		if (!(from >= 0 && from <= to && to <= after)) return void 0;
		text = text.slice(0, from) + inserted + text.slice(to);
		after = from;
	}
	return text;
}

// src/report/machine/json-text.ts
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
	return text.replace(/\\(?:ud[0-9a-f]{3}|.)/g, (escaped) => escaped.startsWith("\\ud") ? "\ufffd" : escaped);
}
const notPlain = /[^ -~\n]/;
const unprintable = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
function unicodeEscape(character) {
	return Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`).join("");
}

// src/report/terminal/plan-text.ts
/** The plan for a terminal: per environment the verdict, the channels that change, the steps. */
function renderPlanText(plan, options) {
	const width = Math.max(40, options.width ?? 100);
	const paint = require_engine.painter(options.color === true);
	const lines = [`against ${require_main.singleLine(plan.base)}`];
	const layout = {
		width,
		paint,
		shownPath: options.shownPath ?? ((path) => path)
	};
	for (const environment of plan.environments) lines.push("", ...environmentLines$1(environment, layout));
	if (plan.environments.length === 0) lines.push("", "no environment on either side");
	return require_engine.joinLines(lines);
}
function environmentLines$1(environment, { width, paint, shownPath }) {
	const shown = ({ path, line }) => placeText({
		path: shownPath(path),
		line
	});
	const { name, renamedFrom, summary, channels, changes, steps, pdSteps, cautions } = environment;
	const wrap = (text, indent) => require_engine.wrapText(require_main.singleLine(text), width - indent).map((line) => `${" ".repeat(indent)}${line}`);
	const lines = [paint.bold(require_main.singleLine(renamedFrom === null ? name : `${name} (was ${renamedFrom})`)), ...wrap(summary, 2)];
	if (channels.changed.length > 0 || channels.unchanged > 0) lines.push("", `  channels: ${channels.unchanged} as before, ${channels.changed.reduce((sum, { pairs }) => sum + pairs, 0)} changed`);
	for (const channel of channels.changed) {
		const line = wrap(channelLine(channel), 4);
		lines.push(...channel.direction === "weaker" ? line.map((part) => paint.severity("error", part)) : line);
		lines.push(...wrap(placesLine(channel, shown), 6));
	}
	if (changes.length > 0) lines.push("", "  changes:");
	for (const { instance, what, before, after, place, effect } of changes) {
		const when = effect === "restart" ? "at a restart" : "at the next handshake";
		lines.push(...wrap(`${shown(place)} ${instance}: ${what}: ${before} -> ${after} (${when})`, 4));
	}
	lines.push(...stepLines$1("  steps:", steps, wrap), ...stepLines$1("  PD alone could be rolled:", pdSteps, wrap));
	if (cautions.length > 0) lines.push("", ...cautions.flatMap((caution) => wrap(`! ${caution}`, 2)));
	return lines;
}
function stepLines$1(title, steps, wrap) {
	if (steps.length === 0) return [];
	const lines = ["", title];
	for (const [index, { change, order, commands }] of steps.entries()) {
		lines.push(...wrap(`${index + 1}. ${[change, order].filter((part) => part !== "").join(": ")}`, 4));
		lines.push(...commands.map((command) => `       $ ${require_main.singleLine(command)}`));
	}
	return lines;
}
/** `tikv-tikv  tikv-1 -> tikv-2 and 3 more pairs: mTLS -> plaintext`. */
function channelLine({ id, from, to, pairs, before, after }) {
	return `${id}  ${from} -> ${to}${pairs === 1 ? "" : ` and ${require_engine.plural(pairs - 1, "more pair")}`}: ${sideText$1(before)} \u2192 ${sideText$1(after)}`;
}
function sideText$1(side) {
	if (side === null) return "not there";
	return `${require_engine.postureText$1[side.posture]}${side.handshake === "fails" ? ", refused" : ""}`;
}
/** Where each side is decided, and why it is as it is now. */
function placesLine({ before, after }, shown) {
	const places = [before, after].map((side) => side?.place ? shown(side.place) : "\u2013").join(" \u2192 ");
	const why = after?.detail ?? before?.detail ?? "";
	return why === "" ? places : `${places}: ${why}`;
}
function placeText({ path, line }) {
	return `${path}:${line}`;
}

// src/report/markdown/plan-markdown.ts
/** More rows than these no page shows. */
const mostRows = 50;
/** The plan as a checklist in GitHub's Markdown. */
function renderPlanMarkdown(plan) {
	const lines = [
		"## Rollout plan",
		"",
		`Against ${require_main.codeSpan(plan.base)}.`
	];
	const diagram = renderChangedMermaid(plan);
	if (diagram !== void 0) lines.push("", "```mermaid", diagram.trimEnd(), "```");
	for (const environment of plan.environments) lines.push("", ...environmentLines(environment));
	return require_engine.joinLines(lines);
}
function environmentLines(environment) {
	const { name, renamedFrom, verdict, summary, channels, steps, pdSteps, cautions } = environment;
	const was = renamedFrom === null ? "" : ` (was ${require_main.forMarkdown(renamedFrom)})`;
	const lines = [
		`### ${require_main.forMarkdown(name)}${was}: ${verdict}`,
		"",
		`${require_main.forMarkdown(summary)}.`
	];
	lines.push("", `${channels.unchanged} channel pairs are as before.`);
	if (channels.changed.length > 0) {
		lines.push("", "| channel | pair | before | after | decided at | why |", "| --- | --- | --- | --- | --- | --- |");
		for (const { id, from, to, pairs, before, after } of channels.changed.slice(0, mostRows)) {
			const pair = `${require_main.forMarkdown(from)} \u2192 ${require_main.forMarkdown(to)}${pairs === 1 ? "" : ` (${pairs} pairs)`}`;
			const places = [before, after].map((side) => side?.place ? require_main.codeSpan(placeText(side.place)) : "\u2013").join(" \u2192 ");
			lines.push(`| ${id} | ${pair} | ${sideText(before)} | ${sideText(after)} | ${places} | ${require_main.forMarkdown(after?.detail ?? "")} |`);
		}
		if (channels.changed.length > mostRows) lines.push("", `\u2026 and ${channels.changed.length - mostRows} more.`);
	}
	lines.push(...stepLines("Steps", steps), ...stepLines("PD alone could be rolled", pdSteps));
	if (cautions.length > 0) lines.push("", ...cautions.map((caution) => `- \u26a0\ufe0f ${require_main.forMarkdown(caution)}`));
	return lines;
}
function stepLines(title, steps) {
	if (steps.length === 0) return [];
	const lines = [
		"",
		`**${title}**`,
		""
	];
	for (const { change, order, commands } of steps) {
		lines.push(`- [ ] ${require_main.forMarkdown([change, order].filter((part) => part !== "").join(": "))}`);
		lines.push(...commands.map((command) => `  - ${require_main.codeSpan(command)}`));
	}
	return lines;
}
function sideText(side) {
	if (side === null) return "\u2013";
	return `${require_engine.postureText$1[side.posture]}${side.handshake === "fails" ? ", refused" : ""}`;
}

// src/report/channels.ts
var channels_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({
	renderChannels: () => renderChannels,
	renderChannelsJson: () => renderChannelsJson
});
/** The channels alone: the matrix, then the pairs that need a look (with `verbose` all), with the reason and the places. */
function renderChannels(report, options) {
	const width = Math.max(40, options.width ?? 100);
	const paint = require_engine.painter(options.color === true);
	const matrix = require_engine.matrixLines(report, width);
	const lines = matrix.length === 0 ? ["no channels: no PD or TiKV configuration was found"] : [...matrix];
	for (const environment of require_engine.environmentsWorstFirst(report)) {
		const shown = environment.channels.filter((channel) => options.verbose === true || needsLook(channel));
		if (shown.length === 0) continue;
		lines.push("", paint.bold(`${require_main.singleLine(environment.name)}: ${require_engine.plural(environment.channels.length, "pair")}`));
		for (const channel of shown) lines.push("", ...pairLines(channel, width, paint));
	}
	return require_engine.joinLines(lines);
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
	const indented = (text) => text === "" ? [] : require_engine.wrapText(require_main.singleLine(text), width - 4).map((line) => `    ${line}`);
	const title = `  ${require_main.singleLine(`${id}  ${from} -> ${to}`)}`;
	return [
		`${handshake === "fails" ? paint.severity("error", title) : title}  ${require_engine.postureText$1[posture]}`,
		...indented(detail === "" ? outcome : `${outcome}: ${detail}`),
		...indented(places)
	];
}

// src/report/machine/calendar.ts
var calendar_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ renderCalendar: () => renderCalendar });
/** Days before the end at which a calendar reminds. */
const reminders = [30, 7];
/** Octets of a line without its end (RFC 5545, 3.1). */
const longestLine = 75;
/** More places than these are not named in an event. */
const mostPlaces = 10;
/**
* The ends of the certificates as a calendar (RFC 5545): one event per certificate, wherever and however often it is
* committed, with the same UID in every run.
*/
function renderCalendar(report) {
	const byHash = /* @__PURE__ */ new Map();
	for (const certificate of report.certificates) {
		const list = byHash.get(certificate.sha256);
		if (list === void 0) byHash.set(certificate.sha256, [certificate]);
		else list.push(certificate);
	}
	const groups = [...byHash.values()].sort(([a], [b]) => require_engine.compareTexts(a?.notAfter ?? "", b?.notAfter ?? "") || require_engine.compareTexts(a?.sha256 ?? "", b?.sha256 ?? ""));
	return [
		"BEGIN:VCALENDAR",
		"VERSION:2.0",
		`PRODID:-//tikv-tls-gate//${report.tool.version}//EN`,
		"CALSCALE:GREGORIAN",
		"METHOD:PUBLISH",
		"X-WR-CALNAME:TLS certificates of TiKV clusters",
		...groups.length === 0 ? noEvents : groups.flatMap((group) => eventLines(group, report.now)),
		"END:VCALENDAR"
	].map((line) => `${folded(line)}\r\n`).join("");
}
/** A calendar holds at least one component; this one says nothing. */
const noEvents = [
	"BEGIN:VTIMEZONE",
	"TZID:UTC",
	"BEGIN:STANDARD",
	"DTSTART:19700101T000000",
	"TZOFFSETFROM:+0000",
	"TZOFFSETTO:+0000",
	"END:STANDARD",
	"END:VTIMEZONE"
];
function eventLines(group, now) {
	const [certificate] = group;
	if (certificate === void 0) return [];
	const { sha256, notAfter, subject, issuer } = certificate;
	const environments = [...new Set(group.flatMap((one) => one.environments ?? []))].sort(require_engine.compareTexts);
	const roles = [...new Set(group.flatMap((one) => one.roles))].sort(require_engine.compareTexts);
	const summary = escaped(`Certificate${environments.length === 0 ? "" : ` of ${environments.join(", ")}`} ends: ${subject === "" ? sha256.slice(0, 16) : subject}`);
	const description = [
		...group.slice(0, mostPlaces).map(({ path, line }) => `${path}:${line}`),
		...group.length > mostPlaces ? [`and ${group.length - mostPlaces} more places`] : [],
		`serves as: ${roles.length === 0 ? "nothing that a configuration names" : roles.join(", ")}`,
		`issuer: ${issuer}`,
		`SHA-256: ${sha256}`
	].map(escaped).join("\\n");
	const alarms = reminders.flatMap((days) => [
		"BEGIN:VALARM",
		"ACTION:DISPLAY",
		`TRIGGER:-P${days}D`,
		`DESCRIPTION:${summary}`,
		"END:VALARM"
	]);
	return [
		"BEGIN:VEVENT",
		`UID:${sha256}@tikv-tls-gate`,
		`DTSTAMP:${compactTime(now)}`,
		`DTSTART:${compactTime(notAfter)}`,
		`SUMMARY:${summary}`,
		`DESCRIPTION:${description}`,
		"TRANSP:TRANSPARENT",
		...alarms,
		"END:VEVENT"
	];
}
/** `20261124T000000Z`. */
function compactTime(time) {
	return time.replaceAll(/[-:]/g, "");
}
/** A TEXT value (RFC 5545, 3.3.11), in which no two colons stand together: a folded line could begin with a command of the runner. */
function escaped(text) {
	return require_engine.wellFormed(require_main.singleLine(text)).replaceAll(/[\\;,]/g, "\\$&").replaceAll(/:(?=:)/g, ": ");
}
/** Cuts a line into parts of at most 75 octets, never within a character; each but the first begins with a blank. */
function folded(line) {
	const parts = [];
	let part = "";
	let octets = 0;
	for (const character of line) {
		const size = Buffer.byteLength(character);
		if (octets + size > longestLine) {
			parts.push(part);
			part = " ";
			octets = 1;
		}
		part += character;
		octets += size;
	}
	return [...parts, part].join("\r\n");
}

// src/report/machine/github.ts
var github_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ renderGithub: () => renderGithub });
/** Workflow commands that annotate the lines of a pull request, the worst first, and the verdict as a plain line. */
function renderGithub(report, options) {
	const { shown, left } = chooseAnnotations(report);
	const commands = shown.map((finding) => annotationCommand(annotationOf(finding, options)));
	if (left > 0) commands.push(command("notice", { title: "tikv-tls-gate" }, leftOutText(left)));
	const verdict = `tikv-tls-gate: ${report.conclusion}: ${require_engine.countsText(report.counts)} (${require_engine.basisText(report)})`;
	return commands.map((command) => `${command}\n`).join("") + require_engine.joinLines([require_main.singleLine(verdict)]);
}
function annotationCommand(annotation) {
	const { path, line, column, endLine, endColumn, severity, title, text } = annotation;
	const columns = endLine === line && endColumn > column ? {
		col: column,
		endColumn
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
	return `::${name} ${Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(require_main.singleLine(String(value)))}`).join(",")}::${escapeData(data)}`;
}
function escapeData(text) {
	return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll("##[", "##\\[");
}
function escapeProperty(text) {
	return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

// src/report/machine/json.ts
var json_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ renderJson: () => renderJson });
/** The report itself, as its schema says (docs/report.md). */
function renderJson(report) {
	return jsonText(report);
}

// src/report/machine/junit.ts
var junit_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ renderJunit: () => renderJunit });
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
	const message = require_engine.countsText(report.counts);
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
				text: require_main.singleLine(`${require_engine.basisText(report)}: ${message}`)
			} : {
				kind: "passed",
				output: require_main.singleLine(`${require_engine.basisText(report)}: ${message}`)
			}
		}]
	};
}
function environmentSuites(report, { rules = [] }) {
	const groups = new Map(require_engine.groupFindings(report).map((group) => [group.environment, group.findings]));
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
	const deciding = findings.filter((finding) => require_engine.decides(report, finding));
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
	const place = `${require_main.singleLine(path)}:${line}:${column}: ${severity}: ${require_main.singleLine(message)}\nhelp: ${require_main.singleLine(help)}`;
	return waiver === null ? place : `${place}\n${waiverText(finding)}`;
}
function waiverText({ path, line, waiver }) {
	return require_main.singleLine(`${path}:${line}: waived until ${waiver?.until} by ${waiver?.owner}: ${waiver?.reason}`);
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
	return Object.entries(attributes).map(([name, value]) => value === void 0 ? "" : ` ${name}="${require_main.forHtml(String(value))}"`).join("");
}
/** Text of XML 1.0 (forHtml leaves nothing that XML cannot hold); its line feeds are this program's own. */
function xmlText(text) {
	return text.split("\n").map(require_main.forHtml).join("\n");
}

// src/report/machine/rdjson.ts
var rdjson_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ renderRdjson: () => renderRdjson });
const severityOf = {
	error: "ERROR",
	warning: "WARNING",
	note: "INFO"
};
/** Reviewdog's diagnostic format (reviewdog: proto/rdf/reviewdog.proto). Waived findings are not in it. */
function renderRdjson(report, options) {
	const open = report.findings.filter((finding) => finding.waiver === null);
	const worst = open.find((finding) => require_engine.decides(report, finding));
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
	const url = require_engine.pageOf(finding.rule, options);
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
	return new TextEncoder().encode(require_engine.wellFormed(text.slice(0, column - 1))).length + 1;
}

// src/report/machine/sarif-rules.ts
/** GitHub takes descriptions of up to 1,024 characters and 20 tags (docs.github.com: SARIF support for code scanning). */
const longestDescription = 1024;
const mostTags = 20;
const longestHelp = 8e3;
/** The rules of the catalogue, in the order of their ids; a rule that is not in it but has results follows with its id. */
function sarifRules(options, reported) {
	const rules = [...options.rules ?? []].sort((a, b) => require_engine.compareTexts(a.id, b.id));
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
	const page = require_engine.pageOf(id, options);
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
	const escaped = (text) => require_main.forMarkdown(cutText(text, longestDescription));
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
	return text.length <= length ? text : `${text.slice(0, length - 1)}\u2026`;
}

// src/report/machine/sarif.ts
var sarif_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ renderSarif: () => renderSarif });
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
	const findings = require_engine.worstFirst(report.findings);
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
				summary: require_engine.countsText(report.counts),
				policy: report.policy.name,
				policySource: report.policy.source,
				...report.configFile !== void 0 && { configFile: report.configFile },
				...report.judged !== void 0 && { judged: report.judged },
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
		uri: require_engine.uriOf(path),
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

Object.defineProperty(exports, "annotatedFindings", {
  enumerable: true,
  get: function () {
    return annotatedFindings;
  }
});
Object.defineProperty(exports, "annotationLevels", {
  enumerable: true,
  get: function () {
    return annotationLevels;
  }
});
Object.defineProperty(exports, "annotationOf", {
  enumerable: true,
  get: function () {
    return annotationOf;
  }
});
Object.defineProperty(exports, "calendar_exports", {
  enumerable: true,
  get: function () {
    return calendar_exports;
  }
});
Object.defineProperty(exports, "channels_exports", {
  enumerable: true,
  get: function () {
    return channels_exports;
  }
});
Object.defineProperty(exports, "chooseAnnotations", {
  enumerable: true,
  get: function () {
    return chooseAnnotations;
  }
});
Object.defineProperty(exports, "github_exports", {
  enumerable: true,
  get: function () {
    return github_exports;
  }
});
Object.defineProperty(exports, "jsonText", {
  enumerable: true,
  get: function () {
    return jsonText;
  }
});
Object.defineProperty(exports, "json_exports", {
  enumerable: true,
  get: function () {
    return json_exports;
  }
});
Object.defineProperty(exports, "junit_exports", {
  enumerable: true,
  get: function () {
    return junit_exports;
  }
});
Object.defineProperty(exports, "leftOutText", {
  enumerable: true,
  get: function () {
    return leftOutText;
  }
});
Object.defineProperty(exports, "markdown_exports", {
  enumerable: true,
  get: function () {
    return markdown_exports;
  }
});
Object.defineProperty(exports, "mermaid_exports", {
  enumerable: true,
  get: function () {
    return mermaid_exports;
  }
});
Object.defineProperty(exports, "rdjson_exports", {
  enumerable: true,
  get: function () {
    return rdjson_exports;
  }
});
Object.defineProperty(exports, "renderComment", {
  enumerable: true,
  get: function () {
    return renderComment;
  }
});
Object.defineProperty(exports, "renderExpiryIssue", {
  enumerable: true,
  get: function () {
    return renderExpiryIssue;
  }
});
Object.defineProperty(exports, "renderMarkdown", {
  enumerable: true,
  get: function () {
    return renderMarkdown;
  }
});
Object.defineProperty(exports, "renderPlanMarkdown", {
  enumerable: true,
  get: function () {
    return renderPlanMarkdown;
  }
});
Object.defineProperty(exports, "renderPlanText", {
  enumerable: true,
  get: function () {
    return renderPlanText;
  }
});
Object.defineProperty(exports, "sarif_exports", {
  enumerable: true,
  get: function () {
    return sarif_exports;
  }
});
Object.defineProperty(exports, "suggestedLines", {
  enumerable: true,
  get: function () {
    return suggestedLines;
  }
});
})
