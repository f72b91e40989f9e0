import { singleLine } from "../../text/safe.ts";
import type { RenderOptions } from "../options.ts";
import type { Report } from "../report.ts";
import { joinLines } from "../terminal/join-lines.ts";
import { basisText, countsText } from "../verdict.ts";
import { type Annotation, annotationLevels, annotationOf, chooseAnnotations, leftOutText } from "./annotation.ts";

/** Workflow commands that annotate the lines of a pull request, the worst first, and the verdict as a plain line. */
export function renderGithub(report: Report, options: RenderOptions): string {
  const { shown, left } = chooseAnnotations(report);
  const commands = shown.map((finding) => annotationCommand(annotationOf(finding, options)));
  if (left > 0) commands.push(command("notice", { title: "tikv-tls-gate" }, leftOutText(left)));
  const verdict = `tikv-tls-gate: ${report.conclusion}: ${countsText(report.counts)} (${basisText(report)})`;
  return commands.map((command) => `${command}\n`).join("") + joinLines([singleLine(verdict)]);
}

function annotationCommand(annotation: Annotation): string {
  const { path, line, column, endLine, endColumn, severity, title, text } = annotation;
  // Columns are for spans within a line; of longer ones the first line is marked, for an end at the end of the file is refused.
  const columns = endLine === line && endColumn > column ? { col: column, endColumn } : {};
  return command(annotationLevels[severity], { file: path, line, endLine: line, ...columns, title }, text);
}

function command(name: string, properties: Readonly<Record<string, string | number>>, data: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(singleLine(String(value)))}`);
  return `::${name} ${list.join(",")}::${escapeData(data)}`;
}

// As in @actions/core (packages/core/src/command.ts). The runner also looks for ##[ anywhere in a line (ActionCommand.cs).
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll("##[", "##\\[");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
