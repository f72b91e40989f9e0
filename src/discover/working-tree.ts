import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import type { RepoPath } from "../text/span.ts";
import { compareEntries, liesIn, type Part, type Tree, type TreeEntry, TreeError } from "./tree.ts";
import { isVendored } from "./vendored.ts";

export interface TreeLimits {
  readonly entries: number;
  /** Folders inside each other. */
  readonly depth: number;
  /** Bytes of one file. */
  readonly file: number;
}

/** Far above any repository of configurations; a tree beyond them is refused as a whole, not judged in part. */
export const treeLimits: TreeLimits = { entries: 200_000, depth: 100, file: 16 * 1024 * 1024 };

/** The tree of a folder, or of one file. Throws `TreeError` when there is none. */
export function workingTree(path: string, limits: TreeLimits = treeLimits): Tree {
  const stats = rootStats(path);
  if (!stats.isDirectory() && !stats.isFile()) {
    const because = "is neither a folder nor a regular file";
    throw new TreeError(`${path}: ${because}`, because);
  }
  const real = attempt(path, () => realpathSync(path));
  const folder = stats.isDirectory() ? real : dirname(real);
  const only = stats.isDirectory() ? undefined : [new WorkingFile(folder, basename(real) as RepoPath)];
  return {
    name: path,
    list: async (part) => only ?? listPart({ name: path, root: folder, limits }, part ?? whole),
    listEverything: async () => only ?? walk({ name: path, root: folder, limits }, whole.folder, "everything"),
    look: (inside) => entryAt(folder, inside),
    read: async (entry, limit) => readRegularFile(folder, entry, Math.min(limit ?? limits.file, limits.file)),
  };
}

function rootStats(path: string): Stats {
  return attempt(path, () => statSync(path));
}

/** A regular file; its size and mode are looked up when it is read, or when somebody asks: most files nobody asks about. */
class WorkingFile implements TreeEntry {
  readonly kind = "file";
  readonly path: RepoPath;
  readonly #folder: string;
  #stats: Stats | undefined | "gone";

  constructor(folder: string, path: RepoPath) {
    this.#folder = folder;
    this.path = path;
  }

  get size(): number {
    return this.#look()?.size ?? 0;
  }

  get executable(): boolean {
    return ((this.#look()?.mode ?? 0) & 0o111) !== 0;
  }

  remember(stats: Stats): void {
    this.#stats = stats;
  }

  #look(): Stats | undefined {
    this.#stats ??= lstatSync(join(this.#folder, this.path), { throwIfNoEntry: false }) ?? "gone";
    return this.#stats === "gone" ? undefined : this.#stats;
  }
}

const whole: Part = { folder: "" as RepoPath, named: "" as RepoPath };

interface Walk {
  readonly name: string;
  readonly root: string;
  readonly limits: TreeLimits;
}

/** The part's own entries, and those of what was named, if a vendored folder holds it. */
function listPart(tree: Walk, { folder, named }: Part): readonly TreeEntry[] {
  const own = walk(tree, folder);
  if (own.some(({ path }) => liesIn(path, named))) return own;
  const file = entryAt(tree.root, named);
  const others = file === undefined ? walk(tree, named) : [file];
  return [...own, ...others].sort(compareEntries);
}

/** What is no folder, at a path; undefined where nothing is, or where a folder on the way is a link. */
function entryAt(root: string, path: RepoPath): TreeEntry | undefined {
  const full = join(root, path);
  const stats = attempt(path, () => statsAt(full));
  if (stats === undefined || stats.isDirectory()) return undefined;
  return attempt(path, () => realpathSync(dirname(full))) === dirname(full) ? entryOf(root, path, stats) : undefined;
}

function statsAt(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    // Below a file there is nothing either.
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined;
    throw error;
  }
}

/** Never descends into a link, so no loop can hold it, and nothing outside the root is seen. */
function walk({ name, root, limits }: Walk, start: RepoPath, extent: "own" | "everything" = "own"): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  const waiting: { readonly path: string; readonly depth: number }[] = [{ path: start, depth: 0 }];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (folder.depth > limits.depth) throw new TreeError(`${name}: more than ${limits.depth} folders lie inside each other`);
    const children = childrenOf(root, folder.path);
    const names = new Set(children.map((child) => child.name));
    for (const child of children) {
      const path = folder.path === "" ? child.name : `${folder.path}/${child.name}`;
      if (child.isDirectory()) {
        const isLeftOut = extent === "own" ? isVendored(child.name, names) : child.name === ".git";
        if (!isLeftOut) waiting.push({ path, depth: folder.depth + 1 });
      } else if (child.name !== ".git") entries.push(entryOf(root, path as RepoPath, child));
    }
    if (entries.length > limits.entries) {
      throw new TreeError(`${name}: holds more than ${limits.entries.toLocaleString("en")} files; name a folder inside it`);
    }
  }
  return entries.sort(compareEntries);
}

function childrenOf(root: string, path: string): readonly Dirent[] {
  return attempt(path === "" ? root : path, () => readdirSync(join(root, path), { withFileTypes: true }));
}

function entryOf(root: string, path: RepoPath, child: Dirent | Stats): TreeEntry {
  if (child.isFile()) return new WorkingFile(root, path);
  if (child.isSymbolicLink()) {
    return { path, kind: "link", size: 0, executable: false, staysInside: staysInside(root, join(root, path)) };
  }
  return { path, kind: "other", size: 0, executable: false };
}

function staysInside(root: string, link: string): boolean {
  const target = targetOf(link);
  return target === root || target.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** Where a link ends. A link into nothing, or into itself, ends where its text says. */
function targetOf(link: string): string {
  try {
    return realpathSync(link);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
  try {
    return resolve(dirname(link), readlinkSync(link));
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return sep;
  }
}

/** Opens without following a link or waiting for a FIFO, looks at what was opened, and reads no more than the limit. */
function readRegularFile(root: string, entry: TreeEntry, limit: number): Uint8Array {
  const refuse = (because: string) => new TreeError(`${entry.path}: ${because}`, because);
  if (entry.kind !== "file") throw refuse("is no regular file");
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  return attempt(entry.path, () => {
    const descriptor = openSync(join(root, entry.path), flags);
    try {
      const stats = fstatSync(descriptor);
      if (!stats.isFile()) throw refuse("is no regular file");
      if (stats.size > limit) throw refuse(tooLarge(limit));
      if (entry instanceof WorkingFile) entry.remember(stats);
      const bytes = readUpTo(descriptor, stats.size + 1);
      if (bytes.length > stats.size) throw refuse("grew while it was read");
      return bytes;
    } finally {
      closeSync(descriptor);
    }
  });
}

function readUpTo(descriptor: number, limit: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(limit);
  let length = 0;
  for (;;) {
    const count = readSync(descriptor, bytes, length, limit - length, null);
    length += count;
    // One byte short of the limit is what the file is expected to have: no second call to see its end.
    if (count === 0 || length >= limit - 1) return bytes.subarray(0, length);
  }
}

/** What is said of a file over a limit of bytes. */
export function tooLarge(limit: number): string {
  const mebibytes = limit / 1024 / 1024;
  return Number.isInteger(mebibytes) && limit > 0
    ? `is larger than ${mebibytes} MiB`
    : "is more than may be read beside all other configurations and certificates";
}

/** Runs a call to the file system; its error becomes a sentence. */
export function attempt<T>(name: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    // Bytes of a name that are no UTF-8 were replaced when it was listed: such a name opens nothing.
    const isMangled = code === "ENOENT" && name.includes("\uFFFD");
    const because = isMangled ? "has a name that is not UTF-8" : (sentences[code] ?? `cannot be read (${code})`);
    throw new TreeError(`${name}: ${because}`, because);
  }
}

/** What is said behind the name of a file. */
const sentences: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist",
  EACCES: "may not be read by this user",
  EPERM: "may not be read by this user",
  ELOOP: "is a symbolic link, and is not followed",
  ENAMETOOLONG: "has a path too long to be opened",
  ERR_INVALID_ARG_VALUE: "does not exist",
};

/** The code of an error of the file system (`ENOENT`); undefined for any other error. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof TreeError || !(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
