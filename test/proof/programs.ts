import { buildGoProgram } from "../../scripts/lib/go-program.ts";
import { goClient, pdServer } from "../../scripts/lib/proof-programs.ts";
import type { Programs } from "./real-pd.ts";

/** The real programs of the proof, or the reason why there are none here. */
export async function proofPrograms(): Promise<Programs | { readonly missing: string }> {
  const built = await builtPrograms();
  // Names of skipped tests are not shown by every reporter.
  if ("missing" in built) process.stderr.write(`the proof is skipped: ${built.missing}\n`);
  return built;
}

async function builtPrograms(): Promise<Programs | { readonly missing: string }> {
  // PDEATHSIG, loopback addresses beyond 127.0.0.1, the ports of outgoing connections.
  if (process.platform !== "linux") return { missing: "the proof runs on Linux" };
  const client = await buildGoProgram(goClient);
  if ("missing" in client) return client;
  const pd = await buildGoProgram(pdServer);
  return "missing" in pd ? pd : { pd: pd.program, client: client.program };
}

/** What the name of a test says about programs that are not there. */
export function skipNote(programs: Programs | { readonly missing: string }): string {
  return "missing" in programs ? ` (skipped: ${programs.missing})` : "";
}
