import type { AmbiguousKey } from "../../../model/instances/ambiguous-keys.ts";
import type { Rule } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";

export const keyAmbiguous: Rule = {
  id: "config/key-ambiguous",
  phase: "files",
  meta: () => ({
    title: "One key of PD in several spellings",
    why: "PD reads keys in any case, so Client-Urls and client-urls are one setting, and Go's random order of maps decides at every start which of the two counts. A second spelling can turn TLS off at some starts and leave it on at others.",
    fix: "Keep one spelling of the key, in lower case.",
    policies: { baseline: "error", strict: "error" },
    threats: ["eavesdropping", "man-in-the-middle", "outage"],
    controls: ["PCI-DSS-4.0.1:2.2.7", "PCI-DSS-4.0.1:4.2.1", "CWE-178"],
    since: "0.1.0",
    sources: [
      "BurntSushi/toml 0.3.1 and 1.5.0: decode.go, unifyStruct (strings.EqualFold over a Go map), measured on pd-server",
      "tikv: serde compares keys exactly, so TiKV is not concerned",
    ],
    example: {
      bad: { pd: `client-urls = "https://10.0.0.1:2379"\n«Client-Urls» = "http://10.0.0.1:2379"\n` },
      good: { pd: `client-urls = "https://10.0.0.1:2379"\n` },
    },
  }),

  *check(model) {
    for (const environment of model.environments) {
      for (const instance of environment.instances) {
        for (const ambiguous of instance.ambiguousKeys ?? []) {
          const [first, ...others] = ambiguous.spellings;
          const last = others.at(-1);
          if (first === undefined || last === undefined) continue;
          yield {
            at: last.at,
            subject: ambiguous.key,
            environment: environment.name,
            component: instance.component,
            message: messageOf(ambiguous),
            help: `keep one spelling of ${shown(ambiguous.key)}, in lower case`,
            related: [{ at: first.at, message: `${shown(first.text)} stands here` }],
          };
        }
      }
    }
  },
};

function messageOf({ spellings, isTable }: AmbiguousKey): string {
  const [first, last] = [spellings[0], spellings.at(-1)];
  const what = isTable ? "table" : "key";
  const place = first === undefined ? "" : ` (${first.at.path}:${first.at.line})`;
  return `${shown(last?.text ?? "")} is the same ${what} to PD as ${shown(first?.text ?? "")}${place}: chance decides at every start which of them counts`;
}
