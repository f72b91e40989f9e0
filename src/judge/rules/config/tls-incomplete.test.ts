import { testRule } from "../../../../test/support/rule-tester.ts";
import { tlsIncomplete } from "./tls-incomplete.ts";

testRule(tlsIncomplete, {
  valid: {
    "none of them: config/tls-off speaks": { tikv: `[security]\ncert-allowed-cn = ["pd"]` },
    "empty strings are not set": { tikv: `[security]\nca-path = ""\ncert-path = ""\nkey-path = ""` },
    "PD without a CA: config/client-certificate-not-required speaks": {
      pd: `[security]\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"`,
    },
  },
  invalid: {
    "only the CA": {
      tikv: `
        log-level = "info"
        «[security]»
        ca-path = "/tls/ca.pem"`,
      says: "sets ca-path but not cert-path and key-path: TiKV never reaches PD and retries without end",
    },
    "PD with a certificate and no key": {
      pd: `
        «[security]»
        cacert-path = "/tls/ca.pem"
        cert-path = "/tls/pd.pem"`,
      says: "sets cacert-path and cert-path but not key-path: PD does not start",
    },
  },
});
