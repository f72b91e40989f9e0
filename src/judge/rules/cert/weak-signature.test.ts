import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { weakSignature } from "./weak-signature.ts";

const { pdConfig, tikvConfig } = certificateExamples;
const ca = issue({ cn: "root", ca: true, key: "rsa-2048" });
const signed = (hash: "md5" | "sha1" | "sha256" | "sha512") => issue({ cn: "x", issuer: ca, hash }).pem;
const pd = (pem: string) => ({ "prod/pd.toml": pdConfig, "prod/pd.pem": pem });
const tikv = (pem: string) => ({ "prod/tikv-0.toml": tikvConfig, "prod/tikv.pem": pem });

testRule(weakSignature, {
  valid: {
    "SHA-256": { files: pd(signed("sha256")) },
    "SHA-512": { files: tikv(signed("sha512")) },
    "Ed25519, which has no hash to choose": {
      files: pd(issue({ issuer: issue({ cn: "ed", ca: true, key: "ed25519" }) }).pem),
    },
    "a root's signature on itself, which nobody checks": {
      files: { "prod/pd.toml": pdConfig, "prod/ca.pem": issue({ cn: "old", ca: true, key: "rsa-2048", hash: "sha1" }).pem },
    },
  },
  invalid: {
    "SHA-1 in PD": {
      files: pd(marked(signed("sha1"))),
      says: "pd-0's certificate is signed with SHA-1: PD does not start",
      helps: "reissue it with a SHA-256 signature",
    },
    "SHA-1 in TiKV with OpenSSL 3.5": {
      files: tikv(marked(signed("sha1"))),
      version: "v8.5.6",
      says: "tikv-0's certificate is signed with SHA-1: TiKV v8.5.6 does not start",
    },
    "SHA-1 in TiKV with OpenSSL 1.1.1": {
      files: tikv(marked(signed("sha1"))),
      version: "v7.5.7",
      says: "tikv-0's certificate is signed with SHA-1: TiKV v7.5.7 starts, and PD, TiDB and other Go programs refuse it",
    },
    "MD5 in TiKV of any version": {
      files: tikv(marked(signed("md5"))),
      version: "v7.5.7",
      says: "tikv-0's certificate is signed with MD5: TiKV v7.5.7 does not start",
    },
    "an intermediate": {
      files: {
        "prod/pd.toml": pdConfig,
        "prod/pd.pem": signed("sha256") + marked(issue({ cn: "between", ca: true, issuer: ca, hash: "sha1" }).pem),
      },
      says: "the CA certificate CN=between is signed with SHA-1: Go programs (PD, TiDB) and TiKV from v8.5.5 on refuse what rests on it",
    },
    "one that only bears its own name as issuer, signed by another key": {
      files: pd(marked(issue({ cn: "x", hash: "sha1", signedWith: ca.privateKey }).pem)),
      says: "pd-0's certificate is signed with SHA-1: PD does not start",
    },
  },
});
