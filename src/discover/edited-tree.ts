import type { RepoPath } from "../text/span.ts";
import type { Tree } from "./tree.ts";

/** A tree over which edits can be laid without touching it. Each file of it is read once. */
export class EditedTree {
  readonly #tree: Tree;
  readonly #read = new Map<RepoPath, Uint8Array>();

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  /** The tree with other texts in place of some of its files. */
  with(texts: ReadonlyMap<RepoPath, string>): Tree {
    return {
      name: this.#tree.name,
      list: (part) => this.#tree.list(part),
      ...(this.#tree.look && { look: (path: RepoPath) => this.#tree.look?.(path) }),
      read: async (entry, limit) => {
        const text = texts.get(entry.path);
        if (text !== undefined) return new TextEncoder().encode(text);
        const known = this.#read.get(entry.path);
        if (known !== undefined && (limit === undefined || known.length <= limit)) return known;
        const bytes = await this.#tree.read(entry, limit);
        this.#read.set(entry.path, bytes);
        return bytes;
      },
    };
  }

  /** What a file held when it was read; undefined where it was not. */
  bytesOf(path: RepoPath): Uint8Array | undefined {
    return this.#read.get(path);
  }
}
