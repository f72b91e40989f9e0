import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { expired } from "./expired.ts";

const { pdConfig, tikvConfig } = certificateExamples;
const ca = issue({ cn: "root", ca: true });
const oldCa = issue({ cn: "old root", ca: true, until: "2026-10-01" });
const sound = issue({ cn: "x", issuer: ca });
const over = issue({ cn: "x", issuer: ca, from: "2025-10-01", until: "2026-10-01" });

testRule(expired, {
  valid: {
    "its last moment still counts": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": issue({ issuer: ca, until: "2026-11-24T00:00:00Z" }).pem },
    },
    "an old CA beside a new one is a rotation: trust/ca-bundle speaks": {
      files: { "prod/pd.toml": pdConfig, "prod/ca.pem": oldCa.pem + ca.pem },
    },
    "an expired certificate of another program, that no environment has": {
      files: { "prod/pd.toml": pdConfig, "web/site.pem": over.pem },
    },
  },
  invalid: {
    "PD's own": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": marked(over.pem) },
      says: "pd-0's certificate expired on 2026-10-01, 54 days ago: PD does not start",
      helps: "issue a new certificate, then replace the key file first and the certificate file last",
      related: ["pd-0 names it as cert-path"],
    },
    "PD's own, where it serves in plaintext still": {
      files: { "prod/pd.toml": pdConfig.replaceAll("https:", "http:"), "prod/pd.pem": marked(over.pem) },
      says: "pd-0's certificate expired on 2026-10-01, 54 days ago: PD does not start with https URLs",
    },
    "TiKV's own, an hour ago": {
      files: {
        "prod/tikv-0.toml": tikvConfig,
        "prod/tikv.pem": marked(issue({ issuer: ca, until: "2026-11-23T23:00:00Z" }).pem),
      },
      says: "tikv-0's certificate expired on 2026-11-23, less than a day ago: TiKV starts and every peer refuses it",
    },
    "an intermediate behind a sound certificate": {
      files: {
        "prod/tikv-0.toml": tikvConfig,
        "prod/tikv.pem": sound.pem + marked(issue({ cn: "between", ca: true, issuer: ca, until: "2026-11-01" }).pem),
      },
      says: "the CA certificate CN=between expired on 2026-11-01, 23 days ago: PD and TiKV refuse every certificate that it issued",
    },
    "the only CA": {
      files: { "prod/pd.toml": pdConfig, "prod/ca.pem": marked(oldCa.pem) },
      says: "the CA certificate CN=old root expired on 2026-10-01, 54 days ago: PD and TiKV refuse every certificate that it issued",
    },
    "one that no configuration names": {
      files: { "prod/pd.toml": pdConfig, "prod/spare.pem": marked(over.pem) },
      says: "the certificate CN=x expired on 2026-10-01, 54 days ago: PD and TiKV refuse every peer that shows it",
    },
    "each copy by itself": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": marked(over.pem), "prod/spare.pem": marked(over.pem) },
      says: [
        "pd-0's certificate expired on 2026-10-01, 54 days ago: PD does not start",
        "the certificate CN=x expired on 2026-10-01, 54 days ago: PD and TiKV refuse every peer that shows it",
      ],
    },
  },
});
