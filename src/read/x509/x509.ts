import type { KeyObject } from "node:crypto";
import type { Certificate, Sha256, TrustSettings } from "../../model/certificates/certificate.ts";
import type { Span } from "../../text/span.ts";
import type { X509Reader } from "../form.ts";
import { at, bitsOf, type Der, DerError, decodeAll, decodeDer, integerOf, tags, timeOf } from "./x509-der.ts";
import { extendedUsage, readExtensions } from "./x509-extensions.ts";
import { goRefusal } from "./x509-go.ts";
import { readPublicKey, sha256 } from "./x509-key.ts";
import { readName } from "./x509-name.ts";
import { readPrivateKey } from "./x509-private-key.ts";
import { importPublicKey, isSignatureLater, isSignatureOf, readSignatureAlgorithm, type Signed } from "./x509-signature.ts";

/**
 * X.509 by a DER reader of this folder, signatures and digests by `node:crypto`. General decoders (`asn1js`, and
 * `@peculiar/x509` above it) take ten times as long per certificate and to load; the tests hold this one against them.
 */
export const x509Reader: X509Reader = {
  certificate: (der, span) => orSentence(() => readCertificate(der, span)),
  trustedCertificate: (der, span) => orSentence(() => readTrustedCertificate(der, span)),
  privateKey: (der, span, label) => orSentence(() => readPrivateKey(der, span, label)),
  verifyAhead,
};

function orSentence<T>(read: () => T): T | { readonly because: string } {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) return { because: error.message };
    throw error;
  }
}

/** X509_AUX: a certificate and, behind it, X509_CERT_AUX { trust, reject [0], alias, ... } (OpenSSL, crypto/x509/x_x509a.c). */
function readTrustedCertificate(bytes: Uint8Array, span: Span): { certificate: Certificate; trust: TrustSettings | undefined } {
  const [first, aux] = decodeAll(bytes);
  if (first === undefined) throw new DerError("it is empty");
  const certificate = readCertificate(first.raw, span);
  if (aux === undefined) return { certificate, trust: undefined };
  const usages = (tag: number) => aux.children.find((list) => list.tag === tag)?.children.map(extendedUsage);
  const trusted = usages(tags.sequence);
  return { certificate, trust: { trusted, rejected: usages(0xa0) ?? [] } };
}

/** What a signature check needs and the model does not show. */
interface Material {
  readonly signed: Signed;
  readonly spki: Uint8Array;
  /** The bytes that were read; `signed` and `spki` are views of them. */
  readonly der: Uint8Array;
  /** Go does not parse such a certificate, and X509_verify refuses it. */
  readonly algorithmsDiffer: boolean;
  key?: KeyObject | undefined | null;
  /** Does a key, by the SHA-256 of its SubjectPublicKeyInfo, verify the signature? */
  readonly verdicts: Map<Sha256, boolean>;
}

const materials = new WeakMap<Certificate, Material>();

function readCertificate(bytes: Uint8Array, span: Span): Certificate {
  const der = decodeDer(bytes);
  if (der.tag !== tags.sequence) throw new DerError("it is no certificate");
  const tbs = at(der, 0, tags.sequence, "body");
  const algorithm = at(der, 1, tags.sequence, "signature algorithm");
  const signature = at(der, 2, tags.bits, "signature");
  if (der.children.length !== 3) throw new DerError("it is no certificate");
  const fields = readBody(tbs);
  const outer = readSignatureAlgorithm(algorithm);
  const { repeated, ...extensions } = readExtensions(fields.extensions);
  const read = {
    span,
    sha256: sha256(bytes),
    ...fields.plain,
    publicKey: readPublicKey(fields.spki),
    signature: outer,
    ...extensions,
  };
  const algorithmsDiffer = Buffer.compare(fields.algorithm.raw, algorithm.raw) !== 0;
  const certificate: Certificate = {
    ...read,
    goRefuses: goRefusal(read, { spki: fields.spki, algorithmsDiffer, repeated }),
    isSignedBy: (issuer) => isSignedBy(certificate, issuer),
  };
  const signed = { tbs: tbs.raw, signature: bitsOf(signature), algorithm: outer };
  materials.set(certificate, { signed, spki: fields.spki.raw, der: bytes, algorithmsDiffer, verdicts: new Map() });
  return certificate;
}

/** The DER of a certificate that this reader made; undefined for any other. */
export function derOf(certificate: Certificate): Uint8Array | undefined {
  return materials.get(certificate)?.der;
}

function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  const own = materials.get(certificate);
  const other = materials.get(issuer);
  if (own === undefined || other === undefined) return false;
  const { spki } = issuer.publicKey;
  let verdict = own.verdicts.get(spki);
  if (verdict === undefined) {
    const key = own.algorithmsDiffer ? null : keyOf(other);
    verdict = key !== null && isSignatureOf(own.signed, key);
    own.verdicts.set(spki, verdict);
  }
  return verdict;
}

/** Null where `node:crypto` cannot use it. */
function keyOf(material: Material): KeyObject | null {
  if (material.key === undefined) material.key = importPublicKey(material.spki) ?? null;
  return material.key;
}

/** Up to so many signatures are verified sooner than threads are started. */
const fewSignatures = 200;

/** Of an issuer whose name and key identifier lead to several keys, the chain decides which are asked. */
async function verifyAhead(certificates: readonly Certificate[]): Promise<void> {
  if (certificates.length <= fewSignatures) return;
  const issuers = new Map<string, Certificate | "several">();
  const add = (key: string, certificate: Certificate) => {
    const before = issuers.get(key);
    const isAlike = before !== "several" && (before === undefined || before.publicKey.spki === certificate.publicKey.spki);
    issuers.set(key, isAlike ? certificate : "several");
  };
  for (const certificate of certificates) {
    add(certificate.subject.der, certificate);
    if (certificate.subjectKeyId !== undefined) add(`${certificate.subject.der}\n${certificate.subjectKeyId}`, certificate);
  }
  await Promise.all(
    certificates.map((certificate) => {
      const { issuer: name, authorityKeyId } = certificate;
      const byKey = authorityKeyId === undefined ? undefined : issuers.get(`${name.der}\n${authorityKeyId}`);
      const issuer = byKey ?? issuers.get(name.der);
      return issuer === undefined || issuer === "several" ? undefined : verifyOne(certificate, issuer);
    }),
  );
}

async function verifyOne(certificate: Certificate, issuer: Certificate): Promise<void> {
  const { spki } = issuer.publicKey;
  const own = materials.get(certificate);
  const other = materials.get(issuer);
  if (own === undefined || other === undefined || own.algorithmsDiffer || own.verdicts.has(spki)) return;
  const key = keyOf(other);
  if (key !== null) own.verdicts.set(spki, await isSignatureLater(own.signed, key));
}

/** RFC 5280 4.1: TBSCertificate. */
function readBody(tbs: Der) {
  const versioned = tbs.children[0]?.tag === 0xa0;
  const first = versioned ? 1 : 0;
  const version = versionOf(versioned ? tbs.children[0]?.children[0] : undefined);
  const validity = at(tbs, first + 3, tags.sequence, "validity");
  const serial = at(tbs, first, tags.integer, "serial number");
  // RFC 5280 allows 20 octets; some issuers took a few more.
  if (serial.body.length > 1024) throw new DerError("its serial number is malformed");
  const spki = at(tbs, first + 5, tags.sequence, "public key");
  const wrapped = tbs.children.slice(first + 6).find(({ tag }) => tag === 0xa3);
  // Go and OpenSSL read extensions of version 3 only; OpenSSL refuses others later.
  const extensions = wrapped === undefined ? [] : at(wrapped, 0, tags.sequence, "list of extensions").children;
  return {
    algorithm: at(tbs, first + 1, tags.sequence, "signature algorithm"),
    spki,
    extensions: version === 3 ? extensions : [],
    plain: {
      version,
      serial: integerOf(serial, "serial number"),
      issuer: readName(at(tbs, first + 2, tags.sequence, "issuer"), "issuer"),
      notBefore: timeOf(validity.children[0], "begin of validity"),
      notAfter: timeOf(validity.children[1], "end of validity"),
      subject: readName(at(tbs, first + 4, tags.sequence, "subject"), "subject"),
    },
  };
}

function versionOf(der: Der | undefined): Certificate["version"] {
  const value = der === undefined ? 0n : der.body.length > 8 ? -1n : integerOf(der, "version");
  if (value === 0n) return 1;
  if (value === 1n) return 2;
  if (value === 2n) return 3;
  throw new DerError("its version is none of 1, 2 and 3");
}
