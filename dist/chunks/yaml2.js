import { a as isMap, c as isSeq, i as isAlias, o as isPair, r as LineCounter, s as isScalar, t as parseAllDocuments } from "./yaml.js";
import { Et as firstLine, k as TemplateScanner, wt as LineIndex } from "./engine.js";

// src/read/yaml-gaps.ts
/** Puts what branches and inclusions may bring into the trees of a masked YAML text. */
var YamlGaps = class {
	#mask;
	#lines;
	constructor(mask, lines) {
		this.#mask = mask;
		this.#lines = lines;
	}
	/** The placeholder that fills a part of the text, in whole or in part. */
	placeholderIn(start, end) {
		return firstIn(this.#mask.placeholders, start, end);
	}
	/** A value that is unknown because of the given piece. */
	unknown(span, { shown }) {
		return {
			kind: "unknown",
			span,
			because: `decided by a template: ${shown}`
		};
	}
	unknownAt(piece) {
		return this.unknown(this.#lines.span(piece.start, piece.end), piece);
	}
	/** The gap in a block scalar, which would have more or other lines. */
	gapIn(start, end) {
		return firstIn(this.#mask.gaps, start, end);
	}
	/** The gap that stands where the value of a key would, of which nothing else is left: `spec:` and then `{{ toYaml .Values.spec }}`. */
	gapInsteadOfValue(pair) {
		const from = pair.key.range?.[1];
		const isEmpty = pair.value === null || isScalar(pair.value) && pair.value.value === null;
		if (from === void 0 || !isEmpty) return void 0;
		const gap = firstIn(this.#mask.gaps, from, Number.POSITIVE_INFINITY);
		if (gap === void 0 || gap.start - from > 1e4) return void 0;
		return /^\s*:(?:\s|#[^\n]*(?:\n|$))*$/.test(this.#mask.text.slice(from, gap.start)) ? gap : void 0;
	}
	/** Marks what each gap may bring to the collections around it. `nodeOf` gives the node of the tree. */
	apply(document, nodeOf) {
		const [from, , to] = document.contents?.range ?? [
			0,
			0,
			0
		];
		const start = document.range?.[0] ?? from;
		const end = Math.max(document.range?.[2] ?? to, to);
		for (let index = indexFrom(this.#mask.gaps, start); index < this.#mask.gaps.length; index++) {
			const gap = this.#mask.gaps[index];
			if (gap.start >= end) break;
			const levels = this.#levelsAround(document.contents, gap.start);
			for (const level of this.#affected(levels, gap)) this.#mark(level, gap, nodeOf(level.node));
		}
	}
	#levelsAround(root, offset) {
		const levels = [];
		for (let node = root; isMap(node) || isSeq(node);) {
			const { items } = node;
			const last = items[lastBefore(items, offset)];
			const first = items[0];
			const [at] = (isPair(first) ? first.key : first)?.range ?? [0];
			const column = this.#lines.span(at, at).column - 1 - (isSeq(node) ? 2 : 0);
			levels.push({
				node,
				column,
				pair: isPair(last) ? last : void 0
			});
			node = isPair(last) ? last.value : last;
			if (isScalar(node) && (node.range?.[0] ?? offset) < offset && offset < (node.range?.[1] ?? 0)) return [];
		}
		return levels;
	}
	/** The collections that the lines of a gap belong to, by their indentation; where that does not tell, all around it. */
	#affected(levels, gap) {
		const indent = gap.kind === "branch" ? indentOf(gap.content) : this.#indentOfHole(gap);
		if (indent === void 0) return levels;
		const exact = levels.filter(({ column }) => column === indent);
		return exact.length > 0 ? exact.slice(-1) : levels.filter(({ column }) => column <= indent).slice(-1);
	}
	#indentOfHole(gap) {
		const nindent = /\bn?indent\s+(\d{1,3})/.exec(gap.content)?.[1];
		if (nindent !== void 0) return Number(nindent);
		const column = this.#lines.span(gap.start, gap.start).column - 1;
		return column === 0 ? void 0 : column;
	}
	#mark({ node, pair }, gap, target) {
		if (pair !== void 0 && this.gapInsteadOfValue(pair) === gap) return;
		if (target?.kind === "array") target.items.push(this.unknownAt(gap));
		if (target?.kind !== "table" || !isMap(node)) return;
		const keys = gap.kind === "branch" ? keysOf(gap.content) : void 0;
		if (keys === void 0) {
			const { span, because } = this.unknownAt(gap);
			target.open ??= {
				span,
				because
			};
			return;
		}
		for (const { key, at } of keys) {
			const span = this.#lines.span(gap.start + at, gap.start + at + key.length);
			target.entries.set(key, {
				key,
				keySpan: span,
				node: this.unknown(span, gap)
			});
		}
	}
};
function firstIn(pieces, start, end) {
	const found = pieces[indexFrom(pieces, start)];
	return found !== void 0 && found.start < end ? found : void 0;
}
/** The index of the first piece that ends behind an offset. */
function indexFrom(pieces, offset) {
	let low = 0;
	let high = pieces.length;
	while (low < high) {
		const middle = low + high >> 1;
		if (pieces[middle].end <= offset) low = middle + 1;
		else high = middle;
	}
	return low;
}
/** The index of the last item of a collection that begins before an offset; -1 when none does. */
function lastBefore(items, offset) {
	let low = 0;
	let high = items.length;
	while (low < high) {
		const middle = low + high >> 1;
		const item = items[middle];
		if (((isPair(item) ? item.key : item)?.range?.[0] ?? 0) < offset) low = middle + 1;
		else high = middle;
	}
	return low - 1;
}
function contentLines(content) {
	return content.split("\n").filter((line) => !/^\s*(?:#|$)/.test(line));
}
/** The indentation of the least indented line of a branch. */
function indentOf(content) {
	const indents = contentLines(content).map((line) => line.search(/\S/));
	return indents.length === 0 ? void 0 : indents.reduce((least, indent) => Math.min(least, indent));
}
/** The keys at the least indentation of a branch; undefined when other lines stand there too. */
function keysOf(content) {
	const indent = indentOf(content);
	const keys = [];
	let at = 0;
	for (const line of content.split("\n")) {
		const start = at;
		at += line.length + 1;
		if (/^\s*(?:#|$)/.test(line) || line.search(/\S/) !== indent) continue;
		const key = /^\s*(["']?)([\w./-]{1,200})\1\s*:(?:\s|$)/.exec(line)?.[2];
		if (key === void 0) return void 0;
		keys.push({
			key,
			at: start + line.indexOf(key)
		});
	}
	return keys;
}

// src/read/yaml-strings.ts
/**
* For every UTF-16 unit of a YAML string's value the offset of its source in the file, and one more for the end. Made
* by reading the scalar once more as YAML 1.2 (chapters 7.3 and 8.1) says; empty where the two readings differ, so that a
* span is never wrong: the caller then points at the whole scalar.
*/
function yamlStringOffsets(text, scalar, value) {
	const [start, end] = scalar.range ?? [0, 0];
	const units = unitsOf(text.slice(start, end), scalar.type ?? "PLAIN");
	if (units.map((unit) => unit.text).join("") !== value) return [];
	return [...units.flatMap(({ text: part, at }) => new Array(part.length).fill(start + at)), end];
}
function unitsOf(source, type) {
	switch (type) {
		case "BLOCK_LITERAL":
		case "BLOCK_FOLDED": return blockUnits(source, type === "BLOCK_FOLDED");
		case "QUOTE_DOUBLE": return foldFlow(doubleQuoted(source));
		case "QUOTE_SINGLE": return foldFlow(singleQuoted(source));
		default: return foldFlow(Array.from({ length: source.length }, (_, at) => ({
			text: source[at],
			at
		})));
	}
}
function linesOf$1(source) {
	const lines = [];
	let at = 0;
	for (const text of source.split("\n")) {
		lines.push({
			text: text.endsWith("\r") ? text.slice(0, -1) : text,
			at
		});
		at += text.length + 1;
	}
	return lines;
}
/** Chapter 8.1: the header, then lines without their indentation; chomping decides about the end. */
function blockUnits(source, isFolded) {
	const [header, ...body] = linesOf$1(source);
	const indicator = /^[|>][-+]?(\d)?[-+]?/.exec(header.text);
	const chomping = /[-+]/.exec(indicator?.[0] ?? "")?.[0] ?? "";
	const lines = source.endsWith("\n") ? body.slice(0, -1) : body;
	const firstText = lines.find((line) => line.text.trim() !== "");
	const margins = lines.filter((line) => line.text.trim() !== "").map((line) => line.text.search(/[^ ]/));
	const indent = indicator?.[1] === void 0 ? firstText?.text.search(/[^ ]/) ?? 0 : Math.min(...margins, Number.POSITIVE_INFINITY);
	const content = lines.map((line) => ({
		text: line.text.slice(indent),
		at: line.at + Math.min(indent, line.text.length)
	}));
	let last = content.length;
	while (last > 0 && content[last - 1].text === "") last -= 1;
	const kept = content.slice(0, last);
	const units = isFolded ? foldBlock(kept) : literal(kept);
	const breakAt = (line) => ({
		text: "\n",
		at: line.at + line.text.length
	});
	if (chomping === "-" || kept.length === 0 && chomping !== "+") return units;
	const ending = kept.length > 0 ? [breakAt(kept.at(-1))] : [];
	if (chomping === "+") for (const line of content.slice(last)) ending.push(breakAt(line));
	return [...units, ...ending];
}
function characters(line) {
	return Array.from({ length: line.text.length }, (_, index) => ({
		text: line.text[index],
		at: line.at + index
	}));
}
function literal(lines) {
	return lines.flatMap((line, index) => {
		const before = lines[index - 1];
		return before === void 0 ? characters(line) : [{
			text: "\n",
			at: before.at + before.text.length
		}, ...characters(line)];
	});
}
/** Chapter 8.1.3: a single break between two lines that are not more indented becomes a blank. */
function foldBlock(lines) {
	const units = [];
	let previous;
	let empty = [];
	for (const line of lines) {
		if (line.text === "") {
			empty.push(line);
			continue;
		}
		if (previous === void 0) units.push(...empty.map((each) => ({
			text: "\n",
			at: each.at
		})));
		else {
			const isIndented = /^[ \t]/.test(line.text) || /^[ \t]/.test(previous.text);
			const breakAt = previous.at + previous.text.length;
			if (isIndented) units.push({
				text: "\n",
				at: breakAt
			}, ...empty.map((each) => ({
				text: "\n",
				at: each.at
			})));
			else if (empty.length === 0) units.push({
				text: " ",
				at: breakAt
			});
			else units.push(...empty.map((each) => ({
				text: "\n",
				at: each.at
			})));
		}
		units.push(...characters(line));
		previous = line;
		empty = [];
	}
	return units;
}
function singleQuoted(source) {
	const units = [];
	for (let at = 1; at < source.length - 1; at++) {
		units.push({
			text: source[at],
			at
		});
		if (source[at] === "'" && source[at + 1] === "'") at += 1;
	}
	return units;
}
const escapes = {
	"0": "\0",
	a: "\x07",
	b: "\b",
	t: "	",
	"	": "	",
	n: "\n",
	v: "\v",
	f: "\f",
	r: "\r",
	e: "\x1B",
	" ": " ",
	"\"": "\"",
	"/": "/",
	"\\": "\\",
	N: "",
	_: "\xA0",
	L: "\u2028",
	P: "\u2029"
};
/** An escaped character is marked by a leading NUL so that folding leaves it alone; `foldFlow` takes the mark away. */
function doubleQuoted(source) {
	const units = [];
	for (let at = 1; at < source.length - 1; at++) {
		const character = source[at];
		if (character !== "\\") {
			units.push({
				text: character,
				at
			});
			continue;
		}
		const next = source[at + 1];
		const width = {
			x: 2,
			u: 4,
			U: 8
		}[next];
		if (width !== void 0) {
			const code = Number.parseInt(source.slice(at + 2, at + 2 + width), 16);
			units.push({
				text: `\0${code <= 1114111 ? String.fromCodePoint(code) : ""}`,
				at
			});
			at += 1 + width;
		} else if (next === "\n" || next === "\r") {
			const skipped = /^\r?\n[ \t]*/.exec(source.slice(at + 1))?.[0].length ?? 0;
			at += skipped;
		} else {
			units.push({
				text: `\0${escapes[next] ?? next}`,
				at
			});
			at += 1;
		}
	}
	return units;
}
/** Chapter 7.3: a break inside a flow scalar becomes a blank, n + 1 breaks become n; blanks around breaks vanish. */
function foldFlow(units) {
	const folded = [];
	for (let index = 0; index < units.length; index++) {
		const unit = units[index];
		if (unit.text.startsWith("\0") && unit.text.length > 1) {
			folded.push({
				text: unit.text.slice(1),
				at: unit.at
			});
			continue;
		}
		if (unit.text !== "\n" && unit.text !== "\r") {
			folded.push(unit);
			continue;
		}
		while (folded.length > 0 && /^[ \t]$/.test(folded.at(-1).text)) folded.pop();
		let breaks = 0;
		let next = index;
		for (; next < units.length && /^[ \t\r\n]$/.test(units[next].text); next++) if (units[next].text === "\n") breaks += 1;
		if (breaks === 1) folded.push({
			text: " ",
			at: unit.at
		});
		else for (let count = 1; count < breaks; count++) folded.push({
			text: "\n",
			at: unit.at
		});
		index = next - 1;
	}
	return folded;
}

// src/read/yaml-template.ts
const openings = /\{\{|\{%|\{#|<%/;
/**
* Takes the template out of a YAML text (Helm, Jinja, ERB); undefined for a plain one. Placeholders in quotes and in block scalars stay: there the
* text is YAML as it is, and whoever reads the string sees them. Linear in the length of the text.
*/
function maskYamlTemplate(text) {
	if (!openings.test(text)) return void 0;
	const pieces = [...piecesOf(text)];
	const [first] = pieces;
	if (first === void 0) return void 0;
	return {
		...new YamlMasker(text, pieces).run(),
		first
	};
}
function linesOf(text) {
	const lines = [];
	for (let start = 0; start <= text.length;) {
		const end = text.indexOf("\n", start);
		const stop = end === -1 ? text.length : end;
		lines.push({
			start,
			text: text.slice(start, stop)
		});
		start = stop + 1;
	}
	return lines;
}
const opensBlockScalar = /(?:^|[:\-?]\s+|^\s*)(?:[&!]\S{1,100}\s+){0,2}[|>][-+0-9]{0,2}\s*(?:\s#.*)?$/;
/** Pieces that are no part of a string as YAML reads it. */
function* piecesOf(text) {
	const scanner = new TemplateScanner(text);
	const lines = linesOf(text);
	let quote = "";
	let scalarIndent;
	let skipTo = 0;
	for (const [index, line] of lines.entries()) {
		const indent = line.text.search(/\S/);
		if (line.start + line.text.length < skipTo || indent === -1 && quote === "") continue;
		let isInScalar = false;
		if (scalarIndent !== void 0) {
			if (indent > scalarIndent) continue;
			isInScalar = startsPiece(line.text) && goesOn(lines, index, scalarIndent);
			if (!isInScalar) scalarIndent = void 0;
		}
		for (let at = Math.max(0, skipTo - line.start); at < line.text.length; at++) {
			const character = line.text[at];
			if (quote === "'" || quote === "\"") {
				if (character === "\\" && quote === "\"") at += 1;
				else if (character === quote) quote = "";
				else if (character === "{" || character === "<") {
					const token = scanner.tokenAt(line.start + at, line.start + line.text.length);
					if (token === void 0) continue;
					at = token.end - line.start - 1;
					if (text.slice(token.start, token.end).includes(quote)) yield {
						...token,
						isInQuotes: true,
						isInScalar
					};
				}
				continue;
			}
			if (character === "#" && (at === 0 || /\s/.test(line.text[at - 1]))) break;
			if ((character === "\"" || character === "'") && /^$|[\s[{,(:-]/.test(line.text[at - 1] ?? "")) quote = character;
			if (character !== "{" && character !== "<") continue;
			const token = scanner.tokenAt(line.start + at, text.length);
			if (token === void 0) continue;
			yield {
				...token,
				isInQuotes: false,
				isInScalar
			};
			skipTo = token.end;
			at = token.end - line.start - 1;
		}
		if (quote === "" && !isInScalar && opensBlockScalar.test(line.text)) scalarIndent = Math.max(indent, 0);
	}
}
function startsPiece(line) {
	return /^\s*(?:\{\{|\{%|\{#|<%)/.test(line);
}
/** More directives in a row than anybody writes; a hostile text must not be searched to its end for each. */
const mostDirectives = 40;
/** Does the block scalar go on behind directives that are less indented than its text? */
function goesOn(lines, from, scalarIndent) {
	for (let index = from; index < Math.min(lines.length, from + mostDirectives); index++) {
		const { text } = lines[index];
		const indent = text.search(/\S/);
		if (indent === -1 || indent <= scalarIndent && startsPiece(text)) continue;
		return indent > scalarIndent;
	}
	return false;
}
var YamlMasker = class {
	#text;
	#pieces;
	#parts = [];
	#placeholders = [];
	#gaps = [];
	#at = 0;
	/** The last line with content before `#at`. */
	#lastContent;
	constructor(text, pieces) {
		this.#text = text;
		this.#pieces = pieces;
	}
	run() {
		const pieces = this.#pieces;
		const branches = branchesOf(pieces);
		const guards = /* @__PURE__ */ new Set();
		for (let index = 0; index < pieces.length; index++) {
			const piece = pieces[index];
			if (piece.isInQuotes) this.#value(piece.start, piece.end, piece);
			else if (guards.has(piece) || piece.role === "silent") this.#replace(piece.start, piece.end, blanks);
			else if (piece.role === "open") {
				const branch = branches.get(index);
				const last = branch?.closer ?? pieces.length;
				const closer = pieces[last];
				if (closer !== void 0 && this.#isGuard(piece, branch)) {
					guards.add(closer);
					this.#replace(piece.start, piece.end, blanks);
					continue;
				}
				this.#branch(piece, closer?.end ?? this.#text.length, pieces.slice(index, last + 1));
				index = last;
			} else if (this.#isAlone(piece)) this.#gap(piece, piece.end, "hole", this.#text.slice(piece.start, piece.end));
			else this.#value(piece.start, piece.end, piece);
		}
		this.#parts.push(this.#text.slice(this.#at));
		return {
			text: this.#parts.join(""),
			placeholders: this.#placeholders,
			gaps: this.#gaps
		};
	}
	/** Does a branch hold whole documents? Then it decides whether they are there, not what they say. */
	#isGuard(opener, branch) {
		if (branch === void 0 || branch.hasElse || !isLineStart(this.#text, opener.start)) return false;
		return isDocumentEnd(lastContent(this.#text.slice(this.#at, opener.start)) ?? this.#lastContent) && isDocumentEnd(contentBehind(this.#text, this.#pieces[branch.closer].end));
	}
	#branch(piece, end, pieces) {
		const source = this.#text.slice(piece.start, end);
		if (!isLineStart(this.#text, piece.start)) {
			const stop = source.includes("\n") ? piece.end : end;
			this.#value(piece.start, stop, piece);
			if (stop < end) this.#replace(stop, end, blanks);
			return;
		}
		let content = "";
		let at = piece.start;
		for (const inner of pieces) {
			content += this.#text.slice(at, inner.start) + (inner.role === "value" ? fill : blanks)(this.#text.slice(inner.start, inner.end));
			at = inner.end;
		}
		this.#gap(piece, end, "branch", content + this.#text.slice(at, end));
	}
	#gap({ start, shown, help }, end, kind, content) {
		this.#gaps.push({
			kind,
			start,
			end,
			shown,
			help,
			content
		});
		this.#replace(start, end, blanks);
	}
	#value(start, end, { shown, help }) {
		this.#placeholders.push({
			start,
			end,
			shown,
			help
		});
		this.#replace(start, end, fill);
	}
	#replace(start, end, by) {
		if (start < this.#at) return;
		const before = this.#text.slice(this.#at, start);
		this.#lastContent = by === fill ? "value" : lastContent(before) ?? this.#lastContent;
		this.#parts.push(before, by(this.#text.slice(start, end)));
		this.#at = end;
	}
	#isAlone(piece) {
		return isLineStart(this.#text, piece.start) && /^[ \t\r]*(?:#|\n|$)/.test(this.#text.slice(piece.end, piece.end + 200));
	}
};
/** The branches that are closed, by the index of the piece that opens them. */
function branchesOf(pieces) {
	const branches = /* @__PURE__ */ new Map();
	const open = [];
	for (const [index, { role, isInQuotes }] of pieces.entries()) {
		if (isInQuotes) continue;
		const innermost = open.at(-1);
		if (role === "open") open.push({
			index,
			hasElse: false
		});
		if (role === "else" && innermost !== void 0) innermost.hasElse = true;
		if (role === "close" && open.pop() !== void 0 && innermost !== void 0) branches.set(innermost.index, {
			closer: index,
			hasElse: innermost.hasElse
		});
	}
	return branches;
}
function isDocumentEnd(line) {
	return line === void 0 || /^(?:---|\.\.\.)/.test(line);
}
function lastContent(text) {
	let end = text.length;
	while (end > 0) {
		const start = text.lastIndexOf("\n", end - 1) + 1;
		const line = text.slice(start, end);
		if (!/^\s*(?:#|$)/.test(line)) return line;
		end = start - 1;
	}
}
/** The next line with content behind an offset, directives left aside; of a long gap none is looked for. */
function contentBehind(text, offset) {
	let start = offset;
	for (let count = 0; count < mostDirectives; count++) {
		if (start >= text.length) return void 0;
		const end = text.indexOf("\n", start);
		const line = text.slice(start, end === -1 ? text.length : end);
		if (!/^\s*(?:#|$)/.test(line) && !startsPiece(line)) return line;
		if (end === -1) return void 0;
		start = end + 1;
	}
	return "";
}
function isLineStart(text, offset) {
	let at = offset - 1;
	while (text[at] === " " || text[at] === "	") at -= 1;
	return at < 0 || text[at] === "\n";
}
function fill(text) {
	return text.replaceAll(/[^\r\n]/g, "_");
}
function blanks(text) {
	return text.replaceAll(/[^\r\n]/g, " ");
}

// src/read/yaml.ts
/** What a document may hold when its aliases are written out; a "billion laughs" file has more. */
const mostNodes = 2e5;
const deepest = 200;
/**
* Reads YAML 1.2 (with merge keys) with the place of every key and value. Aliases share the node of their anchor, so a
* small file stays small. Null values count as absent; values with a tag of their own are `unknown`. A template that nobody
* rendered is read as far as it goes: what it puts in, and what its branches enclose, is `unknown`. Never throws.
*/
function readYaml(path, source) {
	const lines = new LineIndex(path, source);
	const mask = maskYamlTemplate(source);
	if (mask === void 0) return readMasked(path, source, lines, void 0);
	return {
		...readMasked(path, mask.text, lines, new YamlGaps(mask, lines)),
		template: {
			at: lines.span(mask.first.start, mask.first.end),
			help: mask.first.help
		}
	};
}
function readMasked(path, text, lines, gaps) {
	const problems = [];
	const duplicates = [];
	const documents = [];
	let parsed;
	try {
		const options = {
			uniqueKeys: false,
			logLevel: "silent",
			lineCounter: new LineCounter(),
			keepSourceTokens: true,
			strict: true
		};
		const result = parseAllDocuments(text, options);
		parsed = Array.isArray(result) ? result : [];
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		return {
			documents,
			problems: [{
				at: firstLine(path, text),
				message: "nested too deeply"
			}],
			duplicates
		};
	}
	for (const document of parsed) {
		const [mistake] = document.errors;
		if (mistake !== void 0) {
			const [start, end] = mistake.pos;
			problems.push({
				at: lines.span(start, Math.max(end, start + 1)),
				message: firstSentence(mistake.message)
			});
			continue;
		}
		const converter = new Converter(text, lines, document, duplicates, gaps);
		const node = converter.convert(document.contents);
		gaps?.apply(document, (part) => converter.nodeOf(part));
		if (converter.refusal !== void 0) problems.push({
			at: firstLine(path, text),
			message: converter.refusal
		});
		else documents.push({
			node,
			root: node?.kind === "table" ? node : void 0
		});
	}
	return {
		documents,
		problems,
		duplicates
	};
}
function rangeOf(node) {
	const [start, end] = node.range ?? [0, 0];
	return [start, end];
}
/** The parser's messages go on with an excerpt of the file. */
function firstSentence(message) {
	return message.split("\n")[0].replace(/ at line \d+, column \d+:?$/, "");
}
/** How many characters of the file stand for the character of a string that begins at `at`: escapes have several. */
function writtenLength(text, { type }, at) {
	if (type === "QUOTE_SINGLE") return text.startsWith("''", at) ? 2 : 1;
	if (type !== "QUOTE_DOUBLE" || text[at] !== "\\") return 1;
	return 2 + ({
		x: 2,
		u: 4,
		U: 8
	}[text[at + 1] ?? ""] ?? 0);
}
var Converter = class {
	#text;
	#lines;
	#document;
	#duplicates;
	#anchors = /* @__PURE__ */ new Map();
	#sizes = /* @__PURE__ */ new Map();
	#open = /* @__PURE__ */ new Set();
	#gaps;
	refusal;
	constructor(text, lines, document, duplicates, gaps) {
		this.#gaps = gaps;
		this.#text = text;
		this.#lines = lines;
		this.#document = document;
		this.#duplicates = duplicates;
	}
	/** What a part of the document became. */
	nodeOf(part) {
		return this.#anchors.get(part);
	}
	convert(node, depth = 0) {
		if (node === null || node === void 0 || this.refusal !== void 0) return void 0;
		if (depth > deepest) {
			this.refusal = "nested too deeply";
			return;
		}
		if (isAlias(node)) return this.#alias(node, depth);
		if (this.#anchors.has(node)) return this.#anchors.get(node);
		this.#open.add(node);
		const converted = this.#own(node, depth);
		this.#open.delete(node);
		this.#anchors.set(node, converted);
		return converted;
	}
	#alias(alias, depth) {
		const target = alias.resolve(this.#document);
		if (target === void 0 || this.#open.has(target)) {
			const because = target === void 0 ? "an alias without an anchor" : "an alias to itself";
			return {
				kind: "unknown",
				span: this.#span(alias),
				because
			};
		}
		return this.convert(target, depth);
	}
	#own(node, depth) {
		if (node.tag?.startsWith("!") === true) return {
			kind: "unknown",
			span: this.#span(node),
			because: "the value has a tag of its own"
		};
		if (isMap(node)) return this.#sized(this.#table(node, depth));
		if (isSeq(node)) return this.#sized(this.#array(node, depth));
		if (isScalar(node)) return this.#scalar(node);
	}
	#table(map, depth) {
		const entries = /* @__PURE__ */ new Map();
		const merged = /* @__PURE__ */ new Map();
		let open;
		for (const pair of map.items) {
			if (!isPair(pair)) continue;
			const key = pair.key;
			if (!isScalar(key)) continue;
			const filled = this.#gaps?.placeholderIn(...rangeOf(key));
			if (filled !== void 0) {
				open ??= {
					span: this.#span(key),
					because: `decided by a template: ${filled.shown}`
				};
				continue;
			}
			const name = String(key.value);
			if (name === "<<" && key.type === "PLAIN") {
				for (const entry of this.#mergedEntries(pair.value, depth)) if (!merged.has(entry.key)) merged.set(entry.key, entry);
				continue;
			}
			if (entries.has(name)) this.#duplicates.push({
				at: this.#span(key),
				key: name
			});
			const node = this.#valueOf(pair, depth);
			if (node === void 0) entries.delete(name);
			else entries.set(name, {
				key: name,
				keySpan: this.#span(key),
				node
			});
		}
		for (const [name, entry] of merged) if (!entries.has(name)) entries.set(name, entry);
		return {
			kind: "table",
			span: this.#span(map),
			entries,
			...open !== void 0 && { open }
		};
	}
	/** A key without a value may get one from a template. */
	#valueOf(pair, depth) {
		const gap = this.#gaps?.gapInsteadOfValue(pair);
		if (gap !== void 0) return this.#gaps?.unknownAt(gap);
		return this.convert(pair.value, depth + 1);
	}
	#mergedEntries(value, depth) {
		return (isSeq(value) ? value.items : [value]).flatMap((source) => {
			const node = this.convert(source, depth + 1);
			return node?.kind === "table" ? [...node.entries.values()] : [];
		});
	}
	#array(sequence, depth) {
		const items = sequence.items.flatMap((item) => this.convert(item, depth + 1) ?? []);
		return {
			kind: "array",
			span: this.#span(sequence),
			items
		};
	}
	#scalar(scalar) {
		const span = this.#span(scalar);
		const { value } = scalar;
		switch (typeof value) {
			case "string": return this.#string(scalar, value, span);
			case "boolean": return {
				kind: "boolean",
				span,
				value
			};
			case "bigint": return {
				kind: "integer",
				span,
				value
			};
			case "number": return {
				kind: Number.isInteger(value) ? "integer" : "float",
				span,
				value
			};
			default: return;
		}
	}
	#string(scalar, value, span) {
		const piece = this.#gaps?.placeholderIn(...rangeOf(scalar)) ?? this.#gaps?.gapIn(...rangeOf(scalar));
		if (piece !== void 0 && this.#gaps !== void 0) return this.#gaps.unknown(span, piece);
		let offsets;
		const slice = (from, to) => {
			offsets ??= yamlStringOffsets(this.#text, scalar, value);
			const start = offsets[from];
			const last = to > from ? offsets[to - 1] : start;
			if (start === void 0 || last === void 0) return span;
			return this.#lines.span(start, to > from ? last + writtenLength(this.#text, scalar, last) : start);
		};
		return {
			kind: "string",
			span,
			value,
			slice
		};
	}
	/** Counts nodes as if every alias were written out, and gives up on a file that grows without bound. */
	#sized(node) {
		let size = 1;
		const children = node.kind === "table" ? [...node.entries.values()].map((entry) => entry.node) : node.kind === "array" ? node.items : [];
		for (const child of children) size += this.#sizes.get(child) ?? 1;
		this.#sizes.set(node, size);
		if (size > mostNodes) this.refusal = "its aliases write out to more than anybody can read";
		return node;
	}
	#span(node) {
		const [start, end] = node.range ?? [0, 0];
		let last = end;
		while (last > start && /\s/.test(this.#text[last - 1])) last -= 1;
		return this.#lines.span(start, last);
	}
};

export { readYaml as t };