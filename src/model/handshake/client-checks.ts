import type { Certificate } from "../certificates/certificate.ts";
import { refusedByGoItself } from "../certificates/chain-go.ts";
import { coversHost } from "../certificates/host-name.ts";
import type { Security } from "../instances/instance.ts";
import { isAtLeast } from "../instances/version.ts";
import { comparedCommonName, isOneEmptyEntry, listAdmits } from "./allow-list.ts";
import { type Client, programOf } from "./client.ts";
import { type Held, identityOf, materialPlace, presentationOf, trustOf, verifierOf, verify } from "./credentials.ts";
import { peerKeyRefusal } from "./loading.ts";
import type { Offer } from "./offer.ts";
import type { Outcome } from "./outcome.ts";
import { chainRefusal, inWords, keyRefusal, refusal, type Sides, unknown, uselessIdentity, whyNotHeld } from "./refusal.ts";

/** Of a certificate or CA file that the program cannot use. TiKV's channel then fails with "empty address list". */
export function clientHoldsUsableFiles(client: Client): Outcome | undefined {
  const { security } = client;
  if (security === undefined) return undefined;
  const program = programOf(client);
  const identity = identityOf(security, program);
  const trust = trustOf(security, program, "serverAuth");
  const fault = trust.kind === "broken" ? trust : identity;
  // What Go loads and no server takes only matters to a server that asks for it.
  const isHarmless = fault.kind === "broken" && fault.effect === "refuses-everybody" && verifierOf(program) === "go";
  if (fault.kind === "broken" && !isHarmless) {
    return refusal("client", "chain-invalid", "client-credentials", {
      detail: `${client.name} cannot use its own files: ${fault.because}`,
      decidedBy: fault.at,
      related: fault.related,
    });
  }
  if (identity.kind === "undecided")
    return unknown(`whether ${client.name} has its certificate and key is decided outside the files`);
  // gRPC core never dials with a CA alone: TiKV hands it an empty pair, and every call fails at once.
  if (client.program !== "tikv" || identity.kind !== "absent") return undefined;
  return refusal("client", "no-client-certificate", "client-credentials", {
    detail: `${client.name} sets ca-path without cert-path and key-path: its channels never open`,
    decidedBy: materialPlace(security, "ca"),
    related: security.at,
  });
}

/** What Go refuses in the server's certificate before it looks for the name that it dialled. */
export function clientTakesCertificate(client: Client, offer: Offer, at: number): Outcome | undefined {
  const { instance } = offer;
  const server = identityOf(instance.security, instance);
  if (server.kind !== "held") return undefined;
  const { leaf, sent } = presentationOf(instance.security, instance, server.value, at);
  const refused = refusedByGoItself({ leaf, sent, at });
  if (refused === undefined) return undefined;
  const decidedBy = client.security === undefined ? undefined : materialPlace(client.security, "ca");
  return chainRefusal(refused, { by: "client", who: client.name, whose: instance.name, decidedBy });
}

/** PD by Go against cacert-path, else the system's store; TiKV by OpenSSL against ca-path. */
export function clientVerifiesChain(client: Client, offer: Offer, at: number): Outcome | undefined {
  const { instance } = offer;
  const program = programOf(client);
  const server = identityOf(instance.security, instance);
  if (server.kind === "broken") return uselessIdentity(server, sidesOf(client, offer));
  if (server.kind !== "held") return unknown(`${instance.name}: ${whyNotHeld(server)}`);
  const presented = presentationOf(instance.security, instance, server.value, at);
  const verifier = verifierOf(program);
  const useless = peerKeyRefusal(presented.leaf.publicKey, verifier, verifierOf(instance));
  if (useless !== undefined) return keyRefusal(presented.leaf, useless, sidesOf(client, offer));
  const trust = client.security === undefined ? trustedAsIs(presented.leaf) : trustOf(client.security, program, "serverAuth");
  if (trust.kind === "absent") return unknown(`${client.name} has no CA file and trusts what its machine trusts`);
  if (trust.kind !== "held") return unknown(`${client.name}: ${whyNotHeld(trust)}`);
  const result = verify(presented, { anchors: trust.value, verifier, usage: "serverAuth", at });
  return result?.kind === "verified" ? undefined : chainRefusal(result, sidesOf(client, offer));
}

/** The client verifies the server. */
function sidesOf({ name, security }: Client, { instance }: Offer): Sides {
  const decidedBy = security === undefined ? undefined : materialPlace(security, "ca");
  return { by: "client", who: name, whose: instance.name, decidedBy };
}

const asIs = new WeakMap<Certificate, readonly Certificate[]>();

/** What a client trusts that is set up rightly: this very certificate. Its dates and usages are checked all the same. */
function trustedAsIs(leaf: Certificate): Held<readonly Certificate[]> {
  let anchors = asIs.get(leaf);
  if (anchors === undefined) {
    anchors = [leaf];
    asIs.set(leaf, anchors);
  }
  return { kind: "held", value: anchors, at: leaf.span };
}

/** The host that was dialled has to be in the server's certificate. */
export function clientFindsName(client: Client, offer: Offer): Outcome | undefined {
  if (client.security === undefined) return undefined;
  if (client.host === undefined)
    return unknown(`the address at which ${client.name} reaches ${offer.instance.name} is not in the files`);
  const server = identityOf(offer.instance.security, offer.instance);
  if (server.kind !== "held") return undefined;
  const check = client.program === "tikv" ? "grpc" : "go";
  const { leaf } = server.value;
  if (coversHost(leaf, client.host.value, check)) return undefined;
  return refusal("client", "server-name-mismatch", "server-name", {
    detail: `${client.name} dials ${client.host.value}, which the certificate of ${offer.instance.name} does not name`,
    decidedBy: client.host.span,
    related: leaf.span,
  });
}

/**
 * The names that a client asks of servers: PD's list works both ways (pd: pkg/utils/grpcutil). Undefined: any name, as
 * PD before v8.4 takes a list of one empty entry too.
 */
export function serverNamesOf(client: Client): Exclude<Security["allowedCn"], { kind: "absent" }> | undefined {
  if (client.program !== "pd" || client.security === undefined) return undefined;
  const list = client.security.allowedCn;
  if (list.kind === "absent" || (list.kind === "known" && list.value.length === 0)) return undefined;
  const old = !isAtLeast(programOf(client).version, "v8.4.0");
  return list.kind === "known" && old && isOneEmptyEntry(list.value) ? undefined : list;
}

/** PD refuses to dial a server whose common name is not in its list. */
export function clientListsServer(client: Client, offer: Offer): Outcome | undefined {
  const list = serverNamesOf(client);
  if (list === undefined) return undefined;
  if (list.kind === "unknown")
    return unknown(`the names that ${client.name} allows are decided outside the files: ${list.because}`);
  const server = identityOf(offer.instance.security, offer.instance);
  if (server.kind !== "held") return undefined;
  const commonName = comparedCommonName("pd", server.value.leaf);
  if (listAdmits(list.value, [commonName], "exact")) return undefined;
  return refusal("client", "server-not-trusted", "server-allow-list", {
    detail: `the certificate of ${offer.instance.name} has ${inWords(commonName)}, which is not in cert-allowed-cn of ${client.name}`,
    decidedBy: list.span,
    related: server.value.leaf.span,
  });
}
