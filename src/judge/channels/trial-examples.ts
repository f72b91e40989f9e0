import type { Outcome } from "../../model/handshake/outcome.ts";
import type { AttemptKind, Observed } from "../../model/handshake/trial.ts";
import type { Example } from "../rule.ts";

type Seen = NonNullable<Example["seen"]>;
type Attempted = NonNullable<Seen["trials"]>[number];
type Surveyed = NonNullable<Seen["surveys"]>[number];

/** A PD with mutual TLS, for the examples of rules about the handshake test; « » stand around `marked`. */
export function securedPd(marked?: string, more = ""): string {
  const text = `name = "pd-0"\nclient-urls = "https://10.0.0.1:2379"\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n${more}`;
  return marked === undefined ? text : text.replace(marked, `«${marked}»`);
}

export const served: Outcome = { kind: "succeeds", posture: "mtls", detail: "both sides prove themselves" };

/** What the client of an example sees that is let in. */
export const answered: Observed = { kind: "accepted", over: "tls", protocol: "TLSv1.3", answer: "HTTP 200" };

/** A client's attempt at the client port of `securedPd`. */
export function atPd(attempt: AttemptKind, predicted: Outcome, observed: Observed): Attempted {
  return { channel: "client-pd", from: "client", to: "pd-0", port: "pd-client", attempt, predicted, observed };
}

/** What the client port of `securedPd` offers. */
export function offeredByPd(offered: Partial<Surveyed>): Surveyed {
  return {
    instance: "pd-0",
    port: "pd-client",
    protocols: ["TLSv1.2", "TLSv1.3"],
    askedProtocols: ["SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"],
    suites: [{ protocol: "TLSv1.2", name: "ECDHE-RSA-AES128-GCM-SHA256" }],
    groups: ["P-256"],
    resumption: "tickets",
    presentsTwin: true,
    ...offered,
  };
}
