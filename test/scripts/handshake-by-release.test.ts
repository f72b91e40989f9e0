import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import {
  issueOf,
  type Outcome,
  outcomeOf,
  type Report,
  supportedPairs,
  withVersions,
} from "../../scripts/lib/handshake-by-release.ts";

const pair = { pd: "v8.5.7", tikv: "v8.5.7" };
const folder = mkdtempSync(join(tmpdir(), "tikv-tls-gate-weekly-"));
afterAll(() => rmSync(folder, { recursive: true }));

const proof = (isReal: boolean, trials = 3) => ({
  environment: "prod",
  parts: [{ instance: "pd-1", isReal }],
  trials: Array.from({ length: trials }),
});
const differs = { rule: "handshake/differs", path: "prod/pd.toml", message: "a client without a certificate was served" };
const outcome = (change: Partial<Outcome> = {}): Outcome => ({
  ...pair,
  engine: "docker",
  attempts: 3,
  differences: [],
  untested: [],
  ...change,
});
const different = outcome({ differences: [{ example: "sound", says: "prod/pd.toml: <b>served</b> | @team" }] });

test("the pairs are the newest patch of each line of PD that gets patches, with the same TiKV where there is one", () => {
  const pairs = supportedPairs();
  expect(pairs.map(({ pd }) => pd.replace(/\.\d+$/, ""))).toEqual(["v6.5", "v7.1", "v7.5", "v8.1", "v8.5", "v26.3"]);
  for (const { pd, tikv } of pairs.slice(0, -1)) expect(tikv).toBe(pd);
  expect(pairs.at(-1)?.tikv).toBe(pairs.at(-2)?.tikv);
});

test("a config file says these releases once, and all else that it said", () => {
  for (const before of ["", "version: v6.5\npolicy: strict\n", "policy: strict\n"]) {
    const config = parse(withVersions(before, pair)) as Record<string, unknown>;
    expect(config["version"]).toEqual(pair);
    expect(config["policy"]).toBe(before.includes("strict") ? "strict" : undefined);
  }
});

describe("an outcome", () => {
  test("counts attempts, and takes the gate's own word for a difference", () => {
    const report: Report = { findings: [differs, { ...differs, rule: "config/tls-off" }], proofs: [proof(true), proof(true)] };
    expect(outcomeOf(pair, "docker", { sound: report })).toEqual(
      outcome({
        attempts: 6,
        differences: [{ example: "sound", says: "prod/pd.toml: a client without a certificate was served" }],
      }),
    );
  });

  test("is untested where there is no report, where a model served in place of an image, and where nothing was dialled", () => {
    const untested = (reports: Readonly<Record<string, Report | string>>) => outcomeOf(pair, "docker", reports).untested;
    expect(untested({ sound: "no such image" })).toEqual(["sound: no such image"]);
    expect(untested({ sound: { findings: [], proofs: [proof(false)] } })).toEqual(["sound, prod: only a model served for pd-1"]);
    expect(untested({ sound: { findings: [] } })).toEqual(["nothing was dialled"]);
    expect(outcomeOf(pair, "loopback", { sound: { findings: [], proofs: [proof(false)] } }).untested).toEqual([]);
  });
});

test("the issue names each difference, and what a program wrote means nothing in Markdown", () => {
  expect(issueOf([outcome()], "RUN")).toBeUndefined();
  const text = issueOf([outcome({ untested: ["sound: a | b"] }), different], "RUN") as string;
  expect(text).toContain("| v8.5.7 | v8.5.7 | 3 | 1 |  |");
  expect(text).toContain("sound: a &#124; b |");
  expect(text).toContain("- `sound`: prod/pd.toml: &#60;b&#62;served&#60;/b&#62; &#124; &#64;team");
});

/** Settles the issue with a `gh` that writes down how it is called and knows these open issues. */
function settle(outcomes: readonly Outcome[], open: readonly number[]) {
  const run = mkdtempSync(join(folder, "run-"));
  mkdirSync(join(run, "results"));
  for (const [index, each] of outcomes.entries()) writeFileSync(join(run, "results", `${index}.json`), JSON.stringify(each));
  const issues = JSON.stringify(open.map((number) => ({ number })));
  const script = `#!/bin/sh\necho "$1 $2 $3" >> ${run}/calls\n[ "$1 $2" = "issue list" ] && echo '${issues}'\nexit 0\n`;
  writeFileSync(join(run, "gh"), script, { mode: 0o755 });
  const { status, stderr } = spawnSync(
    process.execPath,
    ["scripts/handshake-by-release.ts", "issue", join(run, "results"), "--run", "RUN"],
    { encoding: "utf8", env: { ...process.env, PATH: `${run}${delimiter}${process.env["PATH"]}` } },
  );
  const calls = existsSync(join(run, "calls")) ? readFileSync(join(run, "calls"), "utf8").trim().split("\n") : [];
  return { status, stderr, calls };
}

describe.skipIf(process.platform === "win32")("one issue", () => {
  test.each([
    ["is opened where there is a difference", [different], [], ["label create handshake-by-release", "issue create --title"]],
    ["is brought up to date", [outcome(), different], [7], ["issue edit 7"]],
    ["is closed when all was tested and nothing differs", [outcome()], [7], ["issue close 7"]],
    ["stays open when a release could not be tested", [outcome(), outcome({ untested: ["no image"] })], [7], []],
    ["is not opened for a release that could not be tested", [outcome({ untested: ["no image"] })], [], []],
  ] as const)("%s", (_, outcomes, open, expected) => {
    expect(settle(outcomes, open)).toEqual({ status: 0, stderr: "", calls: ["issue list --label", ...expected] });
  });

  test("without results nothing is closed: the step fails", () => {
    const { status, calls } = settle([], [7]);
    expect([status, calls]).toEqual([1, []]);
  });
});

test("the steps run here with models of PD and TiKV, and predicted and observed are the same", { timeout: 120_000 }, () => {
  const out = join(folder, "result.json");
  const args = ["test", "--engine", "loopback", "--pd", "v7.5.7", "--tikv", "v7.5.7", "--out", out];
  const { status, stderr } = spawnSync(process.execPath, ["scripts/handshake-by-release.ts", ...args], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  const result = JSON.parse(readFileSync(out, "utf8")) as Outcome;
  expect(result).toMatchObject({ pd: "v7.5.7", differences: [], untested: [] });
  expect(result.attempts).toBeGreaterThan(300);
});
