import { testRule } from "../../../../test/support/rule-tester.ts";
import type { Survey } from "../../../model/handshake/trial.ts";
import { weakProtocol } from "./weak-protocol.ts";

const tls = `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`;
const markedTls = tls.replace(`"/tls/ca.pem"`, `«"/tls/ca.pem"»`);

function survey(found: Partial<Survey>): Survey {
  return {
    environment: "",
    instance: "tikv",
    port: "tikv-grpc",
    protocols: ["TLSv1.2", "TLSv1.3"],
    askedProtocols: ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"],
    suites: [],
    groups: ["P-256"],
    resumption: "tickets",
    presentsTwin: true,
    command: "",
    ...found,
  };
}

testRule(weakProtocol, {
  valid: {
    "1.2 and 1.3": { tikv: tls, seen: { surveys: [survey({})] } },
    "1.2 alone, as TiKV's status port": {
      tikv: tls,
      seen: { surveys: [survey({ port: "tikv-status", protocols: ["TLSv1.2"] })] },
    },
  },
  invalid: {
    "1.1": {
      tikv: markedTls,
      seen: { surveys: [survey({ protocols: ["TLSv1.1", "TLSv1.2"] })] },
      says: "the gRPC port of tikv accepts TLS 1.1",
      helps:
        "run a version that refuses it, and look at proxies in front of the port; this shows the same: openssl s_client -connect HOST:PORT -tls1_1 -cipher DEFAULT@SECLEVEL=0 </dev/null",
    },
    "1.2, where the policy wants 1.3": {
      tikv: markedTls,
      parameters: { min: "TLSv1.3" },
      seen: { surveys: [survey({})] },
      says: "the gRPC port of tikv accepts TLS 1.2",
    },
  },
});
