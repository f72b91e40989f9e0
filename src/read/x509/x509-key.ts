import { createHash } from "node:crypto";
import type { PublicKey, Sha256 } from "../../model/certificates/certificate.ts";
import { at, bitsOf, type Der, DerError, decodeDer, integerOf, oidOf, tags } from "./x509-der.ts";

/** Names of the curves that people know; any other is told by its OID. Bits of the field. */
const curves = new Map<string, { readonly name: string; readonly bits: number }>([
  ["1.2.840.10045.3.1.1", { name: "P-192", bits: 192 }],
  ["1.2.840.10045.3.1.7", { name: "P-256", bits: 256 }],
  ["1.3.132.0.33", { name: "P-224", bits: 224 }],
  ["1.3.132.0.34", { name: "P-384", bits: 384 }],
  ["1.3.132.0.35", { name: "P-521", bits: 521 }],
  ["1.3.132.0.10", { name: "secp256k1", bits: 256 }],
  ["1.3.36.3.3.2.8.1.1.7", { name: "1.3.36.3.3.2.8.1.1.7", bits: 256 }], // brainpoolP256r1
  ["1.3.36.3.3.2.8.1.1.11", { name: "1.3.36.3.3.2.8.1.1.11", bits: 384 }], // brainpoolP384r1
  ["1.3.36.3.3.2.8.1.1.13", { name: "1.3.36.3.3.2.8.1.1.13", bits: 512 }], // brainpoolP512r1
]);

/** Reads a SubjectPublicKeyInfo. An algorithm that nobody knows is a key of kind `unknown`. */
export function readPublicKey(der: Der): PublicKey {
  const algorithm = at(der, 0, tags.sequence, "public key");
  const oid = oidOf(at(algorithm, 0, tags.oid, "public key"), "public key");
  const key = bitsOf(at(der, 1, tags.bits, "public key"));
  return { ...shapeOf(oid, algorithm.children[1], key), spki: sha256(der.raw) };
}

function shapeOf(oid: string, parameters: Der | undefined, key: Uint8Array): Omit<PublicKey, "spki"> {
  switch (oid) {
    case "1.2.840.113549.1.1.1":
      return rsa("rsa", key);
    case "1.2.840.113549.1.1.10":
      return rsa("rsa-pss", key);
    case "1.2.840.10045.2.1":
      return ellipticCurve(parameters);
    case "1.3.101.112":
      return { kind: "ed25519", bits: 256 };
    case "1.3.101.113":
      return { kind: "ed448", bits: 456 };
    case "1.2.840.10040.4.1":
      // The parameters may be inherited from the issuer (RFC 3279 2.3.2).
      return { kind: "dsa", bits: parameters?.children[0] === undefined ? 0 : bitLength(parameters.children[0]) };
    default:
      return { kind: "unknown", bits: 0 };
  }
}

function rsa(kind: "rsa" | "rsa-pss", key: Uint8Array): Omit<PublicKey, "spki"> {
  const sequence = decodeDer(key);
  const modulus = at(sequence, 0, tags.integer, "public key");
  const exponent = at(sequence, 1, tags.integer, "public key");
  // Beyond any real exponent; BigInt of a megabyte would be slow.
  if (exponent.body.length > 2048) throw new DerError("its public key is malformed");
  return { kind, bits: bitLength(modulus), exponent: integerOf(exponent, "public key") };
}

function ellipticCurve(parameters: Der | undefined): Omit<PublicKey, "spki"> {
  if (parameters?.tag === tags.oid) {
    const oid = oidOf(parameters, "public key");
    const curve = curves.get(oid);
    return { kind: "ec", bits: curve?.bits ?? 0, curve: curve?.name ?? oid };
  }
  if (parameters?.tag !== tags.sequence) return { kind: "ec", bits: 0, curve: "unknown" };
  // ECParameters: version, FieldID { OID, prime }, ... (RFC 3279 2.3.5)
  const prime = parameters.children[1]?.children[1];
  return { kind: "ec", bits: prime?.tag === tags.integer ? bitLength(prime) : 0, curve: "explicit" };
}

function bitLength(integer: Der): number {
  const first = integer.body.findIndex((byte) => byte !== 0);
  if (first === -1) return 0;
  return (integer.body.length - first) * 8 - (Math.clz32(integer.body[first] ?? 0) - 24);
}

/** SHA-256 of bytes. */
export function sha256(bytes: Uint8Array): Sha256 {
  return createHash("sha256").update(bytes).digest("hex") as Sha256;
}
