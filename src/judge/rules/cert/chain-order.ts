import { certificatesOf } from "../../../model/certificates/certificate.ts";
import { subjectText } from "../../../model/certificates/certificate-words.ts";
import { hiddenLeafOf } from "../../../model/certificates/chain-order.ts";
import { filesToJudge, type InstanceUse, type Use } from "../../../model/certificates/uses.ts";
import { shortListOf } from "../../../text/list-of.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { fatesText, isCa, statementAbout, usersText } from "../../certificates/certificate-statement.ts";
import { failuresAbout, startFailures, uselessFile } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";

/** The two blocks of an example: the leaf, and the intermediate that issued it. */
const [leaf = "", intermediate = ""] = certificateExamples.deepChain.split(/(?<=-----END CERTIFICATE-----\n)/);

export const chainOrder: Rule = {
  id: "cert/chain-order",
  phase: "files",
  meta: () => ({
    title: "A CA stands before the certificate in a certificate file",
    why: "Both programs take the first certificate of the file as their own. It is not the one that the key belongs to: PD exits, and TiKV never reaches PD and retries without end.",
    fix: "Put the server's certificate first, then the intermediates, each behind the one that it issued.",
    threats: ["outage"],
    controls: ["NIST-SP-800-52r2:3.2", "CWE-295"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: [
      "RFC 8446 4.4.2: the sender's certificate comes first",
      "Go: crypto/tls, X509KeyPair",
      "measured on PD v6.5 to v26.3 and on TiKV's gRPC core, for a certificate that is not the key's (Invalid private key)",
    ],
    example: {
      bad: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/pd.pem": `«${intermediate.trimEnd()}»\n${leaf}`,
          "prod/ca.pem": certificateExamples.shallowCa,
        },
      },
      good: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/pd.pem": `${leaf}${intermediate}`,
          "prod/ca.pem": certificateExamples.shallowCa,
        },
      },
    },
  }),

  *check(model, { now }) {
    for (const judged of filesToJudge(model)) {
      const [first] = certificatesOf(judged.file);
      const uses = judged.uses.filter((use) => use.as === "certificate" && hiddenOf(use) !== undefined);
      const hidden = uses[0] && hiddenOf(uses[0]);
      if (first === undefined || hidden === undefined) continue;
      const fates = fatesText(
        uses,
        { pd: () => "PD does not start", tikv: () => "TiKV never reaches PD and retries without end" },
        "they do not connect",
      );
      const cas = certificatesOf(judged.file).filter(isCa).map(subjectText);
      yield statementAbout({ ...judged, uses }, first, {
        message: `the certificate file of ${usersText(uses)} begins with the CA ${subjectText(first)}, so that this and not ${subjectText(hidden)} is presented, with a key that is not its own: ${fates}`,
        help: `put ${subjectText(hidden)} first, and ${shortListOf(cas)} behind it`,
        covers: [
          ...uses
            .filter(isInstances)
            .flatMap(({ instance, environment }) => startFailures(instance, { environment, now }, ["unreadable-material"])),
          ...failuresAbout(judged, now, { places: [first.span], reasons: uselessFile }),
        ],
      });
    }
  },
};

function hiddenOf({ environment, instance }: Use): ReturnType<typeof hiddenLeafOf> {
  if (instance !== undefined) return hiddenLeafOf(instance.security);
  return environment.clients && hiddenLeafOf({ certificate: environment.clients.certificate, key: { kind: "absent" } });
}

function isInstances(use: Use): use is InstanceUse {
  return use.instance !== undefined;
}
