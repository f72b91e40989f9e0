import { testRule } from "../../../../test/support/rule-tester.ts";
import type { Outcome } from "../../../model/handshake/outcome.ts";
import type { Observed, Trial } from "../../../model/handshake/trial.ts";
import { nameAccepted } from "./name-accepted.ts";

const tls = `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`;
const served: Outcome = { kind: "succeeds", posture: "mtls", detail: "both sides prove themselves" };
const refused: Outcome = { kind: "fails", by: "server", reason: "client-not-trusted", detail: "tikv trusts another CA" };
const accepted: Observed = { kind: "accepted", over: "tls", protocol: "TLSv1.3", answer: "a SETTINGS frame" };
const dropped: Observed = { kind: "refused", by: "server", during: "handshake", detail: "it closed the connection" };

function trial(attempt: Trial["attempt"], predicted: Outcome, observed: Observed, more: Partial<Trial> = {}): Trial {
  const ends = { environment: "", channel: "client-tikv", from: "client", to: "tikv", port: "tikv-grpc" } as const;
  return { ...ends, attempt, predicted, observed, command: "", ...more };
}

const listed = `${tls}cert-allowed-cn = ["tikv"]\n`;

testRule(nameAccepted, {
  valid: {
    "another name is refused": { tikv: listed, seen: { trials: [trial("other-name", refused, dropped)] } },
  },
  invalid: {
    "another name is served": {
      tikv: `${tls}cert-allowed-cn = «["tikv"]»\n`,
      seen: { trials: [trial("other-name", served, accepted)] },
      says: "the gRPC port of tikv served a client whose common name is not in cert-allowed-cn: a SETTINGS frame",
      helps: "write whole common names into cert-allowed-cn that are no part of another's name",
    },
  },
});
