import type { Rule } from "../../rule.ts";

export const unreadable: Rule = {
  id: "policy/unreadable",
  phase: "gate",
  isWaivable: false,
  meta: () => ({
    title: "A file that should have been judged could not be read",
    why: "What the gate does not read it cannot judge: a configuration or a key in such a file passes unseen.",
    fix: "Commit the file itself, of a usual size, inside the repository; or remove it.",
    threats: ["man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:2.2.7"],
    policies: { baseline: "warning", strict: "error" },
    since: "0.1.0",
    sources: ["this program's limits: docs/config-file.md"],
    example: {
      bad: { files: { "prod/tikv.toml": "«»/etc/tikv/tikv.toml" }, unreadable: ["prod/tikv.toml"] },
      good: { files: { "prod/tikv.toml": "[security]\n" } },
    },
  }),

  *check(model) {
    for (const { kind, at, message, help, component, environment } of model.problems) {
      if (kind === "unreadable") yield { at, subject: at.path, message, help, component, environment };
    }
  },
};
