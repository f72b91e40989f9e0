import type { Certificate } from "./certificate.ts";
import type { ChainRequest, ChainResult } from "./chain.ts";
import { bySubject, issuerTitle, outOfDate, type Refused, refuse, titleOf } from "./chain-parts.ts";
import { goConstraintViolation } from "./name-constraints.ts";

type Path = readonly Certificate[];

/** Go's bound on the work for one leaf (crypto/x509/verify.go, maxChainSignatureChecks). */
const signatureChecks = 100;

/** `Certificate.Verify` of Go's crypto/x509 (verify.go), with the CA file as roots and the sent chain as intermediates. */
export function verifyAsGo(request: ChainRequest): ChainResult {
  const { leaf } = request;
  const invalid = refusedByGoItself(request);
  if (invalid !== undefined) return invalid;
  if (request.anchors.some(({ sha256 }) => sha256 === leaf.sha256)) return firstUsable([[leaf]], request);
  const search: Search = { request, checks: 0, hint: undefined };
  const paths = buildPaths([leaf], search);
  if (paths.length > 0) return firstUsable(paths, request);
  return search.hint ?? refuse("unknown-authority", leaf, `its issuer ${issuerTitle(leaf)} is not in the CA file`);
}

/** What Go refuses in a certificate before it looks at the name that was dialled, and then for a chain. */
export function refusedByGoItself({ leaf, sent, at }: Pick<ChainRequest, "leaf" | "sent" | "at">): Refused | undefined {
  // A peer's certificate that does not parse ends the handshake before any chain is built (crypto/tls).
  for (const certificate of [leaf, ...sent]) {
    if (certificate.goRefuses !== undefined) {
      return refuse("chain-invalid", certificate, `Go cannot parse ${titleOf(certificate)} (${certificate.goRefuses})`);
    }
  }
  return goInvalid(leaf, "leaf", [], at);
}

interface Search {
  readonly request: ChainRequest;
  checks: number;
  /** The first thing that was wrong with a candidate. */
  hint: Refused | undefined;
}

/** `buildChains`: first the roots, then what was sent, each in the order of how well the key identifiers fit. */
function buildPaths(path: Path, search: Search): Path[] {
  const child = path.at(-1) as Certificate;
  const { anchors, sent } = search.request;
  const paths: Path[] = [];
  for (const [role, list] of [["root", anchors] as const, ["intermediate", sent] as const]) {
    for (const candidate of candidates(child, list)) {
      search.checks += 1;
      if (search.checks > signatureChecks) {
        search.hint ??= refuse("chain-invalid", child, "Go gives up after 100 signature checks: too many possible issuers");
        return paths;
      }
      if (hasUnknownKey(candidate) || isInPath(candidate, path)) continue;
      const wrong = goNotSignedBy(child, candidate) ?? goInvalid(candidate, role, path, search.request.at);
      if (wrong !== undefined) search.hint ??= wrong;
      else if (role === "root") paths.push([...path, candidate]);
      else paths.push(...buildPaths([...path, candidate], search));
    }
  }
  return paths;
}

const groups = new WeakMap<readonly Certificate[], ReadonlyMap<string, readonly Certificate[]>>();

/** `findPotentialParents`. */
function candidates(child: Certificate, list: readonly Certificate[]): readonly Certificate[] {
  const named = bySubject(groups, list, (name) => name.der).get(child.issuer.der) ?? [];
  if (named.length < 2) return named;
  const wanted = child.authorityKeyId ?? "";
  const rank = ({ subjectKeyId = "" }: Certificate) => {
    if (subjectKeyId === wanted) return 0;
    return subjectKeyId === "" || wanted === "" ? 1 : 2;
  };
  return [0, 1, 2].flatMap((wantedRank) => named.filter((candidate) => rank(candidate) === wantedRank));
}

/** Key kinds of which Go keeps no public key; such a certificate signs nothing. */
function hasUnknownKey({ publicKey, goRefuses }: Certificate): boolean {
  return goRefuses !== undefined || ["rsa-pss", "ed448", "unknown"].includes(publicKey.kind);
}

/** `alreadyInChain`: same name, key and alternative names. */
function isInPath(candidate: Certificate, path: Path): boolean {
  const names = (certificate: Certificate) => JSON.stringify(certificate.subjectAltName);
  for (const certificate of path) {
    if (certificate.subject.der !== candidate.subject.der || certificate.publicKey.spki !== candidate.publicKey.spki) continue;
    const [a, b] = [names(certificate), names(candidate)];
    if (a === b) return true;
    if (a === undefined || b === undefined) return false;
  }
  return false;
}

/** `CheckSignatureFrom`. */
function goNotSignedBy(child: Certificate, issuer: Certificate): Refused | undefined {
  if ((issuer.version === 3 && issuer.basicConstraints === undefined) || issuer.basicConstraints?.ca === false) {
    return refuse("chain-invalid", issuer, `${titleOf(issuer)} is not a CA (no CA:TRUE)`);
  }
  if (issuer.keyUsage !== undefined && issuer.keyUsage.size > 0 && !issuer.keyUsage.has("keyCertSign")) {
    return refuse("chain-invalid", issuer, `the key usage of ${titleOf(issuer)} does not allow it to sign certificates`);
  }
  const unsupported = goUnsupportedSignature(child);
  if (unsupported !== undefined) return refuse("chain-invalid", child, unsupported);
  if (child.isSignedBy(issuer)) return undefined;
  return refuse(
    "unknown-authority",
    child,
    `the CA file has a ${titleOf(issuer)}, but with another key than the one that signed it`,
  );
}

/** Signature algorithms that Go refuses or does not have (x509.go, signatureAlgorithmDetails). */
function goUnsupportedSignature(certificate: Certificate): string | undefined {
  const { kind, hash, saltLength } = certificate.signature;
  const says = (what: string) => `${titleOf(certificate)} is signed with ${what}, which Go refuses`;
  if (hash === "md5" || hash === "sha1" || hash === "md2") return says(hash === "sha1" ? "SHA-1" : hash.toUpperCase());
  switch (kind) {
    case "ed25519":
      return undefined;
    case "rsa":
    case "ecdsa":
      return digestLengths.has(hash ?? "") ? undefined : says(hash ?? "an unknown hash");
    case "rsa-pss":
      return digestLengths.get(hash ?? "") === saltLength ? undefined : says(`RSA-PSS and a salt of ${saltLength} bytes`);
    case "dsa":
      return says("DSA");
    case "ed448":
      return says("Ed448");
    case "unknown":
      return says(`algorithm ${certificate.signature.oid}`);
    default:
      return kind satisfies never;
  }
}

/** The hashes that Go accepts in signatures, with their lengths in bytes: the only salt length that it accepts. */
const digestLengths: ReadonlyMap<string, number> = new Map([
  ["sha256", 32],
  ["sha384", 48],
  ["sha512", 64],
]);

/** Critical extensions that Go does not handle though OpenSSL does. */
const notInGo: ReadonlySet<string> = new Set([
  "2.16.840.1.113730.1.1",
  "1.3.6.1.5.5.7.1.7",
  "1.3.6.1.5.5.7.1.8",
  "1.3.6.1.5.5.7.1.14",
  "1.3.6.1.5.5.7.48.1.5",
]);

/** `isValid`. Key usage is ignored there on purpose. */
function goInvalid(
  certificate: Certificate,
  role: "leaf" | "intermediate" | "root",
  path: Path,
  at: number,
): Refused | undefined {
  const critical = certificate.unknownCritical[0] ?? certificate.critical?.find((oid) => isUnhandled(certificate, oid));
  if (critical !== undefined) {
    return refuse(
      "chain-invalid",
      certificate,
      `${titleOf(certificate)} has the critical extension ${critical}, which Go does not know`,
    );
  }
  const dates = outOfDate(certificate, at);
  if (dates !== undefined) return dates;
  const basic = certificate.basicConstraints;
  if (role === "intermediate" && basic?.ca !== true) {
    return refuse("chain-invalid", certificate, `${titleOf(certificate)} is not a CA (no CA:TRUE)`);
  }
  if (basic?.pathLength !== undefined && path.length - 1 > basic.pathLength) {
    return refuse("chain-invalid", certificate, tooLong(certificate, basic.pathLength, path.length - 1));
  }
  return undefined;
}

function tooLong(certificate: Certificate, allowed: number, found: number): string {
  return `${titleOf(certificate)} allows ${allowed} CAs below it, and there are ${found}`;
}

function isUnhandled(certificate: Certificate, oid: string): boolean {
  if (oid === "2.5.29.30") return certificate.nameConstraints?.hasOtherForms === true;
  if (oid === "2.5.29.17") return Object.values(certificate.subjectAltName ?? {}).every((names) => names.length === 0);
  return notInGo.has(oid);
}

/** The first path whose usages and name constraints hold; what is wrong with one when none does. */
function firstUsable(paths: readonly Path[], { leaf, usage }: ChainRequest): ChainResult {
  let wrong: Refused | undefined;
  for (const path of paths) {
    const without = path.findLast((certificate) => !allows(certificate, usage));
    const refused =
      without === undefined ? goConstraintViolation(path) : refuse("usage", without, usageText(without, leaf, usage));
    if (refused === undefined) return { kind: "verified", path };
    wrong ??= refused;
  }
  return wrong ?? refuse("unknown-authority", leaf, `its issuer ${issuerTitle(leaf)} is not in the CA file`);
}

/** `checkChainForKeyUsage`: a CA's extended key usage limits what it issued. */
function allows({ extendedKeyUsage }: Certificate, usage: string): boolean {
  return (
    extendedKeyUsage === undefined ||
    extendedKeyUsage.size === 0 ||
    extendedKeyUsage.has(usage) ||
    extendedKeyUsage.has("anyExtendedKeyUsage")
  );
}

function usageText(certificate: Certificate, leaf: Certificate, usage: string): string {
  const whose = certificate === leaf ? "its extended key usage" : `the extended key usage of ${titleOf(certificate)}`;
  return `${whose} does not include ${usage}`;
}
