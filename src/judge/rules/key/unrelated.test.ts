import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { unrelated } from "./unrelated.ts";

const { pdConfig } = certificateExamples;
const ca = issue({ cn: "root", ca: true });
const pd = issue({ cn: "pd", issuer: ca });
const one = issue({ cn: "one" });
const other = issue({ cn: "other" });
const marked = (pem: string) => pem.replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----/, "«$&»");
const config = "environments:\n  - name: prod\n    tier: production\n    include: [prod/**]\n";

testRule(unrelated, {
  valid: {
    "a key beside PD's configuration is key/committed's": { files: { "prod/pd.toml": pdConfig, "prod/old.key": one.keyPem } },
    "the key of a CA that PD trusts, wherever it lies": {
      files: { "prod/pd.toml": pdConfig, "prod/ca.pem": ca.pem, "web/testdata/root.key": ca.keyPem },
    },
    "the same outside of the declared environments": {
      files: { "tikv-tls-gate.yml": config, "prod/pd.toml": pdConfig, "prod/ca.pem": ca.pem, "web/root.key": ca.keyPem },
    },
    "a key in an example's folder where its configurations lie": {
      files: { "tests/pd.toml": pdConfig, "tests/certs/pd.pem": pd.pem, "tests/certs/spare.key": one.keyPem },
    },
  },
  invalid: {
    "keys of other programs: one statement": {
      files: {
        "prod/pd.toml": pdConfig,
        "pkg/http/testdata/a.key": marked(one.keyPem),
        "web/site.key": other.keyPem,
      },
      says: "2 private keys are committed that nothing of PD or TiKV here uses (pkg/http/testdata/a.key and web/site.key): anyone who reads the repository has them",
      helps: "remove them unless they are for tests alone",
      related: ["another one"],
    },
    "no configuration in the repository": {
      files: { "site.key": marked(one.keyPem) },
      says: "A private key is committed that nothing of PD or TiKV here uses (site.key): anyone who reads the repository has it",
    },
    "outside of the declared environments": {
      files: { "tikv-tls-gate.yml": config, "prod/pd.toml": pdConfig, "backup/old.key": marked(one.keyPem) },
      says: "A private key is committed that nothing of PD or TiKV here uses (backup/old.key): anyone who reads the repository has it",
    },
    "elsewhere in a tree of tests": {
      files: { "tests/tls/run/pd.toml": pdConfig, "tests/web/conf/site.key": marked(one.keyPem) },
      says: "A private key is committed that nothing of PD or TiKV here uses (tests/web/conf/site.key): anyone who reads the repository has it",
    },
    "the account of a cloud": {
      files: {
        "prod/pd.toml": pdConfig,
        "prod/account.json": `{"type": "service_account", "private_key": "«${one.keyPem.trim().replaceAll("\n", "\\n")}»"}`,
      },
      says: "A private key is committed that nothing of PD or TiKV here uses (prod/account.json): anyone who reads the repository has it",
    },
  },
});
