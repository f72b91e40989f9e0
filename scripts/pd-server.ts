import { resolve } from "node:path";
import { buildGoProgram, cacheFolder } from "./lib/go-program.ts";
import { pdServer } from "./lib/proof-programs.ts";

// Builds a real pd-server for the proof and prints its path; in a folder of the user's choice when one is given.
const [folder] = process.argv.slice(2);
const built = await buildGoProgram(pdServer, folder === undefined ? cacheFolder : resolve(folder));
if ("missing" in built) {
  console.error(`no pd-server: ${built.missing}`);
  process.exitCode = 1;
} else {
  console.log(built.program);
}
