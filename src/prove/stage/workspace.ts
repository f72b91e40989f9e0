import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { atTheEnd, type Host } from "../endings.ts";
import { endLeftovers } from "../engines/leftovers.ts";
import { startOfProcess } from "../process-start.ts";

/** A private temporary folder for keys that are thrown away. */
export interface Workspace {
  /** Absolute path. */
  readonly folder: string;
  /** Writes a new file for this user alone and returns its absolute path; `path` is relative. */
  write(path: string, content: string | Uint8Array): string;
  /** Removes the folder and all in it. May be called twice. */
  remove(): void;
}

const prefix = "tikv-tls-gate-";
const lockName = "owner.json";
/** A folder without a lock is one that is just being made, or whose maker died between two system calls. */
const unlockedFor = 10 * 60_000;
/** A folder of another run of a kernel: most likely this machine before it was started anew, else another one that shares the disk. */
const foreignFor = 24 * 60 * 60_000;
/**
 * Makes a folder below `root` that goes away with this process, however it ends: `remove`, a normal end, an exception, a
 * signal. Whoever else listens to the signal (to stop servers first) is left to end the process, and the folder goes
 * then. After SIGKILL the next call removes what is left.
 */
export function openWorkspace(root: string = tmpdir(), host: Host = process): Workspace {
  removeStale(root, Date.now());
  const folder = mkdtempSync(join(root, prefix));
  const forget = atTheEnd(() => removeFolder(folder), host);
  try {
    writeFileSync(join(folder, lockName), JSON.stringify(ownerOf(host.pid)), { mode: 0o600, flag: "wx" });
  } catch (error) {
    forget();
    removeFolder(folder);
    throw error;
  }
  return {
    folder,
    write(path, content) {
      const target = join(folder, path);
      if (!target.startsWith(`${folder}/`)) throw new Error("a file would lie outside of the private folder");
      mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
      writeFileSync(target, content, { mode: 0o600, flag: "wx" });
      return target;
    },
    remove() {
      forget();
      removeFolder(folder);
    },
  };
}

/** A server that was just killed may still be writing. Links are removed, never followed. */
function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/** Who made a folder: a number of a process alone may mean another one by now, or in another container. */
interface Owner {
  readonly pid: number;
  /** When it started, in the clock of its kernel; empty where that cannot be had. */
  readonly started: string;
  /** Where numbers of processes are one's own: a kernel's run, and a namespace of it. */
  readonly place: string;
}

function ownerOf(pid: number): Owner {
  return { pid, started: startOfProcess(pid) ?? "", place: placeOfProcesses() };
}

function placeOfProcesses(): string {
  const boot = textOf("/proc/sys/kernel/random/boot_id").trim();
  try {
    return `${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return `${boot} ${hostname()}`;
  }
}

/** The content of a small system file; empty where there is none. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return "";
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && "syscall" in error;
}

/**
 * Removes folders of this user that processes left behind which live no more. `now`: milliseconds since the epoch, UTC.
 * What cannot be looked at is left alone.
 */
export function removeStale(root: string, now: number): void {
  let names: readonly string[];
  try {
    names = readdirSync(root);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return;
  }
  for (const name of names) {
    if (!name.startsWith(prefix)) continue;
    const folder = join(root, name);
    try {
      if (!isStale(folder, now)) continue;
      endLeftovers(folder);
      removeFolder(folder);
    } catch (error) {
      // Another run removes it at the same time, or it is not ours to read.
      if (!isSystemError(error)) throw error;
    }
  }
}

function isStale(folder: string, now: number): boolean {
  const about = lstatSync(folder);
  // A link is no folder here: lstat does not follow it.
  if (!about.isDirectory() || about.uid !== process.getuid?.()) return false;
  const owner = readOwner(join(folder, lockName));
  if (owner === undefined) return now - about.mtimeMs > unlockedFor;
  const here = placeOfProcesses();
  if (owner.place === here) return !isAlive(owner);
  // Processes of another container cannot be seen from here.
  const isSameKernel = owner.place.split(" ")[0] === here.split(" ")[0];
  return !isSameKernel && now - about.mtimeMs > foreignFor;
}

function readOwner(path: string): Owner | undefined {
  let text = "";
  try {
    const about = lstatSync(path);
    if (!about.isFile() || about.size > 4096) return undefined;
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== "object" || read === null) return undefined;
    const { pid, started, place } = read as Partial<Record<keyof Owner, unknown>>;
    return typeof pid === "number" && typeof started === "string" && typeof place === "string"
      ? { pid, started, place }
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isAlive({ pid, started }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return error.code === "EPERM";
  }
  // A number that was given to a new process since.
  const now = startOfProcess(pid) ?? "";
  return started === "" || now === "" || started === now;
}
