import type { Rule } from "../../rule.ts";
import { endOf } from "../../waivers.ts";

const day = 86_400_000;

export const waiverExpiresSoon: Rule = {
  id: "policy/waiver-expires-soon",
  phase: "gate",
  isWaivable: false,
  meta: () => ({
    title: "A waiver expires soon",
    why: "On the day after, the findings that it covers count again, and the check of the next change fails.",
    fix: "Fix the cause of the finding before that day, or have the waiver renewed with another date.",
    threats: ["man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:12.3.1"],
    policies: {
      baseline: { severity: "note", parameters: { days: 14 } },
      strict: { severity: "warning", parameters: { days: 14 } },
    },
    since: "0.1.0",
    sources: ["this program's waivers: docs/config-file.md"],
    parameters: {
      days: {
        type: "integer",
        minimum: 0,
        description: "days before its last day from which on a waiver is reported",
        default: 14,
      },
    },
    example: {
      bad: {
        tikv: `«# tikv-tls-gate: allow config/tls-incomplete until 2026-12-08 by @storage because it is behind a mesh»\n[security]\nca-path = "/tls/ca.pem"\n`,
      },
      good: {
        tikv: `# tikv-tls-gate: allow config/tls-incomplete until 2026-12-09 by @storage because it is behind a mesh\n[security]\nca-path = "/tls/ca.pem"\n`,
      },
    },
  }),

  *check(_, { gate, now, parameters }) {
    const days = Number(parameters(undefined)["days"]);
    for (const { rule, path, at, until, owner, matches, invalid, standing } of gate.waivers) {
      const end = until === undefined || invalid !== undefined || standing === "revoked" ? undefined : endOf(until);
      // Its last day counts whole: on that day nothing is left of the days before it.
      const left = end === undefined ? -1 : Math.ceil((end - now) / day) - 1;
      if (left < 0 || left > days || matches === 0) continue;
      const when = left === 0 ? "today" : left === 1 ? "tomorrow" : `in ${left} days`;
      const covered = matches === 1 ? "the finding that it covers counts" : `the ${matches} findings that it covers count`;
      yield {
        at,
        subject: `${rule} ${path}`,
        message: `this waiver of ${rule} by ${owner} ends ${when} (${until}): from the day after ${covered} again`,
        help: "fix the cause and remove the waiver, or have it renewed with a later date",
      };
    }
  },
};
