import { type Certificate, certificatesOf } from "../../../model/certificates/certificate.ts";
import { daysText, dayText, wholeDays } from "../../../model/certificates/certificate-words.ts";
import { filesToJudge, type JudgedFile } from "../../../model/certificates/uses.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { isCa, onlyComponent, presentersOf, statementAbout, titleOf } from "../../certificates/certificate-statement.ts";
import type { Rule } from "../../rule.ts";

export const expiresSoon: Rule = {
  id: "cert/expires-soon",
  phase: "files",
  meta: () => ({
    title: "A certificate expires soon",
    why: "From the day after its expiry every peer refuses it. A cluster in which all certificates were issued together stops together.",
    fix: "Issue a new certificate now. TiKV takes it when the certificate file changes, PD at the next handshake; a new CA needs a restart of both.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "PCI-DSS-4.0.1:4.2.1.1", "CWE-324"],
    policies: {
      baseline: { severity: "warning", parameters: { days: 30 } },
      strict: { severity: "error", parameters: { days: 45 } },
    },
    since: "0.1.0",
    sources: [
      "tikv: components/security/src/lib.rs (reload when the certificate file's time changes)",
      "measured on PD v6.5 to v26.3 (certificate and key are read at every handshake, the CA at start)",
    ],
    parameters: {
      days: {
        type: "integer",
        minimum: 0,
        description: "A certificate with fewer whole days left than this (UTC) is a finding.",
        default: 30,
      },
    },
    example: {
      bad: {
        files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": `«${certificateExamples.sound}»` },
        now: "2027-05-20T00:00:00Z",
      },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model, { now, parameters }) {
    for (const judged of filesToJudge(model)) {
      const { days: wanted } = parameters(judged.environment);
      const days = Number(wanted);
      const certificates = certificatesOf(judged.file);
      const ends = latestEnds(certificates);
      for (const certificate of certificates) {
        const left = certificate.notAfter - now;
        // From the end on, cert/expired speaks.
        if (left < 0 || wholeDays(left) >= days) continue;
        // Beside the renewal of a CA, same name and key, chains hold in either order (measured on TiKV's gRPC core).
        if ((ends.get(nameAndKey(certificate)) ?? 0) > certificate.notAfter) continue;
        yield statementAbout(judged, certificate, {
          message: `${titleOf(judged, certificate)} expires on ${dayText(certificate.notAfter)}, in ${daysText(left)}; the policy requires ${days}`,
          help: helpFor(judged, certificate),
        });
      }
    }
  },
};

/** Of the CAs of a file, the latest end of each name and key. */
function latestEnds(certificates: readonly Certificate[]): ReadonlyMap<string, number> {
  const ends = new Map<string, number>();
  for (const certificate of certificates) {
    if (!isCa(certificate)) continue;
    const key = nameAndKey(certificate);
    ends.set(key, Math.max(certificate.notAfter, ends.get(key) ?? certificate.notAfter));
  }
  return ends;
}

function nameAndKey({ subject, publicKey }: Certificate): string {
  return `${subject.der} ${publicKey.spki}`;
}

function helpFor(judged: JudgedFile, certificate: Certificate): string {
  if (isCa(certificate) && presentersOf(judged, certificate).length === 0) {
    return "put the new CA into the CA files beside this one and restart one instance after another, then reissue the certificates";
  }
  return onlyComponent(judged.uses) === "pd"
    ? "replace certificate and key together: PD reads both at every handshake"
    : "replace the key file first, the certificate file last: TiKV reloads when the latter changes";
}
