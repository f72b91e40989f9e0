import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Writes each file whose content differs, or in check mode only tells; returns the paths that differ. */
export function settleFiles(files: Readonly<Record<string, string>>, { check }: { readonly check: boolean }): string[] {
  const stale = Object.keys(files).filter((path) => !existsSync(path) || readFileSync(path, "utf8") !== files[path]);
  if (check) return stale;
  for (const path of stale) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, files[path] as string);
  }
  return stale;
}
