import type { TableNode } from "../../model/instances/config-tree.ts";
import { textAt } from "../nodes.ts";

/** Which objects a patch is for: expressions over the whole value, as Kustomize has them; undefined and empty for any. */
export interface Selector {
  readonly group?: Pattern | undefined;
  readonly version?: Pattern | undefined;
  readonly kind?: Pattern | undefined;
  readonly name?: Pattern | undefined;
  readonly namespace?: Pattern | undefined;
  /** It also goes by what is not compared here: labels, annotations. */
  readonly isNarrower?: boolean | undefined;
}

/** A text, or a regular expression of Go's. */
export interface Pattern {
  readonly text: string;
  readonly isExpression: boolean;
}

/** An object as a selector sees it: all the names and namespaces that it has had on the way count. */
export interface Selectable {
  readonly apiVersion: string;
  readonly kind: string;
  readonly names: readonly string[];
  readonly namespaces: readonly (string | undefined)[];
}

export type Selected = "yes" | "no" | "perhaps";

/** A text that stands for itself; undefined where there is none. */
export function literally(text: string | undefined): Pattern | undefined {
  return text === undefined ? undefined : { text, isExpression: false };
}

/** An expression of a `target`; undefined where there is none. */
function expression(text: string | undefined): Pattern | undefined {
  return text === undefined || text === "" ? undefined : { text, isExpression: true };
}

const compared = ["group", "version", "kind", "name", "namespace"] as const;

/** Is this key of a `target` or a `select` compared here? */
export function isCompared(key: string): boolean {
  return (compared as readonly string[]).includes(key);
}

/** What a `target` or a `select` says of the objects that it means, as far as that is compared here. */
export function comparedAt(target: TableNode): Selector {
  return Object.fromEntries(compared.map((key) => [key, expression(textAt(target, key)?.value)]));
}

/** Is a patch for this object? */
export function selects(selector: Selector, object: Selectable): Selected {
  const [group, version] = object.apiVersion.includes("/")
    ? (object.apiVersion.split("/") as [string, string])
    : ["", object.apiVersion];
  const answers = [
    matches(selector.group, [group]),
    matches(selector.version, [version]),
    matches(selector.kind, [object.kind]),
    matches(selector.name, object.names),
    matches(
      selector.namespace,
      // Kustomize takes an object without one for one of `default`.
      object.namespaces.map((namespace) => (namespace === undefined || namespace === "" ? "default" : namespace)),
    ),
  ];
  if (answers.includes("no")) return "no";
  return answers.includes("perhaps") || selector.isNarrower === true ? "perhaps" : "yes";
}

/** Of an object with several names it is certain when all of them agree: kustomize looks at the first and the last. */
function matches(pattern: Pattern | undefined, texts: readonly string[]): Selected {
  if (pattern === undefined) return "yes";
  const found = texts.map((text) => (pattern.isExpression ? matchesExpression(pattern.text, text) : pattern.text === text));
  if (found.includes(undefined)) return "perhaps";
  const ends = [found[0], found.at(-1)];
  if (ends.includes(true)) return "yes";
  return found.includes(true) ? "perhaps" : "no";
}

interface Atom {
  /** Undefined: any character. */
  readonly character: string | undefined;
  readonly repeats: "" | "*" | "+" | "?";
}

/** Longer expressions nobody writes, and they cost time. */
const longest = 200;

/**
 * Does an anchored expression match a text? Only letters, `.`, `\.`, `*`, `+`, `?` and alternatives are understood; for
 * what else there is, undefined: an expression of a stranger is never given to an engine that goes back over the text.
 */
function matchesExpression(expression: string, text: string): boolean | undefined {
  if (expression.length > longest || text.length > 1000) return undefined;
  const inner = expression.replace(/^\^/, "").replace(/\$$/, "");
  const alternatives = inner.split("|").map(atomsOf);
  // Anchors and alternatives together bind otherwise than they look: `^a|b$`.
  if (inner !== expression && alternatives.length > 1) return undefined;
  if (alternatives.includes(undefined)) return undefined;
  return alternatives.some((atoms) => matchesAtoms(atoms as readonly Atom[], text));
}

function atomsOf(text: string): readonly Atom[] | undefined {
  const atoms: Atom[] = [];
  for (let at = 0; at < text.length; ) {
    const match = /(\\[.\-/]|[\w\-/.:])([*+?]?)(?![*+?])/y;
    match.lastIndex = at;
    const [whole, written, repeats] = match.exec(text) ?? [];
    if (whole === undefined || written === undefined) return undefined;
    atoms.push({ character: written === "." ? undefined : written.at(-1), repeats: (repeats ?? "") as Atom["repeats"] });
    at += whole.length;
  }
  return atoms;
}

/** Position by position over the text, with all states at once: linear in text times expression. */
function matchesAtoms(atoms: readonly Atom[], text: string): boolean {
  let states = closed(new Set([0]), atoms);
  for (const character of text) {
    const next = new Set<number>();
    for (const state of states) {
      const atom = atoms[state];
      if (atom === undefined || (atom.character !== undefined && atom.character !== character)) continue;
      next.add(state + 1);
      if (atom.repeats === "*" || atom.repeats === "+") next.add(state);
    }
    states = closed(next, atoms);
  }
  return states.has(atoms.length);
}

/** States that are reached without a character. After a repeated atom both staying and going on is possible. */
function closed(states: ReadonlySet<number>, atoms: readonly Atom[]): ReadonlySet<number> {
  const all = new Set(states);
  for (const state of all) {
    const atom = atoms[state];
    if (atom?.repeats === "*" || atom?.repeats === "?") all.add(state + 1);
  }
  return all;
}
