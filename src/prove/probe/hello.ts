import { randomBytes } from "node:crypto";

/** A ClientHello to send. Whoever writes it by hand can ask for what its own OpenSSL has long dropped, as scanners do. */
export interface Hello {
  /** 0x0300 (SSL 3.0) to 0x0304 (TLS 1.3). */
  readonly version: number;
  readonly suites: readonly number[];
  readonly groups: readonly number[];
  readonly serverName?: string | undefined;
}

/** What a server answers to a ClientHello. */
export type HelloAnswer =
  | {
      readonly kind: "chosen";
      readonly version: number;
      readonly suite: number;
      /** TLS 1.3: what a HelloRetryRequest asks for; before: the curve of the ServerKeyExchange. */
      readonly group?: number | undefined;
      /** Up to TLS 1.2, where the server sends them in plaintext; DER, leaf first. */
      readonly certificates?: readonly Uint8Array[] | undefined;
      /** Up to TLS 1.2: does it give tickets, or a session id? */
      readonly resumption: "none" | "tickets" | "session-ids";
    }
  | { readonly kind: "alert"; readonly code: number }
  /** No TLS. */
  | { readonly kind: "other" };

const tls13 = 0x0304;

/**
 * Writes a ClientHello (RFC 8446 4.1.2, RFC 5246 7.4.1.2). In TLS 1.3 it offers groups without a key share, so that the
 * server answers by a HelloRetryRequest, which tells suite and group, and nobody has to compute anything.
 */
export function writeHello({ version, suites, groups, serverName }: Hello): Buffer {
  const list = (codes: readonly number[]) => Buffer.concat(codes.map(word));
  const body = Buffer.concat([
    word(Math.min(version, 0x0303)),
    randomBytes(32),
    sized(1, version >= tls13 ? randomBytes(32) : Buffer.alloc(0)),
    sized(2, list(suites)),
    sized(1, Buffer.from([0])),
    ...(version >= 0x0301 ? [sized(2, Buffer.concat(extensionsOf(version, groups, serverName)))] : []),
  ]);
  const message = Buffer.concat([Buffer.from([1]), sized(3, body)]);
  return Buffer.concat([Buffer.from([22]), word(Math.min(version, 0x0301)), sized(2, message)]);
}

/** ECDSA, EdDSA, RSA-PSS and RSA with every hash, and DSA. */
const signatureSchemes = [
  0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b, 0x081a, 0x081b, 0x081c, 0x0401, 0x0501,
  0x0601, 0x0301, 0x0303, 0x0203, 0x0201, 0x0402, 0x0302, 0x0202,
];

function extensionsOf(version: number, groups: readonly number[], serverName: string | undefined): Buffer[] {
  const extension = (type: number, content: Buffer) => Buffer.concat([word(type), sized(2, content)]);
  const words = (codes: readonly number[]) => sized(2, Buffer.concat(codes.map(word)));
  const protocol = (name: string) => sized(1, Buffer.from(name));
  const common = [
    ...(serverName === undefined
      ? []
      : [extension(0, sized(2, Buffer.concat([Buffer.from([0]), sized(2, Buffer.from(serverName))])))]),
    ...(groups.length === 0 ? [] : [extension(10, words(groups))]),
    ...(version >= 0x0303 ? [extension(13, words(signatureSchemes))] : []),
    extension(16, sized(2, Buffer.concat([protocol("h2"), protocol("http/1.1")]))),
  ];
  if (version >= tls13) {
    const noShare = sized(2, Buffer.alloc(0));
    return [...common, extension(43, sized(1, word(tls13))), extension(45, Buffer.from([1, 1])), extension(51, noShare)];
  }
  // Point formats, extended master secret, session ticket, renegotiation info.
  const older = [extension(11, Buffer.from([1, 0])), extension(23, Buffer.alloc(0)), extension(35, Buffer.alloc(0))];
  return [...common, ...older, extension(0xff01, Buffer.from([0]))];
}

function word(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff]);
}

/** A vector behind its length of so many bytes. */
function sized(bytes: 1 | 2 | 3, content: Buffer): Buffer {
  const length = Buffer.alloc(bytes);
  length.writeUIntBE(content.length, 0, bytes);
  return Buffer.concat([length, content]);
}

/**
 * Reads what came so far; undefined: more is to come. `isOver`: nothing more comes. The answer is complete with the
 * ServerHelloDone, or with the ServerHello in TLS 1.3, behind which all is encrypted.
 */
export function readAnswer(heard: Buffer, isOver: boolean): HelloAnswer | undefined {
  const { handshake, alert, isOther } = readRecords(heard);
  if (isOther) return { kind: "other" };
  const flight = readFlight(handshake);
  if (flight.chosen !== undefined && (flight.isComplete || isOver || alert !== undefined)) return flight.chosen;
  if (flight.isBroken) return { kind: "other" };
  return alert === undefined ? undefined : { kind: "alert", code: alert };
}

function readRecords(heard: Buffer): {
  readonly handshake: Buffer;
  readonly alert?: number | undefined;
  readonly isOther: boolean;
} {
  const handshake: Buffer[] = [];
  for (let at = 0; at < heard.length; ) {
    const type = heard[at];
    if (type === undefined || type < 20 || type > 23 || (heard[at + 1] ?? 3) !== 3) {
      return { handshake: Buffer.concat(handshake), isOther: handshake.length === 0 };
    }
    if (heard.length < at + 5) break;
    const end = at + 5 + heard.readUInt16BE(at + 3);
    if (heard.length < end) break;
    const content = heard.subarray(at + 5, end);
    if (type === 21) return { handshake: Buffer.concat(handshake), alert: content[1] ?? 0, isOther: false };
    if (type === 22) handshake.push(content);
    at = end;
  }
  return { handshake: Buffer.concat(handshake), isOther: false };
}

type Chosen = Extract<HelloAnswer, { kind: "chosen" }>;

interface Flight {
  readonly chosen?: Chosen | undefined;
  readonly isComplete: boolean;
  readonly isBroken: boolean;
}

function readFlight(handshake: Buffer): Flight {
  let chosen: Chosen | undefined;
  for (let at = 0; handshake.length >= at + 4; ) {
    const type = handshake[at];
    const end = at + 4 + handshake.readUIntBE(at + 1, 3);
    if (handshake.length < end) break;
    const reader = new Reader(handshake.subarray(at + 4, end));
    at = end;
    if (type === 2) {
      chosen = readServerHello(reader);
      if (chosen === undefined) return { isComplete: true, isBroken: true };
      if (chosen.version >= tls13) return { chosen, isComplete: true, isBroken: false };
    } else if (chosen === undefined) {
      return { isComplete: true, isBroken: true };
    } else if (type === 14) {
      return { chosen, isComplete: true, isBroken: false };
    } else {
      chosen = withMessage(chosen, type, reader);
    }
  }
  return { chosen, isComplete: false, isBroken: false };
}

function withMessage(chosen: Chosen, type: number | undefined, reader: Reader): Chosen {
  switch (type) {
    case 11: {
      const list = new Reader(reader.vector(3));
      const certificates: Uint8Array[] = [];
      while (list.isMore) certificates.push(new Uint8Array(list.vector(3)));
      return { ...chosen, certificates };
    }
    case 12:
      // Only a named curve is a group by number (RFC 8422 5.4); what stands there for DHE is a prime.
      return reader.number(1) === 3 ? { ...chosen, group: reader.number(2) } : chosen;
    default:
      return chosen;
  }
}

function readServerHello(reader: Reader): Chosen | undefined {
  const legacy = reader.number(2);
  reader.skip(32);
  const sessionId = reader.vector(1);
  const suite = reader.number(2);
  reader.skip(1);
  if (reader.isBroken) return undefined;
  const extensions = new Map<number, Reader>();
  const list = new Reader(reader.isMore ? reader.vector(2) : Buffer.alloc(0));
  while (list.isMore) extensions.set(list.number(2), new Reader(list.vector(2)));
  const version = extensions.get(43)?.number(2) ?? legacy;
  const resumption = extensions.has(35) ? "tickets" : version < tls13 && sessionId.length > 0 ? "session-ids" : "none";
  return { kind: "chosen", version, suite, group: extensions.get(51)?.number(2), resumption };
}

/** Reads numbers and vectors; past the end all is zero and empty. */
class Reader {
  readonly #bytes: Buffer;
  #at = 0;
  isBroken = false;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isMore(): boolean {
    return !this.isBroken && this.#at < this.#bytes.length;
  }

  number(size: 1 | 2 | 3): number {
    const at = this.skip(size);
    return this.isBroken ? 0 : this.#bytes.readUIntBE(at, size);
  }

  vector(size: 1 | 2 | 3): Buffer {
    const length = this.number(size);
    const at = this.skip(length);
    return this.isBroken ? Buffer.alloc(0) : this.#bytes.subarray(at, at + length);
  }

  /** Steps over bytes and says where they began. */
  skip(size: number): number {
    const at = this.#at;
    this.#at += size;
    if (this.#at > this.#bytes.length) this.isBroken = true;
    return at;
  }
}
