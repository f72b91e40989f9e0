// cf330533d0c3be51062365a1f36ab76d909c4f599d654654ef69c8c0f328cb75
(function (exports, require, module, __filename, __dirname) {
const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_main = require("./main.js");
const require_engine = require("./engine.js");
const require_standing = require("./standing.js");
let node_fs = require("node:fs");
let node_path = require("node:path");
let node_crypto = require("node:crypto");

// src/fix/text-lines.ts
/** The lines of one file's text, and where its places are in it. */
var TextLines = class {
	path;
	text;
	/** What ends its lines: that of its first one. */
	lineEnd;
	#starts = [0];
	constructor(path, text) {
		this.path = path;
		this.text = text;
		for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
		this.lineEnd = text[(this.#starts[1] ?? 0) - 2] === "\r" ? "\r\n" : "\n";
	}
	/** How many there are; behind a final line end one more that is empty. */
	get count() {
		return this.#starts.length;
	}
	/** A line without its end; undefined when there is none of this number. */
	line(number) {
		const start = this.#starts[number - 1];
		if (start === void 0) return void 0;
		const next = this.#starts[number];
		return this.text.slice(start, next === void 0 ? void 0 : next - 1).replace(/\r$/, "");
	}
	/** Offset of a place, in UTF-16 code units from 0; undefined outside of the text. */
	offset(line, column) {
		const start = this.#starts[line - 1];
		if (start === void 0 || column < 1) return void 0;
		const offset = start + column - 1;
		return offset > (this.#starts[line] ?? this.text.length + 1) - 1 ? void 0 : offset;
	}
	/** What stands at a place; undefined outside of the text. */
	at(span) {
		const start = this.offset(span.line, span.column);
		const end = this.offset(span.endLine, span.endColumn);
		return start === void 0 || end === void 0 || end < start ? void 0 : this.text.slice(start, end);
	}
	/** An empty span. */
	point(line, column) {
		return {
			path: this.path,
			line,
			column,
			endLine: line,
			endColumn: column
		};
	}
};

// src/fix/apply.ts
/**
* The findings, in their order, whose fixes can be made at once: of those that touch the same place the first, together
* with all that want the very same edits there.
*/
function withoutOverlaps(findings) {
	const taken = /* @__PURE__ */ new Map();
	return findings.filter(({ fix }) => {
		if (fix.edits.some((edit) => (taken.get(edit.path) ?? []).some((other) => overlap(edit, other)))) return false;
		for (const edit of fix.edits) {
			const list = taken.get(edit.path);
			if (list === void 0) taken.set(edit.path, [edit]);
			else if (!list.some((other) => isSame(edit, other))) list.push(edit);
		}
		return true;
	});
}
/** The texts of the files that the edits change, by path. The edits do not overlap, and the places are those of `textOf`. */
function applyEdits(edits, textOf) {
	const byPath = /* @__PURE__ */ new Map();
	for (const edit of edits) {
		const path = edit.path;
		const list = byPath.get(path) ?? [];
		byPath.set(path, list);
		if (!list.some((other) => isSame(edit, other))) list.push(edit);
	}
	const changed = /* @__PURE__ */ new Map();
	for (const [path, list] of byPath) {
		const text = textOf(path);
		if (text !== void 0) changed.set(path, editText(path, text, list));
	}
	return changed;
}
function editText(path, text, edits) {
	const lines = new TextLines(path, text);
	const parts = [];
	let done = 0;
	const inOrder = [...edits].sort((a, b) => a.line - b.line || a.column - b.column);
	for (const edit of inOrder) {
		const start = lines.offset(edit.line, edit.column);
		const end = lines.offset(edit.endLine, edit.endColumn);
		if (start === void 0 || end === void 0 || start < done) continue;
		parts.push(text.slice(done, start), edit.text);
		done = end;
	}
	return [...parts, text.slice(done)].join("");
}
function isSame(a, b) {
	return a.path === b.path && a.line === b.line && a.column === b.column && a.endLine === b.endLine && a.endColumn === b.endColumn && a.text === b.text;
}
/** Two insertions at one place overlap too: which comes first would be chance. */
function overlap(a, b) {
	if (isSame(a, b)) return false;
	if (a.line === b.line && a.column === b.column) return true;
	return isBefore(a.line, a.column, b.endLine, b.endColumn) && isBefore(b.line, b.column, a.endLine, a.endColumn);
}
function isBefore(line, column, otherLine, otherColumn) {
	return line < otherLine || line === otherLine && column < otherColumn;
}

// src/fix/written-value.ts
/** Quotes as they stand around a string: also those of TOML inside a double-quoted scalar of YAML. */
const quotes = [
	"\\\"",
	"\"",
	"'"
];
/** The text in the way in which `was` is written at a place: bare, or between quotes; undefined where that is not certain. */
function quotedLike(written, was, text) {
	if (written === was) return isBare(text) ? text : void 0;
	const quote = quotes.find((mark) => written === `${mark}${was}${mark}`);
	return quote === void 0 ? void 0 : inQuotes(quote, text);
}
/** The text in the quotes, or without, of another string of whatever value. */
function quotedAs(written, text) {
	const quote = quotes.find((mark) => written.length > mark.length && written.startsWith(mark) && written.endsWith(mark));
	if (quote !== void 0) return inQuotes(quote, text);
	return isBare(written) ? isBare(text) ? text : inQuotes("\"", text) : void 0;
}
/** A value as both TOML and YAML read it. */
function writtenValue(value) {
	if (typeof value === "string") return inQuotes("\"", value);
	const items = value.map((item) => inQuotes("\"", item));
	return items.some((item) => item === void 0) ? void 0 : `[${items.join(", ")}]`;
}
/** No text that needs an escape is written. */
function inQuotes(quote, text) {
	return /["'\\\p{Cc}]/u.test(text) ? void 0 : `${quote}${text}${quote}`;
}
/** Is a text the same string without quotes, in YAML, in a flag, and as part of a longer string? */
function isBare(text) {
	return text !== "" && !/[\p{Cc}"'\\,#{}[\]&*!|>%@`]|^[\s?:-]|: |\s$|:$/u.test(text.replace(/^(https?:\/\/)\[[\da-f:.]+\]/i, "$1ip"));
}

// src/fix/line-edits.ts
function entryLine(key, value, lines) {
	const first = lines.line(key.line);
	const lastText = lines.line(value.endLine);
	if (first === void 0 || lastText === void 0 || value.line !== key.line || value.path !== key.path) return void 0;
	const before = first.slice(0, key.column - 1);
	const separator = first.slice(key.endColumn - 1, value.column - 1);
	const behind = lastText.slice(value.endColumn - 1);
	if (!/^[ \t]*(?:[\w-]+\.)*$/.test(before) || !/^[ \t]*(?:=|:[ \t])[ \t]*$/.test(separator)) return void 0;
	if (!/^[ \t]*(?:#.*)?$/.test(behind)) return void 0;
	return {
		before,
		key: first.slice(key.column - 1, key.endColumn - 1),
		separator,
		last: value.endLine,
		lastText
	};
}
/** `key = value` in the style of the anchor, and where it goes. `value` is written already. */
function lineBehind(anchor, key, value, lines) {
	if (!/^[\w-]+$/.test(key)) return void 0;
	if ("header" in anchor) {
		const { header } = anchor;
		const line = lines.line(header.line);
		const parts = /^([ \t]*)\[[^[\]]+\][ \t]*(?:#.*)?$/.exec(line ?? "");
		if (line === void 0 || parts === null || (parts[1] ?? "").length !== header.column - 1) return void 0;
		return {
			at: lines.point(header.line, line.length + 1),
			text: `${lines.lineEnd}${parts[1]}${key} = ${value}`
		};
	}
	const beside = entryLine(anchor.key, anchor.value, lines);
	if (beside === void 0) return void 0;
	if (anchor.newTable !== void 0) {
		if (!beside.separator.includes("=") || beside.before.trim() !== "") return void 0;
		const rows = [
			"",
			`[${anchor.newTable}]`,
			`${key} = ${value}`
		].map((row) => `${lines.lineEnd}${row && beside.before}${row}`);
		return {
			at: lines.point(beside.last, beside.lastText.length + 1),
			text: rows.join("")
		};
	}
	const text = `${beside.before}${key}${separatorFor(beside, key)}${value}`;
	return {
		at: lines.point(beside.last, beside.lastText.length + 1),
		text: `${lines.lineEnd}${text}`
	};
}
/** Equals signs that stand below each other stay so. */
function separatorFor({ key, separator }, forKey) {
	const blanks = /^ */.exec(separator)?.[0].length ?? 0;
	if (blanks < 2) return separator;
	return `${" ".repeat(Math.max(1, key.length + blanks - forKey.length))}${separator.slice(blanks)}`;
}
function entryEdit(change, lines) {
	const value = writtenValue(change.value);
	const edit = value === void 0 ? void 0 : lineBehind(change.behind, change.key, value, lines);
	return edit && [edit];
}
function removalEdit(change, lines) {
	const line = entryLine(change.key, change.value, lines);
	if (line === void 0 || isOnlyChild(line, change.key, lines)) return void 0;
	const from = change.key.line;
	if (line.last < lines.count) return [{
		at: {
			...lines.point(from, 1),
			endLine: line.last + 1,
			endColumn: 1
		},
		text: ""
	}];
	const previous = lines.line(from - 1);
	return [{
		at: {
			...previous === void 0 ? lines.point(1, 1) : lines.point(from - 1, previous.length + 1),
			endLine: line.last,
			endColumn: line.lastText.length + 1
		},
		text: ""
	}];
}
/** A map of YAML that loses its only entry is no map any more. */
function isOnlyChild({ before, separator, last }, { line }, lines) {
	if (separator.includes("=") || before.trimStart() !== "") return false;
	const indentationAt = (number, step) => {
		for (let at = number;; at += step) {
			const text = lines.line(at);
			if (text === void 0) return -1;
			if (!/^\s*(?:#.*)?$/.test(text)) return text.search(/\S/);
		}
	};
	return indentationAt(line - 1, -1) < before.length && indentationAt(last + 1, 1) < before.length;
}
function moveEdits(change, lines) {
	const removal = removalEdit({
		kind: "removal",
		key: change.key,
		value: change.value
	}, lines);
	const line = entryLine(change.key, change.value, lines);
	const value = lines.at({
		...change.value,
		endColumn: (line?.lastText.length ?? 0) + 1
	});
	if (removal === void 0 || line === void 0 || value === void 0) return void 0;
	const entry = lineBehind(change.to, change.as, value.trimEnd(), lines);
	return entry && [...removal, entry];
}
function itemsEdit({ behind, texts }, lines) {
	const written = lines.at(behind);
	const line = lines.line(behind.line);
	if (written === void 0 || line === void 0 || behind.endLine !== behind.line) return void 0;
	const items = texts.map((text) => quotedAs(written, text));
	if (items.some((item) => item === void 0)) return void 0;
	const before = line.slice(0, behind.column - 1);
	const after = line.slice(behind.endColumn - 1);
	if (/^\s*-\s+$/.test(before)) {
		if (!/^[ \t]*(?:#.*)?$/.test(after)) return void 0;
		const text = items.map((item) => `${lines.lineEnd}${before}${item}`).join("");
		return [{
			at: lines.point(behind.line, line.length + 1),
			text
		}];
	}
	const end = lines.point(behind.endLine, behind.endColumn);
	const comma = /^([ \t]*,)?[ \t]*(?:#.*)?$/.exec(after);
	if (/^\s*$/.test(before) && comma !== null) return itemLines(items, before, comma[1] !== void 0, end, line, lines);
	if (!/^[ \t]*(?:[\],]|$)/.test(after)) return void 0;
	return [{
		at: end,
		text: items.map((item) => `, ${item}`).join("")
	}];
}
/** Items of which each stands on a line of its own; the comment behind the last one stays with it. */
function itemLines(items, before, hasComma, end, line, lines) {
	const rows = items.map((item) => `${lines.lineEnd}${before}${item}`);
	const atEnd = lines.point(end.line, line.length + 1);
	if (hasComma) return [{
		at: atEnd,
		text: rows.map((row) => `${row},`).join("")
	}];
	if (end.column === atEnd.column) return [{
		at: end,
		text: `,${rows.join(",")}`
	}];
	return [{
		at: end,
		text: ","
	}, {
		at: atEnd,
		text: rows.join(",")
	}];
}

// src/fix/settle.ts
var settle_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ settleFixes: () => settleFixes });
/** The findings with the edits of their fixes, as far as the texts of the files allow them. */
function settleFixes(findings, files) {
	const byPath = new Map(files.map((file) => [file.path, file]));
	const lines = /* @__PURE__ */ new Map();
	const linesOf = (path) => {
		if (!lines.has(path)) {
			const file = byPath.get(path);
			lines.set(path, file && new TextLines(path, file.text));
		}
		return lines.get(path);
	};
	return findings.map((finding) => {
		const { fix } = finding.statement;
		return fix === void 0 ? finding : {
			...finding,
			fix: settleFix(fix, linesOf)
		};
	});
}
/**
* Makes edits of what a rule means. Undefined where one of them cannot be written for certain: the text of a place is not
* the value that the rule saw (an escape, a template), or stands where a new line would not be what it seems.
*/
function settleFix(fix, linesOf) {
	const edits = [];
	for (const change of fix.changes) {
		const lines = linesOf(pathOf(change));
		if (lines === void 0 || lines.text.includes("\ufffd")) return void 0;
		const settled = settle(change, lines);
		if (settled === void 0) return void 0;
		edits.push(...settled);
	}
	edits.sort((a, b) => require_engine.compareSpans(a.at, b.at));
	return edits.every((edit, index) => index === 0 || endsBefore(edits[index - 1], edit)) && edits.length > 0 ? {
		description: fix.description,
		safety: fix.safety,
		edits
	} : void 0;
}
function pathOf(change) {
	switch (change.kind) {
		case "text":
		case "value":
		case "literal":
		case "list": return change.at.path;
		case "entry": return "header" in change.behind ? change.behind.header.path : change.behind.key.path;
		case "items": return change.behind.path;
		case "removal":
		case "move": return change.key.path;
		default: return change;
	}
}
function settle(change, lines) {
	switch (change.kind) {
		case "text": return lines.at(change.at) === void 0 ? void 0 : [{
			at: change.at,
			text: change.text
		}];
		case "value": return valueEdit(change, lines);
		case "literal": return lines.at(change.at)?.replace(/^(["'])(.*)\1$/, "$2") === change.was ? [{
			at: change.at,
			text: change.to
		}] : void 0;
		case "list": {
			const text = writtenValue(change.texts);
			return /^\[\s*\]$/.test(lines.at(change.at) ?? "") && text !== void 0 ? [{
				at: change.at,
				text
			}] : void 0;
		}
		case "entry": return entryEdit(change, lines);
		case "items": return itemsEdit(change, lines);
		case "removal": return removalEdit(change, lines);
		case "move": return moveEdits(change, lines);
		default: return change;
	}
}
function valueEdit({ at, was, to }, lines) {
	const written = lines.at(at);
	if (written === void 0) return void 0;
	const parts = (typeof to === "string" ? [to] : to).map((text) => was === void 0 ? quotedAs(written, text) : quotedLike(written, was, text));
	if (parts.some((part) => part === void 0)) return void 0;
	return [{
		at,
		text: parts.join(", ")
	}];
}
function endsBefore(first, second) {
	if (first.at.path !== second.at.path) return true;
	const { endLine, endColumn } = first.at;
	return endLine < second.at.line || endLine === second.at.line && endColumn <= second.at.column;
}

// src/fix/unified-diff.ts
const context = 3;
/**
* The change of one file as `git apply` and `patch -p1` take it: lines without their ends. Empty where nothing changed.
* Exact: a carriage return and control characters stand in it as in the file. Without `gitLine` before it, git takes names from where it
* is called.
*/
function unifiedDiff(path, before, after) {
	if (before === after) return [];
	const [from, to] = [gitName(`a/${path}`), gitName(`b/${path}`)];
	const end = path.includes(" ") ? "	" : "";
	return [
		`--- ${from}${from.startsWith("\"") ? "" : end}`,
		`+++ ${to}${to.startsWith("\"") ? "" : end}`,
		...hunks(require_engine.diffLines(before, after))
	];
}
/** With this line before a diff, git takes its names from the root of the repository, wherever it is called (git: apply.c, is_toplevel_relative). */
function gitLine(path) {
	return `diff --git ${gitName(`a/${path}`)} ${gitName(`b/${path}`)}`;
}
function hunks(lines) {
	const changed = lines.flatMap(({ kind }, index) => kind === " " ? [] : [index]);
	const printed = [];
	let oldLine = 1;
	let newLine = 1;
	let done = 0;
	const skip = (until) => {
		for (; done < until; done++) {
			if (lines[done]?.kind !== "+") oldLine++;
			if (lines[done]?.kind !== "-") newLine++;
		}
	};
	for (let first = 0; first < changed.length;) {
		let last = first;
		while (last + 1 < changed.length && changed[last + 1] - changed[last] <= 7) last++;
		const start = Math.max(0, changed[first] - context);
		const end = Math.min(lines.length, changed[last] + context + 1);
		skip(start);
		const shown = lines.slice(start, end);
		const of = (kind) => shown.filter((line) => line.kind !== kind).length;
		printed.push(`@@ -${range(oldLine, of("+"))} +${range(newLine, of("-"))} @@`, ...shown.flatMap(printLine));
		skip(end);
		first = last + 1;
	}
	return printed;
}
/** An empty side stands behind the line before it. */
function range(line, count) {
	if (count === 1) return String(line);
	return `${count === 0 ? line - 1 : line},${count}`;
}
function printLine({ kind, text }) {
	return text.endsWith("\n") ? [`${kind}${text.slice(0, -1)}`] : [`${kind}${text}`, "\\ No newline at end of file"];
}
/** Git's quoting of names (git: quote.c): only where something in it needs it. */
function gitName(name) {
	if (!/["\\\p{Cc}]/u.test(name)) return name;
	const escapes = {
		"\"": "\\\"",
		"\\": "\\\\",
		"\n": "\\n",
		"	": "\\t",
		"\r": "\\r"
	};
	const octal = (character) => [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
	return `"${name.replace(/["\\\p{Cc}]/gu, (character) => escapes[character] ?? octal(character))}"`;
}

// src/discover/edited-tree.ts
/** A tree over which edits can be laid without touching it. Each file of it is read once. */
var EditedTree = class {
	#tree;
	#read = /* @__PURE__ */ new Map();
	constructor(tree) {
		this.#tree = tree;
	}
	/** The tree with other texts in place of some of its files. */
	with(texts) {
		return {
			name: this.#tree.name,
			list: (part) => this.#tree.list(part),
			...this.#tree.look && { look: (path) => this.#tree.look?.(path) },
			read: async (entry, limit) => {
				const text = texts.get(entry.path);
				if (text !== void 0) return new TextEncoder().encode(text);
				const known = this.#read.get(entry.path);
				if (known !== void 0 && (limit === void 0 || known.length <= limit)) return known;
				const bytes = await this.#tree.read(entry, limit);
				this.#read.set(entry.path, bytes);
				return bytes;
			}
		};
	}
	/** What a file held when it was read; undefined where it was not. */
	bytesOf(path) {
		return this.#read.get(path);
	}
};

// src/fix/acceptance.ts
/** Weakest first. */
const strength = [
	"plaintext",
	"tls",
	"mtls",
	"mtls-identity"
];
const gravity = [
	"note",
	"warning",
	"error"
];
/**
* Why the files are not better after some fixes than before, as a clause; undefined where they are: what was fixed is
* gone, no channel is weaker, no handshake broken, no instance lost, and nothing is there that was not (but see
* `uncovers`).
*/
function objectionTo(fixed, before, after) {
	return remaining(fixed, before, after) ?? lostInstance(before, after) ?? worseChannel(before, after) ?? worse(before, after);
}
function remaining(fixed, before, after) {
	const count = (report) => {
		const counts = /* @__PURE__ */ new Map();
		for (const finding of report.findings) counts.set(sentence(finding), (counts.get(sentence(finding)) ?? 0) + 1);
		return counts;
	};
	const [was, is] = [count(before), count(after)];
	return fixed.some((finding) => (is.get(sentence(finding)) ?? 0) >= (was.get(sentence(finding)) ?? 0)) ? "the finding would stay" : void 0;
}
function sentence({ rule, environment, path, message }) {
	return [
		rule,
		environment ?? "",
		path,
		message
	].join("\n");
}
function lostInstance(before, after) {
	const left = new Set(instancesOf(after).map(({ key }) => key));
	const lost = instancesOf(before).find(({ key }) => !left.has(key));
	return lost && `${lost.path} would not be read as the same configuration`;
}
function instancesOf({ environments }) {
	return environments.flatMap(({ name, instances }) => instances.map(({ component, path }) => ({
		path,
		key: [
			name,
			component,
			path
		].join("\n")
	})));
}
function worseChannel(before, after) {
	const old = new Map(channelsOf(before));
	for (const [key, channel] of channelsOf(after)) {
		const was = old.get(key);
		if (was === void 0) continue;
		const name = `${channel.id} from ${channel.from} to ${channel.to}`;
		if (strength.indexOf(was.posture) > strength.indexOf(channel.posture)) return `${name} would be ${channel.posture} instead of ${was.posture}`;
		if (was.handshake === "succeeds" && channel.handshake === "fails") return `${name} would be refused`;
	}
}
function channelsOf({ environments }) {
	return environments.flatMap(({ name, channels }) => channels.map((channel) => [[
		name,
		channel.id,
		channel.from,
		channel.to
	].join("\n"), channel]));
}
function worse(before, after) {
	const brought = broughtBy(before, after);
	const [first] = brought;
	if (first === void 0 || uncovers(brought, before, after)) return void 0;
	return `it would bring ${first.rule} in ${first.path}:${first.line}: ${first.message}`;
}
/** The findings from `warning` on that the state before does not have, or not as badly. */
function broughtBy(before, after) {
	const old = new Map(before.findings.map((finding) => [finding.fingerprint, gravity.indexOf(finding.severity)]));
	return after.findings.filter(({ fingerprint, severity, waiver }) => waiver === null && severity !== "note" && gravity.indexOf(severity) > (old.get(fingerprint) ?? -1));
}
/**
* A server whose TLS settings were misspelt was not asked for its allowed names. Corrected, it is: what comes to light so
* must stop nothing, and be less than what is gone.
*/
function uncovers(brought, before, after) {
	if (brought.some(({ threats }) => threats.includes("outage"))) return false;
	const { counts: was } = before;
	const { counts: is } = after;
	return is.error < was.error || is.error === was.error && is.warning < was.warning;
}

// src/cli/fix-run.ts
/** A fix can make room for another one; a run that goes on for longer than this goes round in circles. */
const mostRounds = 10;
/** So far is looked ahead: a key that is put right turns TLS on, and then the scheme of a URL has to follow. */
const mostFollowing = 3;
/**
* Makes the wanted fixes in memory: as many at once as do not touch each other, then again until none is left. Every
* state is judged by the whole gate, and fixes after which the files are not better are taken back.
*/
async function runFixes(request, isWanted) {
	const tree = new EditedTree(request.tree);
	const first = await require_engine.judgeTree({
		...request,
		tree: tree.with(/* @__PURE__ */ new Map())
	});
	if (first.kind !== "judged") return first.kind === "refused" ? first : {
		kind: "empty",
		message: first.message
	};
	const bench = {
		textOf: (path) => decoded(tree.bytesOf(path)),
		async judge(texts) {
			const judged = await require_engine.judgeTree({
				...request,
				tree: tree.with(texts)
			});
			return judged.kind === "refused" ? void 0 : judged.report;
		}
	};
	const refused = /* @__PURE__ */ new Map();
	const isOpen = (finding) => !refused.has(keyOf(finding)) && isWanted(finding);
	let state = {
		texts: /* @__PURE__ */ new Map(),
		report: first.report,
		applied: []
	};
	for (let round = 0; round < mostRounds; round++) {
		const candidates = candidatesIn(state, isOpen);
		if (candidates.length === 0) break;
		const result = await attempt(candidates, state, isOpen, bench);
		for (const refusal of result.refused) refused.set(keyOf(refusal.finding), refusal);
		state = result.state;
	}
	const changed = [...state.texts].map(([path, after]) => ({
		path,
		before: tree.bytesOf(path) ?? /* @__PURE__ */ new Uint8Array(),
		after
	}));
	return {
		kind: "fixed",
		before: first.report,
		after: state.report,
		applied: state.applied,
		refused: [...refused.values()],
		files: changed.sort((a, b) => a.path < b.path ? -1 : 1)
	};
}
function candidatesIn({ report }, isOpen) {
	return withoutOverlaps(report.findings.filter(isFixable).filter(isOpen));
}
/**
* One round. Where all fixes together are not accepted, halves of them are tried, down to each by itself. A group that is
* accepted with what follows from it ends the round: the places of the others have moved.
*/
async function attempt(candidates, start, isOpen, bench) {
	const accepted = [];
	const refused = [];
	let state = start;
	const waiting = [candidates];
	for (let group = waiting.pop(); group !== void 0; group = waiting.pop()) {
		const made = await make([...accepted, ...group], start, bench);
		const because = made === void 0 ? "the gate could not judge any more" : objection(group, state, made);
		if (made !== void 0 && because === void 0) {
			accepted.push(...group);
			state = made;
			continue;
		}
		const further = made && await lookAhead(made, state, group, isOpen, bench);
		if (further !== void 0) return {
			refused: [],
			state: further
		};
		const [finding] = group;
		if (group.length === 1 && finding !== void 0) refused.push({
			finding,
			because: because ?? ""
		});
		else waiting.push(...halves(group).toReversed());
	}
	return {
		refused,
		state
	};
}
async function make(fixes, start, bench) {
	const edits = fixes.flatMap(({ fix }) => fix.edits);
	const edited = applyEdits(edits, (path) => start.texts.get(path) ?? bench.textOf(path));
	const texts = new Map([...start.texts, ...edited]);
	const report = await bench.judge(texts);
	return report && {
		texts,
		report,
		applied: [...start.applied, ...fixes]
	};
}
/** Is it good together with the fixes that become possible by it, or that had no room beside it? */
async function lookAhead(made, before, group, isOpen, bench) {
	const known = new Set(before.report.findings.map(({ fingerprint }) => fingerprint));
	const paths = new Set(group.map(({ path }) => path));
	const follows = ({ fingerprint, path }) => !known.has(fingerprint) || paths.has(path);
	let state = made;
	for (let step = 0; step < mostFollowing; step++) {
		const following = candidatesIn(state, (finding) => isOpen(finding) && follows(finding));
		if (following.length === 0) return void 0;
		const next = await make(following, state, bench);
		if (next === void 0) return void 0;
		if (objection(group, before, next) === void 0) return next;
		state = next;
	}
}
/** Fixes of several environments bring nothing new at all: one must not pay for another. */
function objection(group, { report: before }, { report: after }) {
	const because = objectionTo(group, before, after);
	const isMixed = new Set(group.map(({ environment }) => environment)).size > 1;
	return because ?? (isMixed && broughtBy(before, after).length > 0 ? "some of them bring findings" : void 0);
}
/** Environments stay whole as long as there are several, then files: what belongs together works together. */
function halves(group) {
	const keys = [
		({ environment }) => environment ?? "",
		({ path }) => path,
		(_, index) => String(index)
	];
	for (const key of keys) {
		const names = [...new Set(group.map(key))];
		if (names.length < 2) continue;
		const first = new Set(names.slice(0, names.length >> 1));
		return [true, false].map((isFirst) => group.filter((finding, index) => first.has(key(finding, index)) === isFirst));
	}
	return [];
}
function isFixable(finding) {
	return finding.fix !== null && finding.fix.edits.length > 0 && finding.waiver === null;
}
function keyOf({ fingerprint, fix }) {
	return `${fingerprint}\n${fix.description}`;
}
function decoded(bytes) {
	return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
}

// src/cli/fix-summary.ts
/** So many findings without a fix are told one by one; of more only the rules. */
const mostTold = 10;
/** What was fixed, what could be and was not, and what is left for a person. */
function fixSummary(run, options) {
	const { applied, refused, after, files } = run;
	const paint = require_engine.painter(options.isColored);
	const place = ({ path, line, rule }) => `${require_main.singleLine(options.shownPath(path))}:${line} ${rule}:`;
	const lines = [];
	const part = (title, rows) => {
		if (rows.length > 0) lines.push(paint.bold(title), ...rows.map((row) => `  ${row}`), "");
	};
	part(`${options.isWritten ? "Fixed" : "To fix"}: ${count(applied.length, "finding")} in ${count(files.length, "file")}`, applied.map((finding) => `${place(finding)} ${require_main.singleLine(finding.fix.description)}${mark(finding.fix.safety)}`));
	const left = after.findings.filter(({ waiver }) => waiver === null);
	const told = new Set(refused.map(({ finding }) => finding.fingerprint));
	part("Not fixed, since the files would not be better", refused.map(({ finding, because }) => `${place(finding)} ${require_main.singleLine(finding.fix.description)}: ${require_main.singleLine(because)}`));
	const unsafe = left.filter(isFixable).filter(({ fix, fingerprint }) => fix.safety === "unsafe" && !told.has(fingerprint));
	if (!options.unsafeIsAllowed) part("For a person to decide (--unsafe makes these)", unsafe.map((finding) => `${place(finding)} ${require_main.singleLine(finding.fix.description)}`));
	const unfixable = left.filter((finding) => finding.fix === null && finding.severity !== "note");
	part(`Without a fix: ${count(unfixable.length, "finding")}`, withoutFix(unfixable, options.isVerbose, place));
	if (lines.length === 0) lines.push("Nothing to fix.", "");
	if (applied.length > 0) {
		const when = options.isWritten ? "" : ", once it is in the files";
		lines.push(`In which order it can be rolled out${when}: tikv-tls-gate plan --base HEAD`);
	}
	return `${lines.join("\n").trimEnd()}\n`;
}
function withoutFix(findings, isVerbose, place) {
	if (isVerbose || findings.length <= mostTold) return findings.map((finding) => `${place(finding)} ${require_main.singleLine(finding.help)}`);
	const rules = /* @__PURE__ */ new Map();
	for (const { rule } of findings) rules.set(rule, (rules.get(rule) ?? 0) + 1);
	return [...rules].map(([rule, number]) => `${rule}: ${number}`).concat("--verbose tells what to do for each");
}
function mark(safety) {
	return safety === "unsafe" ? " (unsafe)" : "";
}
function count(number, noun) {
	return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

// src/cli/replace-files.ts
/**
* Puts new contents in the place of files, each in one step, so that nobody ever sees half of one. Refuses, before it
* writes anything, when a file is not what was judged any more: changed, replaced by a link, or behind one.
*/
function replaceFiles(path, files) {
	const real = (0, node_fs.realpathSync)(path);
	const root = (0, node_fs.statSync)(real).isDirectory() ? real : (0, node_path.dirname)(real);
	const modes = files.map((file) => checked(root, file));
	for (const [index, file] of files.entries()) replace((0, node_path.join)(root, file.path), file, modes[index]);
}
/** The mode of a file that is as it was judged. */
function checked(root, { path, before }) {
	const refuse = (because) => new require_main.UsageError(`${path}: ${because}; nothing was written`);
	const target = (0, node_path.join)(root, path);
	try {
		if ((0, node_fs.realpathSync)((0, node_path.dirname)(target)) !== (0, node_path.dirname)(target)) throw refuse("a symbolic link leads to it");
		const file = (0, node_fs.openSync)(target, node_fs.constants.O_RDONLY | (node_fs.constants.O_NOFOLLOW ?? 0) | (node_fs.constants.O_NONBLOCK ?? 0));
		try {
			const stats = (0, node_fs.fstatSync)(file);
			if (!stats.isFile()) throw refuse("is no regular file");
			if (!(0, node_fs.readFileSync)(file).equals(before)) throw refuse("changed while it was judged");
			return stats.mode & 4095;
		} finally {
			(0, node_fs.closeSync)(file);
		}
	} catch (error) {
		if (error instanceof require_main.UsageError) throw error;
		throw refuse(`cannot be opened (${codeOf(error)})`);
	}
}
function replace(target, { path, after }, mode) {
	const beside = (0, node_path.join)((0, node_path.dirname)(target), `.${(0, node_path.basename)(target).slice(0, 100)}.${(0, node_crypto.randomBytes)(6).toString("hex")}`);
	try {
		const file = (0, node_fs.openSync)(beside, "wx", 384);
		try {
			(0, node_fs.writeFileSync)(file, after);
			(0, node_fs.fchmodSync)(file, mode);
			(0, node_fs.fsyncSync)(file);
		} finally {
			(0, node_fs.closeSync)(file);
		}
		(0, node_fs.renameSync)(beside, target);
	} catch (error) {
		(0, node_fs.rmSync)(beside, { force: true });
		throw new require_main.UsageError(`cannot write ${path}: ${codeOf(error)}`);
	}
}
function codeOf(error) {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown reason";
}

// src/cli/fix.ts
var fix_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ fixCommand: () => fixCommand });
const { policy, config, environment, now } = require_engine.gateOptions;
const options = {
	write: {
		type: "boolean",
		description: "change the files; without it the changes are printed as a diff"
	},
	unsafe: {
		type: "boolean",
		description: "also the fixes that a person has to decide: they change who may connect, or how"
	},
	rule: {
		type: "string",
		multiple: true,
		value: "RULE",
		description: "only fixes of this rule"
	},
	policy,
	config,
	environment,
	now,
	output: {
		type: "string",
		value: "FILE",
		description: "write the diff there instead of standard output"
	},
	"fail-on": {
		type: "string",
		value: "LEVEL",
		choices: [
			"error",
			"warning",
			"never"
		],
		description: "lowest severity of what is left that gives exit status 1 (default error)"
	},
	"no-color": {
		type: "boolean",
		description: "no colour on a terminal (the variable NO_COLOR does the same)"
	},
	verbose: {
		type: "boolean",
		description: "tell every finding that is left, with what to do"
	}
};
const fixCommand = {
	summary: "put right what can be put right",
	help: `Usage: tikv-tls-gate fix [PATH] [--write] [--unsafe] [options]

Corrects what the gate finds, as far as the correction follows from the files: as a diff for git apply, or in the files
with --write. Comments and formatting stay. The result is judged before it is shown: a fix that would bring another finding,
weaken a channel or break a handshake is not made. Waived findings are left alone.

Options:
${require_main.describeOptions(options)}

Exit status: 0 nothing to change (or, with --write, everything is changed) and nothing left at or above --fail-on; 1 there are
changes to make, or findings left; 2 could not judge, or could not write.

Examples:
  tikv-tls-gate fix
  tikv-tls-gate fix deploy --write
  tikv-tls-gate fix --unsafe --environment prod
  tikv-tls-gate fix --rule config/unknown-key > fix.patch && git apply fix.patch
`,
	async run(args, surroundings) {
		const parsed = require_main.parseOptions("fix", args, options, 1);
		const rules = new Set(parsed.list("rule"));
		for (const id of rules) if (!require_engine.ruleIds.has(id)) throw new require_main.UsageError(`--rule ${id}: no such rule${require_main.suggestion(id, require_engine.ruleIds)}`);
		if (parsed.flag("write") && parsed.text("output") !== void 0) throw new require_main.UsageError("--write changes the files and --output writes a diff: give one of them");
		const request = await require_engine.gateRequest(parsed, surroundings, parsed.text("fail-on") ?? "error");
		const run = await runFixes(request, ({ rule, fix }) => (rules.size === 0 || rules.has(rule)) && (fix.safety === "safe" || parsed.flag("unsafe")) && fix.edits.every(({ path }) => require_main.liesIn(path, request.places.judged)));
		if (run.kind === "refused") return require_engine.printMistakes(run.mistakes, surroundings, request.places);
		if (run.kind === "empty") {
			surroundings.stderr.write(`tikv-tls-gate: ${require_main.singleLine(run.message)}\n`);
			return 2;
		}
		return conclude(run, {
			parsed,
			surroundings,
			places: request.places
		});
	}
};
function conclude(run, caller) {
	const { parsed, surroundings, places } = caller;
	const isWriting = parsed.flag("write");
	if (isWriting) replaceFiles(places.root, run.files);
	else printDiff(run, caller);
	const summary = fixSummary(run, {
		shownPath: (isWriting ? surroundings.stdout : surroundings.stderr).isTTY === true ? require_standing.shownFrom(places.root, surroundings.cwd) : (path) => path,
		isWritten: isWriting,
		isVerbose: parsed.flag("verbose"),
		unsafeIsAllowed: parsed.flag("unsafe"),
		isColored: isColored(isWriting ? surroundings.stdout : surroundings.stderr, parsed, surroundings)
	});
	(isWriting ? surroundings.stdout : surroundings.stderr).write(summary);
	return run.after.conclusion === "failure" || !isWriting && run.files.length > 0 ? 1 : 0;
}
function isColored(stream, parsed, { environment: variables }) {
	return stream.isTTY === true && !parsed.flag("no-color") && (variables["NO_COLOR"] ?? "") === "";
}
/**
* A diff in a pipe or a file is exact. On a terminal, and in the log of a workflow, no line of it may act: there it is
* made visible, and where that changed something it is no patch any more.
*/
function printDiff({ files }, { parsed, surroundings, places }) {
	const { stdout, stderr, cwd, environment: variables } = surroundings;
	const { head, folder } = namesFor(places, cwd);
	const lines = files.flatMap(({ path, before, after }) => {
		const diff = unifiedDiff(`${folder}${path}`, Buffer.from(before).toString("utf8"), after);
		return diff.length === 0 ? [] : [...head(path), ...diff];
	});
	const output = parsed.text("output");
	if (output !== void 0) {
		require_engine.writeText((0, node_path.resolve)(cwd, output), lines.map((line) => `${line}\n`).join(""), output);
		return;
	}
	const shown = stdout.isTTY === true || variables["GITHUB_ACTIONS"] === "true" ? lines.map(visible) : lines;
	const paint = isColored(stdout, parsed, surroundings) ? painted : (line) => line;
	stdout.write(shown.map((line) => `${paint(line)}\n`).join(""));
	if (stdout.isTTY !== true && shown.some((line, index) => line !== lines[index])) stderr.write("tikv-tls-gate: characters that could act on the log are escaped in this diff; --output FILE writes it as it is\n");
}
/** Names are those from the root, said so to git where the user stands elsewhere; without git those from where the user stands, if they lie below. */
function namesFor({ root, isCheckout }, cwd) {
	const here = require_engine.realFolder(cwd);
	if (isCheckout) return {
		head: (path) => here === root ? [] : [gitLine(path)],
		folder: ""
	};
	const between = require_engine.below(here, root) ?? "";
	return {
		head: () => [],
		folder: between === "" ? "" : `${between}/`
	};
}
/** Tabs and the carriage return at the end of a line are no danger in a diff. */
function visible(line) {
	const end = line.endsWith("\r") ? "\r" : "";
	return line.slice(0, line.length - end.length).split("	").map(require_main.forTerminal).join("	").replace(/^([ +-]\s*):(?=:)/, "$1\\u{3a}").replaceAll("##[", "#\\u{23}[").concat(end);
}
function painted(line) {
	const code = /^(?:---|\+\+\+) /.test(line) ? 1 : line.startsWith("@@") ? 36 : line.startsWith("+") ? 32 : line.startsWith("-") ? 31 : 0;
	return code === 0 ? line : `\u001B[${code}m${line}\u001B[0m`;
}

Object.defineProperty(exports, "TextLines", {
  enumerable: true,
  get: function () {
    return TextLines;
  }
});
Object.defineProperty(exports, "applyEdits", {
  enumerable: true,
  get: function () {
    return applyEdits;
  }
});
Object.defineProperty(exports, "fix_exports", {
  enumerable: true,
  get: function () {
    return fix_exports;
  }
});
Object.defineProperty(exports, "settleFix", {
  enumerable: true,
  get: function () {
    return settleFix;
  }
});
Object.defineProperty(exports, "settle_exports", {
  enumerable: true,
  get: function () {
    return settle_exports;
  }
});
Object.defineProperty(exports, "unifiedDiff", {
  enumerable: true,
  get: function () {
    return unifiedDiff;
  }
});
})
