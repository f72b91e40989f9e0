import { testRule } from "../../../../test/support/rule-tester.ts";
import type { Outcome } from "../../../model/handshake/outcome.ts";
import type { Observed, Trial } from "../../../model/handshake/trial.ts";
import { failed } from "./failed.ts";

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

testRule(failed, {
  valid: {
    "no handshake test ran": { tikv: tls },
    "the right client is served": { tikv: tls, seen: { trials: [trial("right-client", served, accepted)] } },
    "a wrong client is refused, as it should be": { tikv: tls, seen: { trials: [trial("other-ca", refused, dropped)] } },
    "the instance is not in the model": {
      tikv: tls,
      seen: { trials: [trial("right-client", served, dropped, { to: "elsewhere" })] },
    },
  },
  invalid: {
    "the right client is dropped": {
      tikv: markedTls,
      seen: { trials: [trial("right-client", refused, dropped)] },
      says: "client does not get through to the gRPC port of tikv in the handshake test: it closed the connection",
      helps: "fix what the refusal names; on the real cluster this shows the same: openssl s_client -connect HOST:PORT",
    },
    "nothing answers": {
      tikv: markedTls,
      seen: { trials: [trial("right-client", served, { kind: "inconclusive", because: "nothing answered within 3 s" })] },
      says: "whether client gets through to the gRPC port of tikv could not be shown: nothing answered within 3 s",
    },
    "two clients fail at one line: one finding": {
      tikv: markedTls,
      seen: {
        trials: [
          trial("right-client", served, dropped),
          trial("right-client", served, dropped, { channel: "tikv-tikv", from: "tikv" }),
        ],
      },
      says: "client does not get through to the gRPC port of tikv in the handshake test: it closed the connection",
    },
  },
});
