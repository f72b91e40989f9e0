import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cluster } from "../../../test/support/cluster.ts";
import { testTime } from "../../../test/support/issue.ts";
import { filesOf, party } from "../../../test/support/random-environments.ts";
import { judged, staged } from "../../../test/support/staged.ts";
import type { Channel } from "../../model/channels/channel.ts";
import type { Stage } from "./stage.ts";

function summary({ outcome, posture }: Channel): string {
  return `${outcome.kind} ${outcome.kind === "fails" ? `${outcome.reason} ${outcome.by}` : outcome.kind === "succeeds" ? outcome.posture : ""} on ${posture}`;
}

/** What the notes say that one address cannot imitate: of this server, or of where this client dials from. */
function excused(stage: Stage, { from, to }: Channel): boolean {
  return stage.notes.some((note) => {
    if (note.startsWith(`The certificate of ${to} `) || note.startsWith(`The certificate of ${from} `)) {
      return note.endsWith("only one can be imitated.");
    }
    return note.includes(` of ${to} is dialled by several hosts`);
  });
}

describe("the twin of an environment", () => {
  test("ends every channel as the original does", async () => {
    let [compared, spared] = [0, 0];
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(party, { minLength: 1, maxLength: 4 }),
        fc.constantFrom("v8.5.7", "v8.5.7", "v8.3.0", "v7.5.7", "master"),
        fc.constantFrom<("one" | "each")[]>("one", "each", "each"),
        fc.constantFrom(0, 400 * 86_400_000, -90 * 86_400_000),
        async (parties, version, where, shift) => {
          const { environment } = await cluster(filesOf(parties), { version });
          await staged(
            environment,
            (stage) => {
              const twins = judged(stage.twin);
              const originals = judged(environment);
              expect([...twins.keys()]).toEqual([...originals.keys()]);
              for (const [id, original] of originals) {
                const twin = twins.get(id) as Channel;
                expect(`${id} ${twin.posture}`).toBe(`${id} ${original.posture}`);
                if (original.outcome.kind === "unknown") continue;
                if (excused(stage, original)) spared++;
                else {
                  compared++;
                  const said = summary(original);
                  seen.set(said, (seen.get(said) ?? 0) + 1);
                  expect(
                    `${id} ${summary(twin)}: ${twin.outcome.detail}`.split(":")[0],
                    `${original.outcome.detail} | ${twin.outcome.detail}\n${stage.notes.join("\n")}`,
                  ).toBe(`${id} ${said}`);
                }
              }
            },
            where,
            testTime + shift,
          );
        },
      ),
      { seed: 20261124, numRuns: 320 },
    );
    expect(compared).toBeGreaterThan(spared * 4);
    // Outcome, side and posture: the law holds for many kinds of ends, not for one again and again.
    expect(seen.size).toBeGreaterThan(40);
  }, 300_000);
});
