import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { notYetValid } from "./not-yet-valid.ts";

const { pdConfig, tikvConfig } = certificateExamples;
const ca = issue({ cn: "root", ca: true });
const newCa = issue({ cn: "new root", ca: true, from: "2027-01-01" });

testRule(notYetValid, {
  valid: {
    "its first moment counts": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": issue({ issuer: ca, from: "2026-11-24T00:00:00Z" }).pem },
    },
    "a new CA that waits beside the present one": { files: { "prod/pd.toml": pdConfig, "prod/ca.pem": ca.pem + newCa.pem } },
    "one that has ended is cert/expired's": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": issue({ issuer: ca, from: "2025-01-01", until: "2026-01-01" }).pem },
    },
  },
  invalid: {
    "PD's own": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": marked(issue({ issuer: ca, from: "2027-01-01" }).pem) },
      says: "pd-0's certificate is not yet valid (from 2027-01-01, in 38 days): until then PD does not start",
    },
    "TiKV's own": {
      files: { "prod/tikv-0.toml": tikvConfig, "prod/tikv.pem": marked(issue({ issuer: ca, from: "2026-11-25" }).pem) },
      says: "tikv-0's certificate is not yet valid (from 2026-11-25, in 1 day): until then TiKV starts and every peer refuses it",
    },
    "the only CA": {
      files: { "prod/pd.toml": pdConfig, "prod/ca.pem": marked(newCa.pem) },
      says: "the CA certificate CN=new root is not yet valid (from 2027-01-01, in 38 days): until then PD and TiKV refuse every certificate that it issued",
    },
  },
});
