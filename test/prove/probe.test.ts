import { createServer as createHttp2Server } from "node:http2";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import type { Observed } from "../../src/model/handshake/trial.ts";
import { type ProbeRequest, probe } from "../../src/prove/probe/probe.ts";
import type { Address } from "../../src/prove/stage/stage.ts";
import { issue, pemOf, testTime } from "../support/issue.ts";

const ca = issue({ cn: "ca", ca: true });
const server = issue({ cn: "server", issuer: ca, san: ["IP:127.0.0.1", "DNS:pd.prod.svc"] });
const client = issue({ cn: "client", issuer: ca });

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

/** Serves TCP connections as a test wants them. */
async function serve(onConnection: (socket: Socket) => void): Promise<Address> {
  return listening(
    createServer((socket) => {
      socket.on("error", () => {});
      onConnection(socket);
    }),
  );
}

async function listening(listener: Server): Promise<Address> {
  const sockets = new Set<Socket>();
  listener.on("connection", (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    listener.close();
  });
  const address = listener.address();
  if (typeof address !== "object" || address === null) throw new Error("no address");
  return { host: "127.0.0.1", port: address.port };
}

function tlsServer(options: Parameters<typeof createTlsServer>[0], body = "HTTP/1.1 200 OK\r\n\r\n"): Promise<Address> {
  const listener = createTlsServer({ cert: server.pem, key: server.keyPem, ...options }, (socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(body));
  });
  listener.on("tlsClientError", () => {});
  return listening(listener);
}

async function observe(
  address: Address,
  request: Partial<ProbeRequest> = {},
  milliseconds = 5000,
  signal?: AbortSignal,
): Promise<Observed> {
  const limits = { signal: signal ?? new AbortController().signal, milliseconds };
  return (await probe({ address, transport: "tls", speaks: "http", ...request }, limits)).observed;
}

const own = { certificate: client.pem, key: client.keyPem };
const verify = { ca: ca.pem, host: "127.0.0.1", as: "go", at: testTime } as const;

describe("a server that asks for a certificate", () => {
  const asking = { ca: ca.pem, requestCert: true, rejectUnauthorized: true } as const;

  test.each(["TLSv1.2", "TLSv1.3"] as const)(
    "refuses in %s whoever has none, though in 1.3 the client's handshake is over",
    async (version) => {
      const address = await tlsServer({ ...asking, maxVersion: version, minVersion: version });
      const observed = await observe(address);
      expect(observed).toMatchObject({ kind: "refused", by: "server", during: "handshake" });
      // RFC 5246 7.2.2 and RFC 8446 6.2; a reset may overtake either.
      expect("detail" in observed && observed.detail).toMatch(
        version === "TLSv1.2" ? /alert 40, handshake failure|is reset/ : /alert 116, certificate required|is reset/,
      );
    },
  );

  test("takes the one that its CA signed, and says what it runs over", async () => {
    const address = await tlsServer(asking);
    expect(await observe(address, { credential: own, verify })).toEqual({
      kind: "accepted",
      over: "tls",
      protocol: "TLSv1.3",
      suite: "TLS_AES_256_GCM_SHA384",
      group: "X25519",
      answer: "HTTP 200",
    });
  });
});

describe("the client refuses by itself, with a reason in words", () => {
  const cases: Record<string, [Partial<typeof verify> & { names?: string[] }, string]> = {
    "a server of another CA": [
      { ca: issue({ cn: "stranger", ca: true }).pem },
      "the client refuses the certificate of the server: its issuer CN=ca is not in the CA file",
    ],
    "a host that the certificate does not name": [
      { host: "another.invalid" } as never,
      "the certificate of the server does not name another.invalid",
    ],
    "a common name that PD's list does not have": [
      { names: ["pd"] },
      "the common name of the server's certificate, server, is not among those that the client allows",
    ],
  };
  test.each(Object.entries(cases))("%s", async (_name, [change, detail]) => {
    const address = await tlsServer({});
    expect(await observe(address, { verify: { ...verify, ...change } })).toEqual({
      kind: "refused",
      by: "client",
      during: "handshake",
      detail,
    });
  });

  test("at the time that it is told", async () => {
    const address = await tlsServer({});
    const at = Date.parse("2028-01-01T00:00:00Z");
    expect(await observe(address, { verify: { ...verify, at } })).toMatchObject({
      by: "client",
      detail: expect.stringContaining("CN=server expired on 2027-06-01"),
    });
  });

  test("what it cannot load itself, as Go or gRPC core would not", async () => {
    const address = await tlsServer({});
    const labelled = pemOf("X509 CERTIFICATE", client.der);
    const credential = { certificate: labelled, key: client.keyPem };
    expect(await observe(address, { credential, verify })).toMatchObject({
      by: "client",
      detail: expect.stringContaining("certificate file"),
    });
    expect(await observe(address, { credential, verify: { ...verify, as: "grpc" } })).toMatchObject({ kind: "accepted" });
    const wrongKey = { certificate: client.pem, key: server.keyPem };
    expect(await observe(address, { credential: wrongKey, verify })).toMatchObject({
      by: "client",
      detail: "the client cannot use its own key file: it holds the key of another certificate",
    });
  });

  test("as gRPC core, which offers P-256 alone and completes a lone leaf from its own CA file", async () => {
    const intermediate = issue({ cn: "intermediate", issuer: ca, ca: true });
    const leaf = issue({ cn: "tikv", issuer: intermediate });
    const credential = { certificate: leaf.pem, key: leaf.keyPem };
    const address = await tlsServer({ ca: ca.pem, requestCert: true });
    const trusting = { ...verify, ca: ca.pem + intermediate.pem };
    expect(await observe(address, { credential, verify: { ...trusting, as: "grpc" } })).toMatchObject({
      kind: "accepted",
      group: "P-256",
    });
    expect(await observe(address, { credential, verify: trusting })).toMatchObject({ kind: "refused", by: "server" });
  });
});

test("the chain is handed back as it was presented, without what the client trusts", async () => {
  const intermediate = issue({ cn: "intermediate", issuer: ca, ca: true });
  const leaf = issue({ cn: "server", issuer: intermediate, san: ["IP:127.0.0.1"] });
  const address = await tlsServer({ cert: leaf.pem + intermediate.pem, key: leaf.keyPem });
  const limits = { signal: new AbortController().signal, milliseconds: 5000 };
  const { presented } = await probe({ address, transport: "tls", speaks: "http", verify }, limits);
  expect(presented.map((der) => Buffer.from(der).toString("hex"))).toEqual(
    [leaf.der, intermediate.der].map((der) => der.toString("hex")),
  );
});

describe("versions, suites and groups are asked for one at a time", () => {
  test.each(["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"] as const)("%s", async (version) => {
    const modern = await tlsServer({});
    const old = await tlsServer({ minVersion: "TLSv1", ciphers: "DEFAULT:@SECLEVEL=0" });
    const request = { protocols: { min: version, max: version }, ciphers: "ALL:TLS_AES_128_GCM_SHA256" };
    expect(await observe(old, request)).toMatchObject({ kind: "accepted", protocol: version });
    const isOld = version === "TLSv1" || version === "TLSv1.1";
    expect(await observe(modern, request)).toMatchObject(isOld ? { kind: "refused", by: "server" } : { kind: "accepted" });
  });

  test("one suite, one group", async () => {
    const rsa = issue({ cn: "server", key: "rsa-2048" });
    const address = await tlsServer({ cert: rsa.pem, key: rsa.keyPem, ecdhCurve: "X25519:P-384" });
    const request = { protocols: { min: "TLSv1.2", max: "TLSv1.2" }, ciphers: "ECDHE-RSA-AES256-GCM-SHA384", groups: "P-384" };
    expect(await observe(address, request)).toMatchObject({ suite: "ECDHE-RSA-AES256-GCM-SHA384", group: "P-384" });
    expect(await observe(address, { groups: "P-999" })).toMatchObject({
      kind: "inconclusive",
      because: expect.stringMatching(/^this program's OpenSSL cannot dial so: /),
    });
  });
});

describe("a gRPC answer", () => {
  test("is the SETTINGS frame and the status of the health check, also when the headers are compressed", async () => {
    const listener = createHttp2Server();
    listener.on("stream", (stream) => {
      const long = "a message of letters that is shorter when it is compressed";
      stream.respond({ ":status": 200, "grpc-status": 7, "grpc-message": long }, { endStream: true });
    });
    const address = await listening(listener as unknown as Server);
    expect(await observe(address, { transport: "plaintext", speaks: "grpc" })).toEqual({
      kind: "refused",
      by: "server",
      during: "request",
      detail: "it answers the health check with grpc-status 7: a message of letters that is shorter when it is compressed",
    });
  });

  test("is complete with the SETTINGS frame when the rest never comes", async () => {
    const address = await serve((socket) => socket.write(Buffer.from("000000040000000000", "hex")));
    expect(await observe(address, { transport: "plaintext", speaks: "grpc" }, 300)).toMatchObject({
      kind: "accepted",
      answer: "SETTINGS frame",
    });
  });

  test("may be nonsense behind the SETTINGS frame", async () => {
    const settings = Buffer.from("000000040000000000", "hex");
    const nonsense = [
      Buffer.from("000003010400000001ffffff", "hex"),
      Buffer.from("ffffff010400000001", "hex"),
      Buffer.from("000005010400000001008fffffffff", "hex"),
      Buffer.from("000001012c0000000109", "hex"),
    ];
    for (const bytes of nonsense) {
      const address = await serve((socket) => socket.end(Buffer.concat([settings, bytes])));
      expect(await observe(address, { transport: "plaintext", speaks: "grpc" })).toMatchObject({ kind: "accepted" });
    }
  });

  test("cannot act on a terminal", async () => {
    const listener = createHttp2Server();
    listener.on("stream", (stream) =>
      stream.respond({ ":status": 200, "grpc-status": 16, "grpc-message": "\t::error::x" }, { endStream: true }),
    );
    const address = await listening(listener as unknown as Server);
    const observed = await observe(address, { transport: "plaintext", speaks: "grpc" });
    expect("detail" in observed && observed.detail).not.toMatch(/[\p{Cc}]/u);
  });
});

describe("a server that behaves like none", () => {
  const flood = (socket: Socket) => {
    const more = () => {
      while (!socket.destroyed && socket.write(Buffer.alloc(16_384, 0x48)));
    };
    socket.on("drain", more);
    more();
  };
  const drip = (socket: Socket) => {
    const timer = setInterval(() => socket.write("H"), 20);
    socket.on("close", () => clearInterval(timer));
  };
  const servers: Record<string, (socket: Socket) => void> = {
    "is silent": () => {},
    "closes at once": (socket) => socket.destroy(),
    "resets at once": (socket) => socket.resetAndDestroy(),
    "resets after a byte": (socket) => socket.once("data", () => socket.resetAndDestroy()),
    "says a banner": (socket) => socket.write("220 mail.example.com ESMTP\r\n"),
    "sends without end": flood,
    "drips a byte now and then": drip,
    "says half a status line": (socket) => socket.write("HTTP/1.1 2"),
    "answers with an alert that does not exist": (socket) => socket.end(Buffer.from("15030300020299", "hex")),
    "answers with half a record": (socket) => socket.end(Buffer.from("1603030100", "hex")),
    "answers with a record of garbage": (socket) =>
      socket.end(Buffer.concat([Buffer.from("1603030020", "hex"), Buffer.alloc(32, 0xff)])),
  };
  for (const [name, behave] of Object.entries(servers)) {
    test.each([
      ["tls", "http"],
      ["tls", "grpc"],
      ["plaintext", "http"],
      ["plaintext", "grpc"],
    ] as const)(`${name}: no %s %s client is accepted, hangs or throws`, async (transport, speaks) => {
      const address = await serve(behave);
      const observed = await observe(address, { transport, speaks }, 400);
      expect(observed.kind).not.toBe("accepted");
    });
  }

  test("a port of nobody, and one that never answers, are inconclusive", async () => {
    const address = await serve(() => {});
    expect(await observe(address, {}, 300)).toEqual({
      kind: "inconclusive",
      because: "no answer came in 0.3 s in the TLS handshake",
    });
    for (const clean of cleanups.splice(0)) await clean();
    expect(await observe(address)).toEqual({ kind: "inconclusive", because: "nobody answers at this address: ECONNREFUSED" });
  });

  test("a TLS server that answers plaintext by an alert or by a sentence refuses it", async () => {
    const alert = await serve((socket) => socket.once("data", () => socket.end(Buffer.from("15030100020246", "hex"))));
    expect(await observe(alert, { transport: "plaintext" })).toMatchObject({
      kind: "refused",
      by: "server",
      during: "transport",
    });
    const text = "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";
    const sentence = await serve((socket) => socket.once("data", () => socket.end(text)));
    expect(await observe(sentence, { transport: "plaintext" })).toMatchObject({
      kind: "refused",
      by: "server",
      during: "transport",
    });
  });

  test("a test that is stopped ends each probe at once", async () => {
    const address = await serve(() => {});
    const stop = new AbortController();
    const probes = Array.from({ length: 30 }, () => observe(address, {}, 600_000, stop.signal));
    setTimeout(() => stop.abort(), 100);
    const because = "the test was stopped before an answer came in the TLS handshake";
    expect(await Promise.all(probes)).toEqual(probes.map(() => ({ kind: "inconclusive", because })));
    expect(await observe(address, {}, 600_000, stop.signal)).toMatchObject({ kind: "inconclusive" });
  });
});
