import { resolvedPolicies } from "../config/bundled-policies.ts";
import { catalogue } from "../judge/catalogue.ts";
import type { Command } from "./command.ts";
import { parseOptions, suggestion, UsageError } from "./options.ts";
import { rulePage } from "./rule-page.ts";

export const explainCommand: Command = {
  summary: "show one rule's page",
  help: `Usage: tikv-tls-gate explain RULE

Shows what a rule finds, why it matters, how to fix it, and an example.

Examples:
  tikv-tls-gate explain config/tls-off
  tikv-tls-gate explain cert/san-mismatch
`,

  async run(args, { stdout }) {
    const { positionals } = parseOptions("explain", args, {}, 1);
    const [id] = positionals;
    if (id === undefined) throw new UsageError("explain needs the id of a rule; tikv-tls-gate rules lists them");
    const rule = catalogue.find((rule) => rule.id === id);
    if (rule === undefined)
      throw new UsageError(
        `no rule ${id}${suggestion(
          id,
          catalogue.map((rule) => rule.id),
        )}; tikv-tls-gate rules lists them`,
      );
    stdout.write(await rulePage(rule, resolvedPolicies()));
    return 0;
  },
};
