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
const maxDepth = 40;
const maxElements = 200_000;

/** Decodes one element that fills `bytes`. Indefinite lengths are no DER and are refused. */
export function decodeDer(bytes: Uint8Array): Der {
  if (bytes.length === 0) throw new DerError("it is empty");
  const cursor = new Cursor(bytes);
  const der = cursor.element(bytes.length, 0);
  if (cursor.offset !== bytes.length) throw new DerError(`${bytes.length - cursor.offset} bytes follow its end`);
  return der;
}

/** Decodes elements that stand one behind the other. */
export function decodeAll(bytes: Uint8Array): readonly Der[] {
  const list: Der[] = [];
  for (let rest = bytes; rest.length > 0 && list.length < 16; ) {
    const cursor = new Cursor(rest);
    list.push(cursor.element(rest.length, 0));
    rest = rest.subarray(cursor.offset);
  }
  return list;
}

/** An element as places in the bytes that hold it: most are never looked at, and need no view of their own. */
class Element implements Der {
  readonly tag: number;
  readonly children: readonly Der[];
  readonly #bytes: Uint8Array;
  readonly #start: number;
  readonly #bodyStart: number;
  readonly #end: number;

  constructor(tag: number, bytes: Uint8Array, start: number, bodyStart: number, end: number, children: readonly Der[]) {
    this.tag = tag;
    this.children = children;
    this.#bytes = bytes;
    this.#start = start;
    this.#bodyStart = bodyStart;
    this.#end = end;
  }

  get raw(): Uint8Array {
    return this.#bytes.subarray(this.#start, this.#end);
  }

  get body(): Uint8Array {
    return this.#bytes.subarray(this.#bodyStart, this.#end);
  }
}

const none: readonly Der[] = [];

/**
 * Reads the elements of `bytes` from the front. Lengths that are longer than need be are let through: OpenSSL takes
 * them in a certificate.
 */
class Cursor {
  offset = 0;
  readonly #bytes: Uint8Array;
  #elements = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The element at the offset, which may not reach beyond `limit`. */
  element(limit: number, depth: number): Der {
    this.#elements += 1;
    if (depth > maxDepth || this.#elements > maxElements) throw malformed();
    const start = this.offset;
    const tag = this.#identifier(limit);
    const length = this.#length(limit);
    const bodyStart = this.offset;
    const end = bodyStart + length;
    if (end > limit) throw malformed();
    const isConstructed = (tag & 0x20) !== 0;
    if (tag < 0x40) this.#checkUniversal(tag, bodyStart, end);
    let children = none;
    if (isConstructed && length > 0) {
      const list: Der[] = [];
      while (this.offset < end) list.push(this.element(end, depth + 1));
      children = list;
    }
    this.offset = end;
    return new Element(tag, this.#bytes, start, bodyStart, end, children);
  }

  #octet(limit: number): number {
    if (this.offset >= limit) throw malformed();
    return this.#bytes[this.offset++] ?? 0;
  }

  /** The first identifier octet; those of a long tag behind it are passed. */
  #identifier(limit: number): number {
    const tag = this.#octet(limit);
    if ((tag & 0x1f) === 0x1f) while (this.#octet(limit) >= 0x80);
    return tag;
  }

  #length(limit: number): number {
    const first = this.#octet(limit);
    if (first < 0x80) return first;
    if (first === 0x80) throw new DerError("it has an indefinite length, which DER does not know");
    let length = 0;
    for (let count = first & 0x7f; count > 0; count--) {
      length = length * 256 + this.#octet(limit);
      if (length > this.#bytes.length) throw malformed();
    }
    return length;
  }

  /** X.690: which universal types have parts, and what may stand in those that tell where they end. */
  #checkUniversal(tag: number, bodyStart: number, end: number): void {
    const number = tag & 0x1f;
    // Reserved; and the types with long tags (DATE, DURATION) are in no certificate.
    if (number === 0 || number === 15 || number === 31) throw malformed();
    if (tag >= 0x20) {
      // SEQUENCE, SET, EXTERNAL, EMBEDDED PDV.
      if (number === 16 || number === 17 || number === 8 || number === 11) return;
      throw new DerError("it has a value in several parts, which DER does not know");
    }
    if (number === 16 || number === 17) throw malformed();
    if (bodyStart === end) return;
    if (tag === tags.bits && (this.#bytes[bodyStart] ?? 0) > 7) throw malformed();
    if ((tag === tags.oid || tag === tags.relativeOid) && (this.#bytes[end - 1] ?? 0) >= 0x80) throw malformed();
  }
}

function malformed(): DerError {
  return new DerError("it is no DER, or it is truncated");
}

/** The element at `index`; `what` is named when it is missing or of another kind. */
export function at(parent: Der, index: number, tag: number, what: string): Der {
  const child = parent.children[index];
  if (child === undefined || child.tag !== tag) throw new DerError(`its ${what} is malformed`);
  return child;
}

export const tags = {
  boolean: 1,
  integer: 2,
  bits: 3,
  octets: 4,
  null: 5,
  oid: 6,
  relativeOid: 13,
  sequence: 0x30,
  set: 0x31,
} as const;

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

/** The text of a string element, whatever its kind. */
export function stringOf(der: Der): string {
  const bytes = Buffer.from(der.body.buffer, der.body.byteOffset, der.body.length);
  switch (der.tag) {
    case 0x1e: // BMPString
      return bytes.length % 2 === 0 ? Buffer.from(bytes).swap16().toString("utf16le") : bytes.toString("latin1");
    case 0x1c: // UniversalString
      return Array.from({ length: bytes.length >> 2 }, (_, index) => codePoint(bytes.readUInt32BE(index * 4))).join("");
    case 0x0c: // UTF8String
      return bytes.toString("utf8");
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
