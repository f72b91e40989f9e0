import { counted } from "../text/counted.ts";
import { singleLine } from "../text/safe.ts";
import { jsonText } from "./machine/json-text.ts";
import { postureText } from "./matrix.ts";
import { matrixLines } from "./matrix-lines.ts";
import type { RenderOptions } from "./options.ts";
import type { Report, ReportChannel } from "./report.ts";
import { wrapText } from "./terminal/display-width.ts";
import { joinLines } from "./terminal/join-lines.ts";
import { type Paint, painter } from "./terminal/paint.ts";
import { environmentsWorstFirst } from "./verdict.ts";

/** The channels alone: the matrix, then the pairs that need a look (with `verbose` all), with the reason and the places. */
export function renderChannels(report: Report, options: RenderOptions): string {
  const width = Math.max(40, options.width ?? 100);
  const paint = painter(options.color === true);
  const matrix = matrixLines(report, width);
  const lines = matrix.length === 0 ? ["no channels: no PD or TiKV configuration was found"] : [...matrix];
  for (const environment of environmentsWorstFirst(report)) {
    const shown = environment.channels.filter((channel) => options.verbose === true || needsLook(channel));
    if (shown.length === 0) continue;
    lines.push("", paint.bold(`${singleLine(environment.name)}: ${counted(environment.channels.length, "pair")}`));
    for (const channel of shown) lines.push("", ...pairLines(channel, width, paint));
  }
  return joinLines(lines);
}

/** The channels as data: the `environments` of the report. */
export function renderChannelsJson(report: Report): string {
  return jsonText({ schemaVersion: report.schemaVersion, environments: report.environments });
}

function needsLook({ posture, handshake }: ReportChannel): boolean {
  return handshake !== "succeeds" || posture === "plaintext" || posture === "unknown";
}

function pairLines(channel: ReportChannel, width: number, paint: Paint): readonly string[] {
  const { id, from, to, posture, handshake, reason, detail, evidence } = channel;
  const outcome = {
    succeeds: "the handshake succeeds",
    fails: `the handshake fails${reason === null ? "" : ` (${reason})`}`,
    unknown: "the files do not decide the handshake",
  }[handshake];
  const places = evidence.map((place) => `${place.path}:${place.line}`).join(", ");
  const indented = (text: string) => (text === "" ? [] : wrapText(singleLine(text), width - 4).map((line) => `    ${line}`));
  const title = `  ${singleLine(`${id}  ${from} -> ${to}`)}`;
  return [
    `${handshake === "fails" ? paint.severity("error", title) : title}  ${postureText[posture]}`,
    ...indented(detail === "" ? outcome : `${outcome}: ${detail}`),
    ...indented(places),
  ];
}
