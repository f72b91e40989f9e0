import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type GitRepository, gitRepository } from "../support/git-repository.ts";
import { type GithubServer, githubServer } from "../support/github-server.ts";

const entry = resolve("dist/action.js");
const root = mkdtempSync(join(tmpdir(), "tikv-tls-gate-events-"));
const open: GitRepository[] = [];
const servers: GithubServer[] = [];
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
  for (const repository of open) repository.remove();
  for (const server of servers) server.close();
});

let runs = 0;

/** Runs the bundle as a runner does, beside this process: the API that it asks may be served here. */
async function runStep(workspace: string, event: string, payload: unknown, environment: Readonly<Record<string, string>> = {}) {
  const folder = join(root, `run-${runs++}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "event.json"), JSON.stringify(payload));
  for (const file of ["output", "summary"]) writeFileSync(join(folder, file), "");
  const child = spawn(process.execPath, [entry], {
    cwd: workspace,
    env: {
      PATH: process.env["PATH"],
      GITHUB_ACTIONS: "true",
      GITHUB_WORKSPACE: workspace,
      GITHUB_REPOSITORY: "o/r",
      GITHUB_EVENT_NAME: event,
      GITHUB_EVENT_PATH: join(folder, "event.json"),
      GITHUB_OUTPUT: join(folder, "output"),
      GITHUB_STEP_SUMMARY: join(folder, "summary"),
      INPUT_NOW: "2026-11-24T00:00:00Z",
      INPUT_REPORTS: `json=${join(folder, "report.json")}`,
      ...environment,
    },
  });
  let log = "";
  child.stdout.on("data", (part) => (log += part));
  child.stderr.on("data", (part) => (log += part));
  const status = await new Promise((done) => child.once("close", done));
  const report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
  return { status, log, report, summary: readFileSync(join(folder, "summary"), "utf8") };
}

const unsafe = `[server]\naddr = "10.0.0.1:20160"\n\n[pd]\nendpoints = ["pd.prod.example:2379"]\n`;
const config = (tier: string) => `environments:\n  - {name: prod, tier: ${tier}, include: [prod/**]}\n`;
const rulesOf = (report: { findings: { rule: string }[] }) => [...new Set(report.findings.map(({ rule }) => rule))];

/** A red base, and a change that would make it green by its tier, merged as GitHub merges a pull request. */
function pullRequest() {
  const repository = gitRepository({ "tikv-tls-gate.yml": config("production"), "prod/tikv.toml": unsafe });
  open.push(repository);
  const base = repository.git("rev-parse", "HEAD");
  repository.git("checkout", "--quiet", "-b", "topic");
  repository.write({ "tikv-tls-gate.yml": config("development") });
  const head = repository.commit();
  repository.git("checkout", "--quiet", "--detach", "main");
  repository.git("merge", "--quiet", "--no-ff", "topic");
  return { repository, base, head, merge: repository.git("rev-parse", "HEAD") };
}

async function serverOf(repository: GitRepository): Promise<GithubServer> {
  const server = await githubServer();
  server.repository = repository;
  servers.push(server);
  return server;
}

describe("the action, by its event", () => {
  test("pull_request: the merge commit is judged by the law of its first parent", async () => {
    const { repository, base, head, merge } = pullRequest();
    const payload = { number: 1, pull_request: { base: { sha: base }, head: { sha: head, repo: { fork: true } } } };
    const step = await runStep(repository.folder, "pull_request", payload, { GITHUB_SHA: merge });
    expect(step.status).toBe(1);
    expect(step.report.comparison.base).toBe(base.slice(0, 12));
    expect(rulesOf(step.report)).toContain("policy/changed");
    expect(step.report.environments[0].tier).toBe("production");
    expect(step.summary).toContain("The change: ");
  });

  test("merge_group and push: the state before is the base", async () => {
    const { repository, base, merge } = pullRequest();
    const queued = await runStep(repository.folder, "merge_group", { merge_group: { base_sha: base, head_sha: merge } });
    expect([queued.status, queued.report.comparison.base]).toEqual([1, base.slice(0, 12)]);
    const pushed = await runStep(repository.folder, "push", { before: base, after: merge, deleted: false });
    expect([pushed.status, pushed.report.comparison.base]).toEqual([1, base.slice(0, 12)]);
  });

  test("schedule, and the first push of a branch: the tree by itself", async () => {
    const { repository } = pullRequest();
    for (const [event, payload] of [
      ["schedule", { schedule: "0 6 * * *" }],
      ["push", { before: "0".repeat(40), after: "a".repeat(40), created: true }],
    ] as const) {
      const step = await runStep(repository.folder, event, payload);
      expect(step.report.comparison).toBeUndefined();
      expect(rulesOf(step.report)).not.toContain("policy/base-missing");
    }
  });

  test.each<[string, unknown]>([
    ["workflow_dispatch", { ref: "refs/heads/topic" }],
    ["issue_comment", { issue: { number: 2, pull_request: {} } }],
    ["push", { before: "0".repeat(40), after: "a".repeat(40), created: true }],
  ])("%s: a law of the head's own makes it green, and the summary says that it is its own", async (event, payload) => {
    const { repository } = pullRequest();
    const step = await runStep(repository.folder, event, payload);
    expect([step.status, step.report.environments[0].tier]).toEqual([0, "development"]);
    expect(step.summary).toMatch(/^> .*judged by the config file, policy and waivers that it brings itself/);
  });

  test("--only new by input: the old findings of the base do not decide", async () => {
    const { repository, base } = pullRequest();
    repository.git("checkout", "--quiet", "main");
    repository.write({ "README.md": "words" });
    const after = repository.commit();
    const step = await runStep(repository.folder, "push", { before: base, after }, { INPUT_ONLY: "new" });
    expect([step.status, step.report.counts.error]).toEqual([0, 1]);
  });

  test("the change that brings the workflow of this run brings its law; the next one does not", async () => {
    const gate = ".github/workflows/gate.yml";
    const repository = gitRepository({ "prod/tikv.toml": unsafe });
    open.push(repository);
    const base = repository.git("rev-parse", "HEAD");
    repository.write({ [gate]: "uses: ./\n", "tikv-tls-gate.yml": config("development") });
    const head = repository.commit();
    const payload = { pull_request: { base: { sha: base }, head: { sha: head } } };
    const own = { GITHUB_REF: "refs/pull/1/merge", GITHUB_WORKFLOW_REF: `o/r/${gate}@refs/pull/1/merge` };
    const adoption = await runStep(repository.folder, "pull_request", payload, own);
    expect([adoption.status, adoption.report.environments[0].tier]).toEqual([0, "development"]);
    expect(adoption.summary).toContain("First adoption");
    const required = { ...own, GITHUB_WORKFLOW_REF: "o/rules/.github/workflows/tls.yml@refs/heads/main" };
    const later = await runStep(repository.folder, "pull_request", payload, required);
    expect([later.status, later.report.environments[0].tier]).toEqual([1, "production"]);
    expect(later.summary).toContain("tikv-tls-gate.yml of this change counts after the merge");
  });

  test("without history the base comes through the API, with the token, and what did not change is not asked for", async () => {
    const { repository, base, head, merge } = pullRequest();
    const workspace = join(root, "without-git");
    cpSync(repository.folder, workspace, {
      recursive: true,
      filter: (path) => !path.includes(".git/") && !path.endsWith(".git"),
    });
    const api = await serverOf(repository);
    const payload = { pull_request: { base: { sha: base }, head: { sha: head } } };
    const environment = { GITHUB_SHA: merge, GITHUB_API_URL: api.address, INPUT_TOKEN: "the-token" };
    const step = await runStep(workspace, "pull_request", payload, environment);
    expect(step.status).toBe(1);
    expect(rulesOf(step.report)).toContain("policy/changed");
    expect(new Set(api.requests.map(({ authorization }) => authorization?.split(" ")[1]))).toEqual(new Set(["the-token"]));
    const asked = api.requests.map(({ path, body }) => `${path} ${body?.["query"] ?? ""}`).join("\n");
    expect(asked).toContain(repository.git("rev-parse", `${base}:tikv-tls-gate.yml`));
    expect(asked).not.toContain(repository.git("rev-parse", `${base}:prod/tikv.toml`));
    expect(step.log).not.toContain("the-token");
  });

  test.each([403, 404, 429, 500])(
    "an API that answers %d: an error that says so, and the head's own law does not count",
    async (status) => {
      const { repository, base, head } = pullRequest();
      const workspace = join(root, `refused-${status}`);
      cpSync(repository.folder, workspace, {
        recursive: true,
        filter: (path) => !path.includes(".git/") && !path.endsWith(".git"),
      });
      const api = await serverOf(repository);
      api.refuseNext("GET", /./, ...Array.from({ length: 20 }, () => ({ status, body: { message: "Refused" } })));
      const payload = { pull_request: { base: { sha: base }, head: { sha: head } } };
      const step = await runStep(workspace, "pull_request", payload, { GITHUB_API_URL: api.address });
      const [missing] = step.report.findings.filter(({ rule }: { rule: string }) => rule === "policy/base-missing");
      expect(missing.message).toContain(`GitHub answers ${status} for o/r`);
      expect([step.status, missing.severity, step.report.environments[0].tier]).toEqual([1, "error", "production"]);
      expect(step.log).toContain("::error");
    },
  );

  test.each(["pull_request", "merge_group", "push"])(
    "%s without a base in its payload is an error, and no run without one",
    async (event) => {
      const { repository } = pullRequest();
      const step = await runStep(repository.folder, event, {});
      expect(rulesOf(step.report)).toContain("policy/base-missing");
      expect([step.status, step.report.environments[0].tier]).toEqual([1, "production"]);
    },
  );
});
