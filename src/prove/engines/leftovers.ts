import { readFileSync, readlinkSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startOfProcess } from "../process-start.ts";

/** A server that was started: enough to know it again, when its number may have gone to somebody else. */
interface Entry {
  readonly pid: number;
  /** Clock ticks since boot, as the kernel counts them. */
  readonly started: string;
}

const fileName = "processes.json";

/** Notes down in a private folder which processes were started for it, for whoever finds the folder after we were killed. */
export function recordProcesses(folder: string, pids: readonly number[]): void {
  const entries = pids.flatMap((pid): readonly Entry[] => {
    const started = startOfProcess(pid);
    return started === undefined ? [] : [{ pid, started }];
  });
  writeFileSync(join(folder, fileName), JSON.stringify(entries), { mode: 0o600 });
}

/**
 * Ends what a run that was killed has left running, as its private folder tells, and says how many that were. A process is
 * ended only when it is still the one that was started: at the same tick, at home in this folder (Linux; elsewhere nothing
 * is ended). Which program it is does not count: one that was started as a script may have become another.
 */
export function endLeftovers(folder: string): number {
  let ended = 0;
  for (const { pid, started } of readEntries(folder)) {
    if (startOfProcess(pid) !== started || !isAtHomeIn(folder, pid)) continue;
    try {
      process.kill(-pid, "SIGKILL");
      ended++;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
    }
  }
  return ended;
}

function readEntries(folder: string): readonly Entry[] {
  try {
    const entries: unknown = JSON.parse(readFileSync(join(folder, fileName), "utf8"));
    return Array.isArray(entries) ? entries.filter(isEntry) : [];
  } catch {
    // No file, or one that was half written when the end came: then nobody is known.
    return [];
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== "object" || value === null) return false;
  const { pid, started } = value as Partial<Record<keyof Entry, unknown>>;
  return Number.isInteger(pid) && (pid as number) > 1 && typeof started === "string";
}

function isAtHomeIn(folder: string, pid: number): boolean {
  try {
    const [home, own] = [readlinkSync(`/proc/${pid}/cwd`), realpathSync(folder)];
    return home === own || home.startsWith(`${own}/`);
  } catch {
    // Gone meanwhile, or of another user.
    return false;
  }
}
