import { planChange } from "../gate/change/plan.ts";
import { planReport } from "../gate/change/reported-change.ts";
import { jsonText } from "../report/machine/json-text.ts";
import { renderPlanMarkdown } from "../report/markdown/plan-markdown.ts";
import type { RenderOptions } from "../report/options.ts";
import type { PlanReport } from "../report/plan.ts";
import { renderPlanText } from "../report/terminal/plan-text.ts";
import { singleLine } from "../text/safe.ts";
import type { Command } from "./command.ts";
import { gateOptions, gateRequest, printMistakes } from "./gate-options.ts";
import { describeOptions, type OptionSpecs, parseOptions, UsageError } from "./options.ts";
import { shownFrom } from "./standing.ts";

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
    if (planned.kind === "refused") return printMistakes(planned.mistakes, surroundings, request.places);
    if (planned.kind === "missing") {
      surroundings.stderr.write(`tikv-tls-gate: --base ${singleLine(`${planned.name}: ${planned.because}`)}\n`);
      return 2;
    }
    const { plan, touched } = planned;
    const names = plan.environments.map(({ name }) => name);
    const unknown = request.environments.find((name) => !names.includes(name));
    if (unknown !== undefined) throw new UsageError(`--environment ${unknown}: there is no such environment on either side`);
    const report = planReport(plan, planned.base, request.now, request.environments.length > 0 ? request.environments : touched);
    const isColored = surroundings.stdout.isTTY === true && surroundings.environment["NO_COLOR"] === undefined;
    const { stdout, cwd } = surroundings;
    const shownPath = stdout.isTTY === true ? shownFrom(request.places.root, cwd) : undefined;
    stdout.write(textOf(report, parsed.text("format") ?? "text", { width: stdout.columns ?? 100, color: isColored, shownPath }));
    return 0;
  },
};

function textOf(report: PlanReport, format: string, options: RenderOptions): string {
  if (format === "json") return jsonText(report);
  return format === "markdown" ? renderPlanMarkdown(report) : renderPlanText(report, options);
}
