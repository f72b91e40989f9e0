import { setTimeout as sleep } from "node:timers/promises";
import { offerOf } from "../../model/handshake/handshake.ts";
import { singleLine } from "../../text/safe.ts";
import type { InstanceState } from "../engine.ts";
import { probe } from "../probe/probe.ts";
import type { TwinInstance } from "../stage/stage.ts";
import type { Child, ChildEnd } from "./child.ts";

/** PD up to v8.3 takes up to 13 s to give up when it refuses itself (measured). */
const startMilliseconds = 25_000;

/** What a log says once: PD's leader and its followers, TiKV. */
const ready = /PD leader is ready to serve|TiKV is ready to serve/;

/** Waits until a server serves, gives up, or has had its time. */
export async function untilServing(child: Child, instance: TwinInstance, signal: AbortSignal): Promise<InstanceState> {
  const over = new AbortController();
  const limit = AbortSignal.any([signal, over.signal]);
  const said = new Promise<true>((resolve) => child.log.onLine((line) => ready.test(line) && resolve(true)));
  try {
    const result = await Promise.race([said, asked(instance, limit), child.ended, timeOut(limit)]);
    if (result === true) return { kind: "running" };
    return { kind: "stopped", because: result === undefined ? whyLate(child, signal) : whyEnded(result, child.log.lines) };
  } finally {
    over.abort();
  }
}

async function timeOut(signal: AbortSignal): Promise<undefined> {
  await sleep(startMilliseconds, undefined, { signal }).catch(() => undefined);
}

/** A follower of PD says nothing that all versions have in common: it is asked. It answers 200 when it knows a leader. */
async function asked({ twin, listens, credential }: TwinInstance, signal: AbortSignal): Promise<true> {
  const port = twin.component === "pd" ? "pd-client" : "tikv-grpc";
  const address = listens[port];
  const offer = offerOf({ instance: twin, port });
  const transport = offer?.transport === "tls" ? "tls" : "plaintext";
  const speaks = twin.component === "pd" ? "http" : "grpc";
  while (address !== undefined && !signal.aborted) {
    const request = { address, transport, speaks, credential, path: "/pd/api/v1/version" } as const;
    const { observed } = await probe(request, { signal, milliseconds: 2000 });
    if (observed.kind === "accepted" && (speaks === "grpc" || observed.answer === "HTTP 200")) return true;
    await sleep(100, undefined, { signal }).catch(() => undefined);
  }
  return new Promise(() => {});
}

function whyLate(child: Child, signal: AbortSignal): string {
  if (signal.aborted) return "the test was stopped";
  // Members that refuse each other never get a leader, and their logs say no more than this.
  const refused = child.log.lines.findLast((line) => line.includes("rejected connection"));
  const why = whyItEnded(refused === undefined ? child.log.lines : [refused.replace(/\[WARN\]/, "[FATAL]")]);
  return `it does not serve after ${startMilliseconds / 1000} s${why === "" ? "" : `; its log: ${why}`}`;
}

function whyEnded({ status, signal, error }: ChildEnd, lines: readonly string[]): string {
  if (error !== undefined) return `it cannot be started: ${singleLine(error)}`;
  const how = signal === null ? `exits with status ${status}` : `is ended by ${signal}`;
  const why = whyItEnded(lines);
  return why === "" ? `it ${how} and logs no reason` : `it ${how}: ${why}`;
}

/**
 * The line that says why a server gives up: the last fatal one, or the last error, or a last line that is no log line (PD
 * since v7.0 says so of a file that does not load). Made safe and short: it is text of another program.
 */
export function whyItEnded(lines: readonly string[]): string {
  const last = (pattern: RegExp) => lines.findLast((line) => pattern.test(line));
  const line = last(/\[FATAL\]|^docker: Error/) ?? last(/^[^[\s]/) ?? last(/\[ERROR\]/) ?? "";
  const error = /\[error="((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? /\[error=([^\]]*)/.exec(line)?.[1] ?? line;
  const text = error.replaceAll('\\"', '"').replace(/\s+/g, " ").trim();
  return singleLine(text.length > 300 ? `${text.slice(0, 300)}...` : text);
}
