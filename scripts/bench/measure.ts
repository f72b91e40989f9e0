import { spawn, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Run {
  /** Wall time in milliseconds. */
  readonly milliseconds: number;
  /** Peak resident memory in MiB; 0 where the system does not tell. */
  readonly peakMiB: number;
  readonly status: number;
}

/** Runs a program as a whole process and measures it from outside. Its output is read and thrown away, as a workflow's log reads it. */
export async function measure(
  command: string,
  args: readonly string[],
  cwd = ".",
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const begin = performance.now();
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], cwd, env: { ...process.env, ...environment } });
  child.stdout.resume();
  child.stderr.resume();
  let peakMiB = 0;
  const watch = setInterval(() => {
    try {
      const kib = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1];
      peakMiB = Math.max(peakMiB, Number(kib ?? 0) / 1024);
    } catch {
      // The process has ended, or this system has no /proc: the last reading stands.
    }
  }, 20);
  try {
    const status = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => resolve(code ?? -1));
    });
    return { milliseconds: performance.now() - begin, peakMiB, status };
  } finally {
    clearInterval(watch);
  }
}

/** Runs two programs in turn and gives the median of the ratios a / b, pair by pair, so that a drifting machine does not matter. */
export async function ratio(
  a: () => Promise<Run>,
  b: () => Promise<Run>,
  pairs: number,
): Promise<{ ratio: number; a: number; b: number }> {
  const rows: { ratio: number; a: number; b: number }[] = [];
  for (let index = 0; index <= pairs; index++) {
    const first = (await a()).milliseconds;
    const second = (await b()).milliseconds;
    // The first pair warms the file cache.
    if (index > 0) rows.push({ ratio: first / second, a: first, b: second });
  }
  const median = (values: readonly number[]) => [...values].sort((x, y) => x - y)[Math.floor(values.length / 2)] as number;
  return {
    ratio: median(rows.map((row) => row.ratio)),
    a: median(rows.map((row) => row.a)),
    b: median(rows.map((row) => row.b)),
  };
}

/** The chunks of the bundle that a run loads, in their order. `work` is a folder to write in. */
export function chunksOf(
  work: string,
  node: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): readonly string[] {
  const hook = join(work, "chunks.cjs");
  writeFileSync(hook, listsChunks);
  const { stderr } = spawnSync(node, ["--require", hook, ...args], {
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  return /^chunks: (.*)$/m.exec(stderr)?.[1]?.split(" ") ?? [];
}

const listsChunks = `const Module = require("node:module"), fs = require("node:fs"), { basename, dirname } = require("node:path");
const compile = Module.prototype._compile, seen = [];
Module.prototype._compile = function (code, path, ...rest) {
  if (basename(dirname(path)) === "chunks") seen.push(basename(path, ".js"));
  return compile.call(this, code, path, ...rest);
};
process.on("exit", () => fs.writeSync(2, "\\nchunks: " + seen.join(" ") + "\\n"));
`;
