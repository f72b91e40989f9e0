import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateProfileDiffers } from "./certificate-profile-differs.ts";

const ca = issue({ cn: "ca", ca: true });
const san = ["DNS:tikv"];
const usual = issue({ cn: "tikv", issuer: ca, san });
const again = issue({ cn: "tikv", issuer: ca, san, until: "2027-07-01" });
const rsa = issue({ cn: "tikv", issuer: ca, san, key: "rsa-2048", until: "2036-06-01" });
const serverOnly = issue({ cn: "tikv", issuer: ca, san, usages: ["serverAuth"] });
const tikv = `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`;

testRule(certificateProfileDiffers, {
  valid: {
    "made alike, a month more or less": {
      files: { "prod/tikv.toml": tikv, "prod/tikv.pem": usual.pem, "dev/tikv.toml": tikv, "dev/tikv.pem": again.pem },
    },
    "one environment alone": {
      files: {
        "prod/tikv-0/tikv.toml": tikv,
        "prod/tikv-0/tikv.pem": usual.pem,
        "prod/tikv-1/tikv.toml": tikv,
        "prod/tikv-1/tikv.pem": rsa.pem,
      },
    },
    "a kind of key that even one environment does not agree on": {
      files: {
        "prod/tikv.toml": tikv,
        "prod/tikv.pem": usual.pem,
        "dev/tikv-0/tikv.toml": tikv,
        "dev/tikv-0/tikv.pem": usual.pem,
        "dev/tikv-1/tikv.toml": tikv,
        "dev/tikv-1/tikv.pem": issue({ cn: "tikv", issuer: ca, san, key: "p-384" }).pem,
      },
    },
  },
  invalid: {
    "another key and a longer life, held against production": {
      // From 2026-06-01 ten years are 3653 days, one year is 365.
      files: { "dev/tikv.toml": tikv, "dev/tikv.pem": marked(rsa.pem), "prod/tikv.toml": tikv, "prod/tikv.pem": usual.pem },
      says: "dev's TiKV certificate has the key RSA 2048 (not P-256) and a lifetime of 3653 days (not 365), unlike prod's",
      helps: "issue it by the profile of prod (prod/tikv.pem:1), or the other by this one",
      related: ["the certificate of prod"],
    },
    "a usage less": {
      files: {
        "prod/tikv.toml": tikv,
        "prod/tikv.pem": usual.pem,
        "staging/tikv.toml": tikv,
        "staging/tikv.pem": marked(serverOnly.pem),
      },
      says: "staging's TiKV certificate has the usages serverAuth (not clientAuth and serverAuth), unlike prod's",
    },
  },
});
