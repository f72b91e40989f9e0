import type { PemBlock, PemContent, PemFile, PrivateKey } from "../../model/certificates/certificate.ts";
import { firstLine, LineIndex, type Locator, type Span } from "../../text/span.ts";
import type { X509Reader } from "../form.ts";
import type { SourceFile } from "../source-file.ts";
import { encodedKeysIn } from "./encoded-keys.ts";
import { binaryFormat, readBinary } from "./x509-binary-store.ts";

/** Reads every block of a PEM file, or the one object of a binary file (DER, PKCS#12, JKS). */
export function readPem(file: SourceFile, x509: X509Reader | undefined): PemFile {
  const format = binaryFormat(file.bytes);
  if (format !== undefined) return readBinary(file, format, x509);
  return {
    path: file.path,
    at: firstLine(file.path, file.text),
    format: "pem",
    blocks: from(
      file,
      readBlocks(file, x509, () => true),
    ),
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
    blocks: from(
      file,
      readBlocks(file, x509, () => true, lines),
    ),
    startsWithByteOrderMark: file.text.startsWith("\uFEFF"),
    hasNul: file.bytes.includes(0),
    hasIndentedBlock: /^[ \t]+-----BEGIN /m.test(file.text),
  };
}

const sources = new WeakMap<readonly PemBlock[], SourceFile>();

function from(file: SourceFile, blocks: readonly PemBlock[]): readonly PemBlock[] {
  sources.set(blocks, file);
  return blocks;
}

/** What a file was read from, for whoever has to write one of the same shape; undefined for a binary file and for keys found in a text of another kind. */
export function sourceOf(file: PemFile): SourceFile | undefined {
  return sources.get(file.blocks);
}

/**
 * Finds private keys in a text of any kind: a script, an `.env`, a YAML or TOML file that another form reads. Line ends
 * that are written as `\n` inside quotes are understood, and so is base64. Undefined when there is none, and for source code and documents.
 */
export function keysInText(file: SourceFile, x509: X509Reader | undefined): PemFile | undefined {
  if (isSourceOrDocument(file)) return undefined;
  const keys = (text: SourceFile, lines?: Locator) =>
    readBlocks(text, x509, (label) => label.endsWith("PRIVATE KEY"), lines).filter(({ kind }) => kind === "private-key");
  const plain = holdsText(file, "PRIVATE KEY-----") ? keys(file) : [];
  const encoded = encodedKeysIn(file, x509, findBlocks(file.text), (text, at) => keys(text, { path: file.path, span: () => at }));
  const blocks = [...plain, ...encoded];
  if (blocks.length === 0) return undefined;
  return {
    path: file.path,
    at: firstLine(file.path, file.text),
    format: "pem",
    blocks,
    startsWithByteOrderMark: file.text.startsWith("\uFEFF"),
    hasNul: file.bytes.includes(0),
    hasIndentedBlock: blocks.some(({ span }) => span.column > 1),
    isServiceAccount: /"type" *: *"service_account"/.test(file.text) || undefined,
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

/** The place of a PEM block in a text: offsets in UTF-16 code units. */
export interface PlacedBlock {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  /** What stands between its BEGIN and END marks; undefined without an END line of its own. */
  readonly body?: { readonly start: number; readonly end: number } | undefined;
  /** The END line that it has in place of its own. */
  readonly wrongEnd?: string | undefined;
}

/** Finds the PEM blocks of a text, in the order in which `readPem` reads them. */
export function findBlocks(text: string): readonly PlacedBlock[] {
  const found: Mark[] = [...text.matchAll(marks)].map((match) => ({
    label: match[2] ?? "",
    start: match.index,
    end: match.index + match[0].length,
    begins: match[1] === "BEGIN",
  }));
  return found.flatMap((begin, index): readonly PlacedBlock[] => {
    if (!begin.begins) return [];
    const { label, start } = begin;
    const end = found[index + 1];
    if (end !== undefined && !end.begins && end.label === label) {
      return [{ label, start, end: end.end, body: { start: begin.end, end: end.start } }];
    }
    const wrongEnd = end === undefined || end.begins ? undefined : end.label;
    return [{ label, start, end: endWithoutEndLine(text, begin, end), wrongEnd }];
  });
}

function readBlocks(
  file: SourceFile,
  x509: X509Reader | undefined,
  wanted: (label: string) => boolean,
  lines: Locator = new LineIndex(file.path, file.text),
): PemBlock[] {
  return findBlocks(file.text)
    .filter(({ label }) => wanted(label))
    .map(({ label, start, end, body, wrongEnd }): PemBlock => {
      const span = lines.span(start, end);
      const begins = beginsAt(file.text, start);
      if (body !== undefined) return { ...readBlock(label, file.text.slice(body.start, body.end), span, x509), begins };
      const because = wrongEnd === undefined ? `it has no END ${label} line` : `its last line says END ${wrongEnd}`;
      return { kind: "broken", span, label, level: "pem", because, begins };
    });
}

function beginsAt(text: string, start: number): PemBlock["begins"] {
  if (start === 0 || text[start - 1] === "\n") return "line";
  return start === 1 && text.startsWith("\uFEFF") ? "behind-byte-order-mark" : "inside-line";
}

/** Where a block without an END line ends: with its wrong END line, or before the next BEGIN, without the line end. */
function endWithoutEndLine(text: string, begin: Mark, next: Mark | undefined): number {
  if (next !== undefined && !next.begins) return next.end;
  let end = next?.start ?? text.length;
  while (end > begin.end && /\s/.test(text[end - 1] ?? "")) end -= 1;
  return end;
}

function readBlock(label: string, body: string, span: Span, x509: X509Reader | undefined): PemContent {
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
