import { testRule } from "../../../../test/support/rule-tester.ts";
import type { Outcome } from "../../../model/handshake/outcome.ts";
import type { Observed, Trial } from "../../../model/handshake/trial.ts";
import { differs } from "./differs.ts";

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

testRule(differs, {
  valid: {
    "as predicted: served": { tikv: tls, seen: { trials: [trial("right-client", served, accepted)] } },
    "as predicted: refused": { tikv: tls, seen: { trials: [trial("other-ca", refused, dropped)] } },
    "nothing was predicted": { tikv: tls, seen: { trials: [trial("right-client", { kind: "unknown", detail: "" }, dropped)] } },
    "nothing was seen": {
      tikv: tls,
      seen: { trials: [trial("right-client", served, { kind: "inconclusive", because: "silence" })] },
    },
  },
  invalid: {
    "refused, and should be served": {
      tikv: markedTls,
      seen: { trials: [trial("right-client", served, dropped)] },
      says: "the right client at the gRPC port of tikv was refused (it closed the connection); predicted was to be served: both sides prove themselves",
    },
    "served, and should be refused": {
      tikv: markedTls,
      seen: { trials: [trial("expired-certificate", refused, accepted)] },
      says: "a client with an expired certificate at the gRPC port of tikv was served over TLS (a SETTINGS frame); predicted was a refusal: tikv trusts another CA",
    },
    "plaintext where TLS was predicted": {
      tikv: markedTls,
      seen: { trials: [trial("plaintext", served, { kind: "accepted", over: "plaintext", answer: "a SETTINGS frame" })] },
      says: "a client without TLS at the gRPC port of tikv was served over plaintext (a SETTINGS frame); predicted was to be served: both sides prove themselves",
    },
    "the port shows another certificate": {
      tikv: markedTls,
      seen: {
        surveys: [
          {
            instance: "tikv",
            port: "tikv-grpc",
            protocols: [],
            askedProtocols: [],
            suites: [],
            groups: [],
            resumption: "none",
            presentsTwin: false,
          },
        ],
      },
      says: "the gRPC port of tikv shows another certificate than the one in its cert-path",
    },
  },
});
