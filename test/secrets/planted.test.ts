import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { Surroundings } from "../../src/cli/command.ts";
import { main } from "../../src/cli/main.ts";
import { rulesListedBy } from "../../src/cli/rules-listed.ts";
import { type GateRequest, judgeTree } from "../../src/gate/gate.ts";
import { channelFormatNames, channelFormats, formatNames, formats } from "../../src/report/formats.ts";
import { renderComment } from "../../src/report/markdown/comment.ts";
import { renderExpiryIssue } from "../../src/report/markdown/expiry-issue.ts";
import { renderPlanMarkdown } from "../../src/report/markdown/plan-markdown.ts";
import { suggestedLines } from "../../src/report/markdown/suggestions.ts";
import { renderPlanText } from "../../src/report/terminal/plan-text.ts";
import { testTime } from "../support/issue.ts";
import { memoryTree } from "../support/memory-tree.ts";
import { planted } from "./planted.ts";

const root = mkdtempSync(join(tmpdir(), "planted-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Files = Readonly<Record<string, string>>;

/** Everything that is said about some files and about their change, by what said it. */
async function* outputsOf(head: Files, base: Files): AsyncGenerator<readonly [string, string]> {
  const request: GateRequest = {
    tree: memoryTree(head),
    now: testTime,
    failOn: "error",
    policy: "strict",
    config: undefined,
    environments: [],
  };
  for (const change of [undefined, { kind: "tree", tree: memoryTree(base), name: "0123456789ab" } as const]) {
    const judged = await judgeTree({ ...request, base: change });
    if (judged.kind === "refused") {
      yield ["mistakes", JSON.stringify(judged.mistakes)];
      continue;
    }
    const { report, lineOf } = judged;
    for (const name of formatNames) {
      const rules = await rulesListedBy(name);
      yield [
        name,
        (await formats[name]())(report, {
          verbose: true,
          width: 5000,
          lineOf,
          change: judged.change,
          rules,
          docsUrl: "https://docs",
        }),
      ];
    }
    for (const name of channelFormatNames) yield [`channels ${name}`, (await channelFormats[name]())(report, { verbose: true })];
    yield ["comment", JSON.stringify(renderComment(report, { lineOf, change: judged.change }))];
    yield ["issue", JSON.stringify(renderExpiryIssue(report))];
    yield ["suggestions", JSON.stringify(suggestedLines(report, lineOf))];
    const plan = judged.change?.plan();
    if (plan === undefined) continue;
    yield ["plan text", renderPlanText(plan, {})];
    yield ["plan markdown", renderPlanMarkdown(plan)];
    yield ["plan json", JSON.stringify(plan)];
  }
}

/** The diff and the summary of `fix`. */
async function fixOutput(files: Files): Promise<string> {
  const folder = mkdtempSync(join(root, "f"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const parts: string[] = [];
  const stream = { write: (text: string) => parts.push(text) };
  const surroundings: Surroundings = {
    cwd: folder,
    environment: {},
    stdout: stream,
    stderr: stream,
    now: testTime,
    elapsed: () => 0,
  };
  await main(["fix", folder, "--unsafe", "--verbose", "--policy", "strict"], surroundings);
  return parts.join("");
}

let found = 0;

function expectNone(secrets: readonly string[], said: string, by: string): void {
  for (const secret of secrets) {
    // Also not cut off by a limit, and not as JSON, Markdown or XML escape it: its first half has nothing to escape.
    const half = secret.slice(0, Math.max(8, Math.floor(secret.length / 2)));
    const at = said.indexOf(half);
    if (at !== -1) expect.fail(`${by} says ${said.slice(Math.max(0, at - 150), at + 100)}`);
    found += 1;
  }
}

test("a thousand secrets, wherever they stand, come out nowhere", async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(planted, planted, async (head, base) => {
      const secrets = [...new Set([...head.secrets, ...base.secrets])];
      for await (const [by, said] of outputsOf(head.files, base.files)) expectNone(secrets, said, by);
      expectNone(secrets, await fixOutput(head.files), "fix");
      count += secrets.length;
    }),
    { numRuns: 15, endOnFailure: true, seed: 20261124 },
  );
  expect(count).toBeGreaterThan(1000);
  expect(found).toBeGreaterThan(count * 20);
});
