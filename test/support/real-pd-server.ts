import { buildGoProgram } from "../../scripts/lib/go-program.ts";
import { pdServer } from "../../scripts/lib/proof-programs.ts";

/** A real pd-server of 2024-04 (between v8.0 and v8.1), built where it is not there yet; undefined where it cannot be had. */
export async function realPdServer(): Promise<string | undefined> {
  const built = await buildGoProgram(pdServer);
  return "program" in built ? built.program : undefined;
}

/** Of which version it behaves as. */
export const realPdVersion = "v8.0.0";
