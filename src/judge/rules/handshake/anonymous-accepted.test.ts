import { testRule } from "../../../../test/support/rule-tester.ts";
import type { Outcome } from "../../../model/handshake/outcome.ts";
import type { Observed, Trial } from "../../../model/handshake/trial.ts";
import { anonymousAccepted } from "./anonymous-accepted.ts";

const tls = `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`;
const markedTls = tls.replace(`"/tls/ca.pem"`, `«"/tls/ca.pem"»`);
const served: Outcome = { kind: "succeeds", posture: "mtls", detail: "both sides prove themselves" };
const refused: Outcome = { kind: "fails", by: "server", reason: "client-not-trusted", detail: "tikv trusts another CA" };
const accepted: Observed = { kind: "accepted", over: "tls", protocol: "TLSv1.3", answer: "a SETTINGS frame" };
const dropped: Observed = { kind: "refused", by: "server", during: "handshake", detail: "it closed the connection" };

function trial(attempt: Trial["attempt"], predicted: Outcome, observed: Observed, more: Partial<Trial> = {}): Trial {
  const ends = { environment: "", channel: "client-tikv", from: "client", to: "tikv", port: "tikv-grpc" } as const;
  return { ...ends, attempt, predicted, observed, command: "", ...more };
}

testRule(anonymousAccepted, {
  valid: {
    "who shows nothing is dropped": { tikv: tls, seen: { trials: [trial("no-certificate", refused, dropped)] } },
    "a plaintext port asks nobody, and is told of otherwise": {
      tikv: tls,
      seen: { trials: [trial("no-certificate", served, { kind: "accepted", over: "plaintext", answer: "HTTP 200" })] },
    },
  },
  invalid: {
    "the gRPC port serves who shows nothing": {
      tikv: markedTls,
      seen: { trials: [trial("no-certificate", refused, accepted)] },
      says: "the gRPC port of tikv served a client that showed no certificate: a SETTINGS frame",
      helps: "set ca-path, cert-path and key-path in TiKV's [security]",
    },
    "the status port does without a list": {
      tikv: markedTls,
      seen: { trials: [trial("no-certificate", served, accepted, { channel: "status-tikv", port: "tikv-status" })] },
      says: "the status port of tikv served a client that showed no certificate: a SETTINGS frame",
      helps: "list in cert-allowed-cn the common names of all that connect, the metrics scraper's among them",
      variant: "status",
    },
  },
});
