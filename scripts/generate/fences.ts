import { readFileSync } from "node:fs";
import { fenceOverrides, type Override } from "../lib/fences.ts";
import { jsonText } from "../lib/json-text.ts";

/** `biome.json`: what it says by hand, and behind that the fences between the rooms. */
export function generateFences(): Record<string, string> {
  const config = JSON.parse(readFileSync("biome.json", "utf8")) as { readonly overrides: readonly Override[] };
  const byHand = config.overrides.filter((override) => !JSON.stringify(override).includes("noRestrictedImports"));
  return { "biome.json": jsonText({ ...config, overrides: [...byHand, ...fenceOverrides()] }) };
}
