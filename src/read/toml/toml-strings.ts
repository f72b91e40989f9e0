import type { StringNode } from "../../model/instances/config-tree.ts";
import type { TomlScanner } from "./toml-scanner.ts";

const doubleQuote = 0x22;
const singleQuote = 0x27;
const backslash = 0x5c;

const shortEscapes: Readonly<Record<string, string>> = {
  b: "\b",
  t: "\t",
  n: "\n",
  f: "\f",
  r: "\r",
  '"': '"',
  "\\": "\\",
};

/** The text of a string and where each UTF-16 unit of it stands. */
interface StringText {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  /** Offset in the file of unit `index`; `value.length` gives the closing quote. */
  offset(index: number): number;
}

/** A key or value in quotes, starting here. */
export function readString(scanner: TomlScanner): StringNode {
  const { start, end, value, offset } = readQuoted(scanner);
  return {
    kind: "string",
    span: scanner.span(start, end),
    value,
    slice: (from, to) => scanner.span(offset(from), offset(to)),
  };
}

/** A quoted key: its text alone. */
export function readQuotedKey(scanner: TomlScanner): string {
  const { at, code } = scanner;
  if (scanner.text.charCodeAt(at + 1) === code && scanner.text.charCodeAt(at + 2) === code) {
    throw scanner.mistake("a key cannot be a multi-line string", "quote the key once", at, at + 3);
  }
  return readQuoted(scanner).value;
}

function readQuoted(scanner: TomlScanner): StringText {
  const { text, code: quote, at: start } = scanner;
  const isMultiline = text.charCodeAt(start + 1) === quote && text.charCodeAt(start + 2) === quote;
  return isMultiline ? readMultiline(scanner, quote, start) : readLine(scanner, quote, start);
}

function readLine(scanner: TomlScanner, quote: number, start: number): StringText {
  const { text } = scanner;
  scanner.at += 1;
  let pieces: Pieces | undefined;
  for (;;) {
    const { code, at } = scanner;
    if (code === quote) {
      scanner.at += 1;
      const plain = { start, end: at + 1, value: text.slice(start + 1, at), offset: (index: number) => start + 1 + index };
      return pieces === undefined ? plain : pieces.close(start, at, at + 1);
    }
    if (scanner.isAtEnd || code === 0x0a || code === 0x0d) {
      throw scanner.mistake("the string that begins here has no closing quote on its line", "close the quote", start, at);
    }
    if (code === backslash && quote === doubleQuote) {
      pieces ??= new Pieces(text, start + 1);
      pieces.escape(at, readEscape(scanner), scanner.at);
    } else scanner.checkCharacter();
  }
}

function readMultiline(scanner: TomlScanner, quote: number, start: number): StringText {
  const { text } = scanner;
  scanner.at += 3;
  if (scanner.code === 0x0a) scanner.at += 1;
  else if (scanner.code === 0x0d && text.charCodeAt(scanner.at + 1) === 0x0a) scanner.at += 2;
  const pieces = new Pieces(text, scanner.at);
  for (;;) {
    const { code, at } = scanner;
    if (code === quote && text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) {
      let end = at + 3;
      // Up to two quotes may stand right before the closing ones (TOML 1.0, "String").
      while (end < at + 5 && text.charCodeAt(end) === quote) end += 1;
      if (end > at + 3) scanner.note("quote-at-end", at, end);
      scanner.at = end;
      return pieces.close(start, end - 3, end);
    }
    if (scanner.isAtEnd) {
      const quotes = text.slice(start, start + 3);
      throw scanner.mistake(
        "the string that begins here is not closed",
        `close it with ${quotes}`,
        start,
        scanner.lineEnd(start),
      );
    }
    if (code === backslash && quote === doubleQuote) {
      const isContinued = skipContinuation(scanner);
      pieces.escape(at, isContinued ? "" : readEscape(scanner), scanner.at);
    } else if (code === 0x0a) scanner.at += 1;
    else if (code === 0x0d && text.charCodeAt(at + 1) === 0x0a) scanner.at += 2;
    else scanner.checkCharacter();
  }
}

const continuation = /\\[ \t]*\r?\n[ \t\r\n]*/y;

/** A backslash at the end of a line takes all white space up to the next character away. */
function skipContinuation(scanner: TomlScanner): boolean {
  continuation.lastIndex = scanner.at;
  const length = continuation.exec(scanner.text)?.[0].length;
  if (length === undefined) return false;
  const isPlain = scanner.text.charCodeAt(scanner.at + 1) === 0x0a;
  if (!isPlain) scanner.note("blank-continuation", scanner.at, scanner.at + 1);
  scanner.at += length;
  return true;
}

function readEscape(scanner: TomlScanner): string {
  const { text, at } = scanner;
  const letter = text.charAt(at + 1);
  const short = Object.hasOwn(shortEscapes, letter) ? shortEscapes[letter] : undefined;
  if (short !== undefined) {
    scanner.at += 2;
    return short;
  }
  const length = letter === "u" ? 4 : letter === "U" ? 8 : 0;
  const digits = text.slice(at + 2, at + 2 + length);
  if (length > 0 && digits.length === length && /^[0-9a-fA-F]+$/.test(digits)) {
    const code = Number.parseInt(digits, 16);
    if (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) {
      scanner.at += 2 + length;
      return String.fromCodePoint(code);
    }
  }
  const end = Math.min(at + 2 + length, scanner.lineEnd(at));
  throw scanner.mistake(
    "a backslash begins an escape that TOML does not know",
    "double the backslash, or put the text in single quotes",
    at,
    end,
  );
}

/** Collects the value of a string with escapes, and where its parts stand. */
class Pieces {
  readonly #text: string;
  readonly #done: string[] = [];
  /** For each part: where it begins in the value and in the file, and whether one escape makes all of it. */
  readonly #parts: { readonly value: number; readonly file: number; readonly isEscape: boolean }[] = [];
  #length = 0;
  #from: number;

  constructor(text: string, from: number) {
    this.#text = text;
    this.#from = from;
  }

  escape(start: number, value: string, end: number): void {
    this.#plain(start);
    this.#add(value, start, true);
    this.#from = end;
  }

  close(start: number, contentEnd: number, end: number): StringText {
    this.#plain(contentEnd);
    const parts = this.#parts;
    const length = this.#length;
    const offset = (index: number): number => {
      if (index >= length) return contentEnd;
      let low = 0;
      let high = parts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((parts[middle]?.value ?? 0) <= index) low = middle;
        else high = middle - 1;
      }
      const part = parts[low];
      if (part === undefined) return contentEnd;
      return part.isEscape ? part.file : part.file + index - part.value;
    };
    return { start, end, value: this.#done.join(""), offset };
  }

  #plain(to: number): void {
    if (to > this.#from) this.#add(this.#text.slice(this.#from, to), this.#from, false);
  }

  #add(value: string, file: number, isEscape: boolean): void {
    if (value === "") return;
    this.#done.push(value);
    this.#parts.push({ value: this.#length, file, isEscape });
    this.#length += value.length;
  }
}

/** Does a quote stand here? */
export function isQuote(code: number): boolean {
  return code === doubleQuote || code === singleQuote;
}
