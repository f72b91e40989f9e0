import { readFileSync } from "node:fs";

/**
 * When a process started, in clock ticks since boot: with its number this names it, as the number alone may have gone to
 * another. Undefined where there is no such process, or no /proc. Field 22 of /proc/PID/stat; the name of the program
 * before it stands in brackets and may hold anything (proc(5)).
 */
export function startOfProcess(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}
