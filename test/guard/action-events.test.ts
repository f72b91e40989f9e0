import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type GitRepository, gitRepository } from "../support/git-repository.ts";

const entry = resolve("dist/action.js");
const root = mkdtempSync(join(tmpdir(), "tikv-tls-gate-events-"));
const open: GitRepository[] = [];
const servers: Server[] = [];
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

  test("--only new by input: the old findings of the base do not decide", async () => {
    const { repository, base } = pullRequest();
    repository.git("checkout", "--quiet", "main");
    repository.write({ "README.md": "words" });
    const after = repository.commit();
    const step = await runStep(repository.folder, "push", { before: base, after }, { INPUT_ONLY: "new" });
    expect([step.status, step.report.counts.error]).toEqual([0, 1]);
  });

  test("without history the base comes through the API, with the token, and what did not change is not asked for", async () => {
    const { repository, base, head, merge } = pullRequest();
    const workspace = join(root, "without-git");
    cpSync(repository.folder, workspace, {
      recursive: true,
      filter: (path) => !path.includes(".git/") && !path.endsWith(".git"),
    });
    const api = await serveApi(repository, base);
    const payload = { pull_request: { base: { sha: base }, head: { sha: head } } };
    const environment = { GITHUB_SHA: merge, GITHUB_API_URL: api.address, INPUT_TOKEN: "secret-token" };
    const step = await runStep(workspace, "pull_request", payload, environment);
    expect(step.status).toBe(1);
    expect(rulesOf(step.report)).toContain("policy/changed");
    expect(new Set(api.authorizations)).toEqual(new Set(["Bearer secret-token"]));
    const blob = (path: string) => `/repos/o/r/git/blobs/${repository.git("rev-parse", `${base}:${path}`)}`;
    expect(api.asked).toContain(blob("tikv-tls-gate.yml"));
    expect(api.asked).not.toContain(blob("prod/tikv.toml"));
    expect(step.log).not.toContain("secret-token");
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
      const api = await serveApi(repository, base, status);
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

/** Git's data as GitHub's API gives it. */
async function serveApi(repository: GitRepository, commit: string, status = 200) {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const tree = () =>
    repository
      .git("ls-tree", "-r", "-t", "--long", commit)
      .split("\n")
      .map((line) => /^(\d+) (\w+) (\w+) +(\S+)\t(.*)$/.exec(line) ?? [])
      .map(([, mode, type, sha, size, path]) => ({ path, mode, type, sha, ...(size !== "-" && { size: Number(size) }) }));
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    authorizations.push(request.headers.authorization);
    const answer = (): unknown => {
      if (path.startsWith("/repos/o/r/compare/")) return { merge_base_commit: { sha: commit } };
      if (path === `/repos/o/r/git/trees/${commit}?recursive=1`) return { sha: commit, truncated: false, tree: tree() };
      const id = /^\/repos\/o\/r\/git\/blobs\/(\w+)$/.exec(path)?.[1];
      if (id === undefined) return undefined;
      const content = Buffer.from(`${repository.git("cat-file", "blob", id)}\n`).toString("base64");
      return { sha: id, encoding: "base64", content };
    };
    const body = status === 200 ? answer() : { message: "Resource not accessible by integration" };
    response.statusCode = body === undefined ? 404 : status;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(body ?? { message: "Not Found" }));
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { asked, authorizations, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
