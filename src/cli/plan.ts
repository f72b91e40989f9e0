import { planChange } from "../gate/change/plan.ts";
import { planReport } from "../gate/change/reported-change.ts";
import { jsonText } from "../report/machine/json-text.ts";
import { renderPlanMarkdown } from "../report/markdown/plan-markdown.ts";
import type { PlanReport } from "../report/plan.ts";
import { renderPlanText } from "../report/terminal/plan-text.ts";
import { singleLine } from "../text/safe.ts";
import type { Command } from "./command.ts";
import { gateOptions, gateRequest, printMistakes } from "./gate-options.ts";
import { describeOptions, type OptionSpecs, parseOptions, UsageError } from "./options.ts";

const { base, config, environment, now } = gateOptions as Required<
  Pick<typeof gateOptions, "base" | "config" | "environment" | "now">
>;

const options: OptionSpecs = {
  base: { ...(base as NonNullable<typeof base>), description: "the commit that the tree is a change of (needed)" },
  config: config as NonNullable<typeof config>,
  environment: { ...(environment as NonNullable<typeof environment>), description: "plan only this environment" },
  now: now as NonNullable<typeof now>,
  format: {
    type: "string",
    value: "FORMAT",
    choices: ["text", "markdown", "json"],
    description: "text (default), markdown or json",
  },
};

export const planCommand: Command = {
  summary: "show what changes against a commit, and how to roll it out",
  help: `Usage: tikv-tls-gate plan [PATH] --base REF [options]

Shows for every environment which channel changes its posture against a commit, whether old and new instances can talk
while the change rolls out, and in which order or in which separate steps to do it.

Options:
${describeOptions(options)}

Examples:
  tikv-tls-gate plan --base origin/main
  tikv-tls-gate plan deploy --base v1.4 --environment prod --format markdown
`,

  async run(args, surroundings) {
    const parsed = parseOptions("plan", args, options, 1);
    if (parsed.text("base") === undefined)
      throw new UsageError("plan needs --base REF, the commit to compare with; see: tikv-tls-gate plan --help");
    const request = await gateRequest(parsed, surroundings, "never");
    const planned = await planChange(request);
    if (planned.kind === "refused") return printMistakes(planned.mistakes, surroundings);
    if (planned.kind === "missing") {
      surroundings.stderr.write(`tikv-tls-gate: --base ${singleLine(`${planned.name}: ${planned.because}`)}\n`);
      return 2;
    }
    const { plan } = planned;
    const names = plan.environments.map(({ name }) => name);
    const unknown = request.environments.find((name) => !names.includes(name));
    if (unknown !== undefined) throw new UsageError(`--environment ${unknown}: there is no such environment on either side`);
    const report = planReport(plan, planned.base, request.now, request.environments);
    const isColored = surroundings.stdout.isTTY === true && surroundings.environment["NO_COLOR"] === undefined;
    surroundings.stdout.write(textOf(report, parsed.text("format") ?? "text", surroundings.stdout.columns ?? 100, isColored));
    return 0;
  },
};

function textOf(report: PlanReport, format: string, width: number, isColored: boolean): string {
  if (format === "json") return jsonText(report);
  return format === "markdown" ? renderPlanMarkdown(report) : renderPlanText(report, { width, color: isColored });
}
