import { testRule } from "../../../../test/support/rule-tester.ts";
import { instancesDiffer } from "./instances-differ.ts";

const tls = `ca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`;
const listed = (...names: string[]) => `[security]\n${tls}cert-allowed-cn = ${JSON.stringify(names)}\n`;

testRule(instancesDiffer, {
  valid: {
    "one instance": { tikv: listed("tikv") },
    "other files, same settings": {
      files: {
        "prod/tikv-0.toml": listed("tikv"),
        "prod/tikv-1.toml": listed("tikv").replace("/tls/tikv.pem", "/tls/tikv-1.pem"),
      },
    },
    "the order of names does not matter": {
      files: { "prod/tikv-0.toml": listed("tikv", "pd"), "prod/tikv-1.toml": listed("pd", "tikv", "pd") },
    },
    "other environments and components": {
      files: { "prod/tikv.toml": listed("tikv"), "prod/pd.toml": "[security]", "dev/tikv.toml": "[security]" },
    },
  },
  invalid: {
    "one of three has no TLS": {
      files: { "prod/tikv-0.toml": listed("tikv"), "prod/tikv-1.toml": "«[security]»", "prod/tikv-2.toml": listed("tikv") },
      says: "tikv-1 sets no TLS material, tikv-0 and tikv-2 set ca-path, cert-path and key-path",
      helps: "give all TiKV instances of prod the same settings",
      related: ["tikv-0 sets ca-path, cert-path and key-path"],
    },
    "two with the same other list are one finding": {
      files: {
        "prod/tikv-0.toml": listed("tikv"),
        "prod/tikv-1.toml": `[security]\n${tls}cert-allowed-cn = «["pd"]»`,
        "prod/tikv-2.toml": listed("tikv"),
        "prod/tikv-3.toml": listed("pd"),
        "prod/tikv-4.toml": listed("tikv"),
      },
      says: `tikv-1 and tikv-3 have cert-allowed-cn = ["pd"], tikv-0, tikv-2 and tikv-4 have cert-allowed-cn = ["tikv"]`,
      related: [`tikv-0 has cert-allowed-cn = ["tikv"]`, "tikv-3 says the same"],
    },
    "of two the one that says less": {
      files: { "prod/tikv-0.toml": `«[security]»\n${tls}`, "prod/tikv-1.toml": listed("tikv") },
      says: `tikv-0 has no cert-allowed-cn, tikv-1 has cert-allowed-cn = ["tikv"]`,
    },
    "part of the material": {
      files: {
        "prod/tikv-0.toml": `«[security]»\nca-path = "/tls/ca.pem"`,
        "prod/tikv-1.toml": listed(),
      },
      says: "tikv-0 sets only ca-path, tikv-1 sets ca-path, cert-path and key-path",
    },
  },
});
