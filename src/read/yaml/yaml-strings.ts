import type { Scalar } from "yaml";

/**
 * For every UTF-16 unit of a YAML string's value the offset of its source in the file, and one more for the end. Made
 * by reading the scalar once more as YAML 1.2 (chapters 7.3 and 8.1) says; empty where the two readings differ, so that a
 * span is never wrong: the caller then points at the whole scalar.
 */
export function yamlStringOffsets(text: string, scalar: Scalar, value: string): readonly number[] {
  const [start, end] = scalar.range ?? [0, 0];
  const units = unitsOf(text.slice(start, end), scalar.type ?? "PLAIN", value);
  const read = units.map((unit) => unit.text).join("");
  if (read !== value) return [];
  return [...units.flatMap(({ text: part, at }) => new Array<number>(part.length).fill(start + at)), end];
}

interface Unit {
  readonly text: string;
  readonly at: number;
}

function unitsOf(source: string, type: string, value: string): readonly Unit[] {
  switch (type) {
    case "BLOCK_LITERAL":
    case "BLOCK_FOLDED":
      return blockUnits(source, type === "BLOCK_FOLDED", value);
    case "QUOTE_DOUBLE":
      return foldFlow(doubleQuoted(source));
    case "QUOTE_SINGLE":
      return foldFlow(singleQuoted(source));
    default:
      return foldFlow(Array.from({ length: source.length }, (_, at) => ({ text: source[at] as string, at })));
  }
}

interface Line {
  readonly text: string;
  /** Offset of its first character. */
  readonly at: number;
}

function linesOf(source: string): readonly Line[] {
  const lines: Line[] = [];
  let at = 0;
  for (const text of source.split("\n")) {
    lines.push({ text: text.endsWith("\r") ? text.slice(0, -1) : text, at });
    at += text.length + 1;
  }
  return lines;
}

/** Chapter 8.1: the header, then lines without their indentation; chomping decides about the end. */
function blockUnits(source: string, isFolded: boolean, value: string): readonly Unit[] {
  const [header, ...body] = linesOf(source) as [Line, ...Line[]];
  const indicator = /^[|>][-+]?(\d)?[-+]?/.exec(header.text);
  const chomping = /[-+]/.exec(indicator?.[0] ?? "")?.[0] ?? "";
  const lines = source.endsWith("\n") ? body.slice(0, -1) : body;
  const margin = marginOf(lines.map(({ text }) => text));
  // With an indentation indicator the depth depends on the parent; what is left of it in the value tells it.
  const indent = indicator?.[1] === undefined ? margin : Math.max(0, margin - marginOf(value.split("\n")));
  const content = lines.map(
    (line): Line => ({ text: line.text.slice(indent), at: line.at + Math.min(indent, line.text.length) }),
  );
  let last = content.length;
  while (last > 0 && (content[last - 1] as Line).text === "") last -= 1;
  const kept = content.slice(0, last);
  const units = isFolded ? foldBlock(kept) : literal(kept);
  const breakAt = (line: Line): Unit => ({ text: "\n", at: line.at + line.text.length });
  if (chomping === "-" || (kept.length === 0 && chomping !== "+")) return units;
  const ending = kept.length > 0 ? [breakAt(kept.at(-1) as Line)] : [];
  if (chomping === "+") for (const line of content.slice(last)) ending.push(breakAt(line));
  return [...units, ...ending];
}

/** How far the first line that is not empty is indented. */
function marginOf(lines: readonly string[]): number {
  return lines.find((line) => line.trim() !== "")?.search(/[^ ]/) ?? 0;
}

function characters(line: Line): Unit[] {
  return Array.from({ length: line.text.length }, (_, index) => ({ text: line.text[index] as string, at: line.at + index }));
}

function literal(lines: readonly Line[]): Unit[] {
  return lines.flatMap((line, index) => {
    const before = lines[index - 1];
    return before === undefined ? characters(line) : [{ text: "\n", at: before.at + before.text.length }, ...characters(line)];
  });
}

/** Chapter 8.1.3: a single break between two lines that are not more indented becomes a blank. */
function foldBlock(lines: readonly Line[]): Unit[] {
  const units: Unit[] = [];
  let previous: Line | undefined;
  let empty: Line[] = [];
  for (const line of lines) {
    if (line.text === "") {
      empty.push(line);
      continue;
    }
    if (previous === undefined) units.push(...empty.map((each): Unit => ({ text: "\n", at: each.at })));
    else {
      const isIndented = /^[ \t]/.test(line.text) || /^[ \t]/.test(previous.text);
      const breakAt = previous.at + previous.text.length;
      if (isIndented) units.push({ text: "\n", at: breakAt }, ...empty.map((each): Unit => ({ text: "\n", at: each.at })));
      else if (empty.length === 0) units.push({ text: " ", at: breakAt });
      else units.push(...empty.map((each): Unit => ({ text: "\n", at: each.at })));
    }
    units.push(...characters(line));
    previous = line;
    empty = [];
  }
  return units;
}

function singleQuoted(source: string): Unit[] {
  const units: Unit[] = [];
  for (let at = 1; at < source.length - 1; at++) {
    units.push({ text: source[at] as string, at });
    if (source[at] === "'" && source[at + 1] === "'") at += 1;
  }
  return units;
}

const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};

/** An escaped character is marked by a leading NUL so that folding leaves it alone; `foldFlow` takes the mark away. */
function doubleQuoted(source: string): Unit[] {
  const units: Unit[] = [];
  for (let at = 1; at < source.length - 1; at++) {
    const character = source[at] as string;
    if (character !== "\\") {
      units.push({ text: character, at });
      continue;
    }
    const next = source[at + 1] as string;
    const width = { x: 2, u: 4, U: 8 }[next];
    if (width !== undefined) {
      const code = Number.parseInt(source.slice(at + 2, at + 2 + width), 16);
      units.push({ text: `\0${code <= 0x10ffff ? String.fromCodePoint(code) : ""}`, at });
      at += 1 + width;
    } else if (next === "\n" || next === "\r") {
      const skipped = /^\r?\n[ \t]*/.exec(source.slice(at + 1))?.[0].length ?? 0;
      at += skipped;
    } else {
      units.push({ text: `\0${escapes[next] ?? next}`, at });
      at += 1;
    }
  }
  return units;
}

/** Chapter 7.3: a break inside a flow scalar becomes a blank, n + 1 breaks become n; blanks around breaks vanish. */
function foldFlow(units: readonly Unit[]): Unit[] {
  const folded: Unit[] = [];
  for (let index = 0; index < units.length; index++) {
    const unit = units[index] as Unit;
    if (unit.text.startsWith("\0") && unit.text.length > 1) {
      folded.push({ text: unit.text.slice(1), at: unit.at });
      continue;
    }
    if (unit.text !== "\n" && unit.text !== "\r") {
      folded.push(unit);
      continue;
    }
    while (folded.length > 0 && /^[ \t]$/.test((folded.at(-1) as Unit).text)) folded.pop();
    let breaks = 0;
    let next = index;
    for (; next < units.length && /^[ \t\r\n]$/.test((units[next] as Unit).text); next++)
      if ((units[next] as Unit).text === "\n") breaks += 1;
    if (breaks === 1) folded.push({ text: " ", at: unit.at });
    else for (let count = 1; count < breaks; count++) folded.push({ text: "\n", at: unit.at });
    index = next - 1;
  }
  return folded;
}
