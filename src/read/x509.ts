import type { X509Reader } from "./form.ts";

/** X.509 by `@peculiar/x509`, signatures and digests by `node:crypto`. */
export const x509Reader: X509Reader = {
  certificate: () => ({ because: "not read" }),
  privateKey: () => ({ because: "not read" }),
};
