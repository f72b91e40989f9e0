import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { clientUsageMissing } from "./client-usage-missing.ts";

const { pdConfig, tikvConfig } = certificateExamples;
const ca = issue({ cn: "root", ca: true });
const serverOnly = issue({ cn: "x", issuer: ca, usages: ["serverAuth"] }).pem;
const keyEncipherment = issue({ cn: "x", issuer: ca, keyUsage: ["keyEncipherment"] }).pem;

testRule(clientUsageMissing, {
  valid: {
    "both usages": { files: { "prod/tikv-0.toml": tikvConfig, "prod/tikv.pem": issue({ issuer: ca }).pem } },
    "no extension, which means every usage": {
      files: { "prod/tikv-0.toml": tikvConfig, "prod/tikv.pem": issue({ issuer: ca, usages: null }).pem },
    },
    "PD without a CA asks nobody for a certificate, itself neither": {
      files: { "prod/pd.toml": pdConfig.replace(/cacert-path.*\n/, ""), "prod/pd.pem": serverOnly },
    },
    "PD with anyExtendedKeyUsage, which Go takes": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": issue({ issuer: ca, usages: ["anyExtendedKeyUsage"] }).pem },
    },
    "PD whose key usage is for encipherment alone, at which Go does not look": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": keyEncipherment },
    },
    "TiKV whose key usage is for key agreement alone": {
      files: { "prod/tikv-0.toml": tikvConfig, "prod/tikv.pem": issue({ issuer: ca, keyUsage: ["keyAgreement"] }).pem },
    },
  },
  invalid: {
    "PD with a certificate for servers": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": marked(serverOnly) },
      says: "pd-0's certificate is for serverAuth, not for clients: PD does not start",
      helps: "reissue it with the extended key usages serverAuth and clientAuth",
    },
    "TiKV with a certificate for servers": {
      files: { "prod/tikv-0.toml": tikvConfig, "prod/tikv.pem": marked(serverOnly) },
      says: "tikv-0's certificate is for serverAuth, not for clients: PD and every other TiKV refuse TiKV when it dials them",
    },
    "TiKV with anyExtendedKeyUsage": {
      files: {
        "prod/tikv-0.toml": tikvConfig,
        "prod/tikv.pem": marked(issue({ issuer: ca, usages: ["anyExtendedKeyUsage"] }).pem),
      },
      says: "tikv-0's certificate is for anyExtendedKeyUsage, not for clients: every other TiKV refuses TiKV when it dials, PD does not",
    },
    "TiKV whose key usage is for encipherment alone": {
      files: { "prod/tikv-0.toml": tikvConfig, "prod/tikv.pem": marked(keyEncipherment) },
      says: "tikv-0's certificate has a key usage without digitalSignature: every other TiKV refuses TiKV when it dials",
      helps: "reissue it with the key usage digitalSignature",
    },
  },
});
