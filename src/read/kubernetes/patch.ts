import type { Entry, Node, StringNode, TableNode, UnknownNode } from "../../model/instances/config-tree.ts";
import { LineIndex, type Span } from "../../text/span.ts";
import type { Selector } from "./selector.ts";

/** A change that a kustomization makes to the objects that it selects. */
export type Patch =
  | { readonly kind: "merge"; readonly selects: Selector; readonly content: TableNode; readonly at: Span }
  | { readonly kind: "json"; readonly selects: Selector; readonly operations: readonly Node[]; readonly at: Span }
  /** It is not read: of the objects that it may be for nothing is known but that they are there. */
  | { readonly kind: "unread"; readonly selects: Selector; readonly what: string; readonly at: Span };

/** What a patch makes of an object. `inexact`: kustomize may make something else of it. */
export type Patched =
  | { readonly kind: "object"; readonly root: TableNode }
  | { readonly kind: "deleted" }
  | { readonly kind: "inexact" };

/** Lists of pods that Kubernetes merges by a key of their items (kustomize: kyaml/openapi, the schema of Kubernetes). */
const mergeKeys: Readonly<Record<string, string>> = {
  containers: "name",
  initContainers: "name",
  ephemeralContainers: "name",
  volumes: "name",
  env: "name",
  volumeMounts: "mountPath",
  volumeDevices: "devicePath",
  imagePullSecrets: "name",
  hostAliases: "ip",
};

/** Versions whose schema kustomize has in it; of others with these groups it is not certain how lists are merged. */
const builtIn =
  /^(?:v1|apps\/v1|batch\/v1|policy\/v1|autoscaling\/v[12]|networking\.k8s\.io\/v1|rbac\.authorization\.k8s\.io\/v1|storage\.k8s\.io\/v1)$/;
const kubernetesGroup = /^(?:[a-z]+\/|(?:[a-z.]+\.)?k8s\.io\/|v1[a-z])/;

/** The place at which a patch stops being read exactly ends the merge. */
class Inexact extends Error {}

/** The object with a strategic merge patch merged into it. Lists of custom resources are replaced. Its identity stays. */
export function mergePatch(target: TableNode, patch: TableNode): Patched {
  const directive = textOf(patch, "$patch");
  if (directive === "delete") return { kind: "deleted" };
  // Kustomize leaves the identity alone when a whole object is replaced; what else it keeps is its own affair.
  if (directive !== undefined) return { kind: "inexact" };
  const apiVersion = textOf(target, "apiVersion") ?? "";
  const lists = builtIn.test(apiVersion) ? "merged" : kubernetesGroup.test(apiVersion) ? "unsure" : "replaced";
  try {
    return { kind: "object", root: mergeTables(target, withoutIdentity(patch), lists) };
  } catch (error) {
    if (error instanceof Inexact) return { kind: "inexact" };
    throw error;
  }
}

/** A patch names its object, and does not rename it. */
function withoutIdentity(patch: TableNode): TableNode {
  const entries = new Map(patch.entries);
  entries.delete("apiVersion");
  entries.delete("kind");
  const metadata = entries.get("metadata");
  if (metadata?.node.kind === "table") {
    const inner = new Map(metadata.node.entries);
    inner.delete("name");
    inner.delete("namespace");
    entries.set("metadata", { ...metadata, node: { ...metadata.node, entries: inner } });
  }
  return { ...patch, entries };
}

type Lists = "merged" | "replaced" | "unsure";

function mergeTables(target: TableNode, patch: TableNode, lists: Lists): TableNode {
  const directive = textOf(patch, "$patch");
  if (directive === "replace") return { ...patch, entries: without(patch, "$patch") };
  if (directive !== undefined && directive !== "merge") throw new Inexact();
  const entries = new Map(target.entries);
  for (const [key, entry] of patch.entries) {
    if (key === "$patch") continue;
    // Other directives: $setElementOrder, $retainKeys, $deleteFromPrimitiveList.
    if (key.startsWith("$")) throw new Inexact();
    const before = entries.get(key);
    const merged = before === undefined ? fresh(entry.node) : mergeNodes(before.node, entry.node, key, lists);
    if (merged === undefined) entries.delete(key);
    else entries.set(key, { ...entry, node: merged });
  }
  for (const key of patch.nulls ?? []) if (!patch.entries.has(key)) entries.delete(key);
  const open = target.open ?? patch.open;
  return { ...target, entries, ...(open !== undefined && { open }) };
}

/** What a patch puts where nothing was. A directive in it has nothing to act on. */
function fresh(node: Node): Node {
  if (holdsDirective(node)) throw new Inexact();
  return node;
}

function holdsDirective(node: Node): boolean {
  if (node.kind === "array") return node.items.some(holdsDirective);
  if (node.kind !== "table") return false;
  return [...node.entries].some(([key, entry]) => key.startsWith("$") || holdsDirective(entry.node));
}

function mergeNodes(before: Node, after: Node, key: string, lists: Lists): Node | undefined {
  if (after.kind === "unknown") return after;
  if (before.kind === "unknown") {
    if (holdsDirective(after)) throw new Inexact();
    // Into a table that is not known, this is merged: more may be there.
    return after.kind === "table" ? { ...after, open: { span: before.span, because: before.because } } : before;
  }
  if (before.kind === "table" && after.kind === "table") {
    return textOf(after, "$patch") === "delete" ? undefined : mergeTables(before, after, lists);
  }
  if (before.kind === "array" && after.kind === "array") return mergeLists(before.items, after, key, lists);
  // Kustomize refuses another kind of node in its place.
  if (before.kind === "table" || before.kind === "array" || after.kind === "table" || after.kind === "array") throw new Inexact();
  return after;
}

function mergeLists(before: readonly Node[], after: Extract<Node, { kind: "array" }>, key: string, lists: Lists): Node {
  const mergeKey = mergeKeys[key];
  const isPlain = after.items.every((item) => item.kind !== "table");
  if (lists === "replaced" || mergeKey === undefined) {
    if (after.items.some(holdsDirective)) throw new Inexact();
    return after;
  }
  if (lists === "unsure" || isPlain) throw new Inexact();
  return { ...after, items: mergeItems(before, after.items, mergeKey) };
}

/** By the key of the items: those of the patch come first, in its order (kyaml/yaml/walk: MergeOptionsListPrepend). */
function mergeItems(before: readonly Node[], after: readonly Node[], mergeKey: string): readonly Node[] {
  const old = new Map<string, TableNode>();
  for (const item of before) {
    const name = item.kind === "table" ? textOf(item, mergeKey) : undefined;
    if (item.kind !== "table" || name === undefined || old.has(name)) throw new Inexact();
    old.set(name, item);
  }
  const seen = new Set<string>();
  const changed: Node[] = [];
  for (const item of after) {
    const name = item.kind === "table" ? textOf(item, mergeKey) : undefined;
    if (item.kind !== "table" || name === undefined || seen.has(name)) throw new Inexact();
    seen.add(name);
    const match = old.get(name);
    const directive = textOf(item, "$patch");
    if (directive === "delete") continue;
    // kustomize drops an item that shall replace one, and its changes with it.
    if (directive !== undefined) throw new Inexact();
    changed.push(match === undefined ? fresh(item) : mergeTables(match, item, "merged"));
  }
  return [...changed, ...[...old].flatMap(([name, item]) => (seen.has(name) ? [] : [item]))];
}

/** The object after RFC 6902 operations. One that copies or moves, or does what the object does not allow, is inexact. */
export function applyOperations(root: TableNode, operations: readonly Node[]): Patched {
  let result: Node | undefined = root;
  for (const operation of operations) {
    const route = operation.kind === "table" ? routeOf(textOf(operation, "path")) : undefined;
    if (operation.kind !== "table" || route === undefined || result === undefined) return { kind: "inexact" };
    const value = operation.entries.get("value")?.node;
    switch (textOf(operation, "op")) {
      // Kustomize refuses the whole patch where a test fails.
      case "test":
        break;
      case "remove":
        result = changed(result, route, { kind: "remove" });
        break;
      case "add":
      case "replace":
        if (value === undefined) return { kind: "inexact" };
        result = changed(result, route, { kind: textOf(operation, "op") as "add" | "replace", value });
        break;
      case "replacement":
        result = changed(result, route, { kind: "unknown", span: operation.span });
        break;
      default:
        return { kind: "inexact" };
    }
  }
  return result?.kind === "table" && sameIdentity(root, result) ? { kind: "object", root: result } : { kind: "inexact" };
}

/** The parts of a JSON pointer; undefined for none, and for the whole object. */
function routeOf(path: string | undefined): readonly string[] | undefined {
  if (path === undefined || !path.startsWith("/")) return undefined;
  return path
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function sameIdentity(before: TableNode, after: TableNode): boolean {
  return textOf(before, "kind") === textOf(after, "kind") && textOf(before, "apiVersion") === textOf(after, "apiVersion");
}

type Operation =
  | { readonly kind: "add" | "replace"; readonly value: Node }
  | { readonly kind: "remove" }
  /** Something comes there that is not known. */
  | { readonly kind: "unknown"; readonly span: Span };

/** Undefined where the operation does not fit what is there. */
function changed(node: Node, route: readonly string[], operation: Operation): Node | undefined {
  const [head, ...rest] = route as [string, ...string[]];
  if (node.kind === "unknown") return node;
  if (node.kind === "table") return changedTable(node, head, rest, operation);
  return node.kind === "array" ? changedList(node, head, rest, operation) : undefined;
}

/** What a replacement puts at its place; undefined for other operations. */
function copiedBy(operation: Operation): UnknownNode | undefined {
  if (operation.kind !== "unknown") return undefined;
  return { kind: "unknown", span: operation.span, because: "a replacement copies a value here" };
}

function changedTable(node: TableNode, head: string, rest: readonly string[], operation: Operation): Node | undefined {
  const before = node.entries.get(head);
  const entries = new Map(node.entries);
  const copied = copiedBy(operation);
  if (rest.length > 0) {
    // A replacement may make what is not there: all of it is unknown then.
    if (before === undefined && copied === undefined) return node.open === undefined ? undefined : node;
    const inner = before === undefined ? copied : changed(before.node, rest, operation);
    if (inner === undefined) return undefined;
    return { ...node, entries: entries.set(head, { ...(before ?? { key: head, keySpan: inner.span }), node: inner }) };
  }
  if (operation.kind === "remove") {
    if (before === undefined && node.open === undefined) return undefined;
    entries.delete(head);
    return { ...node, entries };
  }
  if (operation.kind === "replace" && before === undefined && node.open === undefined) return undefined;
  const value = operation.kind === "unknown" ? copied : operation.value;
  if (value === undefined) return undefined;
  return { ...node, entries: entries.set(head, { key: head, keySpan: before?.keySpan ?? value.span, node: value }) };
}

function changedList(
  node: Extract<Node, { kind: "array" }>,
  head: string,
  rest: readonly string[],
  operation: Operation,
): Node | undefined {
  const items = [...node.items];
  const index = head === "-" ? items.length : chosen(items, head);
  const copied = copiedBy(operation);
  if (index === undefined) return copied;
  const before = items[index];
  if (rest.length > 0) {
    const inner = before && changed(before, rest, operation);
    if (inner === undefined) return undefined;
    items[index] = inner;
  } else if (operation.kind === "add") {
    if (index > items.length) return undefined;
    items.splice(index, 0, operation.value);
  } else if (before === undefined) return copied;
  else if (operation.kind === "remove") items.splice(index, 1);
  else items[index] = operation.kind === "unknown" ? (copied as UnknownNode) : operation.value;
  return { ...node, items };
}

/** The index of an item: a number, or `[name=pd]` as `replacements` have it; undefined where none is meant. */
function chosen(items: readonly Node[], part: string): number | undefined {
  if (/^(?:0|[1-9]\d{0,5})$/.test(part)) return Number(part);
  const [, key, value] = /^\[([\w.-]+)=(.*)\]$/.exec(part) ?? [];
  if (key === undefined) return undefined;
  const fitting = items.flatMap((item, index) => (item.kind === "table" && textOf(item, key) === value ? [index] : []));
  return fitting.length === 1 ? fitting[0] : undefined;
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
        return { ...inner, span: move(inner.span), entries: new Map<string, Entry>(entries) };
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
