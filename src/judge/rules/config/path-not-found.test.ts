import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { pathNotFound } from "./path-not-found.ts";

const ca = issue({ cn: "ca", ca: true });
const leaf = issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.0.1"] });

const tikv = (caPath: string, certPath: string) => `[security]
ca-path = ${caPath}
cert-path = ${certPath}
key-path = "/etc/tikv/tls/tikv.key"
`;
const intermediate = issue({ cn: "intermediate", ca: true, issuer: ca });
const files = { "prod/tls/ca.pem": ca.pem, "prod/tls/tikv-server.pem": leaf.pem };

testRule(pathNotFound, {
  valid: {
    "both are committed; the key is not, as it should be": {
      files: { ...files, "prod/tikv.toml": tikv('"/etc/tikv/tls/ca.pem"', '"/etc/tikv/tls/tikv-server.pem"') },
    },
    "nothing is committed": { files: { "prod/tikv.toml": tikv('"/etc/tikv/tls/ca.pem"', '"/etc/tikv/tls/tikv.pem"') } },
    "only the CA is committed: certificates are not expected": {
      files: { "prod/tls/ca.pem": ca.pem, "prod/tikv.toml": tikv('"/etc/tikv/tls/ca.pem"', '"/etc/tikv/tls/tikv.pem"') },
    },
    "another environment commits its certificates": {
      files: {
        "dev/tikv.toml": tikv('"/etc/tikv/tls/ca.pem"', '"/etc/tikv/tls/tikv.pem"'),
        "prod/tikv.toml": tikv('"/etc/tikv/tls/ca.pem"', '"/etc/tikv/tls/tikv-server.pem"'),
        ...files,
      },
    },
    "empty paths": { files: { ...files, "prod/tikv.toml": tikv('""', '""') } },
  },
  invalid: {
    "a misspelt certificate and a CA of another name": {
      files: {
        ...files,
        "prod/tikv.toml": tikv('«"/etc/tikv/tls/root.pem"»', '«"/etc/tikv/tls/tikv-sever.pem"»'),
      },
      says: [
        'ca-path "/etc/tikv/tls/root.pem" leads to no file although prod commits its certificates: the file is not in the repository, the nearest is prod/tls/ca.pem',
        'cert-path "/etc/tikv/tls/tikv-sever.pem" leads to no file although prod commits its certificates: the file is not in the repository, the nearest is prod/tls/tikv-server.pem',
      ],
      helps: new Array(2).fill(
        "correct the path, commit the file, or say in the gate's config file (certificates:) where /etc/tikv/tls lies in this repository",
      ),
    },
    "an intermediate CA is a CA": {
      files: {
        "prod/tls/tikv.pem": leaf.pem,
        "prod/tls/intermediate.pem": intermediate.pem,
        "prod/tikv.toml": tikv('«"/etc/tikv/tls/root.pem"»', '"/etc/tikv/tls/tikv.pem"'),
      },
      says: 'ca-path "/etc/tikv/tls/root.pem" leads to no file although prod commits its certificates: the file is not in the repository, the nearest is prod/tls/intermediate.pem',
    },
    "PD's key in any case": {
      files: {
        ...files,
        "prod/pd.toml": `[Security]\nCAcert-path = «"/etc/pd/ca.crt"»\n`,
      },
      says: 'cacert-path "/etc/pd/ca.crt" leads to no file although prod commits its certificates: the file is not in the repository, the nearest is prod/tls/ca.pem',
    },
  },
});
