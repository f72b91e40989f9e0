import { pdToml, tikvToml } from "../../../../test/support/cluster.ts";
import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { untrusted } from "./untrusted.ts";

const ca = issue({ cn: "ca", ca: true });
const other = issue({ cn: "other ca", ca: true });
const shallow = issue({ cn: "shallow", ca: 0 });
const middle = issue({ cn: "middle", issuer: shallow, ca: true });
const pd = issue({ cn: "pd", issuer: ca, san: ["IP:10.0.0.1"] });
const tikv = issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.1"] });
const deep = issue({ cn: "tikv", issuer: middle, san: ["IP:10.0.1.1"] });
const mark = (toml: string) => toml.replace(/(?<=\ncert-path = )"[^"]*"/, "«$&»");

testRule(untrusted, {
  valid: {
    "its CA issued it": { files: { "prod/tikv.toml": tikvToml(), "prod/tls/ca.pem": ca.pem, "prod/tls/tikv.pem": tikv.pem } },
    "its CA is one of several": {
      files: { "prod/tikv.toml": tikvToml(), "prod/tls/ca.pem": other.pem + ca.pem, "prod/tls/tikv.pem": tikv.pem },
    },
    "the CA is not in the repository": { files: { "prod/tikv.toml": tikvToml(), "prod/tls/tikv.pem": tikv.pem } },
    "expired is another matter": {
      files: { "prod/tikv.toml": tikvToml(), "prod/tls/ca.pem": ca.pem, "prod/tls/tikv.pem": tikv.pem },
      now: "2028-01-01T00:00:00Z",
    },
    "an intermediate that is elsewhere in the repository: trust/chain-incomplete speaks": {
      files: {
        "prod/tikv.toml": tikvToml(),
        "prod/tls/ca.pem": shallow.pem,
        "prod/tls/tikv.pem": issue({ cn: "tikv", issuer: issue({ cn: "a", issuer: shallow, ca: true, keyLabel: "a" }) }).pem,
        "prod/tls/a.pem": issue({ cn: "a", issuer: shallow, ca: true, keyLabel: "a" }).pem,
      },
    },
  },
  invalid: {
    "TiKV with the CA of others": {
      files: { "prod/tikv.toml": mark(tikvToml()), "prod/tls/ca.pem": other.pem, "prod/tls/tikv.pem": tikv.pem },
      says: "tikv's own CA file does not verify its certificate (its issuer CN=ca is not in the CA file): every TiKV refuses every other",
      helps: "put the CA that issued CN=tikv into the file of ca-path, or reissue the certificate from the CA in it",
    },
    "PD with the CA of others": {
      files: { "prod/pd.toml": mark(pdToml()), "prod/tls/ca.pem": other.pem, "prod/tls/pd.pem": pd.pem },
      says: "pd-0's own CA file does not verify its certificate (its issuer CN=ca is not in the CA file): PD does not start",
      related: ["the CA file that PD trusts", "the certificate that is not verified"],
    },
    "a chain that its CA forbids": {
      files: { "prod/tikv.toml": mark(tikvToml()), "prod/tls/ca.pem": shallow.pem, "prod/tls/tikv.pem": deep.pem + middle.pem },
      says: "tikv's own CA file does not verify its certificate (CN=shallow allows 0 CAs below it, and there are 1): every TiKV refuses every other",
    },
  },
});
