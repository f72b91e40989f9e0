import { singleLine } from "../text/safe.ts";
import { cellText, legendOf, matrixOf } from "./matrix.ts";
import type { Report } from "./report.ts";
import { displayWidth, padText } from "./terminal/display-width.ts";

const gap = "  ";

/** The channel matrix as a table, in as many tables side by side as `width` needs, with a legend of what occurs. */
export function matrixLines(report: Report, width: number): readonly string[] {
  const matrix = matrixOf(report);
  if (matrix.rows.length === 0) return [];
  const header = ["channel", ...matrix.environments.map(({ name }) => shorten(singleLine(name), 32))];
  const rows = matrix.rows.map(({ id, cells }) => [id as string, ...cells.map(cellText)]);
  const widths = header.map((title, column) =>
    [title, ...rows.map((row) => row[column] ?? "")].reduce((widest, text) => Math.max(widest, displayWidth(text)), 0),
  );
  const tables = columnsThatFit(widths, width - 2).map((columns) =>
    [header, ...rows].map((row) =>
      `  ${columns.map((column) => padText(row[column] ?? "", widths[column] ?? 0)).join(gap)}`.trimEnd(),
    ),
  );
  return [
    ...tables.flatMap((table) => [...table, ""]),
    ...legendOf(matrix).map(([words, meaning]) => `  ${padText(words, 16)} ${meaning}`),
  ];
}

/** Deals the columns out to tables; the first column, the names of the rows, stands in each. */
function columnsThatFit(widths: readonly number[], width: number): readonly (readonly number[])[] {
  const tables: number[][] = [];
  let taken = Number.POSITIVE_INFINITY;
  widths.forEach((columns, column) => {
    if (column === 0) return;
    taken += gap.length + columns;
    if (taken > width) {
      tables.push([0]);
      taken = (widths[0] ?? 0) + gap.length + columns;
    }
    tables.at(-1)?.push(column);
  });
  return tables;
}

/** Cuts a text to so many columns. */
function shorten(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let short = "";
  for (const character of text) {
    if (displayWidth(short + character) >= columns) break;
    short += character;
  }
  return `${short}…`;
}
