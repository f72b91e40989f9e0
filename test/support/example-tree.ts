import type { Tree } from "../../src/discover/tree.ts";
import type { Example } from "../../src/judge/rule.ts";
import { memoryTree } from "./memory-tree.ts";

/** The files of a rule's example as a repository has them, with `more` beside them and without its marks. */
export function exampleTree(example: Example, more: Readonly<Record<string, string>> = {}): Tree {
  const tree = memoryTree({ ...textsOf(example), ...more });
  return {
    ...tree,
    list: async () =>
      (await tree.list()).map((entry) => ({
        ...entry,
        kind: example.unreadable?.includes(entry.path) === true ? "link" : entry.kind,
        executable: example.executable?.includes(entry.path) === true,
      })),
  };
}

/** The base that the example of a rule about a change brings along; what it does not name is as in the example. */
export function baseOfExample(example: Example, more: Readonly<Record<string, string>> = {}): Tree | undefined {
  if (example.base === undefined) return undefined;
  const texts = Object.entries({ ...textsOf(example), ...example.base, ...more });
  return memoryTree(Object.fromEntries(texts.filter(([path, text]) => example.base?.[path] !== "" || text !== "")));
}

function textsOf({ tikv, pd, files }: Example): Record<string, string> {
  const marked = { ...files, ...(tikv !== undefined && { "tikv.toml": tikv }), ...(pd !== undefined && { "pd.toml": pd }) };
  return Object.fromEntries(Object.entries(marked).map(([path, text]) => [path, text.replaceAll(/[«»]/g, "")]));
}
