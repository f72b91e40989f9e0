import { PlacedBuilder, type PlacedText } from "../placed-text.ts";

/** `$NAME`, `${NAME}` or `${NAME:-word}` in a text. */
export interface Expansion {
  /** Offset of the `$`, and behind its end. */
  readonly from: number;
  readonly to: number;
  readonly name: string;
  /** `:-`, `-`, `:+`, `+`, `:?`, `?`, `:=`, `=`; empty for none; `other` for what is computed (`#`, `%`, `/`). */
  readonly operator: string;
  /** Offsets of the word behind the operator. */
  readonly word: readonly [number, number];
}

/** Deeper defaults inside defaults nobody writes. */
const deepest = 8;

/** Finds the expansions of one text. Which brace closes which is found in one pass over the text, when it is first asked for. */
export class Expansions {
  readonly #text: string;
  #closing: ReadonlyMap<number, number> | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Reads the expansion that begins at a `$`; undefined when there is none. */
  at(at: number): Expansion | undefined {
    const text = this.#text;
    const plain = /\$([A-Za-z_][A-Za-z0-9_]*|[0-9@*#?!$-])/y;
    plain.lastIndex = at;
    const simple = plain.exec(text);
    if (simple !== null) {
      const to = at + simple[0].length;
      return { from: at, to, name: simple[1] as string, operator: "", word: [to, to] };
    }
    if (text[at + 1] !== "{") return undefined;
    this.#closing ??= closingBraces(text);
    const close = this.#closing.get(at + 1);
    if (close === undefined) return undefined;
    const opening = /\$\{([A-Za-z_][A-Za-z0-9_]*(?:\[[@*]\])?|[0-9@*]+)/y;
    opening.lastIndex = at;
    const match = opening.exec(text);
    const to = close + 1;
    if (match === null) return { from: at, to, name: text.slice(at + 2, close), operator: "other", word: [close, close] };
    const start = at + match[0].length;
    const name = match[1] as string;
    if (start === close) return { from: at, to, name, operator: "", word: [close, close] };
    const operator = /^:?[-+?=]/.exec(text.slice(start, start + 2))?.[0];
    if (operator === undefined) return { from: at, to, name, operator: "other", word: [close, close] };
    return { from: at, to, name, operator, word: [start + operator.length, close] };
  }
}

/** The offset of the brace that closes each `{` behind a `$`, on the same line. A brace behind a backslash closes nothing. */
function closingBraces(text: string): ReadonlyMap<number, number> {
  const closing = new Map<number, number>();
  let open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "\\") at += 1;
    else if (character === "{" && text[at - 1] === "$") open.push(at);
    else if (character === "}") {
      const opening = open.pop();
      if (opening !== undefined) closing.set(opening, at);
    } else if (character === "\n") open = [];
  }
  return closing;
}

/** What the files say about a variable; undefined where they do not. */
export type Lookup = (name: string) => string | PlacedText | undefined;

/** How an expansion comes out: a text, the word behind its operator, or something only the deployment knows. */
export type Expanded =
  | { readonly kind: "text"; readonly text: string | PlacedText }
  | { readonly kind: "word" }
  | { readonly kind: "unknown" };

/** Decides an expansion by what is known of its variable. A variable that the files do not set has its default. */
export function decide({ name, operator }: Expansion, lookup: Lookup): Expanded {
  if (operator === "other") return { kind: "unknown" };
  const value = lookup(name);
  const isEmpty = value === undefined || (typeof value === "string" ? value : value.value) === "";
  const isUnset = operator.startsWith(":") ? isEmpty : value === undefined;
  switch (operator.at(-1)) {
    case "-":
    case "=":
      return isUnset ? { kind: "word" } : { kind: "text", text: value as string | PlacedText };
    case "+":
      return value === undefined ? { kind: "unknown" } : isUnset ? { kind: "text", text: "" } : { kind: "word" };
    case "?":
      return isUnset ? { kind: "unknown" } : { kind: "text", text: value as string | PlacedText };
    default:
      return value === undefined ? { kind: "unknown" } : { kind: "text", text: value };
  }
}

/** Expands the variables of a text as docker compose does: `$$` is a `$`, a variable that no file sets is unknown. */
export function interpolate(text: PlacedText, lookup: Lookup, where = "where compose runs"): PlacedText {
  if (!text.value.includes("$")) return text;
  const builder = new PlacedBuilder(text);
  const filling: Filling = { builder, text, expansions: new Expansions(text.value), lookup, where };
  interpolateInto(filling, 0, text.value.length, 0);
  return builder.build(0, text.value.length);
}

interface Filling {
  readonly builder: PlacedBuilder;
  readonly text: PlacedText;
  readonly expansions: Expansions;
  readonly lookup: Lookup;
  readonly where: string;
}

function interpolateInto(filling: Filling, start: number, end: number, depth: number): void {
  const { builder, text, expansions, lookup, where } = filling;
  const { value } = text;
  let from = start;
  for (let at = value.indexOf("$", start); at !== -1 && at < end; at = value.indexOf("$", from)) {
    builder.copy(from, at);
    const next = value[at + 1];
    const expansion = next !== undefined && /[A-Za-z_{]/.test(next) ? expansions.at(at) : undefined;
    if (next === "$" || expansion === undefined || expansion.to > end) {
      builder.put("$", at, next === "$" ? at + 2 : at + 1);
      from = next === "$" ? at + 2 : at + 1;
      continue;
    }
    from = expansion.to;
    const expanded = depth > deepest ? ({ kind: "unknown" } as const) : decide(expansion, lookup);
    if (expanded.kind === "text") builder.put(expanded.text, at, from);
    else if (expanded.kind === "word") interpolateInto(filling, ...expansion.word, depth + 1);
    else builder.putUnknown(`\${${expansion.name}}`, `\${${expansion.name}} is set ${where}`, at, from);
  }
  builder.copy(from, end);
}
