import { withoutLeading, withoutTrailing } from "../../text/cut.ts";
import { markSearch } from "../../text/mark-search.ts";
/** The languages in which configurations are written as templates, and the pieces of a text that belong to them. */

/**
 * What a piece does to the text around it: `value` puts something in its place; `open`, `else` and `close` are the
 * parts of a branch or a loop; `silent` (comments, assignments) leaves nothing behind.
 */
export type TokenRole = "value" | "open" | "else" | "close" | "silent";

export interface TemplateToken {
  /** Offsets in UTF-16 code units, the end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly role: TokenRole;
  /** For a message: the name that decides, never a literal: `{{ .Values.tls }}`, `${VAR}`, `{{ … }}`. */
  readonly shown: string;
  /** How it is filled in. */
  readonly help: string;
}

interface Language {
  readonly opening: string;
  readonly closing: string;
  readonly help: string;
  role(inside: string): TokenRole;
}

const languages: readonly Language[] = [
  {
    opening: "{{",
    closing: "}}",
    help: "render it with the program that fills it in (helm template, ansible, consul-template) and check what comes out",
    role: goRole,
  },
  {
    opening: "{%",
    closing: "%}",
    help: "render it with the program that fills it in (ansible, jinja2) and check what comes out",
    role: jinjaRole,
  },
  { opening: "{#", closing: "#}", help: "render it with jinja2 and check what comes out", role: () => "silent" },
  { opening: "<%", closing: "%>", help: "render it with erb and check what comes out", role: erbRole },
];

const shellHelp = "render it with envsubst or the program that fills it in, and check what comes out";

/** Each is tried at one place. All are bounded: the text is hostile. */
const variables: readonly RegExp[] = [
  /\$\{[A-Za-z_][\w.]{0,80}(?:[^\w.}\n][^}\n]{0,200})?\}/y,
  /\$\([A-Za-z_][^()\n]{0,200}\)/y,
  /\$[A-Z_][A-Z0-9_]{1,80}(?![A-Za-z0-9_])/y,
  /@[A-Z][A-Z0-9_.]{1,80}@/y,
  /__[A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){0,8}__(?![A-Za-z0-9_])/y,
];

/** Where a piece may begin. */
export const tokenStarts = /\{\{|\{%|\{#|<%|\$[{(A-Z_]|@[A-Z]|__[A-Z]/g;

/** Can this text hold a piece of a template at all? Cheap. */
export function mayHoldTemplate(text: string): boolean {
  return text.search(tokenStarts) !== -1;
}

/** Finds the pieces of one text. */
export class TemplateScanner {
  readonly #text: string;
  readonly #closings: ReadonlyMap<string, (from: number) => number>;

  constructor(text: string) {
    this.#text = text;
    this.#closings = new Map(languages.map(({ closing }) => [closing, markSearch(text, closing)]));
  }

  /** The piece that begins at an offset and ends before `limit`; undefined when none does. */
  tokenAt(start: number, limit: number): TemplateToken | undefined {
    const language = languages.find(({ opening }) => this.#text.startsWith(opening, start));
    return language === undefined ? this.#variable(start, limit) : this.#block(language, start, limit);
  }

  #block({ opening, closing, help, role }: Language, start: number, limit: number): TemplateToken | undefined {
    const at = this.#closings.get(closing)?.(start + opening.length) ?? -1;
    if (at === -1) return undefined;
    const end = at + closing.length;
    if (end > limit) return undefined;
    const inside = this.#text.slice(start + opening.length, Math.min(at, start + 4000));
    return { start, end, role: role(inside), shown: shownBlock(opening, inside, closing), help };
  }

  #variable(start: number, limit: number): TemplateToken | undefined {
    if (/[A-Za-z0-9_]/.test(this.#text[start - 1] ?? "") && this.#text[start] === "_") return undefined;
    for (const pattern of variables) {
      pattern.lastIndex = start;
      const found = pattern.exec(this.#text)?.[0];
      if (found === undefined || start + found.length > limit) continue;
      return { start, end: start + found.length, role: "value", shown: shownVariable(found), help: shellHelp };
    }
    return undefined;
  }
}

/** A literal inside may be a secret: only the path of a value is shown. */
function shownBlock(opening: string, inside: string, closing: string): string {
  const plain = withoutTrailing(withoutLeading(inside, "-=~+"), "-~+").trim();
  const [path] = /^[.$]?[A-Za-z_][\w.$-]{0,60}(?=\s*(?:\||$))/.exec(plain) ?? [];
  return path === undefined ? `${opening} … ${closing}` : `${opening} ${path} ${closing}`;
}

function shownVariable(found: string): string {
  const [name] = /[A-Za-z_][\w.]*/.exec(found) ?? [""];
  if (found.startsWith("${")) return `\${${name}}`;
  return found.startsWith("$(") ? "$(…)" : found;
}

function wordOf(inside: string): { readonly word: string; readonly rest: string } {
  const plain = withoutTrailing(withoutLeading(inside, "-~+"), "-~+").trim();
  const word = /^[A-Za-z_]+/.exec(plain)?.[0] ?? "";
  return { word, rest: plain.slice(word.length).trim() };
}

/** text/template: actions. */
function goRole(inside: string): TokenRole {
  const { word, rest } = wordOf(inside);
  if (["if", "with", "range", "define", "block"].includes(word)) return "open";
  if (word === "else") return "else";
  if (word === "end" && rest === "") return "close";
  if (word === "break" || word === "continue") return "silent";
  return word === "" && /^(?:\/\*|\$\w*(?:\s*,\s*\$\w+)?\s*:?=[^=])/.test(rest) ? "silent" : "value";
}

/** Jinja 2: statements. */
function jinjaRole(inside: string): TokenRole {
  const { word, rest } = wordOf(inside);
  if (word === "elif" || word === "else") return "else";
  if (word.startsWith("end")) return "close";
  if (word === "set") return rest.includes("=") ? "silent" : "open";
  if (["import", "from", "do", "break", "continue"].includes(word)) return "silent";
  return word === "include" || word === "extends" ? "value" : "open";
}

/** ERB: Ruby statements. */
function erbRole(inside: string): TokenRole {
  if (inside.startsWith("=") || inside.startsWith("-=")) return "value";
  if (inside.startsWith("#")) return "silent";
  const { word, rest } = wordOf(inside);
  if (["else", "elsif", "when", "in", "rescue"].includes(word)) return "else";
  if (word === "end" || inside.trim() === "}") return "close";
  if (["if", "unless", "case", "for", "while", "until", "begin"].includes(word)) return "open";
  return /(?:\bdo|\{)\s*(?:\|[^|]*\|)?$/.test(`${word} ${rest}`) ? "open" : "silent";
}
