import { createHash } from "node:crypto";
import { type Issued, issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { committed } from "./committed.ts";

const { pdConfig, tikvConfig, encryptedKey } = certificateExamples;
const ca = issue({ cn: "root", ca: true });
const pd = issue({ cn: "pd", issuer: ca });
const client = issue({ cn: "client", issuer: ca });
const stranger = issue({ cn: "stranger" });
const markedKey = (pem: string) => pem.replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----/, "«$&»");
const fingerprint = ({ der }: Issued) => `sha256:${createHash("sha256").update(der).digest("hex").slice(0, 16)}`;
const base64 = (text: string) => Buffer.from(text).toString("base64");
const sec1 = pd.privateKey.export({ type: "sec1", format: "pem" }) as string;

testRule(committed, {
  valid: {
    "certificates alone": { files: { "prod/pd.toml": pdConfig, "prod/pd.pem": pd.pem, "prod/ca.pem": ca.pem } },
    "an encrypted key is key/committed-encrypted's": { files: { "prod/pd.toml": pdConfig, "prod/pd.key": encryptedKey } },
    "the key of another program, whose certificate no environment has": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": pd.pem, "web/site.pem": stranger.pem, "web/site.key": stranger.keyPem },
    },
    "a public key": {
      files: { "prod/pd.toml": pdConfig, "prod/pub.pem": "-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----\n" },
    },
  },
  invalid: {
    "the key of PD's certificate": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": pd.pem, "prod/pd.key": markedKey(pd.keyPem) },
      says: `the private key of pd-0's certificate (CN=pd, ${fingerprint(pd)}) is committed: anyone who can read the repository can pose as pd-0`,
      helps: "make a new key and a certificate for it, and count this one as stolen: it stays in the history when the file goes",
      related: ["the certificate that it unlocks", "pd-0 names it as key-path"],
    },
    "the key beside the certificate, in one file and another encoding": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": pd.pem + markedKey(sec1) },
      says: `the private key of pd-0's certificate (CN=pd, ${fingerprint(pd)}) is committed: anyone who can read the repository can pose as pd-0`,
    },
    "a key that a configuration names, whose certificate is not here": {
      files: { "prod/tikv-0.toml": tikvConfig, "prod/tikv.key": markedKey(stranger.keyPem) },
      says: "the private key of tikv-0 is committed (P-256): anyone who can read the repository can pose as tikv-0",
    },
    "the key of a CA, wherever it lies": {
      files: { "prod/pd.toml": pdConfig, "prod/ca.pem": ca.pem, "backup/root.key": markedKey(ca.keyPem) },
      says: `the private key of a CA (CN=root, ${fingerprint(ca)}) is committed: anyone who can read the repository can issue certificates that the cluster accepts`,
    },
    "the key of a client's certificate": {
      files: { "prod/pd.toml": pdConfig, "prod/client.pem": client.pem, "prod/client.key": markedKey(client.keyPem) },
      says: `the private key of a certificate (CN=client, ${fingerprint(client)}) is committed: anyone who can read the repository can pose as its owner`,
    },
    "the key in base64, in the binaryData of a ConfigMap": {
      files: {
        "prod/pd.toml": pdConfig,
        "prod/pd.pem": pd.pem,
        "prod/material.yaml": `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: material}\nbinaryData:\n  pd: «${base64(pd.keyPem)}»\n`,
      },
      says: `the private key of pd-0's certificate (CN=pd, ${fingerprint(pd)}) is committed: anyone who can read the repository can pose as pd-0`,
    },
    "the key in base64, as cloud-init writes it": {
      files: {
        "prod/pd.toml": pdConfig,
        "prod/pd.pem": pd.pem,
        "prod/user-data": `#cloud-config\nwrite_files:\n  - {encoding: b64, path: /tls/pd.key, content: «${base64(sec1)}»}\n`,
      },
      says: `the private key of pd-0's certificate (CN=pd, ${fingerprint(pd)}) is committed: anyone who can read the repository can pose as pd-0`,
    },
    "a key that belongs to nothing here": {
      files: { "prod/pd.toml": pdConfig, "prod/old.key": markedKey(stranger.keyPem) },
      says: "a private key is committed (P-256), of no certificate here: anyone who can read the repository has it",
    },
  },
});
