import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { caShared } from "./ca-shared.ts";

const root = issue({ cn: "root", ca: true, keyLabel: "root" });
const crossSigned = issue({ cn: "root", ca: true, keyLabel: "root", issuer: issue({ cn: "above", ca: true }) });
const samename = issue({ cn: "root", ca: true });
const below = issue({ cn: "below", ca: true, issuer: root });
const other = issue({ cn: "other", ca: true });
const devLeaf = issue({ cn: "tikv-dev", issuer: root, san: ["DNS:tikv"] });
const config = (path = '"/tls/ca.pem"') =>
  `[security]\nca-path = ${path}\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`;
const marked = config('«"/tls/ca.pem"»');

testRule(caShared, {
  valid: {
    "a CA for each tier": {
      files: { "prod/tikv.toml": config(), "prod/ca.pem": root.pem, "dev/tikv.toml": config(), "dev/ca.pem": other.pem },
    },
    "the same name with another key": {
      files: { "prod/tikv.toml": config(), "prod/ca.pem": root.pem, "dev/tikv.toml": config(), "dev/ca.pem": samename.pem },
    },
    "two environments of one tier": {
      files: { "a/prod/tikv.toml": config(), "b/prod/tikv.toml": config(), "a/prod/ca.pem": root.pem, "b/prod/ca.pem": root.pem },
    },
    "no production": {
      files: { "staging/tikv.toml": config(), "staging/ca.pem": root.pem, "dev/tikv.toml": config(), "dev/ca.pem": root.pem },
    },
    "a CA below production's own, which production does not trust, issues nothing for it": {
      files: { "prod/tikv.toml": config(), "prod/ca.pem": below.pem, "dev/tikv.toml": config(), "dev/ca.pem": root.pem },
    },
  },
  invalid: {
    "copies of one CA, once for all that use it": {
      files: {
        "prod/pd.toml": `[security]\ncacert-path = «"/tls/ca.pem"»\n`,
        "prod/tikv.toml": config(),
        "prod/ca.pem": root.pem,
        "dev/tikv.toml": config(),
        "dev/ca.pem": root.pem,
        "staging/tikv.toml": config(),
        "staging/ca.pem": `${other.pem}${root.pem}`,
      },
      says: "prod trusts CN=root, which issues for dev and staging too: a certificate from there opens prod",
      helps: "give prod a CA of its own",
      related: ["dev trusts it here", "staging trusts it here"],
    },
    "one shared file": {
      files: { "deploy/prod/tikv.toml": marked, "deploy/dev/tikv.toml": config(), "deploy/ca.pem": root.pem },
      says: "prod trusts CN=root, which issues for dev too: a certificate from there opens prod",
    },
    "another certificate of the same CA": {
      files: { "prod/tikv.toml": marked, "prod/ca.pem": root.pem, "dev/tikv.toml": config(), "dev/ca.pem": crossSigned.pem },
      says: "prod trusts CN=root, which issues for dev too: a certificate from there opens prod",
    },
    "a CA that production's has issued": {
      files: { "prod/tikv.toml": marked, "prod/ca.pem": root.pem, "dev/tikv.toml": config(), "dev/ca.pem": below.pem },
      says: "prod trusts CN=root, which issues for dev too: a certificate from there opens prod",
      related: ["dev trusts a CA here that it has issued"],
    },
    "a certificate of another tier that production's CA has issued": {
      files: { "prod/tikv.toml": marked, "prod/ca.pem": root.pem, "dev/tikv.toml": config(), "dev/tikv.pem": devLeaf.pem },
      says: "prod trusts CN=root, which issues for dev too: a certificate from there opens prod",
      related: ["dev presents a certificate of it here"],
    },
    "two production environments are two": {
      files: {
        "a/prod/tikv.toml": marked,
        "b/prod/tikv.toml": marked,
        "a/prod/ca.pem": root.pem,
        "b/prod/ca.pem": root.pem,
        "dev/tikv.toml": config(),
        "dev/ca.pem": root.pem,
      },
      says: [
        "a/prod trusts CN=root, which issues for dev too: a certificate from there opens a/prod",
        "b/prod trusts CN=root, which issues for dev too: a certificate from there opens b/prod",
      ],
    },
  },
});
