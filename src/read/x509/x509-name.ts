import type { Name } from "../../model/certificates/certificate.ts";
import { type Der, DerError, hexOf, oidOf, stringOf, tags } from "./x509-der.ts";

/** Short names: RFC 4514 section 3, and three more that certificates really carry. */
const shortNames = new Map([
  ["2.5.4.3", "CN"],
  ["2.5.4.7", "L"],
  ["2.5.4.8", "ST"],
  ["2.5.4.10", "O"],
  ["2.5.4.11", "OU"],
  ["2.5.4.6", "C"],
  ["2.5.4.9", "STREET"],
  ["0.9.2342.19200300.100.1.25", "DC"],
  ["0.9.2342.19200300.100.1.1", "UID"],
  ["2.5.4.5", "serialNumber"],
  ["2.5.4.12", "title"],
  ["1.2.840.113549.1.9.1", "emailAddress"],
]);

const commonName = "2.5.4.3";
const stringTags: ReadonlySet<number> = new Set([0x0c, 0x12, 0x13, 0x14, 0x16, 0x1a, 0x1b, 0x1c, 0x1e]);

/** Reads a distinguished name. */
export function readName(der: Der, what: string): Name {
  if (der.tag !== tags.sequence) throw new DerError(`its ${what} is malformed`);
  const parts: string[] = [];
  const canonical: string[] = [];
  const commonNames: string[] = [];
  for (const set of der.children) {
    if (set.tag !== tags.set) throw new DerError(`its ${what} is malformed`);
    const attributes = set.children.map((attribute) => readAttribute(attribute, what));
    parts.push(attributes.map(({ text }) => text).join("+"));
    canonical.push(attributes.map(({ canonical: value }) => value).join("+"));
    for (const { oid, value } of attributes) if (oid === commonName) commonNames.push(value);
  }
  return { text: parts.reverse().join(","), der: hexOf(der.raw), canonical: canonical.join(","), commonNames };
}

function readAttribute(der: Der, what: string): { oid: string; value: string; text: string; canonical: string } {
  const [type, value] = der.children;
  if (type === undefined || value === undefined) throw new DerError(`its ${what} is malformed`);
  const oid = oidOf(type, what);
  if (!stringTags.has(value.tag)) {
    const hex = `${oid}=#${hexOf(value.raw)}`;
    return { oid, value: hexOf(value.body), text: hex, canonical: hex };
  }
  const string = stringOf(value);
  return { oid, value: string, text: `${shortNames.get(oid) ?? oid}=${escaped(string)}`, canonical: `${oid}=${folded(string)}` };
}

/** RFC 4514 section 2.4. */
function escaped(value: string): string {
  return value.replace(/[\\",+;<>]|^[ #]| $/g, "\\$&").replaceAll("\0", "\\00");
}

/** How OpenSSL compares attribute values: ASCII case folded, blanks trimmed and collapsed (crypto/x509/x_name.c, asn1_string_canon). */
function folded(value: string): string {
  return JSON.stringify(
    value
      .replace(/[ \t-\r]+/g, " ")
      .replace(/^ | $/g, "")
      .replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
  );
}
