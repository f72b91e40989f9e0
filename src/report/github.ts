import { singleLine } from "../text/safe.ts";
import { joinLines } from "./join-lines.ts";
import type { RenderOptions } from "./options.ts";
import type { Report, ReportFinding } from "./report.ts";
import { countsText, plural, type Severity, worstFirst } from "./verdict.ts";

/** GitHub shows 10 annotations of a level for a step and drops the rest in silence (toolkit: docs/problem-matchers.md). */
export const annotationsPerLevel = 10;

/** Longer texts are cut; GitHub takes titles of up to 255 characters. */
const longestTitle = 250;
const longestMessage = 4000;

/** What GitHub calls our severities. */
export const annotationLevels = { error: "error", warning: "warning", note: "notice" } as const satisfies Record<
  Severity,
  string
>;

/** The findings that get an annotation, the worst first, and how many do not. */
export interface AnnotationChoice {
  readonly shown: readonly ReportFinding[];
  readonly left: number;
}

/** Chooses what fits into GitHub's limits. A notice about what is left out takes one of the places for notices. */
export function chooseAnnotations(report: Report): AnnotationChoice {
  const open = worstFirst(report.findings.filter((finding) => finding.waiver === null));
  const shown = ["error", "warning", "note"].flatMap((severity) =>
    open.filter((finding) => finding.severity === severity).slice(0, annotationsPerLevel),
  );
  const notes = shown.filter(({ severity }) => severity === "note");
  const isFull = shown.length < open.length && notes.length === annotationsPerLevel;
  const kept = isFull ? shown.filter((finding) => finding !== notes.at(-1)) : shown;
  return { shown: kept, left: open.length - kept.length };
}

/** What an annotation says. */
export function annotationText({ rule, message, help }: ReportFinding): { readonly title: string; readonly text: string } {
  return {
    title: cut(`tikv-tls-gate: ${rule}`, longestTitle),
    text: cut([message, `help: ${help}`].map(singleLine).join("\n"), longestMessage),
  };
}

/** What is said about the findings that got no annotation. */
export function leftOutText(count: number): string {
  return `${plural(count, "more finding")} not shown here: GitHub shows ${annotationsPerLevel} annotations of a level for a step; the job summary names ${count === 1 ? "it" : "them"}`;
}

/** Workflow commands that annotate the lines of a pull request, the worst first, and the verdict as a plain line. */
export function renderGithub(report: Report, _options: RenderOptions): string {
  const { shown, left } = chooseAnnotations(report);
  const commands = shown.map(annotation);
  if (left > 0) commands.push(command("notice", { title: "tikv-tls-gate" }, leftOutText(left)));
  const verdict = `tikv-tls-gate: ${report.conclusion}: ${countsText(report.counts)} (policy ${report.policy.name})`;
  return commands.map((command) => `${command}\n`).join("") + joinLines([singleLine(verdict)]);
}

function annotation(finding: ReportFinding): string {
  const { path, line, column, endLine, endColumn, severity } = finding;
  const { title, text } = annotationText(finding);
  // Columns are for spans within a line; of longer ones the first line is marked, for an end at the end of the file is refused.
  const columns = endLine === line ? { col: column, endColumn: Math.max(column, endColumn) } : {};
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

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
