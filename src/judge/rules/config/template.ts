import type { Rule } from "../../rule.ts";

export const template: Rule = {
  id: "config/template",
  phase: "files",
  meta: () => ({
    title: "A template that is not rendered",
    why: "What a template says depends on values that are not in this file: whether TLS is on cannot be judged here.",
    fix: "Render the template in the workflow and let the gate judge what comes out.",
    threats: ["eavesdropping", "outage"],
    controls: ["PCI-DSS-4.0.1:2.2.7"],
    policies: { baseline: "note", strict: "warning" },
    since: "0.1.0",
    sources: ["Go templates, Jinja, ERB and shell placeholders"],
    example: {
      bad: { files: { "tikv.toml": `[security]\n«{{- if .Values.tls }}»\nca-path = "/tls/ca.pem"\n{{- end }}\n` } },
      good: { tikv: `[security]\nca-path = "/tls/ca.pem"\n` },
    },
  }),

  *check(model) {
    for (const { kind, at, message, help, component, environment } of model.problems) {
      if (kind !== "template") continue;
      yield { at, subject: "template", message, help, component, environment };
    }
  },
};
