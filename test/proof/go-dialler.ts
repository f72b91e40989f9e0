import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** One dial of the real Go client (test/proof/go-client). Paths are files; what is not given is not set. */
export interface Dial {
  readonly address: string;
  /** The host that is dialled: the name that the client verifies. */
  readonly host: string;
  /** The address that it connects from. */
  readonly source?: string | undefined;
  readonly plaintext?: boolean | undefined;
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly onlyIfAsked?: boolean | undefined;
  readonly maxVersion?: "1.2" | undefined;
  readonly path: string;
  /** Makes it a POST. */
  readonly body?: string | undefined;
}

export interface Answer {
  /** How far it came. */
  readonly stage: "credentials" | "connect" | "handshake" | "request" | "done";
  readonly error: string;
  /** The client's own end, as the server's log names it: `127.0.0.1:40000`. */
  readonly local: string;
  /** The server asked for a certificate. */
  readonly asked: boolean;
  /** SHA-256 of the server's certificate in hexadecimal; empty where there was none. */
  readonly peer: string;
  readonly version: string;
  readonly status: number;
  readonly body: string;
}

/** A Go client that runs until it is disposed of, or the tests end: then its standard input does. */
export class GoDialler implements AsyncDisposable {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<string, { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void }>();
  readonly #ended: Promise<void>;
  #count = 0;

  constructor(program: string) {
    this.#child = spawn(program, [], { env: {} });
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      const answer = JSON.parse(line) as Answer & { readonly id: string };
      this.#waiting.get(answer.id)?.resolve(answer);
      this.#waiting.delete(answer.id);
    });
    let said = "";
    this.#child.stderr.on("data", (chunk) => (said += chunk));
    this.#child.stdin.on("error", () => undefined);
    this.#ended = new Promise((resolve) => {
      this.#child.on("error", (error) => (said += error.message));
      this.#child.on("close", () => {
        for (const { reject } of this.#waiting.values()) reject(new Error(`the Go client has ended: ${said}`));
        resolve();
      });
    });
  }

  dial(question: Dial): Promise<Answer> {
    const id = String(this.#count++);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.stdin.write(`${JSON.stringify({ id, ...question })}\n`);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin.end();
    await this.#ended;
  }
}
