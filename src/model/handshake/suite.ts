/**
 * What is wrong with a cipher suite by its OpenSSL name: `no-forward-secrecy`: anyone who gets the server's key later reads
 * what was recorded; `no-authentication`: nobody proves anything; `no-aead`: CBC or a stream cipher with a separate MAC.
 * The suites of TLS 1.3 have nothing of these. NIST SP 800-52r2 3.3.1; Mozilla's intermediate profile has none of them.
 */
export type SuiteFault = "no-encryption" | "no-authentication" | "no-forward-secrecy" | "no-aead";

/** The worst fault of a suite; undefined for a modern one. */
export function suiteFault(name: string): SuiteFault | undefined {
  if (/^TLS_(AES|CHACHA20)_/.test(name)) return undefined;
  if (/NULL/.test(name)) return "no-encryption";
  if (/^(ADH|AECDH)-|_anon_/.test(name)) return "no-authentication";
  if (!/^(ECDHE|DHE|EDH)-/.test(name)) return "no-forward-secrecy";
  return /GCM|CHACHA20|CCM/.test(name) ? undefined : "no-aead";
}
