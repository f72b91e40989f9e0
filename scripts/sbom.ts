import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { bundledOnly, type Sbom } from "./lib/sbom.ts";

// `node scripts/sbom.ts FILE`: the bill of materials (CycloneDX) of what is in dist/, of what `npm sbom` says about the lockfile.
const [path = "sbom.cdx.json"] = process.argv.slice(2);
const text = execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], { encoding: "utf8" });
const sbom = bundledOnly(JSON.parse(text) as Sbom, readFileSync("dist/licenses.txt", "utf8"));
writeFileSync(path, `${JSON.stringify(sbom, undefined, 2)}\n`);
console.log(`${path}: ${sbom.components.length} packages are in dist/`);
