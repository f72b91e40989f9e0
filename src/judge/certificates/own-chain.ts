import { type Certificate, certificatesOf } from "../../model/certificates/certificate.ts";
import { type ChainResult, verifyChain } from "../../model/certificates/chain.ts";
import type { Environment, Model } from "../../model/environments/environment.ts";
import { identityOf, type Presentation, presentationOf, trustOf, verifierOf, verify } from "../../model/handshake/credentials.ts";
import type { Instance } from "../../model/instances/instance.ts";
import { isCa } from "./certificate-statement.ts";

/** What an instance presents, and what its own CA file makes of it. */
export interface OwnChain {
  readonly instance: Instance;
  readonly presented: Presentation;
  readonly anchors: readonly Certificate[];
  /** As a server's certificate. */
  readonly result: ChainResult;
}

/** Undefined where certificate or CA is not in the repository, or cannot be loaded. */
export function ownChain(instance: Instance, at: number): OwnChain | undefined {
  const { security } = instance;
  const identity = identityOf(security, instance);
  const trust = trustOf(security, instance, "serverAuth");
  if (identity.kind !== "held" || trust.kind !== "held") return undefined;
  const presented = presentationOf(security, instance, identity.value, at);
  const result = verify(presented, { anchors: trust.value, verifier: verifierOf(instance), usage: "serverAuth", at });
  return result === undefined ? undefined : { instance, presented, anchors: trust.value, result };
}

/** Does the own CA file not know the issuer, or find the chain invalid? Dates and usages are matters of the certificate alone. */
export function isUntrusted({ result }: OwnChain): boolean {
  return result.kind === "refused" && (result.reason === "unknown-authority" || result.reason === "chain-invalid");
}

/** Who refuses an instance's chain for want of an intermediate, and which ones close the gap. */
export interface Gap {
  readonly missing: readonly Certificate[];
  /** The instance whose CA file does not have them. */
  readonly refusing: Instance;
}

/** As many different CA files of an environment are tried; there is one, as a rule, and the work stays linear. */
const trustLimit = 16;

/**
 * The intermediates that an instance should send and does not: certificates of the repository that close the way from
 * what it sends to the CAs that it, or somebody else in its environment, trusts. Undefined when nothing is missing.
 */
export function missingIntermediates(model: Model, environment: Environment, own: OwnChain, at: number): Gap | undefined {
  const { instance, presented } = own;
  const trusters = trustersOf(environment);
  // Its own CA file was asked already, and as a rule there is no other.
  if (!isUntrusted(own) && trusters.every(({ anchors }) => anchors === own.anchors)) return undefined;
  const others = trusters.filter(({ anchors }) => anchors !== own.anchors);
  for (const { refusing, anchors } of [{ refusing: instance, anchors: own.anchors }, ...others]) {
    const trust = { anchors, verifier: verifierOf(refusing), usage: "serverAuth", at } as const;
    const result = verify(presented, trust);
    if (result?.kind !== "refused" || result.reason !== "unknown-authority") continue;
    const missing: Certificate[] = [];
    for (let end: Certificate | undefined = result.certificate; end !== undefined && missing.length < maximumDepth; ) {
      end = issuerOf(model, end);
      if (end === undefined || missing.includes(end)) break;
      missing.push(end);
      const closed = verifyChain({ ...trust, leaf: presented.leaf, sent: [...presented.sent, ...missing] });
      // Whatever else is wrong with the chain, the way is found.
      if (closed.kind === "verified" || closed.reason !== "unknown-authority") return { missing, refusing };
    }
  }
  return undefined;
}

/** No real chain is deeper. */
const maximumDepth = 8;

interface Truster {
  readonly refusing: Instance;
  readonly anchors: readonly Certificate[];
}

const trustersByEnvironment = new WeakMap<Environment, readonly Truster[]>();

/** The different CA files of an environment, each with the first instance that has it. */
function trustersOf(environment: Environment): readonly Truster[] {
  const cached = trustersByEnvironment.get(environment);
  if (cached !== undefined) return cached;
  const byAnchors = new Map<readonly Certificate[], Instance>();
  for (const instance of environment.instances) {
    if (byAnchors.size >= trustLimit) break;
    const trust = trustOf(instance.security, instance, "serverAuth");
    if (trust.kind === "held" && !byAnchors.has(trust.value)) byAnchors.set(trust.value, instance);
  }
  const list = [...byAnchors].map(([anchors, refusing]): Truster => ({ refusing, anchors }));
  trustersByEnvironment.set(environment, list);
  return list;
}

const issuers = new WeakMap<Model, ReadonlyMap<string, readonly Certificate[]>>();

/** As many CAs of one name are tried. */
const candidateLimit = 16;

/** A CA of the repository that issued a certificate and was itself issued by another. */
function issuerOf(model: Model, certificate: Certificate): Certificate | undefined {
  let byName = issuers.get(model);
  if (byName === undefined) {
    byName = issuersByName(model);
    issuers.set(model, byName);
  }
  const candidates = byName.get(certificate.issuer.der) ?? [];
  return candidates.find((candidate) => certificate.isSignedBy(candidate));
}

function issuersByName(model: Model): ReadonlyMap<string, readonly Certificate[]> {
  const byName = new Map<string, Certificate[]>();
  for (const file of model.files) {
    for (const certificate of certificatesOf(file)) {
      if (!isCa(certificate) || certificate.subject.der === certificate.issuer.der) continue;
      const list = byName.get(certificate.subject.der);
      if (list === undefined) byName.set(certificate.subject.der, [certificate]);
      else if (list.length < candidateLimit && !list.some(({ sha256 }) => sha256 === certificate.sha256)) list.push(certificate);
    }
  }
  return byName;
}
