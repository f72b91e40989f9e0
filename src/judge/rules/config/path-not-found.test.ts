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

const service = (volumes: string, image = "pingcap/tikv:v8.5.2", command = "[--config=/etc/tikv.toml]") =>
  `services:\n  tikv:\n    image: ${image}\n    command: ${command}\n    volumes: [./tikv.toml:/etc/tikv.toml${volumes}]\n`;
const plain = tikv('"/etc/tikv/tls/ca.pem"', '"/etc/tikv/tls/tikv-server.pem"');

testRule(pathNotFound, {
  valid: {
    "mounted, and the key is not committed": {
      files: { "prod/compose.yaml": service(", ./tls:/etc/tikv/tls"), "prod/tikv.toml": plain, ...files },
    },
    "an image of somebody's own may bring certificates": {
      files: {
        "prod/compose.yaml": service("", "example.com/our-tikv:1", "[/tikv-server, --config=/etc/tikv.toml]"),
        "prod/tikv.toml": plain,
        ...files,
      },
    },
    "a script may make them": {
      files: {
        "prod/compose.yaml": service("", "pingcap/tikv:v8.5.2", '[sh, -c, "fetch && exec /tikv-server --config=/etc/tikv.toml"]'),
        "prod/tikv.toml": plain,
        ...files,
      },
    },
    "a volume of docker may hold them": {
      files: { "prod/compose.yaml": service(", certs:/etc/tikv"), "prod/tikv.toml": plain, ...files },
    },
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
    "no mount of the container holds them": {
      files: {
        "prod/compose.yaml": service(", ./tls:/tls"),
        "prod/tikv.toml": `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv-server.pem"\nkey-path = «"/certs/tikv.key"»\n`,
        ...files,
      },
      variant: "not-mounted",
      says: 'key-path "/certs/tikv.key" is not in the container: no volume, config or secret of the service holds this path; TiKV never reaches PD and retries without end',
      helps: "mount the file at this path, or name the path at which it is mounted",
    },
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
        "correct the path, commit the file, or set in the gate's config file (certificates:) where /etc/tikv/tls lies in this repository",
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
