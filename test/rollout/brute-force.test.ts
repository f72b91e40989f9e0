import { expect, test } from "vitest";
import type { Instance } from "../../src/model/instances/instance.ts";
import { planOf, type Verdict } from "../../src/rollout/plan.ts";
import { testTime } from "../support/issue.ts";
import { seeded } from "../support/random-chains.ts";
import { walkAll } from "./interleavings.ts";
import { clustersOf, instanceOf, library, modelWith, randomChange } from "./random-change.ts";

test("on 1,000 generated changes the search says what walking through every interleaving says", async () => {
  const files = await library();
  const clusters = await clustersOf();
  const random = seeded(20_261_124);
  const seen = new Map<string, number>();
  const disagreements: string[] = [];
  for (let count = 0; count < 1000; count++) {
    const { secured, plain } = clusters[count % clusters.length] as (typeof clusters)[number];
    const change = randomChange(
      random,
      secured.instances.map(({ component }) => component),
    );
    const side = (index: 0 | 1) =>
      secured.instances.map((instance, at) => {
        const setup = change[at]?.[index];
        if (setup === undefined) throw new Error("no setup");
        return instanceOf(instance, plain.instances[at] as Instance, setup, files);
      });
    const [before, after] = [side(0), side(1)];
    const verdict = planOf(modelWith(secured, before), modelWith(secured, after), testTime).environments[0]?.verdict as Verdict;
    const { all, some } = walkAll(before.map((instance, at) => [instance, after[at] as Instance]));
    const walked = all ? "any order" : some ? "some order" : "no order";
    const searched = inWords(verdict);
    const key = `${searched} (${verdict.kind === "rolls" ? verdict.order.kind : verdict.kind})`;
    seen.set(key, (seen.get(key) ?? 0) + 1);
    if (walked !== searched) disagreements.push(`${count}: walked ${walked}, searched ${key}: ${JSON.stringify(change)}`);
  }
  expect(disagreements.slice(0, 3)).toEqual([]);
  // Each kind of answer has to occur, or the comparison compares nothing.
  const total = (kind: string) => [...seen].reduce((sum, [key, count]) => sum + (key.startsWith(kind) ? count : 0), 0);
  expect(total("any order")).toBeGreaterThan(200);
  expect(total("some order")).toBeGreaterThan(20);
  expect(total("no order")).toBeGreaterThan(200);
  if (process.env["SHOW_COUNTS"] !== undefined) process.stdout.write(`${JSON.stringify([...seen])}\n`);
});

function inWords(verdict: Verdict): string {
  switch (verdict.kind) {
    case "nothing":
      return "any order";
    case "rolls":
      return verdict.order.kind === "any" ? "any order" : "some order";
    case "splits":
    case "full-stop":
      return "no order";
    default:
      return verdict.kind;
  }
}
