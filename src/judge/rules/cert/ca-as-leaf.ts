import { presentedCertificates } from "../../../model/certificates/uses.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { ownersText, statementAbout } from "../../certificates/certificate-statement.ts";
import type { Rule } from "../../rule.ts";

export const caAsLeaf: Rule = {
  id: "cert/ca-as-leaf",
  phase: "files",
  meta: () => ({
    title: "A CA certificate is used as a server certificate",
    why: "The key lies on a server, in reach of all that runs there, and it can issue certificates for every other member and client of the cluster.",
    fix: "Keep the CA's key off the servers and issue a certificate with CA:FALSE for each of them.",
    threats: ["impersonation"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2", "CWE-295"],
    policies: { baseline: "warning", strict: "error" },
    since: "0.1.0",
    sources: ["RFC 5280 4.2.1.9", "measured on TiKV's gRPC core: it works, nothing warns"],
    example: {
      bad: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": `«${certificateExamples.caAsLeaf}»` } },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model) {
    for (const presented of presentedCertificates(model)) {
      const { leaf, presenters } = presented;
      if (leaf.basicConstraints?.ca !== true) continue;
      yield statementAbout(presented, leaf, {
        message: `${ownersText(presenters)} is a CA: anyone who takes the key from the server can issue certificates for the whole cluster`,
        help: "issue a certificate with CA:FALSE for the server, and keep this key off it",
      });
    }
  },
};
