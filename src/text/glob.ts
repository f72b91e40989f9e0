/**
 * Patterns over repository paths, as people know them from `.gitignore` and workflows: `*` and `?` stay within one
 * part of a path, `**` crosses parts, `{a,b}` is one or the other. A pattern that ends in the plain name of a folder
 * covers what lies in it.
 */
export interface Glob {
  /** As written. */
  readonly text: string;
  /** The leading parts without wildcards of each alternative: what can match lies at or below one of them. */
  readonly roots: readonly string[];
  matches(path: string): boolean;
}

const maximumLength = 1000;
const maximumAlternatives = 64;

/** Reads a pattern; a sentence where it is none. */
export function parseGlob(text: string): Glob | { readonly because: string } {
  if (text.length > maximumLength) return { because: `a pattern has at most ${maximumLength} characters` };
  if (text.startsWith("!")) return { because: "a pattern cannot exclude: leave files out by patterns that do not match them" };
  if (/[[\]\\]/.test(text)) return { because: "a pattern knows *, **, ? and {a,b} only, and / between the parts" };
  const expanded = expandBraces(text);
  if (!Array.isArray(expanded)) return expanded;
  const alternatives: string[][] = [];
  for (const alternative of expanded) {
    const parts = alternative.split("/").filter((part) => part !== "" && part !== ".");
    if (parts.includes("..")) return { because: "a pattern stays inside the repository: it has no .." };
    if (parts.length === 0) return { because: "an empty pattern matches nothing" };
    if (parts.some((part) => part !== "**" && part.includes("**"))) {
      return { because: "** stands alone between two /: write a/**/b" };
    }
    alternatives.push(parts);
  }
  return {
    text,
    roots: alternatives.map((parts) => {
      const first = parts.findIndex((part) => /[*?]/.test(part));
      return parts.slice(0, first === -1 ? parts.length : first).join("/");
    }),
    matches(path) {
      const parts = path.split("/");
      return alternatives.some((alternative) => matchParts(alternative, parts));
    },
  };
}

/** Dynamic programming over the parts: the time is the product of the two lengths, whatever the pattern. */
function matchParts(pattern: readonly string[], path: readonly string[]): boolean {
  // reachable[i]: the pattern up to here matches the first i parts of the path.
  let reachable = [true, ...path.map(() => false)];
  for (const part of pattern) {
    const next = new Array<boolean>(path.length + 1).fill(false);
    for (let index = 0; index <= path.length; index++) {
      if (part === "**") next[index] = reachable[index] === true || (index > 0 && next[index - 1] === true);
      else next[index] = index > 0 && reachable[index - 1] === true && matchPart(part, path[index - 1] as string);
    }
    reachable = next;
  }
  // A pattern that ends in a plain name before the path does names a folder above it; `a/*` names the files of a alone.
  const last = pattern[pattern.length - 1];
  if (last === undefined || /[*?]/.test(last)) return reachable[path.length] === true;
  return reachable.some((isReached, index) => isReached && index > 0);
}

/** `*` and `?` in one part, with the usual two pointers: no backtracking but to the last star. */
function matchPart(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let index = 0; index < text.length; ) {
    if (at < pattern.length && (pattern[at] === "?" || (pattern[at] !== "*" && pattern[at] === text[index]))) {
      at++;
      index++;
    } else if (pattern[at] === "*") {
      star = at++;
      resume = index;
    } else if (star !== -1) {
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}

function expandBraces(text: string): string[] | { readonly because: string } {
  let expanded = [""];
  for (let index = 0; index < text.length; ) {
    const character = text[index] as string;
    if (character === "}") return { because: "a } without a { before it" };
    let choices = [character];
    let next = index + 1;
    if (character === "{") {
      const end = text.indexOf("}", index);
      if (end === -1) return { because: "a { without a } behind it" };
      const inside = text.slice(index + 1, end);
      if (inside.includes("{")) return { because: "braces do not nest" };
      choices = inside.split(",");
      next = end + 1;
    }
    if (expanded.length * choices.length > maximumAlternatives) {
      return { because: `braces make more than ${maximumAlternatives} patterns` };
    }
    expanded = expanded.flatMap((prefix) => choices.map((choice) => prefix + choice));
    index = next;
  }
  return expanded;
}
