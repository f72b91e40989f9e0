import type { Certificate } from "../../../model/certificates/certificate.ts";
import { shortText, subjectText } from "../../../model/certificates/certificate-words.ts";
import { filesToJudge } from "../../../model/certificates/uses.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { statementAbout, titleOf } from "../../certificates/certificate-statement.ts";
import { failuresAbout, uselessFile } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";

export const serial: Rule = {
  id: "cert/serial",
  phase: "files",
  meta: () => ({
    title: "A serial number is not positive, or is used twice by one issuer",
    why: "Issuer and serial number are the name of a certificate: revocation lists, logs and inventories find it by them. Go refuses to read a negative one.",
    fix: "Let the CA give each certificate a random positive serial number.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1.1"],
    policies: { baseline: "warning", strict: "warning" },
    since: "0.1.0",
    sources: ["RFC 5280 4.1.2.2", "Go 1.23 and later: crypto/x509, ParseCertificate (negative serial number)"],
    example: {
      bad: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": `«${certificateExamples.negativeSerial}»` } },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model, { now }) {
    const seen = new Map<string, Certificate>();
    for (const judged of filesToJudge(model)) {
      for (const block of judged.file.blocks) {
        if (block.kind !== "certificate") continue;
        const { certificate } = block;
        const title = titleOf(judged, certificate);
        if (certificate.serial <= 0n) {
          const consequence =
            certificate.serial < 0n
              ? "Go programs built since Go 1.23 do not read it"
              : "revocation lists and inventories cannot name it";
          yield statementAbout(judged, certificate, {
            message: `${title} has a serial number that is ${certificate.serial < 0n ? "negative" : "0"}: ${consequence}`,
            help: "reissue it with a random positive serial number",
            covers: failuresAbout(judged, now, { places: [certificate.span], reasons: uselessFile }),
          });
        }
        const identity = `${certificate.issuer.der} ${certificate.serial}`;
        const first = seen.get(identity);
        if (first === undefined) seen.set(identity, certificate);
        else if (first.sha256 !== certificate.sha256) {
          yield statementAbout(judged, certificate, {
            message: `${title} has the serial number of another certificate of ${shortText(certificate.issuer.text) || "the same issuer"}: revoking one means both`,
            help: "let the CA give each certificate a serial number of its own, and reissue one of the two",
            related: [{ at: first.span, message: `${subjectText(first)} has it too` }],
          });
        }
      }
    }
  },
};
