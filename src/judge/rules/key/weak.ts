import { publicOriginOf } from "../../../facts/known-keys.ts";
import type { PublicKey } from "../../../model/certificates/certificate.ts";
import { commonLimits, weaknessOf } from "../../../model/certificates/key-strength.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { onlyComponent, usePlaces } from "../../certificates/certificate-statement.ts";
import { committedKeys, factOfKey } from "../../certificates/committed-keys.ts";
import { startFailures } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";

export const weak: Rule = {
  id: "key/weak",
  phase: "files",
  pointsAtSecret: true,
  meta: () => ({
    title: "A committed key is weak whatever certificate it has",
    why: "Anyone who breaks the key, or finds it in a public test suite, can pose as its owner, and a new certificate for the same key changes nothing.",
    fix: "Make a new key: P-256, or RSA of 2048 bits or more.",
    threats: ["impersonation", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2", "CWE-326"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["NIST SP 800-57 part 1, 5.6.1", "NIST SP 800-89 5.3.3"],
    example: {
      bad: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/pd.key": certificateExamples.weakPrivateKey.replace("-----BEGIN PRIVATE KEY-----", "«$&»"),
        },
      },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.key": certificateExamples.key } },
    },
  }),

  *check(model, { now }) {
    for (const { judged, key, at } of committedKeys(model)) {
      const fault = key.publicKey === undefined ? undefined : faultOf(key.publicKey);
      if (fault === undefined || key.publicKey === undefined) continue;
      yield {
        at,
        subject: key.publicKey.spki,
        environment: judged.environment.name,
        component: onlyComponent(judged.uses),
        fact: factOfKey(key.publicKey),
        message: `this private key is ${fault}`,
        help: "make a new key (P-256, or RSA of 2048 bits or more) and a certificate for it",
        covers: judged.uses.flatMap((use) =>
          use.instance === undefined || use.as !== "key"
            ? []
            : startFailures(use.instance, { environment: use.environment, now }, ["unreadable-material"]),
        ),
        related: usePlaces(judged.uses),
      };
    }
  },
};

function faultOf(key: PublicKey): string | undefined {
  const origin = publicOriginOf(key.spki);
  if (origin !== undefined) return `published (${origin}): anyone can pose as its owner`;
  const weakness = weaknessOf(key, commonLimits);
  if (weakness === undefined) return undefined;
  switch (weakness.kind) {
    case "short":
    case "exponent":
    case "dsa":
      return `${weakness.what}: anyone who breaks it can pose as its owner, whatever certificate it has`;
    case "curve":
      // On curves of 256 bits and more the key is strong, and only the certificate's users are in trouble: cert/weak-key.
      return key.bits > 0 && key.bits < 256
        ? `${weakness.what}: anyone who breaks it can pose as its owner, whatever certificate it has`
        : undefined;
    case "unusable":
      return undefined;
    default:
      return weakness.kind satisfies never;
  }
}
