import { markSearch } from "../../text/mark-search.ts";
import type { PlacedBuilder, PlacedText } from "../placed-text.ts";
import { decide, Expansions } from "./interpolation.ts";
import type { ShellVariables } from "./shell-variables.ts";
import { copyEscaped } from "./shell-words.ts";

/** Reads words of a script: quotes taken away, expansions filled in. */
export class ShellWordReader {
  readonly #value: string;
  readonly #variables: ShellVariables;
  readonly #expansions: Expansions;
  readonly #placeholderEnd: (from: number) => number;

  constructor(script: string, variables: ShellVariables) {
    this.#value = script;
    this.#expansions = new Expansions(script);
    this.#placeholderEnd = markSearch(script, "}}");
    this.#variables = variables;
  }

  /** Copies the characters `from` to `to` with their expansions filled in, as inside double quotes. */
  expandInto(builder: PlacedBuilder, from: number, to: number): void {
    const value = this.#value;
    let at = from;
    while (at < to) {
      const character = value[at] as string;
      if (character === "$" || character === "`") at = this.#expand(builder, at, true, []);
      else if (character === "\\" && /[\\$`]/.test(value[at + 1] ?? "")) {
        builder.copy(at + 1, at + 2);
        at += 2;
      } else {
        const next = value.slice(at + 1, to).search(/[$`\\]/);
        const end = next === -1 ? to : at + 1 + next;
        builder.copy(at, end);
        at = end;
      }
    }
  }

  /** Reads one word from `from`; returns where it ends. `splits` gets the blanks that an unquoted expansion brings. */
  readWord(from: number, builder: PlacedBuilder, splits: number[], lists?: PlacedText[][]): number {
    const value = this.#value;
    let at = from;
    while (at < value.length && !/[\s;&|()<>]/.test(value[at] as string)) {
      const character = value[at] as string;
      if (character === "'") {
        const close = indexOrEnd(value, "'", at + 1);
        builder.copy(at + 1, close);
        at = Math.min(close + 1, value.length);
      } else if (character === '"') at = this.#doubleQuoted(at + 1, builder, from, lists);
      else if (character === "\\") at = copyEscaped(value, at, builder);
      else if (character === "`" || character === "$") {
        if (value[at + 1] === "'" || value[at + 1] === '"') at += 1;
        else at = this.#expand(builder, at, false, splits, at === from ? lists : undefined);
      } else if (character === "{" && value[at + 1] === "{") {
        at = this.#placeholder(builder, at);
      } else {
        builder.copy(at, at + 1);
        at += 1;
      }
    }
    return at;
  }

  #doubleQuoted(start: number, builder: PlacedBuilder, wordStart: number, lists: PlacedText[][] | undefined): number {
    const value = this.#value;
    let at = start;
    while (at < value.length && value[at] !== '"') {
      const character = value[at] as string;
      if (character === "\\" && /[\\$`"\n]/.test(value[at + 1] ?? "")) {
        if (value[at + 1] !== "\n") builder.copy(at + 1, at + 2);
        at += 2;
      } else if (character === "$" || character === "`") {
        const isWhole = start === wordStart + 1 && at === start && /^\$\{\w+\[@\]\}"(?:\s|$)/.test(value.slice(at, at + 200));
        at = this.#expand(builder, at, true, [], isWhole ? lists : undefined);
      } else if (character === "{" && value[at + 1] === "{") {
        at = this.#placeholder(builder, at);
      } else {
        builder.copy(at, at + 1);
        at += 1;
      }
    }
    return Math.min(at + 1, value.length);
  }

  /** `{{ … }}` of Go or Jinja templates. */
  #placeholder(builder: PlacedBuilder, at: number): number {
    const close = this.#placeholderEnd(at);
    const end = close === -1 ? at + 2 : close + 2;
    const shown = this.#value.slice(at, end);
    const because = `${shown.length > 60 ? "{{ … }}" : shown} is filled in when the template is rendered`;
    builder.putUnknown("$(…)", because, at, end);
    return end;
  }

  /** Expands what begins at a `$` or a backquote; returns where it ends. */
  #expand(builder: PlacedBuilder, at: number, isQuoted: boolean, splits: number[], lists?: PlacedText[][]): number {
    const value = this.#value;
    if (value[at] === "`" || value[at + 1] === "(") {
      const end = value[at] === "`" ? Math.min(indexOrEnd(value, "`", at + 1) + 1, value.length) : skipParentheses(value, at + 1);
      const source = value.slice(at, end);
      builder.putUnknown(
        "$(…)",
        `${source.length > 60 || source.includes("\n") ? "it" : source} is computed when the script runs`,
        at,
        end,
      );
      return end;
    }
    const expansion = this.#expansions.at(at);
    if (expansion === undefined) {
      builder.copy(at, at + 1);
      return at + 1;
    }
    const { name, to } = expansion;
    const list = name.endsWith("]") ? this.#variables.value(name.replace(/\[[@*]\]$/, "")) : undefined;
    if (list?.kind === "words" && lists !== undefined) {
      lists.push([...list.words]);
      return to;
    }
    const expanded = decide(expansion, (variable) => this.#variables.text(variable));
    const start = builder.length;
    if (expanded.kind === "text") builder.put(expanded.text, at, to);
    else if (expanded.kind === "word") this.expandInto(builder, ...withoutQuotes(value, expansion.word));
    else builder.putUnknown(`\${${name}}`, `\${${name}} is ${this.#whereSet(name)}`, at, to);
    if (!isQuoted && expanded.kind === "text") {
      const text = typeof expanded.text === "string" ? expanded.text : expanded.text.value;
      for (const blank of text.matchAll(/\s/g)) splits.push(start + blank.index);
    }
    // A condition or a function may have added words to it.
    if (expanded.kind === "text" && this.#variables.isLonger(name)) {
      splits.push(builder.length);
      builder.put(" ", at, to);
      builder.putUnknown(`\${${name}}`, `\${${name}} is longer in some cases`, at, to);
    }
    return to;
  }

  #whereSet(name: string): string {
    return this.#variables.isAssigned(name) ? "decided when the script runs" : "set where the script runs";
  }
}

function withoutQuotes(value: string, [from, to]: readonly [number, number]): readonly [number, number] {
  const isQuoted = to - from >= 2 && value[from] === '"' && value[to - 1] === '"';
  return isQuoted ? [from + 1, to - 1] : [from, to];
}

/** Behind the parenthesis that closes the one at `at`, quotes taken into account. */
export function skipParentheses(value: string, at: number): number {
  let depth = 0;
  for (let index = at; index < value.length; index++) {
    const character = value[index];
    if (character === "\\") index += 1;
    else if (character === "'") index = indexOrEnd(value, "'", index + 1);
    else if (character === "(") depth += 1;
    else if (character === ")" && --depth === 0) return index + 1;
  }
  return value.length;
}

/** Where a text stands, or the end. */
export function indexOrEnd(value: string, wanted: string, from: number): number {
  const found = value.indexOf(wanted, from);
  return found === -1 ? value.length : found;
}
