import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { ActionStep, type StepOptions } from "../support/action-step.ts";
import {
  dispatchPayload,
  mergeGroupPayload,
  pullRequestPayload,
  pushPayload,
  schedulePayload,
} from "../support/github-events.ts";
import { type GithubServer, githubServer } from "../support/github-server.ts";
import { changedRepository, plainTikvTexts, soundTexts } from "../support/pull-request.ts";

const change = changedRepository(soundTexts(), plainTikvTexts());
const { repository, base, head } = change;
/** As GitHub merges a pull request to try it. */
repository.git("checkout", "--quiet", "--detach", "main");
repository.git("merge", "--quiet", "--no-ff", "topic");
const merge = repository.git("rev-parse", "HEAD");

let server: GithubServer;
let step: ActionStep;
const open: { close?(): void; remove?(): void }[] = [repository];

beforeEach(async () => {
  server = await githubServer();
  server.head = head;
  step = new ActionStep(server);
  open.push(server, step);
});
afterAll(() => {
  for (const one of open) {
    one.close?.();
    one.remove?.();
  }
});

const everything = { comment: "always", "check-name": "TLS", suggestions: "true", issue: "true", reports: "json=report.json" };

async function run(event: string, payload: unknown, environment: StepOptions["environment"] = {}) {
  const result = await step.run(repository.folder, { event, payload, inputs: everything, environment });
  const report = JSON.parse(readFileSync(join(repository.folder, "report.json"), "utf8"));
  return { ...result, base: report.comparison?.base as string | undefined };
}

const shown = (commands: readonly { readonly name: string; readonly properties: Readonly<Record<string, string>> }[]) =>
  commands.filter(({ name, properties }) => name === "error" && properties["file"] !== undefined).length;

describe("pull_request", () => {
  test.each(["opened", "synchronize", "reopened"] as const)(
    "%s: the merge against its first parent; check and comment on the head",
    async (action) => {
      const result = await run("pull_request", pullRequestPayload({ base, head, action }), { GITHUB_SHA: merge });
      expect([result.status, result.base, result.warnings]).toEqual([1, base.slice(0, 12), []]);
      expect(server.checkRuns[0]).toMatchObject({ head_sha: head });
      expect(server.lines).toEqual([
        "POST check-runs",
        "GET issues/2/comments?per_page=100",
        "GET pulls/2",
        "POST issues/2/comments",
      ]);
    },
  );

  test.each(["fork", "deleted", "dependabot"] as const)(
    "from %s with a read-only token: the full verdict as plain annotations",
    async (from) => {
      server.permissions = { "pull-requests": "read", checks: "none" };
      const result = await run("pull_request", pullRequestPayload({ base, head, from }), { GITHUB_SHA: merge });
      expect([result.status, result.base]).toEqual([1, base.slice(0, 12)]);
      expect(shown(result.commands)).toBe(7);
      expect(result.warnings).toHaveLength(2);
      expect(result.summary).toContain("### What changes");
      expect([server.comments, server.checkRuns]).toEqual([[], []]);
    },
  );

  test("a re-run of an older head leaves the newer one's comment alone", async () => {
    server.head = "f".repeat(40);
    const result = await run("pull_request", pullRequestPayload({ base, head }), { GITHUB_SHA: merge, GITHUB_RUN_ATTEMPT: "3" });
    expect([result.status, server.comments]).toEqual([1, []]);
  });
});

test("merge_group: base and head are the queue's, there is no comment, the check is the queue's commit's", async () => {
  const result = await run("merge_group", mergeGroupPayload(base, merge), { GITHUB_SHA: merge });
  expect([result.status, result.base, result.warnings]).toEqual([1, base.slice(0, 12), []]);
  expect(server.lines).toEqual(["POST check-runs"]);
  expect(server.checkRuns[0]).toMatchObject({ head_sha: merge });
});

test("push: against the state before; the first push of a branch: the tree by itself", async () => {
  expect((await run("push", pushPayload(base, merge), { GITHUB_SHA: merge })).base).toBe(base.slice(0, 12));
  const first = await run("push", pushPayload("0".repeat(40), merge), { GITHUB_SHA: merge });
  expect([first.status, first.base, first.warnings]).toEqual([1, undefined, []]);
  expect(server.lines).toEqual(["POST check-runs", "POST check-runs"]);
});

test.each([
  ["schedule", schedulePayload()],
  ["workflow_dispatch", dispatchPayload()],
] as const)("%s: the tree by itself, its check and the issue", async (event, payload) => {
  const result = await run(event, payload, { GITHUB_SHA: merge });
  expect([result.status, result.base, result.warnings]).toEqual([1, undefined, []]);
  expect(server.lines).toEqual([
    "POST check-runs",
    "POST /graphql",
    "GET issues?state=open&creator=github-actions%5Bbot%5D&per_page=100",
  ]);
});

test("pull_request_target is refused, and nothing is written", async () => {
  const payload = pullRequestPayload({ base, head, from: "fork" });
  const result = await step.run(repository.folder, { event: "pull_request_target", payload, inputs: everything });
  expect(result.status).toBe(1);
  expect(server.requests).toEqual([]);
});
