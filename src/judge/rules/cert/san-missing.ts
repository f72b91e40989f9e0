import type { Certificate } from "../../../model/certificates/certificate.ts";
import { presentedCertificates } from "../../../model/certificates/uses.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import {
  channelsOfCertificate,
  fatesText,
  onlyComponent,
  ownersText,
  pdDoesNotStart,
  statementAbout,
} from "../../certificates/certificate-statement.ts";
import { refusalsOf } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";

export const sanMissing: Rule = {
  id: "cert/san-missing",
  phase: "files",
  meta: () => ({
    title: "A server's certificate names no host",
    why: "Clients compare the host that they dial with the subject alternative names. Go programs (PD, TiDB) do not look at the common name at all; TiKV does for host names, never for addresses.",
    fix: "Issue the certificate with every name and address that peers dial as subject alternative names.",
    threats: ["outage", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2", "CWE-297"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["RFC 6125 6.4.4", "Go: crypto/x509, VerifyHostname", "measured on PD v6.5 to v26.3 and on TiKV's gRPC core"],
    example: {
      bad: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": `«${certificateExamples.withoutSan}»` } },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model, { now }) {
    for (const presented of presentedCertificates(model)) {
      const { leaf, presenters } = presented;
      if (namesAHost(leaf)) continue;
      const component = onlyComponent(presenters);
      yield statementAbout({ ...presented, uses: presenters }, leaf, {
        message: `${ownersText(presenters)} ${whatItHas(leaf)}: ${fatesText(
          presenters,
          {
            pd: pdDoesNotStart,
            tikv: () =>
              leaf.subjectAltName === undefined
                ? "TiDB and other Go programs refuse TiKV, other TiKVs accept it by the common name at best"
                : "every peer refuses TiKV",
          },
          "every peer refuses it",
        )}`,
        help: "reissue it with every name and address that peers dial as subject alternative names",
        channels: component === undefined ? undefined : channelsOfCertificate[component],
        covers: presenters.flatMap(({ instance, environment }) =>
          refusalsOf(instance, { environment, now }, ["server-name-mismatch"]),
        ),
      });
    }
  },
};

function namesAHost({ subjectAltName }: Certificate): boolean {
  return subjectAltName !== undefined && subjectAltName.dns.length + subjectAltName.ip.length > 0;
}

function whatItHas({ subjectAltName }: Certificate): string {
  return subjectAltName === undefined
    ? "has no subject alternative name"
    : "has no host name or address among its subject alternative names";
}
