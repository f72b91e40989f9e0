import type { Rule } from "../../rule.ts";

export const waiverUnused: Rule = {
  id: "policy/waiver-unused",
  phase: "gate",
  isWaivable: false,
  meta: () => ({
    title: "A waiver matches no finding",
    why: "It was for something that is gone, or it is misplaced. A forgotten waiver covers the next finding of its kind that nobody has looked at.",
    fix: "Remove the waiver, or correct its path.",
    threats: ["man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:12.3.1"],
    policies: { baseline: "note", strict: "warning" },
    since: "0.1.0",
    sources: ["this program's waivers: docs/config-file.md"],
    example: {
      bad: {
        tikv: `«# tikv-tls-gate: allow config/tls-incomplete until 2026-12-31 by @storage because it is behind a mesh»\n[security]\n`,
      },
      good: {
        tikv: `# tikv-tls-gate: allow config/tls-incomplete until 2026-12-31 by @storage because it is behind a mesh\n[security]\nca-path = "/tls/ca.pem"\n`,
      },
    },
  }),

  *check(_, { gate }) {
    for (const { rule, path, line, at, invalid, matches, standing } of gate.waivers) {
      if (standing === "revoked") continue;
      // A rule that did not run (of the handshake test, for instance) says nothing about its waivers.
      if (invalid !== undefined || matches > 0 || gate.judged?.has(rule) === false) continue;
      const where = line === undefined ? `in ${path}` : "on its line or the next";
      yield {
        at,
        subject: `${rule} ${path}`,
        message: `this waiver of ${rule} matches no finding ${where}`,
        help: "remove it, or correct its path or place",
      };
    }
  },
};
