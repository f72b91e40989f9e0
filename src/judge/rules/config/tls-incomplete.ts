import { componentName, type Instance, type MaterialName, materialKeys, materialNames } from "../../../model/instance.ts";
import type { Rule } from "../../rule.ts";

export const tlsIncomplete: Rule = {
  meta: {
    id: "config/tls-incomplete",
    title: "Only part of CA, certificate and key is set",
    why: "TiKV dials PD before it validates [security], so a gap shows up as plaintext or as an endless retry; PD does not start, or serves without asking for client certificates.",
    fix: "Set all three paths: CA, certificate and key.",
    threats: ["eavesdropping", "outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-319"],
    since: "0.1.0",
    sources: ["tikv: components/security/src/lib.rs, SecurityConfig::validate", "pd: server/config/config.go"],
    example: {
      bad: { tikv: `«[security]»\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n` },
      good: { tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n` },
    },
  },

  *check(model) {
    for (const environment of model.environments) {
      for (const instance of environment.instances) {
        const { component, security } = instance;
        const isConfigured = (name: MaterialName) => security[name].kind !== "absent";
        const keys = materialKeys[component];
        const set = materialNames.filter(isConfigured).map((name) => keys[name]);
        const missing = materialNames.filter((name) => !isConfigured(name)).map((name) => keys[name]);
        // PD without a CA but with the rest is config/client-certificate-not-required.
        const isOneWayPd = component === "pd" && missing.length === 1 && security.ca.kind === "absent";
        if (set.length === 0 || missing.length === 0 || isOneWayPd) continue;
        yield {
          at: security.at,
          subject: "security",
          component,
          message: `sets ${set.join(" and ")} but not ${missing.join(" and ")}: ${consequence(instance)}`,
          help: `set ${missing.join(" and ")} too: ${componentName[component]} takes all three or none`,
        };
      }
    }
  },
};

function consequence({ component, security }: Instance): string {
  if (component === "tikv") {
    return security.ca.kind === "absent"
      ? "TiKV dials PD in plaintext and does not come up"
      : "TiKV never reaches PD and retries without end";
  }
  return security.certificate.kind === "absent" && security.key.kind === "absent"
    ? "PD does not start when a URL is https, and serves in plaintext without a warning when it is http"
    : "PD does not start";
}
