// 40acd661c7a7c95ea5f702a0e7c7a56ed3e05f9dcb61ab46b90f06edcc39a325
(function (exports, require, module, __filename, __dirname) {
const require_engine = require("./engine.js");

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

Object.defineProperty(exports, "TextLines", {
  enumerable: true,
  get: function () {
    return TextLines;
  }
});
Object.defineProperty(exports, "settleFix", {
  enumerable: true,
  get: function () {
    return settleFix;
  }
});
})
