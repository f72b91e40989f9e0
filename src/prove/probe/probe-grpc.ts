import { encodeHeaders, type Header, HpackDecoder, HpackError } from "./hpack.ts";
import type { Line } from "./probe-connection.ts";

export type GrpcAnswer =
  /** A SETTINGS frame came; what the health check was answered, where it was. */
  | {
      readonly kind: "settings";
      readonly httpStatus?: number | undefined;
      readonly grpcStatus?: number | undefined;
      readonly message?: string | undefined;
    }
  | { readonly kind: "other"; readonly starts: Buffer };

const frameTypes = { data: 0, headers: 1, reset: 3, settings: 4, goAway: 7, continuation: 9 } as const;
const flags = { endStream: 0x1, endHeaders: 0x4, padded: 0x8, priority: 0x20, ack: 0x1 } as const;

/** RFC 9113 4.2: what both sides may send before they agree on more. */
const mostFrameBytes = 16_384;

/**
 * Calls `/grpc.health.v1.Health/Check` and reads the answer; undefined when not even a SETTINGS frame comes. A method that
 * the server has registered is called since TiKV checks names for these only (measured on gRPC core).
 */
export async function askHealth(line: Line, scheme: "http" | "https", authority: string): Promise<GrpcAnswer | undefined> {
  line.say(greeting(scheme, authority));
  const first = await line.hear(readFirst);
  if (first === undefined || first.kind === "other") return first;
  line.say(frame(frameTypes.settings, flags.ack, 0));
  const found = new Answer();
  await line.hear((heard) => (found.read(heard) ? true : undefined));
  return { kind: "settings", ...found.status };
}

function greeting(scheme: string, authority: string): Buffer {
  const headers: readonly Header[] = [
    [":method", "POST"],
    [":scheme", scheme],
    [":path", "/grpc.health.v1.Health/Check"],
    [":authority", authority],
    ["te", "trailers"],
    ["content-type", "application/grpc"],
    ["user-agent", "tikv-tls-gate"],
  ];
  return Buffer.concat([
    Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    frame(frameTypes.settings, 0, 0),
    frame(frameTypes.headers, flags.endHeaders, 1, encodeHeaders(headers)),
    // One message: not compressed, no bytes (the health of the whole server).
    frame(frameTypes.data, flags.endStream, 1, Buffer.alloc(5)),
  ]);
}

/** RFC 9113 4.1. */
function frame(type: number, flag: number, stream: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flag;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

function readFirst(heard: Buffer): GrpcAnswer | undefined {
  if (heard.length > 0 && heard[0] !== 0) return { kind: "other", starts: heard };
  if (heard.length < 9) return undefined;
  const isSettings = heard[3] === frameTypes.settings && heard.readUInt32BE(5) === 0 && heard.readUIntBE(0, 3) <= mostFrameBytes;
  return isSettings ? { kind: "settings" } : { kind: "other", starts: heard };
}

/** Reads the frames of a connection until the answer on stream 1 is complete. */
class Answer {
  readonly #decoder = new HpackDecoder();
  #at = 0;
  #block: Buffer[] = [];
  #status: Omit<Extract<GrpcAnswer, { kind: "settings" }>, "kind"> = {};

  get status() {
    return this.#status;
  }

  /** True when nothing more is to be read. */
  read(heard: Buffer): boolean {
    while (heard.length >= this.#at + 9) {
      const size = heard.readUIntBE(this.#at, 3);
      if (size > mostFrameBytes) return true;
      const end = this.#at + 9 + size;
      if (heard.length < end) return false;
      const [type = 0, flag = 0] = heard.subarray(this.#at + 3, this.#at + 5);
      const stream = heard.readUInt32BE(this.#at + 5) & 0x7fffffff;
      const payload = heard.subarray(this.#at + 9, end);
      this.#at = end;
      if (this.#take(type, flag, stream, payload)) return true;
    }
    return false;
  }

  #take(type: number, flag: number, stream: number, payload: Buffer): boolean {
    switch (type) {
      case frameTypes.headers:
        this.#block = [withoutPadding(payload, flag)];
        break;
      case frameTypes.continuation:
        this.#block.push(payload);
        break;
      case frameTypes.reset:
        return stream === 1;
      case frameTypes.goAway:
        return true;
      default:
        return false;
    }
    if ((flag & flags.endHeaders) === 0) return false;
    return this.#headers(Buffer.concat(this.#block));
  }

  #headers(block: Buffer): boolean {
    try {
      const headers = new Map(this.#decoder.decode(block));
      const number = (name: string) => (/^\d{1,3}$/.test(headers.get(name) ?? "") ? Number(headers.get(name)) : undefined);
      this.#status = {
        httpStatus: number(":status") ?? this.#status.httpStatus,
        grpcStatus: number("grpc-status") ?? this.#status.grpcStatus,
        message: headers.get("grpc-message") ?? this.#status.message,
      };
      return this.#status.grpcStatus !== undefined || (this.#status.httpStatus ?? 200) !== 200;
    } catch (error) {
      if (error instanceof HpackError) return true;
      throw error;
    }
  }
}

function withoutPadding(payload: Buffer, flag: number): Buffer {
  const isPadded = (flag & flags.padded) !== 0;
  const start = (isPadded ? 1 : 0) + ((flag & flags.priority) !== 0 ? 5 : 0);
  return payload.subarray(start, Math.max(start, payload.length - (isPadded ? (payload[0] ?? 0) : 0)));
}
