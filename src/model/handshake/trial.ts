import type { ChannelId } from "../channels/channel.ts";
import type { Port } from "./offer.ts";
import type { Outcome } from "./outcome.ts";

/** Ways to dial a port, right and wrong. */
export const attemptKinds = [
  "right-client",
  "no-certificate",
  "other-ca",
  "other-name",
  "expired-certificate",
  "no-client-usage",
  "plaintext",
  "wrong-server-name",
] as const;
export type AttemptKind = (typeof attemptKinds)[number];

/** What came of an attempt on the wire. */
export type Observed =
  | {
      readonly kind: "accepted";
      readonly over: "plaintext" | "tls";
      /** `TLSv1.3`; undefined over plaintext. The same holds for the next two. */
      readonly protocol?: string | undefined;
      /** As OpenSSL names it. */
      readonly suite?: string | undefined;
      readonly group?: string | undefined;
      /** What the server said that shows it: `SETTINGS frame`, `HTTP 200`. */
      readonly answer: string;
    }
  | {
      readonly kind: "refused";
      /** The side that ended it. */
      readonly by: "client" | "server";
      /** `request`: the connection stood, and the server answered that this client may not. */
      readonly during: "start" | "transport" | "handshake" | "request";
      /** One clause in present tense. */
      readonly detail: string;
    }
  /** Nothing can be said: a time-out, a port that nobody serves. */
  | { readonly kind: "inconclusive"; readonly because: string };

/** One attempt on a port of a cluster of twins (or on a running port), what was predicted and what was seen. */
export interface Trial {
  readonly environment: string;
  readonly channel: ChannelId;
  /** Names as in the environment's channels. */
  readonly from: string;
  readonly to: string;
  readonly port: Port;
  readonly attempt: AttemptKind;
  readonly predicted: Outcome;
  readonly observed: Observed;
  /** A command with which a person sees the same. */
  readonly command: string;
}

/** What a TLS port offers, found by asking for one thing at a time. */
export interface Survey {
  readonly environment: string;
  readonly instance: string;
  readonly port: Port;
  /** Protocol versions that the port accepts, of those that could be asked for: `SSLv3`, `TLSv1` to `TLSv1.3`. */
  readonly protocols: readonly string[];
  readonly askedProtocols: readonly string[];
  /** Suites by protocol version, in the order in which the server prefers them (or the client's, where it has no own). */
  readonly suites: readonly { readonly protocol: string; readonly name: string }[];
  readonly groups: readonly string[];
  /** Whose order decides where both sides have several suites. */
  readonly preference?: "server" | "client" | "unknown" | undefined;
  readonly resumption: "none" | "tickets" | "session-ids" | "unknown";
  /** Does the port present the certificate chain of its twin, byte for byte? */
  readonly presentsTwin: boolean | "unknown";
  /** `openssl s_client -connect HOST:PORT` of the real port, to which options are added. */
  readonly command: string;
}

/** A handshake test of one environment. */
export interface Proof {
  readonly environment: string;
  /** What served, by component, with its version; honest about models. */
  readonly engine: { readonly kind: "loopback" | "process" | "docker" | "target"; readonly parts: readonly EnginePart[] };
  readonly trials: readonly Trial[];
  readonly surveys: readonly Survey[];
  /** What stands in for files that are not committed, what a twin cannot imitate; sentences. */
  readonly notes: readonly string[];
  /** Each setting that was rewritten to run here. */
  readonly rewrites: readonly string[];
  readonly milliseconds: number;
}

export interface EnginePart {
  readonly instance: string;
  /** `pd-server v8.5.3`, `a model of TiKV in this program`. */
  readonly program: string;
  readonly isReal: boolean;
}

/** Did the wire do what was predicted? Undefined where one of the two does not say. */
export function agrees(predicted: Outcome, observed: Observed): boolean | undefined {
  if (predicted.kind === "unknown" || observed.kind === "inconclusive") return undefined;
  if (predicted.kind === "fails") return observed.kind === "refused";
  return observed.kind === "accepted" && (predicted.posture === "plaintext") === (observed.over === "plaintext");
}

/** What was seen, as one clause. */
export function observedText(observed: Observed): string {
  switch (observed.kind) {
    case "accepted": {
      const over =
        observed.over === "plaintext" ? "plaintext" : [observed.protocol ?? "TLS", observed.suite].filter(Boolean).join(" ");
      return `served over ${over} (${observed.answer})`;
    }
    case "refused":
      if (observed.during === "start") return `it did not start (${observed.detail})`;
      return `refused by the ${observed.by} (${observed.detail})`;
    case "inconclusive":
      return observed.because;
    default:
      return observed satisfies never;
  }
}
