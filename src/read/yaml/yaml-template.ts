import type { Gap, Placeholder } from "../templates/placeholders.ts";
import { TemplateScanner, type TemplateToken } from "../templates/template-tokens.ts";

/** A YAML template as far as it can be read without being rendered. */
export interface YamlMask {
  /** As long as the original, with the same lines: placeholders are filled up, directives and what they enclose are blanks. */
  readonly text: string;
  /** Values and keys that a template puts in, in order. */
  readonly placeholders: readonly Placeholder[];
  /** Lines of which nobody knows what they hold once the template is rendered, in order. */
  readonly gaps: readonly Gap[];
  /** The first piece of a template language outside of comments, quotes and block scalars. */
  readonly first: TemplateToken;
}

interface Line {
  readonly start: number;
  readonly text: string;
}

interface Piece extends TemplateToken {
  /** In quotes, among characters that end them: `"{{ default "a" .x }}"`. */
  readonly isInQuotes: boolean;
  /** In a block scalar, but less indented than its text: it would end the scalar. */
  readonly isInScalar: boolean;
}

const openings = /\{\{|\{%|\{#|<%/;

/**
 * Takes the template out of a YAML text (Helm, Jinja, ERB); undefined for a plain one. Placeholders in quotes and in block scalars stay: there the
 * text is YAML as it is, and whoever reads the string sees them. Linear in the length of the text.
 */
export function maskYamlTemplate(text: string): YamlMask | undefined {
  if (!openings.test(text)) return undefined;
  const pieces = [...piecesOf(text)];
  const [first] = pieces;
  if (first === undefined) return undefined;
  const mask = new YamlMasker(text, pieces);
  return { ...mask.run(), first };
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length; ) {
    const end = text.indexOf("\n", start);
    const stop = end === -1 ? text.length : end;
    lines.push({ start, text: text.slice(start, stop) });
    start = stop + 1;
  }
  return lines;
}

/** Is the last word of a line that is no comment the header of a block scalar: `key: !!str |-`? */
function opensBlockScalar(line: string): boolean {
  if (!/[|>]/.test(line)) return false;
  const words = line.split(/\s/).filter((word) => word !== "");
  return words.some((word, index) => {
    if (!/^[|>][-+0-9]{0,2}$/.test(word) || words[index + 1]?.startsWith("#") === false) return false;
    const properties = words.slice(Math.max(0, index - 2), index).reverse();
    const before = properties.findIndex((each) => !/^[&!]/.test(each));
    const key = words[index - 1 - (before === -1 ? properties.length : before)];
    return key === undefined || /[:?-]$/.test(key);
  });
}

/** Pieces that are no part of a string as YAML reads it. */
function* piecesOf(text: string): Generator<Piece> {
  const scanner = new TemplateScanner(text);
  const lines = linesOf(text);
  let quote = "";
  let scalarIndent: number | undefined;
  let skipTo = 0;
  for (const [index, line] of lines.entries()) {
    const indent = line.text.search(/\S/);
    if (line.start + line.text.length < skipTo || (indent === -1 && quote === "")) continue;
    let isInScalar = false;
    if (scalarIndent !== undefined) {
      if (indent > scalarIndent) continue;
      isInScalar = startsPiece(line.text) && goesOn(lines, index, scalarIndent);
      if (!isInScalar) scalarIndent = undefined;
    }
    for (let at = Math.max(0, skipTo - line.start); at < line.text.length; at++) {
      const character = line.text[at] as string;
      if (quote === "'" || quote === '"') {
        if (character === "\\" && quote === '"') at += 1;
        else if (character === quote) quote = "";
        else if (character === "{" || character === "<") {
          const token = scanner.tokenAt(line.start + at, line.start + line.text.length);
          if (token === undefined) continue;
          at = token.end - line.start - 1;
          if (text.slice(token.start, token.end).includes(quote)) yield { ...token, isInQuotes: true, isInScalar };
        }
        continue;
      }
      if (character === "#" && (at === 0 || /\s/.test(line.text[at - 1] as string))) break;
      if ((character === '"' || character === "'") && /^$|[\s[{,(:-]/.test(line.text[at - 1] ?? "")) quote = character;
      if (character !== "{" && character !== "<") continue;
      const token = scanner.tokenAt(line.start + at, text.length);
      if (token === undefined) continue;
      yield { ...token, isInQuotes: false, isInScalar };
      skipTo = token.end;
      at = token.end - line.start - 1;
    }
    if (quote === "" && !isInScalar && opensBlockScalar(line.text)) scalarIndent = Math.max(indent, 0);
  }
}

function startsPiece(line: string): boolean {
  return /^\s*(?:\{\{|\{%|\{#|<%)/.test(line);
}

/** More directives in a row than anybody writes; a hostile text must not be searched to its end for each. */
const mostDirectives = 40;

/** Does the block scalar go on behind directives that are less indented than its text? */
function goesOn(lines: readonly Line[], from: number, scalarIndent: number): boolean {
  for (let index = from; index < Math.min(lines.length, from + mostDirectives); index++) {
    const { text } = lines[index] as Line;
    const indent = text.search(/\S/);
    if (indent === -1 || (indent <= scalarIndent && startsPiece(text))) continue;
    return indent > scalarIndent;
  }
  return false;
}

class YamlMasker {
  readonly #text: string;
  readonly #pieces: readonly Piece[];
  readonly #parts: string[] = [];
  readonly #placeholders: Placeholder[] = [];
  readonly #gaps: Gap[] = [];
  #at = 0;
  /** The last line with content before `#at`. */
  #lastContent: string | undefined;

  constructor(text: string, pieces: readonly Piece[]) {
    this.#text = text;
    this.#pieces = pieces;
  }

  run(): Omit<YamlMask, "first"> {
    const pieces = this.#pieces;
    const branches = branchesOf(pieces);
    const guards = new Set<Piece>();
    for (let index = 0; index < pieces.length; index++) {
      const piece = pieces[index] as Piece;
      if (piece.isInQuotes) this.#value(piece.start, piece.end, piece);
      else if (guards.has(piece) || piece.role === "silent") this.#replace(piece.start, piece.end, blanks);
      else if (piece.role === "open") {
        const branch = branches.get(index);
        const last = branch?.closer ?? pieces.length;
        const closer = pieces[last];
        if (closer !== undefined && this.#isGuard(piece, branch)) {
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
    return { text: this.#parts.join(""), placeholders: this.#placeholders, gaps: this.#gaps };
  }

  /** Does a branch hold whole documents? Then it decides whether they are there, not what they say. */
  #isGuard(opener: Piece, branch: Branch | undefined): boolean {
    if (branch === undefined || branch.hasElse || !isLineStart(this.#text, opener.start)) return false;
    const before = lastContent(this.#text.slice(this.#at, opener.start)) ?? this.#lastContent;
    return isDocumentEnd(before) && isDocumentEnd(contentBehind(this.#text, (this.#pieces[branch.closer] as Piece).end));
  }

  #branch(piece: Piece, end: number, pieces: readonly Piece[]): void {
    const source = this.#text.slice(piece.start, end);
    if (!isLineStart(this.#text, piece.start)) {
      // `key: {{ if .x }}a{{ else }}b{{ end }}`; over several lines the first piece stands for all.
      const stop = source.includes("\n") ? piece.end : end;
      this.#value(piece.start, stop, piece);
      if (stop < end) this.#replace(stop, end, blanks);
      return;
    }
    let content = "";
    let at = piece.start;
    for (const inner of pieces) {
      content +=
        this.#text.slice(at, inner.start) + (inner.role === "value" ? fill : blanks)(this.#text.slice(inner.start, inner.end));
      at = inner.end;
    }
    this.#gap(piece, end, "branch", content + this.#text.slice(at, end));
  }

  #gap({ start, shown, help }: Piece, end: number, kind: Gap["kind"], content: string): void {
    this.#gaps.push({ kind, start, end, shown, help, content });
    this.#replace(start, end, blanks);
  }

  #value(start: number, end: number, { shown, help }: TemplateToken): void {
    this.#placeholders.push({ start, end, shown, help });
    this.#replace(start, end, fill);
  }

  #replace(start: number, end: number, by: (text: string) => string): void {
    if (start < this.#at) return;
    const before = this.#text.slice(this.#at, start);
    this.#lastContent = by === fill ? "value" : (lastContent(before) ?? this.#lastContent);
    this.#parts.push(before, by(this.#text.slice(start, end)));
    this.#at = end;
  }

  #isAlone(piece: Piece): boolean {
    return isLineStart(this.#text, piece.start) && /^[ \t\r]*(?:#|\n|$)/.test(this.#text.slice(piece.end, piece.end + 200));
  }
}

interface Branch {
  /** The index of the piece that closes it. */
  readonly closer: number;
  readonly hasElse: boolean;
}

/** The branches that are closed, by the index of the piece that opens them. */
function branchesOf(pieces: readonly Piece[]): ReadonlyMap<number, Branch> {
  const branches = new Map<number, Branch>();
  const open: { readonly index: number; hasElse: boolean }[] = [];
  for (const [index, { role, isInQuotes }] of pieces.entries()) {
    if (isInQuotes) continue;
    const innermost = open.at(-1);
    if (role === "open") open.push({ index, hasElse: false });
    if (role === "else" && innermost !== undefined) innermost.hasElse = true;
    if (role === "close" && open.pop() !== undefined && innermost !== undefined) {
      branches.set(innermost.index, { closer: index, hasElse: innermost.hasElse });
    }
  }
  return branches;
}

function isDocumentEnd(line: string | undefined): boolean {
  return line === undefined || /^(?:---|\.\.\.)/.test(line);
}

function lastContent(text: string): string | undefined {
  let end = text.length;
  while (end > 0) {
    const start = text.lastIndexOf("\n", end - 1) + 1;
    const line = text.slice(start, end);
    if (!/^\s*(?:#|$)/.test(line)) return line;
    end = start - 1;
  }
  return undefined;
}

/** The next line with content behind an offset, directives left aside; of a long gap none is looked for. */
function contentBehind(text: string, offset: number): string | undefined {
  let start = offset;
  for (let count = 0; count < mostDirectives; count++) {
    if (start >= text.length) return undefined;
    const end = text.indexOf("\n", start);
    const line = text.slice(start, end === -1 ? text.length : end);
    if (!/^\s*(?:#|$)/.test(line) && !startsPiece(line)) return line;
    if (end === -1) return undefined;
    start = end + 1;
  }
  return "";
}

function isLineStart(text: string, offset: number): boolean {
  let at = offset - 1;
  while (text[at] === " " || text[at] === "\t") at -= 1;
  return at < 0 || text[at] === "\n";
}

function fill(text: string): string {
  return text.replaceAll(/[^\r\n]/g, "_");
}

function blanks(text: string): string {
  return text.replaceAll(/[^\r\n]/g, " ");
}
