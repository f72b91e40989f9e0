import { pdToml, tikvToml } from "../../../../test/support/cluster.ts";
import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { chainIncomplete } from "./chain-incomplete.ts";

const ca = issue({ cn: "ca", ca: true });
const middle = issue({ cn: "middle", issuer: ca, ca: true });
const lower = issue({ cn: "lower", issuer: middle, ca: true });
const pd = issue({ cn: "pd", issuer: middle, san: ["IP:10.0.0.1"] });
const tikv = issue({ cn: "tikv", issuer: lower, san: ["IP:10.0.1.1"] });
const mark = (toml: string) => toml.replace(/(?<=\ncert-path = )"[^"]*"/, "«$&»");

testRule(chainIncomplete, {
  valid: {
    "the intermediate stands behind the certificate": {
      files: { "prod/pd.toml": pdToml(), "prod/tls/ca.pem": ca.pem, "prod/tls/pd.pem": pd.pem + middle.pem },
    },
    "everybody has the intermediate in the CA file": {
      files: { "prod/pd.toml": pdToml(), "prod/tls/ca.pem": ca.pem + middle.pem, "prod/tls/pd.pem": pd.pem },
    },
    "nobody knows the way: trust/untrusted speaks": {
      files: { "prod/pd.toml": pdToml(), "prod/tls/ca.pem": ca.pem, "prod/tls/pd.pem": pd.pem },
    },
    "TiKV completes a lone certificate from its own CA file": {
      files: {
        "prod/tikv.toml": tikvToml(),
        "prod/tls/ca.pem": ca.pem + middle.pem,
        "prod/tls/tikv.pem": issue({ cn: "tikv", issuer: middle, san: ["IP:10.0.1.1"] }).pem,
        "prod/pd.toml": pdToml({ ca: "/tls/root.pem" }),
        "prod/tls/root.pem": ca.pem,
      },
    },
  },
  invalid: {
    "one intermediate": {
      files: {
        "prod/pd.toml": mark(pdToml()),
        "prod/tls/ca.pem": ca.pem,
        "prod/tls/pd.pem": pd.pem,
        "prod/tls/middle.pem": middle.pem,
      },
      says: "pd-0 sends its certificate without CN=middle, and its own CA file does not have it either: every peer refuses it",
      helps: "append CN=middle to the file behind cert-path, after the certificate",
      related: ["the missing intermediate", "the CA file that does not lead to it"],
    },
    "two of them": {
      files: {
        "prod/tikv.toml": mark(tikvToml()),
        "prod/tls/ca.pem": ca.pem,
        "prod/tls/tikv.pem": tikv.pem,
        "prod/tls/between.pem": middle.pem + lower.pem,
      },
      says: "tikv sends its certificate without CN=lower and CN=middle, and its own CA file does not have it either: every peer refuses it",
    },
    "PD has it in its own CA file, TiKV does not": {
      files: {
        "prod/pd.toml": mark(pdToml()),
        "prod/tls/ca.pem": ca.pem + middle.pem,
        "prod/tls/pd.pem": pd.pem,
        "prod/tikv.toml": tikvToml({ ca: "/tls/root.pem" }),
        "prod/tls/root.pem": ca.pem,
      },
      says: "pd-0 sends its certificate without CN=middle, and the CA file of tikv does not have it either: tikv refuses it",
    },
  },
});
