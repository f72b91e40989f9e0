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

/** A tree of files: a working directory, a git commit, memory. Nothing outside its root can be named or read. */
export interface Tree {
  /** What a message calls it: a folder's path, a commit. */
  readonly name: string;
  /** All entries but folders, sorted by path; vendored folders are left out. */
  list(): Promise<readonly TreeEntry[]>;
  /** The bytes of a regular file; rejects with `TreeError` when it went away, grew over the limit, or is no file. */
  read(entry: TreeEntry): Promise<Uint8Array>;
}

/** A file of the tree that could not be read; the message stands alone. */
export class TreeError extends Error {
  override readonly name = "TreeError";
}
