import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { pathLength } from "./path-length.ts";

const { pdConfig, tikvConfig } = certificateExamples;
const root = issue({ cn: "root", ca: 0 });
const wideRoot = issue({ cn: "wide root", ca: 1 });
const between = issue({ cn: "between", ca: true, issuer: root });
const wideBetween = issue({ cn: "wide between", ca: 0, issuer: wideRoot });
const deep = issue({ cn: "deep", ca: true, issuer: wideBetween });
const tight = issue({ cn: "renewed", ca: 0, keyLabel: "renewed for room" });
const roomy = issue({ cn: "renewed", ca: 1, keyLabel: "renewed for room" });
const renewedBetween = issue({ cn: "renewed between", ca: true, issuer: roomy });
const rolled = issue({ cn: "root", ca: true, issuer: root });

testRule(pathLength, {
  valid: {
    "a leaf right below a CA that allows none": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": issue({ issuer: root }).pem, "prod/ca.pem": root.pem },
    },
    "one CA below a CA that allows one": {
      files: {
        "prod/pd.toml": pdConfig,
        "prod/pd.pem": issue({ issuer: wideBetween }).pem + wideBetween.pem,
        "prod/ca.pem": wideRoot.pem,
      },
    },
    "a chain that ends at an anchor below the limit": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": issue({ issuer: between }).pem, "prod/ca.pem": between.pem + root.pem },
    },
    "a root that was renewed with room for one more": {
      files: {
        "prod/pd.toml": pdConfig,
        "prod/pd.pem": issue({ issuer: renewedBetween }).pem + renewedBetween.pem,
        "prod/ca.pem": tight.pem + roomy.pem,
      },
    },
    "an issuer that is nowhere in sight": { files: { "prod/pd.toml": pdConfig, "prod/pd.pem": issue({ issuer: between }).pem } },
  },
  invalid: {
    "a CA below a root that allows none": {
      files: {
        "prod/tikv-0.toml": tikvConfig,
        "prod/tikv.pem": issue({ issuer: between }).pem + between.pem,
        "prod/ca.pem": marked(root.pem),
      },
      says: "the CA CN=root allows no CA below it, but the chain of tikv-0's certificate has 1: every peer refuses it",
      helps: "issue the certificate from a CA with no CA between, or reissue CN=root with pathlen:1",
    },
    "an intermediate that allows less than the root": {
      files: {
        "prod/pd.toml": pdConfig,
        "prod/pd.pem": issue({ issuer: deep }).pem + deep.pem + marked(wideBetween.pem),
        "prod/ca.pem": wideRoot.pem,
      },
      says: "the CA CN=wide between allows no CA below it, but the chain of pd-0's certificate has 1: every peer refuses it",
    },
    "a self-issued CA between, which Go counts and OpenSSL does not": {
      files: {
        "prod/pd.toml": pdConfig,
        "prod/pd.pem": issue({ issuer: rolled }).pem + rolled.pem,
        "prod/ca.pem": marked(root.pem),
      },
      says: "the CA CN=root allows no CA below it, but the chain of pd-0's certificate has 1: PD and other Go programs refuse it, TiKV does not count self-issued CAs",
    },
    "a chain that was sent whole, with no CA file in sight, told once": {
      files: {
        "prod/pd.toml": pdConfig,
        "prod/tikv-0.toml": tikvConfig.replace("tikv.pem", "pd.pem"),
        "prod/pd.pem": issue({ issuer: between }).pem + between.pem + marked(root.pem),
      },
      says: "the CA CN=root allows no CA below it, but the chain of the certificate of pd-0 and tikv-0 has 1: every peer refuses it",
    },
  },
});
