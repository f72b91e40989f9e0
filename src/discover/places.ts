import { closeSync, openSync, readdirSync, readSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { RepoPath } from "../text/span.ts";
import { TreeError } from "./tree.ts";
import { attempt } from "./working-tree.ts";

/** Where a run judges: every path of a report is relative to the root, wherever the user stands. */
export interface Places {
  /** The checkout: an absolute path without links. */
  readonly root: string;
  /** The folder or file of it that is judged; empty for all of it. */
  readonly judged: RepoPath;
  /** Is the root git's top level? */
  readonly isCheckout: boolean;
}

/**
 * The places of a folder or file: the root is git's top level, that of a worktree or submodule too, found by its `.git` alone, so that
 * no program runs and no owner matters. Where there is none: `instead`, if the path lies in it, else the folder itself.
 * Throws `TreeError` when there is no such path.
 */
export function placesOf(path: string, instead?: string): Places {
  const stats = attempt(path, () => statSync(path));
  if (!stats.isDirectory() && !stats.isFile()) {
    const because = "is neither a folder nor a regular file";
    throw new TreeError(`${path}: ${because}`, because);
  }
  const real = attempt(path, () => realpathSync(path));
  const folder = stats.isDirectory() ? real : dirname(real);
  const topLevel = topLevelOf(folder);
  const root = topLevel ?? enclosing(instead, folder) ?? folder;
  return { root, judged: below(root, real) ?? (basename(real) as RepoPath), isCheckout: topLevel !== undefined };
}

/** The folders directly in one that are checkouts of their own, by name. */
export function checkoutsIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isTopLevel(join(folder, entry.name)))
    .map(({ name }) => name)
    .sort();
}

/** A path as the root sees it; undefined outside of it. Both are absolute; links are not followed. */
export function below(root: string, path: string): RepoPath | undefined {
  const between = relative(root, path);
  if (between === ".." || between.startsWith(`..${sep}`) || isAbsolute(between)) return undefined;
  return between.split(sep).join("/") as RepoPath;
}

/** A path that the user typed, as the root sees it, links of its folder followed; undefined when it leads elsewhere. */
export function typedBelow(root: string, cwd: string, typed: string): RepoPath | undefined {
  const path = resolve(cwd, typed);
  return below(root, path) ?? below(root, join(realFolder(dirname(path)), basename(path)));
}

/** A folder without links on the way; one that is not there stays as its text says. */
export function realFolder(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function enclosing(outer: string | undefined, folder: string): string | undefined {
  if (outer === undefined) return undefined;
  const real = realFolder(resolve(outer));
  return below(real, folder) === undefined ? undefined : real;
}

function topLevelOf(folder: string): string | undefined {
  for (let next = folder; ; next = dirname(next)) {
    if (isTopLevel(next)) return next;
    if (dirname(next) === next) return undefined;
  }
}

/** As git looks (setup.c): a folder `.git` with a HEAD, or a file that says where one is, in a worktree or submodule. */
function isTopLevel(folder: string): boolean {
  const git = join(folder, ".git");
  const stats = statsOf(git);
  if (stats?.isDirectory() === true) return statsOf(join(git, "HEAD")) !== undefined;
  return stats?.isFile() === true && beginningOf(git) === "gitdir: ";
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // What may not be looked at is not known to be there.
    return undefined;
  }
}

function beginningOf(path: string): string {
  const bytes = Buffer.alloc(8);
  try {
    const file = openSync(path, "r");
    try {
      return bytes.toString("latin1", 0, readSync(file, bytes));
    } finally {
      closeSync(file);
    }
  } catch {
    return "";
  }
}
