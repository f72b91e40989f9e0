import type { Rule } from "../../rule.ts";

const config = "environments:\n  - name: prod\n    tier: production\n    include: [prod/**]\n";

export const undeclared: Rule = {
  id: "env/undeclared",
  phase: "files",
  meta: () => ({
    title: "A configuration lies outside of all declared environments",
    why: "The config file says which files are judged, and this one is not among them: it may be a cluster that nobody looks at, or one that was moved out of sight.",
    fix: "Declare an environment that includes the file, or delete the file if nothing runs by it.",
    threats: ["eavesdropping", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:2.2.7"],
    policies: { baseline: { severity: "warning", variants: { brought: "error" } }, strict: "error" },
    since: "0.1.0",
    sources: ["this program's environments: docs/config-file.md"],
    variants: { brought: "the change that is judged brings it" },
    example: {
      bad: { files: { "tikv-tls-gate.yml": config, "prod/tikv.toml": "[security]\n", "new/tikv.toml": "«[security]»\n" } },
      good: { files: { "tikv-tls-gate.yml": config, "prod/tikv.toml": "[security]\n" } },
    },
  }),

  *check(model, { base }) {
    const before = base === undefined ? undefined : new Set((base.undeclared ?? []).map(({ path }) => path));
    for (const at of model.undeclared ?? []) {
      yield {
        at,
        subject: "undeclared",
        message: "no declared environment includes this configuration: it is not judged, and may run in plaintext",
        help: "add its path to the include list of an environment in the config file",
        variant: before === undefined || before.has(at.path) ? undefined : "brought",
      };
    }
  },
};
