import { describe, expect, test } from "vitest";
import { askGo, hasGo } from "../../../test/support/go-oracle.ts";
import { encode, type IssueOptions, issue, type KeySpec, pemOf, sequence, testKey } from "../../../test/support/issue.ts";
import { seeded } from "../../../test/support/random-chains.ts";
import { readIssued } from "../../../test/support/read-certificate.ts";
import { sourceFile } from "../../read/source-file.ts";
import { readPem } from "../../read/x509/pem.ts";
import { x509Reader } from "../../read/x509/x509.ts";
import type { RepoPath } from "../../text/span.ts";
import type { PemFile } from "../certificates/certificate.ts";
import type { Verifier } from "../certificates/chain.ts";
import { parseVersion, type Version } from "../instances/version.ts";
import { keyFits, loadIdentity, loadKey, loadTrust, peerKeyRefusal, verifierOf } from "./loading.ts";

const newest = parseVersion("v8.5.7") as Version;
const older = parseVersion("v8.5.4") as Version;

function read(content: string | Uint8Array): PemFile {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return readPem(sourceFile("a.pem" as RepoPath, bytes), x509Reader);
}

const ca = issue({ cn: "ca", ca: true });
const middle = issue({ cn: "middle", issuer: ca, ca: true });
const leaf = issue({ cn: "leaf", issuer: middle });
const bom = "\uFEFF";
const garbage = pemOf("CERTIFICATE", Buffer.from("hello"));
const notBase64 = "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n";
const withoutEnd = "-----BEGIN CERTIFICATE-----\nAAAA\n";

test.each([
  ["pd", "v8.5.7", "go"],
  ["tikv", "v6.5.12", "openssl-1.1.1"],
  ["tikv", "v8.5.4", "openssl-1.1.1"],
  ["tikv", "v8.5.5", "openssl-3.5"],
  ["tikv", "v8.5", "openssl-3.5"],
  ["tikv", "v9.0.0-beta.2", "openssl-1.1.1"],
  ["tikv", "master", "openssl-3.5"],
] as const)("%s %s verifies as %s", (program, version, verifier) => {
  expect(verifierOf(program, parseVersion(version) as Version)).toBe(verifier);
});

/** What each program makes of one file: the subjects that it has afterwards, or what follows. */
interface Readings {
  readonly pd: string;
  /** TiKV v8.5.7, with OpenSSL 3.5. */
  readonly tikv: string;
  /** TiKV v8.5.4, with OpenSSL 1.1.1; as the newest when it is not said. */
  readonly older?: string;
}

const identities: readonly [string, string | Uint8Array, Readings][] = [
  ["leaf and intermediate", leaf.pem + middle.pem, { pd: "leaf, middle", tikv: "leaf, middle" }],
  ["text before and between", `x\n${leaf.pem}y\n${middle.pem}`, { pd: "leaf, middle", tikv: "leaf, middle" }],
  ["a key before the certificate", leaf.keyPem + leaf.pem, { pd: "leaf", tikv: "leaf" }],
  ["a second block that is no certificate", leaf.pem + garbage + middle.pem, { pd: "refuses-everybody", tikv: "leaf" }],
  ["a second block that is not base64", leaf.pem + notBase64 + middle.pem, { pd: "leaf, middle", tikv: "leaf" }],
  ["a first block that is no certificate", garbage + leaf.pem, { pd: "does-not-start", tikv: "does-not-start" }],
  ["a first block that is not base64", notBase64 + leaf.pem, { pd: "leaf", tikv: "does-not-start" }],
  ["X509 CERTIFICATE", pemOf("X509 CERTIFICATE", leaf.der), { pd: "does-not-start", tikv: "leaf" }],
  ["TRUSTED CERTIFICATE", pemOf("TRUSTED CERTIFICATE", leaf.der), { pd: "does-not-start", tikv: "does-not-start" }],
  ["a byte-order mark", bom + leaf.pem, { pd: "does-not-start", tikv: "leaf", older: "does-not-start" }],
  ["an indented block", leaf.pem.replace(/^/gm, "  "), { pd: "does-not-start", tikv: "does-not-start" }],
  ["DER", leaf.der, { pd: "does-not-start", tikv: "aborts" }],
  ["a NUL byte behind it", `${leaf.pem}\0`, { pd: "leaf", tikv: "aborts" }],
  ["nothing", "", { pd: "does-not-start", tikv: "does-not-start" }],
  ["a key only", leaf.keyPem, { pd: "does-not-start", tikv: "does-not-start" }],
  ["CRLF", leaf.pem.replaceAll("\n", "\r\n"), { pd: "leaf", tikv: "leaf" }],
];

const trusts: readonly [string, string | Uint8Array, Readings][] = [
  ["several CAs with text between", `x\n${ca.pem}y\n${middle.pem}`, { pd: "ca, middle", tikv: "ca, middle" }],
  ["a leaf", leaf.pem, { pd: "leaf", tikv: "leaf" }],
  ["a block that is no certificate, in between", ca.pem + garbage + middle.pem, { pd: "does-not-start", tikv: "ca" }],
  ["a block that is no certificate, first", garbage + ca.pem, { pd: "does-not-start", tikv: "does-not-start" }],
  ["a block that is not base64, in between", ca.pem + notBase64 + middle.pem, { pd: "ca, middle", tikv: "ca" }],
  ["a block without END, in between", ca.pem + withoutEnd + middle.pem, { pd: "ca, middle", tikv: "ca" }],
  ["a block without END, first", withoutEnd + middle.pem, { pd: "middle", tikv: "does-not-start" }],
  ["a private key", ca.pem + ca.keyPem + middle.pem, { pd: "does-not-start", tikv: "ca, middle" }],
  ["a certificate request", ca.pem + pemOf("CERTIFICATE REQUEST", sequence()), { pd: "does-not-start", tikv: "ca" }],
  ["X509 CERTIFICATE", pemOf("X509 CERTIFICATE", ca.der), { pd: "ca", tikv: "ca" }],
  ["a byte-order mark", bom + ca.pem + middle.pem, { pd: "middle", tikv: "ca, middle", older: "middle" }],
  ["a byte-order mark and one CA", bom + ca.pem, { pd: "", tikv: "ca", older: "does-not-start" }],
  ["DER", ca.der, { pd: "", tikv: "aborts" }],
  ["nothing", "", { pd: "", tikv: "does-not-start" }],
  ["text only", "no certificate here\n", { pd: "", tikv: "does-not-start" }],
  ["an indented block", ca.pem.replace(/^/gm, " "), { pd: "", tikv: "does-not-start" }],
  [
    "a CA whose curve Go does not have",
    ca.pem + issue({ cn: "k1", ca: true, key: "secp256k1" }).pem,
    { pd: "does-not-start", tikv: "ca, k1" },
  ],
];

const keys: readonly [string, string | Uint8Array, Readings][] = [
  ["PKCS#8", leaf.keyPem, { pd: "pkcs8", tikv: "pkcs8" }],
  ["PKCS#1", keyPem("rsa-2048", "pkcs1"), { pd: "pkcs1", tikv: "pkcs1" }],
  [
    "SEC1 behind its parameters",
    pemOf("EC PARAMETERS", Buffer.from([5, 0])) + keyPem("p-256", "sec1"),
    { pd: "sec1", tikv: "sec1" },
  ],
  ["a certificate before it", leaf.pem + leaf.keyPem, { pd: "pkcs8", tikv: "pkcs8" }],
  ["an encrypted key", keyPem("p-256", "pkcs8", "x"), { pd: "does-not-start", tikv: "does-not-start" }],
  ["traditional encryption", keyPem("rsa-2048", "pkcs1", "x"), { pd: "does-not-start", tikv: "does-not-start" }],
  ["a certificate", leaf.pem, { pd: "does-not-start", tikv: "does-not-start" }],
  ["an indented BEGIN line", `  ${leaf.keyPem}`, { pd: "does-not-start", tikv: "does-not-start" }],
  ["an indented body", leaf.keyPem.replace(/^(?!-)/gm, "  "), { pd: "pkcs8", tikv: "pkcs8" }],
  ["garbage", pemOf("PRIVATE KEY", Buffer.from("hello")), { pd: "does-not-start", tikv: "does-not-start" }],
  ["DER", leaf.privateKey.export({ type: "pkcs8", format: "der" }), { pd: "does-not-start", tikv: "aborts" }],
  ["a byte-order mark", bom + leaf.keyPem, { pd: "does-not-start", tikv: "pkcs8", older: "does-not-start" }],
  ["a curve that Go does not have", keyPem("secp256k1", "sec1"), { pd: "does-not-start", tikv: "sec1" }],
  ["Ed448", keyPem("ed448", "pkcs8"), { pd: "does-not-start", tikv: "pkcs8" }],
];

function keyPem(spec: KeySpec, type: "pkcs1" | "pkcs8" | "sec1", passphrase?: string): string {
  const locked = passphrase === undefined ? {} : { cipher: "aes-128-cbc", passphrase };
  return testKey(spec, "loading").export({ type: type as "pkcs8", format: "pem", ...locked }) as string;
}

const names = (list: readonly { readonly subject: { readonly commonNames: readonly string[] } }[]) =>
  list.flatMap(({ subject }) => subject.commonNames).join(", ");

describe("cert-path", () => {
  const loaded = (program: "pd" | "tikv", version: Version, file: PemFile) => {
    const result = loadIdentity(program, version, file);
    return result.kind === "loaded" ? names([result.leaf, ...result.sent]) : result.effect;
  };
  test.each(identities)("%s", (_, content, expected) => {
    const file = read(content);
    expect({ pd: loaded("pd", newest, file), tikv: loaded("tikv", newest, file) }).toEqual({
      pd: expected.pd,
      tikv: expected.tikv,
    });
    expect(loaded("tikv", older, file)).toBe(expected.older ?? expected.tikv);
  });
});

describe("the CA file", () => {
  const loaded = (program: "pd" | "tikv", version: Version, file: PemFile) => {
    const result = loadTrust(program, version, file, "clientAuth");
    return result.kind === "loaded" ? names(result.anchors) : result.effect;
  };
  test.each(trusts)("%s", (_, content, expected) => {
    const file = read(content);
    expect({ pd: loaded("pd", newest, file), tikv: loaded("tikv", newest, file) }).toEqual({
      pd: expected.pd,
      tikv: expected.tikv,
    });
    expect(loaded("tikv", older, file)).toBe(expected.older ?? expected.tikv);
  });

  test("TiKV says nothing about where it stopped, so this does", () => {
    const result = loadTrust("tikv", newest, read(ca.pem + garbage + middle.pem), "clientAuth");
    expect(result.kind === "loaded" && result.stoppedAt?.span.line).toBe(ca.pem.split("\n").length);
  });

  test("a rejection in TRUSTED CERTIFICATE is obeyed by TiKV for what it rejects; PD does not start", () => {
    const file = read(
      pemOf("TRUSTED CERTIFICATE", Buffer.concat([ca.der, sequence(encode(0xa0, Buffer.from("06082b06010505070302", "hex")))])),
    );
    const anchors = (usage: "serverAuth" | "clientAuth") => {
      const result = loadTrust("tikv", newest, file, usage);
      return result.kind === "loaded" ? result.anchors.length : -1;
    };
    expect([anchors("clientAuth"), anchors("serverAuth")]).toEqual([0, 1]);
    expect(loadTrust("pd", newest, file, "clientAuth")).toMatchObject({ kind: "refused", effect: "does-not-start" });
  });
});

describe("key-path", () => {
  const loaded = (program: "pd" | "tikv", version: Version, file: PemFile) => {
    const result = loadKey(program, version, file);
    return result.kind === "loaded" ? result.key.encoding : result.effect;
  };
  test.each(keys)("%s", (_, content, expected) => {
    const file = read(content);
    expect({ pd: loaded("pd", newest, file), tikv: loaded("tikv", newest, file) }).toEqual({
      pd: expected.pd,
      tikv: expected.tikv,
    });
    expect(loaded("tikv", older, file)).toBe(expected.older ?? expected.tikv);
  });

  test("a key belongs to its own certificate", () => {
    const result = loadKey("pd", newest, read(leaf.keyPem));
    if (result.kind !== "loaded") throw new Error(result.because);
    expect(keyFits(result.key, readIssued(leaf))).toBe(true);
    expect(keyFits(result.key, readIssued(ca))).toBe(false);
    expect(keyFits({ ...result.key, publicKey: undefined }, readIssued(ca))).toBeUndefined();
  });
});

describe("what a leaf must be to be loaded", () => {
  const rsaCa = issue({ cn: "rsa ca", ca: true, key: "rsa-2048", keyLabel: "loading" });
  const cases: readonly [string, IssueOptions, Readings][] = [
    ["RSA 1024", { key: "rsa-1024" }, { pd: "starts", tikv: "does-not-start", older: "starts" }],
    ["RSA-PSS key", { key: "rsa-pss-2048" }, { pd: "does-not-start", tikv: "starts" }],
    ["P-521", { key: "p-521" }, { pd: "starts", tikv: "starts" }],
    ["P-224", { key: "p-224" }, { pd: "starts", tikv: "starts" }],
    ["secp256k1", { key: "secp256k1" }, { pd: "does-not-start", tikv: "starts" }],
    ["explicit parameters", { key: "p-256-explicit" }, { pd: "does-not-start", tikv: "starts" }],
    ["Ed448", { key: "ed448" }, { pd: "does-not-start", tikv: "starts" }],
    ["DSA", { key: "dsa-2048" }, { pd: "does-not-start", tikv: "starts" }],
    ["SHA-1", { issuer: rsaCa, hash: "sha1" }, { pd: "starts", tikv: "does-not-start", older: "starts" }],
    ["MD5", { issuer: rsaCa, hash: "md5" }, { pd: "starts", tikv: "does-not-start" }],
    ["SHA-1 on itself", { key: "rsa-2048", hash: "sha1" }, { pd: "starts", tikv: "starts" }],
    ["expired", { until: "2026-01-01", from: "2025-01-01" }, { pd: "starts", tikv: "starts" }],
  ];
  test.each(cases)("%s", (_, options, expected) => {
    const file = read(
      issue({ cn: "leaf", issuer: ca, ...options, ...(options.key === "rsa-2048" && { issuer: undefined as never }) }).pem,
    );
    const outcome = (program: "pd" | "tikv", version: Version) => {
      const result = loadIdentity(program, version, file);
      return result.kind === "loaded" ? "starts" : result.effect;
    };
    expect({ pd: outcome("pd", newest), tikv: outcome("tikv", newest) }).toEqual({ pd: expected.pd, tikv: expected.tikv });
    expect(outcome("tikv", older)).toBe(expected.older ?? expected.tikv);
  });

  test("a weak intermediate is found by TiKV v8.5.7 only when it shakes hands", () => {
    const weak = issue({ cn: "weak", issuer: rsaCa, ca: true, hash: "sha1" });
    const file = read(issue({ cn: "leaf", issuer: weak }).pem + weak.pem);
    expect(loadIdentity("tikv", newest, file)).toMatchObject({
      effect: "refuses-everybody",
      because: "behind the first certificate: OpenSSL refuses the signature hash SHA1",
    });
    expect(loadIdentity("tikv", older, file).kind).toBe("loaded");
  });
});

describe("a peer's kind of key", () => {
  const accepted = (key: KeySpec, by: Verifier, peer: Verifier) =>
    peerKeyRefusal(readIssued(issue({ key })).publicKey, by, peer) === undefined;
  test.each([
    ["rsa-2048", true, true, true, true],
    ["rsa-pss-2048", true, true, false, true],
    ["p-384", true, true, true, true],
    ["ed25519", true, true, true, true],
    ["p-224", false, false, false, false],
    ["secp256k1", false, false, false, false],
    ["brainpoolP256r1", true, false, false, false],
    ["p-256-explicit", false, true, false, false],
    ["ed448", true, true, false, true],
    ["dsa-2048", false, false, false, false],
  ] as const)("%s: two of 3.5 %s, two of 1.1.1 %s, dialled by Go %s, by 1.1.1 from 3.5 %s", (key, both35, both111, go, mixed) => {
    expect([
      accepted(key, "openssl-3.5", "openssl-3.5"),
      accepted(key, "openssl-1.1.1", "openssl-1.1.1"),
      accepted(key, "go", "openssl-3.5"),
      accepted(key, "openssl-1.1.1", "openssl-3.5"),
    ]).toEqual([both35, both111, go, mixed]);
  });
});

describe.skipIf(!hasGo)("Go's own PEM reader says the same", () => {
  test("of 500 files put together from sound and broken blocks", () => {
    const random = seeded(42);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const parts = [
      ca.pem,
      middle.pem,
      leaf.pem,
      leaf.pem,
      leaf.keyPem,
      keyPem("rsa-2048", "pkcs1"),
      garbage,
      notBase64,
      withoutEnd,
      "text\n",
      bom,
      " ",
      ca.pem.replace(/^/gm, "  "),
      pemOf("X509 CERTIFICATE", ca.der),
      pemOf("EC PARAMETERS", Buffer.from([5, 0])),
      ca.pem.replace("-----END CERTIFICATE", "-----END X509 CRL"),
      ca.pem.replaceAll("\n", "\r\n"),
      "-----BEGIN\n",
      `${ca.pem.trimEnd()} \t\n`,
    ];
    const files = [...identities, ...trusts, ...keys]
      .map(([, content]) => content)
      .filter((content) => typeof content === "string");
    for (let round = 0; round < 500; round += 1)
      files.push(Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(parts)).join(""));
    const answers = askGo(files.flatMap((text) => [{ ca: text }, { cert: text, key: leaf.keyPem }]));
    const differences: unknown[] = [];
    for (const [index, text] of files.entries()) {
      const file = read(text);
      const trust = loadTrust("pd", newest, file, "serverAuth");
      const [pool, pair] = [answers[index * 2], answers[index * 2 + 1]];
      const ours = trust.kind === "loaded" ? trust.anchors.length : "refused";
      if (ours !== (pool?.pool === "" ? pool.anchors : "refused")) differences.push({ text, ours, theirs: pool });
      const identity = loadIdentity("pd", newest, file);
      const matches = identity.kind === "loaded" && identity.leaf.subject.text === "CN=leaf";
      const sent = matches ? identity.sent.length + 1 : "refused";
      // Go reads no more than the first certificate here; that a peer reads the rest is the handshake's business.
      const later = identity.kind === "refused" && identity.effect === "refuses-everybody";
      if (!later && sent !== (pair?.pair === "" ? pair.sent : "refused")) differences.push({ text, sent, theirs: pair });
    }
    expect(differences).toEqual([]);
  });
});
