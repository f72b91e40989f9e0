import { lookup, type Node, type StringNode, type TableNode } from "../../model/config-tree.ts";
import { fileName, folderOf, joinRepoPath, type RepoPath } from "../../text/span.ts";
import type { FormContext } from "../form.ts";
import type { SourceFile } from "../source-file.ts";
import { fileNode, type Patch, type Removal, relocated, removalsIn, type Selector } from "./patch.ts";

/** A `kustomization.yaml`, as far as it concerns what PD and TiKV read. */
export interface Kustomization {
  readonly path: RepoPath;
  readonly folder: RepoPath;
  /** Manifests of its own. */
  readonly files: readonly RepoPath[];
  /** Folders of other kustomizations that it starts from. */
  readonly bases: readonly RepoPath[];
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
}

/** An entry of a Secret that Kustomize makes of a file. */
export interface SecretFile {
  readonly secret: string;
  readonly key: string;
  readonly file: RepoPath;
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
  const places = [...textsAt(root, "resources"), ...textsAt(root, "bases"), ...textsAt(root, "components")].flatMap(
    ({ value }) => {
      const path = /^[a-z+]+:|^[\w.-]+@|^git::|\/\/|\?ref=/.test(value) ? undefined : joinRepoPath(folder, value);
      return path === undefined ? [] : [path];
    },
  );
  const patches = patchesOf(root, folder, context);
  const generators = new Generators(root, folder, context);
  return {
    path: file.path,
    folder,
    files: places.filter((path) => context.file(path) !== undefined),
    bases: places.filter((path) => context.file(path) === undefined),
    patches: patches.flatMap(({ patch }) => patch),
    patchFiles: patches.flatMap(({ file: path }) => (path === undefined ? [] : [path])),
    generated: generators.resources,
    secretFiles: generators.secretFiles,
    namespace: stringAt(root, "namespace"),
    namePrefix: stringAt(root, "namePrefix")?.value ?? "",
    nameSuffix: stringAt(root, "nameSuffix")?.value ?? "",
    images: itemsAt(root, "images").filter((item): item is TableNode => item.kind === "table"),
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
  const others = [...itemsAt(root, "patchesJson6902"), ...itemsAt(root, "patches")].map((item): PatchSource => {
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
  return [...merges, ...others, { patch: replacementsOf(root) }];
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

/** `replacements` copy a value from elsewhere: where to is what can be said. */
function replacementsOf(root: TableNode): readonly Patch[] {
  return itemsAt(root, "replacements").flatMap((replacement) =>
    (replacement.kind === "table" ? itemsAt(replacement, "targets") : []).flatMap((target): Patch[] => {
      if (target.kind !== "table") return [];
      const selects = {
        kind: literal(stringAt(target, "select", "kind")?.value),
        name: literal(stringAt(target, "select", "name")?.value),
      };
      const fields = textsAt(target, "fieldPaths");
      const operations = fields.map((field) => replacementAt(field, `/${field.value.replaceAll(/\.(?![^[]*\])/g, "/")}`));
      return [{ kind: "json", selects, operations }];
    }),
  );
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

/** `configMapGenerator` and `secretGenerator`: entries out of files and literals. */
class Generators {
  readonly resources: TableNode[] = [];
  readonly secretFiles: SecretFile[] = [];

  constructor(root: TableNode, folder: RepoPath, context: FormContext) {
    for (const [list, kind] of [
      ["configMapGenerator", "ConfigMap"],
      ["secretGenerator", "Secret"],
    ] as const) {
      for (const item of itemsAt(root, list)) {
        const name = item.kind === "table" ? stringAt(item, "name") : undefined;
        if (item.kind !== "table" || name === undefined) continue;
        this.resources.push(this.#resource(item, name, kind, folder, context));
      }
    }
  }

  #resource(item: TableNode, name: StringNode, kind: "ConfigMap" | "Secret", folder: RepoPath, context: FormContext): TableNode {
    const data = new Map<string, { key: string; keySpan: StringNode["span"]; node: Node }>();
    for (const entry of textsAt(item, "files")) {
      const [key, place] = entry.value.includes("=") ? splitAt(entry.value) : [fileName(entry.value), entry.value];
      const path = joinRepoPath(folder, place);
      const file = path === undefined ? undefined : context.file(path);
      if (kind === "Secret" && path !== undefined) this.secretFiles.push({ secret: name.value, key, file: path });
      // The certificates of a Secret are read where they lie.
      if (file === undefined || kind === "Secret") continue;
      data.set(key, { key, keySpan: entry.span, node: fileNode(file.path, file.text) });
    }
    for (const entry of kind === "ConfigMap" ? textsAt(item, "literals") : []) {
      const [key, value] = splitAt(entry.value);
      const start = key.length + 1;
      const slice: StringNode["slice"] = (from, to) => entry.slice(start + from, start + to);
      data.set(key, { key, keySpan: entry.span, node: { kind: "string", span: slice(0, value.length), value, slice } });
    }
    const text = (value: string): Node => ({ kind: "string", span: name.span, value, slice: () => name.span });
    const entry = (key: string, node: Node) => [key, { key, keySpan: name.span, node }] as const;
    const table = (
      ...entries: readonly (readonly [string, { key: string; keySpan: StringNode["span"]; node: Node }])[]
    ): TableNode => ({
      kind: "table",
      span: item.span,
      entries: new Map(entries),
    });
    const namespace = lookup(item, ["namespace"], "exact")?.node;
    return table(
      entry("apiVersion", text("v1")),
      entry("kind", text(kind)),
      entry("metadata", table(entry("name", name), ...(namespace === undefined ? [] : [entry("namespace", namespace)]))),
      entry("data", { kind: "table", span: item.span, entries: data }),
    );
  }
}

function splitAt(text: string): [string, string] {
  const equals = text.indexOf("=");
  return equals === -1 ? [text, ""] : [text.slice(0, equals), text.slice(equals + 1)];
}

function stringAt(root: TableNode, ...route: readonly string[]): StringNode | undefined {
  const node = lookup(root, route, "exact")?.node;
  return node?.kind === "string" ? node : undefined;
}

function itemsAt(root: TableNode, key: string): readonly Node[] {
  const node = root.entries.get(key)?.node;
  return node?.kind === "array" ? node.items : [];
}

function textsAt(root: TableNode, key: string): readonly StringNode[] {
  return itemsAt(root, key).filter((item): item is StringNode => item.kind === "string");
}
