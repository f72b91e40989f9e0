import { testRule } from "../../../../test/support/rule-tester.ts";
import { syntax } from "./syntax.ts";

testRule(syntax, {
  valid: {
    "a dotted key in PD v26.3": { pd: `security.cert-path = "/b"`, version: "v26.3.0" },
    "a dotted key in TiKV": { tikv: `security.ca-path = "/a"` },
    "a byte-order mark in PD v26.3": { pd: `\uFEFFname = "pd"`, version: "v26.3.4" },
    "a template: config/template speaks": { tikv: `[security]\n{{- if .Values.tls }}\nca-path = "/a"\n{{- end }}` },
  },
  invalid: {
    "a value without quotes": {
      tikv: `[security]\nca-path = «/»tls/ca.pem`,
      says: "/ is no value: TiKV does not start with this file",
      helps: "put a text in quotes",
    },
    "a table twice": {
      pd: `[security]\ncert-path = "/b"\n\n[«security»]\nkey-path = "/c"`,
      says: "this key is defined already above: PD does not start with this file",
    },
    "a dotted key in PD up to v8.5": {
      pd: `«security.cert-path» = "/b"`,
      version: "v8.5",
      says: "PD v8.5 does not read a dotted key and does not start with this file",
      helps: "write the key under a table header",
    },
    "a byte-order mark in PD up to v8.5": {
      pd: `«\uFEFF»name = "pd"`,
      says: "PD v8.5.7 does not read a byte-order mark and does not start with this file",
    },
  },
});
