import type { Span } from "../../text/span.ts";
import type { Certificate, PemFile } from "../certificates/certificate.ts";
import { type ChainRequest, type ChainResult, sentChain, type Verifier, verifyChain } from "../certificates/chain.ts";
import { hiddenLeafOf } from "../certificates/chain-order.ts";
import { type Component, type Material, type MaterialName, materialKeys, type Security } from "../instances/instance.ts";
import type { Version } from "../instances/version.ts";
import { keyFits, type LoadRefusal, loadIdentity, loadKey, loadTrust, verifierOf as verifierOfRelease } from "./loading.ts";

/** A program in a version: what decides how it reads files and verifies chains. */
export interface Program {
  readonly component: Component;
  readonly version: Version;
}

/** A certificate chain as its owner sends it. */
export interface Identity {
  readonly leaf: Certificate;
  readonly sent: readonly Certificate[];
}

/** What the files say about a piece of material in use. */
export type Held<T> =
  | { readonly kind: "absent" }
  | { readonly kind: "held"; readonly value: T; readonly at: Span }
  /** Set, and its content is not in the repository. */
  | { readonly kind: "unseen"; readonly because: string; readonly at?: Span | undefined }
  /** A placeholder decides whether it is set at all. */
  | { readonly kind: "undecided"; readonly because: string }
  /** The program cannot use it: it does not come up, or it does and no handshake succeeds. */
  | {
      readonly kind: "broken";
      readonly effect: LoadRefusal["effect"];
      /** One clause with its subject: `its key-path cannot be used: ...`. */
      readonly because: string;
      readonly at: Span;
      readonly related?: Span | undefined;
    };

export type Usage = "serverAuth" | "clientAuth";

/** Is a path set? `undecided` when only the deployment knows. */
export function statedAs(material: Material): "set" | "absent" | "undecided" {
  if (material.kind === "absent") return "absent";
  return material.kind === "unseen" && material.path === undefined ? "undecided" : "set";
}

/** Where a path is written; for a missing one, where it belongs. */
export function materialPlace(security: Security, name: MaterialName): Span {
  const material = security[name];
  if (material.kind === "absent") return material.at ?? security.at;
  return material.path?.span ?? security.at;
}

/** Whose verification a program runs. */
export function verifierOf({ component, version }: Program): Verifier {
  if (component === "pd") return "go";
  let verifier = verifiers.get(version);
  if (verifier === undefined) {
    verifier = verifierOfRelease(component, version);
    verifiers.set(version, verifier);
  }
  return verifier;
}

const verifiers = new WeakMap<Version, Verifier>();

const identities = perVerifier(() => new WeakMap<Security, Held<Identity>>());
const chains = perVerifier(() => new WeakMap<PemFile, ReturnType<typeof loadIdentity>>());
const trusts = perVerifier(() => perUsage(() => new WeakMap<PemFile, ReturnType<typeof loadTrust>>()));
const heldTrusts = perVerifier(() => perUsage(() => new WeakMap<Security, Held<readonly Certificate[]>>()));

/** The certificate and key of a party as its program reads them. A key that is not in the repository is as it should be. */
export function identityOf(security: Security, program: Program): Held<Identity> {
  return kept(identities[verifierOf(program)], security, readIdentity, program, undefined);
}

function readIdentity(security: Security, program: Program): Held<Identity> {
  const { certificate, key } = security;
  const stated = [statedAs(certificate), statedAs(key)];
  if (stated.every((state) => state === "absent")) return { kind: "absent" };
  const undecided = [certificate, key].find((material) => statedAs(material) === "undecided");
  if (undecided?.kind === "unseen") return { kind: "undecided", because: undecided.because };
  if (stated.includes("absent")) {
    const [set, missing] = certificate.kind === "absent" ? (["key", "certificate"] as const) : (["certificate", "key"] as const);
    const names = materialKeys[program.component];
    return {
      kind: "broken",
      effect: "does-not-start",
      because: `it sets ${names[set]} but not ${names[missing]}`,
      at: materialPlace(security, set),
      related: security.at,
    };
  }
  return pairUp(security, program);
}

function pairUp(security: Security, program: Program): Held<Identity> {
  const { certificate, key } = security;
  const { component, version } = program;
  const chain =
    certificate.kind === "seen" ? kept(chains[verifierOf(program)], certificate.file, readChain, program, undefined) : undefined;
  if (chain?.kind === "refused" && certificate.kind === "seen") return broken("cert-path", certificate.path.span, chain);
  if (certificate.kind === "seen" && chain?.kind === "loaded" && hiddenLeafOf(security) !== undefined) {
    const because = "its cert-path holds a CA before the certificate, and the key is not that of the CA";
    return { kind: "broken", effect: "does-not-start", because, at: certificate.path.span, related: chain.leaf.span };
  }
  if (key.kind === "seen") {
    const read = loadKey(component, version, key.file);
    if (read.kind === "refused") return broken("key-path", key.path.span, read);
    if (chain?.kind === "loaded" && keyFits(read.key, chain.leaf) === false) {
      const because = "its key-path holds the key of another certificate";
      return { kind: "broken", effect: "does-not-start", because, at: key.path.span, related: read.key.span };
    }
  }
  if (certificate.kind === "seen" && chain?.kind === "loaded") {
    return { kind: "held", value: { leaf: chain.leaf, sent: chain.sent }, at: certificate.path.span };
  }
  const because = certificate.kind === "unseen" ? certificate.because : "it is not read";
  const at = certificate.kind === "unseen" ? certificate.path?.span : undefined;
  return { kind: "unseen", because: `its certificate cannot be seen: ${because}`, at };
}

function readChain(file: PemFile, { component, version }: Program): ReturnType<typeof loadIdentity> {
  return loadIdentity(component, version, file);
}

function broken(key: string, at: Span, { because, effect, at: related }: LoadRefusal): Held<never> {
  return { kind: "broken", effect, because: `its ${key} cannot be used: ${because}`, at, related };
}

/** The CA certificates that a party trusts to prove servers, or clients, as its program reads them. */
export function trustOf(security: Security, program: Program, usage: Usage): Held<readonly Certificate[]> {
  return kept(heldTrusts[verifierOf(program)][usage], security, readTrust, program, usage);
}

function readTrust({ ca }: Security, program: Program, usage: Usage): Held<readonly Certificate[]> {
  switch (ca.kind) {
    case "absent":
      return { kind: "absent" };
    case "unseen": {
      const because = `its CA file cannot be seen: ${ca.because}`;
      return ca.path === undefined ? { kind: "undecided", because } : { kind: "unseen", because, at: ca.path.span };
    }
    case "seen": {
      const read = kept(trusts[verifierOf(program)][usage], ca.file, readAnchors, program, usage);
      if (read.kind === "refused") return broken(materialKeys[program.component].ca, ca.path.span, read);
      return { kind: "held", value: read.anchors, at: ca.path.span };
    }
    default:
      return ca satisfies never;
  }
}

function readAnchors(file: PemFile, { component, version }: Program, usage: Usage): ReturnType<typeof loadTrust> {
  return loadTrust(component, version, file, usage);
}

/** A chain on the wire. */
export interface Presentation extends Identity {
  /**
   * True where the files do not show all that is sent: OpenSSL completes a lone leaf with an issuer from its own CA file,
   * and that file is not in the repository.
   */
  readonly mayHoldMore: boolean;
}

interface Presented {
  readonly at: number;
  readonly presentation: Presentation;
}

const presentations = perVerifier(() => new WeakMap<Security, Presented>());

/** What a party sends when it proves itself at a time (milliseconds since the epoch). */
export function presentationOf(security: Security, program: Program, identity: Identity, at: number): Presentation {
  const memo = presentations[verifierOf(program)];
  const known = memo.get(security);
  if (known?.at === at) return known.presentation;
  const presentation = present(security, program, identity, at);
  memo.set(security, { at, presentation });
  return presentation;
}

function present(security: Security, program: Program, identity: Identity, at: number): Presentation {
  const verifier = verifierOf(program);
  if (verifier === "go" || identity.sent.length > 0) return { ...identity, mayHoldMore: false };
  const own = trustOf(security, program, "serverAuth");
  if (own.kind !== "held") return { ...identity, mayHoldMore: own.kind !== "absent" };
  return { leaf: identity.leaf, sent: sentChain(identity, own.value, verifier, at), mayHoldMore: false };
}

/** How one side verifies: all of a chain's request but the chain. */
export type Trust = Pick<ChainRequest, "anchors" | "verifier" | "usage" | "at">;

interface Verified {
  readonly at: number;
  readonly result: ChainResult;
}

const verified = perVerifier(() => perUsage(() => new WeakMap<readonly Certificate[], Map<Presentation, Verified>>()));

/** Verifies a chain once per identity, trust store, program and time. Undefined: what the files do not show decides. */
export function verify(presented: Presentation, trust: Trust): ChainResult | undefined {
  const result = verifyOnce(presented, trust);
  const isOpen = presented.mayHoldMore && result.kind === "refused" && result.reason === "unknown-authority";
  return isOpen ? undefined : result;
}

function verifyOnce(presented: Presentation, { anchors, verifier, usage, at }: Trust): ChainResult {
  const memo = verified[verifier][usage];
  let results = memo.get(anchors);
  if (results === undefined) {
    results = new Map();
    memo.set(anchors, results);
  }
  const known = results.get(presented);
  if (known?.at === at) return known.result;
  const result = verifyChain({ leaf: presented.leaf, sent: presented.sent, anchors, verifier, usage, at });
  results.set(presented, { at, result });
  return result;
}

/**
 * What `make` makes of a key, made once. Every pair of instances asks: a closure for each would be most of what they cost,
 * so that its arguments come along.
 */
function kept<K extends object, More, V>(
  memo: WeakMap<K, V>,
  key: K,
  make: (key: K, program: Program, more: More) => V,
  program: Program,
  more: More,
): V {
  let value = memo.get(key);
  if (value === undefined) {
    value = make(key, program, more);
    memo.set(key, value);
  }
  return value;
}

/** One memo for each verifier: a file that serves PD and TiKV is read by both. */
function perVerifier<T>(make: () => T): Readonly<Record<Verifier, T>> {
  return { go: make(), "openssl-1.1.1": make(), "openssl-3.5": make() };
}

function perUsage<T>(make: () => T): Readonly<Record<Usage, T>> {
  return { serverAuth: make(), clientAuth: make() };
}
