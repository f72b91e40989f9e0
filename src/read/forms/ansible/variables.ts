import type { Node, TableNode } from "../../../model/instances/config-tree.ts";
import { absent, type Stated } from "../../../model/instances/setting.ts";
import type { Span } from "../../../text/span.ts";
import { placeholderIn } from "../../templates/filled-in.ts";

/** A variable of Ansible with its place. Booleans stay booleans: a text is true for Jinja, whatever it says. */
export interface Variable {
  readonly value: string | boolean;
  readonly span: Span;
}

export type Variables = ReadonlyMap<string, Variable>;

/** A value of an INI inventory: a Python literal, else a text (Ansible's ini inventory plugin, _parse_value). */
export function iniVariable(text: string, span: Span): Variable {
  const literal = /^(True|False|None|\d{1,18}|"[^"]*"|'[^']*')\s*(?:#.*)?$/.exec(text)?.[1];
  if (literal === undefined) return { value: text, span };
  const isWhole = span.endColumn - span.column === text.length;
  const place = isWhole ? { ...span, endColumn: span.column + literal.length } : span;
  if (literal === "True" || literal === "False") return { value: literal === "True", span: place };
  return { value: literal === "None" ? "" : literal.replace(/^(["'])(.*)\1$/s, "$2"), span: place };
}

/** The texts, numbers and booleans of a map in YAML. PyYAML reads the words of YAML 1.1. */
export function yamlVariables(node: Node | undefined): Variables {
  const variables = new Map<string, Variable>();
  if (node?.kind !== "table") return variables;
  for (const { key, node: value } of node.entries.values()) {
    const { span } = value;
    if (value.kind === "boolean") variables.set(key, { value: value.value, span });
    else if (value.kind === "integer" || value.kind === "float") variables.set(key, { value: String(value.value), span });
    else if (value.kind === "string")
      variables.set(key, { value: isPlain(span, value.value) ? word(value.value) : value.value, span });
    else if (value.kind === "unknown" || (value.kind === "table" && value.entries.size === 0)) {
      variables.set(key, { value: "{{ }}", span });
    }
  }
  return variables;
}

function isPlain(span: Span, text: string): boolean {
  return span.line === span.endLine && span.endColumn - span.column === text.length;
}

function word(text: string): string | boolean {
  if (/^(?:yes|Yes|YES|on|On|ON)$/.test(text)) return true;
  return /^(?:no|No|NO|off|Off|OFF)$/.test(text) ? false : text;
}

/** Looks a variable up in several scopes, the strongest first. */
export function lookUp(scopes: readonly Variables[], name: string): Variable | undefined {
  for (const scope of scopes) {
    const found = scope.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The deepest chain of variables in variables that is followed, and how many variables one value may be made of. */
const deepest = 8;
const mostInside = 200;

/** A text in which `{{ name }}` is replaced by the variable of that name; unknown when that is more than a name. */
export function textOf(scopes: readonly Variables[], name: string): Stated<string> {
  return filledText(scopes, name, { inside: 0, depth: 0 });
}

function filledText(scopes: readonly Variables[], name: string, filling: { inside: number; depth: number }): Stated<string> {
  const found = lookUp(scopes, name);
  if (found === undefined || found.value === "") return absent;
  let because: string | undefined;
  const text = String(found.value).replaceAll(/\{\{ {0,4}([A-Za-z_]\w{0,60}) {0,4}\}\}/g, (whole, inner: string) => {
    filling.inside += 1;
    if (filling.depth >= deepest || filling.inside > mostInside) {
      because ??= `${whole} is filled in by Ansible`;
      return "";
    }
    filling.depth += 1;
    const inside = filledText(scopes, inner, filling);
    filling.depth -= 1;
    if (inside.kind === "known") return inside.value;
    because ??= `${whole} is filled in by Ansible`;
    return "";
  });
  const left = because === undefined ? placeholderIn(text) : undefined;
  if (left !== undefined) because = `${left} is filled in by Ansible`;
  if (because !== undefined) return { kind: "unknown", because, span: found.span };
  return { kind: "known", value: text, span: found.span, origin: "form" };
}

/** An empty table that stands at a place. */
export function emptyTable(span: Span): TableNode {
  return { kind: "table", span, entries: new Map() };
}
