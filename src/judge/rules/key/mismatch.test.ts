import { createHash } from "node:crypto";
import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { mismatch } from "./mismatch.ts";

const { pdConfig, tikvConfig, encryptedKey } = certificateExamples;
const ca = issue({ cn: "root", ca: true });
const pd = issue({ cn: "pd", issuer: ca });
const tikv = issue({ cn: "tikv", issuer: ca });
const markedPath = (config: string) => config.replace(/key-path = (".*")/, "key-path = «$1»");
const fingerprint = (der: Buffer) => `sha256:${createHash("sha256").update(der).digest("hex").slice(0, 16)}`;

testRule(mismatch, {
  valid: {
    "the key of the certificate": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": pd.pem, "prod/pd.key": pd.keyPem },
    },
    "two keys of which the first fits": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": pd.pem, "prod/pd.key": pd.keyPem + tikv.keyPem },
    },
    "a key that is not in the repository, as it should be": { files: { "prod/pd.toml": pdConfig, "prod/pd.pem": pd.pem } },
    "an encrypted key, of which nothing is known": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": pd.pem, "prod/pd.key": encryptedKey },
    },
    "the key of the leaf, not of the CA behind it": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": pd.pem + ca.pem, "prod/pd.key": pd.keyPem },
    },
  },
  invalid: {
    "PD with a key of nobody here": {
      files: { "prod/pd.toml": markedPath(pdConfig), "prod/pd.pem": pd.pem, "prod/pd.key": issue().keyPem },
      says: `pd-0's key-path holds another key, not that of its certificate (CN=pd, ${fingerprint(pd.der)}): PD does not start`,
      helps: "configure the key that this certificate was issued for, or reissue the certificate for this key",
      related: ["the certificate", "the key"],
    },
    "TiKV with the key of the CA behind its certificate": {
      files: { "prod/tikv-0.toml": markedPath(tikvConfig), "prod/tikv.pem": tikv.pem + ca.pem, "prod/tikv.key": ca.keyPem },
      says: `tikv-0's key-path holds the key of CN=root, not that of its certificate (CN=tikv, ${fingerprint(tikv.der)}): TiKV never reaches PD and retries without end`,
    },
    "two keys of which the second fits": {
      files: { "prod/tikv-0.toml": markedPath(tikvConfig), "prod/tikv.pem": tikv.pem, "prod/tikv.key": ca.keyPem + tikv.keyPem },
      says: `tikv-0's key-path holds another key, not that of its certificate (CN=tikv, ${fingerprint(tikv.der)}): TiKV never reaches PD and retries without end`,
    },
  },
});
