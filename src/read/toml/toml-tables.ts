import type { Entry, Node, TableNode } from "../../model/instances/config-tree.ts";
import type { TomlFeatureName } from "../../model/instances/toml-dialect.ts";
import type { Span } from "../../text/span.ts";
import type { TomlScanner } from "./toml-scanner.ts";

/** How a table came to be: what may be added to it depends on that (TOML 1.0, "Table"). */
type Origin = "root" | "implied" | "header" | "dotted" | "inline";

export interface MutableTable extends TableNode {
  span: Span;
  readonly entries: Map<string, Entry>;
}

/** One part of a key, with its place. */
export interface KeyPart {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Builds the tables of one text, and refuses what is defined twice. */
export class TomlTables {
  readonly #scanner: TomlScanner;
  readonly #origins = new Map<Node, Origin>();
  /** The items of arrays that headers make (`[[name]]`). */
  readonly #arrays = new Map<Node, MutableTable[]>();
  readonly root: MutableTable;

  constructor(scanner: TomlScanner, rootSpan: Span) {
    this.#scanner = scanner;
    this.root = this.table("root", rootSpan);
  }

  table(origin: Origin, span: Span): MutableTable {
    const table: MutableTable = { kind: "table", span, entries: new Map() };
    this.#origins.set(table, origin);
    return table;
  }

  /** The table that a header opens. */
  open(parts: readonly KeyPart[], span: Span, kind: "table" | "array"): MutableTable {
    const last = parts.at(-1);
    if (last === undefined) return this.root;
    const parent = this.#parent(parts.slice(0, -1));
    return kind === "array" ? this.#openItem(parent, last, span) : this.#openTable(parent, last, span);
  }

  #parent(parts: readonly KeyPart[]): MutableTable {
    let table = this.root;
    for (const part of parts) {
      const node = table.entries.get(part.name)?.node;
      const inside = node === undefined ? undefined : this.#inside(node);
      if (node !== undefined && inside === undefined) throw this.#twice(part, "is no table");
      const origin = inside && this.#origins.get(inside);
      if (origin === "inline") this.#note("extended-inline-table", part);
      if (origin === "dotted") this.#note("table-in-two-forms", part);
      table = inside ?? this.#add(table, part, this.table("implied", this.#spanOf(part)));
    }
    return table;
  }

  /** Where keys go that a header or a dotted key addresses through this node. */
  #inside(node: Node): MutableTable | undefined {
    const items = this.#arrays.get(node);
    if (items !== undefined) return items.at(-1);
    return node.kind === "table" ? (node as MutableTable) : undefined;
  }

  #openTable(parent: MutableTable, part: KeyPart, span: Span): MutableTable {
    const existing = parent.entries.get(part.name)?.node;
    if (existing === undefined) return this.#add(parent, part, this.table("header", span));
    const origin = this.#origins.get(existing);
    if (existing.kind !== "table" || (origin !== "implied" && origin !== "dotted")) {
      throw this.#twice(part, "is defined already");
    }
    if (origin === "dotted") this.#note("table-in-two-forms", part);
    // A header of a sub-table came first; the table's own header is the better place.
    const table = existing as MutableTable;
    table.span = span;
    this.#origins.set(table, "header");
    parent.entries.set(part.name, { key: part.name, keySpan: this.#spanOf(part), node: table });
    return table;
  }

  #openItem(parent: MutableTable, part: KeyPart, span: Span): MutableTable {
    const existing = parent.entries.get(part.name)?.node;
    const made = this.table("header", span);
    const items = existing === undefined ? undefined : this.#arrays.get(existing);
    if (items !== undefined) items.push(made);
    else if (existing !== undefined) throw this.#twice(part, "is defined already, and not by double brackets");
    else {
      const list = [made];
      const array: Node = { kind: "array", span, items: list };
      this.#arrays.set(array, list);
      parent.entries.set(part.name, { key: part.name, keySpan: this.#spanOf(part), node: array });
    }
    return made;
  }

  /** Puts a value under a key, dotted or not, that stands in `table`. */
  set(table: MutableTable, parts: readonly KeyPart[], value: Node): void {
    let target = table;
    for (const part of parts.slice(0, -1)) {
      const existing = target.entries.get(part.name)?.node;
      if (existing === undefined) target = this.#add(target, part, this.table("dotted", this.#spanOf(part)));
      else {
        const inside = this.#inside(existing);
        if (inside === undefined) throw this.#twice(part, "is defined already");
        if (this.#origins.get(inside) !== "dotted") this.#note("table-in-two-forms", part);
        target = inside;
      }
    }
    const last = parts.at(-1);
    if (last === undefined) return;
    const previous = target.entries.get(last.name)?.node;
    if (previous !== undefined) {
      if (this.#origins.get(previous) === "dotted" && value.kind !== "table") {
        // BurntSushi/toml 1.5.0 drops the value without a word.
        this.#note("table-in-two-forms", last);
        return;
      }
      // BurntSushi/toml 0.3.1 keeps the last one (parse.go, itemInlineTableStart).
      if (this.#origins.get(target) !== "inline") throw this.#twice(last, "is set already");
      this.#note("repeated-inline-key", last);
    }
    target.entries.set(last.name, { key: last.name, keySpan: this.#spanOf(last), node: value });
  }

  #add(parent: MutableTable, part: KeyPart, table: MutableTable): MutableTable {
    parent.entries.set(part.name, { key: part.name, keySpan: this.#spanOf(part), node: table });
    return table;
  }

  #spanOf(part: KeyPart): Span {
    return this.#scanner.span(part.start, part.end);
  }

  #note(feature: TomlFeatureName, part: KeyPart): void {
    this.#scanner.note(feature, part.start, part.end);
  }

  #twice(part: KeyPart, because: string): Error {
    return this.#scanner.mistake(`this key ${because} above`, "keep it in one place", part.start, part.end);
  }
}
