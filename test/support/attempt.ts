import { expect, test } from "vitest";
import { judgeTree } from "../../src/gate/gate.ts";
import type { Report } from "../../src/report/report.ts";
import { testTime } from "./issue.ts";
import { memoryTree } from "./memory-tree.ts";

export type Texts = Readonly<Record<string, string | undefined>>;

/** A change that makes a sound cluster weaker, and what the gate has to answer. */
export interface Attempt {
  readonly base: Texts;
  /** Undefined: the file goes. */
  readonly change: Texts;
  /** `rule path` of an error that has to be among the findings; its message has to hold the rest after `: `. */
  readonly says: string;
}

/** Judges a change held in memory, by the base's law. */
export async function judgeAttempt(base: Texts, change: Texts): Promise<Report> {
  const files = (texts: Texts) =>
    Object.fromEntries(Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const before = memoryTree(files(base));
  const result = await judgeTree({
    tree: memoryTree(files({ ...base, ...change })),
    now: testTime,
    failOn: "error",
    environments: [],
    base: { kind: "tree", tree: before, name: "base" },
  });
  if (result.kind === "refused") throw new Error(result.mistakes.map(({ message }) => message).join());
  return result.report;
}

/** Tests attempts by name: the base is green by itself, the change is red and says why. */
export function testAttempts(attempts: Readonly<Record<string, Attempt>>): void {
  test.each(Object.entries(attempts))("%s", async (_, { base, change, says }) => {
    const unchanged = await judgeAttempt(base, {});
    expect(errorsOf(unchanged), "the base is green").toEqual([]);
    const errors = errorsOf(await judgeAttempt(base, change));
    expect(errors.filter((error) => error.startsWith(says)).length, `${says} among:\n${errors.join("\n")}`).toBeGreaterThan(0);
  });
}

function errorsOf({ findings }: Report): readonly string[] {
  return findings.filter(({ severity }) => severity === "error").map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
}
