import type { Certificate } from "../../../model/certificates/certificate.ts";
import { isWeakHash } from "../../../model/certificates/chain-openssl.ts";
import { filesToJudge, type JudgedFile } from "../../../model/certificates/uses.ts";
import { verifierOf } from "../../../model/handshake/loading.ts";
import type { TikvInstance } from "../../../model/instances/instance.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import {
  fatesText,
  isSelfSigned,
  pdDoesNotStart,
  presentersOf,
  statementAbout,
  tikvText,
  titleOf,
} from "../../certificates/certificate-statement.ts";
import { failuresAbout, uselessFile } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";

const weakHashes = new Set(["md2", "md4", "md5", "sha1"]);

export const weakSignature: Rule = {
  id: "cert/weak-signature",
  phase: "files",
  meta: () => ({
    title: "A certificate is signed with MD5 or SHA-1",
    why: "Two certificates with one such signature can be made: one for an honest request, one that opens the cluster. Go no longer accepts either hash, nor does TiKV from v8.5.5 on.",
    fix: "Have the CA sign with SHA-256.",
    threats: ["impersonation", "man-in-the-middle", "outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2", "CWE-328"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: [
      "Go: crypto/x509, checkSignature (InsecureAlgorithmError)",
      "measured on PD v6.5 to v26.3 and on TiKV's gRPC core with OpenSSL 1.1.1 and 3.5",
    ],
    versions: "TiKV before v8.5.5 (OpenSSL 1.1.1) starts with SHA-1; no version starts with MD5.",
    example: {
      bad: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": `«${certificateExamples.sha1}»` } },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model, { now }) {
    for (const judged of filesToJudge(model)) {
      for (const block of judged.file.blocks) {
        if (block.kind !== "certificate") continue;
        const { certificate } = block;
        const { hash } = certificate.signature;
        // Nobody checks the signature that a trust anchor makes on itself.
        if (hash === undefined || !weakHashes.has(hash) || isSelfSigned(certificate)) continue;
        const name = hash === "sha1" ? "SHA-1" : hash.toUpperCase();
        yield statementAbout(judged, certificate, {
          message: `${titleOf(judged, certificate)} is signed with ${name}: ${consequence(judged, certificate, hash)}`,
          help: "reissue it with a SHA-256 signature",
          covers: failuresAbout(judged, now, { places: [certificate.span], reasons: uselessFile }),
        });
      }
    }
  },
};

function consequence(judged: JudgedFile, certificate: Certificate, hash: string): string {
  const presenters = presentersOf(judged, certificate);
  const otherwise = "Go programs (PD, TiDB) and TiKV from v8.5.5 on refuse what rests on it";
  if (presenters.length === 0) return otherwise;
  return fatesText(
    presenters,
    {
      pd: pdDoesNotStart,
      tikv: (instance) =>
        hasWeakHash(hash, instance)
          ? `${tikvText(instance)} does not start`
          : `${tikvText(instance)} starts, and PD, TiDB and other Go programs refuse it`,
    },
    otherwise,
  );
}

function hasWeakHash(hash: string, { version }: TikvInstance): boolean {
  const verifier = verifierOf("tikv", version);
  return verifier !== "go" && isWeakHash(hash, verifier);
}
