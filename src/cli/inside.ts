import { isAbsolute, relative, sep } from "node:path";

/** Does a path lie in a folder, or is it the folder? Both are absolute; links are not followed. */
export function isInside(path: string, folder: string): boolean {
  const below = relative(folder, path);
  return below !== ".." && !below.startsWith(`..${sep}`) && !isAbsolute(below);
}
