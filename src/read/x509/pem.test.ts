import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { encode, issue, pemOf, sequence, testKey } from "../../../test/support/issue.ts";
import { seeded } from "../../../test/support/random-chains.ts";
import type { PemFile } from "../../model/certificates/certificate.ts";
import { LineIndex, type RepoPath, type Span } from "../../text/span.ts";
import { pemForm } from "../forms/pem/form.ts";
import { type SourceFile, sourceFile } from "../source-file.ts";
import { keysInText, readPem } from "./pem.ts";
import { x509Reader } from "./x509.ts";

const a = issue({ cn: "a", ca: true });
const b = issue({ cn: "b", issuer: a });
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

function fileOf(content: string | Uint8Array, path = "tls/a.pem"): SourceFile {
  return sourceFile(path as RepoPath, typeof content === "string" ? Buffer.from(content) : content);
}

const read = (content: string | Uint8Array): PemFile => readPem(fileOf(content), x509Reader);

/** Kind and label of each block, and what is wrong with it. */
function shapes(file: PemFile): string[] {
  return file.blocks.map((block) =>
    block.kind === "broken" ? `${block.level}: ${block.because}` : `${block.kind} ${block.label}`.trim(),
  );
}

function cut(text: string, span: Span): string {
  const lines = text.split("\n");
  const part = lines.slice(span.line - 1, span.endLine);
  part[part.length - 1] = (part.at(-1) ?? "").slice(0, span.endColumn - 1);
  part[0] = (part[0] ?? "").slice(span.column - 1);
  return part.join("\n");
}

describe("a bundle", () => {
  test("each block is an object with its own lines, whatever stands between", () => {
    const text = `# the first\n${a.pem}\nsubject=CN=b\n${b.pem}`;
    const file = read(text);
    expect(file.blocks.map(({ span }) => cut(text, span))).toEqual([a.pem.trimEnd(), b.pem.trimEnd()]);
    expect(file.blocks[1]?.span.line).toBe(1 + a.pem.split("\n").length + 2);
    expect(file).toMatchObject({ format: "pem", startsWithByteOrderMark: false, hasNul: false, hasIndentedBlock: false });
  });

  test.each([
    ["CRLF line ends", b.pem.replaceAll("\n", "\r\n")],
    ["no final line end", b.pem.trimEnd()],
    ["a byte-order mark", `\uFEFF${b.pem}`],
    ["one line of base64", `-----BEGIN CERTIFICATE-----\n${b.der.toString("base64")}\n-----END CERTIFICATE-----\n`],
    ["an indented body", b.pem.replace(/^(?!-)/gm, "   ")],
    ["blanks in the body", b.pem.replace("MII", "M I\t I")],
    ["the label X509 CERTIFICATE", pemOf("X509 CERTIFICATE", b.der)],
    ["an indented block", b.pem.replace(/^/gm, "  ")],
  ])("%s does no harm", (_, text) => {
    const [block] = read(text).blocks;
    expect(block?.kind === "certificate" && block.certificate.subject.text).toBe("CN=b");
  });

  test("a key beside a certificate is seen", () => {
    expect(shapes(read(b.pem + b.keyPem))).toEqual(["certificate CERTIFICATE", "private-key PRIVATE KEY"]);
  });

  test("marks of the file are told: byte-order mark, NUL, indented BEGIN line", () => {
    expect(read(`\uFEFF${b.pem}`).startsWithByteOrderMark).toBe(true);
    expect(read(`${b.pem}\0`).hasNul).toBe(true);
    expect(read(`  ${b.pem}`).hasIndentedBlock).toBe(true);
  });

  test("a trusted certificate comes with its trust settings", () => {
    const aux = sequence(encode(0xa0, Buffer.from("06082b06010505070302", "hex")));
    const [block] = read(pemOf("TRUSTED CERTIFICATE", Buffer.concat([a.der, aux]))).blocks;
    expect(block).toMatchObject({ kind: "certificate", label: "TRUSTED CERTIFICATE", trust: { rejected: ["clientAuth"] } });
  });

  test.skipIf(!hasOpenssl)("what openssl writes with -addtrust and -addreject is read", () => {
    const options = ["x509", "-trustout", "-addtrust", "serverAuth", "-addreject", "clientAuth", "-setalias", "x"];
    const pem = spawnSync("openssl", options, { input: a.pem, encoding: "utf8" }).stdout;
    expect(read(pem).blocks[0]).toMatchObject({ trust: { trusted: ["serverAuth"], rejected: ["clientAuth"] } });
  });
});

describe("a broken block", () => {
  const body = b.pem.split("\n").slice(1, -2).join("\n");

  test.each([
    ["no END line", `-----BEGIN CERTIFICATE-----\n${body}\n`, ["pem: it has no END CERTIFICATE line"]],
    [
      "another END line",
      `-----BEGIN CERTIFICATE-----\n${body}\n-----END X509 CRL-----\n`,
      ["pem: its last line says END X509 CRL"],
    ],
    [
      "a body that is not base64",
      "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n",
      ["pem: its body is not base64"],
    ],
    ["a character of base64 that is missing", b.pem.replace("MII", "MI"), ["pem: its body is not base64"]],
    ["base64 of something else", pemOf("CERTIFICATE", Buffer.from("hello")), ["der: it is no DER, or it is truncated"]],
    ["a key under the label of a certificate", pemOf("CERTIFICATE", sequence()), ["der: its body is malformed"]],
    ["a certificate under the label of a key", pemOf("PRIVATE KEY", b.der), ["der: it is no private key"]],
    ["an empty body", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----", ["der: it is empty"]],
  ])("%s is told, and what follows is read", (_, broken, says) => {
    expect(shapes(read(`${broken}\n${a.pem}`))).toEqual([...says, "certificate CERTIFICATE"]);
  });

  test("without END it reaches to the next BEGIN, without the line end", () => {
    const text = `-----BEGIN CERTIFICATE-----\nAAAA\n\n${a.pem}`;
    expect(cut(text, read(text).blocks[0]?.span as Span)).toBe("-----BEGIN CERTIFICATE-----\nAAAA");
  });

  test("blocks of other kinds are named and not judged", () => {
    expect(shapes(read(pemOf("CERTIFICATE REQUEST", sequence()) + pemOf("EC PARAMETERS", Buffer.from([5, 0]))))).toEqual([
      "other CERTIFICATE REQUEST",
      "other EC PARAMETERS",
    ]);
  });
});

describe("private keys", () => {
  test("traditional encryption is seen in the headers", () => {
    const pem = testKey("rsa-2048").export({ type: "pkcs1", format: "pem", cipher: "aes-128-cbc", passphrase: "x" }) as string;
    expect(read(pem).blocks[0]).toMatchObject({ kind: "private-key", key: { encoding: "pkcs1", encrypted: true } });
  });

  test("an EC key behind its parameters", () => {
    const text =
      pemOf("EC PARAMETERS", Buffer.from("06082a8648ce3d030107", "hex")) +
      (testKey("p-256").export({ type: "sec1", format: "pem" }) as string);
    expect(shapes(read(text))).toEqual(["other EC PARAMETERS", "private-key EC PRIVATE KEY"]);
  });

  test.skipIf(!hasOpenssl)("a DSA key in its own form", () => {
    const key = testKey("dsa-2048", "pem");
    const options = ["pkey", "-traditional"];
    const made = spawnSync("openssl", options, { input: key.export({ type: "pkcs8", format: "pem" }), encoding: "utf8" });
    const [block] = read(made.stdout).blocks;
    expect(block).toMatchObject({
      label: "DSA PRIVATE KEY",
      key: { encoding: "dsa", encrypted: false, publicKey: { kind: "dsa", bits: 2048 } },
    });
  });
});

describe("keys in a text of another kind", () => {
  const key = b.keyPem.trimEnd();

  test("in a YAML file, with its lines", () => {
    const text = `data:\n  key: |\n${key.replace(/^/gm, "    ")}\nother: 1\n`;
    const found = keysInText(fileOf(text, "a.yaml"), x509Reader);
    expect(found?.blocks).toHaveLength(1);
    expect(found?.blocks[0]?.span).toMatchObject({ line: 3, column: 5, endLine: 2 + key.split("\n").length });
  });

  test("in quotes, with line ends written as \\n", () => {
    const found = keysInText(fileOf(`KEY="${key.replaceAll("\n", "\\n")}\\n"\n`, ".env"), x509Reader);
    expect(found?.blocks[0]).toMatchObject({ kind: "private-key", span: { line: 1, column: 6, endLine: 1 } });
  });

  test.each(["tls_test.go", "docs/README.md", "src/fixture.TS", "lib.rs"])("not in source code or a document: %s", (path) => {
    expect(keysInText(fileOf(key, path), x509Reader)).toBeUndefined();
  });

  test("a text that only speaks of one has none", () => {
    expect(keysInText(fileOf("grep -q 'BEGIN RSA PRIVATE KEY-----' key", "a.sh"), x509Reader)).toBeUndefined();
    expect(keysInText(fileOf('"-----BEGIN RSA PRIVATE KEY-----"', "a.sh"), x509Reader)).toBeUndefined();
    expect(keysInText(fileOf("nothing", "a.sh"), x509Reader)).toBeUndefined();
  });
});

describe("binary files", () => {
  test("DER is recognised by its content", () => {
    expect(read(b.der)).toMatchObject({ format: "der", hasNul: true, blocks: [{ kind: "certificate", label: "" }] });
    expect(read(testKey("p-256").export({ type: "pkcs8", format: "der" }))).toMatchObject({
      format: "der",
      blocks: [{ kind: "private-key" }],
    });
    expect(shapes(read(b.der.subarray(0, 300)))).toEqual(["der: it is no DER, or it is truncated"]);
  });

  test.skipIf(!hasOpenssl)("PKCS#12 with and without a key", () => {
    const folder = mkdtempSync(join(tmpdir(), "pkcs12-"));
    const both = join(folder, "both.pem");
    writeFileSync(both, b.keyPem + b.pem);
    const store = (...options: string[]) =>
      spawnSync("openssl", ["pkcs12", "-export", "-passout", "pass:x", "-in", both, ...options]).stdout;
    expect(read(store())).toMatchObject({
      format: "pkcs12",
      blocks: [{ kind: "private-key", key: { encoding: "pkcs12", encrypted: true } }],
    });
    expect(read(store("-keypbe", "NONE"))).toMatchObject({ blocks: [{ key: { encrypted: false } }] });
    expect(read(store("-nokeys"))).toMatchObject({ format: "pkcs12", blocks: [{ kind: "other" }] });
    rmSync(folder, { recursive: true });
  });

  test("a Java key store with a key, with a certificate only, and one that is cut off", () => {
    expect(shapes(read(javaStore(1)))).toEqual(["private-key"]);
    expect(shapes(read(javaStore(2)))).toEqual(["other"]);
    expect(shapes(read(javaStore(2).subarray(0, 20)))).toEqual(["private-key"]);
  });

  function javaStore(tag: 1 | 2): Buffer {
    const u32 = (value: number) => Buffer.from([value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255]);
    const utf = (text: string) => Buffer.concat([Buffer.from([0, text.length]), Buffer.from(text)]);
    const certificate = [utf("X.509"), u32(b.der.length), b.der];
    const content = tag === 1 ? [u32(4), Buffer.alloc(4), u32(1), ...certificate] : certificate;
    return Buffer.concat([
      Buffer.from("feedfeed00000002", "hex"),
      u32(1),
      u32(tag),
      utf("alias"),
      Buffer.alloc(8),
      ...content,
      Buffer.alloc(20),
    ]);
  }
});

describe("the form claims", () => {
  test.each([
    ["tls/ca.pem", "anything"],
    ["tls/ca.crt", ""],
    ["tls/server", b.pem],
    ["tls/server.key", b.keyPem],
    ["tls/server.key", testKey("p-256").export({ type: "pkcs8", format: "der" })],
    ["tls/bundle", `# the CAs\nBag Attributes\n    localKeyID: 01\nsubject=CN = b\n${b.pem}`],
    ["tls/store.jks", Buffer.from("feedfeed0000000200000000", "hex")],
  ])("%s", (path, content) => {
    expect(pemForm.claims(fileOf(content, path))).toBe(true);
  });

  test.each([
    ["slides.key", "PK\u0003\u0004 a presentation"],
    ["tls/tls.go", b.keyPem],
    ["docs/tls.md", b.pem],
    ["secret.yaml", `data: |\n  ${b.pem}`],
    ["pd.toml", `x = """${b.keyPem}"""`],
    ["tls/server.conf", `x = 1\n${b.keyPem}`],
    ["deploy/.env", `KEY="${b.keyPem.replaceAll("\n", "\\n")}"`],
    ["deploy/install.sh", `#!/bin/sh\ncat > key <<EOF\n${b.keyPem}EOF\n`],
    ["deploy/install", `#!/bin/sh\n\n${b.keyPem}`],
    ["notes", "-----BEGIN PGP MESSAGE-----"],
    ["conf", "nothing"],
  ])("not %s", (path, content) => {
    expect(pemForm.claims(fileOf(content, path))).toBe(false);
  });
});

describe("hostile files", () => {
  // Each of these took seconds or more with a pattern that looks for END from every BEGIN.
  test.each([
    ["a megabyte of BEGIN lines", "-----BEGIN CERTIFICATE-----\n".repeat(40_000)],
    ["a megabyte of BEGIN marks in one line", "-----BEGIN ".repeat(100_000)],
    ["a megabyte of END lines", "-----END CERTIFICATE-----\n".repeat(40_000)],
    ["a megabyte of hyphens", "-".repeat(1_000_000)],
    [
      "a header of a megabyte",
      `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n${":\n ".repeat(300_000)}-----END RSA PRIVATE KEY-----`,
    ],
    ["blanks of a megabyte", `-----BEGIN CERTIFICATE-----\n${" \t".repeat(500_000)}x\n-----END CERTIFICATE-----`],
    ["equal signs of a megabyte", `-----BEGIN CERTIFICATE-----\n${"=".repeat(1_000_000)}\n-----END CERTIFICATE-----`],
  ])("%s is read without delay", { timeout: 5000 }, (_, text) => {
    expect(read(text).blocks.every(({ kind }) => kind === "broken" || kind === "private-key")).toBe(true);
    keysInText(fileOf(text), x509Reader);
  });

  test("a bundle of 5,000 certificates", { timeout: 10_000 }, () => {
    const file = read(b.pem.repeat(5000));
    expect(file.blocks).toHaveLength(5000);
    expect(file.blocks.at(-1)).toMatchObject({ kind: "certificate", span: { line: 4999 * (b.pem.split("\n").length - 1) + 1 } });
  });

  test("no change at any place makes the reader throw, and every span lies in the file", () => {
    const random = seeded(11);
    const text = `x\n${a.pem}${b.keyPem}y\n${pemOf("X509 CRL", sequence())}`;
    for (let round = 0; round < 400; round += 1) {
      const at = Math.floor(random() * text.length);
      const changed =
        text.slice(0, at) + String.fromCharCode(Math.floor(random() * 256)) + text.slice(at + Math.floor(random() * 40));
      const lines = new LineIndex("a" as RepoPath, changed);
      const end = lines.span(changed.length, changed.length);
      for (const { span } of read(changed).blocks) expect(span.endLine).toBeLessThanOrEqual(end.endLine);
    }
  });
});
