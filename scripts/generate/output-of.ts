import { main } from "../../src/cli/main.ts";

/** What a command prints to standard output where no terminal is. */
export async function outputOf(args: readonly string[]): Promise<string> {
  return (await outputsOf(args)).stdout;
}

/** What it prints to both streams. */
export async function outputsOf(args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> {
  let stdout = "";
  let stderr = "";
  await main(args, {
    cwd: process.cwd(),
    environment: {},
    stdout: { write: (part: string) => (stdout += part) },
    stderr: { write: (part: string) => (stderr += part) },
    now: Date.parse("2026-11-24T00:00:00Z"),
    elapsed: () => 0,
  });
  return { stdout, stderr };
}
