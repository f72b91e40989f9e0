import type { Certificate, PublicKey } from "../../../model/certificates/certificate.ts";
import { isStrongKey } from "../../../model/certificates/chain-openssl.ts";
import { type KeyWeakness, weaknessOf } from "../../../model/certificates/key-strength.ts";
import { filesToJudge, type JudgedFile } from "../../../model/certificates/uses.ts";
import { peerKeyRefusal, verifierOf } from "../../../model/handshake/loading.ts";
import type { TikvInstance } from "../../../model/instances/instance.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import {
  fatesText,
  isCa,
  pdDoesNotStart,
  presentersOf,
  statementAbout,
  tikvText,
  titleOf,
} from "../../certificates/certificate-statement.ts";
import { failuresAbout, uselessFile } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";

export const weakKey: Rule = {
  id: "cert/weak-key",
  phase: "files",
  meta: () => ({
    title: "A certificate has a weak key, or one that PD or TiKV cannot use",
    why: "Anyone who finds the private half of a weak key can pose as its owner, and TLS shows no trace of it. Some kinds of keys are strong but end in a server that does not start, or that every peer refuses.",
    fix: "Use P-256, or RSA of 2048 bits or more: both programs, and all clients, take these in every version.",
    threats: ["impersonation", "man-in-the-middle", "outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2", "CWE-326"],
    policies: {
      baseline: { severity: "error", parameters: { "rsa-bits": 2048, curves: ["P-256", "P-384", "P-521"] } },
      strict: { severity: "error", parameters: { "rsa-bits": 2048, curves: ["P-256", "P-384"] } },
    },
    since: "0.1.0",
    sources: [
      "NIST SP 800-57 part 1, 5.6.1",
      "NIST SP 800-89 5.3.3",
      "measured on PD v6.5 to v26.3 and on TiKV's gRPC core with OpenSSL 1.1.1 and 3.5",
    ],
    versions:
      "TiKV v8.5.5 and later (OpenSSL 3.5) does not start with RSA under 2048 bits, earlier ones do; PD starts with RSA 1024.",
    parameters: {
      "rsa-bits": { type: "integer", minimum: 1024, description: "The smallest RSA modulus, in bits.", default: 2048 },
      curves: {
        type: "array",
        items: { type: "string", enum: ["P-256", "P-384", "P-521"] },
        description: "The curves of EC keys that are allowed.",
        default: ["P-256", "P-384", "P-521"],
      },
    },
    example: {
      bad: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": `«${certificateExamples.weakKey}»` } },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model, { parameters, now }) {
    for (const judged of filesToJudge(model)) {
      const { "rsa-bits": rsaBits, curves } = parameters(judged.environment);
      const limits = { rsaBits: Number(rsaBits), curves: Array.isArray(curves) ? curves.map(String) : [] };
      for (const block of judged.file.blocks) {
        if (block.kind !== "certificate") continue;
        const { certificate } = block;
        const weakness = weaknessOf(certificate.publicKey, limits);
        if (weakness === undefined) continue;
        yield statementAbout(judged, certificate, {
          message: `${titleOf(judged, certificate)} has ${weakness.what}: ${consequence(judged, certificate, weakness)}`,
          help: `make a new key (${weakness.wanted}) and a certificate for it`,
          covers: failuresAbout(judged, now, { places: [certificate.span], reasons: uselessFile }),
        });
      }
    }
  },
};

function consequence(judged: JudgedFile, certificate: Certificate, weakness: KeyWeakness): string {
  const { publicKey } = certificate;
  return fatesText(
    presentersOf(judged, certificate),
    {
      pd: (instance) =>
        weakness.kind === "unusable" || peerKeyRefusal(publicKey, "go", "go") !== undefined
          ? pdDoesNotStart(instance)
          : undefined,
      tikv: (instance) => fateOfTikv(publicKey, instance),
    },
    general(weakness, certificate),
  );
}

/** What follows at once from a key that TiKV serves with; undefined where everybody takes it. */
function fateOfTikv(key: PublicKey, instance: TikvInstance): string | undefined {
  const verifier = verifierOf("tikv", instance.version);
  // Of a kind that has no name here it is not known what OpenSSL makes of it.
  if (key.kind === "unknown") return undefined;
  if (verifier !== "go" && !isStrongKey(key, verifier)) return `${tikvText(instance)} does not start`;
  if (peerKeyRefusal(key, verifier, verifier) !== undefined) return "TiKV starts and every peer refuses it";
  if (peerKeyRefusal(key, "go", verifier) === undefined) return undefined;
  return "TiKV starts, and PD, TiDB and other Go programs refuse it";
}

function general({ kind, wanted }: KeyWeakness, certificate: Certificate): string {
  if (kind === "unusable") return "PD and other Go programs cannot use it";
  if (kind === "curve") return `the policy allows ${wanted}`;
  return isCa(certificate)
    ? "anyone who breaks the key can issue certificates that the cluster accepts"
    : "anyone who breaks the key can pose as its owner";
}
