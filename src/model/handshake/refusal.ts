import type { Span } from "../../text/span.ts";
import type { Certificate } from "../certificates/certificate.ts";
import type { ChainResult } from "../certificates/chain.ts";
import type { Held } from "./credentials.ts";
import type { Failure, Outcome, Refusal, Step } from "./outcome.ts";

/** The words and places of a refusal. */
export interface Places {
  readonly detail: string;
  readonly decidedBy?: Span | undefined;
  readonly related?: Span | undefined;
}

export function refusal(by: "client" | "server", reason: Refusal, step: Step, places: Places): Failure {
  return { kind: "fails", by, reason, step, ...places };
}

/** Who verifies whose certificate. */
export interface Sides {
  readonly by: "client" | "server";
  /** The side that verifies, and the one that presents. */
  readonly who: string;
  readonly whose: string;
  readonly decidedBy: Span | undefined;
}

/** A chain that the verifying side refuses, in the words of an outcome. */
export function chainRefusal(result: ChainResult | undefined, { by, who, whose, decidedBy }: Sides): Outcome | undefined {
  if (result === undefined) return unknown(`the CA file of ${whose} may complete its chain, and is not in the repository`);
  if (result.kind === "verified") return undefined;
  const judged = by === "client" ? "server" : "client";
  const step = `${judged}-chain` as const;
  const detail = `${who} refuses the certificate of ${whose}: ${result.detail}`;
  const places = { detail, decidedBy, related: result.certificate.span };
  switch (result.reason) {
    case "unknown-authority":
      return refusal(by, `${judged}-not-trusted`, step, places);
    case "expired":
    case "not-yet-valid":
      return refusal(by, `${judged}-expired`, step, places);
    case "usage":
      return refusal(by, `${judged}-usage`, step, places);
    case "chain-invalid":
      return refusal(by, "chain-invalid", step, places);
    default:
      return result.reason satisfies never;
  }
}

/** A certificate whose kind of key the two sides have no signature algorithm for. */
export function keyRefusal(leaf: Certificate, because: string, { by, who, whose, decidedBy }: Sides): Outcome {
  const detail = `${who} cannot verify the key of ${whose}: ${because}`;
  return refusal(by, "chain-invalid", by === "client" ? "server-chain" : "client-chain", {
    detail,
    decidedBy,
    related: leaf.span,
  });
}

/** A certificate file with which the presenting side comes up, and which no peer takes. */
export function uselessIdentity(held: Extract<Held<unknown>, { kind: "broken" }>, { by, who, whose }: Sides): Outcome {
  const detail = `${who} refuses the certificate of ${whose}: ${held.because}`;
  const step = by === "client" ? "server-chain" : "client-chain";
  return refusal(by, "chain-invalid", step, { detail, decidedBy: held.at, related: held.related });
}

/** An outcome that the files do not decide. */
export function unknown(detail: string): Outcome {
  return { kind: "unknown", detail };
}

/** Why something that is set cannot be judged. */
export function whyNotHeld(held: Held<unknown>): string {
  return held.kind === "absent" || held.kind === "held" ? "it presents no certificate" : held.because;
}

/** A common name as messages say it. */
export function inWords(commonName: string): string {
  return commonName === "" ? "no common name" : `the common name ${commonName}`;
}
