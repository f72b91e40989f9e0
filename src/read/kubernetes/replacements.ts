import type { Node, StringNode, TableNode } from "../../model/instances/config-tree.ts";
import { joinRepoPath } from "../../text/span.ts";
import { itemsAt, textAt, textsAt } from "../nodes.ts";
import type { Patch } from "./patch.ts";
import type { Sources } from "./patches.ts";
import { comparedAt, isCompared, type Selector } from "./selector.ts";

/** `replacements` copy a value from elsewhere, here or in files of their own: where to is what can be said. */
export function replacementsOf(items: readonly Node[], sources: Sources): readonly Patch[] {
  return items.flatMap((item) => {
    const named = item.kind === "table" ? textAt(item, "path") : undefined;
    if (named === undefined) return replacementAt(item);
    const path = joinRepoPath(sources.folder, named.value);
    const file = path === undefined ? undefined : sources.context.file(path);
    const read = file && sources.context.yaml(file);
    const nodes = read?.documents.flatMap(({ node }) => (node === undefined ? [] : [node])) ?? [];
    if (nodes.length === 0 || (read?.problems.length ?? 0) > 0) return [unread(item, {})];
    return nodes.flatMap((node) => (node.kind === "array" ? node.items : [node])).flatMap(replacementAt);
  });
}

function unread({ span }: Node, selects: Selector): Patch {
  return { kind: "unread", selects, what: "a replacement", at: span };
}

function replacementAt(item: Node): readonly Patch[] {
  const targets = item.kind === "table" ? itemsAt(item, "targets") : [];
  if (targets.length === 0) return [unread(item, {})];
  return targets.map((target): Patch => {
    const select = target.kind === "table" ? target.entries.get("select")?.node : undefined;
    if (target.kind !== "table" || select?.kind !== "table") return unread(item, {});
    const selects = selectorOf(select, target);
    const fields = textsAt(target, "fieldPaths");
    const routes = fields.map((field) => routeOf(field.value));
    // Options put it into a part of a value, or make what is not there; `*` is every item.
    const isPlain = !target.entries.has("options") && fields.length > 0 && routes.every((route) => route !== undefined);
    if (!isPlain) return unread(target, selects);
    const operations = fields.map((field, index) => operationAt(field, `/${(routes[index] ?? []).join("/")}`));
    return { kind: "json", selects, operations, at: target.span };
  });
}

/** What `reject` takes out is taken for selected. */
function selectorOf(select: TableNode, target: TableNode): Selector {
  const isNarrower = target.entries.has("reject") || ![...select.entries.keys()].every(isCompared);
  return { ...comparedAt(select), isNarrower };
}

/** `data.pd\.toml`, `spec.containers.[name=pd].args.0`: dots separate, unless they are escaped or in brackets. */
function routeOf(field: string): readonly string[] | undefined {
  // Longer ones nobody writes, and an open bracket is looked for to the end.
  if (field.length > 500) return undefined;
  const parts: readonly string[] = field.match(/(?:\\.|\[[^\][]*\]|[^.\\[])+/g) ?? [];
  if (parts.length === 0 || parts.includes("*") || parts.includes("-")) return undefined;
  return parts.map((part) => part.replaceAll(/\\(.)/g, "$1").replaceAll("~", "~0").replaceAll("/", "~1"));
}

function operationAt({ span }: StringNode, path: string): Node {
  const text = (key: string, value: string) =>
    [key, { key, keySpan: span, node: { kind: "string", span, value, slice: () => span } }] as const;
  return { kind: "table", span, entries: new Map([text("op", "replacement"), text("path", path)]) };
}
