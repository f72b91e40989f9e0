import { wholeDays } from "../../../model/certificates/certificate-words.ts";
import { filesToJudge } from "../../../model/certificates/uses.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { isCa, statementAbout, titleOf } from "../../certificates/certificate-statement.ts";
import type { Rule } from "../../rule.ts";

export const validityTooLong: Rule = {
  id: "cert/validity-too-long",
  phase: "files",
  meta: () => ({
    title: "A certificate is valid for too long",
    why: "PD and TiKV check no revocation lists: a stolen key opens the cluster until its certificate expires. A renewal that runs often is known to work.",
    fix: "Issue certificates for a shorter time, and let a machine renew them.",
    threats: ["impersonation"],
    controls: ["PCI-DSS-4.0.1:4.2.1.1", "NIST-SP-800-52r2:3.2", "CWE-324"],
    policies: {
      baseline: { severity: "note", parameters: { days: 3680, "ca-days": 0 } },
      strict: { severity: "error", parameters: { days: 398, "ca-days": 3650 } },
    },
    since: "0.1.0",
    sources: [
      "CA/Browser Forum Baseline Requirements 6.3.2 (398 days)",
      "tikv: neither CRL nor OCSP is checked (components/security/src/lib.rs)",
      "pd: there is no key for revocation lists (server/config/config.go)",
    ],
    parameters: {
      days: {
        type: "integer",
        minimum: 1,
        description: "The longest lifetime of a certificate that is no CA, in whole days.",
        default: 3680,
      },
      "ca-days": {
        type: "integer",
        minimum: 0,
        description: "The longest lifetime of a CA, in whole days; 0: no limit.",
        default: 0,
      },
    },
    example: {
      bad: {
        files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": `«${certificateExamples.sound}»` },
        parameters: { days: 90 },
      },
      good: {
        files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound },
        parameters: { days: 398 },
      },
    },
  }),

  *check(model, { now, parameters }) {
    for (const judged of filesToJudge(model)) {
      const limits = parameters(judged.environment);
      for (const block of judged.file.blocks) {
        if (block.kind !== "certificate") continue;
        const { certificate } = block;
        const isOfCa = isCa(certificate);
        const limit = Number(limits[isOfCa ? "ca-days" : "days"]);
        const lifetime = wholeDays(certificate.notAfter - certificate.notBefore);
        // Of one that has ended, cert/expired says all there is to say.
        if (limit === 0 || lifetime <= limit || now > certificate.notAfter) continue;
        yield statementAbout(judged, certificate, {
          message: `${titleOf(judged, certificate)} is valid for ${lifetime} days, the policy allows ${limit}: PD and TiKV check no revocation, so a stolen key opens the cluster until it expires`,
          help: `issue it for ${limit} days or less`,
        });
      }
    }
  },
};
