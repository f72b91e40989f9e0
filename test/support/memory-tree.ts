import { liesIn, type Tree, type TreeEntry, TreeError } from "../../src/discover/tree.ts";
import { type RepoPath, toRepoPath } from "../../src/text/span.ts";

/** A tree in memory, for tests. Keys are paths; values are texts or bytes. */
export function memoryTree(files: Readonly<Record<string, string | Uint8Array>>): Tree {
  const contents = new Map<RepoPath, Uint8Array>();
  for (const [path, content] of Object.entries(files)) {
    contents.set(toRepoPath(path) as RepoPath, typeof content === "string" ? new TextEncoder().encode(content) : content);
  }
  return {
    name: "memory",
    list: async ({ folder } = { folder: "" as RepoPath, named: "" as RepoPath }) =>
      [...contents]
        .filter(([path]) => liesIn(path, folder))
        .map(([path, bytes]): TreeEntry => ({ path, kind: "file", size: bytes.length, executable: false }))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
    async read(entry) {
      const bytes = contents.get(entry.path);
      if (bytes === undefined) throw new TreeError(`${entry.path}: no such file`);
      return bytes;
    },
  };
}
