import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  encode,
  type Issued,
  type IssueOptions,
  issue,
  type KeySpec,
  pemOf,
  sequence,
  testTime,
} from "../../../test/support/issue.ts";
import { randomChains } from "../../../test/support/random-chains.ts";
import { readIssued } from "../../../test/support/read-certificate.ts";
import type { Certificate } from "../../model/certificates/certificate.ts";
import { verifyChain } from "../../model/certificates/chain.ts";
import { makeTwinKey } from "./twin-key.ts";
import { makeTwins, type Twins, type TwinsRequest } from "./twins.ts";

const folder = mkdtempSync(join(tmpdir(), "twin-certificates-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function pemFile(...ders: readonly Uint8Array[]): string {
  const path = join(folder, `${files++}.pem`);
  writeFileSync(path, ders.map((der) => pemOf("CERTIFICATE", der)).join(""));
  return path;
}

/** What openssl shows of a certificate but for the digits of its key and signature. */
function shown(der: Uint8Array): string {
  const text = execFileSync("openssl", ["x509", "-noout", "-text", "-in", pemFile(der)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  return text
    .split("\n")
    .filter((line) => !/^\s*(?:[0-9a-f]{2}:)+(?:[0-9a-f]{2})?$/.test(line) && !/^\s*[0-9a-f]{2}$/.test(line))
    .join("\n");
}

/** What openssl says of a chain: `OK`, or the numbers of its errors. */
function verdict(leaf: Uint8Array, ca: Uint8Array, ...options: readonly string[]): string {
  const args = [
    "verify",
    "-attime",
    String(testTime / 1000),
    "-auth_level",
    "0",
    ...options,
    "-CAfile",
    pemFile(ca),
    pemFile(leaf),
  ];
  const { status, stderr } = spawnSync("openssl", args, { encoding: "utf8" });
  return status === 0 ? "OK" : (stderr.match(/error \d+/g) ?? []).join(" ");
}

async function twinsOf(
  originals: readonly Issued[],
  more: Partial<TwinsRequest> = {},
): Promise<{ readonly twins: Twins; readonly read: readonly Certificate[] }> {
  const read = originals.map(readIssued);
  return { read, twins: await makeTwins({ certificates: read, keys: [], shift: 0, addresses: [], ...more }) };
}

async function twinDers(originals: readonly Issued[], more: Partial<TwinsRequest> = {}): Promise<readonly Uint8Array[]> {
  const { read, twins } = await twinsOf(originals, more);
  return read.map((certificate) => twins.of(certificate, []).der);
}

function readDer(der: Uint8Array): Certificate {
  return readIssued({ der });
}

const keys: readonly KeySpec[] = [
  "rsa-1024",
  "rsa-2048",
  "rsa-2048-e3",
  "rsa-pss-2048",
  "p-224",
  "p-256",
  "p-384",
  "p-521",
  "secp256k1",
  "brainpoolP256r1",
  "p-256-explicit",
  "ed25519",
  "ed448",
  "dsa-2048",
];

describe("a twin beside its original, as openssl shows and verifies them", () => {
  test.each(keys)("a CA and a leaf with keys of kind %s", async (key) => {
    const ca = issue({ cn: "ca", organization: "o", ca: 1, key });
    const leaf = issue({
      cn: ["tikv", "b"],
      issuer: ca,
      key,
      san: ["DNS:tikv.svc", "IP:10.0.0.1", "URI:spiffe://a/b", "email:a@b"],
    });
    const [twinCa, twinLeaf] = (await twinDers([ca, leaf])) as [Uint8Array, Uint8Array];
    expect(shown(twinCa)).toBe(shown(ca.der));
    expect(shown(twinLeaf)).toBe(shown(leaf.der));
    expect(readDer(twinLeaf).publicKey.spki).not.toBe(readIssued(leaf).publicKey.spki);
    // X509_V_ERR_EC_KEY_EXPLICIT_PARAMS: openssl 3 refuses such a chain, the original too.
    const expected = key === "p-256-explicit" ? "error 94" : "OK";
    expect(verdict(leaf.der, ca.der)).toBe(expected);
    expect(verdict(twinLeaf, twinCa)).toBe(expected);
    // Neither is known to the other family: error 20, or 7 where the names fit and the signature does not.
    expect(verdict(twinLeaf, ca.der)).not.toBe("OK");
    expect(verdict(leaf.der, twinCa)).not.toBe("OK");
  });

  test.each<IssueOptions["hash"] & string>(["md5", "sha1", "sha224", "sha384", "sha512"])("a signature with %s", async (hash) => {
    const ca = issue({ cn: "ca", ca: true, key: "rsa-2048" });
    const leaf = issue({ issuer: ca, hash });
    const [twinCa, twinLeaf] = (await twinDers([ca, leaf])) as [Uint8Array, Uint8Array];
    expect(shown(twinLeaf)).toBe(shown(leaf.der));
    expect(verdict(twinLeaf, twinCa)).toBe("OK");
  });

  test.each([20, 32, 222])("an RSA-PSS signature with a salt of %i bytes", async (pssSalt) => {
    const ca = issue({ cn: "ca", ca: true, key: "rsa-2048" });
    const leaf = issue({ issuer: ca, pssSalt });
    const [twinCa, twinLeaf] = (await twinDers([ca, leaf])) as [Uint8Array, Uint8Array];
    expect(shown(twinLeaf)).toBe(shown(leaf.der));
    expect(verdict(twinLeaf, twinCa)).toBe("OK");
  });

  test.each<readonly [string, IssueOptions]>([
    ["expired", { until: "2026-07-01" }],
    ["for servers only", { usages: ["serverAuth"] }],
    ["without usages, identifiers and names", { usages: null, keyUsage: null, withoutKeyIds: true }],
    ["version 1", { version: 1 }],
    [
      "with a critical extension that nobody knows, of garbage",
      { extensions: [{ oid: "1.2.3.4", critical: true, value: Buffer.from("ff00ff", "hex") }] },
    ],
    ["with a negative serial number", { serial: -5n }],
    ["with 5,000 names", { san: Array.from({ length: 5000 }, (_, index) => `DNS:tikv-${index}.svc`) }],
    ["outside of its CA's constraints", { san: ["DNS:tikv.other"] }],
  ])("a leaf that is %s gets the same verdict", async (_, options) => {
    const ca = issue({ cn: "ca", ca: true, permitted: ["DNS:svc"] });
    const leaf = issue({ cn: "leaf", issuer: ca, ...options });
    const [twinCa, twinLeaf] = (await twinDers([ca, leaf])) as [Uint8Array, Uint8Array];
    expect(shown(twinLeaf)).toBe(shown(leaf.der));
    for (const purpose of ["sslserver", "sslclient"]) {
      expect(verdict(twinLeaf, twinCa, "-purpose", purpose)).toBe(verdict(leaf.der, ca.der, "-purpose", purpose));
    }
  });
});

describe("who signed whom", () => {
  test("a chain over an intermediate holds among the twins, and two CAs of a bundle stay two", async () => {
    const root = issue({ cn: "root", ca: true });
    const other = issue({ cn: "root", ca: true });
    const middle = issue({ cn: "middle", issuer: root, ca: true });
    const leaf = issue({ issuer: middle });
    const twins = (await twinDers([other, root, middle, leaf])).map(readDer);
    const signs = twins.map((issuer) => twins.map((one) => one.isSignedBy(issuer)));
    expect(signs).toEqual([
      [true, false, false, false],
      [false, true, true, false],
      [false, false, false, true],
      [false, false, false, false],
    ]);
  });

  test("certificates that share a key share its twin: a renewed CA still verifies what the old one signed", async () => {
    const old = issue({ cn: "ca", ca: true, keyLabel: "renewed ca", key: "p-384", until: "2026-02-01" });
    const renewed = issue({ cn: "ca", ca: true, keyLabel: "renewed ca", key: "p-384" });
    const leaf = issue({ issuer: old });
    const [, twinRenewed, twinLeaf] = (await twinDers([old, renewed, leaf])) as [Uint8Array, Uint8Array, Uint8Array];
    expect(verdict(twinLeaf, twinRenewed)).toBe("OK");
  });

  test("a certificate that only names its CA as issuer does not verify among the twins either", async () => {
    const ca = issue({ cn: "ca", ca: true });
    const forged = issue({ issuer: ca, signedWith: issue({ cn: "thief" }).privateKey });
    const [twinCa, twinForged] = (await twinDers([ca, forged])) as [Uint8Array, Uint8Array];
    expect(verdict(forged.der, ca.der)).toBe("error 7");
    expect(verdict(twinForged, twinCa)).toBe("error 7");
  });

  test("an issuer that is not committed is one for all that it signed", async () => {
    const absent = issue({ cn: "absent", ca: true });
    const { twins } = await twinsOf([issue({ issuer: absent, cn: "a" }), issue({ issuer: absent, cn: "b" })]);
    expect(twins.strangers).toHaveLength(1);
  });

  test("a self-signed certificate whose signature is broken stays broken", async () => {
    const pretender = issue({ cn: "me", ca: true, signedWith: issue({}).privateKey });
    const [twin] = (await twinDers([pretender])).map(readDer) as [Certificate];
    expect(twin.isSignedBy(twin)).toBe(false);
    expect(twin.subject.der).toBe(twin.issuer.der);
  });
});

test("dates move by the difference, over the turn of the encodings, and no end stays no end", async () => {
  const year = 365 * 86_400_000;
  const original = issue({ from: "2026-06-01", until: "2049-12-31" });
  const endless = issue({ from: "2026-06-01", until: "9999-12-31T23:59:59Z" });
  const [moved, still] = (await twinDers([original, endless], { shift: year })).map(readDer) as [Certificate, Certificate];
  expect(new Date(moved.notBefore).toISOString()).toBe("2027-06-01T00:00:00.000Z");
  expect(new Date(moved.notAfter).toISOString()).toBe("2050-12-31T00:00:00.000Z");
  expect(new Date(still.notAfter).toISOString()).toBe("9999-12-31T23:59:59.000Z");
});

test("a key that nobody can make is kept, told, and its private half is nobody's", async () => {
  // RFC 8410's X25519 signs nothing; OpenSSL's command line cannot even issue such a leaf from a key of its own.
  const strange = sequence(
    sequence(encode(0x06, Buffer.from("2b656e", "hex"))),
    encode(0x03, Buffer.concat([Buffer.from([0]), Buffer.alloc(32, 9)])),
  );
  const model = issue({ cn: "strange" });
  const parts = Buffer.from(model.der);
  const spki = Buffer.from(readSpki(parts));
  const at = parts.indexOf(spki);
  const body = Buffer.concat([parts.subarray(0, at), strange, parts.subarray(at + spki.length)]);
  const der = withLengths(body, strange.length - spki.length);
  const certificate = readDer(der);
  const twins = await makeTwins({ certificates: [certificate], keys: [], shift: 0, addresses: [] });
  expect(readDer(twins.of(certificate, []).der).publicKey).toEqual(certificate.publicKey);
  expect(twins.keyOf(certificate.publicKey)?.privateKey).toBeUndefined();
  expect(twins.notes).toEqual([
    "The twin of test.pem (CN=strange) is not quite like it: the kind of its key is not known: the twin has its public key, and nobody the private one.",
  ]);
});

test("a key of 8192 bits has 4096 in the twin, and that is told", async () => {
  const flawed = await makeTwinKey({ shape: { kind: "rsa", bits: 8192, exponent: 3n } });
  expect(flawed.flaw).toBe("its key of 8192 bits has 4096 in the twin");
  expect(flawed.privateKey?.asymmetricKeyDetails).toMatchObject({ modulusLength: 4096, publicExponent: 3n });
}, 60_000);

function readSpki(der: Buffer): Uint8Array {
  const marker = Buffer.from("301306072a8648ce3d020106082a8648ce3d030107", "hex");
  const start = der.indexOf(marker) - 2;
  return der.subarray(start, start + 2 + (der[start + 1] ?? 0));
}

/** Corrects the two outer lengths, of two octets each, after a change inside. */
function withLengths(der: Buffer, change: number): Buffer {
  const fixed = Buffer.from(der);
  fixed.writeUInt16BE(der.readUInt16BE(2) + change, 2);
  fixed.writeUInt16BE(der.readUInt16BE(6) + change, 6);
  return fixed;
}

test("the program's verifiers say the same of random chains and of their twins, at the moved time", async () => {
  const shift = 500 * 86_400_000;
  const reasons = new Map<string, number>();
  for (const { leaf, sent, anchors, usage, at } of randomChains(150, 20261124)) {
    const all = [leaf, ...sent, ...anchors].map(({ certificate }) => certificate);
    const twins = await makeTwins({ certificates: all, keys: [], shift, addresses: [] });
    const twinOf = (certificate: Certificate) => readDer(twins.of(certificate, []).der);
    const made = new Map(all.map((certificate) => [certificate.sha256, twinOf(certificate)]));
    for (const verifier of ["go", "openssl-1.1.1", "openssl-3.5"] as const) {
      const verdictOf = (of: (certificate: Certificate) => Certificate, time: number) => {
        const list = (parties: typeof sent) => parties.map(({ certificate }) => of(certificate));
        const result = verifyChain({
          leaf: of(leaf.certificate),
          sent: list(sent),
          anchors: list(anchors),
          verifier,
          usage,
          at: time,
        });
        return result.kind === "refused" ? result.reason : result.kind;
      };
      const expected = verdictOf((certificate) => certificate, at);
      const twin = verdictOf((certificate) => made.get(certificate.sha256) as Certificate, at + shift);
      expect(`${verifier}: ${twin}`).toBe(`${verifier}: ${expected}`);
      reasons.set(expected, (reasons.get(expected) ?? 0) + 1);
    }
  }
  expect([...reasons.keys()].sort()).toEqual([
    "chain-invalid",
    "expired",
    "not-yet-valid",
    "unknown-authority",
    "usage",
    "verified",
  ]);
}, 120_000);
