import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { ActionStep, type StepOptions } from "../support/action-step.ts";
import { type GitRepository, gitRepository } from "../support/git-repository.ts";
import { dispatchPayload, pullRequestPayload, schedulePayload } from "../support/github-events.ts";
import { type GithubServer, githubServer, workflowLogin } from "../support/github-server.ts";
import { soundTexts } from "../support/pull-request.ts";

// The leaves of this cluster end on 2027-06-01, its CA later.
const repository: GitRepository = gitRepository(soundTexts());
let server: GithubServer;
let step: ActionStep;
const open: { close?(): void; remove?(): void }[] = [repository];

beforeEach(async () => {
  server = await githubServer();
  step = new ActionStep(server);
  open.push(server, step);
});
afterAll(() => {
  for (const one of open) {
    one.close?.();
    one.remove?.();
  }
});

function run(now: string, more: Partial<StepOptions> = {}) {
  const inputs = { issue: "true", now, ...more.inputs };
  return step.run(repository.folder, { event: "schedule", payload: schedulePayload(), ...more, inputs });
}

const listing = "GET issues?state=open&creator=github-actions%5Bbot%5D&per_page=100";
const early = "2027-01-01T00:00:00Z";
const late = "2027-05-15T00:00:00Z";

describe("the living issue", () => {
  test("is opened when something ends within 60 days, kept while nothing changes, changed when it gets urgent, closed when all is renewed", async () => {
    await run(early);
    expect(server.lines).toEqual(["POST /graphql", listing]);
    await run(late);
    expect(server.lines.slice(2)).toEqual(["POST /graphql", listing, "POST issues"]);
    expect(server.issues[0]).toMatchObject({ title: "TLS certificates of TiKV clusters that expire", state: "open" });
    expect(server.issues[0]?.body).toContain("| ⚠️ within 30 days: 2027-06-01 | `prod/tls/pd.pem:1` |");
    await run("2027-05-16T00:00:00Z");
    expect(server.lines.slice(5)).toEqual(["POST /graphql", listing]);
    await run("2027-05-28T00:00:00Z", { event: "workflow_dispatch", payload: dispatchPayload() });
    expect(server.lines.slice(7)).toEqual(["POST /graphql", listing, "PATCH issues/1"]);
    expect(server.issues[0]?.body).toContain("| ⚠️ within 7 days: 2027-06-01 |");
    await run(early);
    expect(server.requests.at(-1)).toMatchObject({ method: "PATCH", body: { state: "closed", state_reason: "completed" } });
    expect(server.issues.map(({ state }) => state)).toEqual(["closed"]);
    await run(late);
    expect(server.issues.map(({ state }) => state)).toEqual(["closed", "open"]);
  });

  test("is not the one that somebody else opened with its marker", async () => {
    await run(late);
    const body = server.issues[0]?.body ?? "";
    server.issues.splice(0, 1, { id: 1, number: 1, title: "x", body, state: "open", login: "stranger" });
    await run(late);
    expect(server.issues.map(({ login }) => login)).toEqual(["stranger", workflowLogin]);
    await run(early);
    expect(server.issues.map(({ state }) => state)).toEqual(["open", "closed"]);
  });

  test("is neither a pull request nor what a server lists that does not know the filter", async () => {
    await run(late);
    const body = server.issues[0]?.body;
    const listed = [
      { number: 8, body, user: { login: "stranger" } },
      { number: 9, body, user: { login: workflowLogin }, pull_request: { url: "https://api.github.com/repos/o/r/pulls/9" } },
    ];
    server.refuseNext("GET", /issues\?/, { status: 200, body: listed });
    const sent = server.requests.length;
    await run(early);
    expect(server.lines.slice(sent)).toEqual(["POST /graphql", listing]);
  });

  test("is found behind a hundred others of the same author", async () => {
    await run(late);
    const [own] = server.issues;
    if (own === undefined) throw new Error("no issue");
    const others = Array.from({ length: 130 }, (_, index) => ({ ...own, number: 100 + index, body: "another workflow's" }));
    server.issues.unshift(...others);
    const sent = server.requests.length;
    await run(late);
    expect(server.lines.slice(sent)).toEqual(["POST /graphql", listing, `${listing}&page=2`]);
  });

  test("without the permission is one warning, and the verdict stays", async () => {
    server.permissions = { issues: "read" };
    const { status, warnings } = await run(late);
    expect(status).toBe(0);
    expect(warnings).toEqual([
      expect.stringContaining(
        'the issue was not written: GitHub answers 403 (Resource not accessible by integration); it needs "issues: write"',
      ),
    ]);
  });

  test("is for a schedule and a run by hand: a pull request does not touch it", async () => {
    const head = repository.git("rev-parse", "HEAD");
    await run(late, { event: "pull_request", payload: pullRequestPayload({ base: head, head }) });
    expect(server.requests).toEqual([]);
  });
});

test("the calendar is written where it is asked for, and its path is an output", async () => {
  const { outputs } = await run(early, { inputs: { issue: "", reports: "ics=certificates.ics" } });
  expect(outputs["report-ics"]).toBe("certificates.ics");
  const text = readFileSync(join(repository.folder, "certificates.ics"), "utf8");
  expect(text.match(/^UID:[0-9a-f]{64}@/gm)).toHaveLength(3);
  expect(server.requests).toEqual([]);
});
