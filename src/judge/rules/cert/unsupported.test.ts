import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { unsupported } from "./unsupported.ts";

const { pdConfig, tikvConfig } = certificateExamples;
const ca = issue({ cn: "root", ca: true });
const extension = { oid: "1.3.6.1.4.1.55555.7", value: Buffer.from("0500", "hex") };
const critical = { ...extension, critical: true };

testRule(unsupported, {
  valid: {
    "an unknown extension that is not critical": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": issue({ issuer: ca, extensions: [extension] }).pem },
    },
    "critical basic constraints, key usage and name constraints, which both know": {
      files: { "prod/pd.toml": pdConfig, "prod/ca.pem": issue({ cn: "root", ca: 0, permitted: ["DNS:svc"] }).pem },
    },
  },
  invalid: {
    "PD's certificate": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": marked(issue({ issuer: ca, extensions: [critical] }).pem) },
      says: "pd-0's certificate has a critical extension that PD and TiKV do not know (1.3.6.1.4.1.55555.7): PD does not start",
      helps: "reissue it without the extension",
    },
    "TiKV's certificate": {
      files: { "prod/tikv-0.toml": tikvConfig, "prod/tikv.pem": marked(issue({ issuer: ca, extensions: [critical] }).pem) },
      says: "tikv-0's certificate has a critical extension that PD and TiKV do not know (1.3.6.1.4.1.55555.7): TiKV starts and every peer refuses it",
    },
    "a CA": {
      files: { "prod/pd.toml": pdConfig, "prod/ca.pem": marked(issue({ cn: "root", ca: true, extensions: [critical] }).pem) },
      says: "the CA certificate CN=root has a critical extension that PD and TiKV do not know (1.3.6.1.4.1.55555.7): they refuse every certificate that rests on it",
    },
  },
});
