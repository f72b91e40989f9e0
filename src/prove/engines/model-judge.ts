import type { Certificate } from "../../model/certificates/certificate.ts";
import { verifyChain } from "../../model/certificates/chain.ts";
import { comparedCommonName } from "../../model/handshake/allow-list.ts";
import { trustOf, verifierOf } from "../../model/handshake/credentials.ts";
import { peerKeyRefusal } from "../../model/handshake/loading.ts";
import type { Offer } from "../../model/handshake/offer.ts";
import { inWords } from "../../model/handshake/refusal.ts";
import { admits, endingInRoot } from "../../model/handshake/server-checks.ts";
import { readPresented } from "../probe/presented.ts";

/** What a port decides about a client by the chain that it sent. */
export type Verdict =
  | { readonly kind: "in" }
  /** The connection stands, and requests are refused, but for those that are exempt from the list of names. */
  | { readonly kind: "in-without-name"; readonly because: string }
  | { readonly kind: "out"; readonly because: string };

/**
 * Judges a client as the real port does, by the model's functions on what came over the wire. `source` is the address
 * that it dials from; `at` in milliseconds since the epoch, UTC.
 */
export function judgeClient(offer: Offer, presented: readonly Uint8Array[], source: string, at: number): Verdict {
  const { check, instance, port } = offer;
  if (check.kind !== "certificate") return { kind: "in" };
  const chain = readPresented(presented);
  if (typeof chain === "string") return { kind: "out", because: chain };
  const [leaf, ...sent] = chain;
  if (leaf === undefined) return { kind: "out", because: "the client did not send a certificate" };
  const trust = trustOf(instance.security, instance, "clientAuth");
  const verifier = verifierOf(instance);
  const because = peerKeyRefusal(leaf.publicKey, verifier, verifier);
  if (because !== undefined) return { kind: "out", because };
  const anchors = trust.kind === "held" ? trust.value : [];
  const verified = verifyChain({ leaf, sent, anchors, verifier, usage: "clientAuth", at });
  const result = port === "tikv-status" ? endingInRoot(verified, anchors) : verified;
  if (result?.kind === "refused") return { kind: "out", because: result.detail };
  return judgeNames(offer, leaf, source);
}

function judgeNames(offer: Offer, leaf: Certificate, source: string): Verdict {
  const { check, instance, port } = offer;
  const names = check.kind === "certificate" && check.names.kind === "listed" ? check.names : undefined;
  if (names !== undefined && !admits(names, leaf, offer)) {
    const commonName = comparedCommonName(instance.component, leaf);
    const because = `${inWords(commonName)} is not allowed`;
    // TiKV looks at the name when a request comes, PD in the handshake.
    return { kind: instance.component === "tikv" ? "in-without-name" : "out", because };
  }
  if (port === "pd-peer" && !fitsSource(leaf, source)) return { kind: "out", because: `${source} is not in the certificate` };
  return { kind: "in" };
}

/** etcd's checkCertSAN. It looks names up; the only one that leads to the loopback interface for certain is `localhost`. */
function fitsSource({ subjectAltName }: Certificate, source: string): boolean {
  const { dns = [], ip = [] } = subjectAltName ?? {};
  if (dns.length === 0 && ip.length === 0) return true;
  return ip.includes(source) || dns.some((name) => name.toLowerCase() === "localhost");
}
