import { lookup, type Node, type StringNode, type TableNode } from "../../model/instances/config-tree.ts";
import { folderOf, type RepoPath } from "../../text/span.ts";
import type { FormContext } from "../form.ts";
import { textAt } from "../nodes.ts";
import { coversFolder, type Delivery, deliveriesOf, delivers } from "./deliveries.ts";
import type { SecretFile } from "./generators.ts";
import { type Changes, isKustomization, type Kustomization, readKustomization } from "./kustomization.ts";
import { applyOperations, mergePatch, type Patch, type Patched } from "./patch.ts";
import { type Selectable, selects } from "./selector.ts";
import { type Unapplied, united, withEverythingUnknown, withFilledTextsUnknown } from "./unapplied.ts";

/** One way in which the repository builds a manifest: the kustomizations that it goes through, innermost first. */
export interface Overlay {
  /** The folder of the outermost one where it starts from others: an environment, as a rule. */
  readonly folder: RepoPath | undefined;
  /** The folder of the outermost one, which is what somebody builds. */
  readonly built: RepoPath;
  /** The object as this overlay makes it; undefined where it deletes it. */
  apply(root: TableNode): TableNode | undefined;
  /** The files behind the entries of Secrets that it makes. */
  readonly secretFiles: readonly SecretFile[];
  /** What it does beyond that, and is not done here. */
  readonly unapplied: readonly Unapplied[];
}

/** Which overlays a repository has. */
export interface Overlays {
  /** The overlays that a manifest goes through; empty where Kustomize does not touch it. */
  of(path: RepoPath): readonly Overlay[];
  /** A patch is no object by itself. */
  isPatch(path: RepoPath): boolean;
  /** The objects that a kustomization makes by itself. */
  generatedBy(path: RepoPath): readonly TableNode[];
}

/** A base that more than this many overlays use is judged for the first ones. */
const mostOverlays = 64;

const known = new WeakMap<FormContext, Overlays>();

/** Reads the kustomizations of a tree, once. */
export function overlaysOf(context: FormContext): Overlays {
  let overlays = known.get(context);
  if (overlays === undefined) {
    overlays = readOverlays(context);
    known.set(context, overlays);
  }
  return overlays;
}

function readOverlays(context: FormContext): Overlays {
  const read = context.files().flatMap((file) => {
    const found = isKustomization(file.path) ? readKustomization(file, context) : undefined;
    return found === undefined ? [] : [found];
  });
  const all = withoutCompany(read);
  const byFolder = new Map(all.map((kustomization) => [kustomization.folder, kustomization]));
  const deliveries = deliveriesOf(context);
  const users = new Map<Kustomization, Kustomization[]>();
  for (const user of all) {
    for (const base of user.bases) {
      const used = byFolder.get(base);
      if (used === undefined || used === user) continue;
      const list = users.get(used);
      if (list === undefined) users.set(used, [user]);
      else list.push(user);
    }
  }
  const chains = new Map(
    all.map((kustomization) => [
      kustomization,
      chainsFrom(kustomization, users).flatMap((chain) => overlaysOfChain(chain, byFolder, deliveries)),
    ]),
  );
  const owners = new Map<RepoPath, Kustomization[]>();
  for (const kustomization of all) {
    for (const path of [kustomization.path, ...kustomization.files]) {
      const list = owners.get(path);
      if (list === undefined) owners.set(path, [kustomization]);
      else list.push(kustomization);
    }
  }
  const patches = new Set(all.flatMap(({ patchFiles }) => patchFiles));
  const generated = new Map(all.map((kustomization) => [kustomization.path, kustomization.generated]));
  const plain = new Map<Delivery, Overlay>();
  return {
    of(path) {
      const owned = owners.get(path);
      if (owned !== undefined) return owned.flatMap((kustomization) => chains.get(kustomization) ?? []).slice(0, mostOverlays);
      // Flux and Argo CD take a folder without a kustomization as it is.
      const folder = folderOf(path);
      return deliveries.flatMap((delivery) => {
        if (delivery.isPlain || !coversFolder(delivery, folder) || delivery.path === path) return [];
        const overlay = plain.get(delivery) ?? overlayOf([], byFolder, delivery);
        plain.set(delivery, overlay);
        return [overlay];
      });
    },
    isPatch: (path) => patches.has(path),
    generatedBy: (path) => generated.get(path) ?? [],
  };
}

/** Kustomize refuses a folder with two kustomizations: what either makes is not certain. */
function withoutCompany(all: readonly Kustomization[]): readonly Kustomization[] {
  const counts = new Map<RepoPath, number>();
  for (const { folder } of all) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  return all.map((kustomization) => {
    const { folder, path, unapplied } = kustomization;
    if ((counts.get(folder) ?? 0) < 2) return kustomization;
    const at = { path, line: 1, column: 1, endLine: 1, endColumn: 1 };
    return {
      ...kustomization,
      unapplied: [...unapplied, { at, what: "another kustomization in its folder", effect: "changes" }],
    };
  });
}

/** All ways from a kustomization to one that no other starts from. */
function chainsFrom(
  start: Kustomization,
  users: ReadonlyMap<Kustomization, readonly Kustomization[]>,
): readonly Kustomization[][] {
  const ends: Kustomization[][] = [];
  const open: Kustomization[][] = [[start]];
  for (let chain = open.pop(); chain !== undefined && ends.length < mostOverlays; chain = open.pop()) {
    const path = chain;
    const next = (users.get(path.at(-1) as Kustomization) ?? []).filter((user) => !path.includes(user));
    if (next.length === 0) ends.push(path);
    for (const user of next.slice(0, mostOverlays)) open.push([...path, user]);
  }
  return ends.sort((a, b) => ((a.at(-1)?.path ?? "") < (b.at(-1)?.path ?? "") ? -1 : 1));
}

/** What a kustomization or a delivery does to an object. */
type Step = Changes & Pick<Kustomization, "unapplied">;

type ByFolder = ReadonlyMap<RepoPath, Kustomization>;

/** A chain as it stands, or as each of the deliveries of its folder changes it. */
function overlaysOfChain(
  chain: readonly Kustomization[],
  byFolder: ByFolder,
  deliveries: readonly Delivery[],
): readonly Overlay[] {
  const folder = chain.at(-1)?.folder;
  // Flux takes the kustomizations below a folder that has none.
  const takes = (delivery: Delivery, own: RepoPath) =>
    delivers(delivery, own) || (coversFolder(delivery, own) && !byFolder.has(delivery.delivers.join("/") as RepoPath));
  const own = folder === undefined ? [] : deliveries.filter((delivery) => takes(delivery, folder));
  const changing = own.filter(({ isPlain }) => !isPlain);
  const plain = changing.length < own.length || own.length === 0 ? [overlayOf(chain, byFolder)] : [];
  return [...plain, ...changing.map((delivery) => overlayOf(chain, byFolder, delivery))];
}

/** `delivery` is what Flux or Argo CD does to what was built. */
function overlayOf(chain: readonly Kustomization[], byFolder: ByFolder, delivery?: Delivery): Overlay {
  const last = chain.at(-1);
  const steps: readonly Step[] = [...stepsOf(chain, byFolder), ...(delivery === undefined ? [] : [delivery])];
  const unapplied = steps.flatMap((kustomization) => kustomization.unapplied);
  const unread = unapplied.find(({ effect }) => effect === "changes");
  const filling = unapplied.find(({ effect }) => effect === "fills");
  return {
    folder: chain.length > 1 ? last?.folder : undefined,
    built: last?.folder ?? ((delivery?.delivers.join("/") ?? "") as RepoPath),
    secretFiles: secretFilesOf(steps),
    unapplied,
    apply(root) {
      const names = new Names(root);
      let result: TableNode | undefined = root;
      for (const kustomization of steps) result = result && changedBy(kustomization, result, { names, written: root });
      if (result !== undefined && unread !== undefined) return withEverythingUnknown(united(result, root), unread);
      // Of an object that is not known the annotation may be gone.
      if (result === undefined || (result.open === undefined && isLocal(result))) return undefined;
      return filling !== undefined ? withFilledTextsUnknown(result, filling) : result;
    },
  };
}

/**
 * The kustomizations that an object goes through, in order. Components run before the patches of the one that names them,
 * one after another; one that gives the object itself has changed it already, and those before it never see it.
 */
function stepsOf(chain: readonly Kustomization[], byFolder: ByFolder): readonly Kustomization[] {
  return chain.flatMap((kustomization, index) => {
    const components = componentsOf(kustomization, byFolder);
    const source = chain[index - 1];
    const from = source === undefined ? -1 : components.indexOf(source);
    return [...components.slice(from + 1), kustomization];
  });
}

/** What is built later replaces what was there: first those that count. */
function secretFilesOf(steps: readonly Step[]): readonly SecretFile[] {
  let files: readonly SecretFile[] = [];
  for (const { secret, files: own, isReplaced } of steps.flatMap(({ secrets }) => secrets))
    files = [...own, ...(isReplaced ? files.filter((file) => file.secret !== secret) : files)];
  return files;
}

/** Kustomize leaves an object with this annotation out of what it builds. */
function isLocal(root: TableNode): boolean {
  const node = lookup(root, ["metadata", "annotations", "config.kubernetes.io/local-config"], "exact")?.node;
  return node !== undefined && !(node.kind === "string" && node.value === "false");
}

/** The components that a kustomization names, with those that these name, in the order in which they are applied. */
function componentsOf(kustomization: Kustomization, byFolder: ByFolder): readonly Kustomization[] {
  const found = new Set<Kustomization>();
  const visit = (from: Kustomization) => {
    for (const folder of from.components) {
      const component = byFolder.get(folder);
      if (component === undefined || component === kustomization || found.has(component) || found.size >= mostOverlays) continue;
      visit(component);
      found.add(component);
    }
  };
  visit(kustomization);
  return [...found];
}

/** The names and namespaces that an object has on its way: patches of every step may go by the first and the last. */
class Names {
  readonly #names: string[];
  readonly #namespaces: (string | undefined)[];

  constructor(root: TableNode) {
    this.#names = [textAt(root, "metadata", "name")?.value ?? ""];
    this.#namespaces = [textAt(root, "metadata", "namespace")?.value];
  }

  note(root: TableNode): void {
    this.#names.push(textAt(root, "metadata", "name")?.value ?? "");
    this.#namespaces.push(textAt(root, "metadata", "namespace")?.value);
  }

  selectable(root: TableNode): Selectable {
    return {
      apiVersion: textAt(root, "apiVersion")?.value ?? "",
      kind: textAt(root, "kind")?.value ?? "",
      names: this.#names,
      namespaces: this.#namespaces,
    };
  }
}

/** What is kept of an object on its way. */
interface Way {
  readonly names: Names;
  /** As it stands in the manifest. */
  readonly written: TableNode;
}

function changedBy(kustomization: Step, root: TableNode, way: Way): TableNode | undefined {
  const patched = patchedBy(kustomization.patches, root, way);
  const renamed = patched && renamedBy(kustomization, patched);
  if (renamed === undefined) return undefined;
  way.names.note(renamed);
  const late = patchedBy(kustomization.latePatches, renamed, way);
  return late === undefined || kustomization.images.length === 0 ? late : (withImages(late, kustomization.images) as TableNode);
}

function patchedBy(patches: readonly Patch[], root: TableNode, { names, written }: Way): TableNode | undefined {
  let result = root;
  for (const patch of patches) {
    const isFor = selects(patch.selects, names.selectable(result));
    if (isFor === "no") continue;
    const unsure = { at: patch.at, what: patch.kind === "unread" ? patch.what : "a patch that may be for it" };
    const patched = isFor === "perhaps" || patch.kind === "unread" ? undefined : applied(patch, result);
    if (patched?.kind === "deleted") return undefined;
    // Of an object of which nothing is known no later patch says more: it may not be there in this shape.
    result =
      patched?.kind === "object" && result.open === undefined
        ? patched.root
        : withEverythingUnknown(united(result, written), unsure);
  }
  return result;
}

function applied(patch: Exclude<Patch, { kind: "unread" }>, root: TableNode): Patched {
  return patch.kind === "merge" ? mergePatch(root, patch.content) : applyOperations(root, patch.operations);
}

function renamedBy({ namespace, namePrefix, nameSuffix }: Changes, root: TableNode): TableNode {
  const name = textAt(root, "metadata", "name");
  const metadata = root.entries.get("metadata");
  if (metadata?.node.kind !== "table" || name === undefined) return root;
  const entries = new Map(metadata.node.entries);
  const own = entries.get("name");
  const value = namePrefix + name.value + nameSuffix;
  if (own !== undefined && value !== name.value)
    entries.set("name", { ...own, node: { ...name, value, slice: () => name.span } });
  if (namespace !== undefined) entries.set("namespace", { key: "namespace", keySpan: namespace.span, node: namespace });
  return { ...root, entries: new Map(root.entries).set("metadata", { ...metadata, node: { ...metadata.node, entries } }) };
}

/** `images` changes the name, tag or digest of every `image` field below `containers`. */
function withImages(node: Node, images: readonly TableNode[]): Node {
  if (node.kind === "array") return { ...node, items: node.items.map((item) => withImages(item, images)) };
  if (node.kind !== "table") return node;
  const entries = new Map(node.entries);
  for (const [key, entry] of entries) {
    const { node: value } = entry;
    if (key !== "image" || value.kind !== "string") entries.set(key, { ...entry, node: withImages(value, images) });
    else entries.set(key, { ...entry, node: withImage(value, images) });
  }
  return { ...node, entries };
}

function withImage(image: StringNode, images: readonly TableNode[]): StringNode {
  const [, name = image.value, rest = ""] = /^([^@]*?)((?::[^/:@]*)?(?:@.*)?)$/.exec(image.value) ?? [];
  for (const change of images) {
    if (textAt(change, "name")?.value !== name) continue;
    const tag = textAt(change, "newTag");
    const digest = textAt(change, "digest");
    const newName = textAt(change, "newName");
    const place = tag ?? digest ?? newName;
    const suffix = digest !== undefined ? `@${digest.value}` : tag !== undefined ? `:${tag.value}` : rest;
    if (place === undefined) continue;
    return { kind: "string", span: place.span, value: (newName?.value ?? name) + suffix, slice: () => place.span };
  }
  return image;
}
