import {
  type Entry,
  lookup,
  type Node,
  type OpenEnd,
  type StringNode,
  type TableNode,
} from "../../model/instances/config-tree.ts";
import { fileName, joinRepoPath, type RepoPath } from "../../text/span.ts";
import type { FormContext } from "../form.ts";
import { itemsAt, textAt, textsAt } from "../nodes.ts";
import type { SourceFile } from "../source-file.ts";
import { fileNode, type Patch } from "./patch.ts";
import { literally, type Selector } from "./selector.ts";

/** An entry of a Secret that Kustomize makes of a file. */
export interface SecretFile {
  readonly secret: string;
  readonly key: string;
  readonly file: RepoPath;
}

/** A Secret that a kustomization makes, or changes by `behavior: merge` or `replace`. */
export interface GeneratedSecret {
  readonly secret: string;
  readonly files: readonly SecretFile[];
  /** What an inner kustomization makes of it does not count. */
  readonly isReplaced: boolean;
}

/** What `configMapGenerator` and `secretGenerator` make. */
export interface Generated {
  readonly resources: readonly TableNode[];
  /** `behavior: merge` and `replace` change what a base generates. */
  readonly patches: readonly Patch[];
  readonly secrets: readonly GeneratedSecret[];
}

/** Reads the generators of a kustomization: entries out of files, literals and environment files. */
export function generatedBy(root: TableNode, folder: RepoPath, context: FormContext): Generated {
  const resources: TableNode[] = [];
  const patches: Patch[] = [];
  const secrets: GeneratedSecret[] = [];
  for (const [list, kind] of [
    ["configMapGenerator", "ConfigMap"],
    ["secretGenerator", "Secret"],
  ] as const) {
    for (const item of itemsAt(root, list)) {
      const name = item.kind === "table" ? textAt(item, "name") : undefined;
      if (item.kind !== "table" || name === undefined) continue;
      const behaviour = textAt(item, "behavior")?.value;
      if (kind === "Secret") {
        const files = filesOf(item, folder).map(([key, file]) => ({ secret: name.value, key, file }));
        secrets.push({ secret: name.value, files, isReplaced: behaviour === "replace" });
      }
      const object = objectOf(item, { name, kind, folder }, context);
      if (behaviour !== "merge" && behaviour !== "replace") resources.push(object);
      else patches.push(...changesOf(object, behaviour, { selects: selectorOf(kind, item, name), at: name.span }));
    }
  }
  return { resources, patches, secrets };
}

function selectorOf(kind: string, item: TableNode, { value }: StringNode): Selector {
  return { kind: literally(kind), name: literally(value), namespace: literally(textAt(item, "namespace")?.value) };
}

/** Only the entries change, not what the base says beside them. */
function changesOf(
  object: TableNode,
  behaviour: "merge" | "replace",
  { selects, at }: Pick<Patch, "selects" | "at">,
): readonly Patch[] {
  const data = object.entries.get("data");
  if (data?.node.kind !== "table") return [];
  const { node, keySpan } = data;
  const replace: Entry = { key: "$patch", keySpan, node: textNode("replace", keySpan) };
  const entries = behaviour === "replace" ? new Map([...node.entries, ["$patch", replace] as const]) : node.entries;
  const content: TableNode = {
    kind: "table",
    span: object.span,
    entries: new Map([["data", { ...data, node: { ...node, entries } }]]),
  };
  return [{ kind: "merge", selects, content, at }];
}

function filesOf(item: TableNode, folder: RepoPath): readonly (readonly [string, RepoPath])[] {
  return textsAt(item, "files").flatMap(({ value }) => {
    const [key, place] = fileEntry(value);
    const path = joinRepoPath(folder, place);
    return path === undefined ? [] : [[key, path] as const];
  });
}

/** `KEY=FILE`, or a file whose name is its key. */
function fileEntry(text: string): readonly [key: string, place: string] {
  return text.includes("=") ? splitAt(text) : [fileName(text), text];
}

function objectOf(
  item: TableNode,
  { name, kind, folder }: { readonly name: StringNode; readonly kind: "ConfigMap" | "Secret"; readonly folder: RepoPath },
  context: FormContext,
): TableNode {
  // The certificates of a Secret are read where they lie.
  const data: TableNode =
    kind === "ConfigMap" ? dataOf(item, folder, context) : { kind: "table", span: item.span, entries: new Map() };
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
    entry("data", data),
  );
}

/** The entries of a ConfigMap, left open where not all of them can be read. */
function dataOf(item: TableNode, folder: RepoPath, context: FormContext): TableNode {
  const data = new Map<string, Entry>();
  let open: OpenEnd | undefined;
  const unread = ({ span, value }: StringNode) => {
    open ??= { span, because: `${value.length > 100 ? "a file" : value} cannot be read` };
  };
  for (const written of textsAt(item, "files")) {
    const [key, place] = fileEntry(written.value);
    const file = plainFile(place, folder, context);
    if (file === undefined) {
      unread(written);
      const because = `${place} cannot be read`;
      data.set(key, { key, keySpan: written.span, node: { kind: "unknown", span: written.span, because } });
    } else data.set(key, { key, keySpan: written.span, node: fileNode(file.path, file.text) });
  }
  for (const written of textsAt(item, "literals")) {
    const [key, value] = splitAt(written.value);
    const text = withoutQuotes(value);
    const start = key.length + 1 + (text.length < value.length ? 1 : 0);
    const slice: StringNode["slice"] = (from, to) => written.slice(start + from, start + to);
    data.set(key, { key, keySpan: written.span, node: { kind: "string", span: slice(0, text.length), value: text, slice } });
  }
  const single = textAt(item, "env");
  for (const written of [...textsAt(item, "envs"), ...(single === undefined ? [] : [single])]) {
    const file = plainFile(written.value, folder, context);
    const entries = file === undefined ? undefined : environmentEntries(file);
    if (entries === undefined) unread(written);
    for (const [key, node] of entries ?? []) data.set(key, { key, keySpan: written.span, node });
  }
  return { kind: "table", span: item.span, entries: data, ...(open !== undefined && { open }) };
}

/** A file that Kustomize takes up as the text that it is here: others become binary data. */
function plainFile(place: string, folder: RepoPath, context: FormContext): SourceFile | undefined {
  const path = joinRepoPath(folder, place);
  const file = path === undefined ? undefined : context.file(path);
  const isPlain = file !== undefined && !file.text.includes("\uFFFD") && !file.text.startsWith("\uFEFF");
  return isPlain ? file : undefined;
}

/** The lines `KEY=value` of an environment file (kustomize: api/kv); undefined where a value comes from the machine. */
function environmentEntries({ path, text }: SourceFile): readonly (readonly [string, StringNode])[] | undefined {
  const found: (readonly [string, StringNode])[] = [];
  const whole = fileNode(path, text);
  let at = 0;
  for (const line of text.split("\n")) {
    const start = at;
    at += line.length + 1;
    const indent = line.length - line.trimStart().length;
    const written = line.slice(indent).replace(/\r$/, "");
    if (written === "" || written.startsWith("#")) continue;
    const equals = written.indexOf("=");
    if (equals < 1) return undefined;
    const from = start + indent + equals + 1;
    const value = written.slice(equals + 1);
    const slice: StringNode["slice"] = (first, last) => whole.slice(from + first, from + last);
    found.push([written.slice(0, equals), { kind: "string", span: slice(0, value.length), value, slice }]);
  }
  return found;
}

/** Kustomize takes one pair of quotes from a literal. */
function withoutQuotes(text: string): string {
  return text.length > 1 && /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}

function textNode(value: string, span: StringNode["span"]): StringNode {
  return { kind: "string", span, value, slice: () => span };
}

function splitAt(text: string): [string, string] {
  const equals = text.indexOf("=");
  return equals === -1 ? [text, ""] : [text.slice(0, equals), text.slice(equals + 1)];
}
