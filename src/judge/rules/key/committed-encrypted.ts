import type { PrivateKey } from "../../../model/certificates/certificate.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { fatesText, onlyComponent, pdDoesNotStart, usePlaces, usersText } from "../../certificates/certificate-statement.ts";
import { type CommittedKey, committedKeys } from "../../certificates/committed-keys.ts";
import { startFailures } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";

export const committedEncrypted: Rule = {
  id: "key/committed-encrypted",
  phase: "files",
  pointsAtSecret: true,
  meta: () => ({
    title: "An encrypted private key is committed",
    why: "Its secrecy depends on one passphrase that can be guessed without limit and outlives every copy. PD and TiKV cannot use it as it is: neither asks for a passphrase.",
    fix: "Keep the key in a secret store; on the servers it lies unencrypted, in a file that only the server's user reads.",
    threats: ["impersonation", "outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-522"],
    policies: { baseline: "note", strict: "warning" },
    since: "0.1.0",
    sources: ["measured on PD v6.5 to v26.3 (failed to parse private key) and on TiKV's gRPC core (Invalid private key)"],
    example: {
      bad: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/pd.key": certificateExamples.encryptedKey.replace("-----BEGIN ENCRYPTED PRIVATE KEY-----", "«$&»"),
        },
      },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model, { now }) {
    for (const committedKey of committedKeys(model)) {
      const { judged, key, at } = committedKey;
      if (!key.encrypted) continue;
      yield {
        at,
        subject: `encrypted private key ${judged.file.path}`,
        environment: judged.environment.name,
        component: onlyComponent(judged.uses),
        message: messageFor(committedKey),
        help: "remove the key from the repository, and deploy it unencrypted in a file that only the server's user can read",
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

function messageFor({ judged, key }: CommittedKey): string {
  const users = judged.uses.filter((use) => use.as === "key");
  if (users.length === 0) return `${whatItIs(key)} is committed: anyone who guesses its passphrase has the key`;
  const consequence = fatesText(users, { pd: pdDoesNotStart, tikv: () => "TiKV does not come up" }, "nobody can use it");
  return `the private key of ${usersText(users)} is encrypted and nothing asks for the passphrase: ${consequence}`;
}

function whatItIs({ encoding }: PrivateKey): string {
  switch (encoding) {
    case "pkcs12":
      return "a PKCS#12 store with a private key";
    case "jks":
      return "a Java key store with a private key";
    default:
      return "an encrypted private key";
  }
}
