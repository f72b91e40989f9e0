import { stringify, TomlDate } from "smol-toml";
import type { KeyCase, Node, TableNode } from "../../model/instances/config-tree.ts";

/** A value, or a table of such; a `bigint` is an integer, a `number` a float. */
export type Value = Table | readonly Value[] | string | boolean | bigint | number | TomlDate;

/** A table whose entries can change, in the order in which they came. */
export type Table = Map<string, Value>;

/** What does not come along, and why; undefined: it does. `route` is the way of keys to it. */
export type Leaving = (route: readonly string[], node: Node) => string | undefined;

/** Copies a configuration; what leaves is told by its dotted key, with the reason. */
export function copyTable(
  table: TableNode,
  leaving: Leaving,
  told: (key: string, because: string) => void,
  route: readonly string[] = [],
): Table {
  const copy: Table = new Map();
  for (const { key, node } of table.entries.values()) {
    const here = [...route, key];
    const because = leaving(here, node) ?? unwritable(node);
    if (because !== undefined) {
      told(here.join("."), because);
      continue;
    }
    const value = node.kind === "table" ? copyTable(node, leaving, told, here) : written(node);
    if (value !== undefined) copy.set(key, value);
  }
  return copy;
}

/** Why a value cannot be copied. Tables are looked at entry by entry. */
function unwritable(node: Node): string | undefined {
  if (node.kind === "array") return node.items.map(unwritable).find((because) => because !== undefined);
  if (node.kind === "unknown") return "it is decided outside the files";
  return node.kind === "datetime" && !isOfCalendar(node.value) ? "it is no time of the calendar" : undefined;
}

/** A `Date` takes the 30th of February for a day in March: the year and month, or the time without a date, stay where it is none. */
function isOfCalendar(text: string): boolean {
  const date = new TomlDate(text);
  return date.isValid() && date.toISOString().startsWith(text.slice(0, 8));
}

function written(node: Node): Value | undefined {
  switch (node.kind) {
    case "string":
    case "boolean":
      return node.value;
    case "datetime":
      return new TomlDate(node.value);
    case "integer":
      return BigInt(node.value);
    case "float":
      return Number(node.value);
    case "array":
      return node.items.map(written).filter((item) => item !== undefined);
    case "table":
      return copyTable(
        node,
        () => undefined,
        () => undefined,
      );
    case "unknown":
      return undefined;
    default:
      return node satisfies never;
  }
}

/** Puts a value at the end of a way of keys, in place of what is there in any spelling that the program takes for it. */
export function put(root: Table, route: readonly string[], value: Value, keyCase: KeyCase): void {
  const [key = "", ...rest] = route;
  if (rest.length === 0) {
    // A key that is there keeps its place.
    for (const spelling of spellings(root, key, keyCase)) if (spelling !== key) root.delete(spelling);
    root.set(key, value);
    return;
  }
  const known = spellings(root, key, keyCase)
    .map((spelling) => root.get(spelling))
    .find((entry) => entry instanceof Map);
  const table: Table = known instanceof Map ? known : new Map();
  if (known === undefined) put(root, [key], table, keyCase);
  put(table, rest, value, keyCase);
}

/** Takes a value out. */
export function takeOut(root: Table, route: readonly string[], keyCase: KeyCase): void {
  const [key = "", ...rest] = route;
  if (rest.length === 0) drop(root, key, keyCase);
  else
    for (const spelling of spellings(root, key, keyCase)) {
      const table = root.get(spelling);
      if (table instanceof Map) takeOut(table, rest, keyCase);
    }
}

function drop(table: Table, key: string, keyCase: KeyCase): void {
  for (const spelling of spellings(table, key, keyCase)) table.delete(spelling);
}

/** An exact spelling wins. */
function spellings(table: Table, key: string, keyCase: KeyCase): readonly string[] {
  const all = [...table.keys()].filter(
    (other) => other === key || (keyCase === "any-case" && other.toLowerCase() === key.toLowerCase()),
  );
  return all.sort((a, b) => Number(b === key) - Number(a === key));
}

/** TOML that every reader of PD and TiKV takes: no dotted keys, one value a line, tables under headers, every float with its point. */
export function writeToml(root: Table): string {
  // PD up to v8.5 does not take an integer for a float.
  return stringify(plainTable(root), { numbersAsFloat: true });
}

/** A key of a form in YAML may hold half a surrogate pair, which no TOML can. */
function plainTable(table: Table): object {
  return Object.fromEntries([...table].map(([key, value]) => [key.toWellFormed(), plainValue(value)]));
}

function plainValue(value: Value): unknown {
  if (value instanceof Map) return plainTable(value);
  return Array.isArray(value) ? value.map(plainValue) : value;
}
