import type { TomlFeature, TomlFeatureName } from "../../model/instances/toml-dialect.ts";
import type { Locator, Span } from "../../text/span.ts";

/** Ends the reading of one text at its first mistake. Never leaves `readToml`. */
export class TomlMistake extends Error {
  readonly at: Span;
  readonly help: string;

  constructor(at: Span, message: string, help: string) {
    super(message);
    this.at = at;
    this.help = help;
  }
}

const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const hash = 0x23;
const deleteCode = 0x7f;

/** A position in a TOML text: blanks, comments, line ends, and what to say when something else stands there. */
export class TomlScanner {
  readonly text: string;
  readonly lines: Locator;
  readonly features: TomlFeature[] = [];
  at = 0;

  constructor(text: string, lines: Locator) {
    this.text = text;
    this.lines = lines;
    if (text.charCodeAt(0) === 0xfeff) {
      this.note("byte-order-mark", 0, 1);
      this.at = 1;
    }
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The UTF-16 unit here; NaN at the end. */
  get code(): number {
    return this.text.charCodeAt(this.at);
  }

  /** Takes one unit when it is the given one. */
  take(code: number): boolean {
    if (this.code !== code) return false;
    this.at += 1;
    return true;
  }

  skipBlanks(): void {
    while (this.code === space || this.code === tab) this.at += 1;
  }

  /** Takes a line end when one stands here. BurntSushi/toml 0.3.1 takes a lone carriage return as one (lex.go, isNL). */
  takeLineEnd(): boolean {
    if (this.take(lineFeed)) return true;
    if (this.code !== carriageReturn) return false;
    if (this.text.charCodeAt(this.at + 1) === lineFeed) this.at += 1;
    else this.note("lone-return", this.at, this.at + 1);
    this.at += 1;
    return true;
  }

  /** Takes blanks, comments and line ends. */
  skipLines(): void {
    do {
      this.skipBlanks();
      this.skipComment();
    } while (this.takeLineEnd());
  }

  skipComment(): void {
    if (!this.take(hash)) return;
    while (!this.isLineEnd) {
      if (this.code === deleteCode) this.note("delete-in-comment", this.at, ++this.at);
      else this.checkCharacter();
    }
  }

  /** Takes one unit of a comment or a string; a NUL is refused by all readers. */
  checkCharacter(): void {
    const { code } = this;
    if ((code < space && code !== tab) || code === deleteCode) {
      if (code === 0) throw this.mistake("a NUL character", "remove it: all readers of TOML refuse it");
      this.note("control-character", this.at, this.at + 1);
    }
    this.at += 1;
  }

  /** What may follow a statement: a comment, a line end, the end. */
  endStatement(what: string): void {
    this.skipBlanks();
    this.skipComment();
    if (this.isAtEnd || this.takeLineEnd()) return;
    throw this.mistake(`${this.describe()} follows ${what} on its line`, "put each setting and each header on a line of its own");
  }

  note(feature: TomlFeatureName, start: number, end: number): void {
    this.features.push({ feature, at: this.span(start, end) });
  }

  span(start: number, end: number): Span {
    return this.lines.span(start, end);
  }

  /** Does the line, or the text, end here? */
  get isLineEnd(): boolean {
    const { code } = this;
    return code === lineFeed || code === carriageReturn || this.isAtEnd;
  }

  /** A mistake that starts at `start` (here, when not given) and ends at `end` (a character later). */
  mistake(message: string, help: string, start = this.at, end = start + 1): TomlMistake {
    return new TomlMistake(this.span(start, Math.min(end, this.text.length)), message, help);
  }

  /** What stands here, for a message. */
  describe(): string {
    const code = this.text.codePointAt(this.at);
    if (code === undefined) return "the end of the file";
    if (code === lineFeed || code === carriageReturn) return "a line end";
    if (code === 0x22 || code === 0x27) return "a quote";
    const isPrintable = code > space && code < 0x7f;
    return isPrintable ? String.fromCodePoint(code) : `the character U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  }

  /** The end of the line that holds an offset. */
  lineEnd(offset: number): number {
    const end = this.text.slice(offset, offset + 2000).search(/[\r\n]/);
    return end === -1 ? Math.min(offset + 2000, this.text.length) : offset + end;
  }
}
