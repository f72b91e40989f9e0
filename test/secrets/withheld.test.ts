import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { judgeTree } from "../../src/gate/gate.ts";
import { renderJson } from "../../src/report/machine/json.ts";
import { renderRdjson } from "../../src/report/machine/rdjson.ts";
import { renderSarif } from "../../src/report/machine/sarif.ts";
import { suggestedLines } from "../../src/report/markdown/suggestions.ts";
import { testTime } from "../support/issue.ts";
import { memoryTree } from "../support/memory-tree.ts";

const secret = "correct-horse-battery";
const text = `[pd]
# token: ${secret}
endpoints = ["http://root:${secret}@pd-0.prod.example:2379", "http://pd-1.prod.example:2379"]

[security]
ca-path = "/tls/ca.pem"
cert-path = "/tls/tikv.pem"
key-path = "/tls/tikv.key"
`;
const request = { now: testTime, failOn: "error", policy: "strict", config: undefined, environments: [] } as const;

async function fix(...options: readonly string[]): Promise<{ readonly said: string; readonly file: string }> {
  const folder = mkdtempSync(join(tmpdir(), "withheld-"));
  try {
    writeFileSync(join(folder, "tikv.toml"), text);
    const parts: string[] = [];
    const stream = { write: (part: string) => parts.push(part) };
    await main(["fix", folder, "--unsafe", "--policy", "strict", ...options], {
      cwd: folder,
      environment: {},
      stdout: stream,
      stderr: stream,
      now: testTime,
      elapsed: () => 0,
    });
    return { said: parts.join(""), file: readFileSync(join(folder, "tikv.toml"), "utf8") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("a fix of a line with a secret is made, and the secret stays in the file", async () => {
  const { said, file } = await fix("--write");
  expect(file).toContain(`endpoints = ["root:${secret}@pd-0.prod.example:2379", "pd-1.prod.example:2379"]`);
  expect(file).toContain(`# token: ${secret}`);
  expect(said).not.toContain(secret);
});

test("its diff shows the line without the secret, and says that it is no patch", async () => {
  const { said, file } = await fix();
  expect(file).toBe(text);
  expect(said).toContain('-endpoints = ["http://root:…@pd-0.prod.example:2379", "http://pd-1.prod.example:2379"]\n');
  expect(said).toContain('+endpoints = ["root:…@pd-0.prod.example:2379", "pd-1.prod.example:2379"]\n');
  expect(said).toContain(" # token: …\n");
  expect(said).toContain("… stands for a secret in this diff, which is no patch then; --write makes the changes");
  expect(said).not.toContain(secret);
});

test("no machine is given an edit that would write … over a secret", async () => {
  const judged = await judgeTree({ ...request, tree: memoryTree({ "tikv.toml": text }) });
  if (judged.kind === "refused") throw new Error("refused");
  const { report, lineOf } = judged;
  const edits = report.findings.flatMap(({ fix: each }) => each?.edits ?? []);
  expect(report.findings.some(({ rule }) => rule === "config/endpoint-scheme")).toBe(true);
  expect(edits.filter((edit) => edit.text.includes("…"))).toEqual([]);
  const shown = report.findings
    .filter(({ rule }) => rule === "config/endpoint-scheme")
    .map((finding) => finding.fix?.edits.length);
  expect(shown).toEqual([0, 1]);
  for (const render of [renderJson, renderSarif, renderRdjson]) expect(render(report, { lineOf })).not.toContain(secret);
  // The whole line would have to stand in the comment.
  expect(suggestedLines(report, lineOf).filter(({ replacement }) => /root:/.test(replacement))).toEqual([]);
});
