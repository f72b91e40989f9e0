import { mayHoldTemplate, TemplateScanner, type TemplateToken } from "./template-tokens.ts";

/** A value that a template puts into the text. */
export interface Placeholder {
  /** Offsets in UTF-16 code units, the end exclusive; with what sticks to it (`{{ n }}MB`). */
  readonly start: number;
  readonly end: number;
  /** `{{ .Values.x }}`, without literals: they may be secrets. */
  readonly shown: string;
  /** How it is filled in. */
  readonly help: string;
}

/** Lines of which nobody knows what they hold once the template is rendered. */
export interface Gap extends Placeholder {
  /** `branch`: what stands there may come or not; `hole`: anything may come. */
  readonly kind: "branch" | "hole";
  /** Of a branch: the text inside, other directives blanked; offset 0 is `start`. Of a hole: the piece itself, or nothing. */
  readonly content: string;
}

/** A template as far as it can be read without being rendered. */
export interface MaskedText {
  /** As long as the original, with the same lines: placeholders are filled up, gaps are blanks. */
  readonly text: string;
  readonly placeholders: readonly Placeholder[];
  readonly gaps: readonly Gap[];
  /** The pieces of template languages outside of comments, in order. */
  readonly pieces: readonly TemplateToken[];
}

/** A piece with what surrounds it. */
interface Found extends TemplateToken {
  readonly isInString: boolean;
}

/**
 * Takes the template out of a TOML text: placeholders become strings of the same length, branches, loops and inclusions
 * become blanks and are listed as gaps. Linear in the length of the text.
 */
export function maskPlaceholders(text: string): MaskedText {
  if (!mayHoldTemplate(text)) return { text, placeholders: [], gaps: [], pieces: [] };
  const found = [...tokensOfToml(text)];
  const mask = new Mask(text);
  const whole = wholeGuard(text, found);
  for (const token of whole) mask.blank(token);
  const guards = new Set(whole);
  mask.take(found.filter((token) => !guards.has(token)));
  return { ...mask.result(), pieces: found };
}

/** Pieces outside comments, with the strings of TOML in mind. */
function* tokensOfToml(text: string): Generator<Found> {
  const scanner = new TemplateScanner(text);
  // Where a piece may begin, and the marks of TOML.
  const next = /\{\{|\{%|\{#|<%|\$[{(A-Z_]|@[A-Z]|__[A-Z]|#|"""|'''|"|'|\\|\n/g;
  let quote = "";
  let lineEnd = -1;
  for (let match = next.exec(text); match !== null; match = next.exec(text)) {
    const { 0: mark, index } = match;
    if (mark === "\n") {
      if (quote.length === 1) quote = "";
    } else if (mark === "\\") {
      if (quote.startsWith('"')) next.lastIndex = index + 2;
    } else if (mark.startsWith('"') || mark.startsWith("'")) {
      if (quote === "") quote = mark;
      else if (mark.startsWith(quote)) [quote, next.lastIndex] = ["", index + quote.length];
      else next.lastIndex = index + 1;
    } else if (mark === "#") {
      if (quote !== "") continue;
      const end = text.indexOf("\n", index);
      if (end === -1) return;
      next.lastIndex = end;
    } else {
      if (lineEnd < index) lineEnd = endOfLine(text, index);
      const token = scanner.tokenAt(index, quote === "" ? text.length : lineEnd);
      if (token === undefined) {
        next.lastIndex = index + 1;
        continue;
      }
      next.lastIndex = token.end;
      yield { ...token, isInString: quote !== "" };
    }
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

/**
 * The first and last piece of a guard around all there is (`{{ if .enabled }} … {{ end }}`): it decides whether the file is
 * there, not what it says.
 */
function wholeGuard(text: string, found: readonly Found[]): readonly Found[] {
  const opener = found.find(({ role }) => role !== "silent");
  if (opener?.role !== "open" || !isEmpty(withoutTokens(text, 0, opener.start, found))) return [];
  let depth = 0;
  for (const token of found) {
    if (token.isInString || token.start < opener.start) continue;
    if (token.role === "open") depth += 1;
    if (token.role === "else" && depth === 1) return [];
    if (token.role === "close") depth -= 1;
    if (depth > 0) continue;
    return isEmpty(text.slice(token.end)) ? [opener, token] : [];
  }
  return [];
}

function withoutTokens(text: string, from: number, to: number, tokens: readonly TemplateToken[]): string {
  let rest = "";
  let at = from;
  for (const { start, end } of tokens) {
    if (start >= to) break;
    rest += text.slice(at, start);
    at = end;
  }
  return rest + text.slice(at, to);
}

/** Nothing but blanks and comments? */
function isEmpty(text: string): boolean {
  return text.split("\n").every((line) => /^\s*(?:#|$)/.test(line));
}

/** Fills up placeholders and blanks gaps. */
class Mask {
  readonly #text: string;
  readonly #edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  readonly #placeholders: Placeholder[] = [];
  readonly #gaps: Gap[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  result(): Pick<MaskedText, "text" | "placeholders" | "gaps"> {
    return { text: edited(this.#text, this.#edits), placeholders: this.#placeholders, gaps: this.#gaps };
  }

  blank({ start, end }: Pick<TemplateToken, "start" | "end">): void {
    this.#edits.push({ start, end, text: blanks(this.#text.slice(start, end)) });
    this.#edits.sort((a, b) => a.start - b.start);
  }

  take(found: readonly Found[]): void {
    const text = this.#text;
    const guards = this.#edits.splice(0);
    for (let index = 0; index < found.length; ) {
      const token = found[index] as Found;
      const last = token.role === "open" && !token.isInString ? closerOf(found, index) : index;
      const region = { ...token, end: (found[last] as Found).end, parts: found.slice(index, last + 1) };
      const isUnclosed = last === index && token.role === "open" && !token.isInString;
      index = last + 1;
      if (token.isInString) this.#inString(token);
      else if (token.role === "silent") this.#silence(token);
      else if (token.role === "open")
        this.#branch(isUnclosed ? { ...region, end: text.length, parts: found.slice(last) } : region);
      else if (isAlone(text, token, found, index - 1)) this.#hole(token);
      else index = this.#value(region, found, index);
      if (isUnclosed && token.role === "open") break;
    }
    this.#edits.push(...guards);
    this.#edits.sort((a, b) => a.start - b.start);
  }

  #silence({ start, end }: Found): void {
    this.#edits.push({ start, end, text: blanks(this.#text.slice(start, end)) });
  }

  #inString({ start, end, shown, help }: Found): void {
    this.#edits.push({ start, end, text: "_".repeat(end - start) });
    this.#placeholders.push({ start, end, shown, help });
  }

  #hole({ start, end, shown, help }: Found): void {
    this.#gaps.push({ kind: "hole", start, end, shown, help, content: "" });
    this.#edits.push({ start, end, text: blanks(this.#text.slice(start, end)) });
  }

  #branch({ start, end, shown, help, parts }: Found & { readonly parts: readonly Found[] }): void {
    const source = this.#text.slice(start, end);
    const onOneLine = !source.includes("\n");
    if (onOneLine && !isLineStart(this.#text, start)) {
      // `ca-path = {{ if .tls }}"/tls/ca.pem"{{ else }}""{{ end }}`
      this.#fill(start, end, { shown, help });
      return;
    }
    const inner = parts.map((part) => ({ start: part.start - start, end: part.end - start, text: fillOf(part, source, start) }));
    this.#gaps.push({ kind: "branch", start, end, shown, help, content: edited(source, inner) });
    this.#edits.push({ start, end, text: blanks(source) });
  }

  /** A value without quotes, with what sticks to it, other pieces too. */
  #value(token: Found, found: readonly Found[], next: number): number {
    let { end } = token;
    let index = next;
    for (;;) {
      while (isBare(this.#text[end])) end += 1;
      const following = found[index];
      if (following === undefined || following.start !== end || following.isInString || following.role !== "value") break;
      end = following.end;
      index += 1;
    }
    let { start } = token;
    while (start > 0 && isBare(this.#text[start - 1])) start -= 1;
    this.#fill(start, end, token);
    return index;
  }

  #fill(start: number, end: number, { shown, help }: Pick<Placeholder, "shown" | "help">): void {
    this.#edits.push({ start, end, text: `"${"_".repeat(end - start - 2)}"` });
    this.#placeholders.push({ start, end, shown, help });
  }
}

function fillOf({ start, end, role, isInString }: Found, source: string, offset: number): string {
  const part = source.slice(start - offset, end - offset);
  // A value in a branch is nobody's key: `§` matches none.
  return role === "value" && !isInString ? part.replaceAll(/[^\r\n]/g, "§") : blanks(part);
}

function isBare(character: string | undefined): boolean {
  return character !== undefined && /[\w.+%-]/.test(character);
}

/** The piece that closes a branch; the branch itself when nothing does. */
function closerOf(found: readonly Found[], opener: number): number {
  let depth = 0;
  for (let index = opener; index < found.length; index++) {
    const { role, isInString } = found[index] as Found;
    if (isInString) continue;
    if (role === "open") depth += 1;
    if (role === "close") depth -= 1;
    if (depth === 0) return index;
  }
  return opener;
}

/** More pieces in one line than anybody writes; a hostile line of many must not cost their square. */
const mostBeside = 32;

/** Does a line hold nothing but pieces of a template? */
function isAlone(text: string, token: Found, found: readonly Found[], index: number): boolean {
  let { start, end } = token;
  for (let before = index - 1; before >= Math.max(0, index - mostBeside); before--) {
    if ((found[before] as Found).end !== start) break;
    start = (found[before] as Found).start;
  }
  for (let after = index + 1; after < index + mostBeside && found[after]?.start === end; after++)
    end = (found[after] as Found).end;
  return isLineStart(text, start) && isLineEnd(text, end);
}

/** Do only blanks stand between the beginning of the line and an offset? */
function isLineStart(text: string, offset: number): boolean {
  let at = offset - 1;
  while (text[at] === " " || text[at] === "\t") at -= 1;
  return at < 0 || text[at] === "\n";
}

/** Do only blanks and a comment stand between an offset and the end of the line? */
function isLineEnd(text: string, offset: number): boolean {
  let at = offset;
  while (text[at] === " " || text[at] === "\t" || text[at] === "\r") at += 1;
  return at >= text.length || text[at] === "\n" || text[at] === "#";
}

function blanks(text: string): string {
  return text.replaceAll(/[^\r\n]/g, " ");
}

/** The text with parts replaced by others of the same length; `edits` are in order and do not overlap. */
function edited(text: string, edits: readonly { readonly start: number; readonly end: number; readonly text: string }[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits) {
    if (edit.start < at) continue;
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.slice(at));
  return parts.join("");
}
