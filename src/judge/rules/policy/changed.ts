import type { Rule } from "../../rule.ts";

export const changed: Rule = {
  id: "policy/changed",
  phase: "gate",
  isWaivable: false,
  meta: () => ({
    title: "The change alters the gate that judges it",
    why: "A gate that the change can edit is no gate: a pull request that weakens a cluster could also switch the check off. So the base's configuration judges the change, and what it does to that configuration is shown.",
    fix: "Have a change of the config file, a policy or a waiver reviewed as such, best in a pull request of its own; keep what the gate judges where it can read it.",
    threats: ["man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:6.5.1", "PCI-DSS-4.0.1:2.2.7"],
    variants: {
      "not-judged": "a file that the base judged is still there, and the head does not judge it",
      "lower-tier": "files with errors move to an environment with lower requirements",
      broken: "the config file or policy that the change brings cannot be used",
    },
    policies: {
      baseline: { severity: "warning", variants: { "not-judged": "error", "lower-tier": "error", broken: "error" } },
      strict: "error",
    },
    since: "0.1.0",
    sources: ["this program's config file: docs/config-file.md"],
    example: {
      bad: {
        files: {
          "tikv-tls-gate.yml": "environments:\n  - name: prod\n«    tier: development»\n    include: [deploy/prod/**]\n",
          "deploy/prod/tikv.toml": "[security]\n",
        },
        base: { "tikv-tls-gate.yml": "environments:\n  - name: prod\n    tier: production\n    include: [deploy/prod/**]\n" },
      },
      good: {
        files: {
          "tikv-tls-gate.yml": "environments:\n  - name: prod\n    tier: production\n    include: [deploy/prod/**]\n",
          "deploy/prod/tikv.toml": "[security]\n",
        },
        base: {
          "tikv-tls-gate.yml":
            "# the same, without this line\nenvironments:\n  - name: prod\n    tier: production\n    include: [deploy/prod/**]\n",
        },
      },
    },
  }),

  *check(_, { gate }) {
    yield* gate.changes ?? [];
  },
};
