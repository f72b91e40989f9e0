import { X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import { expect, test } from "vitest";
import { cluster, tikvToml } from "../../../../test/support/cluster.ts";
import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificatesOf } from "../../../model/certificates/certificate.ts";
import { isPublicCa } from "../../certificates/public-cas.ts";
import { publicCa } from "./public-ca.ts";

const root = rootCertificates.find((pem) => /ISRG Root X1/.test(new X509Certificate(pem).subject)) ?? "";
const amazon = issue({ organization: "Amazon", cn: "Amazon Root CA 1", ca: true }).pem.trim();
const tikv = (bundle: string) => ({ files: { "prod/tikv.toml": tikvToml(), "prod/tls/ca.pem": bundle } });

testRule(publicCa, {
  valid: {
    "a private CA": tikv(issue({ organization: "Example GmbH", cn: "example root", ca: true }).pem),
    "a private CA of a company that has a public one too": tikv(
      issue({ organization: "Amazon", cn: "internal ca", ca: true }).pem,
    ),
    "a name that merely holds one of the names": tikv(issue({ organization: "Friends of GlobalSign", cn: "ca", ca: true }).pem),
    "a server's certificate from a public CA": {
      files: {
        "prod/tikv.toml": tikvToml(),
        "prod/tls/tikv.pem": issue({ organization: "Let's Encrypt", cn: "R11", ca: true }).pem,
      },
    },
    "a private CA beside the system's store": {
      tikv: `[security]\nca-path = "/etc/ssl/certs/tikv-ca.pem"\ncert-path = "/b"\nkey-path = "/c"`,
    },
    "a folder of the repository in the place of the store": {
      files: {
        "prod/compose.yaml":
          "services:\n  tikv:\n    image: pingcap/tikv:v8.5.2\n    command: [--config=/etc/tikv.toml]\n    volumes: [./tikv.toml:/etc/tikv.toml, ./tls:/etc/ssl/certs]\n",
        "prod/tikv.toml": `[security]\nca-path = "/etc/ssl/certs/ca-certificates.crt"\ncert-path = "/b"\nkey-path = "/c"`,
        "prod/tls/ca-certificates.crt": issue({ cn: "private", ca: true }).pem,
      },
    },
  },
  invalid: {
    "the system's store": {
      tikv: `[security]\nca-path = «"/etc/ssl/certs/ca-certificates.crt"»\ncert-path = "/b"\nkey-path = "/c"`,
      says: 'ca-path "/etc/ssl/certs/ca-certificates.crt" is the system\'s store of public web CAs: anyone who gets a certificate from one of them can connect',
      helps: "issue the cluster's certificates from a private CA and name a file that holds that CA alone",
    },
    "the system's store, mounted elsewhere": {
      files: {
        "prod/compose.yaml":
          "services:\n  pd:\n    image: pingcap/pd:v8.5.2\n    command: [--config=/etc/pd.toml]\n    volumes: [./pd.toml:/etc/pd.toml, /etc/pki/tls/certs:/trust]\n",
        "prod/pd.toml": `[security]\ncacert-path = «"/trust/ca-bundle.crt"»\ncert-path = "/b"\nkey-path = "/c"`,
      },
      says: 'cacert-path "/trust/ca-bundle.crt" is the system\'s store of public web CAs (/etc/pki/tls/certs/ca-bundle.crt): anyone who gets a certificate from one of them can connect',
    },
    "a root of Let's Encrypt": {
      ...tikv(`«${root}»\n`),
      says: "CN=ISRG Root X1,O=Internet Security Research Group,C=US in the CA file of tikv is a public web CA: anyone who gets a certificate there can connect",
      helps: "issue the cluster's certificates from a private CA and trust that alone",
    },
    "a root of an owner with private CAs, by its own name": {
      ...tikv(`«${amazon}»\n`),
      says: "CN=Amazon Root CA 1,O=Amazon in the CA file of tikv is a public web CA: anyone who gets a certificate there can connect",
    },
  },
});

test("every root that Node trusts is known as public", async () => {
  const { environment } = await cluster({ "tikv.toml": tikvToml(), "tls/ca.pem": rootCertificates.join("\n") });
  const certificates = environment.files.flatMap(certificatesOf);
  expect(certificates.length).toBeGreaterThan(100);
  expect(certificates.filter((certificate) => !isPublicCa(certificate)).map(({ subject }) => subject.text)).toEqual([]);
});
