import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { wildcard } from "./wildcard.ts";

const { pdConfig, tikvConfig } = certificateExamples;
const ca = issue({ cn: "root", ca: true });
const named = (...san: string[]) => issue({ cn: "x", issuer: ca, san }).pem;

testRule(wildcard, {
  valid: {
    "the operator's documented names": {
      files: {
        "prod/tikv-0.toml": tikvConfig,
        "prod/tikv.pem": named(
          "DNS:basic-tikv",
          "DNS:basic-tikv.prod",
          "DNS:basic-tikv.prod.svc",
          "DNS:basic-tikv-peer",
          "DNS:*.basic-tikv-peer",
          "DNS:*.basic-tikv-peer.prod",
          "DNS:*.basic-tikv-peer.prod.svc",
          "DNS:*.basic-tikv-peer.prod.svc.cluster.local",
        ),
      },
    },
    "a domain that PD has for itself": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": named("DNS:*.pd.prod.example.com") },
    },
    "a star that is no wildcard to Go and gRPC core": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": named("DNS:pd-*.example.com") },
    },
    "a wildcard in a certificate that no server shows": {
      files: { "prod/pd.toml": pdConfig, "prod/client.pem": named("DNS:*.example.com") },
    },
  },
  invalid: {
    "all services of all namespaces": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": marked(named("DNS:*.svc")) },
      says: "pd-0's certificate names *.svc: its key can pose as every host under it, also of other programs",
      helps: "name the hosts, or use *.<cluster>-pd-peer.<namespace>.svc",
    },
    "a namespace, and a domain": {
      files: { "prod/tikv-0.toml": tikvConfig, "prod/tikv.pem": marked(named("DNS:*.prod.svc", "DNS:*.example.com")) },
      says: "tikv-0's certificate names *.prod.svc and *.example.com: its key can pose as every host under it, also of other programs",
    },
    "the service of the other component": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": marked(named("DNS:*.basic-tikv-peer.prod.svc")) },
      says: "pd-0's certificate names *.basic-tikv-peer.prod.svc: its key can pose as every host under it, also of other programs",
    },
    "a name that only begins like the component's": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": marked(named("DNS:*.pdx.example.com")) },
      says: "pd-0's certificate names *.pdx.example.com: its key can pose as every host under it, also of other programs",
    },
  },
});
