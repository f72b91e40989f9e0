import type { KeyCase, Node, TableNode } from "../../model/instances/config-tree.ts";

/** A value as it is written, or a table of such. */
export type Value = Table | readonly Value[] | string | { readonly text: string };

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
    const because = leaving(here, node) ?? (isWhole(node) ? undefined : "it is decided outside the files");
    if (because !== undefined) {
      told(here.join("."), because);
      continue;
    }
    const value = node.kind === "table" ? copyTable(node, leaving, told, here) : written(node);
    if (value !== undefined) copy.set(key, value);
  }
  return copy;
}

/** Tables are looked at entry by entry. */
function isWhole(node: Node): boolean {
  if (node.kind === "array") return node.items.every(isWhole);
  return node.kind !== "unknown";
}

function written(node: Node): Value | undefined {
  switch (node.kind) {
    case "string":
      return node.value;
    case "boolean":
    case "datetime":
      return { text: String(node.value) };
    case "integer":
      return { text: String(node.value) };
    case "float":
      return { text: floatText(Number(node.value)) };
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

/** PD up to v8.5 does not take an integer for a float. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
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

/** TOML that every reader of PD and TiKV takes: no dotted keys, one value a line, tables under headers. */
export function writeToml(root: Table): string {
  const lines: string[] = [];
  writeTable(root, [], lines);
  return lines.join("\n").concat("\n").replace(/^\n+/, "");
}

function writeTable(table: Table, route: readonly string[], lines: string[]): void {
  const later: [string, Value][] = [];
  for (const [key, value] of table) {
    if (value instanceof Map || isTables(value)) later.push([key, value]);
    else lines.push(`${keyText(key)} = ${valueText(value)}`);
  }
  for (const [key, value] of later) {
    const header = [...route, key];
    const name = header.map(keyText).join(".");
    for (const one of value instanceof Map ? [value] : (value as readonly Table[])) {
      lines.push("", value instanceof Map ? `[${name}]` : `[[${name}]]`);
      writeTable(one, header, lines);
    }
  }
}

function isTables(value: Value): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => item instanceof Map);
}

function valueText(value: Value): string {
  if (typeof value === "string") return stringText(value);
  if (value instanceof Map) return `{ ${[...value].map(([key, item]) => `${keyText(key)} = ${valueText(item)}`).join(", ")} }`;
  if (isArray(value)) return `[${value.map(valueText).join(", ")}]`;
  return value.text;
}

function isArray(value: readonly Value[] | { readonly text: string }): value is readonly Value[] {
  return Array.isArray(value);
}

function keyText(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : stringText(key);
}

/** A basic string: quotes, backslashes and control characters escaped. */
function stringText(value: string): string {
  const escaped = value.replace(/["\\]/g, "\\$&").replace(/[\p{Cc}\p{Cs}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${(code >= 0xd800 ? 0xfffd : code).toString(16).padStart(4, "0")}`;
  });
  return `"${escaped}"`;
}
