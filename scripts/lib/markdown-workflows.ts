/** A workflow that a page shows: where its block begins (line, from 1) and its text, with the gate's commit filled in. */
export interface ShownWorkflow {
  readonly line: number;
  readonly text: string;
}

/** Stands for the commit that a reader fills in: linters ask for one, whichever. */
const anyCommit = "0".repeat(40);

/** The blocks of a Markdown page in fences that are whole workflows: they have `on:` and `jobs:`. */
export function workflowsOf(markdown: string): readonly ShownWorkflow[] {
  const blocks: ShownWorkflow[] = [];
  const lines = markdown.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const fence = /^( *)```ya?ml\b/.exec(lines[at] as string);
    if (fence === null) continue;
    const end = lines.findIndex((line, index) => index > at && line.trim() === "```");
    const body = lines.slice(at + 1, end === -1 ? undefined : end).map((line) => line.slice((fence[1] as string).length));
    blocks.push({ line: at + 1, text: `${body.join("\n").replaceAll(/@FULL_COMMIT_SHA\b/g, `@${anyCommit}`)}\n` });
    if (end === -1) break;
    at = end;
  }
  return blocks.filter(({ text }) => /^on:/m.test(text) && /^jobs:/m.test(text));
}
