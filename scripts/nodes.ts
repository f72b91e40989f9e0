import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fetchedNode, folderOfNode, otherNodes } from "./lib/other-nodes.ts";

// Fetches the other Nodes that the bundle has to run on, about 100 MB each, for `npx vitest run test/nodes.test.ts` and `npm run bench`.
const system = process.platform === "win32" ? "win" : process.platform;
for (const version of otherNodes.filter((one) => fetchedNode(one) === undefined)) {
  const folder = folderOfNode(version);
  mkdirSync(folder, { recursive: true });
  const dependencies = { node: `npm:node-${system}-${process.arch}@${version}` };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-bin-links"], {
    cwd: folder,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
}
