import type { PlacedText } from "../../src/read/placed-text.ts";
import { LineIndex, type RepoPath, type Span } from "../../src/text/span.ts";

/** A text as it stands alone in a file. */
export function placed(text: string, path = "file"): PlacedText {
  const lines = new LineIndex(path as RepoPath, text);
  return { value: text, span: lines.span(0, text.length), slice: (from, to) => lines.span(from, to) };
}

/** What stands at a place of a text. */
export function cut(text: string, span: Span): string {
  const lines = text.split("\n").slice(span.line - 1, span.endLine);
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? "").slice(0, span.endColumn - 1);
  lines[0] = (lines[0] ?? "").slice(span.column - 1);
  return lines.join("\n");
}
