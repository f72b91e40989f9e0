import type { Span } from "../../text/span.ts";

/**
 * A configuration as it was written, whatever it was written in: every key and value knows its place. Forms build it
 * (TOML text, a map in YAML, flags); rules and the typed view of an instance read it.
 */
export type Node = TableNode | ArrayNode | StringNode | NumberNode | BooleanNode | DateTimeNode | UnknownNode;

export interface TableNode {
  readonly kind: "table";
  /** The header with its brackets, the inline table, or the key of a table that only dotted keys make. */
  readonly span: Span;
  readonly entries: ReadonlyMap<string, Entry>;
  /** A template may put more into the table: a key that it does not have is `unknown`, not absent. */
  readonly open?: OpenEnd | undefined;
  /** Keys that are written with a null, which counts as absent: a patch takes them away by it. */
  readonly nulls?: readonly string[] | undefined;
}

/** What may come to a table from outside the file. */
export interface OpenEnd {
  readonly span: Span;
  readonly because: string;
  /** Only tables may come, no keys. */
  readonly tablesOnly?: boolean | undefined;
}

export interface Entry {
  /** The key, unquoted. */
  readonly key: string;
  readonly keySpan: Span;
  readonly node: Node;
}

export interface ArrayNode {
  readonly kind: "array";
  readonly span: Span;
  readonly items: readonly Node[];
}

export interface StringNode {
  readonly kind: "string";
  /** With the quotes. */
  readonly span: Span;
  readonly value: string;
  /** The place in the file of the characters `from` to `to` (exclusive) of `value`. */
  slice(from: number, to: number): Span;
}

export interface NumberNode {
  readonly kind: "integer" | "float";
  readonly span: Span;
  readonly value: number | bigint;
}

export interface BooleanNode {
  readonly kind: "boolean";
  readonly span: Span;
  readonly value: boolean;
}

export interface DateTimeNode {
  readonly kind: "datetime";
  readonly span: Span;
  readonly value: string;
}

/** A value that is decided outside the file: a template's placeholder, an environment variable. */
export interface UnknownNode {
  readonly kind: "unknown";
  readonly span: Span;
  readonly because: string;
}

/** How a program compares keys: TiKV exactly, PD (BurntSushi/toml) without regard to case (facts: pd.md section 2). */
export type KeyCase = "exact" | "any-case";

/**
 * Finds the entry of one key in one table. Under `any-case` several spellings of one key decide by chance (Go walks the
 * map in random order and each spelling sets the field; facts: pd.md section 2): then its value is `unknown`.
 */
export function entryOf(table: TableNode, key: string, keyCase: KeyCase): Entry | undefined {
  if (keyCase === "exact") return table.entries.get(key);
  const spellings = spellingsOf(table).get(foldedKey(key));
  const first = spellings?.[0];
  if (first === undefined || spellings?.length === 1) return first;
  const because = `${spellings?.map((spelling) => spelling.key).join(" and ")} are one key to PD, and chance decides which counts`;
  return { ...first, node: { kind: "unknown", span: first.keySpan, because } };
}

const spellings = new WeakMap<TableNode, ReadonlyMap<string, readonly Entry[]>>();

/** The entries of a table by their folded keys, each list in the order of the file. */
export function spellingsOf(table: TableNode): ReadonlyMap<string, readonly Entry[]> {
  const known = spellings.get(table);
  if (known !== undefined) return known;
  const made = new Map<string, Entry[]>();
  for (const entry of table.entries.values()) {
    const key = foldedKey(entry.key);
    const list = made.get(key);
    if (list === undefined) made.set(key, [entry]);
    else list.push(entry);
  }
  spellings.set(table, made);
  return made;
}

/** A key as Go's `strings.EqualFold` compares it: the long s is an s, and JavaScript's lower case knows the Kelvin sign. */
export function foldedKey(key: string): string {
  return key.toLowerCase().replaceAll("\u017f", "s");
}

/**
 * Follows a dotted route of keys from a table; undefined where a part is missing or is no table. Where a template may have
 * put it, the entry is `unknown`.
 */
export function lookup(root: TableNode, route: readonly string[], keyCase: KeyCase): Entry | undefined {
  let table = root;
  for (let index = 0; index < route.length; index++) {
    const entry = entryOf(table, route[index] as string, keyCase);
    const isLast = index === route.length - 1;
    if (entry === undefined) return table.open?.tablesOnly === true && isLast ? undefined : openEntry(table, route);
    if (isLast) return entry;
    if (entry.node.kind === "unknown") return { ...entry, key: route.at(-1) as string };
    if (entry.node.kind !== "table") return undefined;
    table = entry.node;
  }
  return undefined;
}

function openEntry({ open }: TableNode, route: readonly string[]): Entry | undefined {
  if (open === undefined) return undefined;
  const { span, because } = open;
  return { key: route.at(-1) as string, keySpan: span, node: { kind: "unknown", span, because } };
}

/** Do two trees hold the same, wherever they stand? What is unknown is never the same. */
export function holdsSame(a: Node, b: Node): boolean {
  if (a.kind !== b.kind || a.kind === "unknown") return false;
  if (a.kind === "table" && b.kind === "table") {
    if (a.open !== undefined || b.open !== undefined || a.entries.size !== b.entries.size) return false;
    return [...a.entries].every(([key, { node }]) => {
      const other = b.entries.get(key)?.node;
      return other !== undefined && holdsSame(node, other);
    });
  }
  if (a.kind === "array" && b.kind === "array") {
    return a.items.length === b.items.length && a.items.every((item, index) => holdsSame(item, b.items[index] as Node));
  }
  return "value" in a && "value" in b && a.value === b.value;
}
