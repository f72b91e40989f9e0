import { testRule } from "../../../../test/support/rule-tester.ts";
import type { Outcome } from "../../../model/handshake/outcome.ts";
import type { Observed, Trial } from "../../../model/handshake/trial.ts";
import { plaintextAccepted } from "./plaintext-accepted.ts";

const tls = `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`;
const served: Outcome = { kind: "succeeds", posture: "mtls", detail: "both sides prove themselves" };
const refused: Outcome = { kind: "fails", by: "server", reason: "client-not-trusted", detail: "tikv trusts another CA" };
const dropped: Observed = { kind: "refused", by: "server", during: "handshake", detail: "it closed the connection" };

function trial(attempt: Trial["attempt"], predicted: Outcome, observed: Observed, more: Partial<Trial> = {}): Trial {
  const ends = { environment: "", channel: "client-tikv", from: "client", to: "tikv", port: "tikv-grpc" } as const;
  return { ...ends, attempt, predicted, observed, command: "", ...more };
}

const clear: Observed = { kind: "accepted", over: "plaintext", answer: "a SETTINGS frame" };

testRule(plaintextAccepted, {
  valid: {
    "a client without TLS is dropped": { tikv: tls, seen: { trials: [trial("plaintext", refused, dropped)] } },
    "the right client of a plaintext cluster is no attempt": {
      tikv: tls,
      seen: { trials: [trial("right-client", served, clear)] },
    },
  },
  invalid: {
    "TiKV answers without TLS": {
      tikv: "«[security]»\n",
      seen: { trials: [trial("plaintext", { ...served, posture: "plaintext" }, clear)] },
      says: "the gRPC port of tikv answered a client without TLS: a SETTINGS frame",
      helps: "set ca-path, cert-path and key-path in TiKV's [security]",
    },
    "so does PD's client port beside TLS": {
      pd: `name = "pd-0"\nclient-urls = "«http://10.0.0.1:2379»,https://10.0.0.1:2379"\n[security]\ncacert-path = "/a"\ncert-path = "/b"\nkey-path = "/c"\n`,
      seen: { trials: [trial("plaintext", served, clear, { channel: "client-pd", to: "pd-0", port: "pd-client" })] },
      says: "the client port of pd-0 answered a client without TLS: a SETTINGS frame",
      helps: "set cacert-path, cert-path and key-path in PD's [security], and make every URL https",
    },
  },
});
