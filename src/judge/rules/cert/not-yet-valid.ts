import { certificatesOf } from "../../../model/certificates/certificate.ts";
import { daysText, dayText } from "../../../model/certificates/certificate-words.ts";
import { filesToJudge } from "../../../model/certificates/uses.ts";
import { fateOfDates, isRotation } from "../../certificates/certificate-dates.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { statementAbout, titleOf } from "../../certificates/certificate-statement.ts";
import { failuresAbout } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";

export const notYetValid: Rule = {
  id: "cert/not-yet-valid",
  phase: "files",
  meta: () => ({
    title: "A certificate is not yet valid",
    why: "Every peer refuses it until then, as if it were expired; PD dials itself at start and does not come up.",
    fix: "Wait, or issue a certificate that is valid now; look at the clock of the machine that issues.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["RFC 5280 4.1.2.5", "measured on PD v6.5 to v26.3 and on TiKV's gRPC core with OpenSSL 1.1.1 and 3.5"],
    example: {
      bad: {
        files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": `«${certificateExamples.sound}»` },
        now: "2026-05-01T00:00:00Z",
      },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model, { now }) {
    for (const judged of filesToJudge(model)) {
      const out = certificatesOf(judged.file).filter((certificate) => now < certificate.notBefore);
      if (out.length === 0 || isRotation(judged, now)) continue;
      for (const certificate of out) {
        yield statementAbout(judged, certificate, {
          message: `${titleOf(judged, certificate)} is not yet valid (from ${dayText(certificate.notBefore)}, in ${daysText(certificate.notBefore - now)}): until then ${fateOfDates(judged, certificate)}`,
          help: "use a certificate that is valid now",
          covers: failuresAbout(judged, now, { places: [certificate.span], reasons: ["server-expired", "client-expired"] }),
        });
      }
    }
  },
};
