/** Places in files. Lines and columns count from 1; columns count UTF-16 code units; an end column is exclusive. */

declare const repoPath: unique symbol;
/** A path inside the judged repository: relative to its root, `/` between the parts, no `.` or `..`. */
export type RepoPath = string & { readonly [repoPath]: true };

declare const serverPath: unique symbol;
/** A path on the machine where PD or TiKV runs, as its configuration writes it. */
export type ServerPath = string & { readonly [serverPath]: true };

export interface Span {
  readonly path: RepoPath;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Makes a repository path out of `/`- or `\`-separated text; undefined when it would leave the root. */
export function toRepoPath(text: string): RepoPath | undefined {
  const parts: string[] = [];
  for (const part of text.replaceAll("\\", "/").split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/") as RepoPath;
}

/** Joins a folder of the repository and a relative path; undefined when the result would leave the root. */
export function joinRepoPath(folder: RepoPath, relative: string): RepoPath | undefined {
  return toRepoPath(`${folder}/${relative}`);
}

/** The folder that holds a file; the empty path is the root. */
export function folderOf(path: RepoPath): RepoPath {
  return path.slice(0, Math.max(0, path.lastIndexOf("/"))) as RepoPath;
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Order of places in a report: by path, then line, then column. */
export function compareSpans(a: Span, b: Span): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line || a.column - b.column || a.endLine - b.endLine || a.endColumn - b.endColumn;
}

/** Says where the characters of a text stand in a file. */
export interface Locator {
  readonly path: RepoPath;
  /** The span from offset `start` to offset `end` (exclusive), in UTF-16 code units of the text. */
  span(start: number, end: number): Span;
}

/** Turns offsets (UTF-16 code units from 0) of one text into lines and columns. */
export class LineIndex implements Locator {
  readonly #starts: number[] = [0];
  readonly #length: number;
  readonly path: RepoPath;

  constructor(path: RepoPath, text: string) {
    this.path = path;
    this.#length = text.length;
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
  }

  /** The span from offset `start` to offset `end` (exclusive). */
  span(start: number, end: number): Span {
    const from = this.#position(start);
    const to = this.#position(Math.max(start, end));
    return { path: this.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }

  /** Most offsets lie in the line of the one before, or in the next: these cost no search. */
  #last = 0;

  #position(offset: number): { line: number; column: number } {
    const wanted = Math.min(Math.max(offset, 0), this.#length);
    const starts = this.#starts;
    let low = 0;
    let high = starts.length - 1;
    if ((starts[this.#last] as number) <= wanted) {
      low = this.#last;
      if (wanted < (starts[low + 1] ?? Number.POSITIVE_INFINITY)) high = low;
      else if (wanted < (starts[low + 2] ?? Number.POSITIVE_INFINITY)) high = ++low;
    }
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= wanted) low = middle;
      else high = middle - 1;
    }
    this.#last = low;
    return { line: low + 1, column: wanted - (this.#starts[low] as number) + 1 };
  }
}

/** Where a finding about a whole file points: its first line, without the line end. */
export function firstLine(path: RepoPath, text: string): Span {
  const end = text.search(/\r?\n/);
  const length = end === -1 ? text.length : end;
  return { path, line: 1, column: 1, endLine: 1, endColumn: length + 1 };
}
