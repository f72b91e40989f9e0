import { candidateOf } from "../discover/candidate.ts";
import { type Tree, type TreeEntry, TreeError, TreeLost } from "../discover/tree.ts";
import type { Model } from "../model/environments/environment.ts";
import { type Instance, materialNames } from "../model/instances/instance.ts";
import type { RepoPath } from "../text/span.ts";
import type { Content } from "./content.ts";
import type { HiddenFile } from "./guard.ts";
import { type ComparedFile, movedFiles } from "./moved-files.ts";

/** What a change is compared with. */
export type BaseRequest =
  | {
      readonly kind: "tree";
      /** Where the change began. */
      readonly tree: Tree;
      /** The tree whose config file, policies and waivers count: the tip of the branch that it goes to; `tree` when undefined. */
      readonly law?: Tree | undefined;
      /** What reports call it: a commit id. */
      readonly name: string;
      /** The tree of the whole repository, where `tree` is a folder of it: there the workflows are looked for. */
      readonly root?: Tree | undefined;
    }
  | { readonly kind: "missing"; readonly name: string; readonly because: string };

/** The entries of the trees of a base; `missing` when they cannot be listed. */
export type ListedBase =
  | {
      readonly kind: "tree";
      readonly name: string;
      readonly tree: Tree;
      readonly entries: readonly TreeEntry[];
      readonly law: { readonly tree: Tree; readonly entries: readonly TreeEntry[] };
      /** Does a workflow of the base run this gate? */
      isInUse(): Promise<boolean>;
    }
  | { readonly kind: "missing"; readonly name: string; readonly because: string };

export async function listBase(request: BaseRequest): Promise<ListedBase> {
  if (request.kind === "missing") return request;
  const { name, tree, law } = request;
  try {
    const entries = await tree.list();
    const ruling = law === undefined ? { tree, entries } : { tree: law, entries: await law.list() };
    return { kind: "tree", name, tree, entries, law: ruling, isInUse: () => isInUse(request.root ?? ruling.tree) };
  } catch (error) {
    if (error instanceof TreeError || error instanceof TreeLost) return { kind: "missing", name, because: error.message };
    throw error;
  }
}

/** Where continuous integration is configured. */
const workflowFiles =
  /^(?:\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.yml|\.circleci\/config\.yml|azure-pipelines\.yml|Jenkinsfile|\.drone\.yml|bitbucket-pipelines\.yml|\.pre-commit-config\.yaml|\.github\/actions\/.*\.ya?ml)$/;

async function isInUse(root: Tree): Promise<boolean> {
  for (const entry of await root.list()) {
    if (entry.kind !== "file" || !workflowFiles.test(entry.path)) continue;
    try {
      if (new TextDecoder().decode(await root.read(entry, longest)).includes("tikv-tls-gate")) return true;
    } catch (error) {
      // One that cannot be read may run it: the stricter answer.
      if (error instanceof TreeError) return true;
      throw error;
    }
  }
  return false;
}

/** Paths that the gate judges: of configurations, of certificates and keys, and of files that do not parse. */
export function judgedPaths(model: Model, { reading, replaced }: Content): ReadonlySet<RepoPath> {
  const paths = new Set<RepoPath>([...(reading.consumed ?? []), ...replaced]);
  for (const { instances } of model.environments) for (const { path } of instances) paths.add(path);
  for (const { path } of model.files) paths.add(path);
  for (const { kind, at } of model.problems) if (kind === "syntax") paths.add(at.path);
  return paths;
}

/** Where the files are that went: new path -> old path, among what both trees read. */
export function movesBetween(base: Content, head: Content): ReadonlyMap<RepoPath, RepoPath> {
  const [before, after] = [new Set(base.entries.map(({ path }) => path)), new Set(head.entries.map(({ path }) => path))];
  const gone = base.files.filter(({ path }) => !after.has(path));
  const come = head.files.filter(({ path }) => !before.has(path));
  return gone.length === 0 || come.length === 0 ? new Map() : movedFiles(gone, come);
}

/** More new files than these, and longer ones (bytes), are not looked into for what went. */
const mostLookedInto = 2000;
const longest = 1024 * 1024;

/** Files that the base judged, which the head still has, there or elsewhere, and does not judge. */
export async function hiddenFiles(
  base: Content,
  head: Content,
  judged: { readonly base: ReadonlySet<RepoPath>; readonly head: ReadonlySet<RepoPath> },
  moved: ReadonlyMap<RepoPath, RepoPath>,
): Promise<readonly HiddenFile[]> {
  const now = new Map([...moved].map(([to, from]) => [from, to]));
  const lost = [...judged.base].filter((path) => !judged.head.has(path) && !judged.head.has(now.get(path) ?? path)).sort();
  if (lost.length === 0) return [];
  const everything = await listEverything(head);
  const byPath = new Map(everything.map((entry) => [entry.path, entry]));
  const own = new Map(head.entries.map((entry) => [entry.path, entry]));
  const hidden: HiddenFile[] = [];
  const gone: RepoPath[] = [];
  for (const path of lost) {
    const to = now.get(path) ?? path;
    const entry = byPath.get(to);
    if (entry === undefined) gone.push(path);
    else hidden.push({ path, to, because: await whyUnjudged(entry, own.has(to), head) });
  }
  const links = hidden.filter(({ path, to }) => path === to && byPath.get(path)?.kind === "link").map(({ path }) => path);
  const elsewhere = await foundElsewhere([...gone, ...links], base, head, everything);
  const isFollowed = (path: RepoPath) => [...elsewhere].some(([to, from]) => from === path && judged.head.has(to));
  // A link to a file that is judged under its own name hides nothing.
  const stays = hidden.filter(({ path }) => !links.includes(path) || !isFollowed(path));
  for (const [to, path] of elsewhere) {
    const entry = byPath.get(to);
    if (entry === undefined || judged.head.has(to) || links.includes(path)) continue;
    stays.push({ path, to, because: await whyUnjudged(entry, own.has(to), head) });
  }
  return stays;
}

/** Files whose TLS settings the base states and the head leaves to whoever renders them: what it says is not judged any more. */
export function openedFiles(base: Model, head: Model, moved: ReadonlyMap<RepoPath, RepoPath>): readonly HiddenFile[] {
  const stated = new Map<string, boolean>();
  for (const { instances } of base.environments) {
    for (const instance of instances) {
      const key = `${instance.component} ${instance.path}`;
      stated.set(key, stated.get(key) !== false && !leavesOpen(instance));
    }
  }
  const opened = new Map<RepoPath, HiddenFile>();
  for (const instance of head.environments.flatMap(({ instances }) => instances)) {
    const { component, path } = instance;
    const old = moved.get(path) ?? path;
    if (stated.get(`${component} ${old}`) !== true || !leavesOpen(instance)) continue;
    opened.set(path, { path: old, to: path, because: "it is a template that is not rendered, and leaves its TLS settings open" });
  }
  return [...opened.values()];
}

/** Is a path of TLS material a placeholder? */
function leavesOpen({ security }: Instance): boolean {
  return materialNames.some((name) => {
    const material = security[name];
    return material.kind === "unseen" && material.path === undefined;
  });
}

async function listEverything(head: Content): Promise<readonly TreeEntry[]> {
  try {
    return (await head.tree.listEverything?.()) ?? head.entries;
  } catch (error) {
    // Vendored folders may be larger than any repository: then they are not looked into.
    if (error instanceof TreeError) return head.entries;
    throw error;
  }
}

/** Looks for files that went in all that came, whatever its name. */
async function foundElsewhere(
  lost: readonly RepoPath[],
  base: Content,
  head: Content,
  everything: readonly TreeEntry[],
): Promise<ReadonlyMap<RepoPath, RepoPath>> {
  if (lost.length === 0) return new Map();
  const before = new Set(base.entries.map(({ path }) => path));
  const readBefore = new Map(base.files.map((file) => [file.path, file]));
  const come: ComparedFile[] = [];
  const candidates = everything.filter(({ kind, path }) => kind === "file" && !before.has(path)).sort(ownNameFirst(lost));
  for (const entry of candidates.slice(0, mostLookedInto)) {
    try {
      come.push({ path: entry.path, text: new TextDecoder().decode(await head.tree.read(entry, longest)) });
    } catch (error) {
      if (!(error instanceof TreeError)) throw error;
    }
  }
  return movedFiles(
    lost.flatMap((path) => readBefore.get(path) ?? []),
    come,
  );
}

/** What has the name of a file that went is looked into first. */
function ownNameFirst(lost: readonly RepoPath[]): (a: TreeEntry, b: TreeEntry) => number {
  const stems = new Set(lost.map(stemOf));
  const rank = ({ path }: TreeEntry) => (stems.has(stemOf(path)) ? 0 : 1);
  return (a, b) => rank(a) - rank(b);
}

function stemOf(path: RepoPath): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\..*$/, "");
}

async function whyUnjudged(entry: TreeEntry, isListed: boolean, head: Content): Promise<string> {
  if (!isListed) return "it lies in a folder of other people's code or of build output";
  if (entry.kind === "link") return "it is a symbolic link";
  if (entry.kind === "other") return "it is no regular file";
  const problem = head.reading.problems.find(({ at }) => at.path === entry.path);
  if (problem?.kind === "template") return "it is a template that is not rendered";
  if (problem?.kind === "unreadable") return problem.message.replace(/^this file /, "it ").replace(/: it was not read.*$/, "");
  if (candidateOf(entry.path) === "skip") return "no file of this name is taken for a configuration, a certificate or a key";
  if (head.reading.instances.some(({ path }) => path === entry.path)) return "no declared environment includes it";
  try {
    await head.tree.read(entry, longest);
  } catch (error) {
    if (error instanceof TreeError) return `it ${error.because}`;
    throw error;
  }
  return "it is not recognised as a configuration, a certificate or a key";
}
