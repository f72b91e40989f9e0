import type { Security } from "../instances/instance.ts";
import { type Certificate, certificatesOf, keysOf, type PemFile } from "./certificate.ts";

/**
 * The certificate that a file was made for, where a CA stands before it. RFC 8446 4.4.2: the sender's certificate comes
 * first; Go (X509KeyPair) and OpenSSL (SSL_CTX_use_certificate_chain_file) take the first one as such. Undefined where the
 * first is none of a CA, or nothing but CAs follows.
 */
export function hiddenLeaf(file: PemFile): Certificate | undefined {
  const [first, ...behind] = certificatesOf(file);
  if (first?.basicConstraints?.ca !== true) return undefined;
  return behind.find(({ basicConstraints }) => basicConstraints?.ca !== true);
}

/** The same for a pair of certificate and key: a key that belongs to the CA, or to no certificate at all, is another fault. */
export function hiddenLeafOf({ certificate, key }: Pick<Security, "certificate" | "key">): Certificate | undefined {
  if (certificate.kind !== "seen") return undefined;
  const hidden = hiddenLeaf(certificate.file);
  const publicKey = key.kind === "seen" ? keysOf(key.file)[0]?.publicKey : undefined;
  return publicKey === undefined || publicKey.spki === hidden?.publicKey.spki ? hidden : undefined;
}

/** The certificate that the owner of a file means to present: the first, or the one behind the CAs. */
export function ownCertificateIn(file: PemFile): Certificate | undefined {
  return hiddenLeaf(file) ?? certificatesOf(file)[0];
}
