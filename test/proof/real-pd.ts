import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { threadId } from "node:worker_threads";

/** The programs of the proof: paths. */
export interface Programs {
  readonly pd: string;
  /** Runs pd-server so that it never outlives the tests (test/proof/go-client/guard.go). */
  readonly client: string;
}

export type PdState = "starting" | "ready" | "ended";

/** What PD writes when it serves clients; its ports listen earlier. */
const readyLine = '["PD leader is ready to serve"]';

/** One process of a real pd-server. Ends with `await using`, with the tests, and with whatever ends the tests. */
export class RunningPd implements AsyncDisposable {
  readonly #child: ChildProcess;
  #log = "";
  #state: PdState = "starting";
  readonly #ended: Promise<void>;
  /** Who waits is told of each new line. */
  readonly #listeners = new Set<() => void>();

  /** `systemTrust`: a file that stands for what the machine trusts. */
  constructor({ pd, client }: Programs, configFile: string, more: readonly string[] = [], systemTrust = "/dev/null") {
    // What else Go and PD read from the environment stays out: no proxy, no PD_SERVICE_MODE.
    const env = { HOME: "/nonexistent", GOMAXPROCS: "2", SSL_CERT_FILE: systemTrust, SSL_CERT_DIR: "/nonexistent" };
    this.#child = spawn(client, ["guard", pd, "--config", configFile, ...more], { env, stdio: ["pipe", "pipe", "pipe"] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#log += text;
        if (this.#state === "starting" && this.#log.includes(readyLine)) this.#state = "ready";
        this.#tell();
      });
    }
    this.#ended = new Promise((resolve) => {
      this.#child.on("error", (error) => (this.#log += String(error)));
      this.#child.on("close", () => {
        this.#state = "ended";
        this.#tell();
        resolve();
      });
    });
    this.#child.stdin?.on("error", () => undefined);
  }

  get state(): PdState {
    return this.#state;
  }

  /** All that it has written so far. */
  get log(): string {
    return this.#log;
  }

  /** Null while it runs. */
  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  /** Waits until the log or the state satisfies a condition; false when it does not in time (milliseconds). */
  async until(condition: (pd: RunningPd) => boolean, patience: number): Promise<boolean> {
    const deadline = Date.now() + patience;
    while (!condition(this)) {
      const left = deadline - Date.now();
      if (left <= 0 || (this.#state === "ended" && !condition(this))) return condition(this);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, left);
        const listeners = this.#listeners;
        function done(): void {
          clearTimeout(timer);
          listeners.delete(done);
          resolve();
        }
        listeners.add(done);
      });
    }
    return true;
  }

  /** SIGTERM, as TiUP and Kubernetes do; SIGKILL when that does not help: PD without a quorum does not listen to it. */
  async stop(): Promise<void> {
    if (this.#state !== "ended") this.#child.kill("SIGTERM");
    const isEnded = await Promise.race([this.#ended.then(() => true), delay(3000, false, { ref: false })]);
    // The guard kills PD when its standard input ends.
    if (!isEnded) this.#child.stdin?.end();
    await this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Below the ports that Linux gives to outgoing connections. */
let next = 10_000 + ((process.pid * 7 + threadId * 31) % 190) * 100;

/** A port that nobody listens on now, on a loopback address. */
export async function freePort(host = "127.0.0.1"): Promise<number> {
  for (;;) {
    next = next >= 32_000 ? 10_000 : next + 1;
    const port = next;
    const isFree = await new Promise<boolean>((resolve) => {
      const server = createServer();
      server.on("error", () => resolve(false));
      server.listen(port, host, () => server.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}
