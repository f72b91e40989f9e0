import { testRule } from "../../../../test/support/rule-tester.ts";
import { wrongType } from "./wrong-type.ts";

testRule(wrongType, {
  valid: {
    "the types that PD expects": {
      pd: `client-urls = "https://10.0.0.1:2379"\n\n[security]\ncert-allowed-cn = ["a"]\n\n[schedule]\nlow-space-ratio = 0.8\nleader-schedule-limit = 4`,
    },
    "an integer is a float to PD v26.3": { pd: `[schedule]\nlow-space-ratio = 1`, version: "v26.3.0" },
    "an integer is a float to TiKV, and a size may be one": {
      tikv: `[raftdb]\nmax-open-files = 10\n\n[server]\nend-point-request-max-handle-duration = "60s"\n\n[storage]\nreserve-space = 0`,
    },
    "an empty list is an empty table to TiKV": { tikv: `security = []` },
    "redact-info-log takes a string since v8.3": { tikv: `[security]\nredact-info-log = "marker"`, version: "v8.3.0" },
  },
  invalid: {
    "TiKV: a string where a list is meant": {
      tikv: `[security]\ncert-allowed-cn = «"tidb"»`,
      says: 'security.cert-allowed-cn is a string, not a list of strings: TiKV v8.5.7 does not start (invalid type: string "tidb", expected a sequence for key `security.cert-allowed-cn`)',
      helps: "put the string in brackets",
    },
    "TiKV: an integer where a path is meant": {
      tikv: `[security]\nca-path = «1»`,
      says: "security.ca-path is an integer, not a string: TiKV v8.5.7 does not start (invalid type: integer `1`, expected a string for key `security.ca-path`)",
    },
    "TiKV: an item that is no string": {
      tikv: `[security]\ncert-allowed-cn = ["tidb", «true»]`,
      says: "an item of security.cert-allowed-cn is a boolean, not a string: TiKV v8.5.7 does not start (invalid type: boolean `true`, expected a string for key `security.cert-allowed-cn`)",
      helps: "write every item as a string in quotes",
    },
    "a list of tables where one table is meant": {
      pd: `«[[security]]»\ncacert-path = "/a"`,
      says: "security is a list, not a table: PD v8.5.7 does not start and exits with status 0",
      helps: "write its settings under a table header",
    },
    "PD: a string where a list is meant": {
      pd: `[security]\ncert-allowed-cn = «"a"»`,
      says: "security.cert-allowed-cn is a string, not a list of strings: PD v8.5.7 does not start and exits with status 0 (toml: cannot load TOML value of type string into a Go slice)",
    },
    "PD v26.3 says it in other words": {
      pd: `[security]\ncert-allowed-cn = «"a"»`,
      version: "v26.3.4",
      says: "security.cert-allowed-cn is a string, not a list of strings: PD v26.3.4 does not start and exits with status 0 (incompatible types: TOML value has type string; destination has type slice)",
    },
    "PD v26.3, a list for a string": {
      pd: `peer-urls = «[]»`,
      version: "v26.3.0",
      says: "peer-urls is a list, not a string: PD v26.3.0 does not start and exits with status 0 (incompatible types: TOML value has type []any; destination has type string)",
    },
    "TiKV: other kinds where a path is meant": {
      tikv: `[security]\nca-path = «1.5»\ncert-path = «["/b"]»\nkey-path = «2020-01-01»`,
      says: [
        "security.ca-path is a float, not a string: TiKV v8.5.7 does not start (invalid type: floating point `1.5`, expected a string for key `security.ca-path`)",
        "security.cert-path is a list, not a string: TiKV v8.5.7 does not start (invalid type: sequence, expected a string for key `security.cert-path`)",
        "security.key-path is a date, not a string: TiKV v8.5.7 does not start (invalid type: map, expected a string for key `security.key-path`)",
      ],
    },
    "PD up to v6.6 exits with status 1": {
      pd: `[security]\ncert-path = «1»`,
      version: "v6.6.0",
      says: "security.cert-path is an integer, not a string: PD v6.6.0 does not start (toml: cannot load TOML value of type int64 into a Go string)",
    },
    "PD: a list where a string with commas is meant": {
      pd: `client-urls = «["https://10.0.0.1:2379"]»`,
      says: "client-urls is a list, not a string: PD v8.5.7 does not start and exits with status 0 (toml: cannot load TOML value of type []interface {} into a Go string)",
      helps: "write one string, with commas between its parts",
    },
    "PD up to v8.5: an integer where a float is meant": {
      pd: `[schedule]\nlow-space-ratio = «1»`,
      says: "schedule.low-space-ratio is an integer, not a float: PD v8.5.7 does not start and exits with status 0 (toml: cannot load TOML value of type int64 into a Go float)",
      helps: "write it with a decimal point",
    },
    "TiKV up to v8.2: redact-info-log is a boolean": {
      tikv: `[security]\nredact-info-log = «"marker"»`,
      version: "v8.2.0",
      says: "security.redact-info-log is a string, not a boolean: TiKV v8.2.0 does not start",
      helps: "write true or false, without quotes",
    },
  },
});
