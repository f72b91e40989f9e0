import type { Socket } from "node:net";
import type { Program } from "../../model/handshake/credentials.ts";
import type { Observed } from "../../model/handshake/trial.ts";
import { singleLine } from "../../text/safe.ts";
import { type Address, addressText, type Credential } from "../stage/stage.ts";
import { type ClientMaterial, clientMaterial, whyClientRefuses } from "./probe-client.ts";
import { describeFailure, type Ending, type Line, openPlaintext } from "./probe-connection.ts";
import { askHealth, type GrpcAnswer } from "./probe-grpc.ts";
import { askHttp, type HttpAnswer } from "./probe-http.ts";
import { openTls, type TlsLine } from "./probe-tls.ts";

/** One connection to make. */
export interface ProbeRequest {
  readonly address: Address;
  readonly transport: "plaintext" | "tls";
  /** What counts as an answer: `grpc`: the server's SETTINGS frame and the answer to a health check; `http`: a status line. */
  readonly speaks: "grpc" | "http";
  /** What `http` asks for. Default `/status`: there in TiKV and exempt from its list of names; PD answers something too. */
  readonly path?: string | undefined;
  /** Shown when the server asks; undefined: no certificate. */
  readonly credential?: Pick<Credential, "certificate" | "key"> | undefined;
  /** Whom the client believes; undefined: anybody. */
  readonly verify?: Verification | undefined;
  /** `TLSv1` to `TLSv1.3`; default: 1.2 and 1.3. */
  readonly protocols?: { readonly min: string; readonly max: string } | undefined;
  /** An OpenSSL cipher list, and a group list. Default: what the dialling program offers. */
  readonly ciphers?: string | undefined;
  readonly groups?: string | undefined;
}

/** How the dialling program judges the server. */
export interface Verification {
  /** PEM. */
  readonly ca: string;
  readonly host: string;
  readonly as: "go" | "grpc";
  /** Whose rules hold for files and chains. Default: the newest release of PD (`go`) or TiKV (`grpc`). */
  readonly program?: Program | undefined;
  /** PD's cert-allowed-cn, which it holds against servers too. Undefined or empty: any name. */
  readonly names?: readonly string[] | undefined;
  /** When: milliseconds since the epoch, UTC. Default: now. */
  readonly at?: number | undefined;
}

export interface ProbeResult {
  readonly observed: Observed;
  /** DER of the certificates that the server sent, leaf first. */
  readonly presented: readonly Uint8Array[];
}

export interface ProbeLimits {
  readonly signal: AbortSignal;
  /** For one connection. */
  readonly milliseconds: number;
}

/**
 * Makes one connection and says what came of it. Whatever the other side does, the answer comes within the limit, and
 * nothing is thrown. Acceptance is what the server says over the connection, never the end of the TLS handshake: in TLS
 * 1.3 a client is done before the server has looked at its certificate (RFC 8446 4.4.2.4; measured on PD and gRPC core).
 */
export async function probe(request: ProbeRequest, limits: ProbeLimits): Promise<ProbeResult> {
  if (limits.signal.aborted) return { observed: inconclusive(endingWords({ kind: "aborted" }, limits)), presented: [] };
  return request.transport === "plaintext" ? probePlainly(request, limits) : probeByTls(request, limits);
}

async function probePlainly(request: ProbeRequest, limits: ProbeLimits): Promise<ProbeResult> {
  const line = openPlaintext(request.address, limits);
  try {
    if (!(await line.isOpen)) return { observed: unopened(line, limits), presented: [] };
    const observed = await converse(request, line, limits, { over: "plaintext" });
    return { observed, presented: [] };
  } finally {
    line.close();
  }
}

async function probeByTls(request: ProbeRequest, limits: ProbeLimits): Promise<ProbeResult> {
  const material = clientMaterial(request);
  if (material.kind === "unusable") return { observed: refusal("client", "handshake", material.because), presented: [] };
  const opened = openTls(request, material, limits);
  if ("because" in opened) return { observed: inconclusive(opened.because), presented: [] };
  const { line } = opened;
  try {
    if (!(await line.isOpen)) return { observed: unopened(line, limits), presented: [] };
    if (!(await opened.isSecure)) return { observed: handshakeFailure(line, limits), presented: opened.presented() };
    return await probeSecured(request, opened, material, limits);
  } finally {
    line.close();
  }
}

async function probeSecured(
  request: ProbeRequest,
  opened: TlsLine,
  material: Extract<ClientMaterial, { kind: "usable" }>,
  limits: ProbeLimits,
): Promise<ProbeResult> {
  const presented = opened.presented();
  const objection = request.verify && whyClientRefuses(request.verify, material, presented, request.verify.at ?? Date.now());
  if (objection !== undefined) return { observed: refusal("client", "handshake", objection), presented };
  const observed = await converse(request, opened.line, limits, { over: "tls", ...opened.negotiated() });
  return { observed, presented };
}

/** What an accepted connection runs over. */
type Over = Pick<Extract<Observed, { kind: "accepted" }>, "over" | "protocol" | "suite" | "group">;

async function converse({ speaks, address, path }: ProbeRequest, line: Line<Socket>, limits: ProbeLimits, over: Over) {
  const host = addressText(address);
  const answer =
    speaks === "grpc"
      ? grpcAnswer(await askHealth(line, over.over === "tls" ? "https" : "http", host), over)
      : httpAnswer(await askHttp(line, path ?? "/status", host), over);
  return answer ?? withoutAnswer(line, limits, over);
}

function grpcAnswer(answer: GrpcAnswer | undefined, over: Over): Observed | undefined {
  switch (answer?.kind) {
    case undefined:
      return undefined;
    case "other":
      return otherAnswer(answer.starts, over);
    case "settings": {
      const { httpStatus, grpcStatus, message } = answer;
      // 16 UNAUTHENTICATED, 7 PERMISSION_DENIED: the connection stands, and this client may not (tikv: components/security).
      if (grpcStatus === 16 || grpcStatus === 7) {
        const said = message === undefined ? "" : `: ${shown(message)}`;
        return refusal("server", "request", `it answers the health check with grpc-status ${grpcStatus}${said}`);
      }
      if (httpStatus === 401 || httpStatus === 403) return refusal("server", "request", `it answers with HTTP ${httpStatus}`);
      const status = grpcStatus === undefined ? "" : `, grpc-status ${grpcStatus}`;
      return { kind: "accepted", ...over, answer: `SETTINGS frame${status}` };
    }
    default:
      return answer satisfies never;
  }
}

function httpAnswer(answer: HttpAnswer | undefined, over: Over): Observed | undefined {
  switch (answer?.kind) {
    case undefined:
      return undefined;
    case "other":
      return otherAnswer(answer.starts, over);
    case "status":
      if (answer.wantsTls && over.over === "plaintext")
        return refusal("server", "transport", `it answers with HTTP ${answer.status} that it takes HTTPS only`);
      if (answer.status === 401 || answer.status === 403)
        return refusal("server", "request", `it answers with HTTP ${answer.status}`);
      return { kind: "accepted", ...over, answer: `HTTP ${answer.status}` };
    default:
      return answer satisfies never;
  }
}

/** Plaintext is answered by a TLS alert where a server takes TLS only (Go's crypto/tls does so). */
function otherAnswer(starts: Buffer, { over }: Over): Observed {
  if (over === "plaintext" && starts[0] === 0x15 && starts[1] === 0x03)
    return refusal("server", "transport", "it answers plaintext with a TLS alert");
  return inconclusive(`it answers in another protocol, beginning with ${starts.subarray(0, 9).toString("hex")}`);
}

/** The connection stood, and not one byte of an answer came. */
function withoutAnswer(line: Line<Socket>, limits: ProbeLimits, { over, protocol }: Over): Observed {
  const ending = line.ending ?? { kind: "time" };
  if (ending.kind === "time" || ending.kind === "aborted" || ending.kind === "flood") {
    return inconclusive(`the connection stands, and ${endingWords(ending, limits)}`);
  }
  const how =
    ending.kind === "closed" ? "closes the connection without a byte" : `ends the connection: ${describeFailure(ending)}`;
  if (over === "plaintext") return refusal("server", "transport", `it ${how}`);
  // In TLS 1.3 the server judges the client's certificate when the client thinks that the handshake is over.
  if (protocol === "TLSv1.3") return refusal("server", "handshake", `it completes its half of the handshake and then ${how}`);
  return refusal("server", "request", `it completes the handshake and then ${how}`);
}

function unopened(line: Line<Socket>, limits: ProbeLimits): Observed {
  const ending = line.ending ?? { kind: "time" };
  return inconclusive(
    ending.kind === "failed" ? `nobody answers at this address: ${describeFailure(ending)}` : endingWords(ending, limits),
  );
}

function handshakeFailure(line: Line<Socket>, limits: ProbeLimits): Observed {
  const ending = line.ending ?? { kind: "time" };
  switch (ending.kind) {
    case "closed":
      return refusal("server", "handshake", "it closes the connection in the handshake, without an alert");
    case "failed": {
      // What is no TLS record at all: the port is plaintext (or speaks something else before it is asked).
      if (/WRONG_VERSION_NUMBER|HTTP_REQUEST|UNEXPECTED_MESSAGE|RECORD_LENGTH|PACKET_LENGTH/.test(ending.code))
        return refusal("client", "transport", "what the port answers is no TLS: it is plaintext");
      const by = ending.alert !== undefined || /^(ECONNRESET|EPIPE)$/.test(ending.code) ? "server" : "client";
      return refusal(by, "handshake", describeFailure(ending));
    }
    default:
      return inconclusive(`${endingWords(ending, limits)} in the TLS handshake`);
  }
}

function refusal(by: "client" | "server", during: Extract<Observed, { kind: "refused" }>["during"], detail: string): Observed {
  return { kind: "refused", by, during, detail };
}

function inconclusive(because: string): Observed {
  return { kind: "inconclusive", because };
}

function endingWords(ending: Ending, { milliseconds }: ProbeLimits): string {
  switch (ending.kind) {
    case "time":
      return `no answer came in ${milliseconds / 1000} s`;
    case "aborted":
      return "the test was stopped before an answer came";
    case "flood":
      return "more came than an answer can be";
    case "closed":
      return "the connection was closed";
    case "failed":
      return describeFailure(ending);
    default:
      return ending satisfies never;
  }
}

/** Words of the other side, which may be anybody. */
function shown(text: string): string {
  return singleLine(text.length > 200 ? `${text.slice(0, 200)}...` : text);
}
