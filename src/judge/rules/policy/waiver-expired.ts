import type { Rule } from "../../rule.ts";
import { isExpired } from "../../waivers.ts";

export const waiverExpired: Rule = {
  id: "policy/waiver-expired",
  phase: "gate",
  isWaivable: false,
  meta: () => ({
    title: "A waiver has expired",
    why: "The exception was granted for a time, and the time is over: the findings that it covered count again.",
    fix: "Fix the cause of the finding, or have the waiver renewed with another date.",
    threats: ["man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:12.3.1"],
    policies: { baseline: "warning", strict: "error" },
    since: "0.1.0",
    sources: ["this program's waivers: docs/config-file.md"],
    example: {
      bad: {
        tikv: `«# tikv-tls-gate: allow config/tls-incomplete until 2026-11-23 by @storage because it is behind a mesh»\n[security]\nca-path = "/tls/ca.pem"\n`,
      },
      good: {
        tikv: `# tikv-tls-gate: allow config/tls-incomplete until 2026-11-24 by @storage because it is behind a mesh\n[security]\nca-path = "/tls/ca.pem"\n`,
      },
    },
  }),

  *check(_, { gate, now }) {
    for (const waiver of gate.waivers) {
      const { rule, path, at, until, matches } = waiver;
      if (waiver.standing === "revoked") continue;
      // One that covers nothing is policy/waiver-unused, whatever its date.
      if (waiver.invalid !== undefined || matches === 0 || !isExpired(waiver, now)) continue;
      const counted = matches === 1 ? "the finding that it covers counts" : `the ${matches} findings that it covers count`;
      yield {
        at,
        subject: `${rule} ${path}`,
        message: `this waiver of ${rule} expired on ${until}: ${counted} again`,
        help: "fix the cause and remove the waiver, or have it renewed with a later date",
      };
    }
  },
};
