import type { Posture, Refusal } from "../../../src/model/handshake/outcome.ts";
import { issue } from "../../support/issue.ts";
import { authorities, inDays } from "./authorities.ts";
import type { Answer, Files, GoClient, GrpcPeer } from "./peers.ts";
import type { Meeting } from "./predict.ts";
import type { Shape } from "./shapes.ts";

/** What the real programs did. */
export type Observed =
  | { readonly kind: "succeeds"; readonly posture: Posture }
  | { readonly kind: "fails"; readonly by: "client" | "server"; readonly reasons: readonly Refusal[]; readonly text: string }
  /** Something that has no name here: never a prediction that came true. */
  | { readonly kind: "unclear"; readonly text: string };

/** The programs that stand on the two sides. gRPC core runs twice, so that each log speaks of one side. */
export interface Bench {
  readonly server: GrpcPeer;
  readonly tikv: GrpcPeer;
  readonly go: GoClient;
  readonly proxy: string;
}

/** Brings the server up, lets the client call it once, and, where it is served, asks what others are given. */
export async function observe(shape: Shape, meeting: Meeting, bench: Bench): Promise<Observed> {
  const up = await bench.server.serve(meeting.serving);
  if ("refused" in up) return { kind: "fails", by: "server", reasons: ["server-does-not-start"], text: up.refused.join("\n") };
  try {
    const call = (files: Files) =>
      shape.channel === "tikv-tikv"
        ? bench.tikv.dial(files, meeting.host, up.port, bench.proxy)
        : bench.go.dial(files, meeting.host, up.port);
    const answer = await call(meeting.dialling);
    if (answer.code !== "OK") return await refusalOf(answer, bench);
    if (meeting.dialling.ca === undefined) return { kind: "succeeds", posture: "plaintext" };
    return await postureOf(shape, call, meeting.dialling);
  } finally {
    await bench.server.stop(up.port);
  }
}

/** What the port asks of its clients shows in those that it refuses: one without a certificate, and one with another name. */
async function postureOf(shape: Shape, call: (files: Files) => Promise<Answer>, own: Files): Promise<Observed> {
  const anonymous = await call({ ca: own.ca });
  if (anonymous.code === "OK") return { kind: "succeeds", posture: "tls" };
  const stranger = await call({ ca: own.ca, ...strangerBeside(shape) });
  if (stranger.code === "OK") return { kind: "succeeds", posture: "mtls" };
  if (stranger.code === "UNAUTHENTICATED") return { kind: "succeeds", posture: "mtls-identity" };
  return { kind: "unclear", text: `a stranger with a certificate of the client's CA is refused: ${stranger.text}` };
}

/** A certificate of the same CA, with a name that nobody lists. */
function strangerBeside({ client: { material } }: Shape): Files {
  if (material === undefined) return {};
  const { issuer, sends } = material;
  const made = issue({ cn: "xyz", issuer: authorities[issuer], san: ["DNS:xyz.PROD.svc"], from: inDays(-9), until: inDays(9) });
  const behind = sends.map((name) => authorities[name].pem).join("");
  // What a TiKV may send from its CA file, it sends here.
  const completed = sends.length === 0 && issuer === "middle" ? authorities.middle.pem : "";
  return { cert: made.pem + behind + completed, key: made.keyPem };
}

async function refusalOf({ code, text }: Answer, { server }: Bench): Promise<Observed> {
  // gRPC core itself ends a call to a host that the certificate does not name.
  if (text.includes("call host does not match SSL server name")) {
    return { kind: "fails", by: "client", reasons: ["server-name-mismatch"], text };
  }
  if (code === "UNAUTHENTICATED") return { kind: "fails", by: "server", reasons: ["client-not-allowed"], text };
  if (code !== "UNAVAILABLE") return { kind: "unclear", text: `${code} ${text}` };
  const own = reasonsIn(text, "server");
  if (own.length > 0) return { kind: "fails", by: "client", reasons: own, text };
  const log = await server.log("Handshake failed");
  const theirs = reasonsIn(log, "client");
  if (theirs.length > 0) return { kind: "fails", by: "server", reasons: theirs, text: log };
  return { kind: "unclear", text: `the client says "${text}", the server "${log}"` };
}

/** The reasons that the words of a side may mean; `judged` is the other side. None: this side does not refuse. */
function reasonsIn(text: string, judged: "server" | "client"): readonly Refusal[] {
  return words.find(([pattern]) => pattern.test(text))?.[1](judged) ?? [];
}

type Judged = "server" | "client";
const always = (reason: Refusal) => () => [reason];

/** BoringSSL's, OpenSSL's and gRPC core's words, then Go's. The first that fits counts. */
const words: readonly (readonly [RegExp, (judged: Judged) => readonly Refusal[]])[] = [
  [/PEER_DID_NOT_RETURN_A_CERTIFICATE|peer did not return a certificate/, always("no-client-certificate")],
  [
    /WRONG_VERSION_NUMBER|HTTP_REQUEST|wrong version number|http request/,
    (judged) => [judged === "server" ? "tls-to-plaintext" : "plaintext-to-tls"],
  ],
  [/Hostname Verification Check failed|is not in peer certificate/, always("server-name-mismatch")],
  // A channel of a TiKV that cannot use its own files; with a CA alone it has two empty texts for them.
  [/^empty address list/, () => ["chain-invalid", "no-client-certificate"]],
  [/Invalid private key|Invalid cert chain file|Could not load any root certificate/, always("chain-invalid")],
  [/certificate has expired|certificate is not yet valid/, (judged) => [`${judged}-expired`]],
  [/unsupported certificate purpose|unsuitable certificate purpose|KEY_USAGE_BIT_INCORRECT/, (judged) => [`${judged}-usage`]],
  [
    /unable to get (local )?issuer certificate|self[- ]signed certificate|certificate signature failure/,
    (judged) => [`${judged}-not-trusted`],
  ],
  [
    /invalid CA certificate|path length constraint exceeded|unhandled critical extension|permitted subtree violation/,
    always("chain-invalid"),
  ],
  // OpenSSL's words where a CA of the right name has another key than the one that signed.
  [/provider signature failure|EVP lib|bad signature|signature verification/i, (judged) => [`${judged}-not-trusted`]],
  // gRPC core 1.44 does not log what the verification found.
  [/certificate verify failed/, (judged) => [`${judged}-not-trusted`, `${judged}-expired`, `${judged}-usage`, "chain-invalid"]],
  // A key that TLS has no signature algorithm for is refused by whoever should verify it, or is not even shown.
  [
    /wrong signature type|unsupported algorithm|no suitable signature algorithm|NO_COMMON_SIGNATURE_ALGORITHMS|no shared cipher|wrong curve/,
    always("chain-invalid"),
  ],
  [/^own files: /, always("chain-invalid")],
  [/first record does not look like a TLS handshake/, always("tls-to-plaintext")],
  [/incompatible key usage/, always("server-usage")],
  [
    /certificate is valid for|doesn't contain any IP SANs|legacy Common Name|not valid for any names/,
    always("server-name-mismatch"),
  ],
  [/too many intermediates|parent certificate cannot sign|not permitted by any constraint/, always("chain-invalid")],
  [/signed by unknown authority/, always("server-not-trusted")],
];
