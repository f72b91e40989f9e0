import { parseArgs } from "node:util";
import { generateCatalogue } from "./generate/catalogue.ts";
import { generateFences } from "./generate/fences.ts";
import { generatePolicies } from "./generate/policies.ts";
import { generateSchemas } from "./generate/schemas.ts";
import { generateTool } from "./generate/tool.ts";
import { settleFiles } from "./lib/settle-files.ts";

// Writes the files that are made of others; with --check says which are stale and fails.
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const stale = [
  ...settleFiles(
    { ...generateTool(), ...generateFences(), ...(await generateCatalogue()), ...(await generatePolicies()) },
    values,
  ),
];
// The next two are made by running code that the ones before are part of.
if (stale.length === 0 || !values.check) stale.push(...settleFiles(await generateSchemas(), values));
if (stale.length === 0 || !values.check) {
  const { generateDocs } = await import("./generate/docs.ts");
  const { generateForms } = await import("./generate/forms.ts");
  stale.push(...settleFiles({ ...generateForms(), ...(await generateDocs()) }, values));
}
if (values.check && stale.length > 0) {
  console.error(`stale: ${stale.join(", ")}\nrun: npm run generate`);
  process.exitCode = 1;
}
