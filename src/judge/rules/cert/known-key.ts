import { publicOriginOf } from "../../../facts/known-keys.ts";
import { filesToJudge } from "../../../model/certificates/uses.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { isCa, statementAbout, titleOf } from "../../certificates/certificate-statement.ts";
import { factOfKey } from "../../certificates/committed-keys.ts";
import type { Rule } from "../../rule.ts";

export const knownKey: Rule = {
  id: "cert/known-key",
  phase: "files",
  meta: () => ({
    title: "The private key of a certificate is published",
    why: "Test suites and examples ship certificates with their keys. A cluster that took them over is open to everyone who knows the same page.",
    fix: "Make a new key and a certificate for it, and distrust the CA if its key is the published one.",
    threats: ["impersonation", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "PCI-DSS-4.0.1:2.2.7", "CWE-321", "CWE-798"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: [
      "the unencrypted keys of the repositories tikv/tikv, tikv/pd, pingcap/tiflow, pingcap/tispark, etcd-io/etcd, tikv/grpc-rs, grpc/grpc-go and golang/go",
    ],
    example: {
      bad: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": `«${certificateExamples.knownKey}»` } },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model) {
    for (const judged of filesToJudge(model)) {
      for (const block of judged.file.blocks) {
        if (block.kind !== "certificate") continue;
        const { certificate } = block;
        const origin = publicOriginOf(certificate.publicKey.spki);
        if (origin === undefined) continue;
        const consequence = isCa(certificate)
          ? "anyone can issue certificates that the cluster accepts"
          : "anyone can pose as its owner";
        yield statementAbout(judged, certificate, {
          message: `the private key of ${titleOf(judged, certificate)} is published (${origin}): ${consequence}`,
          help: "make a new key and a certificate for it",
          fact: factOfKey(certificate.publicKey),
        });
      }
    }
  },
};
