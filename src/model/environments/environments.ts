import type { Glob } from "../../text/glob.ts";
import { parseGlob } from "../../text/glob.ts";
import { fileName, folderOf, type RepoPath } from "../../text/span.ts";
import type { DeclaredEnvironment } from "../build.ts";
import type { InstanceDraft } from "../instances/draft.ts";
import type { Tier } from "./environment.ts";
import { type EnvironmentWord, environmentWord, isIllustration, isTransparent } from "./environment-word.ts";

/** An environment before its instances are typed. */
export interface EnvironmentPlan {
  readonly name: string;
  readonly tier: Tier;
  /** Nothing says which tier it is: production is assumed. */
  readonly tierIsAssumed: boolean;
  /** An example or a test case, which is no deployment of the cluster beside it. */
  readonly isIllustration: boolean;
  /** What in its folder, file, label or namespace said the tier. */
  readonly word?: EnvironmentWord | undefined;
  readonly declared?: DeclaredEnvironment | undefined;
  /** Sorted by path. */
  readonly drafts: readonly InstanceDraft[];
}

/** Which environments a tree has, and which file lies in which. */
export interface EnvironmentMap {
  readonly plans: readonly EnvironmentPlan[];
  /** The environment of a file; undefined when it lies in none, or is shared by several. */
  of(path: RepoPath): EnvironmentPlan | undefined;
  /** Does the file's own name or folder say that it belongs there, and not only its neighbourhood? */
  isNamedFor(path: RepoPath): boolean;
}

/** Environments as the config file declares them: the first one whose patterns match a file has it. */
export function declaredEnvironments(declared: readonly DeclaredEnvironment[], drafts: readonly InstanceDraft[]): EnvironmentMap {
  const candidates = new Map<string, { readonly order: number; readonly glob: Glob }[]>();
  for (const [order, { include }] of declared.entries()) {
    for (const pattern of include) {
      const glob = parseGlob(pattern);
      if ("because" in glob) continue;
      for (const root of new Set(glob.roots)) push(candidates, root, { order, glob });
    }
  }
  const orderOf = memo((path: RepoPath) => {
    let best = declared.length;
    for (const prefix of [path, ...foldersAbove(path)]) {
      for (const { order, glob } of candidates.get(prefix) ?? []) if (order < best && glob.matches(path)) best = order;
    }
    return best;
  });
  const draftsBy = new Map<number, InstanceDraft[]>();
  for (const draft of sortedByPath(drafts)) {
    const byOverlay = orderOf(placeOf(draft));
    push(draftsBy, byOverlay < declared.length ? byOverlay : orderOf(draft.path), draft);
  }
  const plans = declared.map(
    (environment, order): EnvironmentPlan => ({
      name: environment.name,
      tier: environment.tier,
      tierIsAssumed: false,
      isIllustration: false,
      declared: environment,
      drafts: draftsBy.get(order) ?? [],
    }),
  );
  return { plans, of: (path) => plans[orderOf(path)], isNamedFor: () => true };
}

/** Where a path says that its environment is: a folder, with a word or without one. */
interface Anchor {
  readonly word?: EnvironmentWord | undefined;
  /** The same for all files of one anchor. */
  readonly key: string;
  /** What lies between the anchor and the file and could tell two clusters apart; empty for most. */
  readonly rest: string;
  /** What tells two clusters of one key apart where that is more than `rest`: the folder, for objects of one namespace and name. */
  readonly part?: string | undefined;
  /** The folder that holds it. */
  readonly above: string;
  /** The environment's own name as the user writes it, and the same for all spellings (`prod`, `production`); empty without a word. */
  readonly name: string;
  readonly label: string;
}

interface Group {
  readonly anchor: Anchor;
  readonly drafts: InstanceDraft[];
}

/** Environments found in folder and file names. */
export function foundEnvironments(drafts: readonly InstanceDraft[]): EnvironmentMap {
  const groups = groupDrafts(sortedByPath(drafts));
  const neighbourhood = new Neighbourhood(groups);
  const byAnchor = mapBy(groups, (group) => group.anchor.key);
  const byWord = mapBy(groups, (group) => group.anchor.word?.id ?? "");
  const byDraft = new Map(groups.flatMap((group) => group.drafts.map((draft) => [placeOf(draft), group] as const)));
  const names = nameGroups(groups);
  const planOf = new Map(groups.map((group) => [group, planFor(group, names.get(group) as string)] as const));
  // By its own words, when an environment has these; else by the folders around it.
  const of = memo((path: RepoPath): EnvironmentPlan | undefined => {
    const anchor = anchorOf(path);
    const named = anchor.word === undefined ? undefined : groupNamedBy(anchor, path, byAnchor, byWord);
    const group = byDraft.get(path) ?? named ?? neighbourhood.of(path);
    return group && planOf.get(group);
  });
  return { plans: [...planOf.values()], of, isNamedFor: (path) => anchorOf(path).word !== undefined };
}

function planFor(group: Group, name: string): EnvironmentPlan {
  const { word } = group.anchor;
  const tier = word?.tier ?? "production";
  const isExample = word !== undefined && isIllustration(word);
  return { name, tier, tierIsAssumed: word === undefined, isIllustration: isExample, word, drafts: group.drafts };
}

/**
 * Drafts under one anchor are one cluster, unless two or more of the parts below it (`prod/east`, `prod/west`) have a
 * PD and a TiKV of their own.
 */
function groupDrafts(drafts: readonly InstanceDraft[]): readonly Group[] {
  const byAnchor = new Map<string, Map<string, Group>>();
  for (const draft of drafts) {
    const anchor = anchorOfDraft(draft);
    const parts = byAnchor.get(anchor.key) ?? new Map<string, Group>();
    byAnchor.set(anchor.key, parts);
    const part = anchor.part ?? anchor.rest;
    const group = parts.get(part) ?? { anchor, drafts: [] };
    parts.set(part, group);
    group.drafts.push(draft);
  }
  return [...byAnchor.values()].flatMap((parts) => {
    const groups = [...parts.values()];
    const isComplete = ({ drafts: members }: Group) => new Set(members.map((draft) => draft.component)).size === 2;
    const [first] = groups;
    if (first === undefined) return [];
    if (groups.filter(isComplete).length >= 2) return groups;
    const isSpread = groups.length > 1 && first.anchor.part !== undefined;
    const anchor = { ...first.anchor, rest: "", above: isSpread ? "" : first.anchor.above };
    return [{ anchor, drafts: sortedByPath(groups.flatMap((group) => group.drafts)) }];
  });
}

/** The path that says which environment a draft is of: its own, or that of the overlay that builds it. */
export function placeOf({ path, environment }: InstanceDraft): RepoPath {
  return environment?.folder === undefined ? path : (`${environment.folder}/kustomization.yaml` as RepoPath);
}

/**
 * Labels and namespaces say which environment a manifest is of, the path where these are silent; an example stays one. Objects of one namespace
 * and name are of one cluster, in whatever folders they lie.
 */
function anchorOfDraft(draft: InstanceDraft): Anchor {
  const place = placeOf(draft);
  const anchor = anchorOf(place);
  const { label, namespace, cluster } = draft.environment ?? {};
  if (label === undefined && namespace === undefined && cluster === undefined) return anchor;
  const word = wordOfDraft(draft, anchor.word);
  const isOfPath = word !== undefined && word.id === anchor.word?.id;
  const own = { word, rest: anchor.rest, above: anchor.above };
  const name = cluster ?? namespace ?? label ?? "";
  const named = isOfPath
    ? { ...own, name: anchor.name, label: anchor.label }
    : { ...own, name: word?.text ?? name, label: word?.id ?? name };
  const object = `${namespace ?? ""}\n${cluster ?? ""}\n${word?.id ?? ""}`;
  if (namespace === undefined || cluster === undefined) return { ...named, key: `${anchor.key}\n${object}` };
  return { ...named, key: `\n\n${object}`, part: isOfPath ? `${anchor.key}/${anchor.rest}` : folderOf(place) };
}

function wordOfDraft({ environment }: InstanceDraft, ofPath: EnvironmentWord | undefined): EnvironmentWord | undefined {
  if (ofPath !== undefined && isIllustration(ofPath)) return ofPath;
  const { label, namespace, cluster } = environment ?? {};
  const told = [label, namespace].map((text) => (text === undefined ? undefined : environmentWord(text)));
  // Names like `example` are copied from the tools' guides along with the rest of the manifest.
  const ofCluster = cluster === undefined ? undefined : environmentWord(cluster);
  const isCopied = ofCluster !== undefined && isIllustration(ofCluster);
  return told.find((word) => word !== undefined) ?? ofPath ?? (isCopied ? undefined : ofCluster);
}

/** The nearest part of a path that has an environment's word, the file's own name first; else its folder. */
function anchorOf(path: RepoPath): Anchor {
  const folders = folderOf(path)
    .split("/")
    .filter((part) => part !== "");
  const folder = wordFolder(folders);
  const stem = fileName(path).replace(/\.(?:toml|ya?ml|json|conf|pem|crt|cer|key|der|p12|pfx|jks)$/i, "");
  // The tool's own name says nothing about where it is used.
  const word = environmentWord(stem.replace(/(?:^|[._-])docker(?:file)?(?:[._-](?:compose|stack|swarm))?(?=$|[._-])/i, ""));
  if (word !== undefined && word.id !== folder?.word?.id) {
    const base = withoutTrailing(folders);
    return { word, key: keyOf(base, word.id), rest: word.rest, above: base.join("/"), name: word.text, label: word.id };
  }
  if (folder !== undefined) return folder;
  const base = withoutTrailing(folders).join("/");
  return { key: `\n${base}`, rest: "", above: base, name: "", label: "" };
}

function wordFolder(folders: readonly string[]): Anchor | undefined {
  for (let index = folders.length - 1; index >= 0; index--) {
    const segment = folders[index] as string;
    const word = environmentWord(segment);
    // /usr/local/etc is a place on every machine.
    if (word === undefined || (word.id === "local" && folders[index - 1] === "usr")) continue;
    const above = folders.slice(0, index);
    const rest = folders.slice(index + 1).filter((part) => !isTransparent(part));
    const [name, label] = word.rest === "" ? [word.text, word.id] : [word.name, word.name.toLowerCase()];
    return { word, key: keyOf(above, label), rest: rest.join("/"), above: above.join("/"), name, label };
  }
  return undefined;
}

/** Folders of components and machines say nothing: `pd/prod` and `tikv/prod` are one environment. */
function keyOf(above: readonly string[], label: string): string {
  return `${above.filter((part) => !isTransparent(part)).join("/")}\n${label}`;
}

function withoutTrailing(folders: readonly string[]): readonly string[] {
  let end = folders.length;
  while (end > 0 && isTransparent(folders[end - 1] as string)) end--;
  return folders.slice(0, end);
}

/** The one environment that a file's own words name: of this very place, else the only one in the tree with that word. */
function groupNamedBy(
  anchor: Anchor,
  path: RepoPath,
  byAnchor: ReadonlyMap<string, readonly Group[]>,
  byWord: ReadonlyMap<string, readonly Group[]>,
): Group | undefined {
  const here = byAnchor.get(anchor.key) ?? [];
  const exact = here.length === 1 ? here[0] : here.find((group) => group.anchor.rest === anchor.rest);
  if (exact !== undefined || here.length > 0) return exact;
  const alike = byWord.get(anchor.word?.id ?? "") ?? [];
  if (alike.length < 2) return alike[0];
  // Of several the one whose folder is closest; a monorepo of many clusters is not searched pair by pair.
  if (alike.length > 64) return undefined;
  const distance = alike.map((group) => commonParts(joined(group.anchor.above, group.anchor.name), path));
  const best = Math.max(...distance);
  return best > 0 && distance.indexOf(best) === distance.lastIndexOf(best) ? alike[distance.indexOf(best)] : undefined;
}

/** Which environments are at home in a folder, and which have configs somewhere below it. */
class Neighbourhood {
  readonly #home = new Map<string, Group | "several">();
  readonly #below = new Map<string, Group | "several">();

  constructor(groups: readonly Group[]) {
    const add = (map: Map<string, Group | "several">, folder: string, group: Group) => {
      const before = map.get(folder);
      map.set(folder, before === undefined || before === group ? group : "several");
    };
    for (const group of groups) {
      for (const draft of group.drafts) {
        const place = placeOf(draft);
        const folders = folderOf(place).split("/");
        const base = withoutTrailing(folders).length;
        for (let end = base; end <= folders.length; end++) add(this.#home, folders.slice(0, end).join("/"), group);
        for (const folder of foldersAbove(place)) add(this.#below, folder, group);
      }
    }
  }

  /**
   * The environment of the nearest folder above a file that is home to one. Beside the configs (`tls/` next to `conf/`),
   * and under the root, which also holds what has nothing to do with TiKV, only folders count that say no more than
   * "certificates lie here".
   */
  of(path: RepoPath): Group | undefined {
    let isPlain = true;
    let inside: string | undefined;
    for (const folder of foldersAbove(path)) {
      if (inside !== undefined) isPlain &&= isTransparent(inside) || /(?:^|[._-])(?:pd|tikv|tidb)(?:[._-]|$)/i.test(inside);
      inside = fileName(folder);
      const home = folder === "" && !isPlain ? undefined : this.#home.get(folder);
      const found = home ?? (isPlain ? this.#below.get(folder) : undefined);
      if (found !== undefined) return found === "several" ? undefined : found;
    }
    return undefined;
  }
}

/** The word alone where it is unique, else as many folders before it as it takes, then the cluster's name; `default` for the root. */
function nameGroups(groups: readonly Group[]): ReadonlyMap<Group, string> {
  // `prod` is no name for one of two environments when the other is called `production`.
  const alike = ({ anchor }: Group) => joined(joined(anchor.above, anchor.label), anchor.rest);
  const suffixes = new Map<string, number>();
  for (const group of groups) {
    for (const suffix of suffixesOf(alike(group))) suffixes.set(suffix, (suffixes.get(suffix) ?? 0) + 1);
  }
  const shortOf = (group: Group): string => {
    const { above, name: own, rest, word } = group.anchor;
    const shown = suffixesOf(joined(joined(above, own), rest) || "default");
    const unique = suffixesOf(alike(group)).findIndex((suffix) => suffixes.get(suffix) === 1);
    return shown[word === undefined || unique === -1 ? shown.length - 1 : unique] as string;
  };
  const byShort = mapBy(groups, shortOf);
  const names = new Map<Group, string>();
  const taken = new Set<string>();
  for (const [short, namesakes] of byShort) {
    for (const group of namesakes) {
      const own = namesakes.length === 1 ? short : joined(short, clusterOf(group));
      let name = own;
      for (let number = 2; taken.has(name); number++) name = `${own}-${number}`;
      taken.add(name);
      names.set(group, name);
    }
  }
  return names;
}

/** What tells an environment from one whose folders have the same name: its cluster; empty where nobody says it. */
function clusterOf({ drafts }: Group): string {
  return drafts.find(({ environment }) => environment?.cluster !== undefined)?.environment?.cluster ?? "";
}

function suffixesOf(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(parts.length - 1 - index).join("/"));
}

/** The folders of a path from the nearest to the root, which is the empty text. */
export function foldersAbove(path: RepoPath): readonly RepoPath[] {
  const folders: RepoPath[] = [];
  let folder = folderOf(path);
  for (; folder !== ""; folder = folderOf(folder)) folders.push(folder);
  return [...folders, folder];
}

function sortedByPath(drafts: readonly InstanceDraft[]): InstanceDraft[] {
  return [...drafts].sort((a, b) => (a.path === b.path ? a.at.line - b.at.line : a.path < b.path ? -1 : 1));
}

function commonParts(a: string, b: string): number {
  const [left, right] = [a.split("/"), b.split("/")];
  const end = left.findIndex((part, index) => part !== right[index]);
  return end === -1 ? left.length : end;
}

function joined(folder: string, rest: string): string {
  return [folder, rest].filter((part) => part !== "").join("/");
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function mapBy<V>(values: readonly V[], keyFor: (value: V) => string): ReadonlyMap<string, readonly V[]> {
  const map = new Map<string, V[]>();
  for (const value of values) push(map, keyFor(value), value);
  return map;
}

function memo<V>(compute: (path: RepoPath) => V): (path: RepoPath) => V {
  const known = new Map<RepoPath, V>();
  return (path) => {
    if (known.has(path)) return known.get(path) as V;
    const value = compute(path);
    known.set(path, value);
    return value;
  };
}
