import { type AST, ParseError, parseTOML } from "toml-eslint-parser";
import type { ArrayNode, Entry, Node, TableNode } from "../model/config-tree.ts";
import { firstLine, LineIndex, type RepoPath, type Span } from "../text/span.ts";

export interface TomlProblem {
  readonly at: Span;
  readonly message: string;
}

export type TomlResult =
  | { readonly kind: "read"; readonly root: TableNode }
  | { readonly kind: "refused"; readonly problem: TomlProblem };

/**
 * Reads TOML 1.0 with the place of every key and value. Never throws on bad input: the first mistake comes back as a
 * problem at its place.
 */
export function readToml(path: RepoPath, text: string): TomlResult {
  const lines = new LineIndex(path, text);
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(text, { tomlVersion: "1.0" });
  } catch (error) {
    if (error instanceof ParseError) {
      const at = lines.span(error.index, Math.min(error.index + 1, text.length));
      return { kind: "refused", problem: { at, message: error.message } };
    }
    if (error instanceof RangeError) {
      return { kind: "refused", problem: { at: firstLine(path, text), message: "nested too deeply" } };
    }
    throw error;
  }
  return { kind: "read", root: new TreeBuilder(text, lines).root(program) };
}

interface MutableTable extends TableNode {
  readonly entries: Map<string, Entry>;
  span: Span;
}

class TreeBuilder {
  readonly #text: string;
  readonly #lines: LineIndex;

  constructor(text: string, lines: LineIndex) {
    this.#text = text;
    this.#lines = lines;
  }

  root(program: AST.TOMLProgram): TableNode {
    const root: MutableTable = { kind: "table", span: firstLine(this.#lines.path, this.#text), entries: new Map() };
    for (const statement of program.body[0].body) {
      if (statement.type === "TOMLKeyValue") this.#addPair(root, statement);
      else this.#addTable(root, statement);
    }
    return root;
  }

  #addTable(root: MutableTable, table: AST.TOMLTable): void {
    const span = this.#headerSpan(table);
    const keys = table.key.keys;
    let target = root;
    keys.forEach((key, index) => {
      const isLast = index === keys.length - 1;
      const name = keyName(key);
      const keySpan = this.#span(key.range);
      const existing = target.entries.get(name)?.node;
      if (isLast && table.kind === "array") {
        const made: MutableTable = { kind: "table", span, entries: new Map() };
        if (existing?.kind === "array") (existing.items as Node[]).push(made);
        else target.entries.set(name, { key: name, keySpan, node: { kind: "array", span, items: [made] } });
        target = made;
      } else if (existing?.kind === "table") {
        target = existing as MutableTable;
        // A sub-table's header may come first; the table's own header is the better place.
        if (isLast) {
          target.span = span;
          const parent = this.#parentOf(root, keys, index);
          parent?.entries.set(name, { key: name, keySpan, node: target });
        }
      } else if (existing?.kind === "array") {
        target = existing.items.at(-1) as MutableTable;
      } else {
        const made: MutableTable = { kind: "table", span: isLast ? span : keySpan, entries: new Map() };
        target.entries.set(name, { key: name, keySpan, node: made });
        target = made;
      }
    });
    for (const pair of table.body) this.#addPair(target, pair);
  }

  #parentOf(root: MutableTable, keys: readonly (AST.TOMLBare | AST.TOMLQuoted)[], depth: number): MutableTable | undefined {
    let table: MutableTable | undefined = root;
    for (const key of keys.slice(0, depth)) {
      const node: Node | undefined = table?.entries.get(keyName(key))?.node;
      table = (node?.kind === "array" ? node.items.at(-1) : node) as MutableTable | undefined;
    }
    return table;
  }

  #addPair(table: MutableTable, pair: AST.TOMLKeyValue): void {
    const keys = pair.key.keys;
    let target = table;
    for (const key of keys.slice(0, -1)) {
      const name = keyName(key);
      const existing = target.entries.get(name)?.node;
      if (existing?.kind === "table") {
        target = existing as MutableTable;
        continue;
      }
      const keySpan = this.#span(key.range);
      const made: MutableTable = { kind: "table", span: keySpan, entries: new Map() };
      target.entries.set(name, { key: name, keySpan, node: made });
      target = made;
    }
    const last = keys.at(-1) as AST.TOMLBare | AST.TOMLQuoted;
    const name = keyName(last);
    target.entries.set(name, { key: name, keySpan: this.#span(last.range), node: this.#value(pair.value) });
  }

  #value(content: AST.TOMLContentNode): Node {
    const span = this.#span(content.range);
    switch (content.type) {
      case "TOMLArray":
        return { kind: "array", span, items: content.elements.map((element) => this.#value(element)) } satisfies ArrayNode;
      case "TOMLInlineTable": {
        const table: MutableTable = { kind: "table", span, entries: new Map() };
        for (const pair of content.body) this.#addPair(table, pair);
        return table;
      }
      case "TOMLValue":
        return this.#scalar(content, span);
      default:
        return content satisfies never;
    }
  }

  #scalar(content: AST.TOMLValue, span: Span): Node {
    switch (content.kind) {
      case "string": {
        const [start, end] = content.range;
        const value = content.value;
        const offsets = stringOffsets(this.#text.slice(start, end), content.style, content.multiline);
        const offset = (at: number) => start + (offsets[at] ?? end - start);
        return { kind: "string", span, value, slice: (from, to) => this.#lines.span(offset(from), offset(to)) };
      }
      case "integer":
        return { kind: "integer", span, value: content.bigint };
      case "float":
        return { kind: "float", span, value: content.value };
      case "boolean":
        return { kind: "boolean", span, value: content.value };
      default:
        return { kind: "datetime", span, value: content.datetime };
    }
  }

  #headerSpan(table: AST.TOMLTable): Span {
    const start = table.range[0];
    const closing = table.kind === "array" ? "]]" : "]";
    const end = this.#text.indexOf(closing, table.key.range[1]) + closing.length;
    return this.#lines.span(start, end);
  }

  #span(range: readonly [number, number]): Span {
    return this.#lines.span(range[0], range[1]);
  }
}

function keyName(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === "TOMLBare" ? key.name : key.value;
}

/**
 * For every UTF-16 unit of a TOML string's value, its offset in the source text (quotes included); one more for the
 * end. TOML 1.0, "String".
 */
function stringOffsets(source: string, style: "basic" | "literal", multiline: boolean): number[] {
  const quote = multiline ? 3 : 1;
  const end = source.length - quote;
  let at = quote;
  if (multiline) at += /^\r?\n/.exec(source.slice(at))?.[0].length ?? 0;
  const offsets: number[] = [];
  while (at < end) {
    if (style === "literal" || source[at] !== "\\") {
      offsets.push(at);
      at += 1;
      continue;
    }
    const continued = /^\\[ \t]*\r?\n\s*/.exec(source.slice(at));
    if (continued !== null) {
      at += continued[0].length;
      continue;
    }
    const length = { u: 6, U: 10 }[source[at + 1] as string] ?? 2;
    offsets.push(at);
    const isPair = length === 10 && Number.parseInt(source.slice(at + 2, at + 10), 16) > 0xffff;
    if (isPair) offsets.push(at);
    at += length;
  }
  offsets.push(end);
  return offsets;
}
