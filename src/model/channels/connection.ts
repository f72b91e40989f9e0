import type { Span } from "../../text/span.ts";
import { type Client, programOf } from "../handshake/client.ts";
import {
  clientFindsName,
  clientHoldsUsableFiles,
  clientListsServer,
  clientTakesCertificate,
  clientVerifiesChain,
} from "../handshake/client-checks.ts";
import { identityOf, materialPlace } from "../handshake/credentials.ts";
import { type Offer, portName, tlsPosture } from "../handshake/offer.ts";
import { allOf, type Outcome } from "../handshake/outcome.ts";
import { unknown } from "../handshake/refusal.ts";
import {
  admits,
  serverAllowsNames,
  serverFindsSource,
  serverGetsCertificate,
  serverVerifiesChain,
  serverVerifiesSignature,
} from "../handshake/server-checks.ts";

/**
 * What happens on a port whose server is up. The checks stand in the order of a TLS 1.3 handshake: transport, what the
 * client thinks of the server, what the server thinks of the client. The first that certainly refuses wins, also over
 * a doubt before it: a doubt can only turn into one more refusal.
 */
export function connect(client: Client, offer: Offer, at: number): Outcome {
  switch (client.transport) {
    case "plaintext":
      return connectPlainly(client, offer);
    case "tls":
      return connectByTls(client, offer, at);
    case "unknown": {
      const ways = [connectByTls(client, offer, at), connectPlainly(client, offer)];
      const refused = ways.every((way) => way.kind === "fails");
      return refused ? allOf(ways) : unknown(`whether ${client.name} dials with TLS is decided outside the files`);
    }
    default:
      return client.transport satisfies never;
  }
}

function connectPlainly(client: Client, offer: Offer): Outcome {
  const { name } = offer.instance;
  const port = portName[offer.port];
  switch (offer.transport) {
    case "plaintext":
    case "both":
      return { kind: "succeeds", posture: "plaintext", detail: `${name} serves its ${port} in plaintext` };
    case "unknown":
      return unknown(`whether ${name} serves its ${port} with TLS is not known: ${offer.because}`);
    case "tls":
      return {
        kind: "fails",
        by: "server",
        reason: "plaintext-to-tls",
        step: "transport",
        detail: `${client.name} dials in plaintext and the ${port} of ${name} takes TLS only`,
        decidedBy: offer.evidence.at(-1),
        related: transportPlace(client),
      };
    default:
      return offer.transport satisfies never;
  }
}

function connectByTls(client: Client, offer: Offer, at: number): Outcome {
  const { name } = offer.instance;
  const port = portName[offer.port];
  // A program that cannot use its own files dials nobody, whatever the port would say.
  const own = clientHoldsUsableFiles(client);
  if (own?.kind === "fails") return own;
  if (offer.transport === "plaintext") {
    return {
      kind: "fails",
      by: "client",
      reason: "tls-to-plaintext",
      step: "transport",
      detail: `${client.name} dials with TLS and the ${port} of ${name} is plaintext`,
      decidedBy: transportPlace(client),
      related: offer.evidence[0],
    };
  }
  const doubt =
    offer.transport === "unknown"
      ? unknown(`whether ${name} serves its ${port} with TLS is not known: ${offer.because}`)
      : undefined;
  return decide(client, offer, at, doubt) ?? accepted(client, offer);
}

type Check = (client: Client, offer: Offer, at: number) => Outcome | undefined;

const whatServerThinks = [
  serverGetsCertificate,
  serverVerifiesChain,
  serverAllowsNames,
  serverVerifiesSignature,
  serverFindsSource,
] as const;

/** In the order of a TLS 1.3 handshake. Go looks for the name before it builds a chain (crypto/x509: verify.go); gRPC core after. */
const checks: Readonly<Record<"go" | "grpc", readonly Check[]>> = {
  go: [
    clientHoldsUsableFiles,
    clientTakesCertificate,
    clientFindsName,
    clientVerifiesChain,
    clientListsServer,
    ...whatServerThinks,
  ],
  grpc: [clientHoldsUsableFiles, clientVerifiesChain, clientFindsName, ...whatServerThinks],
};

/** Runs the checks in order: the first refusal, else the first doubt, else nothing to object. */
function decide(client: Client, offer: Offer, at: number, before: Outcome | undefined): Outcome | undefined {
  let doubt = before;
  for (const check of checks[client.program === "tikv" ? "grpc" : "go"]) {
    const objection = check(client, offer, at);
    if (objection?.kind === "fails") return objection;
    doubt ??= objection;
  }
  return doubt;
}

const mutual: Outcome = { kind: "succeeds", posture: "mtls", detail: "both sides prove themselves, whatever their names" };
const mutualByName: Outcome = {
  kind: "succeeds",
  posture: "mtls-identity",
  detail: "both sides prove themselves, and the client's name is allowed",
};

function accepted(client: Client, offer: Offer): Outcome {
  const { check } = offer;
  const posture = tlsPosture(check);
  switch (posture) {
    case "unknown":
      return unknown(`what ${offer.instance.name} asks of its clients is decided outside the files`);
    case "tls":
      return { kind: "succeeds", posture, detail: `${offer.instance.name} proves itself and asks nobody for a certificate` };
    case "mtls":
      return mutual;
    default:
      return identified(client, offer);
  }
}

/** With paths that are exempt from the name, a client that is not listed still gets these. */
function identified(client: Client, offer: Offer): Outcome {
  const names = offer.check.kind === "certificate" && offer.check.names.kind === "listed" ? offer.check.names : undefined;
  if (names?.exempt === undefined || client.security === undefined) return mutualByName;
  const identity = identityOf(client.security, programOf(client));
  if (identity.kind !== "held" || admits(names, identity.value.leaf, offer)) return mutualByName;
  const detail = `its name is not allowed, but ${names.exempt} take any certificate of the CA`;
  return { kind: "succeeds", posture: "mtls", detail };
}

/** What makes the client dial as it does. */
function transportPlace({ program, security, host }: Client): Span | undefined {
  if (security === undefined) return undefined;
  return program === "tikv" ? materialPlace(security, "ca") : (host?.span ?? security.at);
}
