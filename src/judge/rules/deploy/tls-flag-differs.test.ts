import { testRule } from "../../../../test/support/rule-tester.ts";
import { tlsFlagDiffers } from "./tls-flag-differs.ts";

const topology = (tls: string, pd: string, more = "") =>
  `global:\n  enable_tls: ${tls}\n${more}pd_servers:\n  - host: 10.0.0.1\n${pd}tikv_servers:\n  - host: 10.0.1.1\n`;

testRule(tlsFlagDiffers, {
  valid: {
    "TLS on and nothing against it": {
      files: { "t.yaml": topology("true", '    advertise_client_addr: "https://10.0.0.1:2379"\n') },
    },
    "TLS off, and no certificates": { files: { "t.yaml": topology("false", "") } },
    "a plain configuration file has no switch": { tikv: '[security]\nca-path = "/tls/ca.pem"\n' },
  },
  invalid: {
    "TLS on, and an address with http": {
      files: { "t.yaml": topology("true", "    advertise_client_addr: «http://10.0.0.1:2379»\n") },
      says: "enable_tls is on, but advertise_client_addr says http, and TiUP uses it as it is written: PD serves TLS there, cannot reach itself and does not start",
      helps: "write https instead of http, or leave advertise_client_addr out",
    },
    "TLS off, and a path to a CA": {
      files: { "t.yaml": topology("false", "", "server_configs:\n  tikv:\n    security.ca-path: «/tls/ca.pem»\n") },
      says: "enable_tls is off, but security.ca-path is set for TiKV: TiKV speaks TLS and TiUP's PD does not, so that they cannot talk",
    },
    "a TidbCluster with TLS off and certificates of its own": {
      files: {
        "prod/cluster.yaml": `
          apiVersion: pingcap.com/v1alpha1
          kind: TidbCluster
          metadata:
            name: basic
            namespace: db
          spec:
            version: v8.5.2
            tlsCluster:
              enabled: «false»
            tikv:
              replicas: 3
              config: |
                [security]
                ca-path = "/tls/ca.pem"
        `,
      },
      says: "tlsCluster is not enabled, but spec.tikv.config sets security.ca-path: TiKV has certificates of its own while the URLs of PD stay http",
    },
  },
});
