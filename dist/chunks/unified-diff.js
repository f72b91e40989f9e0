// ca512ebb1b03e36eb3d754c597c3723133820dcb4a7564ae54a823cb3559df39
(function (exports, require, module, __filename, __dirname) {
const require_engine = require("./engine.js");
const require_text_lines = require("./text-lines.js");

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
	const lines = new require_text_lines.TextLines(path, text);
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

// src/fix/unified-diff.ts
const context = 3;
/**
* The change of one file as `git apply` and `patch -p1` take it: lines without their ends. Empty where nothing changed.
* Exact: a carriage return and control characters stand in it as in the file. There is no `diff --git` line: with one, git
* takes names from the root of the repository, and not from where it is called (git: apply.c, is_toplevel_relative).
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

Object.defineProperty(exports, "applyEdits", {
  enumerable: true,
  get: function () {
    return applyEdits;
  }
});
Object.defineProperty(exports, "unifiedDiff", {
  enumerable: true,
  get: function () {
    return unifiedDiff;
  }
});
Object.defineProperty(exports, "withoutOverlaps", {
  enumerable: true,
  get: function () {
    return withoutOverlaps;
  }
});
})
