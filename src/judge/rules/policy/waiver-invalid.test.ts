import { testRule } from "../../../../test/support/rule-tester.ts";
import { waiverInvalid } from "./waiver-invalid.ts";

testRule(waiverInvalid, {
  valid: {
    "no waiver": { tikv: "[security]" },
    "one past its date is well-formed": {
      tikv: `# tikv-tls-gate: allow config/tls-off until 2025-01-01 by @a because b\nlog-level = "info"`,
    },
  },
  invalid: {
    "in the config file, without an owner and a date": {
      files: {
        "tikv-tls-gate.yml": `
          waivers:
            - «{rule: config/tls-off, path: "**", reason: soon}»
        `,
        "tikv.toml": "[security]",
      },
      says: "this waiver of config/tls-off does not count: it has no end date, no owner",
    },
    "further away than the policy allows": {
      tikv: `
        «# tikv-tls-gate: allow config/tls-off until 2027-12-31 by @a because b»
        log-level = "info"`,
      says: "this waiver of config/tls-off does not count: it ends in 402 days; policy baseline allows 365",
    },
    "of a rule that does not exist": {
      tikv: `
        log-level = "info" «# tikv-tls-gate: allow config/tlsoff until 2026-12-31 by @a because b»`,
      says: "this waiver of config/tlsoff does not count: there is no rule config/tlsoff, the nearest is config/tls-off",
    },
    "of no form at all": {
      tikv: `
        «# tikv-tls-gate: off»
        log-level = "info"`,
      says: `this waiver does not count: it is not of the form "# tikv-tls-gate: allow RULE until YYYY-MM-DD by @OWNER because REASON"`,
    },
  },
});
