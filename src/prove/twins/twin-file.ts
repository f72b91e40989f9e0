import { type KeyObject, randomUUID } from "node:crypto";
import type { Certificate, PemBlock, PemFile, PrivateKey } from "../../model/certificates/certificate.ts";
import { findBlocks, type PlacedBlock, sourceOf } from "../../read/x509/pem.ts";
import { decodeDer } from "../../read/x509/x509-der.ts";
import { integer, objectIdentifier, octetString, sequence } from "./der-writer.ts";
import { pemOf } from "./issue-certificate.ts";
import { spkiOf } from "./twin-key.ts";
import type { NameEdit } from "./twin-names.ts";
import type { Twins } from "./twins.ts";

/** How the names of each certificate change. */
export type EditsOf = (certificate: Certificate) => readonly NameEdit[];

/**
 * A file of the same shape: the same blocks under the same labels, with the text between them, its line ends, byte-order
 * mark and NUL bytes, and twins in place of certificates and private keys. No private key of the original is in it.
 */
export function twinFile(file: PemFile, twins: Twins, edits: EditsOf): Uint8Array {
  switch (file.format) {
    case "pem":
      return twinText(file, twins, edits);
    case "der":
      return twinObject(file.blocks[0], twins, edits);
    case "pkcs12":
      return emptyStore(file);
    case "jks":
      return javaStore(file);
    default:
      return file.format satisfies never;
  }
}

/** Octets are spliced, not characters: what is no UTF-8 stays as it is. */
function twinText(file: PemFile, twins: Twins, edits: EditsOf): Uint8Array {
  const source = sourceOf(file);
  const text = source === undefined ? undefined : Buffer.from(source.bytes).toString("latin1");
  const places = text === undefined ? [] : findBlocks(text);
  const isWhole = places.length === file.blocks.length && places.every(({ label }, index) => label === file.blocks[index]?.label);
  if (text === undefined || !isWhole) {
    return Buffer.from(
      file.blocks.map((block) => pemOf(block.label, contentOf(block, twins, edits) ?? Buffer.alloc(0))).join(""),
    );
  }
  let made = "";
  let from = 0;
  for (const [index, place] of places.entries()) {
    made += text.slice(from, place.start) + twinBlock(file.blocks[index] as PemBlock, place, text, twins, edits);
    from = place.end;
  }
  return Buffer.from(made + text.slice(from), "latin1");
}

function twinBlock(block: PemBlock, place: PlacedBlock, text: string, twins: Twins, edits: EditsOf): string {
  const whole = text.slice(place.start, place.end);
  const isSecret = block.label.endsWith("PRIVATE KEY");
  if (block.kind === "broken") return isSecret ? brokenKey(block, place) : whole;
  const content = contentOf(block, twins, edits);
  if (content === undefined || place.body === undefined) return isSecret ? brokenKey(block, place) : whole;
  const body = text.slice(place.body.start, place.body.end);
  if (block.kind === "private-key" && /^[ \t]*Proc-Type:/m.test(body)) return encryptedTraditional(block.label, twins.spare);
  return text.slice(place.start, place.body.start) + inShapeOf(body, content) + text.slice(place.body.end, place.end);
}

/** White space; line ends also stand as `\\n` where a text was quoted. */
const gaps = /(?:\s|\\r|\\n)+/g;

/** Base64 with the line ends, the line length, the indent and the headers of another body. */
function inShapeOf(body: string, content: Uint8Array): string {
  // RFC 1421 headers end with a blank line.
  const head = body.includes(":") ? (/^\s*\S[\s\S]*?\n[ \t]*\r?\n/.exec(body)?.[0] ?? "") : "";
  const rest = body.slice(head.length);
  const found = [...rest.matchAll(gaps)].map(({ 0: gap, index }) => ({ gap, index }));
  const lead = found[0]?.index === 0 ? (found.shift()?.gap ?? "") : "";
  const last = found.at(-1);
  const tail = last !== undefined && last.index + last.gap.length === rest.length ? (found.pop()?.gap ?? "") : "";
  const old = rest.slice(lead.length, rest.length - tail.length);
  const separator = found[0]?.gap;
  const base64 = Buffer.from(content).toString("base64");
  // What was on one line stays there, unless it was only short.
  const width = separator === undefined ? (old.length > 76 ? base64.length : 64) : old.indexOf(separator);
  return head + lead + inLines(base64, Math.max(1, width)).join(separator ?? (lead === "" ? "\n" : lead)) + tail;
}

function inLines(text: string, width: number): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / width) }, (_, index) => text.slice(index * width, (index + 1) * width));
}

/** DER of the twin of a block; undefined for what stays as it is. */
function contentOf(block: PemBlock | undefined, twins: Twins, edits: EditsOf): Uint8Array | undefined {
  if (block?.kind === "private-key") return twinKeyDer(block.key, twins);
  if (block?.kind !== "certificate") return undefined;
  const { certificate } = block;
  const made = twins.of(certificate, edits(certificate)).der;
  return block.label === "TRUSTED CERTIFICATE" ? withTrust(block, made) : made;
}

/** What OpenSSL puts behind the certificate in such a block says for what it is trusted (X509_CERT_AUX). */
function withTrust({ trust }: Extract<PemBlock, { kind: "certificate" }>, made: Uint8Array): Uint8Array {
  if (trust === undefined) return made;
  const list = (usages: readonly string[]) => usages.map((usage) => objectIdentifier(usageOids[usage] ?? usage));
  const rejected =
    trust.rejected.length === 0 ? [] : [Buffer.concat([Buffer.from([0xa0]), sequence(...list(trust.rejected)).subarray(1)])];
  return Buffer.concat([made, sequence(...(trust.trusted === undefined ? [] : [sequence(...list(trust.trusted))]), ...rejected)]);
}

const usageOids: Readonly<Record<string, string>> = {
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
  anyExtendedKeyUsage: "2.5.29.37.0",
};

/** The twin key in the encoding of the original. */
function twinKeyDer(key: PrivateKey, twins: Twins): Uint8Array {
  if (key.encrypted) return encrypted(twins.spare);
  const twin = key.publicKey && twins.keyOf(key.publicKey)?.privateKey;
  if (twin === undefined) return keyOfNobody(key.encoding);
  try {
    switch (key.encoding) {
      case "pkcs1":
      case "sec1":
      case "pkcs8":
        return twin.export({ type: key.encoding, format: "der" });
      case "dsa":
        return traditionalDsa(twin);
      default:
        return keyOfNobody(key.encoding);
    }
  } catch {
    // The key that stands in is of another kind than the encoding is for.
    return twin.export({ type: "pkcs8", format: "der" });
  }
}

/** Encrypted under a password that is thrown away with it. */
function encrypted(key: KeyObject): Uint8Array {
  return key.export({ type: "pkcs8", format: "der", cipher: "aes-256-cbc", passphrase: randomUUID() });
}

function encryptedTraditional(label: string, key: KeyObject): string {
  const pem = key.export({ type: "sec1", format: "pem", cipher: "aes-256-cbc", passphrase: randomUUID() }) as string;
  return pem.trimEnd().replaceAll("EC PRIVATE KEY", label);
}

/** DSAPrivateKey of OpenSSL: 0, p, q, g, y, x. */
function traditionalDsa(key: KeyObject): Uint8Array {
  const [, algorithm, secret] = decodeDer(key.export({ type: "pkcs8", format: "der" })).children;
  const open = decodeDer(spkiOf(key)).children[1];
  const group = algorithm?.children[1]?.children.map(({ raw }) => raw) ?? [];
  return sequence(integer(0n), ...group, open?.body.subarray(1) ?? integer(0n), secret?.body ?? integer(0n));
}

/** What has the shape of a key in an encoding and is none: it stands for a key that no program here reads. */
function keyOfNobody(encoding: PrivateKey["encoding"]): Uint8Array {
  const zeros = (count: number) => sequence(...Array.from({ length: count }, () => integer(0n)));
  switch (encoding) {
    case "pkcs1":
      return zeros(9);
    case "dsa":
      return zeros(6);
    case "sec1":
      return sequence(integer(1n), octetString(Buffer.alloc(32)));
    case "openssh":
      return Buffer.from("openssh-key-v1\0\0\0\0\x04none\0\0\0\x04none\0\0\0\0", "latin1");
    default:
      return sequence(integer(0n), sequence(objectIdentifier("1.3.6.1.4.1.5923")), octetString(Buffer.alloc(32)));
  }
}

function brokenKey(block: PemBlock, place: PlacedBlock): string {
  const end = place.body === undefined ? place.wrongEnd : block.label;
  const body = block.kind === "broken" && block.level === "pem" ? "*" : "AAAA";
  return `-----BEGIN ${block.label}-----\n${body}${end === undefined ? "" : `\n-----END ${end}-----`}`;
}

function twinObject(block: PemBlock | undefined, twins: Twins, edits: EditsOf): Uint8Array {
  return contentOf(block, twins, edits) ?? sequence(integer(0n));
}

/** A PKCS#12 without content: no program here reads one, and what it holds is behind a password. */
function emptyStore(file: PemFile): Uint8Array {
  const keys = file.blocks.flatMap((block) => (block.kind === "private-key" ? [block.key] : []));
  const bags = keys.map(({ encrypted: isShrouded }) => objectIdentifier(`1.2.840.113549.1.12.10.1.${isShrouded ? 2 : 1}`));
  return sequence(integer(3n), sequence(objectIdentifier("1.2.840.113549.1.7.1")), ...bags);
}

/** The head of a Java key store of version 2, which counts one entry where the original holds a key. */
function javaStore(file: PemFile): Uint8Array {
  return Buffer.from(`feedfeed00000002000000${file.blocks.some(({ kind }) => kind === "private-key") ? "01" : "00"}`, "hex");
}
