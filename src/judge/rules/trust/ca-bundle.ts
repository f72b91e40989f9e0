import type { Certificate, PemBlock, Sha256 } from "../../../model/certificates/certificate.ts";
import { dayText, subjectText } from "../../../model/certificates/certificate-words.ts";
import { filesToJudge, type JudgedFile } from "../../../model/certificates/uses.ts";
import { isRotation } from "../../certificates/certificate-dates.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { isCa, isSelfSigned, onlyComponent, usePlaces, usersText } from "../../certificates/certificate-statement.ts";
import { failuresAbout, uselessFile } from "../../channels/covers.ts";
import type { Rule, Statement } from "../../rule.ts";

export const caBundle: Rule = {
  id: "trust/ca-bundle",
  phase: "files",
  meta: () => ({
    title: "A CA file contains what does not belong there",
    why: "Everything in a CA file is trusted: a server's certificate there is accepted whatever its CA says, an expired CA hides that the file was not kept, and a private key there ends PD's start.",
    fix: "Keep exactly the CAs in the file that issue for the cluster now, or will after the change that is under way.",
    threats: ["outage", "impersonation"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2"],
    policies: { baseline: "warning", strict: "warning" },
    since: "0.1.0",
    sources: [
      "etcd: client/pkg/tlsutil, NewCertPool (PD parses every block as a certificate)",
      "measured on TiKV's gRPC core: all certificates are trust anchors, keys are skipped",
    ],
    example: {
      bad: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/ca.pem": `${certificateExamples.ca}\n«${certificateExamples.ca.trim()}»\n`,
        },
      },
      good: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/ca.pem": `${certificateExamples.ca}\n${certificateExamples.shallowCa}`,
        },
      },
    },
  }),

  *check(model, { now }) {
    for (const judged of filesToJudge(model)) {
      const uses = judged.uses.filter((use) => use.as === "ca");
      if (uses.length === 0) continue;
      const bundle: JudgedFile = { ...judged, uses };
      const hasCa = judged.file.blocks.some((block) => block.kind === "certificate" && isCa(block.certificate));
      // Elsewhere cert/expired speaks.
      const isKept = isRotation(judged, now);
      const seen = new Set<Sha256>();
      for (const block of judged.file.blocks) {
        const words =
          block.kind === "certificate"
            ? faultOf(bundle, block.certificate, { seen, hasCa, isKept, now })
            : keyFault(bundle, block);
        if (words === undefined) continue;
        yield {
          at: block.span,
          subject: block.kind === "certificate" ? block.certificate.sha256 : "private key in a CA file",
          environment: judged.environment.name,
          component: onlyComponent(uses),
          covers: failuresAbout(bundle, now, { places: [block.span], reasons: uselessFile }),
          related: usePlaces(uses),
          ...words,
        };
      }
    }
  },
};

type Words = Pick<Statement, "message" | "help">;

function faultOf(
  bundle: JudgedFile,
  certificate: Certificate,
  {
    seen,
    hasCa,
    isKept,
    now,
  }: { readonly seen: Set<Sha256>; readonly hasCa: boolean; readonly isKept: boolean; readonly now: number },
): Words | undefined {
  const subject = subjectText(certificate);
  if (seen.has(certificate.sha256)) {
    return { message: `${subject} stands in the CA file of ${usersText(bundle.uses)} a second time`, help: "remove this block" };
  }
  seen.add(certificate.sha256);
  if (isKept && now > certificate.notAfter) {
    return {
      message: `the CA ${subject} in the CA file of ${usersText(bundle.uses)} expired on ${dayText(certificate.notAfter)}: no certificate that it issued is accepted any more`,
      help: "remove this block",
    };
  }
  // Alone in its file it is meant as its own CA: cert/not-a-ca and cert/self-signed speak.
  if (!hasCa || isCa(certificate) || isSelfSigned(certificate)) return undefined;
  return {
    message: `${subject} in the CA file of ${usersText(bundle.uses)} is a server's or client's certificate among CAs: it is accepted whatever its CA says`,
    help: "remove this block: the CA that issued it is enough",
  };
}

function keyFault({ uses }: JudgedFile, block: PemBlock): Words | undefined {
  if (block.kind !== "private-key") return undefined;
  const isPd = uses.some((use) => use.instance?.component === "pd");
  const fate = isPd ? "PD reads every block as a certificate and does not start" : "it goes wherever the CA file goes";
  return {
    message: `a private key stands in the CA file of ${usersText(uses)}: ${fate}`,
    help: "remove the key from this file, and count it as stolen: a CA file is handed to everybody",
  };
}
