import { createPrivateKey } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { type IssueOptions, issue, testKey } from "../test/support/issue.ts";

/**
 * Writes src/judge/certificates/certificate-examples.ts: the certificates that the pages of the rules show. They stay as they are, so
 * that pages do not change with each build; run this only to add one.
 * Run: node scripts/make-certificate-examples.ts KEYFILE, where the file holds a private key that
 * src/facts/known-key-hashes.ts lists (etcd: tests/fixtures/server-ecdsa.key.insecure).
 */
const [keyFile] = process.argv.slice(2);
if (keyFile === undefined) throw new Error("name the file of a published private key");

const ca = issue({ cn: "example CA", ca: true });
const shallowCa = issue({ cn: "shallow CA", ca: 0 });
const between = issue({ cn: "between CA", ca: true, issuer: shallowCa });
const names = ["DNS:pd-0.pd-peer.prod.svc", "DNS:pd.prod.svc"];
const leaf = (options: IssueOptions) => issue({ cn: "pd-0", issuer: ca, san: names, ...options });
const key = testKey("p-256", "example");
const sound = leaf({ key });

const examples: Readonly<Record<string, string>> = {
  sound: sound.pem,
  key: sound.keyPem,
  encryptedKey: key.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "example" }) as string,
  weakPrivateKey: testKey("p-224", "example").export({ type: "pkcs8", format: "pem" }) as string,
  ca: ca.pem,
  weakKey: leaf({ key: "p-224" }).pem,
  sha1: leaf({ hash: "sha1" }).pem,
  knownKey: leaf({ key: createPrivateKey(readFileSync(keyFile)) }).pem,
  selfSigned: issue({ cn: "pd-0", san: names }).pem,
  caAsLeaf: leaf({ ca: true }).pem,
  shallowCa: shallowCa.pem,
  deepChain: leaf({ issuer: between }).pem + between.pem,
  clientOnly: leaf({ usages: ["clientAuth"] }).pem,
  serverOnly: leaf({ usages: ["serverAuth"] }).pem,
  withoutSan: leaf({ san: [] }).pem,
  wildcard: leaf({ san: ["DNS:*.prod.svc"] }).pem,
  negativeSerial: leaf({ serial: -5n }).pem,
  unknownCritical: leaf({ extensions: [{ oid: "1.3.6.1.4.1.55555.1", critical: true, value: Buffer.from([0x05, 0x00]) }] }).pem,
};

const configs = {
  pdConfig: `name = "pd-0"
client-urls = "https://0.0.0.0:2379"
advertise-client-urls = "https://pd-0.pd-peer.prod.svc:2379"

[security]
cacert-path = "/tls/ca.pem"
cert-path = "/tls/pd.pem"
key-path = "/tls/pd.key"
`,
  tikvConfig: `[server]
addr = "0.0.0.0:20160"
advertise-addr = "tikv-0.tikv-peer.prod.svc:20160"

[pd]
endpoints = ["pd-0.pd-peer.prod.svc:2379"]

[security]
ca-path = "/tls/ca.pem"
cert-path = "/tls/tikv.pem"
key-path = "/tls/tikv.key"
`,
};

const members = Object.entries({ ...configs, ...examples }).map(([name, text]) => `  ${name}: \`${text.trimEnd()}\`,`);
writeFileSync(
  "src/judge/certificates/certificate-examples.ts",
  `// Written by scripts/make-certificate-examples.ts; do not edit. The keys were made for this file and open nothing.

/** Configurations, certificates and keys that the pages of the rules show; valid from 2026-06-01 to 2027-06-01. */
export const certificateExamples = {
${members.join("\n")}
} as const;
`,
);
