import { parseArgs } from "node:util";
import { generateCatalogue } from "./generate/catalogue.ts";
import { settleFiles } from "./lib/settle-files.ts";

// Writes the files that are made of others; with --check says which are stale and fails.
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const files = { ...(await generateCatalogue()) };
const stale = settleFiles(files, { check: values.check });
if (values.check && stale.length > 0) {
  console.error(`stale: ${stale.join(", ")}\nrun: npm run generate`);
  process.exitCode = 1;
}
