import { type ChildProcess, spawn } from "node:child_process";
import { atTheEnd } from "../endings.ts";
import { LogTail } from "./log-tail.ts";

/** How a child ended: an exit status, a signal, or that it could not even be started. */
export type ChildEnd = { readonly status: number | null; readonly signal: string | null; readonly error?: string | undefined };

/** A server that runs as a process group of its own, with nothing of our environment. */
export interface Child {
  readonly pid: number | undefined;
  readonly log: LogTail;
  readonly ended: Promise<ChildEnd>;
  /** SIGTERM, and SIGKILL to the whole group when that does not help. */
  stop(): Promise<void>;
}

/** After SIGTERM, until SIGKILL. PD ends at once, TiKV flushes first. */
const patienceMilliseconds = 3000;

const running = new Set<ChildProcess>();

/** Starts a program in a folder that is its home. */
export function startChild(program: string, args: readonly string[], folder: string, env = bareEnvironment(folder)): Child {
  const child = spawn(program, args, {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  running.add(child);
  // A group of its own does not get the signals of ours: it is taken along.
  const takeBack = atTheEnd(() => signalGroup(child, "SIGKILL"));
  const log = new LogTail();
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => log.push(chunk));
  const ended = new Promise<ChildEnd>((resolve) => {
    const end = (result: ChildEnd) => {
      running.delete(child);
      takeBack();
      log.end();
      resolve(result);
    };
    child.on("error", (error) => end({ status: null, signal: null, error: error.message }));
    child.on("close", (status, signal) => end({ status, signal }));
  });
  return { pid: child.pid, log, ended, stop: () => stopChild(child, ended) };
}

/** From scratch: no proxy, no GRPC_*, no SSL_CERT_FILE or OPENSSL_CONF changes what is tested, and no secret is passed on. */
function bareEnvironment(folder: string): NodeJS.ProcessEnv {
  return { HOME: folder, TMPDIR: folder, PATH: "/usr/bin:/bin", TZ: "UTC" };
}

async function stopChild(child: ChildProcess, ended: Promise<ChildEnd>): Promise<void> {
  if (!running.has(child)) return;
  signalGroup(child, "SIGTERM");
  const timer = setTimeout(() => signalGroup(child, "SIGKILL"), patienceMilliseconds);
  await ended;
  clearTimeout(timer);
  // What it started itself, should there be any.
  signalGroup(child, "SIGKILL");
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // ESRCH: nobody of the group is left. EPERM (macOS): what is left is no longer ours to signal.
    if (!(error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM"))) throw error;
  }
}
