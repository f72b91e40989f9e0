import { pdToml, tikvToml } from "../../../../test/support/cluster.ts";
import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { chainOrder } from "./chain-order.ts";

const ca = issue({ cn: "ca", ca: true });
const middle = issue({ cn: "middle", issuer: ca, ca: true });
const pd = issue({ cn: "pd", issuer: middle, san: ["IP:10.0.0.1"] });
const tikv = issue({ cn: "tikv", issuer: middle, san: ["IP:10.0.1.1"] });
const config = { "prod/pd.toml": pdToml(), "prod/tls/ca.pem": ca.pem };

testRule(chainOrder, {
  valid: {
    "the certificate first": { files: { ...config, "prod/tls/pd.pem": pd.pem + middle.pem } },
    "root before intermediate, behind the certificate: both programs sort them": {
      files: { ...config, "prod/tls/pd.pem": pd.pem + ca.pem + middle.pem },
    },
    "a CA alone: cert/ca-as-leaf speaks": { files: { ...config, "prod/tls/pd.pem": middle.pem } },
    "CAs alone": { files: { ...config, "prod/tls/pd.pem": middle.pem + ca.pem } },
    "in a CA file any order will do": {
      files: { ...config, "prod/tls/ca.pem": ca.pem + middle.pem + pd.pem, "prod/tls/pd.pem": pd.pem + middle.pem },
    },
    "the key is that of the CA: it is used as it stands": {
      files: { ...config, "prod/tls/pd.pem": middle.pem + pd.pem, "prod/tls/pd-key.pem": middle.keyPem },
    },
  },
  invalid: {
    "the intermediate first": {
      files: { ...config, "prod/tls/pd.pem": marked(middle.pem) + pd.pem },
      says: "the certificate file of pd-0 begins with the CA CN=middle, so that this and not CN=pd is presented, with a key that is not its own: PD does not start",
      helps: "put CN=pd first, and CN=middle behind it",
    },
    "all of it upside down": {
      files: {
        "prod/tikv.toml": tikvToml(),
        "prod/tls/ca.pem": ca.pem,
        "prod/tls/tikv.pem": marked(ca.pem) + middle.pem + tikv.pem,
      },
      says: "the certificate file of tikv begins with the CA CN=ca, so that this and not CN=tikv is presented, with a key that is not its own: TiKV never reaches PD and retries without end",
      helps: "put CN=tikv first, and CN=ca and CN=middle behind it",
    },
    "the key is committed, and is that of the second certificate": {
      files: { ...config, "prod/tls/pd.pem": marked(middle.pem) + pd.pem, "prod/tls/pd-key.pem": pd.keyPem },
      says: "the certificate file of pd-0 begins with the CA CN=middle, so that this and not CN=pd is presented, with a key that is not its own: PD does not start",
    },
  },
});
