import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issue } from "../../../test/support/issue.ts";
import { repository } from "../../../test/support/repository.ts";
import type { RepoPath } from "../../text/span.ts";
import { sourceFile } from "../source-file.ts";
import { keysInText } from "./pem.ts";
import { x509Reader } from "./x509.ts";

const base64 = (text: string | Uint8Array) => Buffer.from(text).toString("base64");
const wrapped = (text: string, indent: string) => text.replaceAll(/.{64}/g, `$&\n${indent}`);
const keysIn = (text: string) =>
  keysInText(sourceFile("a.yaml" as RepoPath, new TextEncoder().encode(text)), x509Reader)?.blocks ?? [];
const { keyPem, pem } = issue({ cn: "tikv" });

describe("a private key in base64 is found", () => {
  test("in binaryData, as PEM, on its line", () => {
    const blocks = keysIn(`kind: ConfigMap\nbinaryData:\n  tls: ${base64(keyPem)}\n`);
    expect(blocks).toMatchObject([{ kind: "private-key", label: "PRIVATE KEY", span: { line: 3, column: 8, endLine: 3 } }]);
  });

  test("folded over lines, as YAML and cloud-init have it", () => {
    const blocks = keysIn(
      `write_files:\n  - encoding: b64\n    content: |\n      ${wrapped(base64(keyPem), "      ")}\n    path: /x\n`,
    );
    expect(blocks).toMatchObject([{ kind: "private-key", span: { line: 4, column: 7, endLine: 4, endColumn: 71 } }]);
  });

  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const ed = generateKeyPairSync("ed25519").privateKey;
  test.each([
    ["PKCS#8 of RSA", rsa.export({ type: "pkcs8", format: "der" })],
    ["PKCS#1", rsa.export({ type: "pkcs1", format: "der" })],
    ["PKCS#8 of P-256", ec.export({ type: "pkcs8", format: "der" })],
    ["SEC 1", ec.export({ type: "sec1", format: "der" })],
    ["PKCS#8 of Ed25519", ed.export({ type: "pkcs8", format: "der" })],
  ])("as DER: %s", (_, der) => {
    expect(keysIn(`x: "${base64(der)}"\n`)).toMatchObject([{ kind: "private-key", span: { line: 1, column: 5 } }]);
  });
});

test("certificates and other texts in base64 are no keys", () => {
  expect(keysIn(`a: ${base64(pem)}\nb: ${base64("password: hunter2 and more words to be long enough")}\n`)).toEqual([]);
  expect(keysIn(`a: ${base64("-----BEGIN PRIVATE KEY-----\n…\n-----END PRIVATE KEY-----\n")}\n`)).toEqual([]);
});

test("no text makes it throw", () => {
  const pieces = fc.constantFrom("LS0tLS1CRUdJTi", "MHcCAQEEI", "=", "\n", "  ", "A", base64(keyPem), "MIGHAgEAMBMGByqGSM49AgEG");
  fc.assert(fc.property(fc.array(pieces, { maxLength: 20 }), (all) => void keysIn(all.join(""))));
});

test("a key of a Secret is told once, whether it stands on the line of its name or below", async () => {
  const secret = (value: string) =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: tikv-tls}\ndata:\n  tls.crt: ${base64(pem)}\n  tls.key: ${value}\n`;
  for (const value of [base64(keyPem), `|\n    ${base64(keyPem)}`, `>-\n    ${wrapped(base64(keyPem), "    ")}`]) {
    const { reading } = await repository({ "prod/secret.yaml": secret(value) });
    const keys = reading.files.flatMap(({ blocks }) => blocks).filter(({ kind }) => kind === "private-key");
    expect(keys, value).toHaveLength(1);
  }
});
