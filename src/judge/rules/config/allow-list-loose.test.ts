import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { allowListLoose } from "./allow-list-loose.ts";

const tikvTls = `ca-path = "/tls/ca.pem"
        cert-path = "/tls/tikv.pem"
        key-path = "/tls/tikv.key"`;
const pdTls = `client-urls = "https://10.0.0.1:2379"
        peer-urls = "https://10.0.0.1:2380"
        [security]
        cacert-path = "/tls/ca.pem"
        cert-path = "/tls/pd.pem"
        key-path = "/tls/pd.key"`;
const ca = issue({ cn: "TIDB", ca: true });
const named = (cn?: string) => issue({ ...(cn !== undefined && { cn }), issuer: ca, san: ["IP:10.0.0.1"] }).pem;

testRule(allowListLoose, {
  valid: {
    "whole names": { tikv: `[security]\n${tikvTls}\ncert-allowed-cn = ["tikv", "tidb.prod.svc", 'TiDB Server']` },
    "a name twice": { tikv: `[security]\n${tikvTls}\ncert-allowed-cn = ["tikv", "tikv"]` },
    "without TLS nobody is checked": { tikv: `[security]\ncert-allowed-cn = ["", "*.prod"]` },
    "PD over http checks nobody": {
      pd: `[security]\ncacert-path = "/a"\ncert-path = "/b"\nkey-path = "/c"\ncert-allowed-cn = ["", "a"]`,
    },
    "PD up to v8.3 does not start with two names: config/allow-list-version speaks": {
      pd: `${pdTls}\ncert-allowed-cn = ["", "pd"]`,
      version: "v8.3.0",
    },
    "a certificate whose common name is the wildcard": {
      files: { "tikv.toml": `[security]\n${tikvTls}\ncert-allowed-cn = ["*.prod"]`, "tikv.pem": named("*.prod") },
    },
    "both spellings are listed": {
      files: { "tikv.toml": `[security]\n${tikvTls}\ncert-allowed-cn = ["TiKV", "tikv"]`, "tikv.pem": named("tikv") },
    },
    "one spelling of two that are both in use": {
      files: {
        "tikv.toml": `[security]\n${tikvTls}\ncert-allowed-cn = ["TiKV"]`,
        "a.pem": named("TiKV"),
        "b.pem": named("tikv"),
      },
    },
    "a CA of nearly that name does not connect": {
      files: { "tikv.toml": `[security]\n${tikvTls}\ncert-allowed-cn = ["tidb"]`, "ca.pem": ca.pem },
    },
    "placeholders are not names yet": {
      tikv: `[security]\n${tikvTls}\ncert-allowed-cn = ["\${TIDB_CN}", "{{ tikv_cn }}", "$CN"]`,
      version: "master",
    },
    "SANs that a release does not read": { tikv: `[security]\n${tikvTls}\ncert-allowed-san = [""]`, version: "v8.5.7" },
  },
  invalid: {
    "patterns under exact matching admit nobody": {
      tikv: `
        [security]
        ${tikvTls}
        cert-allowed-cn = ["tikv", «"*.prod"», «"tidb|tikv"»]`,
      version: "v8.5.7",
      says: [
        'cert-allowed-cn takes "*.prod" literally, not as a pattern: it admits nobody but a common name of just this text',
        'cert-allowed-cn takes "tidb|tikv" literally, not as a pattern: it admits nobody but a common name of just this text',
      ],
      helps: ["write each name in full: there are no patterns", "write each name in full: there are no patterns"],
    },
    "other things that are no common name": {
      tikv: `
        [security]
        ${tikvTls}
        cert-allowed-cn = [«"tidb,tikv"», «"CN=tikv"», «"DNS:tikv"», «" tikv"»]`,
      says: [
        'cert-allowed-cn takes "tidb,tikv" literally, not as several names: it admits nobody but a common name of just this text',
        'cert-allowed-cn takes "CN=tikv" literally, not as a distinguished name: it admits nobody but a common name of just this text',
        'cert-allowed-cn takes "DNS:tikv" literally, prefix and all: it admits nobody but a common name of just this text',
        'cert-allowed-cn takes " tikv" literally, blanks and all: it admits nobody but a common name of just this text',
      ],
    },
    "an empty name under exact matching admits certificates without one": {
      tikv: `
        [security]
        ${tikvTls}
        cert-allowed-cn = [«""»]`,
      version: "v8.5.7",
      says: "an empty entry in cert-allowed-cn admits every certificate of the CA that has no common name",
      helps: "remove the empty entry and write the names of all that connect",
      variant: "intruder",
    },
    "the case of a committed certificate's name": {
      files: {
        "tikv.toml": `
        [security]
        ${tikvTls}
        cert-allowed-cn = [«'TiKV'»]`,
        "tikv.pem": named("tikv"),
      },
      says: 'cert-allowed-cn "TiKV" does not admit the common name "tikv": upper and lower case count',
      helps: 'write "tikv"',
      related: ['its common name is "tikv"'],
    },
    "TiKV's master matches substrings": {
      tikv: `
        [security]
        ${tikvTls}
        cert-allowed-cn = [«"tikv"», «""»]
        cert-allowed-san = [«".prod.svc"», «"10.0.0.1"», «""»]`,
      version: "master",
      says: [
        `cert-allowed-cn "tikv" admits the common name "not-tikv-really" too: TiKV's master looks for an entry anywhere in the name`,
        "an empty entry in cert-allowed-cn admits every common name, and certificates without one: TiKV master looks for it anywhere in the name",
        `cert-allowed-san ".prod.svc" admits the subject alternative name "stranger.prod.svc" too: TiKV's master looks for an entry anywhere in the name`,
        `cert-allowed-san "10.0.0.1" admits the subject alternative name "10.0.0.1.example" too: TiKV's master looks for an entry anywhere in the name`,
        "an empty entry in cert-allowed-san admits every subject alternative name: TiKV master looks for it anywhere in the name",
      ],
      variant: "intruder",
    },
    "a committed certificate that gets in": {
      files: {
        "tikv.toml": `
        [security]
        ${tikvTls}
        cert-allowed-cn = [«"tidb"»]`,
        "a.pem": named("pd"),
        "other.pem": named("evil-tidb-x"),
      },
      version: "master",
      says: `cert-allowed-cn "tidb" admits the common name "evil-tidb-x" too: TiKV's master looks for an entry anywhere in the name`,
      variant: "intruder",
      related: ['its common name is "evil-tidb-x"'],
    },
    "SANs are not held against common names": {
      files: {
        "tikv.toml": `
        [security]
        ${tikvTls}
        cert-allowed-san = [«"TIKV"»]`,
        "a.pem": named("tikv"),
      },
      version: "master",
      says: `cert-allowed-san "TIKV" admits the subject alternative name "not-TIKV-really" too: TiKV's master looks for an entry anywhere in the name`,
      variant: "intruder",
    },
    "a pattern is literal on master too": {
      tikv: `
        [security]
        ${tikvTls}
        cert-allowed-cn = [«"*.tikv.svc"»]`,
      version: "master",
      says: 'cert-allowed-cn takes "*.tikv.svc" literally, not as a pattern: it admits nobody but a common name with just this text in it',
    },
    "an empty name alone switches PD's check off up to v8.3": {
      pd: `
        ${pdTls}
        cert-allowed-cn = [«""»]`,
      version: "v8.3.0",
      says: "an empty entry alone in cert-allowed-cn switches the check off in PD v8.3.0: any certificate of the CA may connect to the peer port too",
      variant: "intruder",
    },
    "an empty name alone since v8.4, PD's own certificate unseen": {
      pd: `
        ${pdTls}
        cert-allowed-cn = [«""»]`,
      version: "v8.4.0",
      says: "an empty entry alone in cert-allowed-cn admits only certificates without a common name, and PD does not start unless its own has none",
    },
    "an empty name alone since v8.4, PD's own certificate with a name": {
      files: {
        "pd.toml": `
        ${pdTls}
        cert-allowed-cn = [«""»]`,
        "pd.pem": named("pd"),
      },
      version: "v8.4.0",
      says: "an empty entry alone in cert-allowed-cn admits only certificates without a common name, and PD's own has one (pd): PD refuses itself and does not start",
    },
    "an empty name alone since v8.4, PD's own certificate without a name": {
      files: {
        "pd.toml": `
        ${pdTls}
        cert-allowed-cn = [«""»]`,
        "pd.pem": named(),
      },
      version: "v8.4.0",
      says: "an empty entry alone in cert-allowed-cn admits every certificate of the CA that has no common name to the peer port, and any certificate of the CA to the client port",
      variant: "intruder",
    },
    "an empty name beside others since v8.4": {
      pd: `
        ${pdTls}
        cert-allowed-cn = [«""», "pd"]`,
      version: "v8.4.0",
      says: "an empty entry in cert-allowed-cn admits every certificate of the CA that has no common name",
      variant: "intruder",
    },
  },
});
