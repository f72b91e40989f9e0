import { lookup, type Node, type StringNode } from "../model/instances/config-tree.ts";

/** What readers of forms look up in a tree of YAML. */

/** Follows keys through tables; undefined where one is missing. */
export function nodeAt(root: Node | undefined, ...route: readonly string[]): Node | undefined {
  if (route.length === 0) return root;
  return root?.kind === "table" ? lookup(root, route, "exact")?.node : undefined;
}

/** A string at a route. */
export function textAt(root: Node | undefined, ...route: readonly string[]): StringNode | undefined {
  const node = nodeAt(root, ...route);
  return node?.kind === "string" ? node : undefined;
}

/** A boolean at a route. */
export function booleanAt(root: Node | undefined, ...route: readonly string[]): Extract<Node, { kind: "boolean" }> | undefined {
  const node = nodeAt(root, ...route);
  return node?.kind === "boolean" ? node : undefined;
}

/** The items of a list at a route; empty where there is none. */
export function itemsAt(root: Node | undefined, ...route: readonly string[]): readonly Node[] {
  const node = nodeAt(root, ...route);
  return node?.kind === "array" ? node.items : [];
}

/** The strings of a list at a route. */
export function textsAt(root: Node | undefined, ...route: readonly string[]): readonly StringNode[] {
  return itemsAt(root, ...route).filter((item): item is StringNode => item.kind === "string");
}
