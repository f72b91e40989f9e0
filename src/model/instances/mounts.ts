import { withoutTrailing } from "../../text/cut.ts";
import type { Mount } from "./draft.ts";

/** An absolute path without `.`, `..` and repeated slashes; a relative one as it is. */
export function plainPath(path: string): string {
  if (!path.startsWith("/") || !/\/\/|\/\.{1,2}(?:\/|$)/.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** The mount that decides what is at a path: the longest that covers it, of several at one place the first; and what is below it. */
export function mountOf(path: string, mounts: readonly Mount[]): { readonly mount: Mount; readonly below: string } | undefined {
  let longest: { readonly mount: Mount; readonly below: string; readonly length: number } | undefined;
  for (const mount of mounts) {
    const server = withoutTrailing(plainPath(mount.server), "/");
    if (path !== server && !path.startsWith(`${server}/`)) continue;
    if (server.length > (longest?.length ?? -1)) longest = { mount, below: path.slice(server.length), length: server.length };
  }
  return longest;
}
