import { certificatesOf, keysOf, type PublicKey } from "../../../model/certificates/certificate.ts";
import { fingerprintText, subjectText } from "../../../model/certificates/certificate-words.ts";
import { hiddenLeafOf } from "../../../model/certificates/chain-order.ts";
import { filesToJudge } from "../../../model/certificates/uses.ts";
import type { Instance } from "../../../model/instances/instance.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { pdDoesNotStart } from "../../certificates/certificate-statement.ts";
import { startFailures } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";

export const mismatch: Rule = {
  id: "key/mismatch",
  phase: "files",
  pointsAtSecret: true,
  meta: () => ({
    title: "The key is not the key of the certificate",
    why: "No handshake can succeed with such a pair: PD exits, and TiKV never reaches PD and retries without end.",
    fix: "Configure the key that the certificate was issued for.",
    threats: ["outage"],
    controls: ["NIST-SP-800-52r2:3.2"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["Go: crypto/tls, X509KeyPair", "measured on PD v6.5 to v26.3 and on TiKV's gRPC core (Invalid private key)"],
    example: {
      bad: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig.replace('"/tls/pd.key"', '«"/tls/pd.key"»'),
          "prod/pd.pem": certificateExamples.selfSigned,
          "prod/pd.key": certificateExamples.key,
        },
      },
      good: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/pd.pem": certificateExamples.sound,
          "prod/pd.key": certificateExamples.key,
        },
      },
    },
  }),

  *check(model, { now }) {
    let owners: ReadonlyMap<string, string> | undefined;
    for (const environment of model.environments) {
      for (const instance of environment.instances) {
        const { certificate, key } = instance.security;
        if (certificate.kind !== "seen" || key.kind !== "seen") continue;
        const leaf = hiddenLeafOf(instance.security) ?? certificatesOf(certificate.file)[0];
        // Both programs take the first key of the file (Go: X509KeyPair; OpenSSL: PEM_read_bio_PrivateKey).
        const publicKey = keysOf(key.file)[0]?.publicKey;
        if (leaf === undefined || publicKey === undefined || publicKey.spki === leaf.publicKey.spki) continue;
        owners ??= new Map(
          filesToJudge(model).flatMap(({ file }) =>
            certificatesOf(file).map((owner) => [owner.publicKey.spki, subjectText(owner)] as const),
          ),
        );
        yield {
          at: key.path.span,
          subject: `security.key-path ${instance.name}`,
          environment: environment.name,
          component: instance.component,
          covers: startFailures(instance, { environment, now }, ["unreadable-material"]),
          message: `${instance.name}'s key-path holds ${whoseKey(publicKey, owners)}, not that of its certificate (${subjectText(leaf)}, ${fingerprintText(leaf.sha256)}): ${consequence(instance)}`,
          help: "configure the key that this certificate was issued for, or reissue the certificate for this key",
          related: [
            { at: leaf.span, message: "the certificate" },
            { at: keysOf(key.file)[0]?.span ?? key.file.at, message: "the key" },
          ],
        };
      }
    }
  },
};

function whoseKey({ spki }: PublicKey, owners: ReadonlyMap<string, string>): string {
  const owner = owners.get(spki);
  return owner === undefined ? "another key" : `the key of ${owner}`;
}

function consequence(instance: Instance): string {
  return instance.component === "pd" ? pdDoesNotStart(instance) : "TiKV never reaches PD and retries without end";
}
