import type { RepoPath } from "../text/span.ts";

/** One entry of a tree. */
export interface TreeEntry {
  readonly path: RepoPath;
  readonly kind: "file" | "link" | "other";
  /** Bytes; 0 where it is not known. */
  readonly size: number;
  readonly executable: boolean;
  /** For links: does the target stay inside the root? */
  readonly staysInside?: boolean | undefined;
}

/** A part of a tree, with the paths that it has in the whole. */
export interface Part {
  /** What lies in this folder; empty for all. */
  readonly folder: RepoPath;
  /** A folder or file in it that belongs to the part even where a vendored folder holds it: somebody named it. */
  readonly named: RepoPath;
}

/** Does a path lie in a folder, or is it the folder (or the one file) itself? The empty folder holds all. */
export function liesIn(path: RepoPath, folder: RepoPath): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}

/** A tree of files: a working directory, a git commit, memory. Nothing outside its root can be named or read. */
export interface Tree {
  /** What a message calls it: a folder's path, a commit. */
  readonly name: string;
  /** All entries but folders, sorted by path; vendored folders are left out. Rejects with `TreeError`. */
  list(part?: Part): Promise<readonly TreeEntry[]>;
  /** As `list`, with the content of vendored folders; where a tree can be asked for it. */
  listEverything?(): Promise<readonly TreeEntry[]>;
  /** The entry at one path, where that is cheaper to know than the list. */
  look?(path: RepoPath): TreeEntry | undefined;
  /** Is told which entries will be read: a tree that is far away gets them in few requests. Rejects nothing: `read` does. */
  prepare?(entries: readonly TreeEntry[]): Promise<void>;
  /**
   * The bytes of a regular file; rejects with `TreeError` when it went away, is no file, or is larger than `limit` bytes
   * (the tree's own limit, when not given). A tree may know size and mode of an entry only after this.
   */
  read(entry: TreeEntry, limit?: number): Promise<Uint8Array>;
}

/** A tree, or a file of it, that could not be read; the message stands alone. */
export class TreeError extends Error {
  override readonly name = "TreeError";
  /** The message without the name of the file: `is no regular file`. */
  readonly because: string;

  constructor(message: string, because: string = message) {
    super(message);
    this.because = because;
  }
}

/** A tree stopped answering: what was not read yet is not known, and nobody may take it for absent. */
export class TreeLost extends Error {
  override readonly name = "TreeLost";
}

/** The order of a tree's entries: by UTF-16 units, the same on every machine. */
export function compareEntries(a: TreeEntry, b: TreeEntry): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
