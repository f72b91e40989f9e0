import { withoutTrailing } from "../../text/cut.ts";
import { type Stretch, secretsInLines } from "../../text/masked.ts";
import { forTerminal } from "../../text/safe.ts";
import type { ReportPlace } from "../report.ts";
import { characterWidth, displayWidth } from "./display-width.ts";

/** A line of a judged file as a terminal shows it, and a second one that underlines the span. */
export interface Excerpt {
  readonly text: string;
  readonly underline: string;
}

/** A line of a file without its end, and the secrets in it. */
export interface SearchedLine {
  readonly text: string;
  readonly secrets: readonly Stretch[];
}

/** Looks a line through, once for all the places on it. */
export function searchedLine(raw: string): SearchedLine {
  const text = withoutTrailing(raw, "\r\n");
  return { text, secrets: text.length > longestLine ? [] : secretsInLines(text) };
}

interface Shown {
  /** Columns. */
  readonly width: number;
  /** Does a secret stand at the place? */
  readonly isSecret: boolean;
}

const tabStop = 4;

/** A longer line was made by a machine for machines; to look through it for secrets would take longer than it is worth. */
const longestLine = 10_000;

/** Shows one line with its span, in at most `width` columns; undefined when nothing of it is to be shown. No secret is. */
export function excerptOf(line: SearchedLine, place: ReportPlace, { width, isSecret }: Shown): Excerpt | undefined {
  if (line.text.length > longestLine) return undefined;
  const shown = withoutSecrets(line, isSecret);
  const start = Math.min(Math.max(0, place.column - 1), shown.length);
  const end = place.endLine > place.line ? shown.length : Math.max(start, Math.min(place.endColumn - 1, shown.length));
  const cells = fitColumns(cellsOf(shown, start, width), start, width);
  const text = cells.map((cell) => cell.text).join("");
  const found = cells.findIndex((cell) => cell.offset >= start);
  const before = found === -1 ? cells : cells.slice(0, found);
  const marked = cells.slice(before.length).filter((cell) => cell.offset < end);
  const underline = " ".repeat(widthOf(before)) + "^".repeat(Math.max(1, widthOf(marked)));
  return text.trim() === "" ? undefined : { text: text.trimEnd(), underline };
}

interface Cell {
  readonly text: string;
  readonly width: number;
  /** Where in the line it stands, in UTF-16 code units from 0. */
  readonly offset: number;
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}

/** The characters around the span: what could be visible. */
function cellsOf(line: string, start: number, width: number): readonly Cell[] {
  const from = Math.max(0, start - width);
  const to = Math.min(line.length, start + 2 * width);
  const cells: Cell[] = from > 0 ? [{ ...ellipsis, offset: -1 }] : [];
  let column = from > 0 ? 1 : 0;
  let offset = from;
  for (const character of line.slice(from, to)) {
    const cell = cellOf(character, column, offset);
    cells.push(cell);
    column += cell.width;
    offset += character.length;
  }
  if (to < line.length) cells.push(ellipsis);
  return cells;
}

function cellOf(character: string, column: number, offset: number): Cell {
  // Most characters are plain: no need to ask Unicode about them.
  if (character >= " " && character <= "~") return { text: character, width: 1, offset };
  const text = character === "\t" ? " ".repeat(tabStop - (column % tabStop)) : forTerminal(character);
  return { text, width: text === character ? characterWidth(character) : displayWidth(text), offset };
}

/** Marks that something is cut off; after the last character unless it is said to be before the first. */
const ellipsis: Cell = { text: "…", width: 1, offset: Number.POSITIVE_INFINITY };

/** Cuts a line to `width` columns so that the begin of the span stays visible, with something before it. */
function fitColumns(cells: readonly Cell[], start: number, width: number): readonly Cell[] {
  if (widthOf(cells) <= width) return cells;
  const found = cells.findIndex((cell) => cell.offset >= start);
  let first = found === -1 ? cells.length : found;
  for (let room = Math.floor(width / 3); first > 0; first -= 1) {
    room -= cells[first - 1]?.width ?? 0;
    if (room < 0) break;
  }
  const kept: Cell[] = first > 0 ? [{ ...ellipsis, offset: -1 }] : [];
  let room = width - kept.length - 1;
  for (const cell of cells.slice(first)) {
    if (cell.width > room) return [...kept, ellipsis];
    kept.push(cell);
    room -= cell.width;
  }
  return kept;
}

const beginsPem = /-----BEGIN [A-Z0-9 ]{1,40}-----/;

/** The part of a line that may be shown: all of it, or what stands before a secret and `…`. */
function withoutSecrets(line: SearchedLine, isSecret: boolean): string {
  const visible = line.text.slice(0, visibleLength(line, isSecret));
  return visible === line.text ? visible : `${visible}…`;
}

function visibleLength({ text, secrets }: SearchedLine, isSecret: boolean): number {
  const shown = secrets[0]?.start ?? text.length;
  if (!isSecret) return shown;
  const header = beginsPem.exec(text);
  if (header !== null) return Math.min(shown, header.index + header[0].length);
  return Math.min(shown, /^[^=:]{0,200}[=:]\s*/.exec(text)?.[0].length ?? 0);
}
