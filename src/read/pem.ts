import type { PemBlock, PemFile } from "../model/certificate.ts";
import { firstLine, LineIndex } from "../text/span.ts";
import type { X509Reader } from "./form.ts";
import type { SourceFile } from "./source-file.ts";

const blockPattern = /-----BEGIN ([^\r\n-]+)-----([\s\S]*?)-----END \1-----/g;

/** Reads every block of a PEM file. */
export function readPem(file: SourceFile, x509: X509Reader | undefined): PemFile {
  const lines = new LineIndex(file.path, file.text);
  const blocks: PemBlock[] = [];
  for (const match of file.text.matchAll(blockPattern)) {
    const label = match[1] as string;
    const span = lines.span(match.index, match.index + match[0].length);
    const der = Buffer.from(match[2] as string, "base64");
    if (label === "CERTIFICATE" && x509 !== undefined) {
      const certificate = x509.certificate(der, span);
      if ("because" in certificate) blocks.push({ kind: "broken", span, label, level: "der", because: certificate.because });
      else blocks.push({ kind: "certificate", span, label, certificate });
    } else if (label.endsWith("PRIVATE KEY") && x509 !== undefined) {
      const key = x509.privateKey(der, span, label);
      if ("because" in key) blocks.push({ kind: "broken", span, label, level: "der", because: key.because });
      else blocks.push({ kind: "private-key", span, label, key });
    } else blocks.push({ kind: "other", span, label });
  }
  return {
    path: file.path,
    at: firstLine(file.path, file.text),
    format: "pem",
    blocks,
    startsWithByteOrderMark: file.text.startsWith("\uFEFF"),
    hasNul: file.bytes.includes(0),
    hasIndentedBlock: /^[ \t]+-----BEGIN/m.test(file.text),
  };
}
