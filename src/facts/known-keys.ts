import { knownKeyHashes } from "./known-key-hashes.ts";

/**
 * Where the private half of a key is published: `owner/name: path` of a public test suite or example; undefined for a key
 * that none of those known to this program holds.
 * @param spki SHA-256 of the DER SubjectPublicKeyInfo, lower-case hexadecimal
 */
export function publicOriginOf(spki: string): string | undefined {
  return knownKeyHashes.get(spki);
}
