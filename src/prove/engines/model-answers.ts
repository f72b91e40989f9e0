import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createHttp2Server, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import type { Duplex } from "node:stream";
import type { Port } from "../../model/handshake/offer.ts";
import type { Verdict } from "./model-judge.ts";

/** Answers HTTP/1.1 on the connections of one port. */
export interface HttpAnswers {
  take(socket: Duplex, verdict: Verdict): void;
}

/** tikv: src/server/status_server/mod.rs: these take any certificate of the CA. */
const exemptPaths = ["/metrics", "/status", "/config", "/debug/pprof/profile"];

export function httpAnswers(port: Port): HttpAnswers {
  const verdicts = new WeakMap<object, Verdict>();
  const server: Server = createHttpServer((request, response) => {
    answerHttp(port, request, response, verdicts.get(request.socket) ?? { kind: "in" });
  });
  return {
    take(socket, verdict) {
      verdicts.set(socket, verdict);
      server.emit("connection", socket);
    },
  };
}

function answerHttp(port: Port, { url = "/", method }: IncomingMessage, response: ServerResponse, verdict: Verdict): void {
  const path = url.split("?")[0] ?? url;
  if (port === "tikv-status" && verdict.kind === "in-without-name" && !(method === "GET" && exemptPaths.includes(path))) {
    response.writeHead(403).end("certificate role error");
    return;
  }
  const body = httpBodies[port][path];
  response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" }).end(body ?? "{}");
}

const model = JSON.stringify({ version: "a model in tikv-tls-gate" });

const httpBodies: Readonly<Record<Port, Readonly<Record<string, string | undefined>>>> = {
  "pd-client": { "/pd/api/v1/version": model, "/version": model, "/metrics": "" },
  "pd-peer": { "/version": model },
  "tikv-grpc": {},
  "tikv-status": { "/status": "", "/metrics": "", "/config": model },
};

const health = "/grpc.health.v1.Health/Check";

/** Serves gRPC on a connection: the SETTINGS frame comes at once, before the client says anything. */
export function answerGrpc(port: Port, socket: Duplex, verdict: Verdict): void {
  const server = createHttp2Server();
  server.on("stream", (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    stream.on("error", () => stream.destroy());
    answerCall(port, stream, headers[":path"] as string | undefined, verdict);
  });
  // What a client does wrong ends its connection and nothing else.
  server.on("sessionError", () => socket.destroy());
  server.emit("connection", socket);
}

function answerCall(port: Port, stream: ServerHttp2Stream, path: string | undefined, verdict: Verdict): void {
  const base = { ":status": 200, "content-type": "application/grpc" };
  // Methods that are not registered are answered before the name is looked at (measured on gRPC core).
  if (path !== health) {
    stream.respond({ ...base, "grpc-status": 12 }, { endStream: true });
  } else if (port === "tikv-grpc" && verdict.kind === "in-without-name") {
    stream.respond({ ...base, "grpc-status": 16, "grpc-message": "Common name check fail" }, { endStream: true });
  } else {
    stream.respond(base, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": 0 }));
    // HealthCheckResponse { status: SERVING }.
    stream.end(Buffer.from([0, 0, 0, 0, 2, 8, 1]));
  }
}
