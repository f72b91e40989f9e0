/**
 * Last parts of keys, in lower case with dashes, whose values are secrets, and what each is. Real keys of TiKV
 * (components/encryption/src/config.rs: `aws.*`, `azure.*`, until v4.0 beside `key-id`) and PD (`metering.*`,
 * `security.SSLKEYBytes`), and names under which the same things are written by mistake.
 */
export const secretKeys: ReadonlyMap<string, string> = new Map([
  ["access-key", "an access key"],
  ["access-key-id", "an access key"],
  ["secret-access-key", "a secret access key"],
  ["secret-key", "a secret key"],
  ["session-token", "a session token"],
  ["account-key", "an account key"],
  ["shared-key", "a shared key"],
  ["sas-token", "an access token"],
  ["client-secret", "a client secret"],
  ["client-certificate", "a client certificate with its private key"],
  ["client-certificate-password", "a password"],
  ["password", "a password"],
  ["passphrase", "a password"],
  ["sslkeybytes", "a private key"],
]);

/** Parameters of storage URLs that are secrets beside those above: signatures that stand for their key. */
export const secretUrlParameters: ReadonlyMap<string, string> = new Map([
  ["sig", "a signature"],
  ["x-amz-signature", "a signature"],
  ["x-goog-signature", "a signature"],
]);

/** What the value of a key is when it is a secret. `_` counts as `-`, and case does not count. */
export function secretBehind(key: string): string | undefined {
  return secretKeys.get(key.toLowerCase().replaceAll("_", "-"));
}
