import { LineIndex, type RepoPath, type Span } from "../../../text/span.ts";

/** One line of an INI file that is neither blank nor a comment. */
export interface IniLine {
  /** Without blanks around it. */
  readonly text: string;
  readonly span: Span;
  /** The place of the characters `from` to `to` (exclusive) of the text. */
  slice(from: number, to: number): Span;
}

export interface IniSection {
  /** What stands between the brackets; empty for lines above the first section. */
  readonly name: string;
  /** The header with its brackets; the first line of the file where there is none. */
  readonly span: Span;
  readonly lines: readonly IniLine[];
}

/** `key = value` in one line; the value without blanks around it. */
export interface IniSetting {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: string;
  readonly valueSpan: Span;
}

/** Splits an INI file into sections and lines, with the place of each. What a line means is the program's business. Never fails. */
export function readIni(path: RepoPath, text: string): readonly IniSection[] {
  const index = new LineIndex(path, text);
  const sections: { name: string; span: Span; lines: IniLine[] }[] = [{ name: "", span: index.span(0, 0), lines: [] }];
  let start = 0;
  for (const raw of text.split("\n")) {
    const content = raw.trim();
    const from = start + raw.indexOf(content);
    start += raw.length + 1;
    if (content === "" || content.startsWith("#") || content.startsWith(";")) continue;
    const header = /^\[([^\]]{1,200})\]\s*(?:[#;].*)?$/.exec(content);
    if (header !== null) {
      const name = (header[1] as string).trim();
      sections.push({ name, span: index.span(from, from + content.indexOf("]") + 1), lines: [] });
      continue;
    }
    const slice = (begin: number, end: number) => index.span(from + begin, from + end);
    sections.at(-1)?.lines.push({ text: content, span: slice(0, content.length), slice });
  }
  return sections;
}

/** Reads a line as `key = value`; undefined when it is none. */
export function iniSetting(line: IniLine): IniSetting | undefined {
  const equals = line.text.indexOf("=");
  const key = line.text.slice(0, Math.max(0, equals)).trim();
  if (key === "") return undefined;
  const value = line.text.slice(equals + 1).trim();
  const from = line.text.length - line.text.slice(equals + 1).trimStart().length;
  return { key, keySpan: line.slice(0, key.length), value, valueSpan: line.slice(from, from + value.length) };
}

/** A word of a line, as a shell would split it: blanks inside quotes do not end it. */
export interface IniWord {
  /** Without its quotes. */
  readonly text: string;
  readonly span: Span;
}

/** Splits a line into words. A `#` that begins a word begins a comment. */
export function iniWords(line: IniLine): readonly IniWord[] {
  const words: IniWord[] = [];
  const pattern = /(?:[^\s"']|"[^"]*"?|'[^']*'?)+/g;
  for (const match of line.text.matchAll(pattern)) {
    const [word] = match;
    if (word.startsWith("#")) break;
    words.push({ text: word.replaceAll(/["']/g, ""), span: line.slice(match.index, match.index + word.length) });
  }
  return words;
}
