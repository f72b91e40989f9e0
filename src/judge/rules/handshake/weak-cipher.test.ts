import { testRule } from "../../../../test/support/rule-tester.ts";
import type { Survey } from "../../../model/handshake/trial.ts";
import { weakCipher } from "./weak-cipher.ts";

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

const suites = (...names: readonly string[]) => names.map((name) => ({ protocol: "TLSv1.2", name }));

testRule(weakCipher, {
  valid: {
    "TiKV's own suites": {
      tikv: tls,
      seen: {
        surveys: [
          survey({
            suites: [
              { protocol: "TLSv1.3", name: "TLS_AES_128_GCM_SHA256" },
              ...suites("ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305"),
            ],
          }),
        ],
      },
    },
  },
  invalid: {
    "CBC, as PD has it": {
      tikv: markedTls,
      seen: { surveys: [survey({ suites: suites("ECDHE-RSA-AES128-SHA") })] },
      says: "the gRPC port of tikv accepts ECDHE-RSA-AES128-SHA (TLS 1.2), without authenticated encryption (CBC)",
      variant: "no-aead",
    },
    "static RSA and no encryption": {
      tikv: markedTls,
      seen: { surveys: [survey({ suites: suites("AES128-GCM-SHA256", "AES256-SHA") })] },
      says: "the gRPC port of tikv accepts AES128-GCM-SHA256 (TLS 1.2) and AES256-SHA (TLS 1.2), without forward secrecy: anyone who gets the server's key later reads what was recorded",
      variant: "no-forward-secrecy",
    },
    "sound, and not in the policy's list": {
      tikv: markedTls,
      parameters: { suites: ["TLS_AES_256_GCM_SHA384"] },
      seen: { surveys: [survey({ suites: suites("ECDHE-RSA-AES128-GCM-SHA256") })] },
      says: "the gRPC port of tikv accepts ECDHE-RSA-AES128-GCM-SHA256 (TLS 1.2), not in the policy's list",
      variant: "outside-list",
    },
  },
});
