import type { PlannedChannel, PlannedEnvironment, PlannedPlace, PlannedSide, PlannedStep, PlanReport } from "../plan.ts";
import { bytes, collapsible, leftOutLine, placeText, row, text } from "./markdown-parts.ts";
import { changeText, renderChangedMermaid } from "./mermaid-changes.ts";

/** How much of a change is shown. */
export interface ChangeExtent {
  readonly channels: number;
  readonly steps: number;
  readonly diagram: "with-diagram" | "without-diagram";
}

const extents: readonly ChangeExtent[] = [
  { channels: 100, steps: 12, diagram: "with-diagram" },
  { channels: 100, steps: 12, diagram: "without-diagram" },
  { channels: 20, steps: 6, diagram: "without-diagram" },
  { channels: 5, steps: 0, diagram: "without-diagram" },
];

/** What a change does to the channels and how it rolls out, in at most `room` bytes; empty where it does nothing to either. */
export function changeSection(plan: PlanReport, room: number): string {
  for (const extent of extents) {
    const section = sectionOf(plan, extent);
    if (bytes(section) <= room) return section;
  }
  const note = "\n### What changes\n\nThe table of the channels that change does not fit here.\n";
  return bytes(note) <= room ? note : "";
}

function sectionOf(plan: PlanReport, extent: ChangeExtent): string {
  const body = [...channelLines(plan, extent.channels), ...rolloutLines(plan, extent.steps)];
  if (body.length === 0) return "";
  const diagram = extent.diagram === "with-diagram" ? diagramSection(plan) : "";
  return `\n### What changes\n\n${body.join("\n")}\n${diagram}`;
}

/** Does the change alter a channel, or need a rollout? */
export function changesAnything({ environments }: PlanReport): boolean {
  return environments.some(({ channels, verdict }) => channels.changed.length > 0 || verdict !== "nothing");
}

/** The channels that change, in a table: before → after, and the lines that decide. */
export function channelLines({ environments }: PlanReport, most: number): readonly string[] {
  const rows = environments.flatMap((environment) =>
    [...environment.channels.changed].sort(weakerFirst).map((channel) => channelRow(environment, channel)),
  );
  const kept = environments.reduce((sum, { channels }) => sum + channels.unchanged, 0);
  if (rows.length === 0) return [];
  const note = kept === 0 ? [] : ["", `${kept === 1 ? "1 channel is" : `${kept} channels are`} as before.`];
  return [
    row(["environment", "channel", "before → after", "decided at", "why"]),
    row(["---", "---", "---", "---", "---"]),
    ...rows.slice(0, most),
    ...leftOutLine(Math.max(0, rows.length - most), "changed channel"),
    ...note,
  ];
}

function weakerFirst(a: PlannedChannel, b: PlannedChannel): number {
  const rank = ({ direction, after }: PlannedChannel) =>
    direction === "weaker" ? 0 : after?.handshake === "fails" ? 1 : direction === "hidden" ? 2 : 3;
  return rank(a) - rank(b);
}

function channelRow({ name }: PlannedEnvironment, channel: PlannedChannel): string {
  const { id, from, to, pairs, before, after, direction } = channel;
  const sign = direction === "weaker" ? "⚠️ " : "";
  const more = pairs === 1 ? "" : ` and ${pairs - 1} more`;
  return row([
    text(name),
    `${id}<br>${text(`${from} → ${to}${more}`)}`,
    `${sign}${text(changeText(channel))}`,
    placesText(before, after),
    text(after?.detail ?? before?.detail ?? ""),
  ]);
}

function placesText(before: PlannedSide | null, after: PlannedSide | null): string {
  const [old, now] = [before?.place ?? undefined, after?.place ?? undefined];
  if (old === undefined || now === undefined) return shown(now ?? old);
  return old.path === now.path && old.line === now.line ? placeText(now) : `${placeText(old)} → ${placeText(now)}`;
}

function shown(place: PlannedPlace | undefined): string {
  return place === undefined ? "–" : placeText(place);
}

const verdictSigns = {
  nothing: "",
  added: "➕",
  removed: "➖",
  rolls: "✅",
  splits: "⛔",
  "full-stop": "⛔",
  unknown: "❔",
} as const;

/** How it rolls out, per environment: the verdict, and the steps where it takes several. */
export function rolloutLines({ environments }: PlanReport, mostSteps: number): readonly string[] {
  const lines = environments.flatMap((environment) => {
    const { name, verdict, summary, steps, cautions } = environment;
    if (verdict === "nothing") return [];
    return [
      `- ${verdictSigns[verdict]} **${text(name)}**: ${text(summary)}`,
      ...stepLines(steps, mostSteps),
      ...noteLines(cautions, mostSteps),
    ];
  });
  return lines.length === 0 ? [] : ["", "**Rollout**", "", ...lines];
}

function stepLines(steps: readonly PlannedStep[], most: number): readonly string[] {
  if (most === 0) return [];
  const lines = steps
    .slice(0, most)
    .map(({ change, order }, index) => `  ${index + 1}. ${text([change, order].filter((part) => part !== "").join(": "))}`);
  return steps.length > most ? [...lines, `  ${most + 1}. ${steps.length - most} more, see \`tikv-tls-gate plan\``] : lines;
}

/** The same notes as in the text of the plan. They go with the steps where there is no room for these. */
function noteLines(cautions: readonly string[], most: number): readonly string[] {
  return most === 0 ? [] : cautions.map((caution) => `  - ${text(caution)}`);
}

/** The diagram of the channels that change, collapsed. */
export function diagramSection(plan: PlanReport): string {
  const diagram = renderChangedMermaid(plan);
  return diagram === undefined ? "" : collapsible("Diagram of what changes", "closed", ["```mermaid", diagram.trimEnd(), "```"]);
}
