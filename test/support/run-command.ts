import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

export interface CommandResult {
  /** Undefined when a signal ended it. */
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly child: ChildProcess;
  readonly result: Promise<CommandResult>;
}

const root = join(import.meta.dirname, "../..");
const node = join(root, "node_modules/.bin/node");

/** Starts the program from its source as a user does, with nothing of our environment but what is given; `wrap` stands before it. */
export function startCommand(args: readonly string[], env: NodeJS.ProcessEnv = {}, wrap: readonly string[] = []): RunningCommand {
  const [program = node, ...rest] = [...wrap, node, join(root, "src/cli.ts"), ...args];
  const child = spawn(program, rest, {
    cwd: root,
    env: { PATH: "/usr/bin:/bin", NODE_DISABLE_COMPILE_CACHE: "1", NODE_NO_WARNINGS: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk));
  const result = new Promise<CommandResult>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve({ status: status ?? undefined, stdout, stderr }));
  });
  return { child, result };
}
