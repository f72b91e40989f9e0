import { posix } from "node:path";
import { createHash } from "../text/digest.ts";
import { folderOf, type RepoPath } from "../text/span.ts";
import { compareEntries, liesIn, type Part, type TreeEntry, TreeError } from "./tree.ts";
import { isVendored } from "./vendored.ts";

/** An entry as git lists it. `path` counts from the root of the judged folder. */
export interface ListedObject {
  readonly path: string;
  /** `100644`, `100755`, `120000` (link), `160000` (submodule). */
  readonly mode: string;
  readonly id: string;
  /** Bytes; undefined where the listing does not tell. */
  readonly size: number | undefined;
}

/** An entry of a commit: its content has an identity. */
export interface GitEntry extends TreeEntry {
  /** Id of the blob: the SHA-1 (or SHA-256) that git gives to this content. */
  readonly blob: string;
}

/** Does an entry know the id of its content? */
export function isGitEntry(entry: TreeEntry): entry is GitEntry {
  return "blob" in entry;
}

/** The id that git gives to a content; `like` is an id of the repository, which says with which hash. */
export function blobId(bytes: Uint8Array, like: string): string {
  return createHash(like.length === 64 ? "sha256" : "sha1")
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest("hex");
}

/** The entries of a listing as a working tree would have them: submodules and vendored folders are left out, links know where they lead. */
export async function entriesOf(
  listed: readonly ListedObject[],
  targetOf: (id: string) => Promise<string>,
  part: Part = { folder: "" as RepoPath, named: "" as RepoPath },
): Promise<readonly GitEntry[]> {
  const own = await entriesBelow(part.folder, listed, targetOf);
  if (own.some(({ path }) => liesIn(path, part.named))) return own;
  return [...own, ...(await entriesBelow(part.named, listed, targetOf))].sort(compareEntries);
}

async function entriesBelow(
  folder: RepoPath,
  all: readonly ListedObject[],
  targetOf: (id: string) => Promise<string>,
): Promise<readonly GitEntry[]> {
  const listed = all.filter(({ path }) => liesIn(path as RepoPath, folder));
  const isLeftOut = vendoredIn(listed, folder);
  const entries: GitEntry[] = [];
  for (const { path, mode, id, size } of listed) {
    if (mode === "160000" || isLeftOut(path)) continue;
    const common = { path: path as RepoPath, blob: id, size: size ?? 0 };
    if (mode === "120000") {
      const target = await targetOf(id);
      entries.push({ ...common, kind: "link", executable: false, staysInside: staysInside(path, target) });
    } else entries.push({ ...common, kind: mode.startsWith("100") ? "file" : "other", executable: mode === "100755" });
  }
  return entries.sort(compareEntries);
}

/** Only by its text: a link over another link is taken to lead where it says. */
function staysInside(path: string, target: string): boolean {
  if (target.startsWith("/") || target.includes("\0")) return false;
  const end = posix.normalize(posix.join(posix.dirname(path), target));
  return end !== ".." && !end.startsWith("../");
}

/** Tells of each path whether a folder between `start` and it is vendored, as the walk of a working tree decides it. */
function vendoredIn(listed: readonly ListedObject[], start: RepoPath): (path: string) => boolean {
  const names = new Map<string, Set<string>>();
  const note = (path: string): void => {
    for (let rest = path; rest !== ""; ) {
      const slash = rest.lastIndexOf("/");
      const folder = rest.slice(0, Math.max(0, slash));
      const known = names.get(folder);
      const name = rest.slice(slash + 1);
      if (known?.has(name)) return;
      if (known === undefined) names.set(folder, new Set([name]));
      else known.add(name);
      rest = folder;
    }
  };
  for (const { path } of listed) note(path);
  const folders = new Map<string, boolean>([
    ["", false],
    [folderOf(start), false],
    [start, false],
  ]);
  const isOut = (folder: string): boolean => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const slash = folder.lastIndexOf("/");
    const above = folder.slice(0, Math.max(0, slash));
    const result = isOut(above) || isVendored(folder.slice(slash + 1), names.get(above) ?? new Set());
    folders.set(folder, result);
    return result;
  };
  return (path) => isOut(path.slice(0, Math.max(0, path.lastIndexOf("/"))));
}

/** Depth and number of entries as in a working tree; beyond them a tree is refused as a whole. */
export function checkSize(name: string, listed: readonly ListedObject[], most: number): void {
  if (listed.length > most) throw new TreeError(`${name}: holds more than ${most.toLocaleString("en")} files`);
  if (listed.some(({ path }) => path.split("/").length > 110))
    throw new TreeError(`${name}: more than 110 folders lie inside each other`);
}
