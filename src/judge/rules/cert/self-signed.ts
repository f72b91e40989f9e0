import { presentedCertificates } from "../../../model/certificates/uses.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { isSelfSigned, ownersText, statementAbout } from "../../certificates/certificate-statement.ts";
import type { Rule } from "../../rule.ts";

export const selfSigned: Rule = {
  id: "cert/self-signed",
  phase: "files",
  meta: () => ({
    title: "A server's certificate is self-signed",
    why: "A peer can trust it only by listing this very certificate. It cannot be replaced without touching every peer at once, so it is not replaced, and verification is what gets switched off instead.",
    fix: "Run a small CA (cert-manager, cfssl, openssl) and issue the certificate from it.",
    threats: ["impersonation", "outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2", "CWE-295"],
    policies: { baseline: { severity: "error", tiers: { development: { severity: "note" } } }, strict: "error" },
    since: "0.1.0",
    sources: ["measured on TiKV's gRPC core: a self-signed certificate works where the CA file lists it"],
    example: {
      bad: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": `«${certificateExamples.selfSigned}»` } },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model) {
    for (const presented of presentedCertificates(model)) {
      const { leaf, presenters } = presented;
      if (!isSelfSigned(leaf)) continue;
      yield statementAbout(presented, leaf, {
        message: `${ownersText(presenters)} is self-signed: only peers whose CA file lists this very certificate accept it, and replacing it touches them all at once`,
        help: "issue it from a CA, and put that CA into the CA files",
      });
    }
  },
};
