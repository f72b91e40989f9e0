import { shortListOf } from "../../text/list-of.ts";
import type { PublicKey } from "./certificate.ts";
import { keyText } from "./certificate-words.ts";

export interface KeyLimits {
  readonly rsaBits: number;
  /** Names as in `PublicKey.curve`. */
  readonly curves: readonly string[];
}

/** What nobody should use whatever a policy says: NIST SP 800-57 part 1, table 2 (112 bits), and curves that both programs know. */
export const commonLimits: KeyLimits = { rsaBits: 2048, curves: ["P-256", "P-384", "P-521"] };

export interface KeyWeakness {
  /** `unusable`: PD (Go) or TiKV cannot use keys of this kind, however strong they are. */
  readonly kind: "short" | "exponent" | "dsa" | "curve" | "unusable";
  /** A noun phrase: `an RSA key of 1024 bits`. */
  readonly what: string;
  /** What the limits ask for instead: `RSA of 2048 bits or more, or P-256`. */
  readonly wanted: string;
}

/** NIST SP 800-89, 5.3.3 and FIPS 186-5, A.1.1: the public exponent is odd and above 2^16. */
const smallestExponent = 65_537n;

/** Why a key is weak, or a kind that one of the programs cannot use; undefined when it is neither. */
export function weaknessOf(key: PublicKey, limits: KeyLimits): KeyWeakness | undefined {
  const wanted = wantedText(limits);
  switch (key.kind) {
    case "rsa":
    case "rsa-pss":
      if (key.bits < limits.rsaBits) return { kind: "short", what: `an RSA key of ${key.bits} bits`, wanted };
      if (key.exponent !== undefined && (key.exponent < smallestExponent || key.exponent % 2n === 0n)) {
        return { kind: "exponent", what: `an RSA key with ${exponentText(key.exponent)}`, wanted };
      }
      // Go parses no id-RSASSA-PSS key (crypto/x509, parsePublicKey).
      return key.kind === "rsa" ? undefined : { kind: "unusable", what: "a key bound to RSA-PSS", wanted };
    case "dsa":
      return { kind: "dsa", what: `a ${keyText(key)} key`, wanted };
    case "ec":
      if (key.curve === undefined || limits.curves.includes(key.curve)) return undefined;
      return {
        kind: "curve",
        what: key.curve === "explicit" ? "an EC key with explicit parameters" : `a key on the curve ${key.curve}`,
        wanted,
      };
    case "ed448":
      return { kind: "unusable", what: "an Ed448 key", wanted };
    case "unknown":
      // Go pairs RSA, ECDSA and Ed25519 only (crypto/tls, X509KeyPair).
      return { kind: "unusable", what: "a key of a kind that PD does not know", wanted };
    case "ed25519":
      return undefined;
    default:
      return key.kind satisfies never;
  }
}

function exponentText(exponent: bigint): string {
  return exponent < 1_000_000n ? `the public exponent ${exponent}` : "an even public exponent";
}

function wantedText({ rsaBits, curves }: KeyLimits): string {
  return shortListOf([`RSA of ${rsaBits} bits or more`, ...curves], 6).replace(/ and (?!.* and )/, " or ");
}
