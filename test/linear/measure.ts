/**
 * Prints, a line of JSON each, how much work the whole gate has with texts of one and of two lengths:
 * `node test/linear/measure.ts LENGTH EVERY FIRST` measures every EVERY-th text from the FIRST on.
 */
import { memoryTree } from "../support/memory-tree.ts";
import { type Files, growingTexts } from "./growing.ts";
import { WorkCounter } from "./work.ts";

const [length, every, first] = process.argv.slice(2).map(Number) as [number, number, number];
const texts = [...growingTexts()].filter((_, at) => at % every === first);

await using counter = new WorkCounter();
// Blocks are counted of what is loaded from here on.
await counter.start();
const { judgeTree } = await import("../../src/gate/gate.ts");
const { formats } = await import("../../src/report/formats.ts");
const renderers = await Promise.all((["text", "json", "sarif", "markdown", "github"] as const).map((name) => formats[name]()));

/** The texts alone, and as a change that brings them: judged, planned and reported. */
async function run(files: Files, small: Files): Promise<void> {
  for (const base of [undefined, { kind: "tree", tree: memoryTree(small), name: "base" } as const]) {
    const judged = await judgeTree({
      tree: memoryTree(files),
      base,
      now: Date.UTC(2026, 10, 24),
      failOn: "error",
      policy: "strict",
      config: undefined,
      environments: [],
    });
    if (judged.kind === "refused") continue;
    const { report, lineOf, change } = judged;
    for (const render of renderers) render(report, { lineOf, change, verbose: true });
  }
}

for (const [name, files] of texts) {
  // What loads when it is first needed does not count.
  const small = files(10);
  await run(small, small);
  const [one, two] = [files(length), files(2 * length)];
  const start = performance.now();
  const work = [await counter.of(() => run(one, small)), await counter.of(() => run(two, small))];
  const milliseconds = Math.round(performance.now() - start);
  process.stdout.write(`${JSON.stringify({ name, work, milliseconds })}\n`);
}
