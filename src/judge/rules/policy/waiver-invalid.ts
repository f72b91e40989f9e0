import type { Rule } from "../../rule.ts";

export const waiverInvalid: Rule = {
  id: "policy/waiver-invalid",
  phase: "gate",
  isWaivable: false,
  meta: () => ({
    title: "A waiver lacks what makes it one, or reaches further than the policy allows",
    why: "An exception that nobody answers for, or that never ends, is how a weak setting stays for good. Such a waiver counts for nothing.",
    fix: "Give the waiver a rule that exists, a reason, an owner, and an end date within the policy's limit.",
    threats: ["man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:12.3.1"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["this program's waivers: docs/config-file.md"],
    example: {
      bad: {
        tikv: `«# tikv-tls-gate: allow config/tls-incomplete until 2026-12-31 by @storage»\n[security]\nca-path = "/tls/ca.pem"\n`,
      },
      good: {
        tikv: `# tikv-tls-gate: allow config/tls-incomplete until 2026-12-31 by @storage because it moves behind TLS in December\n[security]\nca-path = "/tls/ca.pem"\n`,
      },
    },
  }),

  *check(_, { gate }) {
    for (const { rule, path, at, invalid, standing } of gate.waivers) {
      if (invalid === undefined || standing === "revoked") continue;
      yield {
        at,
        subject: `${rule} ${path}`,
        message: `this waiver${rule === "" ? "" : ` of ${rule}`} does not count: ${invalid}`,
        help: "give it the id of a rule, a reason, an owner, and an end date (2026-12-31) that the policy allows; or remove it",
      };
    }
  },
};
