import { createPrivateKey, createPublicKey } from "node:crypto";
import type { PrivateKey, PublicKey } from "../../model/certificates/certificate.ts";
import type { Span } from "../../text/span.ts";
import { type Der, DerError, decodeDer, tags } from "./x509-der.ts";
import { readPublicKey } from "./x509-key.ts";

type Encoding = PrivateKey["encoding"];

/** Reads a private key; the public half where no password stands before it. Nothing of the private half is kept. */
export function readPrivateKey(bytes: Uint8Array, span: Span, label: string | undefined): PrivateKey {
  if (label === "OPENSSH PRIVATE KEY") return openSsh(bytes, span);
  const der = decodeDer(bytes);
  const { encoding, encrypted } = shapeOf(der, label);
  if (encrypted) return { span, encoding, encrypted };
  return { span, encoding, encrypted, publicKey: publicHalf(bytes, encoding) };
}

/** By label where there is one; a binary file by the shape of its DER. */
function shapeOf(der: Der, label: string | undefined): { encoding: Encoding; encrypted: boolean } {
  if (der.tag !== tags.sequence) throw new DerError("it is no private key");
  const shape = der.children.map(({ tag }) => tag);
  const starts = (...wanted: number[]) => wanted.every((tag, index) => shape[index] === tag);
  if (starts(tags.sequence, tags.octets) && shape.length === 2) return { encoding: "pkcs8", encrypted: true };
  if (starts(tags.integer, tags.sequence, tags.octets)) return { encoding: "pkcs8", encrypted: false };
  if (starts(tags.integer, tags.octets) && label !== "RSA PRIVATE KEY") return { encoding: "sec1", encrypted: false };
  if (shape.every((tag) => tag === tags.integer)) {
    if (shape.length === 9) return { encoding: "pkcs1", encrypted: false };
    if (shape.length === 6) return { encoding: "dsa", encrypted: false };
  }
  throw new DerError("it is no private key");
}

function publicHalf(bytes: Uint8Array, encoding: Encoding): PublicKey | undefined {
  try {
    const key = createPublicKey(importKey(Buffer.from(bytes), encoding));
    return readPublicKey(decodeDer(key.export({ type: "spki", format: "der" })));
  } catch {
    // OpenSSL's errors have no common class: a key that it cannot read shows no public half.
    return undefined;
  }
}

function importKey(der: Buffer, encoding: Encoding) {
  switch (encoding) {
    case "pkcs1":
    case "pkcs8":
    case "sec1":
      return createPrivateKey({ key: der, format: "der", type: encoding });
    default: {
      const label = encoding === "dsa" ? "DSA PRIVATE KEY" : "PRIVATE KEY";
      return createPrivateKey(`-----BEGIN ${label}-----\n${der.toString("base64")}\n-----END ${label}-----\n`);
    }
  }
}

/** openssh-key-v1: magic, cipher name, ... (OpenSSH PROTOCOL.key). */
function openSsh(bytes: Uint8Array, span: Span): PrivateKey {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const magic = "openssh-key-v1\0";
  if (buffer.subarray(0, magic.length).toString("latin1") !== magic || buffer.length < magic.length + 8) {
    throw new DerError("it is no OpenSSH key");
  }
  const length = buffer.readUInt32BE(magic.length);
  const cipher = buffer.subarray(magic.length + 4, magic.length + 4 + Math.min(length, 64)).toString("latin1");
  return { span, encoding: "openssh", encrypted: cipher !== "none" };
}
