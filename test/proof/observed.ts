import type { Posture, Refusal } from "../../src/model/handshake/outcome.ts";
import type { Answer } from "./go-dialler.ts";

/** What the sockets of the real programs showed of one pair. */
export type Observed =
  | { readonly kind: "succeeds"; readonly posture: Posture }
  | {
      readonly kind: "fails";
      readonly by: "client" | "server";
      readonly reason: Refusal;
      readonly bySource: boolean;
      readonly hasNoAlgorithm?: boolean;
    }
  /** Nothing that this table of Go's and etcd's words knows. */
  | { readonly kind: "strange"; readonly text: string };

/** Neither side can go on when the two have no signature algorithm for a key: which one says so first is not told apart. */
export const noAlgorithm = "chain-invalid (no signature algorithm)";

/** `mtls`, `client-usage by server`: comparable with `outcomeName` of a prediction. */
export function observedName(observed: Observed): string {
  switch (observed.kind) {
    case "succeeds":
      return observed.posture;
    case "fails":
      if (observed.hasNoAlgorithm) return noAlgorithm;
      return `${observed.reason} by ${observed.by}${observed.bySource ? " (source address)" : ""}`;
    case "strange":
      return `strange: ${observed.text}`;
    default:
      return observed satisfies never;
  }
}

/** What the server's log says of a connection from this client address; undefined when it says nothing. */
export function rejectionOf(log: string, local: string): string | undefined {
  const line = log
    .split("\n")
    .find((text) => text.includes('["rejected connection"]') && text.includes(`[remote-addr=${local}]`));
  const error = /\[error=(?:"((?:[^"\\]|\\.)*)"|([^\]]*))\]/.exec(line ?? "");
  return error === null ? undefined : (error[1] ?? error[2] ?? "").replaceAll('\\"', '"');
}

/** An answer to a client that is served; `controls` tell what it is served for. */
export function isServed({ stage, status }: Answer): boolean {
  return stage === "done" && status === 200;
}

/** Answers to two other clients that dial the same port in the same way. */
export interface Controls {
  /** Without a certificate. */
  readonly anonymous: Answer;
  /** With a certificate of the same CA that is on no list. */
  readonly stranger: Answer | undefined;
}

/** The refusal of one dial, by the words of whoever ended it. */
export function refusalOf(answer: Answer, log: string): Observed {
  const said = answer.local === "" ? undefined : rejectionOf(log, answer.local);
  if (answer.stage === "credentials") return { kind: "fails", by: "client", reason: "chain-invalid", bySource: false };
  // `remote error` in the server's log is the client's alert: the client has the reason.
  if (said !== undefined && !said.startsWith("remote error")) return inWords("server", said);
  if (answer.stage === "handshake" && isClosed(answer.error)) {
    return { kind: "fails", by: "client", reason: "tls-to-plaintext", bySource: false };
  }
  return inWords("client", answer.error);
}

/** etcd closes the connection of a plaintext client port's multiplexer, and answers in plaintext on the peer port. */
function isClosed(error: string): boolean {
  return /^EOF$|connection reset by peer|first record does not look like a TLS handshake/.test(error);
}

/** Go's crypto/tls and crypto/x509, and etcd's own checks (client/pkg/transport). The first that fits. */
const words: readonly (readonly [RegExp, (by: "client" | "server") => Refusal])[] = [
  [/first record does not look like a TLS handshake/, () => "plaintext-to-tls"],
  [/client didn't provide a certificate/, () => "no-client-certificate"],
  [/client certificate authentication failed|does not match any of DNSNames/, () => "client-not-allowed"],
  [/has expired or is not yet valid/, (by) => (by === "client" ? "server-expired" : "client-expired")],
  [/incompatible key usage/, (by) => (by === "client" ? "server-usage" : "client-usage")],
  [
    /is valid for .*, not |doesn't contain any IP SANs|is not valid for any names|relies on legacy Common Name/,
    // etcd holds the client's certificate against the address that it comes from.
    (by) => (by === "client" ? "server-name-mismatch" : "client-not-allowed"),
  ],
  [
    /insecure algorithm|algorithm unimplemented|too many intermediates|not authorized to sign|cannot sign this kind|unhandled critical|constraint|doesn't support any of the certificate's signature algorithms|unsupported (?:elliptic curve|certificate|public key)|failed to parse|malformed|no certificates configured|handshake failure|unknown public key algorithm/,
    () => "chain-invalid",
  ],
  // A root of the right name with another key.
  [
    /signed by unknown authority|verification (?:failure|error)/,
    (by) => (by === "client" ? "server-not-trusted" : "client-not-trusted"),
  ],
];

function inWords(by: "client" | "server", text: string): Observed {
  // What was wrong with the only candidate says more than that none was left.
  const reasonText = /possibly because of "(.*)" while trying to verify/.exec(text.replace(/\\+"/g, '"'))?.[1] ?? text;
  const reason = words.find(([pattern]) => pattern.test(reasonText))?.[1](by);
  if (reason === undefined) return { kind: "strange", text };
  const bySource = reason === "client-not-allowed" && !/client certificate authentication failed/.test(text);
  const hasNoAlgorithm =
    /doesn't support any of the certificate's signature algorithms|unsupported certificate curve|handshake failure/.test(text);
  return { kind: "fails", by, reason, bySource, hasNoAlgorithm };
}

/** The posture that an accepted client got, from what happens to others in its place. */
export function postureOf(plaintext: boolean, { anonymous, stranger }: Controls, log: string): Observed {
  if (plaintext) return { kind: "succeeds", posture: "plaintext" };
  if (isServed(anonymous)) return { kind: "succeeds", posture: "tls" };
  const refused = refusalOf(anonymous, log);
  if (refused.kind !== "fails" || refused.reason !== "no-client-certificate") {
    return { kind: "strange", text: `a client without a certificate: ${observedName(refused)}` };
  }
  if (stranger === undefined) return { kind: "strange", text: "no stranger was sent" };
  if (isServed(stranger)) return { kind: "succeeds", posture: "mtls" };
  const turnedAway = refusalOf(stranger, log);
  if (turnedAway.kind !== "fails" || turnedAway.reason !== "client-not-allowed") {
    return { kind: "strange", text: `a stranger of the same CA: ${observedName(turnedAway)}` };
  }
  return { kind: "succeeds", posture: "mtls-identity" };
}

/** Why a server that ended did not start: comparable with `failureName` of a prediction. */
export function observedFailure(fatal: string, log: string): string {
  const step = fatalWords.find(([pattern]) => pattern.test(fatal))?.[1];
  if (step === undefined) return `strange: ${fatal.slice(0, 300)}`;
  if (step !== "self-handshake") return step;
  const refused = selfRefusal(log);
  if (refused === undefined) return "advertised-scheme";
  // The same words, whether PD refuses a server or a client; when it dials itself, it refuses the server first.
  const name = refused.reason === "client-not-allowed" ? "server-not-trusted (allow list)" : refused.reason;
  return `self-handshake: ${name}`;
}

/** What stands in PD's last words, by what `pdStart` calls it. */
const fatalWords: readonly (readonly [RegExp, string])[] = [
  [/only supports one CN/, "allow-list-version"],
  [/first path segment in URL cannot contain colon|missing port in address|expected IP in URL for binding/, "address"],
  [/KeyFile and CertFile must both be present/, "incomplete-material"],
  [/KeyFile and CertFile are not presented|TLS key\/cert .* must be provided/, "https-without-certificate"],
  [/bind: address already in use/, "two-schemes-on-peer-address"],
  [/ErrEtcdMemberList/, "self-handshake"],
  [
    /failed to find any PEM data|failed to find ..?CERTIFICATE|failed to find PEM block|does not match public key|failed to parse private key|may have been switched|malformed|unsupported elliptic curve|unknown elliptic curve/,
    "unreadable-material",
  ],
];

function selfRefusal(log: string): Extract<Observed, { kind: "fails" }> | undefined {
  const isRefusal = (said: Observed) => said.kind === "fails" && said.reason !== "plaintext-to-tls";
  const asClient = [...log.matchAll(/authentication handshake failed: (.*?)(?<!\\)\\"/g)].map(([, text = ""]) =>
    inWords("client", text),
  );
  const rejected = [...log.matchAll(/\["rejected connection"\].*\[error="(.*?)"\]/g)].map(([, text = ""]) => text);
  // It dials itself in plaintext: what else was rejected is etcd's gateway, which PD does not wait for.
  const isClear = rejected.some((text) => text.includes("first record does not look like a TLS handshake"));
  const said =
    asClient.find(isRefusal) ?? (isClear ? undefined : rejected.map((text) => inWords("server", text)).find(isRefusal));
  return said?.kind === "fails" ? said : undefined;
}
