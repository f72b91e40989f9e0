import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket, type Server as TlsServer } from "node:tls";
import { offerOf } from "../../model/handshake/handshake.ts";
import type { Offer, Port } from "../../model/handshake/offer.ts";
import { singleLine } from "../../text/safe.ts";
import { presentedChain } from "../probe/presented.ts";
import type { Address, TwinInstance } from "../stage/stage.ts";
import { answerGrpc, type HttpAnswers, httpAnswers } from "./model-answers.ts";
import { judgeClient, type Verdict } from "./model-judge.ts";
import { tlsOptionsOf } from "./model-tls.ts";

/** A port that is served by this program. */
export interface ModelPort {
  close(): Promise<void>;
}

/** Measured on gRPC core: a connection on which nothing happens is closed after so long. */
const idleMilliseconds = 120_000;

/** Opens a port that speaks as the real one would with the twin's settings. `at`: milliseconds since the epoch, UTC. */
export async function openModelPort(
  { twin }: TwinInstance,
  port: Port,
  address: Address,
  at: number,
): Promise<ModelPort | { readonly because: string }> {
  const offer = offerOf({ instance: twin, port });
  if (offer === undefined || offer.transport === "unknown") {
    return { because: `what its ${port} port serves is not known: ${offer?.because ?? "it has none"}` };
  }
  const secured = offer.transport === "plaintext" ? undefined : securedPort(offer, at);
  if (secured !== undefined && "because" in secured) return secured;
  const http = httpAnswers(port);
  secured?.on("secureConnection", (socket: TLSSocket) => serveSecured(offer, socket, http, at));
  return listen(address, (socket) => serve(offer, socket, secured, http));
}

function securedPort(offer: Offer, at: number): TlsServer | { readonly because: string } {
  const options = tlsOptionsOf(offer, at);
  if ("because" in options) return options;
  try {
    const server = createTlsServer({ ...options, handshakeTimeout: idleMilliseconds });
    server.on("tlsClientError", (_error, socket) => socket.destroy());
    return server;
  } catch (error) {
    // OpenSSL does not take the pair: it says so by a code.
    if (!(error instanceof Error) || !("code" in error)) throw error;
    return { because: `this program's OpenSSL cannot serve its certificate: ${singleLine(error.message)}` };
  }
}

const served: Verdict = { kind: "in" };

/** The first byte tells TLS (22) from plaintext; only a plaintext gRPC port of TiKV speaks before it hears one. */
function serve(offer: Offer, socket: Socket, secured: TlsServer | undefined, http: HttpAnswers): void {
  if (offer.port === "tikv-grpc" && secured === undefined) {
    answerGrpc(offer.port, socket, served);
    return;
  }
  socket.once("readable", () => {
    const heard: Buffer | null = socket.read();
    if (heard === null) return;
    socket.unshift(heard);
    const isTls = heard[0] === 0x16;
    if (isTls && secured !== undefined) secured.emit("connection", socket);
    else if (offer.transport === "tls") socket.destroy();
    else if (isTls && offer.port === "pd-client") socket.destroy();
    else if (heard[0] === 0x50 && offer.port === "pd-client") answerPreface(offer, socket, heard, http);
    else http.take(socket, served);
  });
}

/** `PRI * HTTP/2.0`, or a method that begins with the same letter. */
function answerPreface({ port }: Offer, socket: Socket, heard: Buffer, http: HttpAnswers): void {
  if (heard.subarray(0, 3).toString("latin1") === "PRI") answerGrpc(port, socket, served);
  else http.take(socket, served);
}

function serveSecured(offer: Offer, socket: TLSSocket, http: HttpAnswers, at: number): void {
  socket.on("error", () => socket.destroy());
  // A resumed session carries the identity of the one that it was made in (measured on gRPC core).
  const verdict = socket.isSessionReused() ? served : judgeClient(offer, presentedChain(socket), sourceOf(socket), at);
  if (verdict.kind === "out") {
    socket.destroy();
    return;
  }
  const speaksHttp2 = socket.alpnProtocol === "h2" || socket.alpnProtocol === "grpc-exp";
  switch (offer.port) {
    case "pd-client":
      if (speaksHttp2) answerGrpc(offer.port, socket, verdict);
      else http.take(socket, verdict);
      return;
    case "pd-peer":
      // Measured: an accepted client that speaks HTTP/2 gets nothing but the end.
      if (speaksHttp2) socket.end();
      else http.take(socket, verdict);
      return;
    case "tikv-grpc":
      if (speaksHttp2) answerGrpc(offer.port, socket, verdict);
      else socket.end();
      return;
    case "tikv-status":
      http.take(socket, verdict);
      return;
    default:
      offer.port satisfies never;
  }
}

function sourceOf({ remoteAddress = "" }: TLSSocket): string {
  return remoteAddress.replace(/^::ffff:/, "");
}

function listen(
  { host, port }: Address,
  onConnection: (socket: Socket) => void,
): Promise<ModelPort | { readonly because: string }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.setTimeout(idleMilliseconds, () => socket.destroy());
    onConnection(socket);
  });
  return new Promise((resolve) => {
    server.once("error", (error) => resolve({ because: `it cannot listen on ${host}:${port}: ${singleLine(error.message)}` }));
    server.listen(port, host, () => {
      resolve({
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            for (const socket of sockets) socket.destroy();
          }),
      });
    });
  });
}
