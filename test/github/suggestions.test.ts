import { afterAll, beforeEach, expect, test } from "vitest";
import { ActionStep, type StepOptions } from "../support/action-step.ts";
import { pullRequestPayload } from "../support/github-events.ts";
import { type GithubServer, githubServer, workflowLogin } from "../support/github-server.ts";
import { type ChangedRepository, changedRepository, type Texts } from "../support/pull-request.ts";

const lines = (...all: readonly string[]) => all.map((line) => `${line}\n`).join("");
const tikv = (ca: string, cert: string, more: readonly string[] = []) =>
  lines(
    "[server]",
    'addr = "10.0.0.1:20160"',
    "[storage]",
    "[pd]",
    'endpoints = ["pd.prod.example:2379"]',
    ...more,
    "[security]",
    `${ca} = "/tls/ca.pem"`,
    `${cert} = "/tls/tikv.pem"`,
    'key-path = "/tls/tikv.key"',
  );
/** Far enough apart that a diff of one end does not show the other. */
const between = Array.from({ length: 20 }, (_, index) => `# ${index}`);

let server: GithubServer;
let step: ActionStep;
const open: { close?(): void; remove?(): void }[] = [];

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

/** A pull request whose diff is git's own. */
function pullRequest(before: Texts, after: Texts): ChangedRepository {
  const change = changedRepository(before, after);
  open.push(change.repository);
  const names = change.repository.git("diff", "--name-only", change.base, change.head).split("\n");
  server.files = names.map((filename) => {
    const diff = change.repository.git("diff", change.base, change.head, "--", filename);
    return { filename, patch: diff.slice(diff.indexOf("@@")) };
  });
  server.head = change.head;
  return change;
}

function run({ repository, base, head }: ChangedRepository, more: Partial<StepOptions> = {}) {
  const inputs = { suggestions: "true", ...more.inputs };
  return step.run(repository.folder, { event: "pull_request", payload: pullRequestPayload({ base, head }), ...more, inputs });
}

const listings = ["GET pulls/2/files?per_page=100", "GET pulls/2/comments?per_page=100"];

test("fixes of lines in the diff are offered in one review, once", async () => {
  const change = pullRequest({ "README.md": "words\n" }, { "prod/tikv.toml": tikv("ca_path", "cert-pth") });
  const { warnings } = await run(change);
  expect(warnings).toEqual([]);
  expect(server.lines).toEqual([...listings, "GET pulls/2", "POST pulls/2/reviews"]);
  const body = server.requests.at(-1)?.body as { comments: { path: string; line: number; body: string }[] };
  expect(body).toMatchObject({ commit_id: change.head, event: "COMMENT", body: "tikv-tls-gate can put 2 places right." });
  expect(body.comments.map(({ path, line }) => [path, line])).toEqual([
    ["prod/tikv.toml", 7],
    ["prod/tikv.toml", 8],
  ]);
  expect(body.comments[0]?.body).toMatch(
    /^<!-- tikv-tls-gate:suggestion key=[0-9a-f]{64} -->\n\*\*config\/unknown-key\*\*: [^\n]+\n\nSuggested: [^\n]+\n\n```suggestion\nca-path = "\/tls\/ca\.pem"\n```$/,
  );
  const sent = server.requests.length;
  await run(change);
  expect(server.lines.slice(sent)).toEqual([...listings, "POST /graphql"]);
  expect(server.reviewComments).toHaveLength(2);
});

test("a pull request gets twenty at most, in all of its runs", async () => {
  const many = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [
      `prod/tikv-${index}.toml`,
      tikv("ca_path", "cert-path").replace("0.0.1:", `0.1.${index}:`),
    ]),
  );
  const change = pullRequest({ "README.md": "words\n" }, many);
  await run(change);
  expect(server.reviewComments).toHaveLength(20);
  await run(change);
  expect(server.reviewComments).toHaveLength(20);
});

test("a suggestion that somebody else seems to have made is made all the same", async () => {
  const change = pullRequest({ "README.md": "words\n" }, { "prod/tikv.toml": tikv("ca_path", "cert-path") });
  await run(change);
  const [own] = server.reviewComments;
  server.reviewComments.splice(0, 1, { id: 1, body: own?.body ?? "", login: "stranger" });
  await run(change);
  expect(server.reviewComments.map(({ login }) => login)).toEqual(["stranger", workflowLogin]);
});

test("a line outside of the diff gets none: nothing is asked for twice and nothing is written", async () => {
  const change = pullRequest(
    { "prod/tikv.toml": tikv("ca_path", "cert-path", between) },
    { "prod/tikv.toml": tikv("ca_path", "cert-path", between).replace("10.0.0.1", "10.0.0.2") },
  );
  await run(change);
  expect(server.lines).toEqual([listings[0]]);
});

test("lines that are others in the pull request's head than in the merge that was judged get none", async () => {
  const change = pullRequest({ "README.md": "words\n" }, { "prod/tikv.toml": tikv("ca_path", "cert-path") });
  server.files = server.files.map(({ filename, patch }) => ({
    filename,
    patch: patch?.replace("@@\n", "@@\n+# one more\n") ?? "",
  }));
  await run(change);
  expect(server.lines).toEqual([listings[0]]);
});

test("text with a fence in it stays inside of the suggestion", async () => {
  const config = tikv("ca_path", "cert-path").replace('ca_path = "/tls/ca.pem"', 'ca_path = "/tls/ca.pem" # ``` @org/team');
  await run(pullRequest({ "README.md": "words\n" }, { "prod/tikv.toml": config }));
  expect(server.reviewComments[0]?.body.endsWith('\n````suggestion\nca-path = "/tls/ca.pem" # ``` @org/team\n````')).toBe(true);
});

test("nothing is offered for a head that is not the newest, nor by default, nor outside of a pull request", async () => {
  const change = pullRequest({ "README.md": "words\n" }, { "prod/tikv.toml": tikv("ca_path", "cert-path") });
  server.head = "f".repeat(40);
  await run(change);
  expect(server.lines).toEqual([...listings, "GET pulls/2"]);
  await run(change, { inputs: { suggestions: "" } });
  await run(change, { event: "schedule", payload: {} });
  expect(server.requests).toHaveLength(3);
});

test.each([403, 422])("%d is one warning and changes no verdict", async (status) => {
  const change = pullRequest({ "README.md": "words\n" }, { "prod/tikv.toml": tikv("ca_path", "cert-path") });
  server.refuseNext("POST", /reviews/, { status, body: { message: "no" } });
  const result = await run(change);
  expect(result.status).toBe(1);
  expect(result.warnings).toEqual([expect.stringContaining(`the suggestions were not written: GitHub answers ${status} (no)`)]);
});
