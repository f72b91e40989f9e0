import type { Tree } from "../../src/discover/tree.ts";
import { judgeTree } from "../../src/gate/gate.ts";
import { channelFormats, formats } from "../../src/report/formats.ts";
import { renderComment } from "../../src/report/markdown/comment.ts";
import { suggestedLines } from "../../src/report/markdown/suggestions.ts";
import { renderPlanText } from "../../src/report/terminal/plan-text.ts";
import { testTime } from "../support/issue.ts";
import { memoryTree } from "../support/memory-tree.ts";
import type { Files } from "./repositories.ts";

const renderers = await Promise.all(Object.values({ ...formats, ...channelFormats }).map((load) => load()));

/** Puts the whole gate through one repository, as it is and as a change; throws what the gate throws. The JSON reports come back. */
export async function tryRepository(head: Files, base: Files | undefined, isReversed = false): Promise<string> {
  const judged = await judgeTree({
    tree: isReversed ? reversed(memoryTree(head)) : memoryTree(head),
    base: base && { kind: "tree", tree: memoryTree(base), name: "0123456789ab" },
    now: testTime,
    failOn: "error",
    policy: "strict",
    config: undefined,
    environments: [],
  });
  if (judged.kind === "refused") return JSON.stringify(judged.mistakes);
  const { report, lineOf, change } = judged;
  for (const render of renderers) render(report, { lineOf, change, verbose: true });
  renderComment(report, { lineOf, change });
  suggestedLines(report, lineOf);
  if (change !== undefined) renderPlanText(change.plan(), {});
  return JSON.stringify(report);
}

/** The same tree, listed from the end. */
function reversed(tree: Tree): Tree {
  return { ...tree, list: async () => (await tree.list()).toReversed() };
}
