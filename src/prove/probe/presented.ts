import type { TLSSocket } from "node:tls";
import type { Certificate } from "../../model/certificates/certificate.ts";
import { x509Reader } from "../../read/x509/x509.ts";
import type { RepoPath, Span } from "../../text/span.ts";

/** What came over the wire has no place in a file. */
const onTheWire: Span = { path: "(presented)" as RepoPath, line: 1, column: 1, endLine: 1, endColumn: 1 };

/** Most certificates that are looked at in one chain; a proper one has two or three. */
const longest = 20;

/**
 * DER of the certificates that the other side of a TLS connection sent, leaf first. Node follows issuers, also into the
 * CA files of the connection's own context: that context must hold none, or none but the trust anchors.
 */
export function presentedChain(socket: TLSSocket): readonly Uint8Array[] {
  const chain: Uint8Array[] = [];
  let next = socket.getPeerCertificate(true) as Partial<ReturnType<TLSSocket["getPeerCertificate"]>> & {
    issuerCertificate?: object;
  };
  while (next?.raw !== undefined && chain.length < longest) {
    const { raw } = next;
    if (chain.some((der) => raw.equals(der))) break;
    chain.push(raw);
    next = (next.issuerCertificate ?? {}) as typeof next;
  }
  return chain;
}

/** Reads a chain as it came; a text says why a certificate of it cannot be read. */
export function readPresented(chain: readonly Uint8Array[]): readonly Certificate[] | string {
  const read: Certificate[] = [];
  for (const der of chain) {
    const certificate = x509Reader.certificate(der, onTheWire);
    if ("because" in certificate) return `a certificate of the chain does not parse: ${certificate.because}`;
    read.push(certificate);
  }
  return read;
}
