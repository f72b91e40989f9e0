import { certificatesOf } from "../../../model/certificates/certificate.ts";
import { subjectText } from "../../../model/certificates/certificate-words.ts";
import { filesToJudge, type JudgedFile } from "../../../model/certificates/uses.ts";
import { caKeyExample } from "../../certificates/ca-key-example.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { isCa, onlyComponent, usePlaces, usersText } from "../../certificates/certificate-statement.ts";
import { committedKeys, factOfKey } from "../../certificates/committed-keys.ts";
import type { Rule } from "../../rule.ts";

export const caKeyCommitted: Rule = {
  id: "trust/ca-key-committed",
  phase: "files",
  pointsAtSecret: true,
  meta: () => ({
    title: "The private key of a trusted CA is in the repository",
    why: "Anyone with the key of the CA can issue certificates with any name: it opens every port of the cluster, and it can stand between any two of its machines. Renewing the servers' certificates does not help while the CA is trusted.",
    fix: "Make a new CA with a key outside the repository, roll it out (both CAs in every file first), and remove the old one.",
    threats: ["impersonation", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2", "CWE-798", "CWE-321"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["tikv: components/security/src/lib.rs and pd: server/config/config.go (the CA file decides who may connect)"],
    example: {
      bad: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/ca.pem": caKeyExample.certificate,
          "prod/ca.key": caKeyExample.key.replace("-----BEGIN PRIVATE KEY-----", "«$&»"),
        },
      },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/ca.pem": caKeyExample.certificate } },
    },
  }),

  *check(model) {
    const trusted = new Map<string, { readonly judged: JudgedFile; readonly subject: string }>();
    for (const judged of filesToJudge(model)) {
      const uses = judged.uses.filter((use) => use.as === "ca");
      if (uses.length === 0) continue;
      for (const certificate of certificatesOf(judged.file)) {
        if (!isCa(certificate) || trusted.has(certificate.publicKey.spki)) continue;
        trusted.set(certificate.publicKey.spki, { judged: { ...judged, uses }, subject: subjectText(certificate) });
      }
    }
    for (const { judged, key, at } of committedKeys(model)) {
      const ca = key.publicKey && trusted.get(key.publicKey.spki);
      if (ca === undefined) continue;
      const { uses } = ca.judged;
      const users = new Set(uses.map((use) => use.instance?.name)).size;
      yield {
        at,
        subject: key.publicKey?.spki ?? "private key",
        environment: judged.environment.name,
        component: onlyComponent(uses),
        fact: factOfKey(key.publicKey),
        channels: ["client-pd", "tikv-pd", "pd-pd-client", "pd-pd-peer", "client-tikv", "tikv-tikv"],
        message: `this is the private key of the CA ${ca.subject}, which ${usersText(uses)} ${users === 1 ? "trusts" : "trust"}: anyone who can read the repository can issue a certificate with any name`,
        help: "make a new CA and keep its key out of the repository, then replace every certificate and remove this CA from the CA files",
        related: usePlaces(uses),
      };
    }
  },
};
