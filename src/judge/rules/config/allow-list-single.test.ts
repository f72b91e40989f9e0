import { pdToml, tikvToml } from "../../../../test/support/cluster.ts";
import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { allowListSingle } from "./allow-list-single.ts";

const urls = `client-urls = "https://10.0.0.1:2379"
        peer-urls = "https://10.0.0.1:2380"`;
const tls = `cacert-path = "/tls/ca.pem"
        cert-path = "/tls/pd.pem"
        key-path = "/tls/pd.key"`;

const ca = issue({ cn: "ca", ca: true });
const certificates = {
  "prod/tls/ca.pem": ca.pem,
  "prod/tls/pd.pem": issue({ cn: "pd", issuer: ca, san: ["IP:10.0.0.1"] }).pem,
  "prod/tls/tikv.pem": issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.1"] }).pem,
};

testRule(allowListSingle, {
  valid: {
    "two names guard both ports": { pd: `${urls}\n[security]\n${tls}\ncert-allowed-cn = ["pd", "tikv"]`, version: "v8.4.0" },
    "one name twice counts as two": { pd: `${urls}\n[security]\n${tls}\ncert-allowed-cn = ["pd", "pd"]` },
    "an empty list is config/allow-list-missing": { pd: `${urls}\n[security]\n${tls}\ncert-allowed-cn = []` },
    "an empty name is config/allow-list-loose": { pd: `${urls}\n[security]\n${tls}\ncert-allowed-cn = [""]` },
    "a placeholder may become several names": { pd: `${urls}\n[security]\n${tls}\ncert-allowed-cn = ["{{ names }}"]` },
    "default URLs are http: config/plaintext-url speaks": { pd: `[security]\n${tls}\ncert-allowed-cn = ["pd"]` },
    "https on the peer port alone, where the name is enforced": {
      pd: `peer-urls = "https://10.0.0.1:2380"\n[security]\n${tls}\ncert-allowed-cn = ["pd"]`,
    },
    "without a CA nobody is verified": {
      pd: `${urls}\n[security]\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\ncert-allowed-cn = ["pd"]`,
    },
    "TiKV enforces a single name": {
      tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ["tikv"]`,
    },
  },
  invalid: {
    "PD v8.4 and later": {
      pd: `
        ${urls}
        [security]
        ${tls}
        cert-allowed-cn = [«"pd"»]`,
      version: "v8.4.0",
      says: "PD v8.4.0 enforces a list of one name on the peer port only: any certificate of the CA may connect to the client port",
      helps:
        "list the common names of all that connect, PD's own among them: from two names on PD enforces the list on both ports",
    },
    "PD up to v8.3, keys in any case": {
      pd: `
        ${urls}
        [SECURITY]
        ${tls}
        Cert-Allowed-Cn = [
          «'pd'», # ours
        ]`,
      version: "v8.3.0",
      says: "PD v8.3.0 enforces a list of one name on the peer port only: any certificate of the CA may connect to the client port",
      helps:
        "upgrade PD to v8.4 or later and list the common names of all that connect: this version does not start with two names",
    },
    "the other names are in the committed certificates": {
      files: {
        ...certificates,
        "prod/pd.toml": pdToml({ list: ["pd"] }).replace('"pd"]', '«"pd"»]'),
        "prod/tikv.toml": tikvToml({ list: ["tikv"] }),
      },
      says: "PD v8.5.7 enforces a list of one name on the peer port only: any certificate of the CA may connect to the client port",
    },
  },
});
