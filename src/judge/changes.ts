import { type Entry, lookup, type Node, type TableNode } from "../model/instances/config-tree.ts";
import type { Instance } from "../model/instances/instance.ts";
import type { Setting, Stated } from "../model/instances/setting.ts";
import { keyCaseOf } from "../model/instances/typed.ts";
import { compareSpans } from "../text/span.ts";
import type { Anchor, Change, Fix, Safety } from "./rule.ts";
import { writtenEntries } from "./settings/written.ts";

/** A fix of one change, where the change can be named. */
export function fixBy(description: string, safety: Safety, ...changes: readonly (Change | undefined)[]): Fix | undefined {
  const known = changes.filter((change) => change !== undefined);
  return known.length === changes.length ? { description, safety, changes: known } : undefined;
}

/** Puts another string in the place of a setting, wherever it is written: in the configuration, a form's field, a flag. */
export function setValue({ value, span, origin }: Setting<string>, to: string | readonly string[]): Change | undefined {
  return origin === "default" ? undefined : { kind: "value", at: span, was: value, to };
}

/** `https` for `http` in a URL that leads out of the cluster: whether something answers TLS there, no file says. */
export function httpsFix(url: Setting<string>): Fix | undefined {
  const isUrl = /^http:/i.test(url.value);
  return isUrl ? fixBy("write https instead of http", "unsafe", setValue(url, url.value.replace(/^http/i, "https"))) : undefined;
}

/** A new entry in a table that an instance's configuration has. */
export function addEntry(
  instance: Instance,
  table: readonly string[],
  key: string,
  value: string | readonly string[],
): Change | undefined {
  const behind = anchorIn(tableAt(instance, table));
  return behind && { kind: "entry", behind, key, value };
}

/** Takes an entry out. */
export function removeEntry({ keySpan, node }: Entry): Change {
  return { kind: "removal", key: keySpan, value: node.span };
}

/** Moves an entry into another table, which is made behind everything else where there is none. */
export function moveEntry(
  instance: Instance,
  { keySpan, node }: Entry,
  table: readonly string[],
  as: string,
): Change | undefined {
  const found = tableAt(instance, table);
  const to = found === undefined && table.length > 0 ? anchorOfNew(instance, table.join(".")) : anchorIn(found);
  return to && { kind: "move", key: keySpan, value: node.span, to, as };
}

/** Strings for a list that is written and has none. */
export function fillList(list: Stated<readonly Setting<string>[]>, texts: readonly string[]): Change | undefined {
  if (list.kind !== "known" || list.origin !== "file" || list.value.length > 0) return undefined;
  return { kind: "list", at: list.span, texts };
}

/** Adds strings to a list that has some. */
export function addItems(items: readonly Setting<string>[], texts: readonly string[]): Change | undefined {
  const last = items.at(-1);
  return last?.origin === "file" && texts.length > 0 ? { kind: "items", behind: last.span, texts } : undefined;
}

/** The table of a route, as an instance's configuration writes it. */
function tableAt(instance: Instance, route: readonly string[]): TableNode | undefined {
  if (route.length === 0) return instance.config;
  const node = lookup(instance.config, route, keyCaseOf[instance.component])?.node;
  return node?.kind === "table" ? node : undefined;
}

/** Behind the last plain entry of a table, else behind its header. A key behind an inner table would be the inner table's. */
function anchorIn(table: TableNode | undefined): Anchor | undefined {
  if (table === undefined) return undefined;
  const last = lastOf([...table.entries.values()].filter(({ node }) => isPlain(node)));
  return last === undefined ? { header: table.span } : { key: last.keySpan, value: last.node.span };
}

function anchorOfNew(instance: Instance, table: string): Anchor | undefined {
  const last = lastOf(
    writtenEntries(instance.config)
      .map(({ entry }) => entry)
      .filter(({ node }) => isPlain(node)),
  );
  return last && { key: last.keySpan, value: last.node.span, newTable: table };
}

function lastOf(entries: readonly Entry[]): Entry | undefined {
  return entries.reduce<Entry | undefined>(
    (last, entry) => (last === undefined || compareSpans(last.keySpan, entry.keySpan) < 0 ? entry : last),
    undefined,
  );
}

function isPlain(node: Node): boolean {
  return (
    node.kind !== "table" &&
    node.kind !== "unknown" &&
    !(node.kind === "array" && node.items.some(({ kind }) => kind === "table"))
  );
}
