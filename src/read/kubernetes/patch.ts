import type { Entry, Node, StringNode, TableNode } from "../../model/instances/config-tree.ts";
import { LineIndex, type Span } from "../../text/span.ts";

/** A change that a kustomization makes to the objects that it selects. */
export type Patch =
  | {
      readonly kind: "merge";
      readonly selects: Selector;
      readonly content: TableNode;
      /** What it takes away by `key: null`. */
      readonly removes: readonly Removal[];
    }
  | { readonly kind: "json"; readonly selects: Selector; readonly operations: readonly Node[] };

/** Which objects a patch is for: regular expressions over the whole value, as Kustomize has them. */
export interface Selector {
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
}

/** A key that a patch sets to null. */
export interface Removal {
  readonly route: readonly string[];
  /** It stands in an item of a list: of the list at `route` it is not known what is left. */
  readonly isInList: boolean;
}

/** Lists that Kubernetes merges by a key of their items; it replaces all others. */
const mergeKeys: Readonly<Record<string, string>> = {
  containers: "name",
  initContainers: "name",
  volumes: "name",
  env: "name",
  volumeMounts: "mountPath",
};

/** The tree with a patch merged into it; undefined where the patch deletes it. Lists of custom resources are replaced. */
export function mergePatch(target: TableNode, patch: TableNode, removes: readonly Removal[] = []): TableNode | undefined {
  if (textOf(patch, "$patch") === "delete") return undefined;
  const isBuiltIn = !/\./.test(textOf(target, "apiVersion")?.split("/")[0] ?? "") || isKubernetesGroup(target);
  let result = mergeTables(target, patch, isBuiltIn);
  for (const { route, isInList } of removes) {
    const unknown: Node = { kind: "unknown", span: patch.span, because: "a patch takes something away here" };
    const changedTree = changed(result, route, isInList ? unknown : undefined, false);
    if (changedTree.kind === "table") result = changedTree;
  }
  return result;
}

const nullLine = /^([ \t]*)(-[ \t]+)?["']?([\w./-]{1,120})["']?[ \t]*:[ \t]*(?:null|~)[ \t]*(?:#.*)?\r?$/;
const keyLine = /^([ \t]*)((?:-[ \t]+)*)["']?([\w./-]{1,120})["']?[ \t]*:/;

/** The keys that a patch sets to null, which readers of values do not see, in the lines of one document. */
export function removalsIn(text: string, { line, endLine }: Span): readonly Removal[] {
  const lines = text.split("\n");
  const removals: Removal[] = [];
  for (let index = line - 1; index < Math.min(endLine + 1, lines.length) && removals.length < 64; index++) {
    const match = nullLine.exec(lines[index] as string);
    if (match === null) continue;
    const [, indent = "", dash = "", key = ""] = match;
    removals.push(removalAt(lines, index, line - 1, indent.length + dash.length, dash !== "", key));
  }
  return removals;
}

function removalAt(
  lines: readonly string[],
  index: number,
  first: number,
  column: number,
  inItem: boolean,
  key: string,
): Removal {
  const route = [key];
  let isInList = inItem;
  if (isInList) route.length = 0;
  let indent = column;
  for (let above = index - 1; above >= first && indent > 0; above--) {
    const match = keyLine.exec(lines[above] as string);
    if (match === null) continue;
    const [, blanks = "", dashes = "", name = ""] = match;
    const own = blanks.length + dashes.length;
    // A key of the same item, before it.
    if (own === indent && dashes !== "") [isInList, route.length, indent] = [true, 0, blanks.length + 1];
    else if (own < indent) {
      [indent] = [own];
      if (dashes === "") route.unshift(name);
      else [isInList, route.length, indent] = [true, 0, blanks.length + 1];
    }
  }
  return { route, isInList };
}

function isKubernetesGroup(root: TableNode): boolean {
  return /^[^/]*\.k8s\.io\//.test(textOf(root, "apiVersion") ?? "");
}

function mergeTables(target: TableNode, patch: TableNode, isBuiltIn: boolean): TableNode {
  if (textOf(patch, "$patch") === "replace") return { ...patch, entries: without(patch, "$patch") };
  const entries = new Map(target.entries);
  for (const [key, entry] of patch.entries) {
    const before = entries.get(key);
    const merged = before === undefined ? entry.node : mergeNodes(before.node, entry.node, key, isBuiltIn);
    if (merged === undefined) entries.delete(key);
    else entries.set(key, { ...entry, node: merged });
  }
  return { ...target, entries };
}

function mergeNodes(before: Node, after: Node, key: string, isBuiltIn: boolean): Node | undefined {
  if (before.kind === "table" && after.kind === "table") {
    return textOf(after, "$patch") === "delete" ? undefined : mergeTables(before, after, isBuiltIn);
  }
  const mergeKey = isBuiltIn ? mergeKeys[key] : undefined;
  if (before.kind !== "array" || after.kind !== "array" || mergeKey === undefined) return after;
  const items = [...before.items];
  for (const item of after.items) {
    const wanted = item.kind === "table" ? textOf(item, mergeKey) : undefined;
    const index = items.findIndex((old) => old.kind === "table" && wanted !== undefined && textOf(old, mergeKey) === wanted);
    const old = items[index];
    if (old?.kind !== "table" || item.kind !== "table") items.push(item);
    else if (textOf(item, "$patch") === "delete") items.splice(index, 1);
    else items[index] = mergeTables(old, item, isBuiltIn);
  }
  return { ...before, items };
}

/** The tree after RFC 6902 operations. What an operation does that is none of these is not known: the place becomes unknown. */
export function applyOperations(root: TableNode, operations: readonly Node[]): TableNode {
  let result: Node = root;
  for (const operation of operations) {
    if (operation.kind !== "table") continue;
    const route = textOf(operation, "path")
      ?.split("/")
      .slice(1)
      .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
    const op = textOf(operation, "op");
    if (route === undefined || route.length === 0 || op === "test") continue;
    const value = operation.entries.get("value")?.node;
    const unknown: Node = { kind: "unknown", span: operation.span, because: "a patch moves or copies a value here" };
    result = changed(
      result,
      route,
      op === "remove" ? undefined : op === "add" || op === "replace" ? value : unknown,
      op === "add",
    );
  }
  return result.kind === "table" ? result : root;
}

function changed(node: Node, route: readonly string[], value: Node | undefined, inserts: boolean): Node {
  const [head, ...rest] = route as [string, ...string[]];
  if (node.kind === "table") {
    const before = node.entries.get(head);
    const entries = new Map(node.entries);
    if (rest.length > 0) {
      // A replacement may make what is not there: all of it is unknown then.
      if (before === undefined && value?.kind !== "unknown") return node;
      if (before === undefined) entries.set(head, { key: head, keySpan: (value as Node).span, node: value as Node });
      else entries.set(head, { ...before, node: changed(before.node, rest, value, inserts) });
    } else if (value === undefined) entries.delete(head);
    else entries.set(head, { key: head, keySpan: before?.keySpan ?? value.span, node: value });
    return { ...node, entries };
  }
  if (node.kind !== "array") return node;
  const items = [...node.items];
  const index = head === "-" ? items.length : chosen(items, head);
  // An item that is chosen by what it holds: of the whole list it is not known what becomes of it.
  if (Number.isNaN(index) && value?.kind === "unknown") return value;
  if (!Number.isInteger(index) || index < 0 || index > items.length) return node;
  const before = items[index];
  if (rest.length > 0) {
    if (before !== undefined) items[index] = changed(before, rest, value, inserts);
  } else if (value === undefined) items.splice(index, 1);
  else items.splice(index, inserts ? 0 : 1, value);
  return { ...node, items };
}

/** The index of an item: a number, or `[name=pd]` as `replacements` have it. */
function chosen(items: readonly Node[], part: string): number {
  const [, key, value] = /^\[([\w.-]+)=(.*)\]$/.exec(part) ?? [];
  if (key === undefined) return Number(part);
  const index = items.findIndex((item) => item.kind === "table" && textOf(item, key) === value);
  return index === -1 ? Number.NaN : index;
}

/** A tree that was read from a text inside a string, with its places moved to where the string stands. */
export function relocated(node: Node, text: string, outer: StringNode): Node {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const offset = (line: number, column: number) => (starts[line - 1] ?? 0) + column - 1;
  const move = (span: Span): Span => outer.slice(offset(span.line, span.column), offset(span.endLine, span.endColumn));
  const moved = (inner: Node): Node => {
    switch (inner.kind) {
      case "table": {
        const entries = [...inner.entries].map(
          ([key, entry]) => [key, { key, keySpan: move(entry.keySpan), node: moved(entry.node) }] as const,
        );
        return { kind: "table", span: move(inner.span), entries: new Map<string, Entry>(entries) };
      }
      case "array":
        return { kind: "array", span: move(inner.span), items: inner.items.map(moved) };
      case "string":
        return { ...inner, span: move(inner.span), slice: (from, to) => move(inner.slice(from, to)) };
      default:
        return { ...inner, span: move(inner.span) };
    }
  };
  return moved(node);
}

/** A text of a file as the value of a key: its places are those of the file. */
export function fileNode(path: Span["path"], text: string): StringNode {
  const lines = new LineIndex(path, text);
  return {
    kind: "string",
    span: lines.span(0, text.length),
    value: text,
    slice: (from, to) => lines.span(from, to),
  };
}

function textOf(table: TableNode, key: string): string | undefined {
  const node = table.entries.get(key)?.node;
  return node?.kind === "string" ? node.value : undefined;
}

function without(table: TableNode, key: string): ReadonlyMap<string, Entry> {
  const entries = new Map(table.entries);
  entries.delete(key);
  return entries;
}
