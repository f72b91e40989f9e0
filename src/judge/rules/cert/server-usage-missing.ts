import { presentedCertificates } from "../../../model/certificates/uses.ts";
import { shortListOf } from "../../../text/list-of.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import {
  channelsOfCertificate,
  fatesText,
  onlyComponent,
  ownersText,
  pdDoesNotStart,
  statementAbout,
} from "../../certificates/certificate-statement.ts";
import { failuresAbout } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";

export const serverUsageMissing: Rule = {
  id: "cert/server-usage-missing",
  phase: "files",
  meta: () => ({
    title: "A server's certificate is not meant for servers",
    why: "An extended key usage without serverAuth makes every client refuse the certificate when a server shows it. TiKV comes up all the same and cannot be reached.",
    fix: "Issue the certificate with both usages, serverAuth and clientAuth: PD and TiKV serve and dial with one certificate.",
    threats: ["outage"],
    controls: ["NIST-SP-800-52r2:3.2", "CWE-295"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: [
      "RFC 5280 4.2.1.12: absent means any usage",
      "measured on PD v6.5 to v26.3 and on TiKV's gRPC core (which refuses anyExtendedKeyUsage, as Go does not)",
    ],
    example: {
      bad: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": `«${certificateExamples.clientOnly}»` } },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model, { now }) {
    for (const presented of presentedCertificates(model)) {
      const { leaf, presenters } = presented;
      const usages = leaf.extendedKeyUsage;
      if (usages === undefined || usages.has("serverAuth")) continue;
      const component = onlyComponent(presenters);
      const consequence = usages.has("anyExtendedKeyUsage")
        ? "TiKV refuses it, though PD and other Go programs take anyExtendedKeyUsage for serverAuth"
        : fatesText(
            presenters,
            { pd: pdDoesNotStart, tikv: () => "TiKV starts and every peer refuses it" },
            "every peer refuses it",
          );
      yield statementAbout({ ...presented, uses: presenters }, leaf, {
        message: `${ownersText(presenters)} is for ${shortListOf([...usages], 4) || "nothing"}, not for servers: ${consequence}`,
        help: "reissue it with the extended key usages serverAuth and clientAuth",
        channels: component === undefined ? undefined : channelsOfCertificate[component],
        covers: failuresAbout(presented, now, { places: [leaf.span], reasons: ["server-usage"] }),
      });
    }
  },
};
