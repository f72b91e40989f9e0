import { pdToml, tikvToml } from "../../../../test/support/cluster.ts";
import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { caMismatch } from "./ca-mismatch.ts";

const ca = issue({ cn: "ca", ca: true });
const other = issue({ cn: "other ca", ca: true });
const middle = issue({ cn: "middle", issuer: ca, ca: true });
const viaOne = issue({ cn: "crossed", issuer: ca, ca: true, keyLabel: "crossed" });
const viaOther = issue({ cn: "crossed", issuer: other, ca: true, keyLabel: "crossed" });
const stores = {
  "prod/tls/ca.pem": ca.pem,
  "prod/tls/other.pem": other.pem,
  "prod/tls/both.pem": other.pem + ca.pem,
  "prod/tls/middle.pem": middle.pem,
};
const mark = (toml: string, value: string) => toml.replace(`"${value}"`, `«"${value}"»`);

testRule(caMismatch, {
  valid: {
    "one CA": { files: { ...stores, "prod/pd.toml": pdToml(), "prod/tikv.toml": tikvToml() } },
    "a bundle of both is the step between": {
      files: { ...stores, "prod/pd.toml": pdToml(), "prod/tikv.toml": tikvToml({ ca: "/tls/both.pem" }) },
    },
    "two CAs that a third instance trusts both: its handshakes tell": {
      files: {
        ...stores,
        "prod/pd.toml": pdToml(),
        "prod/tikv-0.toml": tikvToml({ ca: "/tls/both.pem" }),
        "prod/tikv-1.toml": tikvToml({ ca: "/tls/other.pem" }),
      },
    },
    "one trusts the root, the other its intermediate": {
      files: { ...stores, "prod/pd.toml": pdToml(), "prod/tikv.toml": tikvToml({ ca: "/tls/middle.pem" }) },
    },
    // OpenSSL takes the first of two issuers that are sent and looks for no other way; Go tries both.
    "cross-signed: each side sends a chain that leads to the other's CA": {
      files: {
        ...stores,
        "prod/tls/pd.pem": issue({ cn: "pd", issuer: viaOne, san: ["IP:10.0.0.1"] }).pem + viaOther.pem + viaOne.pem,
        "prod/tls/tikv.pem": issue({ cn: "tikv", issuer: viaOne, san: ["IP:10.0.1.1"] }).pem + viaOther.pem + viaOne.pem,
        "prod/pd.toml": pdToml(),
        "prod/tikv.toml": tikvToml({ ca: "/tls/other.pem" }),
      },
    },
    "a CA file that is not in the repository": {
      files: { ...stores, "prod/pd.toml": pdToml(), "prod/tikv.toml": tikvToml({ ca: "/tls/elsewhere.pem" }) },
    },
  },
  invalid: {
    "one instance of three": {
      files: {
        ...stores,
        "prod/pd.toml": pdToml(),
        "prod/tikv-0.toml": tikvToml(),
        "prod/tikv-1.toml": mark(tikvToml({ ca: "/tls/other.pem" }), "/tls/other.pem"),
      },
      says: "tikv-1 trusts CN=other ca, and pd-0 and tikv-0 trust CN=ca: no CA is trusted by both, so they refuse each other",
      helps: "put the CAs of both into one file and give it to all instances",
      related: ["the CA file of pd-0"],
    },
  },
});
