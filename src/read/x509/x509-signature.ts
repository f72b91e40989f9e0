import { constants, createPublicKey, type KeyObject, type VerifyKeyObjectInput, verify } from "node:crypto";
import type { SignatureAlgorithm } from "../../model/certificates/certificate.ts";
import { at, type Der, DerError, integerOf, oidOf, tags } from "./x509-der.ts";

const algorithms: ReadonlyMap<string, Omit<SignatureAlgorithm, "oid">> = new Map([
  ["1.2.840.113549.1.1.2", { kind: "rsa", hash: "md2" }],
  ["1.2.840.113549.1.1.4", { kind: "rsa", hash: "md5" }],
  ["1.2.840.113549.1.1.5", { kind: "rsa", hash: "sha1" }],
  ["1.3.14.3.2.29", { kind: "rsa", hash: "sha1" }],
  ["1.2.840.113549.1.1.14", { kind: "rsa", hash: "sha224" }],
  ["1.2.840.113549.1.1.11", { kind: "rsa", hash: "sha256" }],
  ["1.2.840.113549.1.1.12", { kind: "rsa", hash: "sha384" }],
  ["1.2.840.113549.1.1.13", { kind: "rsa", hash: "sha512" }],
  ["1.2.840.10045.4.1", { kind: "ecdsa", hash: "sha1" }],
  ["1.2.840.10045.4.3.1", { kind: "ecdsa", hash: "sha224" }],
  ["1.2.840.10045.4.3.2", { kind: "ecdsa", hash: "sha256" }],
  ["1.2.840.10045.4.3.3", { kind: "ecdsa", hash: "sha384" }],
  ["1.2.840.10045.4.3.4", { kind: "ecdsa", hash: "sha512" }],
  ["1.2.840.10040.4.3", { kind: "dsa", hash: "sha1" }],
  ["2.16.840.1.101.3.4.3.1", { kind: "dsa", hash: "sha224" }],
  ["2.16.840.1.101.3.4.3.2", { kind: "dsa", hash: "sha256" }],
  ["1.3.101.112", { kind: "ed25519" }],
  ["1.3.101.113", { kind: "ed448" }],
]);

const hashes: ReadonlyMap<string, string> = new Map([
  ["1.2.840.113549.2.5", "md5"],
  ["1.3.14.3.2.26", "sha1"],
  ["2.16.840.1.101.3.4.2.4", "sha224"],
  ["2.16.840.1.101.3.4.2.1", "sha256"],
  ["2.16.840.1.101.3.4.2.2", "sha384"],
  ["2.16.840.1.101.3.4.2.3", "sha512"],
]);

/** Reads an AlgorithmIdentifier of a signature; one that nobody knows is of kind `unknown`. */
export function readSignatureAlgorithm(der: Der): SignatureAlgorithm {
  const oid = oidOf(at(der, 0, tags.oid, "signature algorithm"), "signature algorithm");
  if (oid === "1.2.840.113549.1.1.10") return { kind: "rsa-pss", ...pssParameters(der.children[1]), oid };
  return { ...(algorithms.get(oid) ?? { kind: "unknown" }), oid };
}

/** RFC 4055 3.1: SHA-1 and 20 bytes of salt when nothing is said. */
function pssParameters(parameters: Der | undefined): { hash: string | undefined; saltLength: number } {
  let hash: string | undefined = "sha1";
  let saltLength = 20;
  for (const field of parameters?.children ?? []) {
    const [content] = field.children;
    if (content === undefined) throw new DerError("its signature algorithm is malformed");
    if (field.tag === 0xa0) hash = hashes.get(oidOf(at(content, 0, tags.oid, "signature algorithm"), "signature algorithm"));
    if (field.tag === 0xa2) {
      if (content.body.length > 4) throw new DerError("its signature algorithm is malformed");
      saltLength = Number(integerOf(content, "signature algorithm"));
    }
  }
  return { hash, saltLength };
}

/** What a signature check needs of a certificate. */
export interface Signed {
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
  readonly algorithm: SignatureAlgorithm;
}

/** A public key for `node:crypto`; undefined when it cannot use it. */
export function importPublicKey(spki: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
  } catch {
    // OpenSSL's errors have no common class or code: whatever it cannot import cannot have signed anything.
    return undefined;
  }
}

const keyTypes: Readonly<Record<Exclude<SignatureAlgorithm["kind"], "unknown">, readonly string[]>> = {
  rsa: ["rsa"],
  "rsa-pss": ["rsa", "rsa-pss"],
  ecdsa: ["ec"],
  dsa: ["dsa"],
  ed25519: ["ed25519"],
  ed448: ["ed448"],
};

/** Does the key verify the signature? Strength of key and hash are not looked at. */
export function isSignatureOf({ algorithm, tbs, signature }: Signed, key: KeyObject): boolean {
  const way = wayToVerify(algorithm, key);
  try {
    return way !== undefined && verify(way.hash, tbs, way.key, signature);
  } catch {
    // A hash that this OpenSSL does not have (MD2), or PSS restrictions of the key: not verified.
    return false;
  }
}

/** The same on another thread. */
export function isSignatureLater({ algorithm, tbs, signature }: Signed, key: KeyObject): Promise<boolean> {
  return new Promise((resolve) => {
    const way = wayToVerify(algorithm, key);
    if (way === undefined) return resolve(false);
    try {
      verify(way.hash, tbs, way.key, signature, (error, verdict) => resolve(error === null && verdict));
    } catch {
      resolve(false);
    }
  });
}

interface WayToVerify {
  readonly hash: string | null | undefined;
  readonly key: KeyObject | VerifyKeyObjectInput;
}

/** Undefined for a signature that no key of this kind makes. */
function wayToVerify({ kind, hash, saltLength }: SignatureAlgorithm, key: KeyObject): WayToVerify | undefined {
  if (kind === "unknown" || !keyTypes[kind].includes(key.asymmetricKeyType ?? "")) return undefined;
  switch (kind) {
    case "ed25519":
    case "ed448":
      return { hash: null, key };
    case "rsa-pss":
      if (saltLength === undefined) return undefined;
      return { hash, key: { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength } };
    case "rsa":
    case "ecdsa":
    case "dsa":
      return { hash, key };
    default:
      return kind satisfies never;
  }
}
