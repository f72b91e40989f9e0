import { issue, type KeySpec, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { weakKey } from "./weak-key.ts";

const { pdConfig, tikvConfig } = certificateExamples;
const ca = issue({ cn: "root", ca: true });
const withKey = (key: KeySpec) => issue({ cn: "x", issuer: ca, key }).pem;
const pd = (pem: string) => ({ "prod/pd.toml": pdConfig, "prod/pd.pem": pem });
const tikv = (pem: string) => ({ "prod/tikv-0.toml": tikvConfig, "prod/tikv.pem": pem });

testRule(weakKey, {
  valid: {
    "RSA 2048": { files: pd(withKey("rsa-2048")) },
    "P-256": { files: tikv(withKey("p-256")) },
    "Ed25519, which both programs take": { files: pd(withKey("ed25519")) },
    "P-384 and P-521, though TLS 1.2 clients with them are refused by TiKV": {
      files: { ...pd(withKey("p-384")), ...tikv(withKey("p-521")) },
    },
    "a weak key of another program": { files: { "prod/pd.toml": pdConfig, "web/site.pem": withKey("rsa-1024") } },
  },
  invalid: {
    "RSA 1024 in TiKV with OpenSSL 3.5": {
      files: tikv(marked(withKey("rsa-1024"))),
      version: "v8.5.5",
      says: "tikv-0's certificate has an RSA key of 1024 bits: TiKV v8.5.5 does not start",
      helps: "make a new key (RSA of 2048 bits or more, P-256, P-384 or P-521) and a certificate for it",
    },
    "RSA 1024 in TiKV with OpenSSL 1.1.1": {
      files: tikv(marked(withKey("rsa-1024"))),
      version: "v8.5.4",
      says: "tikv-0's certificate has an RSA key of 1024 bits: anyone who breaks the key can pose as its owner",
    },
    "RSA 1024 in PD, which starts with it": {
      files: pd(marked(withKey("rsa-1024"))),
      says: "pd-0's certificate has an RSA key of 1024 bits: anyone who breaks the key can pose as its owner",
    },
    "RSA below what a strict policy asks for": {
      files: pd(marked(withKey("rsa-2048"))),
      parameters: { "rsa-bits": 3072 },
      says: "pd-0's certificate has an RSA key of 2048 bits: anyone who breaks the key can pose as its owner",
    },
    "a small public exponent": {
      files: pd(marked(withKey("rsa-2048-e3"))),
      says: "pd-0's certificate has an RSA key with the public exponent 3: anyone who breaks the key can pose as its owner",
    },
    "P-224 in PD": {
      files: pd(marked(withKey("p-224"))),
      says: "pd-0's certificate has a key on the curve P-224: PD does not start",
    },
    "secp256k1 in TiKV": {
      files: tikv(marked(withKey("secp256k1"))),
      says: "tikv-0's certificate has a key on the curve secp256k1: TiKV starts and every peer refuses it",
    },
    "P-521 where the policy does not allow it": {
      files: tikv(marked(withKey("p-521"))),
      parameters: { curves: ["P-256", "P-384"] },
      says: "tikv-0's certificate has a key on the curve P-521: the policy allows RSA of 2048 bits or more, P-256 or P-384",
    },
    "a key bound to RSA-PSS in TiKV": {
      files: tikv(marked(withKey("rsa-pss-2048"))),
      says: "tikv-0's certificate has a key bound to RSA-PSS: TiKV starts, and PD, TiDB and other Go programs refuse it",
    },
    "Ed448 in PD": {
      files: pd(marked(withKey("ed448"))),
      says: "pd-0's certificate has an Ed448 key: PD does not start",
    },
    "DSA in TiKV": {
      files: tikv(marked(withKey("dsa-2048"))),
      says: "tikv-0's certificate has a DSA 2048 key: TiKV starts and every peer refuses it",
    },
    "a weak CA": {
      files: { "prod/pd.toml": pdConfig, "prod/ca.pem": marked(issue({ cn: "small", ca: true, key: "rsa-1024" }).pem) },
      says: "the CA certificate CN=small has an RSA key of 1024 bits: anyone who breaks the key can issue certificates that the cluster accepts",
    },
  },
});
