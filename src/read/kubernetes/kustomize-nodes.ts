import { lookup, type Node, type StringNode, type TableNode } from "../../model/instances/config-tree.ts";

/** What readers of kustomizations and of what they make look up in a tree. */

/** A string at a route of keys. */
export function stringAt(root: TableNode, ...route: readonly string[]): StringNode | undefined {
  const node = lookup(root, route, "exact")?.node;
  return node?.kind === "string" ? node : undefined;
}

/** The items of a list under a key; empty where there is none. */
export function listAt(root: TableNode, key: string): readonly Node[] {
  const node = root.entries.get(key)?.node;
  return node?.kind === "array" ? node.items : [];
}

/** The strings of a list under a key. */
export function textsAt(root: TableNode, key: string): readonly StringNode[] {
  return listAt(root, key).filter((item): item is StringNode => item.kind === "string");
}
