import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../src/cli/main.ts";

/** What a command prints to standard output where no terminal is. */
export async function outputOf(args: readonly string[]): Promise<string> {
  return (await outputsOf(args)).stdout;
}

/** What it prints to both streams, called at the root of a checkout that holds the examples: the same wherever this project lies. */
export async function outputsOf(args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> {
  let stdout = "";
  let stderr = "";
  const root = mkdtempSync(join(tmpdir(), "tikv-tls-gate-generate-"));
  try {
    cpSync("examples", join(root, "examples"), { recursive: true });
    mkdirSync(join(root, ".git"));
    writeFileSync(join(root, ".git/HEAD"), "ref: refs/heads/main\n");
    await main(args, {
      cwd: root,
      environment: {},
      stdout: { write: (part: string) => (stdout += part) },
      stderr: { write: (part: string) => (stderr += part) },
      now: Date.parse("2026-11-24T00:00:00Z"),
      elapsed: () => 0,
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return { stdout, stderr };
}
