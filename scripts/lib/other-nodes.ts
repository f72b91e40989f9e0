import { existsSync, realpathSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

/** The oldest Node that is promised, and the one between it and the action's: `npm run nodes` fetches them. */
export const otherNodes: readonly string[] = ["20.8.0", "22.23.3"];

/** Outside of what `npm ci` installs: as packages they would be the `node` of node_modules/.bin, ours and a user's. */
export const folderOfNode = (version: string): string => resolve("node_modules/.cache/nodes", version);

const program = process.platform === "win32" ? "node.exe" : "node";

/** The program of a Node that `npm run nodes` fetched; undefined where it is not there. */
export function fetchedNode(version: string): string | undefined {
  const path = join(folderOfNode(version), "node_modules/node/bin", program);
  return existsSync(path) ? path : undefined;
}

/** Every Node on this machine: this one, the fetched ones, those on the PATH. */
export function nodesHere(): readonly string[] {
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, program));
  const fetched = otherNodes.map(fetchedNode).filter((path) => path !== undefined);
  return [
    ...new Set([process.execPath, ...fetched, ...onPath.filter((path) => existsSync(path))].map((path) => realpathSync(path))),
  ];
}
