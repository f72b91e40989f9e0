import { fingerprintText, keyText, shortText } from "../../../model/certificates/certificate-words.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { isCa, onlyComponent, ownersText, presentersOf, usePlaces, usersText } from "../../certificates/certificate-statement.ts";
import { type CommittedKey, committedKeys, factOfKey } from "../../certificates/committed-keys.ts";
import type { Rule } from "../../rule.ts";

export const committed: Rule = {
  id: "key/committed",
  phase: "files",
  pointsAtSecret: true,
  meta: () => ({
    title: "A private key is committed unencrypted",
    why: "Everyone who can read the repository, a fork, a clone on a lost laptop or a cache of the CI has the key and can pose as its owner; deleting the file does not remove it from the history.",
    fix: "Make a new key and a new certificate, keep the key in a secret store, and treat the committed one as stolen.",
    threats: ["impersonation", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "PCI-DSS-4.0.1:4.2.1.1", "NIST-SP-800-52r2:3.2", "CWE-798", "CWE-321"],
    policies: { baseline: { severity: "error", tiers: { development: { severity: "warning" } } }, strict: "error" },
    since: "0.1.0",
    sources: ["RFC 5958, RFC 8017 A.1.2, RFC 5915: the encodings of private keys"],
    example: {
      bad: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/pd.pem": certificateExamples.sound,
          "prod/pd.key": certificateExamples.key.replace("-----BEGIN PRIVATE KEY-----", "«$&»"),
        },
      },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model) {
    for (const committedKey of committedKeys(model)) {
      const { judged, key, at, unlocks } = committedKey;
      if (key.encrypted) continue;
      yield {
        at,
        subject: unlocks?.certificate.sha256 ?? key.publicKey?.spki ?? "private key",
        environment: judged.environment.name,
        component: onlyComponent(judged.uses),
        fact: factOfKey(key.publicKey),
        message: messageFor(committedKey),
        help: "make a new key and a certificate for it, and count this one as stolen: it stays in the history when the file goes",
        related:
          unlocks === undefined
            ? usePlaces(judged.uses)
            : [{ at: unlocks.certificate.span, message: "the certificate that it unlocks" }, ...usePlaces(judged.uses)],
      };
    }
  },
};

function messageFor({ judged, key, unlocks }: CommittedKey): string {
  if (unlocks === undefined) {
    const users = judged.uses.filter((use) => use.as === "key");
    const kind = key.publicKey === undefined ? "" : ` (${keyText(key.publicKey)})`;
    return users.length > 0
      ? `the private key of ${usersText(users)} is committed${kind}: anyone who can read the repository can pose as ${usersText(users)}`
      : `a private key is committed${kind}, of no certificate here: anyone who can read the repository has it`;
  }
  const { certificate } = unlocks;
  const subject = shortText(certificate.subject.text);
  const which = [subject, fingerprintText(certificate.sha256)].filter((part) => part !== "").join(", ");
  if (isCa(certificate)) {
    return `the private key of a CA (${which}) is committed: anyone who can read the repository can issue certificates that the cluster accepts`;
  }
  const presenters = presentersOf(unlocks.judged, certificate);
  return presenters.length > 0
    ? `the private key of ${ownersText(presenters)} (${which}) is committed: anyone who can read the repository can pose as ${usersText(presenters)}`
    : `the private key of a certificate (${which}) is committed: anyone who can read the repository can pose as its owner`;
}
