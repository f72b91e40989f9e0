import { codeSpan, forMarkdown } from "../../text/safe.ts";
import { postureText } from "../matrix.ts";
import type { PlannedEnvironment, PlannedSide, PlannedStep, PlanReport } from "../plan.ts";
import { joinLines } from "../terminal/join-lines.ts";
import { placeText } from "../terminal/plan-text.ts";
import { renderChangedMermaid } from "./mermaid-changes.ts";

/** More rows than these no page shows. */
const mostRows = 50;

/** The plan as a checklist in GitHub's Markdown. */
export function renderPlanMarkdown(plan: PlanReport): string {
  const lines = ["## Rollout plan", "", `Against ${codeSpan(plan.base)}.`];
  const diagram = renderChangedMermaid(plan);
  if (diagram !== undefined) lines.push("", "```mermaid", diagram.trimEnd(), "```");
  for (const environment of plan.environments) lines.push("", ...environmentLines(environment));
  return joinLines(lines);
}

function environmentLines(environment: PlannedEnvironment): readonly string[] {
  const { name, renamedFrom, verdict, summary, channels, steps, pdSteps, cautions } = environment;
  const was = renamedFrom === null ? "" : ` (was ${forMarkdown(renamedFrom)})`;
  const lines = [`### ${forMarkdown(name)}${was}: ${verdict}`, "", `${forMarkdown(summary)}.`];
  lines.push("", `${channels.unchanged} channel pairs are as before.`);
  if (channels.changed.length > 0) {
    lines.push("", "| channel | pair | before | after | decided at | why |", "| --- | --- | --- | --- | --- | --- |");
    for (const { id, from, to, pairs, before, after } of channels.changed.slice(0, mostRows)) {
      const pair = `${forMarkdown(from)} → ${forMarkdown(to)}${pairs === 1 ? "" : ` (${pairs} pairs)`}`;
      const places = [before, after].map((side) => (side?.place ? codeSpan(placeText(side.place)) : "–")).join(" → ");
      lines.push(
        `| ${id} | ${pair} | ${sideText(before)} | ${sideText(after)} | ${places} | ${forMarkdown(after?.detail ?? "")} |`,
      );
    }
    if (channels.changed.length > mostRows) lines.push("", `… and ${channels.changed.length - mostRows} more.`);
  }
  lines.push(...stepLines("Steps", steps), ...stepLines("PD alone could be rolled", pdSteps));
  if (cautions.length > 0) lines.push("", ...cautions.map((caution) => `- ⚠️ ${forMarkdown(caution)}`));
  return lines;
}

function stepLines(title: string, steps: readonly PlannedStep[]): readonly string[] {
  if (steps.length === 0) return [];
  const lines = ["", `**${title}**`, ""];
  for (const { change, order, commands } of steps) {
    lines.push(`- [ ] ${forMarkdown([change, order].filter((part) => part !== "").join(": "))}`);
    lines.push(...commands.map((command) => `  - ${codeSpan(command)}`));
  }
  return lines;
}

function sideText(side: PlannedSide | null): string {
  if (side === null) return "–";
  return `${postureText[side.posture]}${side.handshake === "fails" ? ", refused" : ""}`;
}
