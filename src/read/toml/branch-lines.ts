/** A line of a branch that decides something: where it stands in the branch, and what it says. */
export interface BranchLine {
  readonly at: number;
  readonly length: number;
  readonly header?: readonly string[];
  readonly key?: readonly string[];
}

const headerLine =
  /^\[{1,2}[ \t]{0,4}((?:[\w-]{1,80}|"[^"\n]{0,80}"|'[^'\n]{0,80}')(?:[ \t]{0,4}\.[ \t]{0,4}(?:[\w-]{1,80}|"[^"\n]{0,80}"|'[^'\n]{0,80}')){0,8})[ \t]{0,4}\]{1,2}[ \t]*(?:#|$)/;
const keyLine =
  /^((?:[\w-]{1,80}|"[^"\n]{0,80}"|'[^'\n]{0,80}')(?:[ \t]{0,4}\.[ \t]{0,4}(?:[\w-]{1,80}|"[^"\n]{0,80}"|'[^'\n]{0,80}')){0,8})[ \t]{0,32}=/;

/** The headers and keys of a branch; a line that is neither (`header` and `key` undefined) may be anything. */
export function* linesOf(content: string): Generator<BranchLine> {
  let at = 0;
  for (const line of content.split("\n")) {
    const text = line.trim();
    const start = at + line.length - line.trimStart().length;
    at += line.length + 1;
    if (text === "" || text.startsWith("#")) continue;
    const header = headerLine.exec(text)?.[1];
    const key = header === undefined ? keyLine.exec(text)?.[1] : undefined;
    const place = { at: start, length: (header === undefined ? key : text)?.length ?? text.length };
    if (header !== undefined) yield { ...place, header: partsOf(header) };
    else if (key !== undefined) yield { ...place, key: partsOf(key) };
    else yield place;
  }
}

function partsOf(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|[\w-]+/g)].map((match) => match[1] ?? match[2] ?? match[0]);
}
