import type { Span } from "../text/span.ts";
import type { Certificate, PemFile } from "./certificate.ts";
import { type ChainRequest, type ChainResult, sentChain, type Verifier, verifyChain } from "./chain.ts";
import { type Component, type Material, type MaterialName, materialKeys, type Security } from "./instance.ts";
import { keyFits, type LoadRefusal, loadIdentity, loadKey, loadTrust, verifierOf as verifierOfRelease } from "./loading.ts";
import type { Version } from "./version.ts";

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
const trusts = perVerifier(() => new WeakMap<PemFile, Map<Usage, ReturnType<typeof loadTrust>>>());
const heldTrusts = perVerifier(() => new WeakMap<Security, Map<Usage, Held<readonly Certificate[]>>>());

/** The certificate and key of a party as its program reads them. A key that is not in the repository is as it should be. */
export function identityOf(security: Security, program: Program): Held<Identity> {
  return child(identities[verifierOf(program)], security, () => readIdentity(security, program));
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

function pairUp({ certificate, key }: Security, program: Program): Held<Identity> {
  const { component, version } = program;
  const chain =
    certificate.kind === "seen"
      ? child(chains[verifierOf(program)], certificate.file, () => loadIdentity(component, version, certificate.file))
      : undefined;
  if (chain?.kind === "refused" && certificate.kind === "seen") return broken("cert-path", certificate.path.span, chain);
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

function broken(key: string, at: Span, { because, effect, at: related }: LoadRefusal): Held<never> {
  return { kind: "broken", effect, because: `its ${key} cannot be used: ${because}`, at, related };
}

/** The CA certificates that a party trusts to prove servers, or clients, as its program reads them. */
export function trustOf(security: Security, program: Program, usage: Usage): Held<readonly Certificate[]> {
  return remembered(heldTrusts[verifierOf(program)], security, usage, () => readTrust(security, program, usage));
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
      const { component, version } = program;
      const byUsage = trusts[verifierOf(program)];
      const read = remembered(byUsage, ca.file, usage, () => loadTrust(component, version, ca.file, usage));
      if (read.kind === "refused") return broken(materialKeys[component].ca, ca.path.span, read);
      return { kind: "held", value: read.anchors, at: ca.path.span };
    }
    default:
      return ca satisfies never;
  }
}

const presentations = perVerifier(() => new WeakMap<Security, Map<number, Presentation>>());

/** A chain on the wire. */
export interface Presentation extends Identity {
  /**
   * True where the files do not show all that is sent: OpenSSL completes a lone leaf with an issuer from its own CA file,
   * and that file is not in the repository.
   */
  readonly mayHoldMore: boolean;
}

/** What a party sends when it proves itself at a time (milliseconds since the epoch). */
export function presentationOf(security: Security, program: Program, identity: Identity, at: number): Presentation {
  const verifier = verifierOf(program);
  return remembered(presentations[verifier], security, at, () => {
    if (verifier === "go" || identity.sent.length > 0) return { ...identity, mayHoldMore: false };
    const own = trustOf(security, program, "serverAuth");
    if (own.kind !== "held") return { ...identity, mayHoldMore: own.kind !== "absent" };
    return { leaf: identity.leaf, sent: sentChain(identity, own.value, verifier, at), mayHoldMore: false };
  });
}

/** Plain maps below the leaf, which holds them: a weak map of each leaf costs at every collection. */
type BySent = Map<readonly Certificate[], Map<readonly Certificate[], Map<number, ChainResult>>>;
const verified = perVerifier(() => ({
  serverAuth: new WeakMap<Certificate, BySent>(),
  clientAuth: new WeakMap<Certificate, BySent>(),
}));

/** Verifies a chain once per identity, trust store, program and time. Undefined: what the files do not show decides. */
export function verify(request: ChainRequest & Presentation): ChainResult | undefined {
  const result = verifyOnce(request);
  const isOpen = request.mayHoldMore && result.kind === "refused" && result.reason === "unknown-authority";
  return isOpen ? undefined : result;
}

function verifyOnce(request: ChainRequest): ChainResult {
  const byLeaf = verified[request.verifier][request.usage];
  const bySent: BySent = child(byLeaf, request.leaf, () => new Map());
  const byAnchors = child(bySent, request.sent, () => new Map());
  return remembered(byAnchors, request.anchors, request.at, () => verifyChain(request));
}

/** One memo for each verifier: a file that serves PD and TiKV is read by both. */
function perVerifier<T>(make: () => T): Readonly<Record<Verifier, T>> {
  return { go: make(), "openssl-1.1.1": make(), "openssl-3.5": make() };
}

type Memo<K extends object, V> = Map<K, V> | WeakMap<K, V>;

function child<K extends object, V>(memo: Memo<K, V>, key: K, make: () => V): V {
  const known = memo.get(key);
  if (known !== undefined) return known;
  const made = make();
  memo.set(key, made);
  return made;
}

function remembered<K extends object, A, V>(memo: Memo<K, Map<A, V>>, owner: K, key: A, make: () => V): V {
  const byKey = child(memo, owner, () => new Map<A, V>());
  const known = byKey.get(key);
  if (known !== undefined) return known;
  const made = make();
  byKey.set(key, made);
  return made;
}
