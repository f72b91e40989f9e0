import type { Certificate, Sha256 } from "../../../model/certificates/certificate.ts";
import { subjectText } from "../../../model/certificates/certificate-words.ts";
import { type InstanceUse, presentedCertificates } from "../../../model/certificates/uses.ts";
import { shortListOf } from "../../../text/list-of.ts";
import { compareSpans } from "../../../text/span.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import type { Rule } from "../../rule.ts";

const { pdConfig, sound } = certificateExamples;

export const identityShared: Rule = {
  id: "env/identity-shared",
  phase: "files",
  meta: () => ({
    title: "One certificate or key is used in two environments",
    why: "To every peer and every allow list, anyone with the key of the weaker environment is the stronger environment's server.",
    fix: "Issue certificates with keys of their own for each environment.",
    threats: ["impersonation", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1.1", "NIST-SP-800-52r2:3.2", "CWE-321"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["NIST SP 800-57 part 1, 5.2: a key serves one purpose"],
    example: {
      bad: {
        files: {
          "dev/pd.toml": pdConfig,
          "dev/pd.pem": sound,
          "prod/pd.toml": pdConfig.replace('"/tls/pd.pem"', '«"/tls/pd.pem"»'),
          "prod/pd.pem": sound,
        },
      },
      good: { files: { "dev/pd.toml": pdConfig, "prod/pd.toml": pdConfig, "prod/pd.pem": sound } },
    },
  }),

  *check(model) {
    const byKey = new Map<Sha256, Use[]>();
    for (const { leaf, presenters } of presentedCertificates(model)) {
      const uses = byKey.get(leaf.publicKey.spki) ?? [];
      byKey.set(leaf.publicKey.spki, uses);
      for (const use of presenters) uses.push({ leaf, use });
    }
    for (const uses of byKey.values()) {
      uses.sort((a, b) => compareSpans(a.use.path.span, b.use.path.span));
      const [first] = uses;
      if (first === undefined) continue;
      const told = new Set([first.use.environment]);
      for (const { leaf, use } of uses) {
        if (told.has(use.environment)) continue;
        told.add(use.environment);
        const inside = uses.filter((other) => other.use.environment === use.environment).map((other) => other.use.instance.name);
        const what = leaf.sha256 === first.leaf.sha256 ? "certificate" : "key (in another certificate)";
        yield {
          at: use.path.span,
          subject: leaf.publicKey.spki,
          environment: use.environment.name,
          component: use.instance.component,
          message: `${shortListOf(inside)} of ${use.environment.name} and ${first.use.instance.name} of ${first.use.environment.name} share one ${what}, ${subjectText(leaf)}: anyone who takes the key in one environment is a server of the other`,
          help: `issue a certificate with a key of its own for ${use.environment.name}`,
          related: [{ at: first.use.path.span, message: `${first.use.environment.name} uses it here` }],
        };
      }
    }
  },
};

interface Use {
  readonly leaf: Certificate;
  readonly use: InstanceUse;
}
