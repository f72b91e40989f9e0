import type { Node, StringNode, TableNode } from "../../model/instances/config-tree.ts";
import { fileName, folderOf, joinRepoPath, type RepoPath } from "../../text/span.ts";
import type { FormContext } from "../form.ts";
import { itemsAt, textAt, textsAt } from "../nodes.ts";
import type { SourceFile } from "../source-file.ts";
import { type GeneratedSecret, generatedBy } from "./generators.ts";
import type { Patch } from "./patch.ts";
import { jsonPatches, mergePatches, patchesAt } from "./patches.ts";
import { replacementsOf } from "./replacements.ts";
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
  /** Patches in the order in which they are applied, before names and namespaces change, and after. */
  readonly patches: readonly Patch[];
  readonly latePatches: readonly Patch[];
  readonly patchFiles: readonly RepoPath[];
  /** ConfigMaps and Secrets that it makes out of files and literals. */
  readonly generated: readonly TableNode[];
  readonly secrets: readonly GeneratedSecret[];
  readonly namespace: StringNode | undefined;
  readonly namePrefix: string;
  readonly nameSuffix: string;
  readonly images: readonly TableNode[];
  /** What it does beyond that. */
  readonly unapplied: readonly Unapplied[];
}

/** What it does to objects, wherever it stands. */
export type Changes = Omit<Kustomization, "files" | "bases" | "components" | "path" | "folder" | "unapplied">;

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
  return {
    ...changesAt(root, folder, context),
    ...placesAt(root, folder, context),
    path: file.path,
    folder,
    unapplied: unappliedOf(root, file, context),
  };
}

function placesAt(
  root: TableNode,
  folder: RepoPath,
  context: FormContext,
): Pick<Kustomization, "files" | "bases" | "components"> {
  const placesIn = (key: string) =>
    textsAt(root, key).flatMap(({ value }) => (isRemote(value) ? [] : (joinRepoPath(folder, value) ?? [])));
  const components = placesIn("components");
  const places = [...placesIn("resources"), ...placesIn("bases"), ...components];
  return {
    files: places.filter((path) => context.file(path) !== undefined),
    bases: places.filter((path) => context.file(path) === undefined),
    components,
  };
}

/** What a kustomization, or the part of another resource that is written like one, does to objects. */
export function changesAt(root: TableNode, folder: RepoPath, context: FormContext): Changes {
  const generated = generatedBy(root, folder, context);
  const sources = { folder, context };
  const merges = mergePatches(textsAt(root, "patchesStrategicMerge"), sources);
  const patches = patchesAt(itemsAt(root, "patches"), sources);
  const late = jsonPatches(itemsAt(root, "patchesJson6902"), sources);
  return {
    patches: [...generated.patches, ...merges.patches, ...patches.patches],
    latePatches: [...late.patches, ...replacementsOf(itemsAt(root, "replacements"), sources)],
    patchFiles: [...merges.files, ...patches.files, ...late.files],
    generated: generated.resources,
    secrets: generated.secrets,
    namespace: textAt(root, "namespace"),
    namePrefix: textAt(root, "namePrefix")?.value ?? "",
    nameSuffix: textAt(root, "nameSuffix")?.value ?? "",
    images: itemsAt(root, "images").filter((item: Node): item is TableNode => item.kind === "table"),
  };
}
