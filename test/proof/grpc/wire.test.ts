import { connect as connectPlainly } from "node:net";
import { type ConnectionOptions, connect } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { issue } from "../../support/issue.ts";
import { authorities, inDays } from "./authorities.ts";
import { coreHere } from "./core.ts";
import { GrpcPeer } from "./peers.ts";

/** What the product relies on when it asks a port of TiKV by itself, shown on the real core. */

const core = coreHere();
const dates = { from: inDays(-9), until: inDays(9) };
const server = issue({ cn: "tikv", issuer: authorities.root, san: ["IP:127.0.0.1"], ...dates });
const client = issue({ cn: "tidb", issuer: authorities.root, ...dates });
const stranger = issue({ cn: "stranger", ...dates });
const files = { ca: authorities.root.pem, cert: server.pem, key: server.keyPem };
const lists = { allowedCn: [], allowedSan: [], matching: "exact" } as const;

/** What happens on a connection, in order. */
interface Seen {
  /** `secureConnect`, `settings`, `end`, or the code of an error. */
  readonly events: readonly string[];
}

const preface = Buffer.concat([Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])]);

/** Dials by TLS, speaks HTTP/2 and waits for the server's SETTINGS frame or the end. */
function dial(port: number, options: ConnectionOptions): Promise<Seen> {
  const events: string[] = [];
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, rejectUnauthorized: false, ALPNProtocols: ["h2"], ...options });
    let bytes = Buffer.alloc(0);
    const done = (event: string) => {
      events.push(event);
      socket.destroy();
      resolve({ events });
    };
    socket.on("secureConnect", () => {
      events.push("secureConnect");
      socket.write(preface);
    });
    socket.on("data", (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.length >= 9) done(bytes[3] === 4 ? "settings" : "other bytes");
    });
    socket.on("end", () => done("end"));
    socket.on("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
  });
}

/** The first bytes of a port to whom says nothing. */
function listen(port: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connectPlainly({ host: "127.0.0.1", port });
    socket.on("error", reject);
    socket.once("data", (chunk) => {
      socket.destroy();
      resolve(chunk);
    });
  });
}

const own = { cert: client.pem, key: client.keyPem };

describe.skipIf(core.kind === "missing")("a gRPC port of TiKV on the wire", () => {
  let peer: GrpcPeer | undefined;
  let secure = 0;
  let plain = 0;

  beforeAll(async () => {
    if (core.kind === "missing") return;
    peer = new GrpcPeer(core);
    const portOf = async (material: typeof files | object) => {
      const up = await peer?.serve({ files: material, ...lists });
      if (up === undefined || !("port" in up)) throw new Error(`the server does not come up: ${JSON.stringify(up)}`);
      return up.port;
    };
    secure = await portOf(files);
    plain = await portOf({});
  });

  afterAll(async () => {
    await peer?.[Symbol.asyncDispose]();
  });

  test("accepts a client by sending its SETTINGS frame, in TLS 1.2 and 1.3", async () => {
    for (const maxVersion of ["TLSv1.2", "TLSv1.3"] as const) {
      expect((await dial(secure, { ...own, maxVersion })).events).toEqual(["secureConnect", "settings"]);
    }
  });

  test("sends no SETTINGS frame to a client that does not offer h2", async () => {
    const { events } = await dial(secure, { ...own, ALPNProtocols: ["http/1.1"] });
    expect(events).not.toContain("settings");
  });

  test("lets a client of TLS 1.3 finish its handshake before it refuses its certificate, or that it has none", async () => {
    for (const shown of [{}, { cert: stranger.pem, key: stranger.keyPem }]) {
      const { events } = await dial(secure, { ...shown, minVersion: "TLSv1.3" });
      expect(events[0]).toBe("secureConnect");
      expect(events).not.toContain("settings");
    }
  });

  test("refuses such a client of TLS 1.2 within the handshake", async () => {
    for (const shown of [{}, { cert: stranger.pem, key: stranger.keyPem }]) {
      const { events } = await dial(secure, { ...shown, maxVersion: "TLSv1.2" });
      expect(events).not.toContain("secureConnect");
    }
  });

  test("knows no TLS 1.1", async () => {
    const { events } = await dial(secure, { ...own, minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" });
    expect(events).not.toContain("secureConnect");
  });

  test("talks first where it is plaintext: its SETTINGS frame comes before the client says anything", async () => {
    const bytes = await listen(plain);
    expect(bytes[3]).toBe(4);
  });

  test("answers a TLS client on a plaintext port with bytes that are no TLS", async () => {
    expect((await dial(plain, own)).events).toEqual(["ERR_SSL_WRONG_VERSION_NUMBER"]);
  });

  test("gives a plaintext client on a TLS port no byte", async () => {
    const bytes = await new Promise<number>((resolve) => {
      let count = 0;
      const socket = connectPlainly({ host: "127.0.0.1", port: secure }, () => socket.write(preface));
      socket.on("data", (chunk) => (count += chunk.length));
      socket.on("error", () => {});
      socket.on("close", () => resolve(count));
    });
    // The newer core sends an alert; TiKV's sends nothing. Neither sends a SETTINGS frame.
    expect(bytes).toBeLessThan(9);
  });
});
