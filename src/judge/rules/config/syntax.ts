import { checkDialect } from "../../../model/instances/toml-dialect.ts";
import type { Rule } from "../../rule.ts";

/** A configuration that its own program cannot read says nothing. What a certificate or a key in it is worth is another matter. */
const coversFile = ["config", "env", "trust", "deploy"];

export const syntax: Rule = {
  id: "config/syntax",
  phase: "files",
  meta: () => ({
    title: "A configuration that its program cannot read",
    why: "PD and TiKV do not start with a file that they cannot parse; PD since v7.0 even ends with status 0. What such a file says about TLS is not judged.",
    fix: "Correct the syntax at the place that is named.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:2.2.7", "CWE-1286"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["TOML 1.0; TiKV: toml 0.5; PD: BurntSushi/toml 0.3.1 up to v8.5 and 1.5.0 since v26.3"],
    example: {
      bad: { tikv: `[security]\nca-path = «/»tls/ca.pem\n` },
      good: { tikv: `[security]\nca-path = "/tls/ca.pem"\n` },
    },
  }),

  *check(model) {
    for (const { kind, at, message, help, component, environment } of model.problems) {
      if (kind !== "syntax") continue;
      yield { at, subject: "syntax", message, help, component, environment, coversFile };
    }
    for (const environment of model.environments) {
      for (const { component, version, tomlFeatures } of environment.instances) {
        const refused = checkDialect(component, version, tomlFeatures ?? []);
        if (refused !== undefined) yield { ...refused, subject: "syntax", component, environment: environment.name, coversFile };
      }
    }
  },
};
