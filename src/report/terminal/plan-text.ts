import { counted } from "../../text/counted.ts";
import { singleLine } from "../../text/safe.ts";
import { postureText } from "../matrix.ts";
import type { RenderOptions } from "../options.ts";
import type { PlannedChannel, PlannedEnvironment, PlannedPlace, PlannedSide, PlannedStep, PlanReport } from "../plan.ts";

import { wrapText } from "./display-width.ts";
import { joinLines } from "./join-lines.ts";
import { type Paint, painter } from "./paint.ts";

/** The plan for a terminal: per environment the verdict, the channels that change, the steps. */
export function renderPlanText(plan: PlanReport, options: RenderOptions): string {
  const width = Math.max(40, options.width ?? 100);
  const paint = painter(options.color === true);
  const lines = [`against ${singleLine(plan.base)}`];
  const layout = { width, paint, shownPath: options.shownPath ?? ((path: string) => path) };
  for (const environment of plan.environments) lines.push("", ...environmentLines(environment, layout));
  if (plan.environments.length === 0) lines.push("", "no environment on either side");
  return joinLines(lines);
}

interface Layout {
  readonly width: number;
  readonly paint: Paint;
  readonly shownPath: (path: string) => string;
}

function environmentLines(environment: PlannedEnvironment, { width, paint, shownPath }: Layout): readonly string[] {
  const shown = ({ path, line }: PlannedPlace) => placeText({ path: shownPath(path), line });
  const { name, renamedFrom, summary, channels, changes, steps, pdSteps, cautions } = environment;
  const wrap = (text: string, indent: number) =>
    wrapText(singleLine(text), width - indent).map((line) => `${" ".repeat(indent)}${line}`);
  const lines = [paint.bold(singleLine(renamedFrom === null ? name : `${name} (was ${renamedFrom})`)), ...wrap(summary, 2)];
  if (channels.changed.length > 0 || channels.unchanged > 0) {
    lines.push(
      "",
      `  channels: ${channels.unchanged} as before, ${channels.changed.reduce((sum, { pairs }) => sum + pairs, 0)} changed`,
    );
  }
  for (const channel of channels.changed) {
    const line = wrap(channelLine(channel), 4);
    lines.push(...(channel.direction === "weaker" ? line.map((part) => paint.severity("error", part)) : line));
    lines.push(...wrap(placesLine(channel, shown), 6));
  }
  if (changes.length > 0) lines.push("", "  changes:");
  for (const { instance, what, before, after, place, effect } of changes) {
    const when = effect === "restart" ? "at a restart" : "at the next handshake";
    lines.push(...wrap(`${shown(place)} ${instance}: ${what}: ${before} -> ${after} (${when})`, 4));
  }
  lines.push(...stepLines("  steps:", steps, wrap), ...stepLines("  PD alone could be rolled:", pdSteps, wrap));
  if (cautions.length > 0) lines.push("", ...cautions.flatMap((caution) => wrap(`! ${caution}`, 2)));
  return lines;
}

function stepLines(
  title: string,
  steps: readonly PlannedStep[],
  wrap: (text: string, indent: number) => readonly string[],
): readonly string[] {
  if (steps.length === 0) return [];
  const lines = ["", title];
  for (const [index, { change, order, commands }] of steps.entries()) {
    lines.push(...wrap(`${index + 1}. ${[change, order].filter((part) => part !== "").join(": ")}`, 4));
    lines.push(...commands.map((command) => `       $ ${singleLine(command)}`));
  }
  return lines;
}

/** `tikv-tikv  tikv-1 -> tikv-2 and 3 more pairs: mTLS -> plaintext`. */
function channelLine({ id, from, to, pairs, before, after }: PlannedChannel): string {
  const more = pairs === 1 ? "" : ` and ${counted(pairs - 1, "more pair")}`;
  return `${id}  ${from} -> ${to}${more}: ${sideText(before)} → ${sideText(after)}`;
}

function sideText(side: PlannedSide | null): string {
  if (side === null) return "not there";
  return `${postureText[side.posture]}${side.handshake === "fails" ? ", refused" : ""}`;
}

/** Where each side is decided, and why it is as it is now. */
function placesLine({ before, after }: PlannedChannel, shown: (place: PlannedPlace) => string): string {
  const places = [before, after].map((side) => (side?.place ? shown(side.place) : "–")).join(" → ");
  const why = after?.detail ?? before?.detail ?? "";
  return why === "" ? places : `${places}: ${why}`;
}

export function placeText({ path, line }: PlannedPlace): string {
  return `${path}:${line}`;
}
