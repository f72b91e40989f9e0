import { filesToJudge } from "../../../model/certificates/uses.ts";
import { shortListOf } from "../../../text/list-of.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import {
  fatesText,
  isCa,
  pdDoesNotStart,
  presentersOf,
  statementAbout,
  titleOf,
} from "../../certificates/certificate-statement.ts";
import { failuresAbout, uselessFile } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";

export const unsupported: Rule = {
  id: "cert/unsupported",
  phase: "files",
  meta: () => ({
    title: "A certificate has a critical extension that PD and TiKV do not know",
    why: "Critical means that a program that does not know the extension must refuse the certificate. Both programs do.",
    fix: "Issue the certificate without the extension, or not as critical.",
    threats: ["outage"],
    controls: ["NIST-SP-800-52r2:3.2"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["RFC 5280 4.2", "measured on TiKV's gRPC core; Go: crypto/x509, Verify (unhandled critical extension)"],
    example: {
      bad: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": `«${certificateExamples.unknownCritical}»` } },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model, { now }) {
    for (const judged of filesToJudge(model)) {
      for (const block of judged.file.blocks) {
        if (block.kind !== "certificate" || block.certificate.unknownCritical.length === 0) continue;
        const { certificate } = block;
        const oids = shortListOf(certificate.unknownCritical);
        const otherwise = isCa(certificate)
          ? "they refuse every certificate that rests on it"
          : "they refuse every peer that shows it";
        const consequence = fatesText(
          presentersOf(judged, certificate),
          { pd: pdDoesNotStart, tikv: () => "TiKV starts and every peer refuses it" },
          otherwise,
        );
        yield statementAbout(judged, certificate, {
          message: `${titleOf(judged, certificate)} has a critical extension that PD and TiKV do not know (${oids}): ${consequence}`,
          help: "reissue it without the extension",
          covers: failuresAbout(judged, now, { places: [certificate.span], reasons: uselessFile }),
        });
      }
    }
  },
};
