import { constants, type KeyObject, sign } from "node:crypto";
import type { SignatureAlgorithm } from "../../model/certificates/certificate.ts";
import { decodeDer } from "../../read/x509/x509-der.ts";
import { readSignatureAlgorithm } from "../../read/x509/x509-signature.ts";
import { der, integer, objectIdentifier, sequence } from "./der-writer.ts";

/** Signs with an algorithm; undefined where OpenSSL cannot with this key (MD2, a key too short for the hash). */
export function signAs(algorithm: SignatureAlgorithm, tbs: Uint8Array, key: KeyObject): Uint8Array | undefined {
  const { kind, hash, saltLength } = algorithm;
  if (kind !== "ed25519" && kind !== "ed448" && hash === undefined) return undefined;
  try {
    switch (kind) {
      case "rsa":
      case "ecdsa":
      case "dsa":
        return sign(hash, tbs, key);
      case "rsa-pss":
        return sign(hash, tbs, {
          key,
          padding: constants.RSA_PKCS1_PSS_PADDING,
          ...(saltLength !== undefined && { saltLength }),
        });
      case "ed25519":
      case "ed448":
        return sign(null, tbs, key);
      case "unknown":
        return undefined;
      default:
        return kind satisfies never;
    }
  } catch {
    // OpenSSL's errors have no common class or code.
    return undefined;
  }
}

const none = der(0x05);

/** The AlgorithmIdentifier with which a key usually signs: SHA-256, PSS with a salt as long as the hash. */
export function usualAlgorithm(key: KeyObject): { readonly raw: Uint8Array; readonly algorithm: SignatureAlgorithm } {
  const raw = usualIdentifier(key);
  return { raw, algorithm: readSignatureAlgorithm(decodeDer(raw)) };
}

function usualIdentifier(key: KeyObject): Buffer {
  switch (key.asymmetricKeyType) {
    case "ec":
      return sequence(objectIdentifier("1.2.840.10045.4.3.2"));
    case "dsa":
      return sequence(objectIdentifier("2.16.840.1.101.3.4.3.2"));
    case "ed25519":
      return sequence(objectIdentifier("1.3.101.112"));
    case "ed448":
      return sequence(objectIdentifier("1.3.101.113"));
    case "rsa-pss":
      return pssIdentifier(key);
    default:
      return sequence(objectIdentifier("1.2.840.113549.1.1.11"), none);
  }
}

const hashOids: Readonly<Record<string, string>> = {
  sha1: "1.3.14.3.2.26",
  sha256: "2.16.840.1.101.3.4.2.1",
  sha384: "2.16.840.1.101.3.4.2.2",
  sha512: "2.16.840.1.101.3.4.2.3",
};

/** A key may be bound to one hash and a least salt. */
function pssIdentifier(key: KeyObject): Buffer {
  const { hashAlgorithm = "sha256", saltLength = 32 } = key.asymmetricKeyDetails ?? {};
  const digest = sequence(objectIdentifier(hashOids[hashAlgorithm] ?? "2.16.840.1.101.3.4.2.1"), none);
  return sequence(
    objectIdentifier("1.2.840.113549.1.1.10"),
    sequence(
      der(0xa0, digest),
      der(0xa1, sequence(objectIdentifier("1.2.840.113549.1.1.8"), digest)),
      der(0xa2, integer(BigInt(saltLength))),
    ),
  );
}
