import { type Entry, lookup, type Node, type StringNode, type TableNode } from "../../model/instances/config-tree.ts";
import { fileName, joinRepoPath, type RepoPath } from "../../text/span.ts";
import type { FormContext } from "../form.ts";
import { listAt, stringAt, textsAt } from "./kustomize-nodes.ts";
import { fileNode, type Patch } from "./patch.ts";

/** An entry of a Secret that Kustomize makes of a file. */
export interface SecretFile {
  readonly secret: string;
  readonly key: string;
  readonly file: RepoPath;
}

/** What `configMapGenerator` and `secretGenerator` make. */
export interface Generated {
  readonly resources: readonly TableNode[];
  /** `behavior: merge` and `replace` change what a base generates. */
  readonly patches: readonly Patch[];
  readonly secretFiles: readonly SecretFile[];
}

/** Reads the generators of a kustomization: entries out of files and literals. */
export function generatedBy(root: TableNode, folder: RepoPath, context: FormContext): Generated {
  const resources: TableNode[] = [];
  const patches: Patch[] = [];
  const secretFiles: SecretFile[] = [];
  for (const [list, kind] of [
    ["configMapGenerator", "ConfigMap"],
    ["secretGenerator", "Secret"],
  ] as const) {
    for (const item of listAt(root, list)) {
      const name = item.kind === "table" ? stringAt(item, "name") : undefined;
      if (item.kind !== "table" || name === undefined) continue;
      if (kind === "Secret") secretFiles.push(...filesOf(item, folder).map(([key, file]) => ({ secret: name.value, key, file })));
      const object = objectOf(item, name, kind, folder, context);
      const behaviour = stringAt(item, "behavior")?.value;
      if (behaviour !== "merge" && behaviour !== "replace") resources.push(object);
      else patches.push({ kind: "merge", selects: selectorOf(kind, name), content: changeOf(object, behaviour), removes: [] });
    }
  }
  return { resources, patches, secretFiles };
}

function selectorOf(kind: string, { value }: StringNode): Patch["selects"] {
  return { kind, name: value.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&") };
}

/** Only the entries change, not what the base says beside them. */
function changeOf(object: TableNode, behaviour: "merge" | "replace"): TableNode {
  const data = object.entries.get("data");
  if (data?.node.kind !== "table") return object;
  const { node, keySpan } = data;
  const replace: Entry = { key: "$patch", keySpan, node: textNode("replace", keySpan) };
  const entries = behaviour === "replace" ? new Map([...node.entries, ["$patch", replace] as const]) : node.entries;
  return { kind: "table", span: object.span, entries: new Map([["data", { ...data, node: { ...node, entries } }]]) };
}

function filesOf(item: TableNode, folder: RepoPath): readonly (readonly [string, RepoPath])[] {
  return textsAt(item, "files").flatMap(({ value }) => {
    const [key, place] = value.includes("=") ? splitAt(value) : [fileName(value), value];
    const path = joinRepoPath(folder, place);
    return path === undefined ? [] : [[key, path] as const];
  });
}

function objectOf(
  item: TableNode,
  name: StringNode,
  kind: "ConfigMap" | "Secret",
  folder: RepoPath,
  context: FormContext,
): TableNode {
  // The certificates of a Secret are read where they lie.
  const data = kind === "ConfigMap" ? dataOf(item, folder, context) : new Map<string, Entry>();
  const entry = (key: string, node: Node) => [key, { key, keySpan: name.span, node }] as const;
  const table = (...entries: readonly (readonly [string, Entry])[]): TableNode => ({
    kind: "table",
    span: item.span,
    entries: new Map(entries),
  });
  const namespace = lookup(item, ["namespace"], "exact")?.node;
  return table(
    entry("apiVersion", textNode("v1", name.span)),
    entry("kind", textNode(kind, name.span)),
    entry("metadata", table(entry("name", name), ...(namespace === undefined ? [] : [entry("namespace", namespace)]))),
    entry("data", { kind: "table", span: item.span, entries: data }),
  );
}

function dataOf(item: TableNode, folder: RepoPath, context: FormContext): ReadonlyMap<string, Entry> {
  const data = new Map<string, Entry>();
  for (const written of textsAt(item, "files")) {
    const [key, place] = written.value.includes("=") ? splitAt(written.value) : [fileName(written.value), written.value];
    const path = joinRepoPath(folder, place);
    const file = path === undefined ? undefined : context.file(path);
    if (file !== undefined) data.set(key, { key, keySpan: written.span, node: fileNode(file.path, file.text) });
  }
  for (const written of textsAt(item, "literals")) {
    const [key, value] = splitAt(written.value);
    const start = key.length + 1;
    const slice: StringNode["slice"] = (from, to) => written.slice(start + from, start + to);
    data.set(key, { key, keySpan: written.span, node: { kind: "string", span: slice(0, value.length), value, slice } });
  }
  return data;
}

function textNode(value: string, span: StringNode["span"]): StringNode {
  return { kind: "string", span, value, slice: () => span };
}

function splitAt(text: string): [string, string] {
  const equals = text.indexOf("=");
  return equals === -1 ? [text, ""] : [text.slice(0, equals), text.slice(equals + 1)];
}
