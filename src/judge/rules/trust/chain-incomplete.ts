import { subjectText } from "../../../model/certificates/certificate-words.ts";
import { materialPlace } from "../../../model/handshake/credentials.ts";
import { materialKeys } from "../../../model/instances/instance.ts";
import { shortListOf } from "../../../text/list-of.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { channelsOfCertificate } from "../../certificates/certificate-statement.ts";
import { missingIntermediates, ownChain } from "../../certificates/own-chain.ts";
import { chainRefusals, refusalsOf } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";

/** The two blocks of an example: the leaf, and the intermediate that issued it. */
const [leafOnly = "", intermediate = ""] = certificateExamples.deepChain.split(/(?<=-----END CERTIFICATE-----\n)/);

export const chainIncomplete: Rule = {
  id: "trust/chain-incomplete",
  phase: "files",
  meta: () => ({
    title: "An intermediate is missing from a certificate file",
    why: "A peer builds the chain from what is sent and from its own CA file: where the intermediate is in neither, it does not find the way to the root and refuses.",
    fix: "Put the intermediates behind the certificate into one file, the certificate first.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2", "CWE-295"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: [
      "RFC 8446 4.4.2: the sender's certificate comes first, each following one certifies the one before",
      "measured on PD v7.5 to v26.3 and on TiKV's gRPC core, which completes a lone certificate from its own ca-path",
    ],
    example: {
      bad: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig.replace(`"/tls/pd.pem"`, `«"/tls/pd.pem"»`),
          "prod/pd.pem": leafOnly,
          "prod/ca.pem": certificateExamples.shallowCa,
          "prod/intermediate.pem": intermediate,
        },
      },
      good: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/pd.pem": `${leafOnly}\n${intermediate}`,
          "prod/ca.pem": certificateExamples.shallowCa,
        },
      },
    },
  }),

  *check(model, { now }) {
    for (const environment of model.environments) {
      for (const instance of environment.instances) {
        const own = ownChain(instance, now);
        const gap = own && missingIntermediates(model, environment, own, now);
        if (own === undefined || gap === undefined) continue;
        const { name, component, security } = instance;
        const names = shortListOf(gap.missing.map(subjectText));
        const whose = gap.refusing === instance ? "its own CA file" : `the CA file of ${gap.refusing.name}`;
        yield {
          at: materialPlace(security, "certificate"),
          subject: `security.${materialKeys[component].certificate}`,
          environment: environment.name,
          component,
          channels: channelsOfCertificate[component],
          covers: refusalsOf(instance, { environment, now }, chainRefusals),
          message: `${name} sends its certificate without ${names}, and ${whose} does not have it either: ${gap.refusing === instance ? "every peer" : gap.refusing.name} refuses it`,
          help: `append ${names} to the file behind ${materialKeys[component].certificate}, after the certificate`,
          related: [
            ...gap.missing.map(({ span }) => ({ at: span, message: "the missing intermediate" })),
            { at: materialPlace(gap.refusing.security, "ca"), message: "the CA file that does not lead to it" },
          ],
        };
      }
    }
  },
};
