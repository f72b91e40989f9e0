import { createRequire } from "node:module";

const load = createRequire(import.meta.url);

/**
 * `createHash` of `node:crypto`, which is loaded when something is hashed: that takes an eighth of a bare Node's start, and a run
 * without certificates and findings hashes nothing.
 */
export function createHash(algorithm: "sha1" | "sha256"): import("node:crypto").Hash {
  const crypto: typeof import("node:crypto") = load("node:crypto");
  return crypto.createHash(algorithm);
}
