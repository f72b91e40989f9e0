import type { Certificate } from "../certificates/certificate.ts";
import type { ChainResult } from "../certificates/chain.ts";
import { isIpLiteral } from "../instances/url.ts";
import { comparedCommonName, comparedSans, listAdmits, matchingOf } from "./allow-list.ts";
import { type Client, programOf } from "./client.ts";
import { identityOf, materialPlace, presentationOf, trustOf, verifierOf, verify } from "./credentials.ts";
import { peerKeyRefusal } from "./loading.ts";
import { type NameRule, type Offer, portName } from "./offer.ts";
import type { Outcome } from "./outcome.ts";
import { chainRefusal, inWords, keyRefusal, refusal, type Sides, unknown, uselessIdentity, whyNotHeld } from "./refusal.ts";

/** A port with a CA demands a client certificate. */
export function serverGetsCertificate(client: Client, offer: Offer): Outcome | undefined {
  const { check } = offer;
  if (check.kind === "none" || client.security === undefined) return undefined;
  if (check.kind === "unknown") {
    return unknown(`whether ${offer.instance.name} asks for a client certificate is decided outside the files: ${check.because}`);
  }
  const identity = identityOf(client.security, programOf(client));
  if (identity.kind === "undecided") return unknown(`${client.name}: ${identity.because}`);
  if (identity.kind !== "absent") return undefined;
  return refusal("server", "no-client-certificate", "client-certificate", {
    detail: `${client.name} has no certificate and the ${portName[offer.port]} of ${offer.instance.name} demands one`,
    decidedBy: materialPlace(offer.instance.security, "ca"),
    related: client.security.at,
  });
}

/** The client's chain against the server's CA file. */
export function serverVerifiesChain(client: Client, offer: Offer, at: number): Outcome | undefined {
  if (offer.check.kind !== "certificate" || client.security === undefined) return undefined;
  const { instance } = offer;
  const identity = identityOf(client.security, programOf(client));
  if (identity.kind === "absent") return undefined;
  if (identity.kind === "unseen" || identity.kind === "undecided") return unknown(`${client.name}: ${whyNotHeld(identity)}`);
  if (identity.kind === "broken") return uselessIdentity(identity, sidesOf(client, offer));
  const program = programOf(client);
  const presented = presentationOf(client.security, program, identity.value, at);
  const verifier = verifierOf(instance);
  const useless = peerKeyRefusal(presented.leaf.publicKey, verifier, verifierOf(program));
  // Of Go's key later: `serverVerifiesSignature`.
  if (useless !== undefined && verifierOf(program) !== "go") return keyRefusal(presented.leaf, useless, sidesOf(client, offer));
  const trust = trustOf(instance.security, instance, "clientAuth");
  if (trust.kind === "absent") return undefined;
  if (trust.kind !== "held") return unknown(`${instance.name}: ${whyNotHeld(trust)}`);
  const verified = verify(presented, { anchors: trust.value, verifier, usage: "clientAuth", at });
  const result = offer.port === "tikv-status" ? endingInRoot(verified, trust.value) : verified;
  return result?.kind === "verified" ? undefined : chainRefusal(result, sidesOf(client, offer));
}

/** The server verifies the client. */
function sidesOf({ name }: Client, { instance }: Offer): Sides {
  return { by: "server", who: instance.name, whose: name, decidedBy: materialPlace(instance.security, "ca") };
}

/** Go sends its certificate before it finds no algorithm to sign with: chain and name are judged before that. */
export function serverVerifiesSignature(client: Client, offer: Offer): Outcome | undefined {
  if (offer.check.kind !== "certificate" || client.security === undefined) return undefined;
  const { instance } = offer;
  const program = programOf(client);
  const identity = identityOf(client.security, program);
  if (identity.kind !== "held" || verifierOf(program) !== "go") return undefined;
  const useless = peerKeyRefusal(identity.value.leaf.publicKey, verifierOf(instance), "go");
  return useless === undefined ? undefined : keyRefusal(identity.value.leaf, useless, sidesOf(client, offer));
}

/**
 * TiKV's status port, unlike its gRPC port, does not set X509_V_FLAG_PARTIAL_CHAIN: an intermediate in ca-path is no
 * anchor without its root (measured: "unable to get issuer certificate").
 */
export function endingInRoot(result: ChainResult | undefined, anchors: readonly Certificate[]): ChainResult | undefined {
  if (result === undefined || result.kind === "refused") return result;
  const path = [...result.path];
  for (let end = path.at(-1); end !== undefined; end = path.at(-1)) {
    const last = end;
    if (last.subject.der === last.issuer.der && last.isSignedBy(last)) return { kind: "verified", path };
    const issuer = anchors.find(
      (anchor) => anchor.subject.der === last.issuer.der && !path.includes(anchor) && last.isSignedBy(anchor),
    );
    if (issuer === undefined) {
      const detail = `the status port needs the root behind ${last.subject.text} in the CA file`;
      return { kind: "refused", reason: "unknown-authority", certificate: last, detail };
    }
    path.push(issuer);
  }
  return result;
}

/** The allow list of the port: one more check after chain, dates and usage. */
export function serverAllowsNames(client: Client, offer: Offer): Outcome | undefined {
  if (offer.check.kind !== "certificate" || client.security === undefined) return undefined;
  const { names } = offer.check;
  if (names.kind === "any") return undefined;
  if (names.kind === "unknown") {
    return unknown(`the names that ${offer.instance.name} allows are decided outside the files: ${names.because}`);
  }
  const identity = identityOf(client.security, programOf(client));
  if (identity.kind !== "held" || names.exempt !== undefined) return undefined;
  if (admits(names, identity.value.leaf, offer)) return undefined;
  const commonName = comparedCommonName(offer.instance.component, identity.value.leaf);
  return refusal("server", "client-not-allowed", "client-allow-list", {
    detail: `the certificate of ${client.name} has ${inWords(commonName)}, which ${offer.instance.name} does not allow`,
    decidedBy: names.at,
    related: identity.value.leaf.span,
  });
}

export function admits(names: Extract<NameRule, { kind: "listed" }>, leaf: Certificate, { instance, port }: Offer): boolean {
  const matching = matchingOf(instance.component, instance.version);
  const { commonNames, sans } = names;
  const byName = commonNames.length === 0 || listAdmits(commonNames, [comparedCommonName(instance.component, leaf)], matching);
  if (sans.length === 0 || (port !== "tikv-grpc" && port !== "tikv-status")) return byName;
  return byName && listAdmits(sans, comparedSans(leaf, port), matching);
}

/**
 * PD's peer port compares the client certificate's SANs with the connection's source address (etcd:
 * client/pkg/transport/listener_tls.go, checkCertSAN). A DNS name is looked up: only the name that the client
 * advertises itself is known to lead to it.
 */
export function serverFindsSource(client: Client, offer: Offer): Outcome | undefined {
  if (offer.port !== "pd-peer" || offer.check.kind !== "certificate" || client.security === undefined) return undefined;
  const identity = identityOf(client.security, programOf(client));
  if (identity.kind !== "held") return undefined;
  const { leaf } = identity.value;
  const { dns = [], ip = [] } = leaf.subjectAltName ?? {};
  if (dns.length === 0 && ip.length === 0) return undefined;
  const source = client.source?.value;
  const doubt = () =>
    unknown(`whether the names of ${client.name}'s certificate fit the address that it dials from is not in the files`);
  if (source === undefined) return doubt();
  if (ip.includes(source) || dns.some((name) => name.toLowerCase() === source.toLowerCase())) return undefined;
  if (dns.length > 0 || !isIpLiteral(source)) return doubt();
  return refusal("server", "client-not-allowed", "client-source-address", {
    detail: `the certificate of ${client.name} names ${ip.join(" and ")}, and it dials the peer port of ${offer.instance.name} from ${source}`,
    decidedBy: materialPlace(offer.instance.security, "ca"),
    related: leaf.span,
  });
}
