import { type DiffLine, diffLines } from "../text/line-diff.ts";

const context = 3;

/**
 * The change of one file as `git apply` and `patch -p1` take it: lines without their ends. Empty where nothing changed.
 * Exact: a carriage return and control characters stand in it as in the file. Without `gitLine` before it, git takes names from where it
 * is called.
 */
export function unifiedDiff(path: string, before: string, after: string): readonly string[] {
  if (before === after) return [];
  const [from, to] = [gitName(`a/${path}`), gitName(`b/${path}`)];
  // A name with a blank in it would end at the blank for `patch`: a tab says where it ends.
  const end = path.includes(" ") ? "\t" : "";
  return [
    `--- ${from}${from.startsWith('"') ? "" : end}`,
    `+++ ${to}${to.startsWith('"') ? "" : end}`,
    ...hunks(diffLines(before, after)),
  ];
}

/** With this line before a diff, git takes its names from the root of the repository, wherever it is called (git: apply.c, is_toplevel_relative). */
export function gitLine(path: string): string {
  return `diff --git ${gitName(`a/${path}`)} ${gitName(`b/${path}`)}`;
}

function hunks(lines: readonly DiffLine[]): readonly string[] {
  const changed = lines.flatMap(({ kind }, index) => (kind === " " ? [] : [index]));
  const printed: string[] = [];
  let oldLine = 1;
  let newLine = 1;
  let done = 0;
  const skip = (until: number) => {
    for (; done < until; done++) {
      if (lines[done]?.kind !== "+") oldLine++;
      if (lines[done]?.kind !== "-") newLine++;
    }
  };
  for (let first = 0; first < changed.length; ) {
    let last = first;
    while (last + 1 < changed.length && (changed[last + 1] as number) - (changed[last] as number) <= 2 * context + 1) last++;
    const start = Math.max(0, (changed[first] as number) - context);
    const end = Math.min(lines.length, (changed[last] as number) + context + 1);
    skip(start);
    const shown = lines.slice(start, end);
    const of = (kind: DiffLine["kind"]) => shown.filter((line) => line.kind !== kind).length;
    printed.push(`@@ -${range(oldLine, of("+"))} +${range(newLine, of("-"))} @@`, ...shown.flatMap(printLine));
    skip(end);
    first = last + 1;
  }
  return printed;
}

/** An empty side stands behind the line before it. */
function range(line: number, count: number): string {
  if (count === 1) return String(line);
  return `${count === 0 ? line - 1 : line},${count}`;
}

function printLine({ kind, text }: DiffLine): readonly string[] {
  return text.endsWith("\n") ? [`${kind}${text.slice(0, -1)}`] : [`${kind}${text}`, "\\ No newline at end of file"];
}

/** Git's quoting of names (git: quote.c): only where something in it needs it. */
function gitName(name: string): string {
  if (!/["\\\p{Cc}]/u.test(name)) return name;
  const escapes: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r" };
  const octal = (character: string) =>
    [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
  return `"${name.replace(/["\\\p{Cc}]/gu, (character) => escapes[character] ?? octal(character))}"`;
}
