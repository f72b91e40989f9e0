import { testRule } from "../../../../test/support/rule-tester.ts";
import { kmsPlaintext } from "./kms-plaintext.ts";

const consequence = "is an http:// URL: TiKV exchanges its encryption keys with the key management service in plaintext";

testRule(kmsPlaintext, {
  valid: {
    https: { tikv: `[security.encryption.master-key]\ntype = "kms"\nendpoint = "https://kms"` },
    "no endpoint": { tikv: `[security.encryption.master-key]\ntype = "kms"\nendpoint = ""` },
    "a key in a file: the endpoint is not read": {
      tikv: `[security.encryption.master-key]\ntype = "file"\npath = "/key"\nendpoint = "http://kms:1"`,
    },
    "Google's address is fixed": {
      tikv: `[security.encryption.master-key]\ntype = "kms"\nvendor = "gcp"\nendpoint = "http://kms:1"`,
    },
    "Azure does not read the endpoint": {
      tikv: `[security.encryption.master-key]\ntype = "kms"\nvendor = "azure"\nendpoint = "http://kms:1"`,
    },
    "AWS does not read Azure's URLs": {
      tikv: `[security.encryption.master-key]\ntype = "kms"\n[security.encryption.master-key.azure]\nkeyvault-url = "http://v:1"`,
    },
    "Azure's keys before v7.2 are unknown keys": {
      tikv: `[security.encryption.master-key]\ntype = "kms"\nvendor = "azure"\nazure.keyvault-url = "http://v:1"`,
      version: "v7.1.6",
    },
    "PD does not use its endpoint": { pd: `[security.encryption.master-key]\ntype = "kms"\nendpoint = "http://kms:1"` },
    "before v4.0 there is no encryption": {
      tikv: `[security.encryption.master-key]\ntype = "kms"\nendpoint = "http://kms:2"`,
      version: "v3.1.2",
    },
    "on the same machine": { tikv: `[security.encryption.master-key]\ntype = "kms"\nendpoint = "http://localhost:4566"` },
  },
  invalid: {
    "AWS, the old key too": {
      tikv: `
        [security.encryption.master-key]
        type = "kms"
        vendor = "aws"
        endpoint = «"HTTP://kms.internal"»
        [security.encryption.previous-master-key]
        type = "kms"
        endpoint = «"http://10.0.0.8:8080/"»`,
      says: [
        `security.encryption.master-key.endpoint ${consequence}`,
        `security.encryption.previous-master-key.endpoint ${consequence}`,
      ],
      helps: new Array(2).fill("write an https:// URL; with AWS the key may also be left out"),
    },
    "v4.0, the first with encryption": {
      tikv: `
        [security.encryption.master-key]
        type = "kms"
        endpoint = «"http://kms.internal"»`,
      version: "v4.0.0",
      says: `security.encryption.master-key.endpoint ${consequence}`,
    },
    "Azure since v7.2": {
      tikv: `
        [security.encryption.master-key]
        type = "kms"
        vendor = "azure"
        [security.encryption.master-key.azure]
        keyvault-url = «"http://vault.internal"»
        hsm-url = «"http://hsm.internal"»`,
      version: "v7.2.0",
      says: [
        `security.encryption.master-key.azure.keyvault-url ${consequence}`,
        `security.encryption.master-key.azure.hsm-url ${consequence}`,
      ],
    },
  },
});
