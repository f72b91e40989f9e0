import { createHash } from "node:crypto";
import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { shared } from "./shared.ts";

const { pdConfig, tikvConfig } = certificateExamples;
const ca = issue({ cn: "root", ca: true });
const one = issue({ cn: "one", issuer: ca, keyLabel: "one" });
const again = issue({ cn: "again", issuer: ca, keyLabel: "one" });
const markedPath = (config: string, path: string) => config.replace(/cert-path = (".*")/, `cert-path = «"${path}"»`);
const everything = { components: true, instances: true, environments: true };
const fingerprint = `sha256:${createHash("sha256").update(one.der).digest("hex").slice(0, 16)}`;

testRule(shared, {
  valid: {
    "a certificate for each": {
      files: {
        "prod/pd.toml": pdConfig,
        "prod/tikv-0.toml": tikvConfig,
        "prod/pd.pem": one.pem,
        "prod/tikv.pem": issue({ cn: "tikv", issuer: ca }).pem,
      },
      parameters: everything,
    },
    "one configuration that runs on several machines": {
      files: { "prod/tikv-0.toml": tikvConfig, "prod/tikv.pem": one.pem },
      parameters: everything,
    },
    "a copy that nobody names": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": one.pem, "prod/copy.pem": one.pem },
      parameters: everything,
    },
    "several TiKVs with one certificate, as the operator issues it": {
      files: { "prod/tikv-0.toml": tikvConfig, "prod/tikv-1.toml": tikvConfig, "prod/tikv.pem": one.pem },
    },
    "PD and TiKV where the policy allows it": {
      files: { "prod/pd.toml": pdConfig, "prod/tikv-0.toml": tikvConfig.replace("tikv.pem", "pd.pem"), "prod/pd.pem": one.pem },
      parameters: { components: false },
    },
    "a CA file that all have in common": {
      files: { "prod/pd.toml": pdConfig, "prod/tikv-0.toml": tikvConfig, "prod/ca.pem": ca.pem },
      parameters: everything,
    },
  },
  invalid: {
    "PD and TiKV name one file": {
      files: {
        "prod/pd.toml": pdConfig,
        "prod/tikv-0.toml": markedPath(tikvConfig, "/tls/pd.pem"),
        "prod/pd.pem": one.pem,
      },
      says: `PD and TiKV (pd-0 and tikv-0) share one certificate (${fingerprint}): anyone who takes the key from one can pose as the other, and an allow list cannot distinguish them`,
      helps: "issue a certificate with a key of its own for each component",
      related: ["pd-0 uses it first"],
    },
    "PD and TiKV have copies": {
      files: {
        "prod/pd.toml": pdConfig,
        "prod/tikv-0.toml": tikvConfig,
        "prod/pd.pem": one.pem,
        "prod/tikv.pem": marked(one.pem),
      },
      says: `PD and TiKV (pd-0 and tikv-0) share one certificate (${fingerprint}): anyone who takes the key from one can pose as the other, and an allow list cannot distinguish them`,
    },
    "two certificates for one key": {
      files: {
        "prod/pd.toml": pdConfig,
        "prod/tikv-0.toml": tikvConfig,
        "prod/pd.pem": one.pem,
        "prod/tikv.pem": marked(again.pem),
      },
      says: "PD and TiKV (pd-0 and tikv-0) share one key, in different certificates: anyone who takes the key from one can pose as the other, and an allow list cannot distinguish them",
    },
    "two TiKVs, where the policy asks": {
      files: {
        "prod/tikv-0.toml": tikvConfig,
        "prod/tikv-1.toml": markedPath(tikvConfig, "/tls/tikv.pem"),
        "prod/tikv.pem": one.pem,
      },
      parameters: everything,
      says: `tikv-0 and tikv-1 share one certificate (${fingerprint}): anyone who takes the key from one can pose as the others`,
      helps: "issue a certificate with a key of its own for each TiKV",
    },
    "production and development": {
      files: {
        "dev/pd.toml": pdConfig,
        "dev/pd.pem": one.pem,
        "prod/pd.toml": pdConfig,
        "prod/pd.pem": marked(one.pem),
      },
      says: `dev and prod share one certificate (${fingerprint}): anyone who takes the key from dev can pose as a server of production`,
      helps: "issue certificates with keys of their own for each environment",
      variant: "across-tiers",
    },
    "two environments of one tier": {
      files: {
        "prod-eu/pd.toml": pdConfig,
        "prod-eu/pd.pem": one.pem,
        "prod-us/pd.toml": pdConfig,
        "prod-us/pd.pem": marked(one.pem),
      },
      says: `prod-eu and prod-us share one certificate (${fingerprint}): anyone who takes the key from one can pose as a server of the others`,
    },
  },
});
