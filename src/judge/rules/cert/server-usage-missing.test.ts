import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { serverUsageMissing } from "./server-usage-missing.ts";

const { pdConfig, tikvConfig } = certificateExamples;
const ca = issue({ cn: "root", ca: true });
const clientOnly = issue({ cn: "x", issuer: ca, usages: ["clientAuth"] }).pem;

testRule(serverUsageMissing, {
  valid: {
    "both usages": { files: { "prod/pd.toml": pdConfig, "prod/pd.pem": issue({ issuer: ca }).pem } },
    "no extension, which means every usage": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": issue({ issuer: ca, usages: null }).pem },
    },
    "a client's certificate that no server names": { files: { "prod/pd.toml": pdConfig, "prod/client.pem": clientOnly } },
  },
  invalid: {
    "PD with a client's certificate": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": marked(clientOnly) },
      says: "pd-0's certificate is for clientAuth, not for servers: PD does not start",
      helps: "reissue it with the extended key usages serverAuth and clientAuth",
    },
    "TiKV with a client's certificate": {
      files: { "prod/tikv-0.toml": tikvConfig, "prod/tikv.pem": marked(clientOnly) },
      says: "tikv-0's certificate is for clientAuth, not for servers: TiKV starts and every peer refuses it",
    },
    "anyExtendedKeyUsage, on which Go and TiKV differ": {
      files: {
        "prod/tikv-0.toml": tikvConfig,
        "prod/tikv.pem": marked(issue({ issuer: ca, usages: ["anyExtendedKeyUsage"] }).pem),
      },
      says: "tikv-0's certificate is for anyExtendedKeyUsage, not for servers: TiKV refuses it, though PD and other Go programs take anyExtendedKeyUsage for serverAuth",
    },
  },
});
