import { testRule } from "../../../../test/support/rule-tester.ts";
import { allowListVersion } from "./allow-list-version.ts";

const tikvTls = `ca-path = "/tls/ca.pem"
        cert-path = "/tls/tikv.pem"
        key-path = "/tls/tikv.key"`;
const pdTls = `cacert-path = "/tls/ca.pem"
        cert-path = "/tls/pd.pem"
        key-path = "/tls/pd.key"`;

testRule(allowListVersion, {
  valid: {
    "SANs on TiKV's master": { tikv: `[security]\n${tikvTls}\ncert-allowed-san = ["a"]`, version: "master" },
    "SANs on a patch release that may have them from master": {
      tikv: `[security]\n${tikvTls}\ncert-allowed-san = ["a"]`,
      version: "v8.5.9",
    },
    "an empty list of SANs": { tikv: `[security]\n${tikvTls}\ncert-allowed-san = []`, version: "v8.5.7" },
    "without TLS: config/tls-off speaks": { tikv: `[security]\ncert-allowed-san = ["a"]`, version: "v8.5.7" },
    "common names since TiKV v3.1.0": { tikv: `[security]\n${tikvTls}\ncert-allowed-cn = ["a"]`, version: "v3.1.0" },
    "PD v8.4 takes several names": { pd: `[security]\n${pdTls}\ncert-allowed-cn = ["pd", "tikv"]`, version: "v8.4.0" },
    "PD v8.3 takes one name": { pd: `[security]\n${pdTls}\ncert-allowed-cn = ["pd"]`, version: "v8.3.0" },
    "PD never had a list of SANs: config/unknown-key speaks": {
      pd: `[security]\n${pdTls}\ncert-allowed-san = ["pd"]`,
      version: "v8.5.7",
    },
  },
  invalid: {
    "SANs alone on a release": {
      tikv: `
        [security]
        ${tikvTls}
        cert-allowed-san = «["tidb.prod.svc", "tikv.prod.svc"]»`,
      version: "v9.0.0-beta.2.pre",
      says: "TiKV v9.0.0-beta.2.pre does not know cert-allowed-san and ignores it: any certificate of the CA may connect",
      helps: "list common names in cert-allowed-cn: no release of TiKV reads cert-allowed-san",
    },
    "SANs beside common names": {
      tikv: `
        [security]
        ${tikvTls}
        cert-allowed-cn = ["tidb"]
        cert-allowed-san = «["tidb.prod.svc"]»`,
      version: "v8.5.7",
      says: "TiKV v8.5.7 does not know cert-allowed-san and ignores it: it checks cert-allowed-cn alone",
    },
    "common names before TiKV v3.1": {
      tikv: `
        [security]
        ${tikvTls}
        cert-allowed-cn = «["tidb"]»`,
      version: "v3.0.20",
      says: "TiKV v3.0.20 does not know cert-allowed-cn and ignores it: any certificate of the CA may connect",
      helps: "upgrade TiKV to v3.1 or later, the first that reads cert-allowed-cn",
    },
    "two names on PD v8.3, TLS or not": {
      pd: `
        client-urls = "http://10.0.0.1:2379"
        [Security]
        cert-allowed-CN = ["pd", «"tikv"», "tidb"]`,
      version: "v8.3.0",
      says: "PD v8.3.0 takes one name in cert-allowed-cn and this is the second: it does not start (only supports one CN)",
      helps: "leave the common name of PD's own certificates alone in the list, or upgrade PD to v8.4 or later",
    },
  },
});
