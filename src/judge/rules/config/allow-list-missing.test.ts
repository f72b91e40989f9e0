import { pdToml, tikvToml } from "../../../../test/support/cluster.ts";
import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { allowListMissing } from "./allow-list-missing.ts";

const tikvTls = `ca-path = "/tls/ca.pem"
        cert-path = "/tls/tikv.pem"
        key-path = "/tls/tikv.key"`;
const pdUrls = `client-urls = "https://10.0.0.1:2379"
        peer-urls = "https://10.0.0.1:2380"`;
const pdTls = `cacert-path = "/tls/ca.pem"
        cert-path = "/tls/pd.pem"
        key-path = "/tls/pd.key"`;

const ca = issue({ cn: "ca", ca: true });
const certificates = {
  "prod/tls/ca.pem": ca.pem,
  "prod/tls/pd.pem": issue({ cn: "pd", issuer: ca, san: ["IP:10.0.0.1"] }).pem,
  "prod/tls/tikv.pem": issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.1"] }).pem,
};

testRule(allowListMissing, {
  valid: {
    "no TLS at all": { tikv: `[security]\nca-path = ""` },
    "TiKV with only a part of its material": { tikv: `[security]\nca-path = "/tls/ca.pem"` },
    "one name": { tikv: `[security]\n${tikvTls}\ncert-allowed-cn = ["tikv"]` },
    "an empty name is config/allow-list-loose": { tikv: `[security]\n${tikvTls}\ncert-allowed-cn = [""]` },
    "a bare name is no list: config/wrong-type speaks": { tikv: `[security]\n${tikvTls}\ncert-allowed-cn = "tikv"` },
    "a list of SANs on master": { tikv: `[security]\n${tikvTls}\ncert-allowed-san = ["tikv-0.prod"]`, version: "master" },
    "a list of SANs that the version ignores: config/allow-list-version speaks": {
      tikv: `[security]\n${tikvTls}\ncert-allowed-san = ["tikv-0.prod"]`,
      version: "v8.5.7",
    },
    "PD with certificates and its default URLs: nobody is verified anyway": { pd: `[security]\n${pdTls}` },
    "PD without a CA": { pd: `${pdUrls}\n[security]\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"` },
    "PD's list under a key in another case": { pd: `${pdUrls}\n[Security]\n${pdTls}\nCERT-Allowed-CN = ["pd", "tikv"]` },
  },
  invalid: {
    "an empty list": {
      tikv: `
        «[security]»
        ${tikvTls}
        cert-allowed-cn = []`,
      says: "lists no allowed names: any certificate of the CA may connect to TiKV, as a client and as another TiKV",
      helps: `set cert-allowed-cn to the common names of all that connect, such as ["tikv", "tidb", "pd"], TiKV's own among them`,
    },
    "TiKV's own spelling only: another case is another key": {
      tikv: `
        «[security]»
        ${tikvTls}
        Cert-Allowed-CN = ["tikv"]`,
      says: "lists no allowed names: any certificate of the CA may connect to TiKV, as a client and as another TiKV",
    },
    "PD v8.4 takes several names": {
      pd: `
        ${pdUrls}
        «[security]»
        ${pdTls}`,
      version: "v8.4.0",
      says: "lists no allowed names: any certificate of the CA may connect to PD, as a client and as another PD",
      helps:
        "set cert-allowed-cn to the common names of all that connect, PD's own among them, and at least two: PD enforces a single one on the peer port only",
    },
    "PD v8.3 takes one name": {
      pd: `
        ${pdUrls}
        «[security]»
        ${pdTls}`,
      version: "v8.3.0",
      says: "lists no allowed names: any certificate of the CA may connect to PD, as a client and as another PD",
      helps:
        "set cert-allowed-cn to the common name of PD's own certificates: this version takes one name, for the peer port; the client port takes lists from v8.4 on",
    },
    "PD has no list of SANs in any version": {
      pd: `
        ${pdUrls}
        «[security]»
        ${pdTls}
        cert-allowed-san = ["pd.prod"]`,
      says: "lists no allowed names: any certificate of the CA may connect to PD, as a client and as another PD",
    },
    "PD with https on the peer port alone": {
      pd: `
        peer-urls = "https://10.0.0.1:2380"
        «[security]»
        ${pdTls}`,
      says: "lists no allowed names: any certificate of the CA may connect to PD, as a client and as another PD",
    },
    "the names that connect are in the committed certificates": {
      files: {
        ...certificates,
        "prod/pd.toml": pdToml({ list: ["pd", "tikv"] }),
        "prod/tikv.toml": tikvToml().replace("[security]", "«[security]»"),
      },
      says: "lists no allowed names: any certificate of the CA may connect to TiKV, as a client and as another TiKV",
    },
    "an empty list, and the names that connect": {
      files: {
        ...certificates,
        "prod/pd.toml": pdToml({ list: ["pd", "tikv"] }),
        "prod/tikv.toml": tikvToml({ list: [] }).replace("[security]", "«[security]»"),
      },
      says: "lists no allowed names: any certificate of the CA may connect to TiKV, as a client and as another TiKV",
    },
  },
});
