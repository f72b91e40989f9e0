import { markSearch } from "../../text/mark-search.ts";
import { PlacedBuilder, type PlacedText, partOf } from "../placed-text.ts";

/**
 * Splits a command into its words as a POSIX shell does with quotes and backslashes, and expands nothing: what docker
 * compose does with a command that is written as one string. A quote that is not closed holds the rest.
 */
export function shellWords(text: PlacedText): readonly PlacedText[] {
  const words: PlacedText[] = [];
  const { value } = text;
  const placeholderEnd = markSearch(value, "}}");
  for (let at = skipBlanks(value, 0); at < value.length; at = skipBlanks(value, at)) {
    const builder = new PlacedBuilder(text);
    const end = readWord(at, builder, value, placeholderEnd);
    words.push(builder.build(at, end));
    at = end;
  }
  return words;
}

function skipBlanks(value: string, from: number): number {
  const blanks = /(?:\s|\\\r?\n)*/y;
  blanks.lastIndex = from;
  return from + (blanks.exec(value)?.[0].length ?? 0);
}

function readWord(start: number, builder: PlacedBuilder, value: string, placeholderEnd: (from: number) => number): number {
  let at = start;
  while (at < value.length && !/\s/.test(value[at] as string)) {
    const character = value[at] as string;
    if (character === "'") {
      const close = indexOrEnd(value, "'", at + 1);
      builder.copy(at + 1, close);
      at = Math.min(close + 1, value.length);
    } else if (character === '"') at = copyDoubleQuoted(value, at + 1, builder);
    else if (character === "\\") at = copyEscaped(value, at, builder);
    else if (value.startsWith("{{", at) && placeholderEnd(at) !== -1) {
      // Blanks inside a template's placeholder separate nothing.
      const close = placeholderEnd(at) + 2;
      builder.copy(at, close);
      at = close;
    } else {
      builder.copy(at, at + 1);
      at += 1;
    }
  }
  return at;
}

function copyDoubleQuoted(value: string, start: number, builder: PlacedBuilder): number {
  let at = start;
  for (; at < value.length && value[at] !== '"'; at++) {
    const isEscape = value[at] === "\\" && /["\\$`\n]/.test(value[at + 1] ?? "");
    if (isEscape) at += 1;
    if (!isEscape || value[at] !== "\n") builder.copy(at, at + 1);
  }
  return Math.min(at + 1, value.length);
}

/** A backslash before a line end joins two lines. */
export function copyEscaped(value: string, at: number, builder: PlacedBuilder): number {
  if (value[at + 1] === "\n") return at + 2;
  if (value[at + 1] === "\r" && value[at + 2] === "\n") return at + 3;
  builder.copy(at + 1, Math.min(at + 2, value.length));
  return at + 2;
}

function indexOrEnd(value: string, wanted: string, from: number): number {
  const found = value.indexOf(wanted, from);
  return found === -1 ? value.length : found;
}

/** The part of a word behind a prefix: the value of `--name=value`. */
export function behind(word: PlacedText, length: number): PlacedText {
  return partOf(word, length, word.value.length);
}
