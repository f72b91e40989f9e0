import { lookup, type Node, type StringNode, type TableNode } from "../../model/instances/config-tree.ts";
import { fileName, folderOf, joinRepoPath, type RepoPath } from "../../text/span.ts";
import type { FormContext } from "../form.ts";
import type { SourceFile } from "../source-file.ts";
import { generatedBy, type SecretFile } from "./generators.ts";
import { listAt, stringAt, textsAt } from "./kustomize-nodes.ts";
import { type Patch, type Removal, relocated, removalsIn, type Selector } from "./patch.ts";
import { isRemote, type Unapplied, unappliedOf } from "./unapplied.ts";

/** A `kustomization.yaml`, as far as it concerns what PD and TiKV read. */
export interface Kustomization {
  readonly path: RepoPath;
  readonly folder: RepoPath;
  /** Manifests of its own. */
  readonly files: readonly RepoPath[];
  /** Folders of other kustomizations that it starts from. */
  readonly bases: readonly RepoPath[];
  /** Folders of components: what they do, they do to the manifests of the one that names them. */
  readonly components: readonly RepoPath[];
  readonly patches: readonly Patch[];
  readonly patchFiles: readonly RepoPath[];
  /** ConfigMaps and Secrets that it makes out of files and literals. */
  readonly generated: readonly TableNode[];
  /** The files of the repository behind the entries of generated Secrets. */
  readonly secretFiles: readonly SecretFile[];
  readonly namespace: StringNode | undefined;
  readonly namePrefix: string;
  readonly nameSuffix: string;
  readonly images: readonly TableNode[];
  /** What it does beyond that. */
  readonly unapplied: readonly Unapplied[];
}

const names: ReadonlySet<string> = new Set(["kustomization.yaml", "kustomization.yml", "Kustomization"]);

/** Is this the file that `kustomize build` looks for in a folder? */
export function isKustomization(path: RepoPath): boolean {
  return names.has(fileName(path));
}

/** Reads a kustomization; undefined when it is no mapping. */
export function readKustomization(file: SourceFile, context: FormContext): Kustomization | undefined {
  const root = context.yaml(file).documents[0]?.root;
  if (root === undefined) return undefined;
  const folder = folderOf(file.path);
  const placesIn = (key: string) =>
    textsAt(root, key).flatMap(({ value }) => (isRemote(value) ? [] : (joinRepoPath(folder, value) ?? [])));
  const components = placesIn("components");
  const places = [...placesIn("resources"), ...placesIn("bases"), ...components];
  const patches = patchesOf(root, folder, context);
  const generated = generatedBy(root, folder, context);
  return {
    path: file.path,
    folder,
    files: places.filter((path) => context.file(path) !== undefined),
    bases: places.filter((path) => context.file(path) === undefined),
    components,
    patches: [...generated.patches, ...patches.flatMap(({ patch }) => patch)],
    patchFiles: patches.flatMap(({ file: path }) => (path === undefined ? [] : [path])),
    generated: generated.resources,
    secretFiles: generated.secretFiles,
    namespace: stringAt(root, "namespace"),
    namePrefix: stringAt(root, "namePrefix")?.value ?? "",
    nameSuffix: stringAt(root, "nameSuffix")?.value ?? "",
    images: listAt(root, "images").filter((item): item is TableNode => item.kind === "table"),
    unapplied: unappliedOf(root, folder, context),
  };
}

interface PatchSource {
  readonly patch: readonly Patch[];
  readonly file?: RepoPath | undefined;
}

function patchesOf(root: TableNode, folder: RepoPath, context: FormContext): readonly PatchSource[] {
  const merges = textsAt(root, "patchesStrategicMerge").map((node) =>
    node.value.includes("\n") ? inlinePatch(node, undefined, context) : filePatch(node.value, folder, undefined, context),
  );
  const others = [...listAt(root, "patchesJson6902"), ...listAt(root, "patches")].map((item): PatchSource => {
    // `patches` of the first versions was a list of file names.
    if (item.kind === "string") return filePatch(item.value, folder, undefined, context);
    if (item.kind !== "table") return { patch: [] };
    const target = lookup(item, ["target"], "exact")?.node;
    const selects =
      target?.kind === "table" ? { kind: stringAt(target, "kind")?.value, name: stringAt(target, "name")?.value } : undefined;
    const inline = stringAt(item, "patch");
    const path = stringAt(item, "path");
    const source =
      inline !== undefined
        ? inlinePatch(inline, selects, context)
        : path === undefined
          ? { patch: [] }
          : filePatch(path.value, folder, selects, context);
    const isByLabel = target?.kind === "table" && [...target.entries.keys()].some((key) => /Selector$/.test(key));
    return isByLabel ? { ...source, patch: source.patch.map(perhaps) } : source;
  });
  return [...merges, ...others, { patch: replacementsOf(root, folder, context) }];
}

/** A patch that may or may not be for an object: what it sets is unknown. */
function perhaps(patch: Patch): Patch {
  const unknown = (node: Node): Node =>
    node.kind === "table"
      ? { ...node, entries: new Map([...node.entries].map(([key, entry]) => [key, { ...entry, node: unknown(entry.node) }])) }
      : { kind: "unknown", span: node.span, because: "a patch for some labels may set it" };
  if (patch.kind === "json") return { ...patch, operations: patch.operations.map(asReplacement) };
  const content = unknown(patch.content);
  return content.kind === "table" ? { ...patch, content } : patch;
}

function asReplacement(operation: Node): Node {
  const path = operation.kind === "table" ? stringAt(operation, "path") : undefined;
  return path === undefined ? operation : replacementAt(path, path.value);
}

/** `replacements` copy a value from elsewhere, here or in files of their own: where to is what can be said. */
function replacementsOf(root: TableNode, folder: RepoPath, context: FormContext): readonly Patch[] {
  const items = listAt(root, "replacements").flatMap((item): readonly Node[] => {
    const named = item.kind === "table" ? stringAt(item, "path") : undefined;
    const path = named && joinRepoPath(folder, named.value);
    const file = path === undefined ? undefined : context.file(path);
    const nodes =
      file === undefined ? [item] : context.yaml(file).documents.flatMap(({ node }) => (node === undefined ? [] : [node]));
    return nodes.flatMap((node) => (node.kind === "array" ? node.items : [node]));
  });
  return items.flatMap((replacement) =>
    (replacement.kind === "table" ? listAt(replacement, "targets") : []).flatMap((target): Patch[] => {
      if (target.kind !== "table") return [];
      const selects = {
        kind: literal(stringAt(target, "select", "kind")?.value),
        name: literal(stringAt(target, "select", "name")?.value),
      };
      const operations = textsAt(target, "fieldPaths").map((field) => replacementAt(field, `/${routeOf(field.value).join("/")}`));
      return [{ kind: "json", selects, operations }];
    }),
  );
}

/** `data.pd\\.toml`, `spec.containers.[name=pd].args.0`: dots separate, unless they are escaped or in brackets. */
function routeOf(field: string): readonly string[] {
  const parts = field.match(/(?:\\.|\[[^\]]*\]|[^.\\[])+/g) ?? [];
  return parts.map((part) => part.replaceAll(/\\(.)/g, "$1").replaceAll("~", "~0").replaceAll("/", "~1"));
}

function replacementAt({ span }: StringNode, path: string): Node {
  const text = (key: string, value: string) =>
    [key, { key, keySpan: span, node: { kind: "string", span, value, slice: () => span } }] as const;
  return { kind: "table", span, entries: new Map([text("op", "replacement"), text("path", path)]) };
}

function filePatch(name: string, folder: RepoPath, selects: Selector | undefined, context: FormContext): PatchSource {
  const path = joinRepoPath(folder, name);
  const file = path === undefined ? undefined : context.file(path);
  if (file === undefined) return { patch: [] };
  const nodes = context.yaml(file).documents.flatMap(({ node }) => (node === undefined ? [] : [node]));
  return { patch: nodes.flatMap((node) => patchOf(node, selects, removalsIn(file.text, node.span))), file: path };
}

function inlinePatch(text: StringNode, selects: Selector | undefined, context: FormContext): PatchSource {
  const nodes = context.yaml(inlineFile(text)).documents.flatMap(({ node }) => (node === undefined ? [] : [node]));
  const patch = nodes.flatMap((node) => patchOf(relocated(node, text.value, text), selects, removalsIn(text.value, node.span)));
  return { patch };
}

/** The text of a string as a file of its own: its path is the place, so that it is read once. */
function inlineFile(text: StringNode): SourceFile {
  const { path, line, column } = text.span;
  const bytes = new TextEncoder().encode(text.value);
  return { path: `${path}#${line}:${column}` as RepoPath, bytes, text: text.value, executable: false };
}

function patchOf(node: Node, selects: Selector | undefined, removes: readonly Removal[]): readonly Patch[] {
  if (node.kind === "array") return selects === undefined ? [] : [{ kind: "json", selects, operations: node.items }];
  if (node.kind !== "table") return [];
  const own = { kind: literal(stringAt(node, "kind")?.value), name: literal(stringAt(node, "metadata", "name")?.value) };
  return [{ kind: "merge", selects: selects ?? own, content: node, removes }];
}

function literal(text: string | undefined): string | undefined {
  return text?.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
