import { shortListOf } from "../../../text/list-of.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { unrelatedKeys } from "../../certificates/committed-keys.ts";
import type { Rule } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";

/** As many places are named beside the first. */
const mostPlaces = 20;

export const unrelated: Rule = {
  id: "key/unrelated",
  phase: "files",
  meta: () => ({
    title: "Private keys of something else are committed",
    why: "Keys of other programs and of their tests open nothing of this cluster, as far as the files show. One of them may be used on a server all the same: then everyone who reads the repository has it.",
    fix: "Look through the list once: a key that is used anywhere does not belong in a repository.",
    threats: ["impersonation"],
    controls: ["CWE-798", "CWE-321"],
    policies: { baseline: "note", strict: "warning" },
    since: "0.1.0",
    sources: ["this program's files: no configuration of PD or TiKV names them, or a certificate that they belong to"],
    example: {
      bad: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "web/testdata/site.key": certificateExamples.key.replace("-----BEGIN PRIVATE KEY-----", "«$&»"),
        },
      },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig } },
    },
  }),

  *check(model) {
    const keys = unrelatedKeys(model);
    const [first, ...others] = keys;
    if (first === undefined) return;
    const paths = [...new Set(keys.map(({ file }) => file.path))].sort();
    const [are, them] = keys.length === 1 ? ["A private key is", "it"] : [`${keys.length} private keys are`, "them"];
    yield {
      at: first.at,
      subject: paths.join(" "),
      message: `${are} committed that nothing of PD or TiKV here uses (${shortListOf(paths.map(shown), 6)}): anyone who reads the repository has ${them}`,
      help: `remove ${them} unless ${keys.length === 1 ? "it is" : "they are"} for tests alone`,
      related: others.slice(0, mostPlaces).map(({ at }) => ({ at, message: "another one" })),
    };
  },
};
