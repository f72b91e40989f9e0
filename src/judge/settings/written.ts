import { type Entry, lookup, type Node, type TableNode } from "../../model/instances/config-tree.ts";
import type { Instance } from "../../model/instances/instance.ts";
import { absent, known, type Stated } from "../../model/instances/setting.ts";
import { keyCaseOf } from "../../model/instances/typed.ts";

/**
 * The string under a dotted key, as the configuration file of an instance writes it: for settings that the typed view
 * does not carry. A value of another type is absent here (config/wrong-type speaks); a placeholder is unknown.
 */
export function writtenText(instance: Instance, key: string): Stated<string> {
  const node = lookup(instance.config, key.split("."), keyCaseOf[instance.component])?.node;
  if (node?.kind === "unknown") return { kind: "unknown", because: node.because, span: node.span };
  if (node?.kind !== "string") return absent;
  if (node.value === "") return { kind: "absent", at: node.span };
  if (isPlaceholder(node.value)) return { kind: "unknown", because: "the value is a placeholder", span: node.span };
  return known(node.value, node.span);
}

/** Does a value hold a part that is filled in when the file is deployed (`${KEY}`, `{{ key }}`, `<key>`)? */
export function isPlaceholder(text: string): boolean {
  return /\$[{(]|\{\{|<%|%\{|^\$[A-Z_][A-Z0-9_]*$|^<[^<>]*>$|^@@?\w+@@?$|^__\w+__$|^%\w+%$/.test(text);
}

/** A longer route keeps its end: input is hostile, and a route for each of many nested tables must not cost their square. */
const longestRoute = 200;

/** A key with its dotted route from the top of the file. */
export interface WrittenEntry {
  readonly route: string;
  readonly entry: Entry;
}

const entriesByRoot = new WeakMap<TableNode, readonly WrittenEntry[]>();

/** Every key of a configuration at any depth, arrays included, in the order of the file. */
export function writtenEntries(root: TableNode): readonly WrittenEntry[] {
  let entries = entriesByRoot.get(root);
  if (entries === undefined) {
    entries = walk(root);
    entriesByRoot.set(root, entries);
  }
  return entries;
}

/** Needs no stack. */
function walk(root: TableNode): readonly WrittenEntry[] {
  const entries: WrittenEntry[] = [];
  const open: WrittenEntry[] = [];
  const push = (node: Node, route: string) => {
    const prefix = route === "" ? "" : `${route.length > longestRoute ? "…" : route}.`;
    const found = entriesIn(node);
    for (let index = found.length - 1; index >= 0; index--) {
      const entry = found[index] as Entry;
      open.push({ route: prefix + entry.key, entry });
    }
  };
  push(root, "");
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    entries.push(next);
    const { kind } = next.entry.node;
    if (kind === "table" || kind === "array") push(next.entry.node, next.route);
  }
  return entries;
}

/** The entries of a table, or of the tables in an array, however deep the array is nested. */
function entriesIn(node: Node): readonly Entry[] {
  if (node.kind === "table") return [...node.entries.values()];
  const entries: Entry[] = [];
  const open: Node[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === "table") for (const entry of next.entries.values()) entries.push(entry);
    else if (next.kind === "array") for (const item of next.items.toReversed()) open.push(item);
  }
  return entries;
}

/** The strings of a value: itself, or those in an array. */
export function stringsIn(node: Node): readonly Extract<Node, { readonly kind: "string" }>[] {
  if (node.kind === "string") return [node];
  if (node.kind !== "array") return [];
  const strings: Extract<Node, { readonly kind: "string" }>[] = [];
  const open: Node[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === "string") strings.push(next);
    else if (next.kind === "array") for (const item of next.items.toReversed()) open.push(item);
  }
  return strings;
}
