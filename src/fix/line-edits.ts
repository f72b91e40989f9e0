import type { Anchor, Change, Edit } from "../judge/rule.ts";
import type { Span } from "../text/span.ts";
import type { TextLines } from "./text-lines.ts";
import { quotedAs, writtenValue } from "./written-value.ts";

// New lines take indentation, dotted prefix, separator and line end from the line beside which they stand: so TOML, TOML
// in a block scalar and a map of YAML are all served, and whatever else (an inline table, a quoted scalar) is refused.

/** What a line of one entry is made of. */
interface EntryLine {
  /** Indentation, and the tables of a dotted key. */
  readonly before: string;
  readonly key: string;
  /** ` = `, `: `. */
  readonly separator: string;
  /** The number of the line on which the value ends, and that line. */
  readonly last: number;
  readonly lastText: string;
}

function entryLine(key: Span, value: Span, lines: TextLines): EntryLine | undefined {
  const first = lines.line(key.line);
  const lastText = lines.line(value.endLine);
  if (first === undefined || lastText === undefined || value.line !== key.line || value.path !== key.path) return undefined;
  const before = first.slice(0, key.column - 1);
  const separator = first.slice(key.endColumn - 1, value.column - 1);
  const behind = lastText.slice(value.endColumn - 1);
  if (!/^[ \t]*(?:[\w-]+\.)*$/.test(before) || !/^[ \t]*(?:=|:[ \t])[ \t]*$/.test(separator)) return undefined;
  if (!/^[ \t]*(?:#.*)?$/.test(behind)) return undefined;
  return { before, key: first.slice(key.column - 1, key.endColumn - 1), separator, last: value.endLine, lastText };
}

/** `key = value` in the style of the anchor, and where it goes. `value` is written already. */
function lineBehind(anchor: Anchor, key: string, value: string, lines: TextLines): Edit | undefined {
  if (!/^[\w-]+$/.test(key)) return undefined;
  if ("header" in anchor) {
    const { header } = anchor;
    const line = lines.line(header.line);
    const parts = /^([ \t]*)\[[^[\]]+\][ \t]*(?:#.*)?$/.exec(line ?? "");
    if (line === undefined || parts === null || (parts[1] ?? "").length !== header.column - 1) return undefined;
    return { at: lines.point(header.line, line.length + 1), text: `${lines.lineEnd}${parts[1]}${key} = ${value}` };
  }
  const beside = entryLine(anchor.key, anchor.value, lines);
  if (beside === undefined) return undefined;
  if (anchor.newTable !== undefined) {
    // A map of YAML has no headers, and a dotted key does not tell the indentation of one.
    if (!beside.separator.includes("=") || beside.before.trim() !== "") return undefined;
    const rows = ["", `[${anchor.newTable}]`, `${key} = ${value}`].map((row) => `${lines.lineEnd}${row && beside.before}${row}`);
    return { at: lines.point(beside.last, beside.lastText.length + 1), text: rows.join("") };
  }
  const text = `${beside.before}${key}${separatorFor(beside, key)}${value}`;
  return { at: lines.point(beside.last, beside.lastText.length + 1), text: `${lines.lineEnd}${text}` };
}

/** Equals signs that stand below each other stay so. */
function separatorFor({ key, separator }: EntryLine, forKey: string): string {
  const blanks = /^ */.exec(separator)?.[0].length ?? 0;
  if (blanks < 2) return separator;
  return `${" ".repeat(Math.max(1, key.length + blanks - forKey.length))}${separator.slice(blanks)}`;
}

export function entryEdit(change: Extract<Change, { kind: "entry" }>, lines: TextLines): readonly Edit[] | undefined {
  const value = writtenValue(change.value);
  const edit = value === undefined ? undefined : lineBehind(change.behind, change.key, value, lines);
  return edit && [edit];
}

export function removalEdit(change: Extract<Change, { kind: "removal" }>, lines: TextLines): readonly Edit[] | undefined {
  const line = entryLine(change.key, change.value, lines);
  if (line === undefined || isOnlyChild(line, change.key, lines)) return undefined;
  const from = change.key.line;
  if (line.last < lines.count) return [{ at: { ...lines.point(from, 1), endLine: line.last + 1, endColumn: 1 }, text: "" }];
  // The last line has no end of its own: it takes that of the line before.
  const previous = lines.line(from - 1);
  const start = previous === undefined ? lines.point(1, 1) : lines.point(from - 1, previous.length + 1);
  return [{ at: { ...start, endLine: line.last, endColumn: line.lastText.length + 1 }, text: "" }];
}

/** A map of YAML that loses its only entry is no map any more. */
function isOnlyChild({ before, separator, last }: EntryLine, { line }: Span, lines: TextLines): boolean {
  if (separator.includes("=") || before.trimStart() !== "") return false;
  const indentationAt = (number: number, step: 1 | -1): number => {
    for (let at = number; ; at += step) {
      const text = lines.line(at);
      if (text === undefined) return -1;
      if (!/^\s*(?:#.*)?$/.test(text)) return text.search(/\S/);
    }
  };
  return indentationAt(line - 1, -1) < before.length && indentationAt(last + 1, 1) < before.length;
}

export function moveEdits(change: Extract<Change, { kind: "move" }>, lines: TextLines): readonly Edit[] | undefined {
  const removal = removalEdit({ kind: "removal", key: change.key, value: change.value }, lines);
  const line = entryLine(change.key, change.value, lines);
  const value = lines.at({ ...change.value, endColumn: (line?.lastText.length ?? 0) + 1 });
  if (removal === undefined || line === undefined || value === undefined) return undefined;
  const entry = lineBehind(change.to, change.as, value.trimEnd(), lines);
  return entry && [...removal, entry];
}

export function itemsEdit({ behind, texts }: Extract<Change, { kind: "items" }>, lines: TextLines): readonly Edit[] | undefined {
  const written = lines.at(behind);
  const line = lines.line(behind.line);
  if (written === undefined || line === undefined || behind.endLine !== behind.line) return undefined;
  const items = texts.map((text) => quotedAs(written, text));
  if (items.some((item) => item === undefined)) return undefined;
  const before = line.slice(0, behind.column - 1);
  const after = line.slice(behind.endColumn - 1);
  // A list in the block style of YAML.
  if (/^\s*-\s+$/.test(before)) {
    if (!/^[ \t]*(?:#.*)?$/.test(after)) return undefined;
    const text = items.map((item) => `${lines.lineEnd}${before}${item}`).join("");
    return [{ at: lines.point(behind.line, line.length + 1), text }];
  }
  const end = lines.point(behind.endLine, behind.endColumn);
  const comma = /^([ \t]*,)?[ \t]*(?:#.*)?$/.exec(after);
  if (/^\s*$/.test(before) && comma !== null)
    return itemLines(items as string[], before, comma[1] !== undefined, end, line, lines);
  if (!/^[ \t]*(?:[\],]|$)/.test(after)) return undefined;
  return [{ at: end, text: items.map((item) => `, ${item}`).join("") }];
}

/** Items of which each stands on a line of its own; the comment behind the last one stays with it. */
function itemLines(
  items: readonly string[],
  before: string,
  hasComma: boolean,
  end: Span,
  line: string,
  lines: TextLines,
): readonly Edit[] {
  const rows = items.map((item) => `${lines.lineEnd}${before}${item}`);
  const atEnd = lines.point(end.line, line.length + 1);
  if (hasComma) return [{ at: atEnd, text: rows.map((row) => `${row},`).join("") }];
  if (end.column === atEnd.column) return [{ at: end, text: `,${rows.join(",")}` }];
  return [
    { at: end, text: "," },
    { at: atEnd, text: rows.join(",") },
  ];
}
