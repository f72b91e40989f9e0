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
  },
  invalid: {
    "a root of Let's Encrypt": {
      ...tikv(`«${root}»\n`),
      says: "CN=ISRG Root X1,O=Internet Security Research Group,C=US in the CA file of tikv is a public web CA: whoever gets a certificate there may connect",
      helps: "issue the cluster's certificates from a private CA and trust that alone",
    },
    "a root of an owner with private CAs, by its own name": {
      ...tikv(`«${amazon}»\n`),
      says: "CN=Amazon Root CA 1,O=Amazon in the CA file of tikv is a public web CA: whoever gets a certificate there may connect",
    },
  },
});

test("every root that Node trusts is known as public", async () => {
  const { environment } = await cluster({ "tikv.toml": tikvToml(), "tls/ca.pem": rootCertificates.join("\n") });
  const certificates = environment.files.flatMap(certificatesOf);
  expect(certificates.length).toBeGreaterThan(100);
  expect(certificates.filter((certificate) => !isPublicCa(certificate)).map(({ subject }) => subject.text)).toEqual([]);
});
