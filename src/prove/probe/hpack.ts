/**
 * As much of HPACK (RFC 7541) as a health check needs: a request of literals, and a whole decoder, since servers index
 * and compress as they like (Go's does both, gRPC core's neither).
 */

export type Header = readonly [name: string, value: string];

/** A header block of literals without indexing and without compression (RFC 7541 6.2.2); each text below 127 bytes. */
export function encodeHeaders(headers: readonly Header[]): Buffer {
  return Buffer.concat(headers.flatMap(([name, value]) => [Buffer.from([0x00]), literal(name), literal(value)]));
}

function literal(text: string): Buffer {
  const bytes = Buffer.from(text, "latin1").subarray(0, 126);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

/** A block that is not as RFC 7541 wants it, or larger than any answer to a health check. */
export class HpackError extends Error {}

/** Decodes the header blocks of one connection, in order: each may lean on those before it. */
export class HpackDecoder {
  /** Newest first (RFC 7541 2.3.2). */
  readonly #dynamic: Header[] = [];

  decode(block: Buffer): readonly Header[] {
    const cursor: Cursor = { block, at: 0 };
    const headers: Header[] = [];
    while (cursor.at < block.length) {
      const header = this.#next(cursor);
      if (header !== undefined) headers.push(header);
      if (headers.length > 200) throw new HpackError("more than 200 header fields");
    }
    return headers;
  }

  #next(cursor: Cursor): Header | undefined {
    const first = byteAt(cursor, cursor.at);
    if (first >= 0x80) return this.#entry(readInteger(cursor, 7));
    if (first >= 0x20 && first < 0x40) {
      // A new size of the table: what was put into it stays readable here, which can only be too lenient.
      readInteger(cursor, 5);
      return undefined;
    }
    const isIndexed = first >= 0x40;
    const index = readInteger(cursor, isIndexed ? 6 : 4);
    const name = index === 0 ? readText(cursor) : this.#entry(index)[0];
    const header: Header = [name, readText(cursor)];
    if (isIndexed) this.#dynamic.unshift(header);
    return header;
  }

  #entry(index: number): Header {
    const entry = index <= staticTable.length ? staticTable[index - 1] : this.#dynamic[index - staticTable.length - 1];
    if (entry === undefined) throw new HpackError(`no entry ${index} in the table`);
    return entry;
  }
}

interface Cursor {
  readonly block: Buffer;
  at: number;
}

function byteAt({ block }: Cursor, at: number): number {
  const byte = block[at];
  if (byte === undefined) throw new HpackError("the block ends early");
  return byte;
}

/** RFC 7541 5.1. */
function readInteger(cursor: Cursor, prefix: number): number {
  const most = 2 ** prefix - 1;
  let value = byteAt(cursor, cursor.at++) & most;
  if (value < most) return value;
  for (let shift = 0; ; shift += 7) {
    const byte = byteAt(cursor, cursor.at++);
    value += (byte & 0x7f) * 2 ** shift;
    if (shift > 21) throw new HpackError("an integer that is too large");
    if (byte < 0x80) return value;
  }
}

function readText(cursor: Cursor): string {
  const isCompressed = byteAt(cursor, cursor.at) >= 0x80;
  const length = readInteger(cursor, 7);
  const bytes = cursor.block.subarray(cursor.at, cursor.at + length);
  if (bytes.length < length) throw new HpackError("the block ends early");
  cursor.at += length;
  return isCompressed ? decompress(bytes) : bytes.toString("latin1");
}

function decompress(bytes: Buffer): string {
  let text = "";
  let code = 0;
  let size = 0;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      code = code * 2 + ((byte >> bit) & 1);
      size++;
      const symbol = symbols.get(size * 2 ** 32 + code);
      if (symbol === undefined) continue;
      text += String.fromCharCode(symbol);
      code = 0;
      size = 0;
    }
  }
  // What is left is the padding: at most seven ones (RFC 7541 5.2).
  if (size > 7) throw new HpackError("text that is not compressed as it should be");
  return text;
}

/** Lengths of the Huffman codes of the bytes 0 to 255, in bits (RFC 7541 appendix B), one character each: `a` is 5. */
const codeLengths =
  "isxxxxxxxtzxxzxxxxxxxxzxxxxxxxxxbffhibdgffdgdbbbaaabbbbbbbcdkbhf" +
  "ibccccccccccccccccccccccdcdioijbkabababbbaccbbbabcbaabccccckgjix" +
  "prpprrrsrssssststtrstssssqrsrsstrqprrssqsrrtqrssqqrqsrssprrrsrrs" +
  "vvporsruvvvwwvtuoqvwwvwtqqvvxwwwptpqrqqsrruuttvsvwvvwwwwwxwwwwwv";

const symbols = huffmanSymbols();

/** The codes are canonical: shorter ones first, and in the order of the bytes among those of one length. */
function huffmanSymbols(): ReadonlyMap<number, number> {
  const lengths = [...codeLengths].map((letter) => letter.charCodeAt(0) - 92);
  const found = new Map<number, number>();
  let code = 0;
  for (let size = 5; size <= 30; size++) {
    for (const [symbol, length] of lengths.entries()) if (length === size) found.set(size * 2 ** 32 + code++, symbol);
    code *= 2;
  }
  return found;
}

/** RFC 7541 appendix A, in order; `_` stands for a blank. */
const staticTable: readonly Header[] = `
:authority :method=GET :method=POST :path=/ :path=/index.html :scheme=http :scheme=https :status=200 :status=204
:status=206 :status=304 :status=400 :status=404 :status=500 accept-charset accept-encoding=gzip,_deflate
accept-language accept-ranges accept access-control-allow-origin age allow authorization cache-control
content-disposition content-encoding content-language content-length content-location content-range content-type
cookie date etag expect expires from host if-match if-modified-since if-none-match if-range if-unmodified-since
last-modified link location max-forwards proxy-authenticate proxy-authorization range referer refresh retry-after
server set-cookie strict-transport-security transfer-encoding user-agent vary via www-authenticate
`
  .trim()
  .split(/\s+/)
  .map((entry): Header => {
    const [name = "", value = ""] = entry.split("=");
    return [name, value.replace("_", " ")];
  });
