import type { Change, Edit, Fix, SettledFix } from "../judge/rule.ts";
import { compareSpans, type RepoPath } from "../text/span.ts";
import { entryEdit, itemsEdit, moveEdits, removalEdit } from "./line-edits.ts";
import { TextLines } from "./text-lines.ts";
import { quotedAs, quotedLike, writtenValue } from "./written-value.ts";

/** The findings with the edits of their fixes, as far as the texts of the files allow them. */
export function settleFixes<F extends { readonly statement: { readonly fix?: Fix | undefined } }>(
  findings: readonly F[],
  files: readonly { readonly path: RepoPath; readonly text: string }[],
): readonly (F & { readonly fix?: SettledFix | undefined })[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const lines = new Map<RepoPath, TextLines | undefined>();
  const linesOf = (path: RepoPath) => {
    if (!lines.has(path)) {
      const file = byPath.get(path);
      lines.set(path, file && new TextLines(path, file.text));
    }
    return lines.get(path);
  };
  return findings.map((finding) => {
    const { fix } = finding.statement;
    return fix === undefined ? finding : { ...finding, fix: settleFix(fix, linesOf) };
  });
}

/**
 * Makes edits of what a rule means. Undefined where one of them cannot be written for certain: the text of a place is not
 * the value that the rule saw (an escape, a template), or stands where a new line would not be what it seems.
 */
export function settleFix(fix: Fix, linesOf: (path: RepoPath) => TextLines | undefined): SettledFix | undefined {
  const edits: Edit[] = [];
  for (const change of fix.changes) {
    const lines = linesOf(pathOf(change));
    // A byte that is no UTF-8 would not survive.
    if (lines === undefined || !lines.isUtf8) return undefined;
    const settled = settle(change, lines);
    if (settled === undefined) return undefined;
    edits.push(...settled);
  }
  edits.sort((a, b) => compareSpans(a.at, b.at));
  const isApart = edits.every((edit, index) => index === 0 || endsBefore(edits[index - 1] as Edit, edit));
  return isApart && edits.length > 0 ? { description: fix.description, safety: fix.safety, edits } : undefined;
}

function pathOf(change: Change): RepoPath {
  switch (change.kind) {
    case "text":
    case "value":
    case "literal":
    case "list":
      return change.at.path;
    case "entry":
      return "header" in change.behind ? change.behind.header.path : change.behind.key.path;
    case "items":
      return change.behind.path;
    case "removal":
    case "move":
      return change.key.path;
    default:
      return change satisfies never;
  }
}

function settle(change: Change, lines: TextLines): readonly Edit[] | undefined {
  switch (change.kind) {
    case "text":
      return lines.at(change.at) === undefined ? undefined : [{ at: change.at, text: change.text }];
    case "value":
      return valueEdit(change, lines);
    case "literal": {
      const text = lines.at(change.at)?.replace(/^(["'])(.*)\1$/, "$2");
      return text === change.was ? [{ at: change.at, text: change.to }] : undefined;
    }
    case "list": {
      const text = writtenValue(change.texts);
      const isEmpty = /^\[\s*\]$/.test(lines.at(change.at) ?? "");
      return isEmpty && text !== undefined ? [{ at: change.at, text }] : undefined;
    }
    case "entry":
      return entryEdit(change, lines);
    case "items":
      return itemsEdit(change, lines);
    case "removal":
      return removalEdit(change, lines);
    case "move":
      return moveEdits(change, lines);
    default:
      return change satisfies never;
  }
}

function valueEdit({ at, was, to }: Extract<Change, { kind: "value" }>, lines: TextLines): readonly Edit[] | undefined {
  const written = lines.at(at);
  if (written === undefined) return undefined;
  const parts = (typeof to === "string" ? [to] : to).map((text) =>
    was === undefined ? quotedAs(written, text) : quotedLike(written, was, text),
  );
  if (parts.some((part) => part === undefined)) return undefined;
  return [{ at, text: parts.join(", ") }];
}

function endsBefore(first: Edit, second: Edit): boolean {
  if (first.at.path !== second.at.path) return true;
  const { endLine, endColumn } = first.at;
  return endLine < second.at.line || (endLine === second.at.line && endColumn <= second.at.column);
}
