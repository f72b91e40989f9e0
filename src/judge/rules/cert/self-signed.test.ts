import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { selfSigned } from "./self-signed.ts";

const { pdConfig, tikvConfig } = certificateExamples;
const ca = issue({ cn: "root", ca: true });
const own = issue({ cn: "own" });

testRule(selfSigned, {
  valid: {
    "a self-signed CA in a CA file is as it should be": { files: { "prod/pd.toml": pdConfig, "prod/ca.pem": ca.pem } },
    "a self-signed certificate that nobody serves with": { files: { "prod/pd.toml": pdConfig, "prod/spare.pem": own.pem } },
    "a leaf with its CA's name, signed by the CA": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": issue({ cn: "root", issuer: ca }).pem },
    },
  },
  invalid: {
    "TiKV's certificate": {
      files: { "prod/tikv-0.toml": tikvConfig, "prod/tikv.pem": marked(own.pem) },
      says: "tikv-0's certificate is self-signed: only peers whose CA file lists this very certificate accept it, and replacing it touches them all at once",
      helps: "issue it from a CA, and put that CA into the CA files",
    },
    "one that is its own CA file as well": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": marked(own.pem), "prod/ca.pem": own.pem },
      says: "pd-0's certificate is self-signed: only peers whose CA file lists this very certificate accept it, and replacing it touches them all at once",
    },
  },
});
