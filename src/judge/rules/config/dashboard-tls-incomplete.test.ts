import { testRule } from "../../../../test/support/rule-tester.ts";
import { dashboardTlsIncomplete } from "./dashboard-tls-incomplete.ts";

testRule(dashboardTlsIncomplete, {
  valid: {
    nothing: { pd: `[dashboard]\ninternal-proxy = true` },
    "the CA alone is complete": { pd: `[dashboard]\ntidb-cacert-path = "/ca"` },
    "all three": { pd: `[dashboard]\ntidb-cacert-path = "/ca"\ntidb-cert-path = "/c"\ntidb-key-path = "/k"` },
    "empty strings are not set": { pd: `[dashboard]\ntidb-cacert-path = "/ca"\ntidb-cert-path = ""\ntidb-key-path = ""` },
    "a placeholder may be empty": { pd: `[dashboard]\ntidb-cacert-path = "/ca"\ntidb-cert-path = "\${CERT}"` },
    "TiKV has no dashboard": { tikv: `[dashboard]\ntidb-cert-path = "/c"` },
  },
  invalid: {
    "the CA and half a pair": {
      pd: `
        «[dashboard]»
        tidb-cacert-path = "/ca"
        tidb-key-path = "/k"`,
      says: "sets tidb-cacert-path and tidb-key-path but not tidb-cert-path: PD refuses half a pair (KeyFile and CertFile must both be present)",
      helps: "set tidb-cert-path too",
    },
    "a lone certificate, keys in any case": {
      pd: `
        name = "pd"
        «[Dashboard]»
        TiDB-Cert-Path = "/c"
        tidb-key-path = ""`,
      says: "sets tidb-cert-path but not tidb-cacert-path and tidb-key-path: the dashboard talks to TiDB in plaintext and does not say so",
      helps: "set tidb-cacert-path and tidb-key-path too",
    },
    "a pair without a CA": {
      pd: `
        «[dashboard]»
        tidb-cert-path = "/c"
        tidb-key-path = "/k"`,
      says: "sets tidb-cert-path and tidb-key-path but not tidb-cacert-path: the dashboard verifies TiDB against the machine's own trust store, which does not hold a private CA",
    },
  },
});
