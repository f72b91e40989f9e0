import { statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { TypedPath } from "../config/load-policy.ts";
import { realFolder, typedBelow } from "../discover/places.ts";
import { workingTree } from "../discover/working-tree.ts";
import type { RepoPath } from "../text/span.ts";

/** Bytes of a config file or policy outside of the root. */
const longestFile = 1024 * 1024;

/** Where the paths lead that a user types who stands in `cwd`: into the root, or to a file elsewhere. */
export function typedPaths(root: string, cwd: string): (text: string) => TypedPath {
  return (text) => {
    const path = typedBelow(root, cwd, text);
    if (path !== undefined) return { kind: "inside", path };
    const file = resolve(cwd, text);
    return { kind: "outside", name: text.replaceAll("\\", "/") as RepoPath, read: () => textOf(file) };
  };
}

async function textOf(file: string): Promise<string | undefined> {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const tree = workingTree(file);
  const [entry] = await tree.list();
  return entry && new TextDecoder().decode(await tree.read(entry, longestFile));
}

/** How a path of a report is shown on a terminal: from where the user stands, so that it can be clicked. */
export function shownFrom(root: string, cwd: string): (path: string) => string {
  const here = realFolder(cwd);
  return (path) => relative(here, join(root, path)) || ".";
}
