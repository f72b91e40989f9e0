import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** TLS material as a program reads it from its files. */
export interface Files {
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

export interface WholeFiles {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** What TiKV's server is set up with. */
export interface Serving {
  readonly files: Files;
  readonly allowedCn: readonly string[];
  readonly allowedSan: readonly string[];
  readonly matching: "exact" | "substring";
}

/** The answer to one call of the health service. `code` is gRPC's, empty when there was none. */
export interface Answer {
  readonly code: string;
  readonly text: string;
}

/** A program that answers each line of its standard input with one on its standard output, and ends with its input. */
class Questioned implements AsyncDisposable {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: { resolve(answer: unknown): void; reject(error: Error): void }[] = [];
  readonly #closed: Promise<void>;
  #errors = "";

  constructor(program: string, options: readonly string[], environment: NodeJS.ProcessEnv) {
    this.#child = spawn(program, options, { env: environment });
    createInterface(this.#child.stdout).on("line", (line) => this.#waiting.shift()?.resolve(JSON.parse(line)));
    this.#child.stderr.on("data", (chunk) => (this.#errors += chunk));
    this.#child.stdin.on("error", () => {});
    this.#closed = new Promise((resolve) => {
      this.#child.on("close", (status) => {
        for (const { reject } of this.#waiting.splice(0)) reject(new Error(`${program} ended with ${status}: ${this.#errors}`));
        resolve();
      });
    });
  }

  ask(question: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#child.stdin.write(`${JSON.stringify(question)}\n`);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#closed;
  }
}

/** Whose gRPC core: PyPI's grpcio (new, on BoringSSL), or the peer of `tikv-core/` on the crates that TiKV pins. */
export type Core =
  | { readonly kind: "grpcio"; readonly folder: string }
  | { readonly kind: "tikv"; readonly program: string; readonly openssl: "1.1.1" | "3.5" };

/** gRPC core, in a process of its own so that its log speaks of one side alone. */
export class GrpcPeer implements AsyncDisposable {
  readonly #process: Questioned;

  constructor(core: Core) {
    const environment = { PATH: process.env["PATH"], GRPC_VERBOSITY: "INFO" };
    this.#process =
      core.kind === "tikv"
        ? new Questioned(core.program, [], environment)
        : new Questioned("python3", ["-S", join(import.meta.dirname, "peer.py")], { ...environment, PYTHONPATH: core.folder });
  }

  /** The port, or the lines with which the server does not come up. */
  async serve({ files, ...rest }: Serving): Promise<{ readonly port: number } | { readonly refused: readonly string[] }> {
    return (await this.#process.ask({ op: "serve", ...encoded(files), ...rest })) as
      | { readonly port: number }
      | { readonly refused: readonly string[] };
  }

  async stop(port: number): Promise<void> {
    await this.#process.ask({ op: "stop", port });
  }

  /** Calls the health service at `host`, which the proxy leads to this machine. */
  async dial(files: Files, host: string, port: number, proxy: string): Promise<Answer> {
    const question = { op: "dial", target: `${host}:${port}`, proxy, ...encoded(files) };
    const { code, details, log } = (await this.#process.ask(question)) as { code: string; details: string; log: string[] };
    return { code, text: [details, ...log].join("\n") };
  }

  /** The log since the last question; waits for a line that holds the text. */
  async log(until: string): Promise<string> {
    const { log } = (await this.#process.ask({ op: "log", until })) as { log: string[] };
    return log.join("\n");
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#process[Symbol.asyncDispose]();
  }
}

/** A client in Go, as TiDB and pd-ctl are. Built into a temporary folder; Go's cache makes that quick. */
export class GoClient implements AsyncDisposable {
  readonly #process: Questioned;
  readonly #folder: string;

  constructor() {
    this.#folder = mkdtempSync(join(tmpdir(), "go-client-"));
    const program = join(this.#folder, "goclient");
    const source = join(import.meta.dirname, "go-client");
    const build = spawnSync("go", ["build", "-o", program, "."], { cwd: source, env: { ...process.env, CGO_ENABLED: "0" } });
    if (build.status !== 0) throw new Error(`go build: ${build.stderr}`);
    this.#process = new Questioned(program, [], {});
  }

  async dial(files: Files, host: string, port: number): Promise<Answer> {
    const answer = await this.#process.ask({ target: `${host}:${port}`, ...encoded(files) });
    const { status, message, error } = answer as { status: string; message: string; error: string };
    return { code: goCodes[status] ?? status, text: error === "" ? message : error };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** gRPC's numbers for the codes that these servers answer with; no answer is UNAVAILABLE, as gRPC's own clients say it. */
const goCodes: Readonly<Record<string, string>> = { "0": "OK", "16": "UNAUTHENTICATED", "": "UNAVAILABLE" };

function encoded(files: Files): Record<string, string> {
  const set = Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(set.map(([name, text]) => [name, Buffer.from(text, "latin1").toString("base64")]));
}
