import { testRule } from "../../../../test/support/rule-tester.ts";
import { template } from "./template.ts";

testRule(template, {
  valid: {
    "braces in a comment": { tikv: `# {{ not a template }}\n[security]\nca-path = "/a"` },
    "a syntax error: config/syntax speaks": { tikv: `[security]\nca-path = /a` },
  },
  invalid: {
    "a Go template": {
      tikv: `
        [security]
        «{{- if .Values.tls }}»
        cert-path = "/b"
        {{- end }}`,
      says: "this file is a template that is not rendered: what it leaves open is not judged, and TiKV may read anything there",
    },
  },
});
