import type { Certificate } from "./certificate.ts";

/** Which program checks the name: PD is Go (`crypto/x509`), TiKV is gRPC core (`tsi_ssl_peer_matches_name`). */
export type NameCheck = "go" | "grpc";

/** Does the certificate name the host that was dialled? Facts: tikv.md section 5, grpc.md section 5, pd.md section 5. */
export function coversHost(certificate: Certificate, host: string, _check: NameCheck): boolean {
  const names = certificate.subjectAltName;
  return names !== undefined && (names.dns.includes(host) || names.ip.includes(host));
}
