import type { Certificate } from "../../src/model/certificates/certificate.ts";
import { x509Reader } from "../../src/read/x509/x509.ts";
import type { RepoPath } from "../../src/text/span.ts";
import { type Issued, type IssueOptions, issue } from "./issue.ts";

/** Reads the certificate of an issued pair as the product does. */
export function readIssued({ der }: { readonly der: Uint8Array }): Certificate {
  const read = x509Reader.certificate(der, { path: "test.pem" as RepoPath, line: 1, column: 1, endLine: 1, endColumn: 1 });
  if ("because" in read) throw new Error(read.because);
  return read;
}

/** Issues a certificate and reads it. */
export function issueAndRead(options: IssueOptions): { readonly issued: Issued; readonly certificate: Certificate } {
  const issued = issue(options);
  return { issued, certificate: readIssued(issued) };
}
