import { type ConnectionOptions, connect, type TLSSocket } from "node:tls";
import type { Observed } from "../../model/handshake/trial.ts";
import { isIpLiteral } from "../../model/instances/url.ts";
import { singleLine } from "../../text/safe.ts";
import { presentedChain } from "./presented.ts";
import type { ProbeLimits, ProbeRequest } from "./probe.ts";
import type { ClientMaterial } from "./probe-client.ts";
import { Line } from "./probe-connection.ts";

/** A TLS connection on its way. */
export interface TlsLine {
  readonly line: Line<TLSSocket>;
  /** Is the client's half of the handshake done? */
  readonly isSecure: Promise<boolean>;
  presented(): readonly Uint8Array[];
  negotiated(): Pick<Extract<Observed, { kind: "accepted" }>, "protocol" | "suite" | "group">;
}

/** What the dialling programs offer by themselves (Go: crypto/tls/defaults.go; gRPC: src/core/lib/security/security_connector/ssl_utils.cc). */
const offers = {
  go: {
    ciphers:
      "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA:ECDHE-RSA-AES256-SHA",
    groups: "X25519:P-256:P-384:P-521",
  },
  grpc: {
    ciphers:
      "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384",
    groups: "P-256",
  },
} as const;

/** Dials by TLS; `because`: this program's OpenSSL cannot be brought to make such a connection. */
export function openTls(
  request: ProbeRequest,
  material: Extract<ClientMaterial, { kind: "usable" }>,
  limits: ProbeLimits,
): TlsLine | { readonly because: string } {
  let socket: TLSSocket;
  try {
    socket = connect(optionsOf(request, material));
  } catch (error) {
    // OpenSSL does not take the certificate, the key, a suite, a group: it says which by a code.
    if (!(error instanceof Error) || !("code" in error)) throw error;
    return { because: `this program's OpenSSL cannot dial so: ${singleLine(error.message)}` };
  }
  const line = new Line(socket, limits);
  return {
    line,
    isSecure: line.happens("secureConnect"),
    presented: () => presentedChain(socket),
    negotiated: () => negotiated(socket),
  };
}

function optionsOf(
  { address, speaks, verify, protocols, ...asked }: ProbeRequest,
  material: Extract<ClientMaterial, { kind: "usable" }>,
) {
  const offer = offers[verify?.as ?? "go"];
  const options: ConnectionOptions = {
    host: address.host,
    port: address.port,
    // The chain is judged by the model (probe-client.ts): OpenSSL has to let everything pass, however weak.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    ca: [],
    ciphers: anyStrength(asked.ciphers ?? offer.ciphers),
    ecdhCurve: asked.groups ?? offer.groups,
    minVersion: (protocols?.min ?? "TLSv1.2") as "TLSv1.2",
    maxVersion: (protocols?.max ?? "TLSv1.3") as "TLSv1.3",
    // Without ALPN gRPC core closes the connection, whoever dials (measured).
    ALPNProtocols: [speaks === "grpc" ? "h2" : "http/1.1"],
  };
  if (verify !== undefined && !isIpLiteral(verify.host)) options.servername = verify.host;
  if (material.certificate !== undefined && material.key !== undefined) {
    options.cert = material.certificate;
    options.key = material.key;
  }
  return options;
}

/** At its usual level OpenSSL offers and takes neither the old versions nor weak keys and signatures. */
function anyStrength(ciphers: string): string {
  return ciphers.includes("@SECLEVEL") ? ciphers : `${ciphers}:@SECLEVEL=0`;
}

const groupNames: Readonly<Record<string, string>> = { prime256v1: "P-256", secp384r1: "P-384", secp521r1: "P-521" };

function negotiated(socket: TLSSocket): ReturnType<TlsLine["negotiated"]> {
  const key = socket.getEphemeralKeyInfo() as { readonly name?: string; readonly type?: string; readonly size?: number } | null;
  const group = key?.name ?? (key?.type === "DH" ? `DH ${key.size}` : undefined);
  return {
    protocol: socket.getProtocol() ?? undefined,
    suite: socket.getCipher()?.name,
    group: group === undefined ? undefined : (groupNames[group] ?? group),
  };
}
