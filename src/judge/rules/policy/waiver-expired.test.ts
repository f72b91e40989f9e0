import { testRule } from "../../../../test/support/rule-tester.ts";
import { waiverExpired } from "./waiver-expired.ts";

testRule(waiverExpired, {
  valid: {
    "its last day is not over": {
      tikv: `# tikv-tls-gate: allow config/tls-incomplete until 2026-11-24 by @a because b\n[security]\nca-path = "/ca.pem"`,
      now: "2026-11-24T23:59:59Z",
    },
    "one that matches nothing: policy/waiver-unused speaks": {
      tikv: `# tikv-tls-gate: allow key/committed until 2026-01-01 by @a because b\n[security]`,
    },
    "a malformed one: policy/waiver-invalid speaks": {
      tikv: `# tikv-tls-gate: allow config/tls-incomplete until 2026-01-01 because b\n[security]\nca-path = "/ca.pem"`,
    },
  },
  invalid: {
    "a comment of yesterday": {
      tikv: `
        «# tikv-tls-gate: allow config/tls-incomplete until 2026-11-24 by @a because b»
        [security]
        ca-path = "/ca.pem"`,
      now: "2026-11-25T00:00:00Z",
      says: "this waiver of config/tls-incomplete expired on 2026-11-24: the finding that it covers counts again",
    },
    "one of the config file that covers two": {
      files: {
        "tikv-tls-gate.yml": `
          waivers:
            - «rule: config/tls-incomplete
              path: "**/*.toml"
              reason: soon
              owner: storage
              until: 2026-10-31
        »`,
        "dev/tikv.toml": `[security]\nca-path = "/ca.pem"`,
        "test/tikv.toml": `[security]\nca-path = "/ca.pem"`,
      },
      says: "this waiver of config/tls-incomplete expired on 2026-10-31: the 2 findings that it covers count again",
    },
  },
});
