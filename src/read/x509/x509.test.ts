import { execFileSync, spawnSync } from "node:child_process";
import { createHash, generateKeyPairSync, type KeyObject, X509Certificate } from "node:crypto";
import "reflect-metadata";
import * as peculiar from "@peculiar/x509";
import { describe, expect, test } from "vitest";
import { encode, issue, type KeySpec, objectId, sequence, testKey } from "../../../test/support/issue.ts";
import { seeded } from "../../../test/support/random-chains.ts";
import { readIssued } from "../../../test/support/read-certificate.ts";
import type { RepoPath } from "../../text/span.ts";
import { x509Reader } from "./x509.ts";

const span = { path: "a.pem" as RepoPath, line: 1, column: 1, endLine: 1, endColumn: 1 };
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
const empty = { dns: [], ip: [], uri: [], email: [] };

describe("a certificate shows", () => {
  test("its names: RFC 4514 text from the last part to the first, and every common name in order", () => {
    const { subject, issuer } = readIssued(issue({ organization: "A, B + C", cn: ["#first", "second "] }));
    expect(subject.text).toBe("CN=second\\ ,CN=\\#first,O=A\\, B \\+ C");
    expect(subject.commonNames).toEqual(["#first", "second "]);
    expect(issuer).toEqual(subject);
  });

  test("an empty subject", () => {
    expect(readIssued(issue({}))).toMatchObject({ subject: { text: "", der: "3000", commonNames: [] } });
  });

  test("names that differ in letter case, blanks or string type are one name for OpenSSL and two for Go", () => {
    const a = readIssued(issue({ cn: "The  CA" })).subject;
    const b = readIssued(issue({ cn: " the ca" })).subject;
    expect(a.canonical).toBe(b.canonical);
    expect(a.der).not.toBe(b.der);
  });

  test("its alternative names, addresses in canonical text", () => {
    const san = [
      "DNS:a.b",
      "IP:10.0.0.1",
      "IP:2001:db8:0:0:0:0:0:1",
      "IP:0:0:0:0:0:0:0:1",
      "IP:0:0:0:0:0:ffff:a00:1",
      "URI:spiffe://x/y",
      "email:a@b",
    ];
    expect(readIssued(issue({ san })).subjectAltName).toEqual({
      dns: ["a.b"],
      ip: ["10.0.0.1", "2001:db8::1", "::1", "::ffff:10.0.0.1"],
      uri: ["spiffe://x/y"],
      email: ["a@b"],
    });
  });

  test("its extensions, and nothing for those that it does not have", () => {
    const ca = issue({ cn: "ca", ca: 3, permitted: ["DNS:svc", "IP:10.0.0.0/8"], excluded: ["IP:2001:db8::/33"] });
    expect(readIssued(ca)).toMatchObject({
      basicConstraints: { ca: true, pathLength: 3 },
      keyUsage: new Set(["keyCertSign", "cRLSign"]),
      nameConstraints: {
        permitted: { ...empty, dns: ["svc"], ip: ["10.0.0.0/8"] },
        excluded: { ...empty, ip: ["2001:db8::/33"] },
        hasOtherForms: false,
      },
      critical: ["2.5.29.19", "2.5.29.15", "2.5.29.30"],
      unknownCritical: [],
    });
    const leaf = readIssued(
      issue({ issuer: ca, usages: ["serverAuth", "anyExtendedKeyUsage", "codeSigning"], ca: false, keyUsage: null }),
    );
    expect(leaf).toMatchObject({
      basicConstraints: { ca: false },
      extendedKeyUsage: new Set(["serverAuth", "anyExtendedKeyUsage", "1.3.6.1.5.5.7.3.3"]),
      authorityKeyId: ca.keyId.toString("hex"),
    });
    expect(leaf.keyUsage).toBeUndefined();
    expect(leaf.nameConstraints).toBeUndefined();
  });

  test("critical extensions that neither Go nor OpenSSL handles", () => {
    const extensions = ["1.2.3.4", "2.5.29.31", "1.3.6.1.5.5.7.1.7"].map((oid) => ({ oid, critical: true, value: sequence() }));
    const read = readIssued(issue({ keyUsage: null, extensions: [...extensions, { oid: "1.2.3.5", value: sequence() }] }));
    expect(read.unknownCritical).toEqual(["1.2.3.4"]);
    expect(read.critical).toEqual(["1.2.3.4", "2.5.29.31", "1.3.6.1.5.5.7.1.7"]);
  });

  test("its serial number as a signed number of any size", () => {
    for (const serial of [0n, 1n, 127n, 128n, -1n, -129n, 2n ** 159n]) expect(readIssued(issue({ serial })).serial).toBe(serial);
  });

  test("its validity before and after 2050", () => {
    const read = readIssued(issue({ from: "1999-12-31T23:59:59Z", until: "2076-01-02T03:04:05Z" }));
    expect(read.notBefore).toBe(Date.parse("1999-12-31T23:59:59Z"));
    expect(read.notAfter).toBe(Date.parse("2076-01-02T03:04:05Z"));
  });

  test("hash and salt of an RSA-PSS signature", () => {
    const rsa = { key: "rsa-2048", keyLabel: "pss" } as const;
    expect(readIssued(issue({ ...rsa, pssSalt: 190, hash: "sha512" })).signature).toMatchObject({
      kind: "rsa-pss",
      hash: "sha512",
      saltLength: 190,
    });
    expect(readIssued(issue({ ...rsa, hash: "md5" })).signature).toMatchObject({ kind: "rsa", hash: "md5" });
  });

  test("issuer and serial number in the authority key identifier", () => {
    const issuer = sequence(encode(0x31, sequence(objectId("2.5.4.3"), encode(0x0c, Buffer.from("ca")))));
    const value = sequence(encode(0xa1, encode(0xa4, issuer)), encode(0x82, Buffer.from([7])));
    const read = readIssued(issue({ withoutKeyIds: true, extensions: [{ oid: "2.5.29.35", value }] }));
    expect(read.authority).toMatchObject({ issuer: { text: "CN=ca" }, serial: 7n });
    expect(read.authorityKeyId).toBeUndefined();
  });
});

const keyKinds: readonly [KeySpec, object][] = [
  ["rsa-1024", { kind: "rsa", bits: 1024, exponent: 65537n }],
  ["rsa-2048", { kind: "rsa", bits: 2048, exponent: 65537n }],
  ["rsa-2048-e3", { kind: "rsa", bits: 2048, exponent: 3n }],
  ["rsa-pss-2048", { kind: "rsa-pss", bits: 2048 }],
  ["p-224", { kind: "ec", bits: 224, curve: "P-224" }],
  ["p-256", { kind: "ec", bits: 256, curve: "P-256" }],
  ["p-384", { kind: "ec", bits: 384, curve: "P-384" }],
  ["p-521", { kind: "ec", bits: 521, curve: "P-521" }],
  ["secp256k1", { kind: "ec", bits: 256, curve: "secp256k1" }],
  ["brainpoolP256r1", { kind: "ec", bits: 256, curve: "1.3.36.3.3.2.8.1.1.7" }],
  ["p-256-explicit", { kind: "ec", bits: 256, curve: "explicit" }],
  ["ed25519", { kind: "ed25519" }],
  ["ed448", { kind: "ed448" }],
  ["dsa-2048", { kind: "dsa", bits: 2048 }],
];

describe.each(keyKinds)("a key of kind %s", (key, shape) => {
  const ca = issue({ cn: "ca", ca: true, key, keyLabel: "kinds" });
  const other = readIssued(issue({ cn: "ca", ca: true, key, keyLabel: "kinds, other" }));
  const leaf = readIssued(issue({ cn: "leaf", issuer: ca }));

  test("is told with its size", () => {
    const { publicKey } = readIssued(ca);
    expect(publicKey).toMatchObject(shape);
    const spki = new X509Certificate(ca.der).publicKey.export({ type: "spki", format: "der" });
    if (key !== "p-256-explicit") expect(publicKey.spki).toBe(createHash("sha256").update(spki).digest("hex"));
  });

  test("verifies what it signed and nothing else", () => {
    expect(readIssued(ca).isSignedBy(readIssued(ca))).toBe(true);
    expect(leaf.isSignedBy(readIssued(ca))).toBe(true);
    expect(leaf.isSignedBy(other)).toBe(false);
    expect(readIssued(ca).isSignedBy(leaf)).toBe(false);
  });

  test("is the same key in its private files, with its public half", () => {
    const { publicKey } = readIssued(ca);
    for (const type of ["pkcs8", "pkcs1", "sec1"] as const) {
      const der = exported(ca.privateKey, type);
      if (der === undefined) continue;
      const read = x509Reader.privateKey(der, span, undefined);
      expect(read).toMatchObject({ encoding: type, encrypted: false });
      // OpenSSL writes a public key with explicit parameters in more than one way.
      if (key !== "p-256-explicit") expect(read).toMatchObject({ publicKey: { spki: publicKey.spki } });
    }
  });
});

/** DER of a key; undefined where the key has no such form. */
function exported(key: KeyObject, type: "pkcs8" | "pkcs1" | "sec1"): Buffer | undefined {
  const kind = key.asymmetricKeyType;
  if ((type === "pkcs1" && kind !== "rsa") || (type === "sec1" && kind !== "ec")) return undefined;
  return key.export({ type: type as "pkcs8", format: "der" });
}

describe("signatures", () => {
  test.each(["md5", "sha1", "sha224", "sha384", "sha512"] as const)(
    "%s verifies: whether it is good enough is decided elsewhere",
    (hash) => {
      const ca = issue({ cn: "ca", ca: true, key: "rsa-2048", keyLabel: "hashes" });
      expect(readIssued(issue({ issuer: ca, hash })).isSignedBy(readIssued(ca))).toBe(true);
    },
  );

  test.each([0, 20, 32, 222])("RSA-PSS with a salt of %i bytes verifies", (pssSalt) => {
    const ca = issue({ cn: "ca", ca: true, key: "rsa-2048", keyLabel: "salts" });
    expect(readIssued(issue({ issuer: ca, pssSalt })).isSignedBy(readIssued(ca))).toBe(true);
  });

  test("a changed byte does not", () => {
    const der = Buffer.from(issue({ cn: "ca", ca: true }).der);
    const read = readIssued({ der });
    der[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
    const changed = readIssued({ der });
    expect(changed.isSignedBy(read)).toBe(false);
  });

  test("a certificate that the reader did not make verifies nothing", () => {
    const read = readIssued(issue({ cn: "ca", ca: true }));
    expect(read.isSignedBy({ ...read })).toBe(false);
  });
});

describe("signatures that are verified ahead", () => {
  const ca = issue({ cn: "ca", ca: true });
  const renewed = issue({ cn: "ca", ca: true, key: "p-384" });
  const other = issue({ cn: "other", ca: true });
  const tampered = Buffer.from(issue({ cn: "tampered", issuer: ca }).der);
  tampered[tampered.length - 1] = (tampered[tampered.length - 1] as number) ^ 1;
  const distinct = [
    ca.der,
    renewed.der,
    other.der,
    tampered,
    ...[ca, renewed, other].flatMap((issuer) => [issue({ issuer }).der, issue({ issuer, withoutKeyIds: true }).der]),
    issue({ cn: "lone", issuer: issue({ cn: "nowhere" }) }).der,
    issue({ cn: "ed", issuer: issue({ cn: "ed ca", ca: true, key: "ed25519" }) }).der,
  ];
  const readAll = (copies: number) =>
    Array.from({ length: copies }, () => distinct.map((der) => readIssued({ der: Buffer.from(der) }))).flat();

  test("are the same as those that are verified when they are asked for", async () => {
    const ahead = readAll(20);
    await x509Reader.verifyAhead?.(ahead);
    const later = readAll(1);
    for (const [index, certificate] of later.entries()) {
      for (const [at, issuer] of later.entries()) {
        const known = ahead[index]?.isSignedBy(ahead[at] as typeof issuer);
        expect(known, `${certificate.subject.text} by ${issuer.subject.text}`).toBe(certificate.isSignedBy(issuer));
      }
    }
  });

  test.each([
    ["of many", 20, true],
    ["not of a few, for which no thread is started", 1, false],
  ])("%s", async (_, copies, isKnown) => {
    const ders = Array.from({ length: copies * 13 }, () => Buffer.from(issue({ cn: "leaf", issuer: ca }).der));
    const issuer = readIssued(ca);
    const leaves = ders.map((der) => readIssued({ der }));
    await x509Reader.verifyAhead?.([issuer, ...leaves]);
    // What is asked now would be refused: the reader looks at these very bytes.
    for (const der of ders) der.fill(0, der.length - 8);
    expect(leaves.every((leaf) => leaf.isSignedBy(issuer) === isKnown)).toBe(true);
  });
});

describe("other readers see the same", () => {
  const ca = issue({ cn: "root", organization: "Örg", ca: 1, key: "rsa-2048", keyLabel: "readers" });
  const examples = [
    ca,
    issue({ cn: "pd", issuer: ca, san: ["DNS:pd.svc", "IP:10.0.0.1", "IP:2001:db8::7", "URI:spiffe://a/b", "email:x@y.z"] }),
    issue({ cn: ["a", "b"], key: "ed25519", usages: ["clientAuth"], keyUsage: ["digitalSignature", "keyAgreement"] }),
    issue({ key: "p-521", version: 1, serial: 77n }),
    issue({ cn: "old", issuer: ca, hash: "sha1", from: "1990-05-06T07:08:09Z", until: "2060-05-06T07:08:09Z" }),
  ];

  test.each(examples.map((example, index) => [index, example] as const))("node:crypto, certificate %i", (_, { der }) => {
    const ours = readIssued({ der });
    const theirs = new X509Certificate(der);
    expect(ours.sha256).toBe(theirs.fingerprint256.replaceAll(":", "").toLowerCase());
    expect(ours.serial).toBe(BigInt(`0x${theirs.serialNumber}`));
    expect(ours.notBefore).toBe(Date.parse(theirs.validFrom));
    expect(ours.notAfter).toBe(Date.parse(theirs.validTo));
    expect(ours.basicConstraints?.ca ?? false).toBe(theirs.ca);
    const cas = ours.subjectAltName;
    const sans = (theirs.subjectAltName ?? "").split(", ").filter((text) => text !== "");
    expect(sans.filter((text) => text.startsWith("DNS:"))).toEqual((cas?.dns ?? []).map((name) => `DNS:${name}`));
    expect(sans.filter((text) => text.startsWith("URI:"))).toEqual((cas?.uri ?? []).map((name) => `URI:${name}`));
  });

  test.each(examples.map((example, index) => [index, example] as const))("@peculiar/x509, certificate %i", (_, { der }) => {
    const ours = readIssued({ der });
    const theirs = new peculiar.X509Certificate(der);
    expect(ours.serial).toBe(BigInt(`0x${theirs.serialNumber}`));
    expect(ours.notBefore).toBe(theirs.notBefore.getTime());
    expect(ours.notAfter).toBe(theirs.notAfter.getTime());
    expect(ours.subject.commonNames).toEqual(theirs.subjectName.getField("CN"));
    expect(ours.issuer.der).toBe(Buffer.from(theirs.issuerName.toArrayBuffer()).toString("hex"));
    const usage = theirs.getExtension(peculiar.KeyUsagesExtension)?.usages ?? 0;
    expect(ours.keyUsage?.has("digitalSignature") ?? false).toBe((usage & peculiar.KeyUsageFlags.digitalSignature) !== 0);
    expect(ours.keyUsage?.has("keyCertSign") ?? false).toBe((usage & peculiar.KeyUsageFlags.keyCertSign) !== 0);
    expect(ours.keyUsage?.has("keyAgreement") ?? false).toBe((usage & peculiar.KeyUsageFlags.keyAgreement) !== 0);
    expect(ours.subjectKeyId).toBe(theirs.getExtension(peculiar.SubjectKeyIdentifierExtension)?.keyId);
    expect(ours.authorityKeyId).toBe(theirs.getExtension(peculiar.AuthorityKeyIdentifierExtension)?.keyId);
    expect(ours.basicConstraints?.pathLength).toBe(theirs.getExtension(peculiar.BasicConstraintsExtension)?.pathLength);
  });

  test.skipIf(!hasOpenssl).each(examples.map((example, index) => [index, example] as const))(
    "openssl, certificate %i",
    (_, { der }) => {
      const ours = readIssued({ der });
      const print = (...options: string[]) =>
        execFileSync("openssl", ["x509", "-inform", "der", "-noout", ...options], { input: der, encoding: "utf8" }).trim();
      expect(`subject=${ours.subject.text.replace("Ö", "\\C3\\96")}`).toBe(print("-subject", "-nameopt", "RFC2253"));
      expect(ours.notAfter).toBe(Date.parse(print("-enddate").replace("notAfter=", "")));
      const text = print("-text");
      expect(ours.version).toBe(Number(/Version: (\d)/.exec(text)?.[1]));
      expect(ours.publicKey.bits).toBe(Number(/Public-Key: \((\d+) bit\)/.exec(text)?.[1] ?? ours.publicKey.bits));
      for (const address of ours.subjectAltName?.ip.filter((ip) => ip.includes(".")) ?? [])
        expect(text).toContain(`IP Address:${address}`);
    },
  );
});

describe("what Go cannot parse", () => {
  test("explicit curve parameters, and curves that Go does not have", () => {
    expect(readIssued(issue({ key: "p-256-explicit" })).goRefuses).toBe("x509: invalid ECDSA parameters");
    expect(readIssued(issue({ key: "secp256k1" })).goRefuses).toBe("x509: unsupported elliptic curve");
    expect(readIssued(issue({ key: "p-224" })).goRefuses).toBeUndefined();
  });

  test("an extension that stands twice", () => {
    const extensions = [
      { oid: "1.2.3", value: sequence() },
      { oid: "1.2.3", value: sequence() },
    ];
    expect(readIssued(issue({ extensions })).goRefuses).toBe('x509: certificate contains duplicate extension with OID "1.2.3"');
  });
});

describe("private keys", () => {
  test("an encrypted PKCS#8 key is told as such", () => {
    const der = testKey("p-256").export({ type: "pkcs8", format: "der", cipher: "aes-256-cbc", passphrase: "x" });
    expect(x509Reader.privateKey(der, span, "ENCRYPTED PRIVATE KEY")).toEqual({ span, encoding: "pkcs8", encrypted: true });
  });

  test("an OpenSSH key says whether it is encrypted", () => {
    const file = (cipher: string) =>
      Buffer.concat([
        Buffer.from("openssh-key-v1\0"),
        Buffer.from([0, 0, 0, cipher.length]),
        Buffer.from(cipher),
        Buffer.alloc(40),
      ]);
    expect(x509Reader.privateKey(file("none"), span, "OPENSSH PRIVATE KEY")).toMatchObject({
      encoding: "openssh",
      encrypted: false,
    });
    expect(x509Reader.privateKey(file("aes256-ctr"), span, "OPENSSH PRIVATE KEY")).toMatchObject({ encrypted: true });
    expect(x509Reader.privateKey(Buffer.from("x"), span, "OPENSSH PRIVATE KEY")).toEqual({ because: "it is no OpenSSH key" });
  });

  test("a public key is none", () => {
    const der = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "der" });
    expect(x509Reader.privateKey(der, span, undefined)).toEqual({ because: "it is no private key" });
  });
});

describe("bad input is a sentence", () => {
  const { der } = issue({ cn: "a", ca: true, san: ["DNS:a", "IP:10.0.0.1"], permitted: ["DNS:a"] });

  test.each([
    ["nothing", Buffer.alloc(0), "it is empty"],
    ["text", Buffer.from("hello, this is no certificate"), "it is no DER, or it is truncated"],
    ["half a certificate", der.subarray(0, der.length / 2), "it is no DER, or it is truncated"],
    ["a byte behind it", Buffer.concat([der, Buffer.from([0])]), "1 bytes follow its end"],
    ["a list of nothing", sequence(), "its body is malformed"],
    ["deep nesting", nested(5000), "it is no DER, or it is truncated"],
    [
      "an indefinite length",
      Buffer.from("3080020101020102020103 0000".replace(" ", ""), "hex"),
      "it has an indefinite length, which DER does not know",
    ],
  ])("%s", (_, bytes, because) => {
    expect(x509Reader.certificate(bytes, span)).toEqual({ because });
  });

  test("an impossible date", () => {
    const broken = Buffer.from(der);
    broken.write("0230", broken.indexOf("0101000000Z"));
    expect(x509Reader.certificate(broken, span)).toEqual({ because: "its begin of validity is no time" });
  });

  test("nothing that is cut off or changed at any place makes the reader throw", () => {
    const random = seeded(7);
    const key = testKey("p-256").export({ type: "sec1", format: "der" });
    for (const original of [der, issue({ key: "rsa-2048", pssSalt: 32 }).der, issue({ key: "p-256-explicit" }).der, key]) {
      for (let length = 0; length < original.length; length += 1) read(original.subarray(0, length));
      for (let round = 0; round < 500; round += 1) {
        const bytes = Buffer.from(original);
        for (let change = 0; change <= random() * 3; change += 1)
          bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
        read(bytes);
      }
    }
  });

  function read(bytes: Buffer): void {
    const certificate = x509Reader.certificate(bytes, span);
    if (!("because" in certificate)) certificate.isSignedBy(certificate);
    x509Reader.privateKey(bytes, span, undefined);
    x509Reader.trustedCertificate?.(bytes, span);
  }

  function nested(depth: number): Buffer {
    let bytes: Buffer = Buffer.from([5, 0]);
    for (let level = 0; level < depth; level += 1) bytes = sequence(bytes);
    return bytes;
  }
});
