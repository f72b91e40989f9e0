import { setMaxListeners } from "node:events";
import { connect, type Socket } from "node:net";
import { singleLine } from "../../text/safe.ts";
import type { Address } from "../stage/stage.ts";

/** Why nothing more will be heard. */
export type Ending =
  | { readonly kind: "closed" }
  | {
      readonly kind: "failed";
      /** `ECONNRESET`, `ERR_SSL_TLSV1_ALERT_UNKNOWN_CA`. */
      readonly code: string;
      readonly message: string;
      /** Number of the TLS alert that the other side sent. */
      readonly alert?: number | undefined;
    }
  | { readonly kind: "time" }
  | { readonly kind: "aborted" }
  /** The other side sends without end. */
  | { readonly kind: "flood" };

/** Many times what a status line or a few HTTP/2 frames take. */
const mostBytes = 64 * 1024;

/**
 * One connection under a limit: what was heard, and why it ended. It owns the socket: every event has a listener for as
 * long as the socket lives, so that a late error hits nobody.
 */
export class Line<S extends Socket = Socket> {
  readonly socket: S;
  /** Does the TCP connection stand? */
  readonly isOpen: Promise<boolean>;
  #heard = Buffer.alloc(0);
  #ending: Ending | undefined;
  #wake: (() => void)[] = [];
  readonly #release: () => void;

  constructor(socket: S, limits: { readonly signal: AbortSignal; readonly milliseconds: number }) {
    this.socket = socket;
    socket.on("data", (chunk: Buffer) => this.#take(chunk));
    socket.on("end", () => this.#end({ kind: "closed" }));
    socket.on("close", () => this.#end({ kind: "closed" }));
    socket.on("error", (error) => this.#end(failure(error)));
    const timer = setTimeout(() => this.#end({ kind: "time" }), limits.milliseconds);
    const onAbort = () => this.#end({ kind: "aborted" });
    // Many connections wait for one signal, and Node 20 takes more than ten for a leak.
    setMaxListeners(0, limits.signal);
    limits.signal.addEventListener("abort", onAbort);
    this.#release = () => {
      clearTimeout(timer);
      limits.signal.removeEventListener("abort", onAbort);
    };
    this.isOpen = this.happens("connect");
  }

  get ending(): Ending | undefined {
    return this.#ending;
  }

  /** True when the event comes, false when the connection ends before it. */
  async happens(event: string): Promise<boolean> {
    let happened = false;
    this.socket.once(event, () => {
      happened = true;
      this.#rouse();
    });
    while (!happened && this.#ending === undefined) await this.#news();
    return happened;
  }

  /** What `enough` makes of all that was heard so far, asked again with every piece; undefined when no more comes. */
  async hear<T>(enough: (heard: Buffer, isOver: boolean) => T | undefined): Promise<T | undefined> {
    for (;;) {
      const isOver = this.#ending !== undefined;
      const value = enough(this.#heard, isOver);
      if (value !== undefined || isOver) return value;
      await this.#news();
    }
  }

  say(bytes: Uint8Array): void {
    if (this.#ending === undefined && this.socket.writable) this.socket.write(bytes);
  }

  close(): void {
    this.#end({ kind: "closed" });
    this.socket.destroy();
  }

  #take(chunk: Buffer): void {
    if (this.#ending !== undefined) return;
    this.#heard = Buffer.concat([this.#heard, chunk]);
    if (this.#heard.length > mostBytes) {
      this.#end({ kind: "flood" });
      this.socket.destroy();
    }
    this.#rouse();
  }

  #end(ending: Ending): void {
    if (this.#ending === undefined) {
      this.#ending = ending;
      this.#release();
    }
    this.#rouse();
  }

  #news(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve));
  }

  #rouse(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }
}

/** A plain TCP connection. */
export function openPlaintext({ host, port }: Address, limits: { readonly signal: AbortSignal; readonly milliseconds: number }) {
  return new Line(connect({ host, port }), limits);
}

function failure(error: Error & { readonly code?: unknown; readonly reason?: unknown }): Ending {
  const code = typeof error.code === "string" ? error.code : "unknown error";
  const alert = /SSL alert number (\d+)/.exec(error.message)?.[1];
  const reason = typeof error.reason === "string" ? error.reason : error.message;
  return { kind: "failed", code, message: reason, alert: alert === undefined ? undefined : Number(alert) };
}

/** RFC 8446 6. */
const alertNames: Readonly<Record<number, string>> = {
  10: "unexpected message",
  20: "bad record MAC",
  40: "handshake failure",
  42: "bad certificate",
  43: "unsupported certificate",
  44: "certificate revoked",
  45: "certificate expired",
  46: "certificate unknown",
  47: "illegal parameter",
  48: "unknown CA",
  49: "access denied",
  50: "decode error",
  51: "decrypt error",
  70: "protocol version",
  71: "insufficient security",
  80: "internal error",
  86: "inappropriate fallback",
  90: "user cancelled",
  109: "missing extension",
  112: "unrecognized name",
  116: "certificate required",
  120: "no application protocol",
};

/** A failure in words: `it sends alert 48, unknown CA`, `ECONNRESET`. */
export function describeFailure({ code, message, alert }: Extract<Ending, { kind: "failed" }>): string {
  if (alert !== undefined) return `it sends alert ${alert}, ${alertNames[alert] ?? "which has no name"}`;
  if (code === "ECONNRESET" || code === "EPIPE") return `the connection is reset (${code})`;
  if (code.startsWith("E") && !code.startsWith("ERR_")) return code;
  return singleLine(message.slice(0, 200));
}
