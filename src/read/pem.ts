import type { PemBlock, PemFile, PrivateKey } from "../model/certificate.ts";
import { firstLine, LineIndex, type Locator, type Span } from "../text/span.ts";
import type { X509Reader } from "./form.ts";
import type { SourceFile } from "./source-file.ts";
import { binaryFormat, readBinary } from "./x509-binary-store.ts";

/** Reads every block of a PEM file, or the one object of a binary file (DER, PKCS#12, JKS). */
export function readPem(file: SourceFile, x509: X509Reader | undefined): PemFile {
  const format = binaryFormat(file.bytes);
  if (format !== undefined) return readBinary(file, format, x509);
  return {
    path: file.path,
    at: firstLine(file.path, file.text),
    format: "pem",
    blocks: readBlocks(file, x509, () => true),
    startsWithByteOrderMark: file.text.startsWith("\uFEFF"),
    hasNul: file.bytes.includes(0),
    hasIndentedBlock: /^[ \t]+-----BEGIN /m.test(file.text),
  };
}

/** Reads a PEM text that stands inside another file (an entry of a Secret): `lines` says where its characters are, `at` where it is. */
export function readPemAt(file: SourceFile, lines: Locator, at: Span, x509: X509Reader | undefined): PemFile {
  return {
    path: file.path,
    at,
    format: "pem",
    blocks: readBlocks(file, x509, () => true, lines),
    startsWithByteOrderMark: file.text.startsWith("\uFEFF"),
    hasNul: file.bytes.includes(0),
    hasIndentedBlock: /^[ \t]+-----BEGIN /m.test(file.text),
  };
}

/**
 * Finds private keys in a text of any kind: a script, an `.env`, a YAML or TOML file that another form reads. Line ends
 * that are written as `\n` inside quotes are understood. Undefined when there is none, and for source code and documents.
 */
export function keysInText(file: SourceFile, x509: X509Reader | undefined): PemFile | undefined {
  if (isSourceOrDocument(file) || !holdsText(file, "PRIVATE KEY-----")) return undefined;
  const blocks = readBlocks(file, x509, (label) => label.endsWith("PRIVATE KEY")).filter(({ kind }) => kind === "private-key");
  if (blocks.length === 0) return undefined;
  return {
    path: file.path,
    at: firstLine(file.path, file.text),
    format: "pem",
    blocks,
    startsWithByteOrderMark: file.text.startsWith("\uFEFF"),
    hasNul: file.bytes.includes(0),
    hasIndentedBlock: blocks.some(({ span }) => span.column > 1),
  };
}

/** Program text and documents: a PEM block in them is an example or a test. */
export function isSourceOrDocument(file: SourceFile): boolean {
  return /\.([cm]?[jt]sx?|go|rs|py|java|kt|scala|rb|php|[ch]|cc|cpp|hpp|cs|swift|pl|lua|proto|sql|mdx?|rst|adoc|html?|css|svg|ipynb|snap|golden|patch|diff)$/i.test(
    file.path,
  );
}

/** Do the bytes hold a text? Cheaper than decoding the file. */
export function holdsText(file: SourceFile, text: string): boolean {
  return Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.length).includes(text);
}

// A label holds no hyphen, so that a match ends at the next one: linear on any text.
const marks = /-----(BEGIN|END) ([^\r\n-]{1,64})-----/g;

interface Mark {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly begins: boolean;
}

function readBlocks(
  file: SourceFile,
  x509: X509Reader | undefined,
  wanted: (label: string) => boolean,
  lines: Locator = new LineIndex(file.path, file.text),
): PemBlock[] {
  const found: Mark[] = [...file.text.matchAll(marks)].map((match) => ({
    label: match[2] ?? "",
    start: match.index,
    end: match.index + match[0].length,
    begins: match[1] === "BEGIN",
  }));
  const blocks: PemBlock[] = [];
  for (const [index, begin] of found.entries()) {
    if (!begin.begins || !wanted(begin.label)) continue;
    const end = found[index + 1];
    if (end === undefined || end.begins || end.label !== begin.label) {
      const span = lines.span(begin.start, endWithoutEndLine(file.text, begin, end));
      const because =
        end === undefined || end.begins ? `it has no END ${begin.label} line` : `its last line says END ${end.label}`;
      blocks.push({ kind: "broken", span, label: begin.label, level: "pem", because });
    } else {
      blocks.push(readBlock(begin.label, file.text.slice(begin.end, end.start), lines.span(begin.start, end.end), x509));
    }
  }
  return blocks;
}

/** Where a block without an END line ends: with its wrong END line, or before the next BEGIN, without the line end. */
function endWithoutEndLine(text: string, begin: Mark, next: Mark | undefined): number {
  if (next !== undefined && !next.begins) return next.end;
  let end = next?.start ?? text.length;
  while (end > begin.end && /\s/.test(text[end - 1] ?? "")) end -= 1;
  return end;
}

function readBlock(label: string, body: string, span: Span, x509: X509Reader | undefined): PemBlock {
  const { headers, base64 } = splitHeaders(body);
  const isKey = label.endsWith("PRIVATE KEY");
  const der = decodeBase64(base64);
  if (der === undefined) return { kind: "broken", span, label, level: "pem", because: "its body is not base64" };
  if (isKey && /^Proc-Type: *4, *ENCRYPTED/m.test(headers)) {
    return { kind: "private-key", span, label, key: { span, encoding: encodingOf(label), encrypted: true } };
  }
  if (x509 === undefined) return { kind: "other", span, label };
  if (isKey) {
    const key = x509.privateKey(der, span, label);
    return "because" in key ? { kind: "broken", span, label, level: "der", ...key } : { kind: "private-key", span, label, key };
  }
  switch (label) {
    case "CERTIFICATE":
    case "X509 CERTIFICATE": {
      const read = x509.certificate(der, span);
      if ("because" in read) return { kind: "broken", span, label, level: "der", because: read.because };
      return { kind: "certificate", span, label, certificate: read };
    }
    case "TRUSTED CERTIFICATE": {
      const read = x509.trustedCertificate?.(der, span) ?? { because: "its trust settings are not read" };
      if ("because" in read) return { kind: "broken", span, label, level: "der", because: read.because };
      return { kind: "certificate", span, label, ...read };
    }
    default:
      return { kind: "other", span, label };
  }
}

/** RFC 1421 headers stand before the body, with a blank line between. */
function splitHeaders(body: string): { headers: string; base64: string } {
  if (!body.includes(":")) return { headers: "", base64: body };
  const text = body.replace(/\\r\\n|\\n|\r\n?/g, "\n").replace(/^[ \t]*\n/, "");
  const blank = text.search(/\n[ \t]*\n/);
  if (blank === -1) return { headers: "", base64: body };
  return { headers: text.slice(0, blank).replace(/^[ \t]+/gm, ""), base64: text.slice(blank) };
}

/** Undefined for what is not base64. Blanks anywhere and line ends written as `\n` do not matter. */
function decodeBase64(text: string): Uint8Array | undefined {
  const packed = text.replace(/\\r|\\n|\s/g, "");
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return undefined;
  return Buffer.from(packed, "base64");
}

function encodingOf(label: string): PrivateKey["encoding"] {
  switch (label) {
    case "RSA PRIVATE KEY":
      return "pkcs1";
    case "EC PRIVATE KEY":
      return "sec1";
    case "DSA PRIVATE KEY":
      return "dsa";
    default:
      return "unknown";
  }
}
