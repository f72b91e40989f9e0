import { certificatesOf } from "../../../model/certificates/certificate.ts";
import { daysText, dayText } from "../../../model/certificates/certificate-words.ts";
import { filesToJudge } from "../../../model/certificates/uses.ts";
import { fateOfDates, isRotation } from "../../certificates/certificate-dates.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { statementAbout, titleOf } from "../../certificates/certificate-statement.ts";
import { failuresAbout } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";

export const expired: Rule = {
  id: "cert/expired",
  phase: "files",
  meta: () => ({
    title: "A certificate has expired",
    why: "Every peer refuses a server that shows an expired certificate; PD dials itself at start and does not come up. TiKV does come up, and looks healthy until somebody connects.",
    fix: "Issue a new certificate; renew certificates automatically, well before they expire.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "PCI-DSS-4.0.1:4.2.1.1", "NIST-SP-800-52r2:3.2", "CWE-324"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["RFC 5280 4.1.2.5", "measured on PD v6.5 to v26.3 and on TiKV's gRPC core with OpenSSL 1.1.1 and 3.5"],
    example: {
      bad: {
        files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": `«${certificateExamples.sound}»` },
        now: "2027-07-01T00:00:00Z",
      },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model, { now }) {
    for (const judged of filesToJudge(model)) {
      const out = certificatesOf(judged.file).filter((certificate) => now > certificate.notAfter);
      if (out.length === 0 || isRotation(judged, now)) continue;
      for (const certificate of out) {
        yield statementAbout(judged, certificate, {
          message: `${titleOf(judged, certificate)} expired on ${dayText(certificate.notAfter)}, ${daysText(now - certificate.notAfter)} ago: ${fateOfDates(judged, certificate)}`,
          help: "issue a new certificate, then replace the key file first and the certificate file last",
          covers: failuresAbout(judged, now, { places: [certificate.span], reasons: ["server-expired", "client-expired"] }),
        });
      }
    }
  },
};
