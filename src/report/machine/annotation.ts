import { counted } from "../../text/counted.ts";
import { singleLine } from "../../text/safe.ts";
import type { RenderOptions, ReportedChange } from "../options.ts";
import type { PlannedPlace } from "../plan.ts";
import type { Report, ReportFinding, ReportPlace } from "../report.ts";
import { type Severity, severities, worstFirst } from "../verdict.ts";

/** GitHub shows 10 annotations of a level for a step and drops the rest in silence (toolkit: docs/problem-matchers.md). */
export const annotationsPerLevel = 10;

/** Longer texts are cut; GitHub takes titles of up to 255 characters. */
const longestTitle = 250;
const longestMessage = 4000;

/** What GitHub's runner calls our severities. */
export const annotationLevels = { error: "error", warning: "warning", note: "notice" } as const satisfies Record<
  Severity,
  string
>;

/** What stands at a line of a pull request. */
export interface Annotation extends ReportPlace {
  readonly severity: Severity;
  readonly title: string;
  readonly text: string;
}

/** The findings that get an annotation, the worst first, and how many do not. */
export interface AnnotationChoice {
  readonly shown: readonly ReportFinding[];
  readonly left: number;
}

/**
 * Chooses what fits into GitHub's limits for a step: the worst, and of these first what the change brings. A notice about
 * what is left out takes one of the places for notices. The first `carried` of `annotatedFindings` have theirs elsewhere.
 */
export function chooseAnnotations(report: Report, carried = 0): AnnotationChoice {
  const open = annotatedFindings(report).slice(carried);
  const shown = severities.flatMap((severity) =>
    open.filter((finding) => finding.severity === severity).slice(0, annotationsPerLevel),
  );
  const notes = shown.filter(({ severity }) => severity === "note");
  const isFull = shown.length < open.length && notes.length === annotationsPerLevel;
  const kept = isFull ? shown.slice(0, -1) : shown;
  return { shown: kept, left: open.length - kept.length };
}

/** All findings that deserve an annotation, the most important first. */
export function annotatedFindings(report: Report): readonly ReportFinding[] {
  const open = report.findings.filter((finding) => finding.waiver === null);
  return worstFirst([...open.filter(isCaused), ...open.filter((finding) => !isCaused(finding))]);
}

/** Does the change bring the finding, or make it worse? */
export function isCaused({ state }: ReportFinding): boolean {
  return state === "new" || state === "worsened";
}

/**
 * What the annotation of a finding says, and where. GitHub hides annotations of lines that the diff does not show: a
 * finding there which the change causes stands at a changed line and names its own place.
 */
export function annotationOf(finding: ReportFinding, { change }: Pick<RenderOptions, "change">): Annotation {
  const { rule, message, help, path, line, severity } = finding;
  const place = change !== undefined && isCaused(finding) ? changedPlace(finding, change) : undefined;
  const said = place === undefined ? message : `this change has an effect at ${path}:${line}: ${message}`;
  const { column, endLine, endColumn } = finding;
  return {
    severity,
    title: cut(`tikv-tls-gate: ${rule}`, longestTitle),
    text: cut([said, `help: ${help}`].map(singleLine).join("\n"), longestMessage),
    ...(place ?? { path, line, column, endLine, endColumn }),
  };
}

/** What is said about the findings that got no annotation. */
export function leftOutText(count: number): string {
  return `${counted(count, "more finding")} not shown here: GitHub shows ${annotationsPerLevel} annotations of a level for a step; the job summary names ${count === 1 ? "it" : "them"}`;
}

/** The changed line that stands for a finding whose own line the diff does not show; undefined where none is known. */
function changedPlace(finding: ReportFinding, change: ReportedChange): ReportPlace | undefined {
  const own = change.linesOf(finding.path);
  if (own === undefined || own.isShown(finding.line)) return undefined;
  const isChanged = ({ path, line }: PlannedPlace) => change.linesOf(path)?.isChanged(line) === true;
  const related = finding.related.find(isChanged);
  if (related !== undefined) return placeOnly(related);
  const environment = change.plan().environments.find(({ name }) => name === finding.environment);
  const causes = (environment?.changes ?? []).filter(({ place }) => isChanged(place));
  const cause =
    causes.find(({ place }) => place.path === finding.path) ??
    causes.find(({ component }) => component === finding.component) ??
    causes[0];
  if (cause !== undefined) return wholeLine(cause.place);
  const [touched] = own.touched;
  if (touched !== undefined) return wholeLine({ path: finding.path, line: touched });
  const shown = finding.related.find(({ path, line }) => change.linesOf(path)?.isShown(line) === true);
  return shown && placeOnly(shown);
}

function placeOnly({ path, line, column, endLine, endColumn }: ReportPlace): ReportPlace {
  return { path, line, column, endLine, endColumn };
}

/** A place of which the columns are not known. */
function wholeLine({ path, line }: PlannedPlace): ReportPlace {
  return { path, line, column: 1, endLine: line, endColumn: 1 };
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
