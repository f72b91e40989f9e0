import { shortText } from "../../../model/certificates/certificate-words.ts";
import { presentedCertificates } from "../../../model/certificates/uses.ts";
import type { Component } from "../../../model/instances/instance.ts";
import { shortListOf } from "../../../text/list-of.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { ownersText, statementAbout } from "../../certificates/certificate-statement.ts";
import type { Rule } from "../../rule.ts";

export const wildcard: Rule = {
  id: "cert/wildcard",
  phase: "files",
  meta: () => ({
    title: "A wildcard is broader than the component's own service",
    why: "Anyone who takes the key of one server can pose as every host under the wildcard, also as those of other programs and other clusters.",
    fix: "Name the hosts, or put the wildcard below a name that only this component's members have, such as *.basic-tikv-peer.prod.svc.",
    threats: ["impersonation", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2"],
    policies: { baseline: "off", strict: "warning" },
    since: "0.1.0",
    sources: ["RFC 6125 7.2", "the operator's documented names: *.<cluster>-pd-peer, *.<cluster>-tikv-peer"],
    example: {
      bad: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": `«${certificateExamples.wildcard}»` } },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model) {
    for (const presented of presentedCertificates(model)) {
      const { leaf, presenters } = presented;
      const components = new Set(presenters.map(({ instance }) => instance.component));
      const broad = (leaf.subjectAltName?.dns ?? []).filter((name) => isBroad(name, components)).map(shortText);
      if (broad.length === 0) continue;
      yield statementAbout({ ...presented, uses: presenters }, leaf, {
        message: `${ownersText(presenters)} names ${shortListOf(broad)}: its key can pose as every host under it, also of other programs`,
        help: `name the hosts, or use ${[...components].map((component) => `*.<cluster>-${component}-peer.<namespace>.svc`).join(" and ")}`,
      });
    }
  },
};

/**
 * A wildcard is the component's own when the label below it has the component's name as a word, as in
 * `*.basic-tikv-peer.prod.svc` or `*.pd.prod.example.com`. Only `*.` in front is a wildcard to Go and to gRPC core.
 */
function isBroad(name: string, components: ReadonlySet<Component>): boolean {
  const lower = name.toLowerCase();
  if (!lower.startsWith("*.")) return lower === "*";
  const words = new Set((lower.split(".")[1] ?? "").split(/[-_]/));
  return ![...components].some((component) => words.has(component));
}
