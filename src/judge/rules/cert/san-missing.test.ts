import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { sanMissing } from "./san-missing.ts";

const { pdConfig, tikvConfig } = certificateExamples;
const ca = issue({ cn: "root", ca: true });
const bare = issue({ cn: "tikv-0.tikv-peer.prod.svc", issuer: ca }).pem;

testRule(sanMissing, {
  valid: {
    "an address alone": { files: { "prod/pd.toml": pdConfig, "prod/pd.pem": issue({ issuer: ca, san: ["IP:10.0.0.1"] }).pem } },
    "a client's certificate needs none": { files: { "prod/pd.toml": pdConfig, "prod/client.pem": bare } },
    "a CA in a CA file needs none": { files: { "prod/pd.toml": pdConfig, "prod/ca.pem": ca.pem } },
  },
  invalid: {
    "PD's certificate": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": marked(bare) },
      says: "pd-0's certificate has no subject alternative name: PD does not start",
      helps: "reissue it with every name and address that peers dial as subject alternative names",
    },
    "TiKV's certificate, whose common name TiKV still takes": {
      files: { "prod/tikv-0.toml": tikvConfig, "prod/tikv.pem": marked(bare) },
      says: "tikv-0's certificate has no subject alternative name: TiDB and other Go programs refuse TiKV, other TiKVs accept it by the common name at best",
    },
    "a SPIFFE id alone": {
      files: {
        "prod/tikv-0.toml": tikvConfig,
        "prod/tikv.pem": marked(issue({ issuer: ca, san: ["URI:spiffe://prod/tikv"] }).pem),
      },
      says: "tikv-0's certificate has no host name or address among its subject alternative names: every peer refuses TiKV",
    },
  },
});
