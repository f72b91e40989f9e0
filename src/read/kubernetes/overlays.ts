import { lookup, type Node, type StringNode, type TableNode } from "../../model/instances/config-tree.ts";
import type { RepoPath } from "../../text/span.ts";
import type { FormContext } from "../form.ts";
import type { SecretFile } from "./generators.ts";
import { isKustomization, type Kustomization, readKustomization } from "./kustomization.ts";
import { applyOperations, mergePatch, type Patch } from "./patch.ts";
import { type Unapplied, withEverythingUnknown } from "./unapplied.ts";

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
  const all = context.files().flatMap((file) => {
    const read = isKustomization(file.path) ? readKustomization(file, context) : undefined;
    return read === undefined ? [] : [read];
  });
  const byFolder = new Map(all.map((kustomization) => [kustomization.folder, kustomization]));
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
    all.map((kustomization) => [kustomization, chainsFrom(kustomization, users).map((chain) => overlayOf(chain, byFolder))]),
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
  return {
    of: (path) => (owners.get(path) ?? []).flatMap((kustomization) => chains.get(kustomization) ?? []).slice(0, mostOverlays),
    isPatch: (path) => patches.has(path),
    generatedBy: (path) => generated.get(path) ?? [],
  };
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

type ByFolder = ReadonlyMap<RepoPath, Kustomization>;

function overlayOf(chain: readonly Kustomization[], byFolder: ByFolder): Overlay {
  const last = chain.at(-1);
  // A component that gives the object itself has changed it already.
  const steps = chain.flatMap((kustomization) => [
    ...componentsOf(kustomization, byFolder).filter((component) => !chain.includes(component)),
    kustomization,
  ]);
  const unapplied = steps.flatMap((kustomization) => kustomization.unapplied);
  const unread = unapplied.find(({ effect }) => effect === "changes");
  return {
    folder: chain.length > 1 ? last?.folder : undefined,
    built: last?.folder ?? ("" as RepoPath),
    // What is built later replaces what was there.
    secretFiles: steps.toReversed().flatMap(({ secretFiles }) => secretFiles),
    unapplied,
    apply(root) {
      const name = textAt(root, "metadata", "name")?.value;
      let result: TableNode | undefined = root;
      for (const kustomization of steps) result = result && changedBy(kustomization, result, name);
      return result && unread !== undefined ? withEverythingUnknown(result, unread) : result;
    },
  };
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

/** `ownName` is the name in the manifest: a patch may go by it after a base has renamed the object. */
function changedBy(kustomization: Kustomization, root: TableNode, ownName: string | undefined): TableNode | undefined {
  let result: TableNode | undefined = root;
  for (const patch of kustomization.patches) {
    if (result === undefined || !isSelected(patch, result, ownName)) continue;
    result =
      patch.kind === "merge" ? mergePatch(result, patch.content, patch.removes) : applyOperations(result, patch.operations);
  }
  if (result === undefined) return undefined;
  const { namespace, namePrefix, nameSuffix, images } = kustomization;
  const name = textAt(result, "metadata", "name");
  const metadata = result.entries.get("metadata");
  if (metadata?.node.kind === "table" && name !== undefined) {
    const entries = new Map(metadata.node.entries);
    const own = entries.get("name");
    const value = namePrefix + name.value + nameSuffix;
    if (own !== undefined && value !== name.value)
      entries.set("name", { ...own, node: { ...name, value, slice: () => name.span } });
    if (namespace !== undefined) entries.set("namespace", { key: "namespace", keySpan: namespace.span, node: namespace });
    result = {
      ...result,
      entries: new Map(result.entries).set("metadata", { ...metadata, node: { ...metadata.node, entries } }),
    };
  }
  return images.length === 0 ? result : (withImages(result, images) as TableNode);
}

function isSelected({ selects }: Patch, root: TableNode, ownName: string | undefined): boolean {
  const matches = (pattern: string | undefined, text: string | undefined) => {
    if (pattern === undefined || pattern === "") return true;
    if (text === undefined || pattern.length > 200) return false;
    return pattern.replaceAll("\\", "") === text || isMatch(pattern, text);
  };
  if (!matches(selects.kind, textAt(root, "kind")?.value)) return false;
  return matches(selects.name, textAt(root, "metadata", "name")?.value) || matches(selects.name, ownName);
}

/** Only `.*` and alternatives are understood: an expression of a stranger is never run. */
function isMatch(pattern: string, text: string): boolean {
  return pattern
    .replace(/^\^|\$$/g, "")
    .split("|")
    .some((part) => {
      const [head = "", ...tails] = part.replaceAll("\\", "").split(".*");
      if (tails.length === 0) return head === text;
      const tail = tails.at(-1) ?? "";
      return text.startsWith(head) && text.endsWith(tail) && text.length >= head.length + tail.length;
    });
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

function textAt(root: TableNode, ...route: readonly string[]): StringNode | undefined {
  const node = lookup(root, route, "exact")?.node;
  return node?.kind === "string" ? node : undefined;
}
