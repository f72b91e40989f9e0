import type { Certificate } from "../../../model/certificates/certificate.ts";
import { subjectText } from "../../../model/certificates/certificate-words.ts";
import { filesToJudge, presentedCertificates } from "../../../model/certificates/uses.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { isSelfSigned, statementAbout, usersText } from "../../certificates/certificate-statement.ts";
import { chainRefusals, failuresAbout } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";

export const notACa: Rule = {
  id: "cert/not-a-ca",
  phase: "files",
  meta: () => ({
    title: "A certificate in a CA file is no CA",
    why: "Certificates that it issued are refused, and it is accepted itself, whatever the CA says.",
    fix: "Put the certificate of the issuing CA into the CA file; reissue a CA that lacks CA:TRUE or the usage certSign.",
    threats: ["outage", "impersonation"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2", "CWE-295"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: [
      "RFC 5280 4.2.1.3 and 4.2.1.9",
      "measured on TiKV's gRPC core: every certificate of the file is an anchor, a leaf admits itself only",
    ],
    example: {
      bad: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/ca.pem": `«${certificateExamples.sound}»` } },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/ca.pem": certificateExamples.ca } },
    },
  }),

  *check(model, { now }) {
    const presented = new Set(presentedCertificates(model).map(({ leaf }) => leaf.sha256));
    for (const judged of filesToJudge(model)) {
      const uses = judged.uses.filter((use) => use.as === "ca");
      if (uses.length === 0) continue;
      for (const block of judged.file.blocks) {
        if (block.kind !== "certificate") continue;
        const { certificate } = block;
        const lack = lackOf(certificate);
        // A server's own self-signed certificate is listed on purpose: cert/self-signed speaks.
        if (lack === undefined || (presented.has(certificate.sha256) && isSelfSigned(certificate))) continue;
        yield statementAbout({ ...judged, uses }, certificate, {
          message: `${subjectText(certificate)} in the CA file of ${usersText(uses)} is no CA (${lack}): certificates that it issued are refused, it itself is accepted`,
          help: "put the certificate of the CA that issues into this file instead",
          covers: failuresAbout(judged, now, { places: [certificate.span], reasons: chainRefusals }),
        });
      }
    }
  },
};

/** What keeps a certificate from being a CA. Version 1 has no extensions: a self-signed one counts in both programs. */
function lackOf(certificate: Certificate): string | undefined {
  if (certificate.basicConstraints === undefined) {
    return certificate.version !== 3 && isSelfSigned(certificate) ? undefined : "it has no basic constraints";
  }
  if (!certificate.basicConstraints.ca) return "CA:FALSE";
  // RFC 5280 4.2.1.3: absent means any usage.
  return certificate.keyUsage === undefined || certificate.keyUsage.has("keyCertSign")
    ? undefined
    : "its key usage lacks certSign";
}
