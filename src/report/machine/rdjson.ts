import { type LineReader, pageOf, type RenderOptions } from "../options.ts";
import type { Report, ReportFinding, ReportPlace } from "../report.ts";
import { decides } from "../verdict.ts";
import { jsonText } from "./json-text.ts";

const severityOf = { error: "ERROR", warning: "WARNING", note: "INFO" } as const;

/** Reviewdog's diagnostic format (reviewdog: proto/rdf/reviewdog.proto). Waived findings are not in it. */
export function renderRdjson(report: Report, options: RenderOptions): string {
  const open = report.findings.filter((finding) => finding.waiver === null);
  const worst = open.find((finding) => decides(report, finding));
  return jsonText({
    source: { name: "tikv-tls-gate", ...(options.docsUrl !== undefined && { url: options.docsUrl }) },
    severity: worst === undefined ? "INFO" : severityOf[worst.severity],
    diagnostics: open.map((finding) => diagnostic(finding, options)),
  });
}

function diagnostic(finding: ReportFinding, options: RenderOptions): object {
  const url = pageOf(finding.rule, options);
  const suggestions = suggestionsOf(finding, options.lineOf);
  return {
    message: `${finding.message}\nhelp: ${finding.help}`,
    location: { path: finding.path, range: rangeOf(finding, options.lineOf) ?? linesOf(finding) },
    severity: severityOf[finding.severity],
    code: { value: finding.rule, ...(url !== undefined && { url }) },
    ...(suggestions.length > 0 && { suggestions }),
  };
}

/** A diagnostic has one path: a fix that also edits another file would be half of a fix. */
function suggestionsOf({ fix, path }: ReportFinding, lineOf: LineReader | undefined): readonly object[] {
  if (fix === null || fix.edits.some((edit) => edit.path !== path)) return [];
  const suggestions = fix.edits.map((edit) => ({ range: rangeOf(edit, lineOf), text: edit.text }));
  return suggestions.every(({ range }) => range !== undefined) ? suggestions : [];
}

/** Columns count bytes of UTF-8, which only the lines themselves can tell. */
function rangeOf(place: ReportPlace, lineOf: LineReader | undefined): object | undefined {
  const start = byteColumn(place.path, place.line, place.column, lineOf);
  const end = byteColumn(place.path, place.endLine, place.endColumn, lineOf);
  if (start === undefined || end === undefined) return undefined;
  return { start: { line: place.line, column: start }, end: { line: place.endLine, column: end } };
}

function linesOf({ line, endLine, endColumn }: ReportPlace): object {
  // A range without columns holds its last line too; an exclusive end in column 1 does not.
  return { start: { line }, end: { line: endColumn === 1 ? Math.max(line, endLine - 1) : endLine } };
}

function byteColumn(path: string, line: number, column: number, lineOf: LineReader | undefined): number | undefined {
  if (column === 1) return 1;
  const text = lineOf?.(path, line);
  if (text === undefined || column - 1 > text.length) return undefined;
  return new TextEncoder().encode(text.slice(0, column - 1).toWellFormed()).length + 1;
}
