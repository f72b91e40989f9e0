import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { rolldown } from "rolldown";
import { bundleOptions } from "./lib/bundle.ts";

// Bundles src/ into dist/ (or --out DIR): two entries that share lazily loaded chunks.
const { values } = parseArgs({ options: { out: { type: "string", default: "dist" } } });
const out = values.out;
rmSync(out, { recursive: true, force: true });
const options = bundleOptions(out);
const bundle = await rolldown(options.input);
const { output } = await bundle.write({ ...options.output, dir: out });
await bundle.close();
writeFileSync(join(out, "package.json"), '{ "type": "commonjs" }\n');
for (const chunk of output) {
  if (chunk.type === "chunk") console.log(`${chunk.fileName.padEnd(28)} ${(chunk.code.length / 1000).toFixed(1).padStart(8)} kB`);
}
