import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { corpus, mutated, repositoriesFrom } from "./repositories.ts";
import { tryRepository } from "./try-repository.ts";

// `npm run fuzz` goes on with each of these for longer; `node test/fuzz/run.ts COUNT` counts them and keeps what is new.
describe("a repository that somebody broke", () => {
  test("never makes the gate throw, alone or as a change, and its report does not depend on the order of the files", async () => {
    await fc.assert(
      fc.asyncProperty(repositoriesFrom(corpus), async ({ head, base }) => {
        const alone = await tryRepository(head, undefined);
        expect(await tryRepository(head, undefined, true)).toBe(alone);
        await tryRepository(head, base);
      }),
      { numRuns: 60 },
    );
  });
});

test("the corpus is the examples, and a change changes", () => {
  expect(corpus.length).toBeGreaterThan(15);
  for (const files of corpus) {
    const path = Object.keys(files)[0] as string;
    const changed = mutated(files, [[0, { kind: "insert", at: 0.5, text: "§", times: 1 }]]);
    expect(changed[path]).toContain("§");
    expect(mutated(files, [[0, { kind: "drop" }]])).not.toHaveProperty([path]);
  }
});
