import { shortText } from "../../../model/certificates/certificate-words.ts";
import { materialPlace } from "../../../model/handshake/credentials.ts";
import { componentName, materialKeys } from "../../../model/instances/instance.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { channelsOfCertificate, pdDoesNotStart } from "../../certificates/certificate-statement.ts";
import { isUntrusted, missingIntermediates, ownChain } from "../../certificates/own-chain.ts";
import { chainRefusals, refusalsOf } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";

export const untrusted: Rule = {
  id: "trust/untrusted",
  phase: "files",
  meta: () => ({
    title: "An instance's own CA does not verify its own certificate",
    why: "The instances of a cluster trust one CA and dial each other: an instance that its own CA file does not verify is refused by its peers. PD dials itself at start and does not come up.",
    fix: "Put the CA that issued the certificate into the CA file, or issue the certificate from the CA that is in it.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2", "CWE-295"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: [
      "Go: crypto/x509, Verify; pd: server/server.go (PD dials its advertised client URLs at start)",
      "OpenSSL: X509_verify_cert, with partial chains, as gRPC core sets it; measured on both",
    ],
    example: {
      bad: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig.replace(`"/tls/pd.pem"`, `«"/tls/pd.pem"»`),
          "prod/pd.pem": certificateExamples.sound,
          "prod/ca.pem": certificateExamples.shallowCa,
        },
      },
      good: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/pd.pem": certificateExamples.sound,
          "prod/ca.pem": certificateExamples.ca,
        },
      },
    },
  }),

  *check(model, { now }) {
    for (const environment of model.environments) {
      for (const instance of environment.instances) {
        const own = ownChain(instance, now);
        if (own === undefined || !isUntrusted(own) || own.result.kind !== "refused") continue;
        // trust/chain-incomplete speaks.
        if (missingIntermediates(model, environment, own, now) !== undefined) continue;
        const { name, component, security } = instance;
        const keys = materialKeys[component];
        const fate = instance.component === "pd" ? pdDoesNotStart(instance) : "every TiKV refuses every other";
        yield {
          at: materialPlace(security, "certificate"),
          subject: `security.${keys.certificate}`,
          environment: environment.name,
          component,
          channels: channelsOfCertificate[component],
          covers: refusalsOf(instance, { environment, now }, chainRefusals),
          message: `${name}'s own CA file does not verify its certificate (${shortText(own.result.detail)}): ${fate}`,
          help: `put the CA that issued ${shortText(own.result.certificate.subject.text) || "it"} into the file of ${keys.ca}, or reissue the certificate from the CA in it`,
          related: [
            { at: materialPlace(security, "ca"), message: `the CA file that ${componentName[component]} trusts` },
            { at: own.result.certificate.span, message: "the certificate that is not verified" },
          ],
        };
      }
    }
  },
};
