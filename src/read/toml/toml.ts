import type { Node, TableNode } from "../../model/instances/config-tree.ts";
import type { TomlFeature } from "../../model/instances/toml-dialect.ts";
import { firstLine, LineIndex, type Locator, type RepoPath, type Span } from "../../text/span.ts";
import { TomlMistake, TomlScanner } from "./toml-scanner.ts";
import { isQuote, readQuotedKey, readString } from "./toml-strings.ts";
import { type KeyPart, type MutableTable, TomlTables } from "./toml-tables.ts";
import { readScalar } from "./toml-values.ts";

export interface TomlProblem {
  readonly at: Span;
  readonly message: string;
  readonly help: string;
}

export type TomlResult =
  | {
      readonly kind: "read";
      readonly root: TableNode;
      /** What only some readers take, in the order of the file; `checkDialect` decides. */
      readonly features: readonly TomlFeature[];
    }
  | { readonly kind: "refused"; readonly problem: TomlProblem };

/** Deeper than any configuration of PD or TiKV (5 levels), far from what a stack holds. */
const deepest = 100;

/**
 * Reads TOML with the place of every key and value: TOML 1.0, and what any of the readers of PD and TiKV takes beyond
 * it, noted as a feature. Never throws on bad input: the first mistake comes back as a problem at its place.
 */
export function readToml(path: RepoPath, text: string): TomlResult {
  return readTomlAt(text, new LineIndex(path, text), firstLine(path, text));
}

/** Reads TOML that stands inside another file: a block scalar of a manifest, a heredoc. `root` is the place of the whole text. */
export function readTomlAt(text: string, locator: Locator, root: Span): TomlResult {
  const scanner = new TomlScanner(text, locator);
  try {
    const tree = new TomlReader(scanner, root).read();
    return { kind: "read", root: tree, features: scanner.features };
  } catch (error) {
    if (!(error instanceof TomlMistake)) throw error;
    return { kind: "refused", problem: { at: error.at, message: error.message, help: error.help } };
  }
}

const dot = 0x2e;
const comma = 0x2c;
const equals = 0x3d;
const leftBracket = 0x5b;
const rightBracket = 0x5d;
const leftBrace = 0x7b;
const rightBrace = 0x7d;
const bareKey = /[A-Za-z0-9_-]+/y;

class TomlReader {
  readonly #scanner: TomlScanner;
  readonly #tables: TomlTables;

  constructor(scanner: TomlScanner, rootSpan: Span) {
    this.#scanner = scanner;
    this.#tables = new TomlTables(scanner, rootSpan);
  }

  read(): TableNode {
    const scanner = this.#scanner;
    let table = this.#tables.root;
    let depth = 0;
    for (;;) {
      scanner.skipLines();
      if (scanner.isAtEnd) return this.#tables.root;
      if (scanner.code === leftBracket) {
        const header = this.#header();
        table = header.table;
        depth = header.depth;
        scanner.endStatement("a table header");
      } else {
        this.#pair(table, depth);
        scanner.endStatement("a value");
      }
    }
  }

  #header(): { readonly table: MutableTable; readonly depth: number } {
    const scanner = this.#scanner;
    const start = scanner.at;
    scanner.at += 1;
    const kind = scanner.take(leftBracket) ? "array" : "table";
    scanner.skipBlanks();
    const parts = this.#key();
    this.#checkDepth(parts.length, start);
    const closing = kind === "array" ? "]]" : "]";
    if (!scanner.text.startsWith(closing, scanner.at)) {
      const lineEnd = scanner.lineEnd(start);
      throw scanner.mistake(`the table header is not closed by ${closing}`, `close it with ${closing}`, start, lineEnd);
    }
    scanner.at += closing.length;
    return { table: this.#tables.open(parts, scanner.span(start, scanner.at), kind), depth: parts.length };
  }

  #pair(table: MutableTable, depth: number): void {
    const scanner = this.#scanner;
    const start = scanner.at;
    const parts = this.#key();
    this.#checkDepth(depth + parts.length, start);
    if (parts.length > 1) scanner.note("dotted-key", start, parts.at(-1)?.end ?? start);
    if (!scanner.take(equals)) throw this.#noEquals(start, parts.at(-1)?.end ?? start);
    scanner.skipBlanks();
    this.#tables.set(table, parts, this.#value(depth + parts.length));
  }

  #noEquals(start: number, end: number): Error {
    const scanner = this.#scanner;
    const message = `${scanner.describe()} stands where "=" should follow the key`;
    const help = "write key = value, the value on the same line";
    return scanner.isLineEnd ? scanner.mistake(message, help, start, end) : scanner.mistake(message, help);
  }

  /** One key or several with dots between, and the blanks behind. */
  #key(): KeyPart[] {
    const scanner = this.#scanner;
    const parts: KeyPart[] = [];
    do {
      scanner.skipBlanks();
      const start = scanner.at;
      const name = this.#keyPart();
      if (name === "") scanner.note("empty-key", start, scanner.at);
      parts.push({ name, start, end: scanner.at });
      scanner.skipBlanks();
    } while (scanner.take(dot));
    return parts;
  }

  #keyPart(): string {
    const scanner = this.#scanner;
    if (isQuote(scanner.code)) return readQuotedKey(scanner);
    bareKey.lastIndex = scanner.at;
    const name = bareKey.exec(scanner.text)?.[0];
    if (name === undefined) {
      const help = "quote the key when it holds other characters than letters, digits, - and _";
      throw scanner.mistake(`${scanner.describe()} stands where a key should be`, help);
    }
    scanner.at += name.length;
    return name;
  }

  #value(depth: number): Node {
    const { code } = this.#scanner;
    if (isQuote(code)) return readString(this.#scanner);
    if (code === leftBracket) return this.#array(depth + 1);
    if (code === leftBrace) return this.#inlineTable(depth + 1);
    return readScalar(this.#scanner);
  }

  #array(depth: number): Node {
    const scanner = this.#scanner;
    const start = scanner.at;
    this.#checkDepth(depth, start);
    scanner.at += 1;
    const items: Node[] = [];
    for (;;) {
      scanner.skipLines();
      if (scanner.take(rightBracket)) break;
      this.#checkOpen(start, "array", "]");
      const item = this.#value(depth);
      if (items[0] !== undefined && items[0].kind !== item.kind) {
        scanner.features.push({ feature: "mixed-array", at: item.span });
      }
      items.push(item);
      scanner.skipLines();
      if (scanner.take(rightBracket)) break;
      this.#checkOpen(start, "array", "]");
      if (!scanner.take(comma)) {
        throw scanner.mistake(
          `${scanner.describe()} follows an item of an array`,
          "put a comma between the items, and ] behind the last",
        );
      }
    }
    return { kind: "array", span: scanner.span(start, scanner.at), items };
  }

  #inlineTable(depth: number): Node {
    const scanner = this.#scanner;
    const start = scanner.at;
    this.#checkDepth(depth, start);
    scanner.at += 1;
    const table = this.#tables.table("inline", scanner.span(start, start + 1));
    scanner.skipBlanks();
    let isClosed = scanner.take(rightBrace);
    while (!isClosed) {
      this.#checkOpen(start, "inline table", "}");
      this.#pair(table, depth);
      scanner.skipBlanks();
      isClosed = scanner.take(rightBrace);
      if (isClosed) break;
      this.#checkOpen(start, "inline table", "}");
      const commaAt = scanner.at;
      if (!scanner.take(comma)) {
        throw scanner.mistake(
          `${scanner.describe()} follows an entry of an inline table`,
          "put a comma between the entries, and } behind the last",
        );
      }
      scanner.skipBlanks();
      isClosed = scanner.take(rightBrace);
      if (isClosed) scanner.note("trailing-comma", commaAt, commaAt + 1);
    }
    table.span = scanner.span(start, scanner.at);
    return table;
  }

  /** An array must end before the file does, an inline table before its line does. */
  #checkOpen(start: number, what: string, closing: string): void {
    const scanner = this.#scanner;
    const isBroken = closing === "}" && (scanner.code === 0x0a || scanner.code === 0x0d);
    if (!scanner.isAtEnd && !isBroken) return;
    const where = isBroken ? " on its line" : "";
    throw scanner.mistake(
      `the ${what} that begins here is not closed${where}`,
      `close it with ${closing}${where}`,
      start,
      scanner.lineEnd(start),
    );
  }

  #checkDepth(depth: number, start: number): void {
    if (depth <= deepest) return;
    throw this.#scanner.mistake(`more than ${deepest} tables or arrays stand inside each other`, "nest them less", start);
  }
}
