import { lookup, type Node, type StringNode, type TableNode } from "../../model/instances/config-tree.ts";
import { joinRepoPath, type RepoPath, type Span } from "../../text/span.ts";
import type { FormContext } from "../form.ts";
import { itemsAt, textAt } from "../nodes.ts";
import type { SourceFile } from "../source-file.ts";
import type { YamlResult } from "../yaml/yaml.ts";
import { type Patch, relocated } from "./patch.ts";
import { comparedAt, isCompared, literally, type Selector } from "./selector.ts";

/** Where the files of a kustomization are looked for. */
export interface Sources {
  readonly folder: RepoPath;
  readonly context: FormContext;
}

export interface ReadPatches {
  readonly patches: readonly Patch[];
  /** The files that are patches, and no objects by themselves. */
  readonly files: readonly RepoPath[];
}

/** `patchesStrategicMerge`: files, or texts of several lines. */
export function mergePatches(texts: readonly StringNode[], sources: Sources): ReadPatches {
  return joined(
    texts.map((node) =>
      node.value.includes("\n") ? inlinePatches(node, undefined, sources) : filePatches(node, undefined, sources),
    ),
  );
}

/** `patches`: with a `target`, or for the object that the patch itself names. */
export function patchesAt(items: readonly Node[], sources: Sources): ReadPatches {
  return joined(
    items.map((item) => {
      // `patches` of the first versions was a list of file names.
      if (item.kind === "string") return filePatches(item, undefined, sources);
      return item.kind === "table" ? patchAt(item, sources) : unreadPatch(item.span, {}, "a patch");
    }),
  );
}

/** `patchesJson6902`: always with a target. */
export function jsonPatches(items: readonly Node[], sources: Sources): ReadPatches {
  return joined(items.map((item) => (item.kind === "table" ? patchAt(item, sources) : unreadPatch(item.span, {}, "a patch"))));
}

function joined(parts: readonly ReadPatches[]): ReadPatches {
  return { patches: parts.flatMap(({ patches }) => patches), files: parts.flatMap(({ files }) => files) };
}

function patchAt(item: TableNode, sources: Sources): ReadPatches {
  const target = lookup(item, ["target"], "exact")?.node;
  const selects = target === undefined ? undefined : selectorOf(target);
  const [inline, path] = [textAt(item, "patch"), textAt(item, "path")];
  const known: ReadonlySet<string> = new Set(["target", "patch", "path"]);
  // `options` lets a patch rename what it changes.
  const isPlain = [...item.entries].every(([key]) => known.has(key)) && (inline === undefined) !== (path === undefined);
  if (!isPlain) {
    const file = path === undefined ? undefined : joinRepoPath(sources.folder, path.value);
    const unread = unreadPatch(item.span, selects ?? {}, "a patch with options");
    return { ...unread, files: file === undefined ? [] : [file] };
  }
  if (inline !== undefined) return inlinePatches(inline, selects, sources);
  return path === undefined ? unreadPatch(item.span, selects ?? {}, "a patch") : filePatches(path, selects, sources);
}

/** A `target`. What is no text in it is not compared. */
function selectorOf(target: Node): Selector {
  if (target.kind !== "table") return { isNarrower: true };
  const isNarrower = [...target.entries].some(([key, { node }]) => !isCompared(key) || node.kind !== "string");
  return { ...comparedAt(target), isNarrower };
}

function unreadPatch(at: Span, selects: Selector, what: string): ReadPatches {
  return { patches: [{ kind: "unread", selects, what, at }], files: [] };
}

function filePatches(name: StringNode, selects: Selector | undefined, { folder, context }: Sources): ReadPatches {
  const path = joinRepoPath(folder, name.value);
  const file = path === undefined ? undefined : context.file(path);
  const what = `the patch ${shortened(name.value)}`;
  if (file === undefined) return unreadPatch(name.span, selects ?? {}, what);
  return { patches: patchesIn(context.yaml(file), selects, { at: name.span, what }), files: [file.path] };
}

function inlinePatches(text: StringNode, selects: Selector | undefined, { context }: Sources): ReadPatches {
  const read = context.yaml(inlineFile(text));
  const documents = read.documents.map((document) => {
    const node = document.node && relocated(document.node, text.value, text);
    return { node, root: node?.kind === "table" ? node : undefined };
  });
  return { patches: patchesIn({ ...read, documents }, selects, { at: text.span, what: "a patch" }), files: [] };
}

/** The text of a string as a file of its own: its path is the place, so that it is read once. */
function inlineFile(text: StringNode): SourceFile {
  const { path, line, column } = text.span;
  const bytes = new TextEncoder().encode(text.value);
  return { path: `${path}#${line}:${column}` as RepoPath, bytes, text: text.value, executable: false };
}

function patchesIn(
  { documents, problems, duplicates, template }: YamlResult,
  selects: Selector | undefined,
  { at, what }: { readonly at: Span; readonly what: string },
): readonly Patch[] {
  const unread: Patch = { kind: "unread", selects: selects ?? {}, what, at };
  if (problems.length > 0 || duplicates.length > 0 || template !== undefined) return [unread];
  const nodes = documents.flatMap(({ node }) => (node === undefined ? [] : [node]));
  if (nodes.length === 0) return [unread];
  const [first] = nodes;
  if (first?.kind === "array") {
    // RFC 6902, which needs a target; kustomize refuses a second document.
    return nodes.length > 1 ? [unread] : [{ kind: "json", selects: selects ?? {}, operations: first.items, at }];
  }
  if (selects !== undefined && nodes.length > 1) return [unread];
  return nodes.flatMap((node): readonly Patch[] => {
    if (node.kind !== "table") return [unread];
    const items = /List$/.test(textAt(node, "kind")?.value ?? "") ? itemsAt(node, "items") : [node];
    if (selects !== undefined && items[0] !== node) return [unread];
    return items.map((content): Patch => {
      const own = content.kind === "table" ? (selects ?? ownSelector(content)) : undefined;
      return content.kind === "table" && own !== undefined ? { kind: "merge", selects: own, content, at } : unread;
    });
  });
}

/** The object that a patch names itself; undefined where it names none. */
function ownSelector(patch: TableNode): Selector | undefined {
  const [kind, name, apiVersion] = [textAt(patch, "kind"), textAt(patch, "metadata", "name"), textAt(patch, "apiVersion")];
  if (kind === undefined || name === undefined) return undefined;
  const [group, version] = apiVersion?.value.includes("/") ? apiVersion.value.split("/") : ["", apiVersion?.value];
  return {
    group: apiVersion && literally(group),
    version: apiVersion && literally(version),
    kind: literally(kind.value),
    name: literally(name.value),
    namespace: literally(textAt(patch, "metadata", "namespace")?.value ?? "default"),
  };
}

/** Without a user and a token, which some write into addresses. */
export function shortened(value: string): string {
  const text = value.replace(/\/\/[^/@\s]*@/, "//");
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
