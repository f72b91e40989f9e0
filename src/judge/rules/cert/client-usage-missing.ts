import type { Certificate } from "../../../model/certificates/certificate.ts";
import { type InstanceUse, presentedCertificates } from "../../../model/certificates/uses.ts";
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

export const clientUsageMissing: Rule = {
  id: "cert/client-usage-missing",
  phase: "files",
  meta: () => ({
    title: "A certificate that PD or TiKV dials with is not meant for clients",
    why: "PD and TiKV show the certificate that they serve with when they dial each other, too. One for servers alone is refused there: PD refuses itself, and TiKV is refused by PD and by every other TiKV.",
    fix: "Issue the certificate with both usages, serverAuth and clientAuth.",
    threats: ["outage"],
    controls: ["NIST-SP-800-52r2:3.2", "CWE-295"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: [
      "RFC 5280 4.2.1.3 and 4.2.1.12: absent means any usage",
      "measured on PD v6.5 to v26.3 and on TiKV's gRPC core (which wants digitalSignature or keyAgreement of a client, as Go does not)",
    ],
    example: {
      bad: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": `«${certificateExamples.serverOnly}»` } },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model, { now }) {
    for (const presented of presentedCertificates(model)) {
      const { leaf } = presented;
      const presenters = presented.presenters.filter(isAskedForCertificate);
      const words = wordsFor(leaf, presenters);
      if (words === undefined) continue;
      const component = onlyComponent(presenters);
      yield statementAbout({ ...presented, uses: presenters }, leaf, {
        ...words,
        channels: component === undefined ? undefined : channelsOfCertificate[component],
        covers: failuresAbout(presented, now, { places: [leaf.span], reasons: ["client-usage"] }),
      });
    }
  },
};

/** PD without a CA asks nobody for a certificate, itself neither; TiKV always does. */
function isAskedForCertificate({ instance }: InstanceUse): boolean {
  return instance.component === "tikv" || instance.security.ca.kind !== "absent";
}

function wordsFor(leaf: Certificate, presenters: readonly InstanceUse[]): { message: string; help: string } | undefined {
  if (presenters.length === 0) return undefined;
  const usages = leaf.extendedKeyUsage;
  const help = "reissue it with the extended key usages serverAuth and clientAuth";
  const refusedTikv = () => "PD and every other TiKV refuse TiKV when it dials them";
  if (usages !== undefined && !usages.has("clientAuth")) {
    const isAny = usages.has("anyExtendedKeyUsage");
    const consequence = fatesText(
      presenters,
      isAny
        ? { pd: () => undefined, tikv: () => "every other TiKV refuses TiKV when it dials, PD does not" }
        : { pd: pdDoesNotStart, tikv: refusedTikv },
      "",
    );
    if (consequence === "") return undefined;
    return {
      message: `${ownersText(presenters)} is for ${shortListOf([...usages], 4) || "nothing"}, not for clients: ${consequence}`,
      help,
    };
  }
  const dialsTikv = presenters.filter(({ instance }) => instance.component === "tikv");
  const { keyUsage } = leaf;
  if (keyUsage === undefined || keyUsage.has("digitalSignature") || keyUsage.has("keyAgreement") || dialsTikv.length === 0) {
    return undefined;
  }
  return {
    message: `${ownersText(dialsTikv)} has a key usage without digitalSignature: every other TiKV refuses TiKV when it dials`,
    help: "reissue it with the key usage digitalSignature",
  };
}
