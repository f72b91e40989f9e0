import type { PemContent, PemFile } from "../../model/certificates/certificate.ts";
import { firstLine, type Span } from "../../text/span.ts";
import type { X509Reader } from "../form.ts";
import type { SourceFile } from "../source-file.ts";

type BinaryFormat = Exclude<PemFile["format"], "pem">;

/** The format of a binary file, by its first bytes; undefined for text. */
export function binaryFormat(bytes: Uint8Array): BinaryFormat | undefined {
  const buffer = bufferOf(bytes);
  if (buffer.length >= 12 && javaMagics.has(buffer.readUInt32BE(0))) return "jks";
  const start = contentOffset(buffer);
  if (start === undefined) return undefined;
  const isPkcs12 = buffer.subarray(start, start + 3).equals(version3) && buffer.subarray(start + 3, start + 24).includes(pkcs7);
  return isPkcs12 ? "pkcs12" : "der";
}

const javaMagics: ReadonlySet<number> = new Set([0xfeedfeed, 0xcececece]);
/** INTEGER 3, the version of PKCS#12, and the beginning of the OIDs of PKCS#7 content. */
const version3 = Buffer.from("020103", "hex");
const pkcs7 = Buffer.from("06092a864886f70d0107", "hex");
/** Bags of PKCS#12 (RFC 7292 4.2.1, 4.2.2): a plain key and an encrypted one. */
const keyBag = Buffer.from("060b2a864886f70d010c0a0101", "hex");
const shroudedKeyBag = Buffer.from("060b2a864886f70d010c0a0102", "hex");

/** Offset of the content of a SEQUENCE whose length is that of the file, give or take a final line end. */
function contentOffset(buffer: Buffer): number | undefined {
  const first = buffer[1];
  if (buffer[0] !== 0x30 || first === undefined) return undefined;
  if (first < 0x80) return first + 2 === buffer.length ? 2 : undefined;
  const size = first & 0x7f;
  // 0x30 0x82 and 0x30 0x83 are "0" and a byte that is no UTF-8 text of its own: no text file begins so.
  return size >= 1 && size <= 4 && buffer.length > size + 2 ? size + 2 : undefined;
}

/** Reads a binary file: one certificate, one key, or a store of which only its kind is told. */
export function readBinary(
  file: SourceFile,
  format: BinaryFormat,
  x509: X509Reader | undefined,
  at: Span = firstLine(file.path, ""),
): PemFile {
  return {
    path: file.path,
    at,
    format,
    blocks: (format === "der" ? derBlocks(file.bytes, at, x509) : storeBlocks(bufferOf(file.bytes), format, at)).map(
      (content) => ({
        ...content,
        begins: "line",
      }),
    ),
    startsWithByteOrderMark: false,
    hasNul: true,
    hasIndentedBlock: false,
  };
}

function derBlocks(bytes: Uint8Array, span: Span, x509: X509Reader | undefined): PemContent[] {
  if (x509 === undefined) return [{ kind: "other", span, label: "" }];
  const key = x509.privateKey(bytes, span, undefined);
  if (!("because" in key)) return [{ kind: "private-key", span, label: "", key }];
  const certificate = x509.certificate(bytes, span);
  if (!("because" in certificate)) return [{ kind: "certificate", span, label: "", certificate }];
  return [{ kind: "broken", span, label: "", level: "der", because: certificate.because }];
}

function storeBlocks(bytes: Buffer, format: "pkcs12" | "jks", span: Span): PemContent[] {
  const key = (encrypted: boolean): PemContent[] => [
    { kind: "private-key", span, label: "", key: { span, encoding: format, encrypted } },
  ];
  if (format === "jks") return javaStoreHoldsKey(bytes) ? key(true) : [{ kind: "other", span, label: "" }];
  if (bytes.includes(keyBag)) return key(false);
  return bytes.includes(shroudedKeyBag) ? key(true) : [{ kind: "other", span, label: "" }];
}

/** Entries of a Java key store: tag 1 is a private key, 2 a certificate, 3 (JCEKS) a secret key. What cannot be walked counts as a key. */
function javaStoreHoldsKey(bytes: Buffer): boolean {
  const entries = bytes.readUInt32BE(8);
  let at = 12;
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + 6 > bytes.length || bytes.readUInt32BE(at) !== 2) return true;
    // tag, alias, date, then type and bytes of a certificate
    at += 4 + 2 + bytes.readUInt16BE(at + 4) + 8;
    if (at + 2 > bytes.length) return true;
    at += 2 + bytes.readUInt16BE(at);
    if (at + 4 > bytes.length) return true;
    at += 4 + bytes.readUInt32BE(at);
  }
  return false;
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
