import { testRule } from "../../../../test/support/rule-tester.ts";
import { pathRelative } from "./path-relative.ts";

testRule(pathRelative, {
  valid: {
    "whole paths": { tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/../tls/t.pem"\nkey-path = "/tls/t.key"` },
    "no paths": { tikv: `[security]\nca-path = ""` },
    "a path that begins with a placeholder": { tikv: `[security]\nca-path = "\${TLS_DIR}/ca.pem"` },
    "a drive": { pd: `[security]\ncacert-path = 'C:\\tls\\ca.pem'` },
    "TiKV has no dashboard": { tikv: `[dashboard]\ntidb-cacert-path = "tls/ca.pem"` },
    "a key that TiKV does not know": { tikv: `[security]\ncacert-path = "tls/ca.pem"` },
  },
  invalid: {
    "TiKV, all three": {
      tikv: `
        [security]
        ca-path = «"ca.pem"»
        cert-path = «"./tls/tikv.pem"»
        key-path = «"../tls/tikv.key"»`,
      says: [
        'security.ca-path "ca.pem" is relative: TiKV looks for it in the folder from which it is started',
        'security.cert-path "./tls/tikv.pem" is relative: TiKV looks for it in the folder from which it is started',
        'security.key-path "../tls/tikv.key" is relative: TiKV looks for it in the folder from which it is started',
      ],
      helps: new Array(3).fill("write the whole path on the server, beginning with /"),
    },
    "a home folder": {
      tikv: `security.ca-path = «"~/tls/ca.pem"»`,
      says: 'security.ca-path "~/tls/ca.pem" is relative: TiKV looks for it in the folder from which it is started; it does not know ~ either',
    },
    "PD, keys in any case, its dashboard too": {
      pd: `
        [Security]
        CACERT-path = «"tls/ca.pem"»
        [dashboard]
        tidb-cacert-path = «"tls/tidb-ca.pem"»`,
      says: [
        'security.cacert-path "tls/ca.pem" is relative: PD looks for it in the folder from which it is started',
        'dashboard.tidb-cacert-path "tls/tidb-ca.pem" is relative: PD looks for it in the folder from which it is started',
      ],
    },
  },
});
