import { testRule } from "../../../../test/support/rule-tester.ts";
import { downgrade } from "./downgrade.ts";

const tls = `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`;
const listed = (list: string) => `${tls}cert-allowed-cn = ${list}\n`;
const pd = (scheme: string) =>
  `name = "pd-0"\nclient-urls = "${scheme}"\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`;

testRule(downgrade, {
  valid: {
    "no base: nothing is compared": { files: { "prod/tikv.toml": "[security]\n" } },
    "plaintext as before": { files: { "prod/tikv.toml": "[security]\n" }, base: { "prod/tikv.toml": "# plain\n[security]\n" } },
    "one of two stores is given up": {
      files: { "prod/tikv-1.toml": `${tls}[server]\nadvertise-addr = "10.0.0.1:20160"\n` },
      base: { "prod/tikv-2.toml": `${tls}[server]\nadvertise-addr = "10.0.0.2:20160"\n` },
    },
    "the file moves to another folder": {
      files: { "prod/stores/tikv.toml": tls },
      base: { "prod/stores/tikv.toml": "", "prod/tikv.toml": tls },
    },
    "the environment gets another name and keeps its address": {
      files: { "live/tikv.toml": `${tls}[server]\nadvertise-addr = "10.0.0.1:20160"\n` },
      base: { "live/tikv.toml": "", "prod/tikv.toml": `${tls}[server]\nadvertise-addr = "10.0.0.1:20160"\n` },
    },
  },
  invalid: {
    "TLS is taken out": {
      files: { "prod/tikv.toml": "«[security]»\n" },
      base: { "prod/tikv.toml": tls },
      says: "client-tikv and tikv-tikv fall from mutual TLS to plaintext; status-tikv falls from TLS without client certificates to plaintext (before: prod/tikv.toml:2)",
    },
    "the allow list goes": {
      files: { "prod/tikv.toml": tls.replace(`"/tls/ca.pem"`, `«"/tls/ca.pem"»`) },
      base: { "prod/tikv.toml": listed(`["tikv"]`) },
      says: "client-tikv and tikv-tikv fall from mutual TLS with an allow list to mutual TLS; status-tikv falls from mutual TLS with an allow list to TLS without client certificates (before: prod/tikv.toml:5)",
    },
    "PD serves plaintext beside TLS": {
      files: { "prod/pd.toml": pd("«http://10.0.0.1:2379»,https://10.0.0.1:2379") },
      base: { "prod/pd.toml": pd("https://10.0.0.1:2379") },
      says: "client-pd and pd-pd-client fall from mutual TLS to plaintext (before: prod/pd.toml:4)",
    },
    "the last configuration of a component goes": {
      files: { "prod/pd.toml": `«name = "pd-0"»\n` },
      base: { "prod/tikv.toml": tls },
      says: "no configuration of TiKV is left in prod: at prod/tikv.toml:1 it gave mutual TLS, and nothing says what runs now",
    },
    "a configuration does not parse any more": {
      files: {
        "prod/tikv-1.toml": `${tls}[server]\nadvertise-addr = "10.0.0.1:20160"\n`,
        "prod/tikv-2.toml": `${tls}[server]\nadvertise-addr = «"10.0.0.2:20160»\n`,
      },
      base: { "prod/tikv-2.toml": `${tls}[server]\nadvertise-addr = "10.0.0.2:20160"\n` },
      says: "no configuration of TiKV is left in prod: at prod/tikv-2.toml:1 it gave mutual TLS, and nothing says what runs now",
    },
  },
});
