import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  type RSAPSSKeyPairKeyObjectOptions,
  randomBytes,
} from "node:crypto";
import { promisify } from "node:util";
import type { PublicKey } from "../../model/certificates/certificate.ts";
import { type Der, decodeDer, integerOf } from "../../read/x509/x509-der.ts";
import { readPublicKey } from "../../read/x509/x509-key.ts";
import { readSignatureAlgorithm } from "../../read/x509/x509-signature.ts";
import { bitString, integer, octetString, sequence } from "./der-writer.ts";

/** A key of the kind, size and curve of another one. */
export interface TwinKey {
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  /** Undefined where nobody has it: the twin has the public key of the original then. */
  readonly privateKey: KeyObject | undefined;
  /** What it does not imitate, as a clause: `its key of 8192 bits has 4096 in the twin`. */
  readonly flaw?: string | undefined;
}

/** What is known of the key that is imitated: its kind, and its DER SubjectPublicKeyInfo where a certificate shows it. */
export interface KeyToImitate {
  readonly shape: Omit<PublicKey, "spki">;
  readonly spki?: Uint8Array | undefined;
}

/** Making one of 8192 bits takes half a minute, and no verifier tells the two apart. */
const largestRsa = 4096;
/** OpenSSL makes no smaller ones. */
const smallestRsa = 512;

/** Makes a key of the same kind; never rejects: what cannot be made is told as a flaw. */
export async function makeTwinKey(original: KeyToImitate): Promise<TwinKey> {
  const { kind, bits, curve } = original.shape;
  try {
    return await makeKey(original);
  } catch {
    // OpenSSL's errors have no common class: a size, exponent or curve that it does not make.
    const what = curve === undefined ? `${kind.toUpperCase()}, ${bits} bits` : `EC, ${curve}`;
    return keptKey(original, `a key of its kind (${what}) cannot be made here`);
  }
}

async function makeKey(original: KeyToImitate): Promise<TwinKey> {
  const { kind, bits, curve } = original.shape;
  switch (kind) {
    case "rsa":
    case "rsa-pss":
      return makeRsaKey(original, kind);
    case "ec":
      return curve === "explicit" ? makeExplicitKey(original) : withAlgorithmOf(original, await ecKey(curve ?? "P-256", "named"));
    case "ed25519":
      return withAlgorithmOf(original, (await promisify(generateKeyPair)("ed25519")).privateKey);
    case "ed448":
      return withAlgorithmOf(original, (await promisify(generateKeyPair)("ed448")).privateKey);
    case "dsa":
      return makeDsaKey(original);
    case "unknown":
      return keptKey(original, "the kind of its key is not known");
    default:
      return kind satisfies never as TwinKey & typeof bits;
  }
}

/** Nobody has the private half of a public key that is kept; a key of which only the kind is known becomes one of P-256. */
async function keptKey({ spki }: KeyToImitate, flaw: string): Promise<TwinKey> {
  if (spki !== undefined)
    return { spki, privateKey: undefined, flaw: `${flaw}: the twin has its public key, and nobody the private one` };
  const privateKey = await ecKey("P-256", "named");
  return { spki: spkiOf(privateKey), privateKey, flaw: `${flaw}: the twin's is P-256` };
}

async function makeRsaKey(original: KeyToImitate, kind: "rsa" | "rsa-pss"): Promise<TwinKey> {
  const { bits, exponent = 65537n } = original.shape;
  const modulusLength = Math.min(Math.max(bits, smallestRsa), largestRsa);
  const isUsual = exponent >= 3n && exponent < 2n ** 32n && exponent % 2n === 1n;
  const publicExponent = isUsual ? Number(exponent) : 65537;
  const flaws = [
    ...(modulusLength === bits ? [] : [`its key of ${bits} bits has ${modulusLength} in the twin`]),
    ...(isUsual ? [] : ["the exponent of its key is 65537 in the twin"]),
  ];
  const flaw = flaws.length === 0 ? undefined : flaws.join(", and ");
  if (kind === "rsa") {
    const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength, publicExponent });
    return { ...withAlgorithmOf(original, privateKey), flaw };
  }
  const options = { modulusLength, publicExponent, ...pssRestrictions(original) };
  const privateKey = await rsaPssKey(options);
  return { ...withAlgorithmOf(original, privateKey), flaw };
}

interface PssOptions {
  readonly modulusLength: number;
  readonly publicExponent: number;
  readonly hashAlgorithm?: string;
  readonly mgf1HashAlgorithm?: string;
  readonly saltLength?: number;
}

function rsaPssKey(options: PssOptions): Promise<KeyObject> {
  return new Promise((resolve, reject) => {
    // The types say that the salt length is a text; Node takes a number only.
    generateKeyPair("rsa-pss", options as unknown as RSAPSSKeyPairKeyObjectOptions, (error, _, privateKey) => {
      if (error) reject(error);
      else resolve(privateKey);
    });
  });
}

/** A key of kind id-RSASSA-PSS may say for which hash and salt it is (RFC 4055 1.2). */
function pssRestrictions({ spki }: KeyToImitate): Partial<PssOptions> {
  const algorithm = spki && decodeDer(spki).children[0];
  if (algorithm?.children[1] === undefined) return {};
  const { hash, saltLength } = readSignatureAlgorithm(algorithm);
  return { ...(hash && { hashAlgorithm: hash, mgf1HashAlgorithm: hash }), ...(saltLength !== undefined && { saltLength }) };
}

/** Names under which OpenSSL knows the curves that the reader tells by other names. */
const openSslCurves: ReadonlyMap<string, string> = new Map([
  ["P-192", "prime192v1"],
  ["P-224", "secp224r1"],
  ["1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"],
  ["1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1"],
  ["1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1"],
]);

async function ecKey(curve: string, paramEncoding: "named" | "explicit"): Promise<KeyObject> {
  const namedCurve = openSslCurves.get(curve) ?? curve;
  return (await promisify(generateKeyPair)("ec", { namedCurve, paramEncoding })).privateKey;
}

/** Explicit parameters of a curve that has a name: found by its prime. */
async function makeExplicitKey(original: KeyToImitate): Promise<TwinKey> {
  const wanted = original.spki && primeOf(decodeDer(original.spki));
  for (const curve of ["P-256", "P-384", "P-521", "P-224", "secp256k1"]) {
    const privateKey = await ecKey(curve, "explicit");
    if (wanted === undefined || primeOf(decodeDer(spkiOf(privateKey))) === wanted) return withAlgorithmOf(original, privateKey);
  }
  return keptKey(original, "the curve of its key has no name that is known");
}

/** ECParameters: version, FieldID { OID, prime }, ... (RFC 3279 2.3.5). */
function primeOf(spki: Der): bigint | undefined {
  const prime = spki.children[0]?.children[1]?.children[1]?.children[1];
  return prime === undefined || prime.body.length > 256 ? undefined : integerOf(prime, "prime");
}

/** In the group of the original, which is public: making one takes a second and more. */
async function makeDsaKey(original: KeyToImitate): Promise<TwinKey> {
  const algorithm = original.spki && decodeDer(original.spki).children[0];
  const [p, q, g] = (algorithm?.children[1]?.children ?? []).map((part) => integerOf(part, "group"));
  const { bits } = original.shape;
  if (bits > 3072) return keptKey(original, `a DSA key of ${bits} bits takes too long`);
  if (algorithm === undefined || p === undefined || q === undefined || g === undefined || q < 2n) {
    if (original.spki !== undefined) return keptKey(original, "the group of its DSA key is not in the certificate");
    const { privateKey } = await promisify(generateKeyPair)("dsa", {
      modulusLength: bits,
      divisorLength: bits > 1024 ? 256 : 160,
    });
    return withAlgorithmOf(original, privateKey);
  }
  const x = (BigInt(`0x${randomBytes(64).toString("hex")}`) % (q - 1n)) + 1n;
  const pkcs8 = sequence(integer(0n), algorithm.raw, octetString(integer(x)));
  const privateKey = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  return withAlgorithmOf(original, privateKey);
}

/** The public key under the very algorithm identifier of the original, and its point compressed where the original's is. */
function withAlgorithmOf({ spki }: KeyToImitate, privateKey: KeyObject): TwinKey {
  const own = spkiOf(privateKey);
  if (spki === undefined) return { spki: own, privateKey };
  const [algorithm, bits] = decodeDer(spki).children;
  const made = decodeDer(own).children[1];
  if (algorithm === undefined || bits === undefined || made === undefined) return { spki: own, privateKey };
  const form = bits.body[1] ?? 0;
  const isCompressed = readPublicKey(decodeDer(spki)).kind === "ec" && (form === 2 || form === 3);
  return { spki: sequence(algorithm.raw, isCompressed ? bitString(compressed(made.body.subarray(1))) : made.raw), privateKey };
}

/** SEC 1 2.3.3: the x coordinate, and whether y is odd. */
function compressed(point: Uint8Array): Uint8Array {
  const x = point.subarray(1, 1 + (point.length - 1) / 2);
  return Uint8Array.of(2 | ((point.at(-1) ?? 0) & 1), ...x);
}

/** The DER SubjectPublicKeyInfo of a private key. */
export function spkiOf(privateKey: KeyObject): Buffer {
  // A copy: OpenSSL hands out a slice of a pool.
  return Buffer.from(createPublicKey(privateKey).export({ type: "spki", format: "der" }));
}
