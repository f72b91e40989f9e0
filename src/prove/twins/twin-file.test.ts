import { execFileSync } from "node:child_process";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { issue, pemOf } from "../../../test/support/issue.ts";
import { certificatesOf, type PemFile } from "../../model/certificates/certificate.ts";
import { keyFits } from "../../model/handshake/loading.ts";
import { sourceFile } from "../../read/source-file.ts";
import { readPem } from "../../read/x509/pem.ts";
import { x509Reader } from "../../read/x509/x509.ts";
import type { RepoPath } from "../../text/span.ts";
import { partsOf } from "../stage/stage-material.ts";
import { twinFile } from "./twin-file.ts";
import { makeTwins } from "./twins.ts";

const folder = mkdtempSync(join(tmpdir(), "twin-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(content: string | Uint8Array): PemFile {
  return readPem(sourceFile("tls/a.pem" as RepoPath, typeof content === "string" ? Buffer.from(content) : content), x509Reader);
}

async function twinOf(content: string | Uint8Array): Promise<{ readonly bytes: Buffer; readonly file: PemFile }> {
  const file = read(content);
  const twins = await makeTwins({ ...partsOf([file]), shift: 0, addresses: [] });
  const bytes = Buffer.from(twinFile(file, twins, () => []));
  return { bytes, file: read(bytes) };
}

/** A file with `x` for each line of base64 and one of them for all, and how long the first of a block is. */
function frame(content: string | Uint8Array): string {
  const text = Buffer.from(content).toString("latin1");
  return text.replace(/(-----BEGIN [^-]+-----)([^-]*|[^-]*Proc-Type[\s\S]*?)(?=-----END)/g, (_, begin: string, body: string) => {
    const lines = body.replace(/[A-Za-z0-9+/=]+/g, "x").replace(/x(?:\s+x)+/g, (all) => `x${/\s+/.exec(all)?.[0]}x`);
    return `${begin}${/[A-Za-z0-9+/=]+/.exec(body)?.[0].length}${lines}`;
  });
}

function shape(file: PemFile) {
  const { format, startsWithByteOrderMark, hasNul, hasIndentedBlock } = file;
  const blocks = file.blocks.map((block) => {
    const { kind, label, span } = block;
    const more =
      block.kind === "broken"
        ? block.level
        : block.kind === "private-key"
          ? `${block.key.encoding} ${block.key.encrypted} ${block.key.publicKey?.kind}`
          : "";
    return `${kind} ${label} ${span.column} ${more}`;
  });
  return { format, startsWithByteOrderMark, hasNul, hasIndentedBlock, blocks };
}

const ca = issue({ cn: "ca", ca: true });
const leaf = issue({ cn: "tikv", issuer: ca });
const rsa = issue({ cn: "rsa", key: "rsa-2048" });
const sec1 = leaf.privateKey.export({ type: "sec1", format: "pem" }) as string;
const pkcs1 = rsa.privateKey.export({ type: "pkcs1", format: "pem" }) as string;
const locked = leaf.privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "secret" }) as string;
const lockedOld = rsa.privateKey.export({ type: "pkcs1", format: "pem", cipher: "aes-256-cbc", passphrase: "secret" }) as string;
const parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

const shapes: Readonly<Record<string, string | Uint8Array>> = {
  "one certificate": leaf.pem,
  "a bundle with text between": `prod CA\n${ca.pem}\n# old one\n${rsa.pem}the end`,
  "Windows line ends": `${leaf.pem}${ca.pem}`.replaceAll("\n", "\r\n"),
  "a byte-order mark": `\uFEFF${leaf.pem}`,
  "a NUL byte": `${leaf.pem}\0`,
  "bytes that are no UTF-8": Buffer.concat([Buffer.from([0xff, 0xfe, 0x0a]), Buffer.from(leaf.pem)]),
  "an indented block": leaf.pem.replace(/^/gm, "  "),
  "an indented body": leaf.pem.replace(/^(?!-)/gm, "\t"),
  "another line length": leaf.pem
    .replace(/\n(?!-)/g, "")
    .replace(/(-----BEGIN CERTIFICATE-----)/, "$1\n")
    .replace(/([A-Za-z0-9+/=]+)(-----END)/, (_, body: string, end: string) => `${body.match(/.{1,76}/g)?.join("\n")}\n${end}`),
  "an old label": leaf.pem.replaceAll("CERTIFICATE", "X509 CERTIFICATE"),
  "a key of each encoding": `${leaf.keyPem}${sec1}${pkcs1}`,
  "a key behind its parameters and a certificate": `${leaf.pem}${parameters}${sec1}`,
  "encrypted keys": `${locked}${lockedOld}`,
  "a key of Ed25519": issue({ key: "ed25519" }).keyPem,
  "a DSA key": issue({ key: "dsa-2048" }).keyPem,
  "a broken certificate": `${ca.pem}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n${leaf.pem}`,
  "a block without an end": `${ca.pem}-----BEGIN CERTIFICATE-----\nMIIB\n`,
  "a broken key": leaf.keyPem.replace("M", "*"),
  "a key without an end": leaf.keyPem.replace(/-----END.*\n/, ""),
  "a key that is none": pemOf("PRIVATE KEY", Buffer.from("30030201ff", "hex")),
  "a key under a wrong END line": leaf.keyPem.replace("END PRIVATE", "END EC PRIVATE"),
  "an empty file": "",
  DER: leaf.der,
  "a key in DER": Buffer.from(leaf.privateKey.export({ type: "pkcs8", format: "der" })),
  "a Java key store": Buffer.from("feedfeed0000000200000001000000010001610000018f0000000000000010deadbeef", "hex"),
};

/** Every way in which a private key of these files could be copied: whole lines of its base64, and its number. */
const secrets = [leaf, rsa].flatMap(({ privateKey, keyPem }) => {
  const { d = "" } = privateKey.export({ format: "jwk" });
  return [
    Buffer.from(d, "base64url").toString("latin1"),
    ...keyPem.split("\n").slice(2, -2),
    ...[sec1, pkcs1, locked, lockedOld].flatMap((pem) => pem.split("\n").slice(5, -2)),
  ];
});

describe("the twin of a file", () => {
  test.each(Object.entries(shapes))("keeps the shape of %s, and no private key", async (_, content) => {
    const { bytes, file } = await twinOf(content);
    expect(shape(file)).toEqual(shape(read(content)));
    if (file.format === "pem" && !file.blocks.some(({ kind, label }) => kind === "broken" && label.includes("KEY"))) {
      expect(frame(bytes)).toBe(frame(content));
    }
    const text = bytes.toString("latin1");
    for (const secret of secrets) expect(text.includes(secret)).toBe(false);
    const decoded = file.blocks.length === 0 ? "" : text.replace(/[^A-Za-z0-9+/]/g, "");
    for (const secret of secrets) if (/^[A-Za-z0-9+/]{64}$/.test(secret)) expect(decoded.includes(secret)).toBe(false);
  });

  test("keeps what OpenSSL shall trust a certificate for", async () => {
    const path = join(folder, "trusted.pem");
    writeFileSync(path, ca.pem);
    const trusted = execFileSync(
      "openssl",
      ["x509", "-in", path, "-trustout", "-addtrust", "serverAuth", "-addreject", "clientAuth"],
      { encoding: "utf8" },
    );
    const { bytes, file } = await twinOf(trusted);
    expect(file.blocks).toMatchObject([{ kind: "certificate", trust: { trusted: ["serverAuth"], rejected: ["clientAuth"] } }]);
    const shown = execFileSync("openssl", ["x509", "-noout", "-text"], { input: bytes, encoding: "utf8" });
    expect(shown).toMatch(/Trusted Uses:\s+TLS Web Server Authentication\s+Rejected Uses:\s+TLS Web Client Authentication/);
  });

  test("of a PKCS#12 store is one without content", async () => {
    const [key, certificate, store] = ["k.pem", "c.pem", "s.p12"].map((name) => join(folder, name)) as [string, string, string];
    writeFileSync(key, leaf.keyPem);
    writeFileSync(certificate, leaf.pem);
    execFileSync("openssl", ["pkcs12", "-export", "-inkey", key, "-in", certificate, "-out", store, "-passout", "pass:x"]);
    const { file, bytes } = await twinOf(readFileSync(store));
    expect(shape(file)).toEqual(shape(read(readFileSync(store))));
    expect(bytes.length).toBeLessThan(64);
  });

  test("has keys that fit exactly where the original's do, and openssl reads them", async () => {
    const { bytes, file } = await twinOf(`${leaf.pem}${sec1}${pkcs1}`);
    const [certificate] = certificatesOf(file);
    const fits = file.blocks.flatMap((block) =>
      block.kind === "private-key" && certificate ? [keyFits(block.key, certificate)] : [],
    );
    expect(fits).toEqual([true, false]);
    expect(createPrivateKey(/-----BEGIN RSA[\s\S]*/.exec(bytes.toString())?.[0] ?? "").asymmetricKeyDetails).toMatchObject({
      modulusLength: 2048,
    });
  });

  test("of a traditional DSA key is one that openssl reads", async () => {
    const key = join(folder, "dsa.pem");
    writeFileSync(key, issue({ key: "dsa-2048" }).keyPem);
    const traditional = execFileSync("openssl", ["pkey", "-in", key, "-traditional"], { encoding: "utf8" });
    const { bytes } = await twinOf(traditional);
    expect(traditional).toContain("BEGIN DSA PRIVATE KEY");
    expect(createPrivateKey(bytes.toString()).asymmetricKeyType).toBe("dsa");
  });

  test("of an OpenSSH key is an empty one", async () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const seed = Buffer.from(privateKey.export({ format: "jwk" }).d ?? "", "base64url");
    const body = Buffer.concat([Buffer.from("openssh-key-v1\0\0\0\0\x04none\0\0\0\x04none\0\0\0\0", "latin1"), seed]);
    const { bytes, file } = await twinOf(pemOf("OPENSSH PRIVATE KEY", body));
    expect(file.blocks).toMatchObject([{ kind: "private-key", key: { encoding: "openssh", encrypted: false } }]);
    expect(Buffer.from(bytes.toString().replace(/-----[^-]+-----|\s/g, ""), "base64").includes(seed)).toBe(false);
  });

  test("whatever is damaged in it, it has the blocks of the original", async () => {
    const source = `${leaf.pem}text\n${ca.pem}`;
    const damage = fc.record({
      at: fc.nat(source.length),
      drop: fc.nat(3),
      insert: fc.string({ maxLength: 3, unit: "binary-ascii" }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { maxLength: 3 }), async (changes) => {
        let text = source;
        for (const { at, drop, insert } of changes) text = text.slice(0, at) + insert + text.slice(at + drop);
        const { file } = await twinOf(text);
        expect(shape(file)).toEqual(shape(read(text)));
      }),
      { seed: 20261124, numRuns: 300 },
    );
  });
});
