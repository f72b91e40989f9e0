import type { RepoPath, Span } from "../text/span.ts";

/** The lines of one file's text, and where its places are in it. */
export class TextLines {
  readonly path: RepoPath;
  readonly text: string;
  /** What ends its lines: that of its first one. */
  readonly lineEnd: "\n" | "\r\n";
  readonly isUtf8: boolean;
  readonly #starts: number[] = [0];

  constructor(path: RepoPath, text: string) {
    this.path = path;
    this.text = text;
    this.isUtf8 = !text.includes("\uFFFD");
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
    this.lineEnd = text[(this.#starts[1] ?? 0) - 2] === "\r" ? "\r\n" : "\n";
  }

  /** How many there are; behind a final line end one more that is empty. */
  get count(): number {
    return this.#starts.length;
  }

  /** A line without its end; undefined when there is none of this number. */
  line(number: number): string | undefined {
    const start = this.#starts[number - 1];
    if (start === undefined) return undefined;
    const next = this.#starts[number];
    const end = next === undefined ? this.text.length : next - 1;
    return this.text.slice(start, end > start && this.text[end - 1] === "\r" ? end - 1 : end);
  }

  /** Offset of a place, in UTF-16 code units from 0; undefined outside of the text. */
  offset(line: number, column: number): number | undefined {
    const start = this.#starts[line - 1];
    if (start === undefined || column < 1) return undefined;
    const offset = start + column - 1;
    return offset > (this.#starts[line] ?? this.text.length + 1) - 1 ? undefined : offset;
  }

  /** What stands at a place; undefined outside of the text. */
  at(span: Span): string | undefined {
    const start = this.offset(span.line, span.column);
    const end = this.offset(span.endLine, span.endColumn);
    return start === undefined || end === undefined || end < start ? undefined : this.text.slice(start, end);
  }

  /** An empty span. */
  point(line: number, column: number): Span {
    return { path: this.path, line, column, endLine: line, endColumn: column };
  }
}
