import type { Certificate } from "../../../model/certificates/certificate.ts";
import { subjectText } from "../../../model/certificates/certificate-words.ts";
import { filesToJudge } from "../../../model/certificates/uses.ts";
import { materialKeys } from "../../../model/instances/instance.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { isCa, statementAbout, usersText } from "../../certificates/certificate-statement.ts";
import { isPublicCa, publicCaExample } from "../../certificates/public-cas.ts";
import type { Rule } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";

export const publicCa: Rule = {
  id: "trust/public-ca",
  phase: "files",
  meta: () => ({
    title: "A CA file trusts a public web CA, or is the system's store of them",
    why: "A public CA issues to everybody who shows control of some name, without knowing the cluster: anyone who gets a certificate there passes as a client, and without an allow list has all the data.",
    fix: "Issue the cluster's certificates from a private CA that issues for nothing else, and trust only that.",
    threats: ["impersonation", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2", "CWE-295"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["Mozilla's CA certificate program: the owners of included roots (CCADB)", "tikv: components/security/src/lib.rs"],
    example: {
      bad: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/ca.pem": `«${publicCaExample}»\n` } },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/ca.pem": certificateExamples.ca } },
    },
  }),

  *check(model) {
    for (const environment of model.environments) {
      for (const instance of environment.instances) {
        const { ca } = instance.security;
        if (ca.kind !== "unseen" || ca.publicStore === undefined || ca.path === undefined) continue;
        const key = materialKeys[instance.component].ca;
        const store = ca.publicStore === ca.path.value ? "" : ` (${shown(ca.publicStore)})`;
        yield {
          at: ca.path.span,
          subject: `security.${key}`,
          environment: environment.name,
          component: instance.component,
          channels: ["client-pd", "tikv-pd", "client-tikv", "tikv-tikv"],
          message: `${key} "${shown(ca.path.value)}" is the system's store of public web CAs${store}: anyone who gets a certificate from one of them can connect`,
          help: "issue the cluster's certificates from a private CA and name a file that holds that CA alone",
        };
      }
    }
    for (const judged of filesToJudge(model)) {
      const uses = judged.uses.filter((use) => use.as === "ca");
      if (uses.length === 0) continue;
      const seen = new Set<Certificate["sha256"]>();
      for (const block of judged.file.blocks) {
        if (block.kind !== "certificate" || !isCa(block.certificate) || seen.has(block.certificate.sha256)) continue;
        const { certificate } = block;
        seen.add(certificate.sha256);
        if (!isPublicCa(certificate)) continue;
        yield statementAbout({ ...judged, uses }, certificate, {
          message: `${subjectText(certificate)} in the CA file of ${usersText(uses)} is a public web CA: anyone who gets a certificate there can connect`,
          help: "issue the cluster's certificates from a private CA and trust that alone",
          channels: ["client-pd", "tikv-pd", "client-tikv", "tikv-tikv"],
        });
      }
    }
  },
};
