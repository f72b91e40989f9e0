import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { caAsLeaf } from "./ca-as-leaf.ts";

const { pdConfig, tikvConfig } = certificateExamples;
const ca = issue({ cn: "root", ca: true });

testRule(caAsLeaf, {
  valid: {
    "a CA in a CA file": { files: { "prod/pd.toml": pdConfig, "prod/ca.pem": ca.pem } },
    "a CA that is sent behind the certificate": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": issue({ issuer: ca }).pem + ca.pem },
    },
    "an explicit CA:FALSE": { files: { "prod/pd.toml": pdConfig, "prod/pd.pem": issue({ issuer: ca, ca: false }).pem } },
  },
  invalid: {
    "PD and TiKV serve with the CA": {
      files: {
        "prod/pd.toml": pdConfig.replace("pd.pem", "ca.pem"),
        "prod/tikv-0.toml": tikvConfig.replace("tikv.pem", "ca.pem"),
        "prod/ca.pem": marked(ca.pem),
      },
      says: "the certificate of pd-0 and tikv-0 is a CA: anyone who takes the key from the server can issue certificates for the whole cluster",
      helps: "issue a certificate with CA:FALSE for the server, and keep this key off it",
    },
  },
});
