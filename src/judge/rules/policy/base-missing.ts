import type { Rule } from "../../rule.ts";

export const baseMissing: Rule = {
  id: "policy/base-missing",
  phase: "gate",
  isWaivable: false,
  leastWithoutBase: "error",
  meta: () => ({
    title: "What the change starts from could not be read",
    why: "Without the base nobody knows which config file, policy and waivers were accepted before the change. Those that the change brings do not count: it could excuse what it weakens. So it is judged by the bundled policy alone, and fails. No policy file and no waiver of the change can lower this finding.",
    fix: "Let the checkout have the base commit (fetch-depth: 0 of actions/checkout), or give the step a token that may read the repository.",
    threats: ["man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:6.5.1"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["this program: docs/config-file.md, the gate guards itself"],
    example: {
      bad: { files: { "deploy/prod/tikv.toml": "«»[security]\n" }, baseMissing: "git does not have it" },
      good: { files: { "deploy/prod/tikv.toml": "[security]\n" } },
    },
  }),

  *check(_, { gate }) {
    if (gate.baseMissing === undefined) return;
    const { at, base, because } = gate.baseMissing;
    yield {
      at,
      subject: "base",
      message: `the base ${base} could not be read (${because}): the change is judged by the bundled policy alone, and its own config file, policies and waivers do not count`,
      help: "check out with fetch-depth: 0, or give the step a token that may read the repository",
    };
  },
};
