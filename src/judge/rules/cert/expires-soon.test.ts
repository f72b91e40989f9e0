import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { expiresSoon } from "./expires-soon.ts";

const { pdConfig, tikvConfig } = certificateExamples;
const ca = issue({ cn: "root", ca: true });
const endingOn = (until: string) => issue({ cn: "x", issuer: ca, until }).pem;
const oldRoot = issue({ cn: "renewed root", ca: true, keyLabel: "renewed", until: "2026-12-01" });
const newRoot = issue({ cn: "renewed root", ca: true, keyLabel: "renewed" });
const otherRoot = issue({ cn: "renewed root", ca: true });

testRule(expiresSoon, {
  valid: {
    "exactly as many days as the policy asks for": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": endingOn("2026-12-24T00:00:00Z") },
    },
    "one that has ended is cert/expired's": { files: { "prod/pd.toml": pdConfig, "prod/pd.pem": endingOn("2026-11-23") } },
    "a policy of 0 days asks for nothing": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": endingOn("2026-11-25") },
      parameters: { days: 0 },
    },
    "a CA beside its renewal with the same key": {
      files: { "prod/pd.toml": pdConfig, "prod/ca.pem": oldRoot.pem + newRoot.pem },
    },
    "a certificate of another program": { files: { "prod/pd.toml": pdConfig, "web/site.pem": endingOn("2026-11-25") } },
  },
  invalid: {
    "TiKV's own": {
      files: { "prod/tikv-0.toml": tikvConfig, "prod/tikv.pem": marked(endingOn("2026-12-20")) },
      parameters: { days: 45 },
      says: "tikv-0's certificate expires on 2026-12-20, in 26 days; the policy requires 45",
      helps: "replace the key file first, the certificate file last: TiKV reloads when the latter changes",
    },
    "PD's own, one second short of the days": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": marked(endingOn("2026-12-23T23:59:59Z")) },
      says: "pd-0's certificate expires on 2026-12-23, in 29 days; the policy requires 30",
      helps: "replace certificate and key together: PD reads both at every handshake",
    },
    today: {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": marked(endingOn("2026-11-24T18:00:00Z")) },
      says: "pd-0's certificate expires on 2026-11-24, in less than a day; the policy requires 30",
    },
    "a CA beside another of the same name and another key": {
      files: { "prod/pd.toml": pdConfig, "prod/ca.pem": marked(oldRoot.pem) + otherRoot.pem },
      says: "the CA certificate CN=renewed root expires on 2026-12-01, in 7 days; the policy requires 30",
      helps:
        "put the new CA into the CA files beside this one and restart one instance after another, then reissue the certificates",
    },
  },
});
