import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { cipherSettingIgnored } from "./cipher-setting-ignored.ts";

testRule(cipherSettingIgnored, {
  valid: {
    "no such setting": { tikv: `[security]\nca-path = "/a"` },
    "a setting with cipher in its name that is about something else": {
      tikv: `[security.encryption]\ndata-encryption-method = "aes256-ctr"`,
    },
    "TiKV up to v3.1 has cipher-file": { tikv: `[security]\ncipher-file = "/a"`, version: "v3.1.2" },
    "an unknown key that is not about ciphers: config/unknown-key speaks": { tikv: `[security]\nserver-cert-path = "/a"` },
    "inside an unknown table: config/unknown-key speaks once": { tikv: `[tls]\nmin-version = "1.3"` },
  },
  invalid: {
    "in TiKV, wherever it stands": {
      tikv: `«ssl-cipher» = "a"\n\n[server]\n«tls-min-version» = "1.2"\n\n[security]\n«cipher-suites» = ["a"]\n«tls_version» = "1.3"\n«cipher-file» = "/a"`,
      says: [
        "ssl-cipher",
        "server.tls-min-version",
        "security.cipher-suites",
        "security.tls_version",
        "security.cipher-file",
      ].map(
        (key) =>
          `TiKV v8.5.7 has no setting ${key} and ignores it: its gRPC port takes TLS 1.2 (ECDHE with AES-GCM) and 1.3, its status port TLS 1.2 alone with two CBC suites among them`,
      ),
    },
    "in PD v8.4 and later": {
      pd: `[security]\n«min-tls-version» = "1.3"`,
      version: "v8.4.0",
      says: "PD v8.4.0 has no setting security.min-tls-version and only logs a warning: both ports take TLS 1.2 and 1.3 with ECDHE, two CBC suites among those of 1.2",
      helps: "remove it: PD takes versions and suites from Go's defaults, and only what clients offer narrows them",
    },
    "in PD v6.5 to v8.3, where RSA brings more": {
      pd: `[security]\n«ssl-ciphers» = "a"`,
      version: "v8.3.0",
      says: "PD v8.3.0 has no setting security.ssl-ciphers and only logs a warning: both ports take TLS 1.2 and 1.3 with ECDHE, two CBC suites among those of 1.2, and with an RSA certificate also static RSA and 3DES",
    },
    "in PD v8.3 with an ECDSA certificate": {
      pd: `[security]\ncert-path = "pd.pem"\n«tls-version» = "1.3"`,
      files: { "pd.pem": issue({}).pem },
      version: "v8.3.0",
      says: "PD v8.3.0 has no setting security.tls-version and only logs a warning: both ports take TLS 1.2 and 1.3 with ECDHE, two CBC suites among those of 1.2",
    },
  },
});
