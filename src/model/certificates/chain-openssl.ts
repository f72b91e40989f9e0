import { type Certificate, isSelfIssued, type Name, type PublicKey } from "./certificate.ts";
import type { ChainRequest, ChainResult, Verifier } from "./chain.ts";
import { bySubject, issuerTitle, outOfDate, type Refused, refuse, titleOf } from "./chain-parts.ts";
import { openSslConstraintViolation } from "./name-constraints.ts";

type OpenSsl = Exclude<Verifier, "go">;

interface Built {
  readonly path: readonly Certificate[];
  /** Index of the first certificate that came from the CA file. */
  readonly trustedFrom: number;
}

/**
 * `X509_verify_cert` with X509_V_FLAG_PARTIAL_CHAIN and X509_V_FLAG_TRUSTED_FIRST, which gRPC core sets on its store
 * (ssl_transport_security.cc), and the security level that OpenSSL's TLS has by default: 1 in 1.1.1, 2 since 3.2.
 */
export function verifyAsOpenSsl(request: ChainRequest, version: OpenSsl): ChainResult {
  const { leaf, at, usage } = request;
  const weak = keyRefusal(leaf, version);
  if (weak !== undefined) return weak;
  const built = buildPath(request, version);
  if ("kind" in built) return built;
  const refused =
    extensionsRefusal(built.path, usage) ??
    levelRefusal(built.path, version) ??
    signatureRefusal(built.path, at) ??
    openSslConstraintViolation(built.path);
  return refused ?? { kind: "verified", path: built.path };
}

/** `build_chain`: as soon as an issuer is in the CA file the path ends there. What was sent is used once, so that it terminates. */
function buildPath(request: ChainRequest, version: OpenSsl): Built | Refused {
  const { leaf, anchors, at } = request;
  const path: Certificate[] = [leaf];
  let left = [...request.sent];
  for (;;) {
    const current = path.at(-1) as Certificate;
    const anchor = trustedIssuer(current, anchors, version, at);
    if (anchor !== undefined && !isSelfSigned(current)) return { path: [...path, anchor], trustedFrom: path.length };
    // A self-signed certificate of the peer must be the very one that is trusted, not one of its name.
    if (anchor?.sha256 === current.sha256) return { path: [...path.slice(0, -1), anchor], trustedFrom: path.length - 1 };
    const issuer = isSelfSigned(current) ? undefined : bestIssuer(current, left, version, at);
    if (issuer === undefined) break;
    path.push(issuer);
    left = left.filter((certificate) => certificate !== issuer);
  }
  if (anchors.some(({ sha256 }) => sha256 === leaf.sha256)) return { path, trustedFrom: 0 };
  const last = path.at(-1) as Certificate;
  if (isSelfSigned(last)) return refuse("unknown-authority", last, `${titleOf(last)} is self-signed and not in the CA file`);
  return refuse("unknown-authority", last, `its issuer ${issuerTitle(last)} is not in the CA file`);
}

const groups = new WeakMap<readonly Certificate[], ReadonlyMap<string, readonly Certificate[]>>();

function nameKey(name: Name): string {
  return name.canonical ?? name.der;
}

/** `X509_STORE_CTX_get1_issuer`: the first one of the CA file that fits and is within its dates, else the one that ends last. */
export function trustedIssuer(
  child: Certificate,
  anchors: readonly Certificate[],
  version: OpenSsl,
  at: number,
): Certificate | undefined {
  return bestIssuer(child, bySubject(groups, anchors, nameKey).get(nameKey(child.issuer)) ?? [], version, at);
}

function bestIssuer(
  child: Certificate,
  candidates: readonly Certificate[],
  version: OpenSsl,
  at: number,
): Certificate | undefined {
  let best: Certificate | undefined;
  for (const candidate of candidates) {
    if (!mayHaveIssued(candidate, child, version)) continue;
    if (outOfDate(candidate, at) === undefined) return candidate;
    if (best === undefined || candidate.notAfter > best.notAfter) best = candidate;
  }
  return best;
}

/** `X509_check_issued`: names and key identifiers only. No signature is tried, so of two that fit the first is taken. */
function mayHaveIssued(issuer: Certificate, child: Certificate, version: OpenSsl): boolean {
  if (nameKey(issuer.subject) !== nameKey(child.issuer)) return false;
  const { authorityKeyId, authority } = child;
  if (authorityKeyId !== undefined && issuer.subjectKeyId !== undefined && authorityKeyId !== issuer.subjectKeyId) return false;
  if (authority?.serial !== undefined && authority.serial !== issuer.serial) return false;
  if (authority?.issuer !== undefined && nameKey(authority.issuer) !== nameKey(issuer.issuer)) return false;
  // 1.1.1 looks at the key usage here, 3.x when it verifies the signature; 3.x also compares the kind of the key.
  return version === "openssl-1.1.1" ? maySign(issuer) : fitsKey(child, issuer.publicKey);
}

function fitsKey({ signature }: Certificate, { kind }: PublicKey): boolean {
  switch (signature.kind) {
    case "rsa":
      return kind === "rsa";
    case "rsa-pss":
      return kind === "rsa" || kind === "rsa-pss";
    case "ecdsa":
      return kind === "ec";
    case "dsa":
    case "ed25519":
    case "ed448":
      return kind === signature.kind;
    case "unknown":
      return false;
    default:
      return signature.kind satisfies never;
  }
}

function maySign({ keyUsage }: Certificate): boolean {
  return keyUsage === undefined || keyUsage.has("keyCertSign");
}

/** EXFLAG_SS: self-issued, and the key identifiers do not say otherwise. */
function isSelfSigned(certificate: Certificate): boolean {
  if (nameKey(certificate.subject) !== nameKey(certificate.issuer)) return false;
  const { authorityKeyId, subjectKeyId, authority, serial } = certificate;
  if (authorityKeyId !== undefined && subjectKeyId !== undefined && authorityKeyId !== subjectKeyId) return false;
  return authority?.serial === undefined || authority.serial === serial;
}

/** `check_extensions`: critical extensions, who may be a CA, usages of the whole path, path lengths. */
function extensionsRefusal(path: readonly Certificate[], usage: ChainRequest["usage"]): Refused | undefined {
  let below = 0;
  for (const [index, certificate] of path.entries()) {
    const critical = certificate.unknownCritical[0];
    if (critical !== undefined) {
      return refuse(
        "chain-invalid",
        certificate,
        `${titleOf(certificate)} has the critical extension ${critical}, which OpenSSL does not know`,
      );
    }
    if (index > 0) {
      const standing = caStanding(certificate);
      if (standing === "no" || (standing === "tolerated" && index + 1 < path.length)) {
        return refuse("chain-invalid", certificate, notCaText(certificate));
      }
    }
    const usageRefusal = index === 0 ? leafUsageRefusal(certificate, usage) : caUsageRefusal(certificate, usage);
    if (usageRefusal !== undefined) return usageRefusal;
    const allowed = certificate.basicConstraints?.pathLength;
    if (index > 1 && allowed !== undefined && below > allowed) {
      return refuse(
        "chain-invalid",
        certificate,
        `${titleOf(certificate)} allows ${allowed} CAs below it, and there are ${below}`,
      );
    }
    if (index > 0 && !isSelfIssued(certificate)) below += 1;
  }
  return undefined;
}

/** `check_ca`: without basicConstraints only a self-signed version 1 root, or one whose key usage lets it sign, at the end of the path. */
function caStanding(certificate: Certificate): "yes" | "tolerated" | "no" {
  if (!maySign(certificate)) return "no";
  if (certificate.basicConstraints !== undefined) return certificate.basicConstraints.ca ? "yes" : "no";
  if (certificate.version === 1 && isSelfIssued(certificate)) return "tolerated";
  return certificate.keyUsage === undefined ? "no" : "tolerated";
}

function notCaText(certificate: Certificate): string {
  if (!maySign(certificate)) return `the key usage of ${titleOf(certificate)} does not allow it to sign certificates`;
  return `${titleOf(certificate)} is not a CA (no CA:TRUE)`;
}

/** Old usages that OpenSSL counts as serverAuth: server gated cryptography of Netscape and Microsoft. */
const serverUsages = ["serverAuth", "2.16.840.1.113730.4.1", "1.3.6.1.4.1.311.10.3.3"];

function hasUsage({ extendedKeyUsage }: Certificate, usage: ChainRequest["usage"]): boolean {
  const accepted = usage === "serverAuth" ? serverUsages : [usage];
  // anyExtendedKeyUsage is none of them: OpenSSL refuses it for TLS.
  return extendedKeyUsage === undefined || accepted.some((name) => extendedKeyUsage.has(name));
}

function caUsageRefusal(certificate: Certificate, usage: ChainRequest["usage"]): Refused | undefined {
  if (hasUsage(certificate, usage)) return undefined;
  return refuse("usage", certificate, `the extended key usage of ${titleOf(certificate)} does not include ${usage}`);
}

/** `check_purpose_ssl_client`, `check_purpose_ssl_server`. */
function leafUsageRefusal(leaf: Certificate, usage: ChainRequest["usage"]): Refused | undefined {
  if (!hasUsage(leaf, usage)) return refuse("usage", leaf, `its extended key usage does not include ${usage}`);
  const { keyUsage } = leaf;
  if (keyUsage === undefined || keyUsage.has("digitalSignature") || keyUsage.has("keyAgreement")) return undefined;
  if (usage === "serverAuth" && keyUsage.has("keyEncipherment")) return undefined;
  return refuse("usage", leaf, "its key usage does not include digitalSignature");
}

/** `check_auth_level`: keys of all CAs, signatures of all but the last one of the path. */
function levelRefusal(path: readonly Certificate[], version: OpenSsl): Refused | undefined {
  for (const [index, certificate] of path.entries()) {
    const weak = keyRefusal(certificate, version);
    if (weak !== undefined) return weak;
    const { hash } = certificate.signature;
    if (index < path.length - 1 && hash !== undefined && isWeakHash(hash, version)) {
      return refuse(
        "chain-invalid",
        certificate,
        `${titleOf(certificate)} is signed with ${hash.toUpperCase()}, which is too weak for OpenSSL`,
      );
    }
  }
  return undefined;
}

/** Keys with explicit curve parameters fail in 3.5 and pass in 1.1.1 (measured on both). */
function keyRefusal(certificate: Certificate, version: OpenSsl): Refused | undefined {
  const { publicKey } = certificate;
  if (publicKey.curve === "explicit" && version === "openssl-3.5") {
    return refuse(
      "chain-invalid",
      certificate,
      `the key of ${titleOf(certificate)} has explicit curve parameters, which OpenSSL refuses`,
    );
  }
  if (isStrongKey(publicKey, version)) return undefined;
  return refuse(
    "chain-invalid",
    certificate,
    `the key of ${titleOf(certificate)} is too weak for OpenSSL (${keyText(publicKey)})`,
  );
}

/** Level 1 wants 80 bits of security, level 2 112. SHA-1 counts as 80 in 1.1.1 and as 63 in 3.x. */
export function isWeakHash(hash: string, version: OpenSsl): boolean {
  return hash === "md5" || hash === "md2" || (hash === "sha1" && version === "openssl-3.5");
}

/** Does the key reach the security level? */
export function isStrongKey({ kind, bits }: PublicKey, version: OpenSsl): boolean {
  switch (kind) {
    case "rsa":
    case "rsa-pss":
    case "dsa":
      return bits >= (version === "openssl-3.5" ? 2048 : 1024);
    case "ec":
      // A size of 0 is a curve without a name here.
      return bits === 0 || bits >= (version === "openssl-3.5" ? 224 : 160);
    case "ed25519":
    case "ed448":
      return true;
    case "unknown":
      return false;
    default:
      return kind satisfies never;
  }
}

function keyText({ kind, curve, bits }: PublicKey): string {
  return curve === undefined ? `${kind.toUpperCase()}, ${bits} bits` : `EC on ${curve}`;
}

/** `internal_verify`: from the end of the path to the leaf, signatures and dates; the last one's own signature is not checked. */
function signatureRefusal(path: readonly Certificate[], at: number): Refused | undefined {
  for (let index = path.length - 1; index >= 0; index -= 1) {
    const certificate = path[index] as Certificate;
    const issuer = path[index + 1];
    if (issuer !== undefined && !certificate.isSignedBy(issuer)) {
      const text = `the CA file or the chain has a ${titleOf(issuer)}, but with another key than the one that signed it`;
      return refuse("unknown-authority", certificate, text);
    }
    const dates = outOfDate(certificate, at);
    if (dates !== undefined) return dates;
  }
  return undefined;
}
