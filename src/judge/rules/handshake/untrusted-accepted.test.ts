import { testRule } from "../../../../test/support/rule-tester.ts";
import type { Outcome } from "../../../model/handshake/outcome.ts";
import type { Observed, Trial } from "../../../model/handshake/trial.ts";
import { untrustedAccepted } from "./untrusted-accepted.ts";

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

testRule(untrustedAccepted, {
  valid: {
    "a stranger is dropped": { tikv: tls, seen: { trials: [trial("other-ca", refused, dropped)] } },
    "a port that asks nobody is told of otherwise": {
      tikv: tls,
      seen: { trials: [trial("no-certificate", served, accepted), trial("other-ca", served, accepted)] },
    },
  },
  invalid: {
    "a stranger is served": {
      tikv: markedTls,
      seen: { trials: [trial("no-certificate", refused, dropped), trial("other-ca", refused, accepted)] },
      says: "the gRPC port of tikv served a client with a certificate of a CA that it does not name: a SETTINGS frame",
    },
  },
});
