import type { Certificate } from "./certificate.ts";
import { verifyAsGo } from "./chain-go.ts";
import { trustedIssuer, verifyAsOpenSsl } from "./chain-openssl.ts";

/** Whose path building and verification: Go's (PD), or OpenSSL's as gRPC core calls it (TiKV), by OpenSSL's version. */
export type Verifier = "go" | "openssl-1.1.1" | "openssl-3.5";

export interface ChainRequest {
  readonly leaf: Certificate;
  /** What the peer sends behind its leaf. */
  readonly sent: readonly Certificate[];
  /** The verifying side's CA file as that program reads it, in order. */
  readonly anchors: readonly Certificate[];
  readonly verifier: Verifier;
  readonly usage: "serverAuth" | "clientAuth";
  /** Milliseconds since the epoch, UTC. */
  readonly at: number;
}

export type ChainResult =
  | { readonly kind: "verified"; readonly path: readonly Certificate[] }
  | {
      readonly kind: "refused";
      readonly reason: "unknown-authority" | "expired" | "not-yet-valid" | "usage" | "chain-invalid";
      /** The certificate at fault. */
      readonly certificate: Certificate;
      /** One clause: `its issuer CN=old is not in the CA file`. */
      readonly detail: string;
    };

/** Builds and verifies a path from a leaf to an anchor. */
export function verifyChain(request: ChainRequest): ChainResult {
  return request.verifier === "go" ? verifyAsGo(request) : verifyAsOpenSsl(request, request.verifier);
}

/**
 * What a program sends behind its leaf. Go sends the certificate file as it is. OpenSSL, when that file holds the leaf
 * alone, adds the issuer that its own CA file has (ssl_add_cert_chain); the store accepts partial chains, so it stops there.
 */
export function sentChain(
  identity: { readonly leaf: Certificate; readonly sent: readonly Certificate[] },
  ownAnchors: readonly Certificate[],
  verifier: Verifier,
  at: number,
): readonly Certificate[] {
  if (verifier === "go" || identity.sent.length > 0) return identity.sent;
  const issuer = trustedIssuer(identity.leaf, ownAnchors, verifier, at);
  return issuer === undefined || issuer.sha256 === identity.leaf.sha256 ? [] : [issuer];
}
