import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { validityTooLong } from "./validity-too-long.ts";

const { pdConfig, tikvConfig } = certificateExamples;
const ca = issue({ cn: "root", ca: true, from: "2020-01-01", until: "2070-01-01" });
const lasting = (from: string, until: string) => issue({ cn: "x", issuer: ca, from, until }).pem;
const pd = (pem: string) => ({ "prod/pd.toml": pdConfig, "prod/pd.pem": pem });

testRule(validityTooLong, {
  valid: {
    "exactly the days that the policy allows": {
      files: pd(lasting("2026-01-01T00:00:00Z", "2027-02-03T00:00:00Z")),
      parameters: { days: 398 },
    },
    "the ten years of TiUP's leaves under the default": { files: pd(lasting("2026-01-01", "2036-01-01")) },
    "a CA of fifty years where CAs have no limit": { files: { "prod/pd.toml": pdConfig, "prod/ca.pem": ca.pem } },
    "one that has ended: cert/expired says it all": {
      files: pd(lasting("2020-01-01", "2026-01-01")),
      parameters: { days: 398 },
    },
  },
  invalid: {
    "one day more": {
      files: pd(marked(lasting("2026-01-01T00:00:00Z", "2027-02-04T00:00:00Z"))),
      parameters: { days: 398 },
      says: "pd-0's certificate is valid for 399 days, the policy allows 398: PD and TiKV check no revocation, so a stolen key opens the cluster until it expires",
      helps: "issue it for 398 days or less",
    },
    "a CA where the policy limits CAs": {
      files: { "prod/tikv-0.toml": tikvConfig, "prod/ca.pem": marked(ca.pem) },
      parameters: { "ca-days": 3650 },
      says: "the CA certificate CN=root is valid for 18263 days, the policy allows 3650: PD and TiKV check no revocation, so a stolen key opens the cluster until it expires",
    },
  },
});
