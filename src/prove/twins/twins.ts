import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { type Certificate, isSelfIssued, type PublicKey, type Sha256 } from "../../model/certificates/certificate.ts";
import { derOf } from "../../read/x509/x509.ts";
import { decodeDer } from "../../read/x509/x509-der.ts";
import { readPublicKey } from "../../read/x509/x509-key.ts";
import { type Twin, twinCertificate } from "./twin-certificate.ts";
import { type KeyToImitate, makeTwinKey, type TwinKey } from "./twin-key.ts";
import { type NameEdit, refusesAddress } from "./twin-names.ts";

/** An issuer whose certificate is not committed. */
export interface Stranger {
  /** DER of its name. */
  readonly name: Uint8Array;
  readonly keyId: Uint8Array | undefined;
  readonly key: TwinKey;
}

/** Twins of the certificates and keys of one environment: which of them signed which is as it was. */
export interface Twins {
  /** The twin of a certificate; the same one whenever it is asked for with the same changes of its names. */
  of(certificate: Certificate, edits: readonly NameEdit[]): Twin;
  /** The twin of the key pair behind a public key; undefined for a key that was not announced. */
  keyOf(publicKey: PublicKey): TwinKey | undefined;
  /** The private key behind the public key of a twin; undefined where nobody has it. */
  privateKeyOf(publicKey: PublicKey): KeyObject | undefined;
  /** Issuers that are no certificate of the environment, each with a key of its own. */
  readonly strangers: readonly Stranger[];
  /** A key of no certificate: for what cannot be imitated, and is not to be used. */
  readonly spare: KeyObject;
  /** What the twins do not imitate; sentences. */
  readonly notes: readonly string[];
}

export interface TwinsRequest {
  readonly certificates: readonly Certificate[];
  /** Public halves of the private keys that are committed. */
  readonly keys: readonly PublicKey[];
  /** Milliseconds by which all dates move. */
  readonly shift: number;
  /** Addresses that come into certificates: constraints of their issuers let them pass. */
  readonly addresses: readonly string[];
}

/** Beyond this many certificates an issuer is looked for by its name only. */
const searchLimit = 256;

/** Makes the keys, all at once: one for each public key, and one for each issuer that is not committed. */
export async function makeTwins(request: TwinsRequest): Promise<Twins> {
  const certificates = [...new Map(request.certificates.map((one) => [one.sha256, one])).values()];
  const signers = new Map(certificates.map((one) => [one.sha256, signerOf(one, certificates)]));
  const wanted = new Map<string, KeyToImitate>();
  for (const { spki, ...shape } of request.keys) wanted.set(spki, { shape });
  for (const certificate of certificates) {
    const { spki, ...shape } = certificate.publicKey;
    wanted.set(spki, { shape, spki: spkiIn(certificate) });
  }
  for (const signer of signers.values()) if (signer.kind === "stranger") wanted.set(signer.id, { shape: signer.shape });
  const made = await Promise.all([...wanted].map(async ([id, key]) => [id, await makeTwinKey(key)] as const));
  return assembled(request, certificates, signers, new Map(made));
}

function assembled(
  request: TwinsRequest,
  certificates: readonly Certificate[],
  signers: ReadonlyMap<Sha256, Signer>,
  keys: ReadonlyMap<string, TwinKey>,
): Twins {
  const made = new Map<string, Twin>();
  const byTwin = new Map<Sha256, KeyObject>();
  for (const { spki, privateKey } of keys.values()) {
    if (privateKey !== undefined) byTwin.set(readPublicKey(decodeDer(spki)).spki, privateKey);
  }
  const keyOfSigner = (signer: Signer) => keys.get(signer.kind === "stranger" ? signer.id : signer.spki);
  const build = (certificate: Certificate, edits: readonly NameEdit[]): Twin => {
    const original = derOf(certificate);
    const key = keys.get(certificate.publicKey.spki);
    const signer = signers.get(certificate.sha256);
    if (original === undefined || key === undefined || signer === undefined) throw new Error("a certificate has no twin");
    return twinCertificate({
      original,
      algorithm: certificate.signature,
      spki: key.spki,
      signer: keyOfSigner(signer)?.privateKey,
      shift: request.shift,
      names: edits,
      permitted: request.addresses.filter((address) => refusesAddress(certificate, address)),
    });
  };
  const of = (certificate: Certificate, edits: readonly NameEdit[]): Twin => {
    const id = `${certificate.sha256} ${JSON.stringify(edits, (_, value) => (value instanceof Uint8Array ? [...value] : value))}`;
    const twin = made.get(id) ?? build(certificate, edits);
    made.set(id, twin);
    return twin;
  };
  return {
    of,
    keyOf: ({ spki }) => keys.get(spki),
    privateKeyOf: ({ spki }) => byTwin.get(spki),
    strangers: strangersOf(certificates, signers, keys),
    spare: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
    notes: flawsOf(request, certificates, keys, of),
  };
}

type Signer =
  | { readonly kind: "known"; readonly spki: Sha256 }
  | { readonly kind: "stranger"; readonly id: string; readonly shape: Omit<PublicKey, "spki"> };

/** The key that signed a certificate: one of the environment, else one for each issuer by name and key identifier. */
function signerOf(certificate: Certificate, all: readonly Certificate[]): Signer {
  const named = all.filter(({ subject }) => subject.der === certificate.issuer.der);
  const others = all.length > searchLimit ? [] : all;
  const issuer = [...named, ...others].find((candidate) => certificate.isSignedBy(candidate));
  if (issuer !== undefined) return { kind: "known", spki: issuer.publicKey.spki };
  const shape = shapeOfSigner(certificate);
  const { issuer: name, authorityKeyId = "" } = certificate;
  return { kind: "stranger", id: `${name.der} ${authorityKeyId} ${shape.kind} ${shape.bits}`, shape };
}

/** What a signature shows of the key that made it: its kind, and by its length the size. */
function shapeOfSigner(certificate: Certificate): Omit<PublicKey, "spki"> {
  const { kind } = certificate.signature;
  const signature = decodeDer(derOf(certificate) ?? Uint8Array.of(0x30, 0)).children[2];
  const octets = Math.max(0, (signature?.body.length ?? 0) - 1);
  switch (kind) {
    case "rsa":
    case "rsa-pss":
      // A key for PSS signatures is most often one for all RSA signatures.
      return { kind: "rsa", bits: Math.min(4096, Math.max(1024, octets * 8)) };
    case "ecdsa": {
      // Two integers as long as the field, and up to nine octets around them.
      const [curve, bits] =
        octets <= 73 ? (["P-256", 256] as const) : octets <= 105 ? (["P-384", 384] as const) : (["P-521", 521] as const);
      return { kind: "ec", bits, curve };
    }
    case "ed25519":
      return { kind, bits: 256 };
    case "ed448":
      return { kind, bits: 456 };
    case "dsa":
    case "unknown":
      return { kind, bits: 0 };
    default:
      return kind satisfies never;
  }
}

function spkiIn(certificate: Certificate): Uint8Array | undefined {
  const original = derOf(certificate);
  const body = original && decodeDer(original).children[0];
  return body?.children[(body.children[0]?.tag === 0xa0 ? 1 : 0) + 5]?.raw;
}

/** A certificate that only pretends to be signed by itself has no issuer. */
function strangersOf(
  certificates: readonly Certificate[],
  signers: ReadonlyMap<Sha256, Signer>,
  keys: ReadonlyMap<string, TwinKey>,
): readonly Stranger[] {
  const strangers = new Map<string, Stranger>();
  for (const certificate of certificates) {
    const signer = signers.get(certificate.sha256);
    const key = signer?.kind === "stranger" ? keys.get(signer.id) : undefined;
    if (signer?.kind !== "stranger" || key?.privateKey === undefined || isSelfIssued(certificate)) continue;
    const { issuer, authorityKeyId } = certificate;
    const keyId = authorityKeyId === undefined ? undefined : Buffer.from(authorityKeyId, "hex");
    strangers.set(signer.id, { name: Buffer.from(issuer.der, "hex"), keyId, key });
  }
  return [...strangers.values()];
}

function flawsOf(
  request: TwinsRequest,
  certificates: readonly Certificate[],
  keys: ReadonlyMap<string, TwinKey>,
  of: Twins["of"],
): readonly string[] {
  return certificates.flatMap((certificate) => {
    const title = `The twin of ${certificate.span.path} (${certificate.subject.text || "no subject"})`;
    const flaw = keys.get(certificate.publicKey.spki)?.flaw;
    const widened = request.addresses.filter((address) => refusesAddress(certificate, address));
    const notes = flaw === undefined ? [] : [`${title} is not quite like it: ${flaw}.`];
    if (!of(certificate, []).isSigned)
      notes.push(`${title} has no valid signature: its algorithm, or the key of its issuer, cannot be had here.`);
    if (widened.length > 0)
      notes.push(`${title} has name constraints that let ${widened.join(" and ")} pass, where the stage lies.`);
    return notes;
  });
}
