import type { Certificate } from "../../model/certificates/certificate.ts";
import type { Der } from "./x509-der.ts";

/**
 * Why Go's crypto/x509 cannot parse a certificate that was read here: its words, from crypto/x509/parser.go. PD then
 * exits, wherever the certificate stands. Undefined when Go can, or when it is not known that it cannot.
 */
export function goRefusal(
  certificate: Pick<Certificate, "publicKey" | "critical">,
  raw: { readonly spki: Der; readonly algorithmsDiffer: boolean; readonly repeated: string | undefined },
): string | undefined {
  const { kind, curve } = certificate.publicKey;
  const parameters = raw.spki.children[0]?.children[1];
  // A negative serial number is refused since Go 1.23, but only by programs whose go.mod asks for it: not told here.
  if (raw.algorithmsDiffer) return "x509: inner and outer signature algorithm identifiers don't match";
  if (kind === "rsa" && parameters?.tag !== 5) return "x509: RSA key missing NULL parameters";
  if (kind === "ec" && (curve === "explicit" || curve === "unknown")) return "x509: invalid ECDSA parameters";
  if (kind === "ec" && !goCurves.has(curve ?? "")) return "x509: unsupported elliptic curve";
  if (raw.repeated !== undefined) return `x509: certificate contains duplicate extension with OID "${raw.repeated}"`;
  if (certificate.critical?.includes("2.5.29.14")) return "x509: subject key identifier incorrectly marked critical";
  if (certificate.critical?.includes("2.5.29.35")) return "x509: authority key identifier incorrectly marked critical";
  if (certificate.critical?.includes("1.3.6.1.5.5.7.1.1")) return "x509: authority info access incorrectly marked critical";
  return undefined;
}

const goCurves: ReadonlySet<string> = new Set(["P-224", "P-256", "P-384", "P-521"]);
