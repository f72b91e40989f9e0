import { folderOf, type RepoPath } from "../../text/span.ts";
import { isTransparent } from "./environment-word.ts";

/** The folder of a file without the last parts that only say which component or machine it is of, or that certificates lie there. */
export function homeOf(path: RepoPath): string {
  const parts = folderOf(path).split("/");
  while (parts.length > 0 && isTransparent(parts.at(-1) as string)) parts.pop();
  return parts.join("/");
}
