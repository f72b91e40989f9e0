import { pdToml, tikvToml } from "../../../../test/support/cluster.ts";
import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { caKeyCommitted } from "./ca-key-committed.ts";

const ca = issue({ cn: "ca", ca: true });
const leaf = issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.1"] });
const own = issue({ cn: "tikv", san: ["IP:10.0.1.1"] });
const markKey = (pem: string) => pem.replace("-----BEGIN PRIVATE KEY-----", "«$&»");

testRule(caKeyCommitted, {
  valid: {
    "the CA's certificate alone": { files: { "prod/tikv.toml": tikvToml(), "prod/tls/ca.pem": ca.pem } },
    "a server's key: key/committed speaks": {
      files: {
        "prod/tikv.toml": tikvToml(),
        "prod/tls/ca.pem": ca.pem,
        "prod/tls/tikv.pem": leaf.pem,
        "prod/tls/tikv-key.pem": leaf.keyPem,
      },
    },
    "a server's certificate that is its own CA: key/committed speaks": {
      files: {
        "prod/tikv.toml": tikvToml(),
        "prod/tls/ca.pem": own.pem,
        "prod/tls/tikv.pem": own.pem,
        "prod/tls/tikv-key.pem": own.keyPem,
      },
    },
    "the key of a CA that nobody trusts": {
      files: {
        "prod/tikv.toml": tikvToml(),
        "prod/tls/ca.pem": ca.pem,
        "prod/tls/lab.key": issue({ cn: "lab", ca: true }).keyPem,
      },
    },
  },
  invalid: {
    "beside its certificate": {
      files: {
        "prod/tikv.toml": tikvToml(),
        "prod/pd.toml": pdToml(),
        "prod/tls/ca.pem": ca.pem,
        "prod/tls/ca-key.pem": markKey(ca.keyPem),
      },
      says: "this is the private key of the CA CN=ca, which pd-0 and tikv trust: anyone who can read the repository can issue a certificate with any name",
      helps:
        "make a new CA and keep its key out of the repository, then replace every certificate and remove this CA from the CA files",
    },
    "far away from it": {
      files: { "prod/tikv.toml": tikvToml(), "prod/tls/ca.pem": ca.pem, "scripts/pki/root.key": markKey(ca.keyPem) },
      says: "this is the private key of the CA CN=ca, which tikv trusts: anyone who can read the repository can issue a certificate with any name",
    },
  },
});
