import { testRule } from "../../../../test/support/rule-tester.ts";
import { waiverUnused } from "./waiver-unused.ts";

testRule(waiverUnused, {
  valid: {
    "one that covers a finding": {
      tikv: `# tikv-tls-gate: allow config/tls-incomplete until 2026-12-31 by @a because b\n[security]\nca-path = "/ca.pem"`,
    },
    "a rule that did not run": {
      tikv: `# tikv-tls-gate: allow handshake/failed until 2026-12-31 by @a because b\n[security]`,
    },
    "a malformed one: policy/waiver-invalid speaks": { tikv: `# tikv-tls-gate: allow config/tls-incomplete\n[security]` },
  },
  invalid: {
    "nothing to waive": {
      tikv: `
        «# tikv-tls-gate: allow config/tls-incomplete until 2026-12-31 by @a because b»
        [security]`,
      says: "this waiver of config/tls-incomplete matches no finding on its line or the next",
    },
    "a comment on the wrong line": {
      tikv: `
        «# tikv-tls-gate: allow config/tls-incomplete until 2026-12-31 by @a because b»
        log-level = "info"
        [security]
        ca-path = "/ca.pem"`,
      says: "this waiver of config/tls-incomplete matches no finding on its line or the next",
    },
    "a path that matches nothing, past its date too": {
      files: {
        "tikv-tls-gate.yml": `
          waivers:
            - «{rule: config/tls-incomplete, path: deploy/**, reason: soon, owner: a, until: 2026-01-01}»
        `,
        "dev/tikv.toml": `[security]\nca-path = "/ca.pem"`,
      },
      says: "this waiver of config/tls-incomplete matches no finding in deploy/**",
    },
  },
});
