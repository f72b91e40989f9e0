import type { Span } from "../../text/span.ts";

/** What a channel gives to a client that is accepted, weakest first: the order is the meaning. */
export const postures = ["plaintext", "tls", "mtls", "mtls-identity"] as const;
export type Posture = (typeof postures)[number];

/** Negative when `a` is weaker than `b`. */
export function comparePostures(a: Posture, b: Posture): number {
  return postures.indexOf(a) - postures.indexOf(b);
}

/** Is `a` weaker, where a posture may be unknown? Nothing is weaker than plaintext, so that the unknown cannot hide there. */
export function isWeaker(a: Posture | "unknown", b: Posture | "unknown"): boolean {
  if (a === b || b === "plaintext") return false;
  if (a === "plaintext" || a === "unknown") return true;
  return b !== "unknown" && comparePostures(a, b) < 0;
}

export const refusals = [
  "plaintext-to-tls",
  "tls-to-plaintext",
  "server-not-trusted",
  "client-not-trusted",
  "server-name-mismatch",
  "no-client-certificate",
  "server-usage",
  "client-usage",
  "server-expired",
  "client-expired",
  "client-not-allowed",
  "server-does-not-start",
  "chain-invalid",
] as const;
export type Refusal = (typeof refusals)[number];

/** Where on its way a connection ends, in the order of a TLS 1.3 handshake; the first that refuses wins. */
export const steps = [
  "server-start",
  "transport",
  "client-credentials",
  "server-chain",
  "server-name",
  "server-allow-list",
  "client-certificate",
  "client-chain",
  "client-allow-list",
  "client-source-address",
] as const;
export type Step = (typeof steps)[number];

/** What happens when a client connects to a server. */
export type Outcome =
  | { readonly kind: "succeeds"; readonly posture: Posture; readonly detail: string }
  | {
      readonly kind: "fails";
      /** The side that ends the connection. */
      readonly by: "client" | "server";
      readonly reason: Refusal;
      /** Which check refuses: one reason can have several (`server-not-trusted` by the CA file or by PD's own allow list). */
      readonly step?: Step | undefined;
      /** One clause in present tense, with the user's names: `tikv-0's certificate does not name pd.prod.svc`. */
      readonly detail: string;
      /** The setting of the refusing side that decides; undefined where a default does. */
      readonly decidedBy?: Span | undefined;
      /** The other half: the certificate, the address. */
      readonly related?: Span | undefined;
    }
  | { readonly kind: "unknown"; readonly detail: string };

export type Failure = Extract<Outcome, { readonly kind: "fails" }>;

/**
 * Several things that all have to go well: the first refusal decides, whatever is unknown before it; else the first
 * that is unknown; else the first.
 */
export function allOf(outcomes: readonly Outcome[]): Outcome {
  return (
    outcomes.find((outcome) => outcome.kind === "fails") ??
    outcomes.find((outcome) => outcome.kind === "unknown") ??
    outcomes[0] ?? { kind: "unknown", detail: "nothing is dialled" }
  );
}
