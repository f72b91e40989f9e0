import { readdirSync } from "node:fs";
import { join } from "node:path";

const cache = join(import.meta.dirname, "../../node_modules/.cache/tikv-tls-gate");

/** A real pd-server of 2024-04 (between v8.0 and v8.1), where `node scripts/pd-server.ts` has built one; undefined: it has not. */
export function realPdServer(): string | undefined {
  try {
    const name = readdirSync(cache).find((file) => /^pd-server(-[0-9a-f]+)?$/.test(file));
    return name && join(cache, name);
  } catch {
    return undefined;
  }
}

/** Of which version it behaves as. */
export const realPdVersion = "v8.0.0";
