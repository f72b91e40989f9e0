import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { identityShared } from "./identity-shared.ts";

const ca = issue({ cn: "ca", ca: true });
const leaf = issue({ cn: "tikv", issuer: ca, san: ["DNS:tikv"], keyLabel: "shared between environments" });
const renewed = issue({ cn: "tikv renewed", issuer: ca, san: ["DNS:tikv"], keyLabel: "shared between environments" });
const other = issue({ cn: "tikv", issuer: ca, san: ["DNS:tikv"] });
const config = (path = '"/tls/tikv.pem"') =>
  `[security]\nca-path = "/tls/ca.pem"\ncert-path = ${path}\nkey-path = "/tls/tikv.key"\n`;

testRule(identityShared, {
  valid: {
    "one environment: cert/shared speaks": {
      files: { "prod/tikv-0.toml": config(), "prod/tikv-1.toml": config(), "prod/tikv.pem": leaf.pem },
    },
    "the same name with another key": {
      files: { "prod/tikv.toml": config(), "prod/tikv.pem": leaf.pem, "dev/tikv.toml": config(), "dev/tikv.pem": other.pem },
    },
    "a certificate that is not in the repository": {
      files: { "prod/tikv.toml": config(), "prod/tikv.pem": leaf.pem, "dev/tikv.toml": config() },
    },
  },
  invalid: {
    "copies in two environments": {
      files: {
        "prod/tikv.toml": config('«"/tls/tikv.pem"»'),
        "prod/tikv.pem": leaf.pem,
        "dev/tikv.toml": config(),
        "dev/tikv.pem": leaf.pem,
      },
      says: "tikv of prod and tikv of dev share one certificate, CN=tikv: anyone who takes the key in one environment is a server of the other",
      helps: "issue a certificate with a key of its own for prod",
      related: ["dev uses it here"],
    },
    "one shared file": {
      files: { "deploy/a/tikv.toml": config(), "deploy/b/tikv.toml": config('«"/tls/tikv.pem"»'), "deploy/tikv.pem": leaf.pem },
      says: "tikv of deploy/b and tikv of deploy/a share one certificate, CN=tikv: anyone who takes the key in one environment is a server of the other",
    },
    "one key in two certificates, and two instances of the later environment": {
      files: {
        "dev/tikv.toml": config(),
        "dev/tikv.pem": leaf.pem,
        "prod/tikv-0.toml": config('«"/tls/tikv.pem"»'),
        "prod/tikv-1.toml": config(),
        "prod/tikv.pem": renewed.pem,
      },
      says: "tikv-0 and tikv-1 of prod and tikv of dev share one key (in another certificate), CN=tikv renewed: anyone who takes the key in one environment is a server of the other",
    },
  },
});
