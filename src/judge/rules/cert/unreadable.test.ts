import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { unreadable } from "./unreadable.ts";

const { pdConfig, tikvConfig, key, encryptedKey } = certificateExamples;
const ca = issue({ cn: "root", ca: true });
const other = issue({ cn: "other root", ca: true });
const leaf = issue({ cn: "x", issuer: ca });
const noBase64 = "-----BEGIN CERTIFICATE-----\n§§§§\n-----END CERTIFICATE-----";
const noCertificate = "-----BEGIN CERTIFICATE-----\nAgEB\n-----END CERTIFICATE-----";
const request = "-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----";
const pd = (pem: string) => ({ "prod/pd.toml": pdConfig, "prod/pd.pem": pem });
const tikv = (pem: string) => ({ "prod/tikv-0.toml": tikvConfig, "prod/tikv.pem": pem });

testRule(unreadable, {
  valid: {
    "a bundle with text between its blocks, and Windows line ends": {
      files: {
        "prod/tikv-0.toml": tikvConfig,
        "prod/ca.pem": `subject=CN = root\n${ca.pem}\nsubject=CN = other root\n${other.pem}`.replaceAll("\n", "\r\n"),
      },
    },
    "certificate and key in one file": { files: pd(leaf.pem + leaf.keyPem) },
    "an encrypted key is key/committed-encrypted's": { files: { "prod/pd.toml": pdConfig, "prod/pd.key": encryptedKey } },
    "a negative serial number, which Go does not read, is cert/serial's": { files: pd(issue({ issuer: ca, serial: -1n }).pem) },
    "a curve that Go does not know is cert/weak-key's": { files: pd(issue({ issuer: ca, key: "secp256k1" }).pem) },
    "RSA 1024 in TiKV is cert/weak-key's": { files: tikv(issue({ issuer: ca, key: "rsa-1024" }).pem) },
    "certificate and key exchanged is config/path-same-file's": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": key, "prod/pd.key": leaf.pem },
    },
    "a request of another program, that nobody names": { files: { "prod/pd.toml": pdConfig, "prod/new.pem": request } },
  },
  invalid: {
    "a truncated certificate in PD": {
      files: pd(`«${noCertificate}»\n`),
      says: "the certificate file of pd-0 cannot be used (its first certificate does not parse: it is no certificate): PD does not start",
      helps: "put the certificate into this file as PEM, and its intermediates behind it",
      related: ["pd-0 names it as cert-path"],
    },
    "a key where TiKV's certificate should be": {
      files: tikv(`«${key.split("\n")[0]}»\n${key.split("\n").slice(1).join("\n")}\n`),
      says: "the certificate file of tikv-0 cannot be used (it holds no certificate): TiKV v8.5.7 does not come up",
    },
    "a request where PD's certificate should be": {
      files: pd(`«${request}»\n`),
      says: "the certificate file of pd-0 cannot be used (it has a CERTIFICATE REQUEST block, and Go reads CERTIFICATE blocks only): PD does not start",
    },
    "a label that OpenSSL reads and Go does not": {
      files: {
        ...pd(marked(leaf.pem.replaceAll(" CERTIFICATE", " X509 CERTIFICATE"))),
        ...tikv(leaf.pem.replaceAll(" CERTIFICATE", " X509 CERTIFICATE")),
      },
      says: "the certificate file of pd-0 cannot be used (it has a X509 CERTIFICATE block, and Go reads CERTIFICATE blocks only): PD does not start",
    },
    "a broken block in a CA file, behind which TiKV loses a CA": {
      files: { "prod/tikv-0.toml": tikvConfig, "prod/ca.pem": `${ca.pem}«${noCertificate}»\n${other.pem}` },
      says: "this CERTIFICATE block cannot be read (it is no certificate): TiKV silently drops it and all behind it (CN=other root)",
      helps: "replace it by the whole block, or remove it",
    },
    "the same in PD, which stops at it": {
      files: { "prod/pd.toml": pdConfig, "prod/ca.pem": `${ca.pem}«${noCertificate}»\n${other.pem}` },
      says: "the CA file of pd-0 cannot be used (a CERTIFICATE block in it is no certificate: it is no certificate): PD does not start",
    },
    "a block that is no base64 in a CA file of PD, which passes over it": {
      files: { "prod/pd.toml": pdConfig, "prod/ca.pem": `${ca.pem}«${noBase64}»\n` },
      says: "this CERTIFICATE block cannot be read (its body is not base64)",
    },
    "a CA file of text alone": {
      files: { "prod/pd.toml": pdConfig, "prod/tikv-0.toml": tikvConfig, "prod/ca.pem": "««to be filled in»»\n" },
      says: [
        "the CA file of pd-0 cannot be used (it holds no certificate that Go can see): PD does not start",
        "the CA file of tikv-0 cannot be used (it holds no certificate): TiKV v8.5.7 does not come up",
      ],
    },
    "a NUL byte, at which TiKV aborts": {
      files: {
        "prod/tikv-0.toml": tikvConfig,
        "prod/ca.pem": `«${ca.pem.split("\n")[0]}»\n${ca.pem.split("\n").slice(1).join("\n")}\0`,
      },
      says: "the CA file of tikv-0 cannot be used (it holds a NUL byte, at which the process aborts): TiKV v8.5.7 aborts, also while it runs",
    },
    "a byte-order mark in front of PD's certificate": {
      files: pd(`«\uFEFF${leaf.pem.split("\n")[0]}»\n${leaf.pem.split("\n").slice(1).join("\n")}`),
      says: "the certificate file of pd-0 cannot be used (it begins with a byte-order mark, behind which Go finds no PEM block): PD does not start",
    },
    "a certificate where PD's key should be": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.key": marked(leaf.pem) },
      says: "the key file of pd-0 cannot be used (it holds a certificate where the private key should be): PD does not start",
      helps: "put the private key into this file as PEM, without a passphrase",
    },
    "a block without its END line in a file that nobody names": {
      files: { "prod/pd.toml": pdConfig, "prod/spare.pem": "«-----BEGIN CERTIFICATE-----\nAAAA»\n" },
      says: "this CERTIFICATE block cannot be read (it has no END CERTIFICATE line)",
    },
  },
});
