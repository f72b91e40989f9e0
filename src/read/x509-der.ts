import { type AsnType, type Constructed, fromBER } from "asn1js";

/** One DER element. */
export interface Der {
  /** The identifier octet (0x30 is a SEQUENCE, 0xa3 is `[3]`). */
  readonly tag: number;
  /** Identifier, length and content. */
  readonly raw: Uint8Array;
  readonly body: Uint8Array;
  /** Empty for a primitive element. */
  readonly children: readonly Der[];
}

/** What the readers of this folder throw inside themselves; their public functions turn it into a sentence. */
export class DerError extends Error {}

// A certificate with 5,000 names has about 10,000 elements; nesting in real ones stays under ten.
const limits = { maxDepth: 40, maxNodes: 200_000, parseEmbedded: false, copyInput: false };

/** Decodes one element that fills `bytes`. Indefinite lengths are no DER and are refused. */
export function decodeDer(bytes: Uint8Array): Der {
  if (bytes.length === 0) throw new DerError("it is empty");
  const { offset, result } = decodeBer(bytes);
  if (offset === -1) throw new DerError("it is no DER, or it is truncated");
  if (offset !== bytes.length) throw new DerError(`${bytes.length - offset} bytes follow its end`);
  return toDer(result);
}

/** Decodes elements that stand one behind the other. */
export function decodeAll(bytes: Uint8Array): readonly Der[] {
  const list: Der[] = [];
  for (let rest = bytes; rest.length > 0 && list.length < 16; ) {
    const { offset, result } = decodeBer(rest);
    if (offset <= 0) throw new DerError("it is no DER, or it is truncated");
    list.push(toDer(result));
    rest = rest.subarray(offset);
  }
  return list;
}

function decodeBer(bytes: Uint8Array): ReturnType<typeof fromBER> {
  try {
    return fromBER(bytes, limits);
  } catch (error) {
    // The decoder checks some contents (times, long tags) by throwing.
    throw new DerError("it is no DER", { cause: error });
  }
}

function toDer(node: AsnType): Der {
  if (node.lenBlock.isIndefiniteForm) throw new DerError("it has an indefinite length, which DER does not know");
  const raw = node.valueBeforeDecodeView;
  const body = raw.subarray(node.idBlock.blockLength + node.lenBlock.blockLength);
  const nested: unknown = node.idBlock.isConstructed ? (node as Constructed).valueBlock.value : [];
  // BER allows a string or a number in several parts, DER does not.
  if (!Array.isArray(nested)) throw new DerError("it has a value in several parts, which DER does not know");
  return { tag: raw[0] ?? 0, raw, body, children: nested.map(toDer) };
}

/** The element at `index`; `what` is named when it is missing or of another kind. */
export function at(parent: Der, index: number, tag: number, what: string): Der {
  const child = parent.children[index];
  if (child === undefined || child.tag !== tag) throw new DerError(`its ${what} is malformed`);
  return child;
}

export const tags = { boolean: 1, integer: 2, bits: 3, octets: 4, null: 5, oid: 6, sequence: 0x30, set: 0x31 } as const;

/** A two's complement integer. */
export function integerOf(der: Der, what: string): bigint {
  if (der.body.length === 0) throw new DerError(`its ${what} is malformed`);
  const hex = hexOf(der.body);
  const value = BigInt(`0x${hex}`);
  return (der.body[0] ?? 0) < 0x80 ? value : value - (1n << BigInt(4 * hex.length));
}

export function booleanOf(der: Der): boolean {
  return der.body.some((byte) => byte !== 0);
}

/** The content of a BIT STRING without the octet that counts unused bits. */
export function bitsOf(der: Der): Uint8Array {
  return der.body.subarray(1);
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex");
}

/** The dotted text of an OBJECT IDENTIFIER. Arcs beyond 49 bits, which nobody uses, are refused. */
export function oidOf(der: Der, what: string): string {
  const { body } = der;
  if (der.tag !== tags.oid || body.length === 0 || (body.at(-1) ?? 0x80) >= 0x80) throw new DerError(`its ${what} is malformed`);
  let text = "";
  let arc = 0;
  for (const byte of body) {
    if (arc >= 2 ** 42) throw new DerError(`its ${what} is malformed`);
    arc = arc * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    text += text === "" ? firstArcs(arc) : `.${arc}`;
    arc = 0;
  }
  return text;
}

/** The first number of the encoding holds two arcs: 40 times the first, which is 0, 1 or 2, and the second. */
function firstArcs(value: number): string {
  const root = Math.min(2, Math.floor(value / 40));
  return `${root}.${value - root * 40}`;
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The text of a string element, whatever its kind. */
export function stringOf(der: Der): string {
  const bytes = Buffer.from(der.body.buffer, der.body.byteOffset, der.body.length);
  switch (der.tag) {
    case 0x1e: // BMPString
      return bytes.length % 2 === 0 ? Buffer.from(bytes).swap16().toString("utf16le") : bytes.toString("latin1");
    case 0x1c: // UniversalString
      return Array.from({ length: bytes.length >> 2 }, (_, index) => codePoint(bytes.readUInt32BE(index * 4))).join("");
    case 0x0c: // UTF8String
      return decoder.decode(bytes);
    default:
      return bytes.toString("latin1");
  }
}

function codePoint(value: number): string {
  return value <= 0x10ffff ? String.fromCodePoint(value) : "\uFFFD";
}

/** A UTCTime or GeneralizedTime, in milliseconds since the epoch. RFC 5280 4.1.2.5 */
export function timeOf(der: Der | undefined, what: string): number {
  const text = der === undefined ? "" : Buffer.from(der.body).toString("latin1");
  const match =
    der?.tag === 0x17
      ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})$/.exec(text)
      : der?.tag === 0x18
        ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})$/.exec(text)
        : null;
  if (match === null) throw new DerError(`its ${what} is no time`);
  const [, years = "", month = "", day = "", hour = "", minute = "", second = "00", zone = "Z"] = match;
  const year = years.length === 4 ? years : `${Number(years) < 50 ? 20 : 19}${years}`;
  const offset = zone === "Z" ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  // Date.parse turns 30 February into March, OpenSSL and Go refuse it.
  if (Number.isNaN(time) || Number(day) > new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()) {
    throw new DerError(`its ${what} is no time`);
  }
  return time;
}
