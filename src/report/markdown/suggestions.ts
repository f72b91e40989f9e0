import { secretsInLines } from "../../text/masked.ts";
import { forMarkdown, forTerminal } from "../../text/safe.ts";
import { annotatedFindings } from "../machine/annotation.ts";
import type { LineReader } from "../options.ts";
import type { Report, ReportFinding } from "../report.ts";

/** A fix as other lines in place of some lines of one file. */
export interface SuggestedLines {
  /** The finding's. */
  readonly key: string;
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  readonly current: readonly string[];
  readonly replacement: string;
  /** Markdown. */
  readonly reason: string;
}

/** A longer stretch is no smallest fix. */
const mostLines = 20;

/** The fixes that stay within some lines of one file, the worst finding first, each change once. */
export function suggestedLines(report: Report, lineOf: LineReader): readonly SuggestedLines[] {
  const suggested = new Map<string, SuggestedLines>();
  for (const finding of annotatedFindings(report)) {
    const lines = linesOfFix(finding, lineOf);
    if (lines === undefined) continue;
    const key = JSON.stringify([lines.path, lines.line, lines.replacement]);
    if (!suggested.has(key)) suggested.set(key, lines);
  }
  return [...suggested.values()];
}

function linesOfFix({ fix, rule, message, fingerprint }: ReportFinding, lineOf: LineReader): SuggestedLines | undefined {
  const [first] = fix?.edits ?? [];
  if (fix === null || first === undefined) return undefined;
  const { path } = first;
  if (fix.edits.some((edit) => edit.path !== path)) return undefined;
  const line = Math.min(...fix.edits.map((edit) => edit.line));
  const endLine = Math.max(...fix.edits.map((edit) => edit.endLine));
  if (endLine - line >= mostLines) return undefined;
  const current: string[] = [];
  for (let at = line; at <= endLine; at++) {
    const text = lineOf(path, at);
    if (text === undefined) return undefined;
    current.push(text);
  }
  const replacement = edited(current, line, fix.edits);
  // What nobody can see nobody should be asked to commit, and no comment carries a secret.
  if (
    holdsSecret(current) ||
    holdsSecret(replacement?.split("\n") ?? []) ||
    replacement === undefined ||
    replacement === current.join("\n") ||
    forTerminal(replacement.replaceAll(/[\n\t]/g, " ")) !== replacement.replaceAll(/[\n\t]/g, " ")
  )
    return undefined;
  const care = fix.safety === "safe" ? "" : " ⚠️ It changes who can talk to whom: roll it out as `tikv-tls-gate plan` says.";
  const reason = `**${rule}**: ${forMarkdown(message.slice(0, 2000))}\n\nSuggested: ${forMarkdown(fix.description)}.${care}`;
  return { key: fingerprint, path, line, endLine, current, replacement, reason };
}

function holdsSecret(lines: readonly string[]): boolean {
  return lines.some((line) => secretsInLines(line).length > 0);
}

type Edits = NonNullable<ReportFinding["fix"]>["edits"];

/** The lines after the edits; undefined when two of these overlap or one lies outside. */
function edited(lines: readonly string[], firstLine: number, edits: Edits): string | undefined {
  const starts: number[] = [];
  let length = 0;
  for (const line of lines) {
    starts.push(length);
    length += line.length + 1;
  }
  const offset = (line: number, column: number) => (starts[line - firstLine] ?? Number.NaN) + column - 1;
  const placed = edits
    .map(({ line, column, endLine, endColumn, text }) => ({ from: offset(line, column), to: offset(endLine, endColumn), text }))
    .sort((a, b) => b.from - a.from || b.to - a.to);
  let text = lines.join("\n");
  let after = text.length;
  for (const { from, to, text: inserted } of placed) {
    if (!(from >= 0 && from <= to && to <= after)) return undefined;
    text = text.slice(0, from) + inserted + text.slice(to);
    after = from;
  }
  return text;
}
