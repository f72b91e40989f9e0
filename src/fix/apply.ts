import { editsToApply, type ReportEdit, type ReportFinding } from "../report/report.ts";
import type { RepoPath } from "../text/span.ts";
import { TextLines } from "./text-lines.ts";

export type FixableFinding = ReportFinding & { readonly fix: NonNullable<ReportFinding["fix"]> };

/**
 * The findings, in their order, whose fixes can be made at once: of those that touch the same place the first, together
 * with all that want the very same edits there.
 */
export function withoutOverlaps(findings: readonly FixableFinding[]): readonly FixableFinding[] {
  const known = new Set<string>();
  // By line: what overlaps has one in common.
  const taken = new Map<string, ReportEdit[]>();
  return findings.filter(({ fix }) => {
    const edits = editsToApply(fix);
    if (edits.some((edit) => linesOf(edit).some((line) => taken.get(line)?.some((other) => overlap(edit, other))))) return false;
    for (const edit of edits) {
      if (known.has(keyOf(edit))) continue;
      known.add(keyOf(edit));
      for (const line of linesOf(edit)) push(taken, line, edit);
    }
    return true;
  });
}

function push(lists: Map<string, ReportEdit[]>, key: string, edit: ReportEdit): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [edit]);
  else list.push(edit);
}

function linesOf({ path, line, endLine }: ReportEdit): readonly string[] {
  return Array.from({ length: endLine - line + 1 }, (_, index) => `${line + index} ${path}`);
}

function keyOf({ path, line, column, endLine, endColumn, text }: ReportEdit): string {
  return [line, column, endLine, endColumn, path, text].join("\n");
}

/** The texts of the files that the edits change, by path. The edits do not overlap, and the places are those of `textOf`. */
export function applyEdits(
  edits: readonly ReportEdit[],
  textOf: (path: RepoPath) => string | undefined,
): ReadonlyMap<RepoPath, string> {
  const byPath = new Map<string, ReportEdit[]>();
  for (const edit of new Map(edits.map((each) => [keyOf(each), each])).values()) {
    push(byPath, edit.path, edit);
  }
  const changed = new Map<RepoPath, string>();
  for (const [name, list] of byPath) {
    const path = name as RepoPath;
    const text = textOf(path);
    if (text !== undefined) changed.set(path, editText(path, text, list));
  }
  return changed;
}

function editText(path: RepoPath, text: string, edits: readonly ReportEdit[]): string {
  const lines = new TextLines(path, text);
  const parts: string[] = [];
  let done = 0;
  const inOrder = [...edits].sort((a, b) => a.line - b.line || a.column - b.column);
  for (const edit of inOrder) {
    const start = lines.offset(edit.line, edit.column);
    const end = lines.offset(edit.endLine, edit.endColumn);
    if (start === undefined || end === undefined || start < done) continue;
    parts.push(text.slice(done, start), edit.text);
    done = end;
  }
  return [...parts, text.slice(done)].join("");
}

function isSame(a: ReportEdit, b: ReportEdit): boolean {
  return (
    a.path === b.path &&
    a.line === b.line &&
    a.column === b.column &&
    a.endLine === b.endLine &&
    a.endColumn === b.endColumn &&
    a.text === b.text
  );
}

/** Two insertions at one place overlap too: which comes first would be chance. */
function overlap(a: ReportEdit, b: ReportEdit): boolean {
  if (isSame(a, b)) return false;
  if (a.line === b.line && a.column === b.column) return true;
  return isBefore(a.line, a.column, b.endLine, b.endColumn) && isBefore(b.line, b.column, a.endLine, a.endColumn);
}

function isBefore(line: number, column: number, otherLine: number, otherColumn: number): boolean {
  return line < otherLine || (line === otherLine && column < otherColumn);
}
