import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { workingTree } from "../../src/discover/working-tree.ts";
import { workflowOfRun } from "../../src/gate/adoption.ts";
import { baseOfEvent, baseOfRef } from "../../src/gate/find-base.ts";
import { type GateRequest, judgeTree } from "../../src/gate/gate.ts";
import type { Report } from "../../src/report/report.ts";
import type { RepoPath } from "../../src/text/span.ts";
import { type GitRepository, gitRepository } from "../support/git-repository.ts";
import { testTime } from "../support/issue.ts";

// The gate runs already, without a config file: by a workflow whose words tell nothing of it. Each attempt brings a config
// file under which production without TLS is green, and wants to be taken for the change that brings the gate.

const open: { remove(): void }[] = [];
afterAll(() => {
  for (const one of open) one.remove();
});

const plaintext = `[server]\naddr = "10.0.0.1:20160"\nstatus-addr = "127.0.0.1:20180"\n\n[pd]\nendpoints = ["pd-0.prod.example:2379"]\n`;
const lax = "environments:\n  - {name: prod, tier: development, include: [deploy/**]}\n";
const gate = ".github/workflows/gate.yml";
const calls = (uses: string) => `on: pull_request\njobs:\n  gate:\n    steps:\n      - uses: ${uses}\n`;
const before = { "deploy/prod/tikv.toml": plaintext };

interface Change {
  readonly base: Readonly<Record<string, string | undefined>>;
  readonly head: Readonly<Record<string, string | undefined>>;
  /** What the runner says of the run. */
  readonly run: Readonly<Record<string, string>>;
  /** The judged folder. */
  readonly below?: string;
}

const pull = { GITHUB_REPOSITORY: "o/r", GITHUB_REF: "refs/pull/2/merge" };
const runOf = (path: string, more: Readonly<Record<string, string>> = {}) => ({
  ...pull,
  GITHUB_WORKFLOW_REF: `o/r/${path}@refs/pull/2/merge`,
  ...more,
});

async function judge(
  { base, head, run, below = "" }: Change,
  more: Partial<GateRequest> = {},
  how: "git" | "without-git" = "git",
) {
  const repository = gitRepository(base);
  open.push(repository);
  const sha = repository.git("rev-parse", "HEAD");
  repository.git("checkout", "--quiet", "-b", "topic");
  repository.write(head);
  const change = { kind: "branch", base: sha, head: repository.commit() } as const;
  const top = how === "git" ? repository.folder : withoutGit(repository);
  const found = await baseOfEvent(change, { root: top, api: apiOf(repository), workflow: workflowOfRun(run) });
  const result = await judgeTree({
    tree: workingTree(top),
    judged: below as RepoPath,
    now: testTime,
    failOn: "error",
    environments: [],
    base: found,
    ...more,
  });
  if (result.kind === "refused") throw new Error(result.mistakes.map(({ message }) => message).join());
  return result.report;
}

function withoutGit({ folder }: GitRepository): string {
  const copy = mkdtempSync(join(tmpdir(), "tikv-tls-gate-no-git-"));
  open.push({ remove: () => rmSync(copy, { recursive: true, force: true }) });
  cpSync(folder, copy, { recursive: true, filter: (path) => !/[/\\]\.git([/\\]|$)/.test(path) });
  return copy;
}

/** The repository through GitHub's API, as far as a base is read. */
function apiOf(repository: GitRepository) {
  return {
    repository: "o/r",
    query: async () => ({ status: 404, body: {} }),
    async get(path: string) {
      const [, commit, blob] = /^git\/(?:trees\/(\w+)\?recursive=1|blobs\/(\w+))$/.exec(path) ?? [];
      if (blob !== undefined)
        return { status: 200, body: { encoding: "base64", content: repository.blobs([blob])[0]?.toString("base64") } };
      if (commit === undefined) return { status: 404, body: {} };
      const tree = repository
        .git("ls-tree", "-r", commit)
        .split("\n")
        .map((line) => /^(\d+) (\w+) (\w+)\t(.*)$/.exec(line) ?? [])
        .map(([, mode, type, sha, name]) => ({ path: name, mode, type, sha }));
      return { status: 200, body: { tree } };
    },
  };
}

const tiers = ({ environments }: Report) => environments.map(({ tier }) => tier);
const isAdopted = (report: Report) => report.assumptions.some((text) => text.startsWith("First adoption"));

/** Each with a workflow in the base that runs the gate, as far as anything does. */
const attempts: Readonly<Record<string, Change>> = {
  "a mirrored action": {
    base: { ...before, [gate]: calls("acme/tls-check@v1") },
    head: { "tikv-tls-gate.yml": lax },
    run: runOf(gate, { GITHUB_ACTION_REPOSITORY: "acme/tls-check" }),
  },
  "a reusable workflow": {
    base: { ...before, [gate]: "on: pull_request\njobs: {tls: {uses: acme/platform/.github/workflows/tls.yml@v1}}\n" },
    head: { "tikv-tls-gate.yml": lax },
    run: runOf(gate),
  },
  "a workflow that a ruleset requires, of another repository": {
    base: before,
    head: { "tikv-tls-gate.yml": lax },
    run: { ...pull, GITHUB_WORKFLOW_REF: "acme/platform/.github/workflows/tls.yml@refs/heads/main" },
  },
  "the same, and a workflow of the same path comes with the change": {
    base: before,
    head: { "tikv-tls-gate.yml": lax, ".github/workflows/tls.yml": calls("tikv-tls-gate/tikv-tls-gate@v1") },
    run: { ...pull, GITHUB_WORKFLOW_REF: "acme/platform/.github/workflows/tls.yml@refs/heads/main" },
  },
  "a workflow that a ruleset requires, of another branch of this repository": {
    base: before,
    head: { "tikv-tls-gate.yml": lax, ".github/workflows/tls.yml": calls("tikv-tls-gate/tikv-tls-gate@v1") },
    run: { ...pull, GITHUB_WORKFLOW_REF: "o/r/.github/workflows/tls.yml@refs/heads/rules" },
  },
  "no word of the runner about the workflow": {
    base: before,
    head: { "tikv-tls-gate.yml": lax, [gate]: calls("tikv-tls-gate/tikv-tls-gate@v1") },
    run: pull,
  },
  "a workflow that nobody has": { base: before, head: { "tikv-tls-gate.yml": lax }, run: runOf(gate) },
  "the workflow renamed": {
    base: { ...before, [gate]: calls("acme/tls-check@v1") },
    head: { "tikv-tls-gate.yml": lax, [gate]: undefined, ".github/workflows/g.yml": calls("acme/tls-check@v1") },
    run: runOf(".github/workflows/g.yml"),
  },
  "the gate moved from one workflow to a new one": {
    base: { ...before, [gate]: calls("acme/tls-check@v1") },
    head: {
      "tikv-tls-gate.yml": lax,
      [gate]: calls("actions/checkout@v7"),
      ".github/workflows/g.yml": calls("acme/tls-check@v1"),
    },
    run: runOf(".github/workflows/g.yml"),
  },
  "a second workflow beside the first, of the same mirror": {
    base: { ...before, [gate]: calls("Acme/TLS-check@v1") },
    head: { "tikv-tls-gate.yml": lax, ".github/workflows/g.yml": calls("acme/tls-check@v1") },
    run: runOf(".github/workflows/g.yml", { GITHUB_ACTION_REPOSITORY: "acme/tls-check" }),
  },
  "a second workflow beside one that names the gate": {
    base: { ...before, [gate]: calls("tikv-tls-gate/tikv-tls-gate@v1") },
    head: { "tikv-tls-gate.yml": lax, ".github/workflows/g.yml": calls("./") },
    run: runOf(".github/workflows/g.yml"),
  },
  "a second workflow beside another system that runs the gate": {
    base: { ...before, ".gitlab-ci.yml": "gate: {script: npx tikv-tls-gate check}\n" },
    head: { "tikv-tls-gate.yml": lax, [gate]: calls("./") },
    run: runOf(gate),
  },
};

describe.each(["git", "without-git"] as const)(
  "a change that does not bring the gate: its first config file does not count (%s)",
  (how) => {
    test.each(Object.entries(attempts))("%s", async (_, change) => {
      const report = await judge(change, {}, how);
      expect([report.conclusion, tiers(report), isAdopted(report)]).toEqual(["failure", ["production"], false]);
      expect(report.findings.filter(({ rule }) => rule === "policy/base-missing")).toEqual([]);
      expect(report.assumptions[0]).toBe(
        "tikv-tls-gate.yml of this change counts after the merge: the base has no config file, and until then the bundled policy counts in the environments that are found by name.",
      );
    });
  },
);

describe("the change that brings the workflow of this run", () => {
  const change: Change = {
    base: { ...before, ".github/workflows/build.yml": calls("actions/checkout@v7") },
    head: { "tikv-tls-gate.yml": lax, [gate]: calls("acme/tls-check@v1") },
    run: runOf(gate, { GITHUB_ACTION_REPOSITORY: "acme/tls-check" }),
  };

  test.each(["git", "without-git"] as const)("brings its law too, and a note says so (%s)", async (how) => {
    const report = await judge(change, {}, how);
    expect([report.conclusion, tiers(report)]).toEqual(["success", ["development"]]);
    expect(report.assumptions[0]).toBe(
      "First adoption: this change brings the workflow that runs the gate, and the base has no config file; tikv-tls-gate.yml of this change counts already.",
    );
    expect(report.findings.map(({ rule }) => rule)).not.toContain("policy/changed");
  });

  test.each(["git", "without-git"] as const)("also for a folder that is judged (%s)", async (how) => {
    const of = (files: Change["head"]) =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [path.startsWith(".github/") ? path : `d/${path}`, text]));
    const inFolder = { ...change, base: of(change.base), head: of(change.head), below: "d" };
    expect(isAdopted(await judge(inFolder, {}, how))).toBe(true);
    const again = { ...inFolder, base: { ...inFolder.base, [gate]: calls("acme/tls-check@v1") } };
    expect(isAdopted(await judge(again, {}, how))).toBe(false);
  });

  test("with a policy file as the policy that the run asks for", async () => {
    const policy = "name: own\nextends: baseline\nrules: {}\n";
    const report = await judge({ ...change, head: { ...change.head, "own.yml": policy } }, { policy: "own.yml" });
    expect([report.conclusion, report.policy.name, isAdopted(report)]).toEqual(["success", "own", true]);
  });

  test("but not where the base has a config file", async () => {
    const config = "environments:\n  - {name: prod, tier: production, include: [deploy/**]}\n";
    const report = await judge({ ...change, base: { ...change.base, "tikv-tls-gate.yml": config } });
    expect([report.conclusion, tiers(report)]).toEqual(["failure", ["production"]]);
    const broken = await judge({ ...change, base: { ...change.base, "tikv-tls-gate.yml": "polcy: x\n" } });
    expect([broken.conclusion, isAdopted(broken)]).toEqual(["failure", false]);
  });

  test("and not on the command line, which has no workflow", async () => {
    const repository = gitRepository(change.base);
    open.push(repository);
    repository.git("checkout", "--quiet", "-b", "topic");
    repository.write(change.head);
    repository.commit();
    const base = await baseOfRef(repository.folder, "main");
    const result = await judgeTree({
      tree: workingTree(repository.folder),
      now: testTime,
      failOn: "error",
      environments: [],
      base,
    });
    expect(result.kind !== "refused" && [result.report.conclusion, isAdopted(result.report)]).toEqual(["failure", false]);
  });
});

describe("the workflow of a run", () => {
  test.each([
    [runOf(gate), gate],
    [runOf(gate, { GITHUB_REPOSITORY: "O/R" }), gate],
    [runOf(".github/workflows/a@b.yaml"), ".github/workflows/a@b.yaml"],
    [runOf(".github/workflows/deep/x.yml"), undefined],
    [runOf("../x.yml"), undefined],
    [{ ...pull, GITHUB_WORKFLOW_REF: "o/r2/.github/workflows/x.yml@refs/pull/2/merge" }, undefined],
    [{ ...pull, GITHUB_WORKFLOW_REF: "" }, undefined],
    [{ GITHUB_WORKFLOW_REF: `o/r/${gate}@` }, undefined],
    [{}, undefined],
  ])("%j", (environment, path) => {
    expect(workflowOfRun(environment)?.path).toBe(path);
  });
});
