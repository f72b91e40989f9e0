import type { KeyType } from "../../facts/key-catalogue.ts";
import { knownKey, typeIn } from "../../facts/keys.ts";
import { isTlsSetting } from "../../facts/tls-words.ts";
import type { Entry, Node, TableNode } from "../../model/instances/config-tree.ts";
import type { Instance } from "../../model/instances/instance.ts";
import { isAtLeast } from "../../model/instances/version.ts";

/** A value of a type that the program's reader refuses: it does not start with it. */
export interface WrongType {
  /** As written, from the root. */
  readonly route: readonly string[];
  readonly entry: Entry;
  /** The value, or the item of a list that is wrong. */
  readonly node: Node;
  readonly expected: Expected;
  readonly isTlsSetting: boolean;
}

export type Expected = "string" | "list" | "table" | "boolean" | "integer" | "float" | "size" | "duration";

const cache = new WeakMap<Instance, readonly WrongType[]>();

/** The settings of an instance whose type its release certainly refuses, in the order of the file. */
export function wrongTypesOf(instance: Instance): readonly WrongType[] {
  const cached = cache.get(instance);
  if (cached !== undefined) return cached;
  const found: WrongType[] = [];
  collect(instance, instance.config, [], found);
  cache.set(instance, found);
  return found;
}

function collect(instance: Instance, table: TableNode, above: readonly string[], found: WrongType[]): void {
  const { component, version } = instance;
  for (const entry of table.entries.values()) {
    const route = [...above, entry.key];
    const key = knownKey(component, version, route);
    if (key === undefined) continue;
    const expected = expectedOf(typeIn(component, version, key), key.alsoInteger === true);
    if (expected !== undefined) {
      const isTls = isTlsSetting(component, key.name);
      for (const node of refusedOf(instance, expected, entry.node, isTls))
        found.push({ route, entry, node, expected, isTlsSetting: isTls });
    }
    if (entry.node.kind === "table" && expected === "table") collect(instance, entry.node, route, found);
  }
}

/** The types about which both readers are certain; others have readers of their own in the programs. */
function expectedOf(type: KeyType, alsoInteger: boolean): Expected | undefined {
  switch (type) {
    case "string":
    case "boolean":
    case "integer":
    case "float":
    case "table":
    case "size":
      return type;
    case "duration":
      return alsoInteger ? undefined : type;
    case "list":
    case "array<string>":
      return "list";
    default:
      return undefined;
  }
}

function refusedOf(instance: Instance, expected: Expected, node: Node, isTls: boolean): readonly Node[] {
  if (node.kind === "unknown") return [];
  switch (expected) {
    case "string":
      return node.kind === "string" ? [] : [node];
    case "list":
      // PD's lists of names beside TLS are types with readers of their own.
      if (node.kind !== "array") return isTls || instance.component === "tikv" ? [node] : [];
      return isTls ? node.items.filter((item) => item.kind !== "string" && item.kind !== "unknown") : [];
    case "table":
      if (node.kind === "table") return [];
      // Of a list PD takes none, and TiKV none that holds a table (`[[security]]`); of other tables that is not certain.
      return node.kind !== "array" || (isTls && (instance.component === "pd" || node.items.some((item) => item.kind === "table")))
        ? [node]
        : [];
    case "boolean":
    case "integer":
      return node.kind === expected ? [] : [node];
    case "float":
      if (node.kind === "integer") return takesIntegerAsFloat(instance) ? [] : [node];
      return node.kind === "float" ? [] : [node];
    case "size":
      return node.kind === "string" || node.kind === "integer" || instance.component === "pd" ? [] : [node];
    case "duration":
      return node.kind === "string" || instance.component === "pd" ? [] : [node];
    default:
      return expected satisfies never;
  }
}

/** Would the release certainly refuse this value under the setting of this dotted name? */
export function refusesValue(instance: Instance, name: string, node: Node): boolean {
  const { component, version } = instance;
  const key = knownKey(component, version, name.split("."));
  if (key === undefined) return false;
  const expected = expectedOf(typeIn(component, version, key), key.alsoInteger === true);
  return expected !== undefined && refusedOf(instance, expected, node, isTlsSetting(component, key.name)).length > 0;
}

/** PD up to v8.5 reads TOML with a library that refuses `1` where a float is meant (measured; v26.3 and TiKV take it). */
function takesIntegerAsFloat({ component, version }: Instance): boolean {
  return component === "tikv" || isAtLeast(version, "v26.3.0");
}
