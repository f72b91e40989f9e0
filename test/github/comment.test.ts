import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { ActionStep, type StepOptions } from "../support/action-step.ts";
import { pullRequestPayload } from "../support/github-events.ts";
import { type GithubServer, githubServer, primaryLimit, secondaryLimit, workflowLogin } from "../support/github-server.ts";
import { type ChangedRepository, changedRepository, plainTikvTexts, soundTexts } from "../support/pull-request.ts";

const worse = changedRepository(soundTexts(), plainTikvTexts());
const better = changedRepository(plainTikvTexts(), soundTexts());
const words = changedRepository(soundTexts(), { ...soundTexts(), "README.md": "words\n" });
const stillBad = changedRepository(plainTikvTexts(), { ...plainTikvTexts(), "README.md": "words\n" });

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
  for (const { repository } of [worse, better, words, stillBad]) repository.remove();
});

function run({ repository, base, head }: ChangedRepository, more: Partial<StepOptions> = {}) {
  const inputs = { comment: "auto", ...more.inputs };
  return step.run(repository.folder, { event: "pull_request", payload: pullRequestPayload({ base, head }), ...more, inputs });
}

const listing = "GET issues/2/comments?per_page=100";
const marker = "<!-- tikv-tls-gate:comment key=TLS%20gate%2Ftls%2Dgate run=1001 -->";

describe("the comment of a change that makes things worse", () => {
  test("is written once: list, look whether the head is still this one, create", async () => {
    server.head = worse.head;
    const { status, warnings } = await run(worse);
    expect(status).toBe(1);
    expect(warnings).toEqual([]);
    expect(server.lines).toEqual([listing, "GET pulls/2", "POST issues/2/comments"]);
    expect(new Set(server.requests.map(({ authorization }) => authorization))).toEqual(new Set(["token the-token"]));
    const body = server.comments[0]?.body ?? "";
    expect(body.startsWith(`${marker}\n### ❌ tikv-tls-gate failed: 7 errors, 2 warnings\n`)).toBe(true);
    expect(body).toContain("\n9 new\n");
    expect(body).toContain(
      "| prod | client-tikv<br>client → tikv-1 | ⚠️ ● mTLS → ✗ plaintext | `prod/tikv-1.toml:8` → `prod/tikv-1.toml:7` |",
    );
    expect(body).toContain("- ⛔ **prod**: does not fit even when all is restarted: ");
    expect(body).toContain("```mermaid\nflowchart LR\n");
    expect(body.indexOf("config/tls-off")).toBeLessThan(body.indexOf("config/status-address-exposed"));
  });

  test("is not written again when nothing changed", async () => {
    server.head = worse.head;
    await run(worse);
    const sent = server.requests.length;
    const again = await run(worse);
    expect(again.warnings).toEqual([]);
    expect(server.lines.slice(sent)).toEqual([listing, "POST /graphql"]);
  });

  test("is updated in place, and becomes one line when all is well", async () => {
    server.head = worse.head;
    await run(worse);
    server.head = words.head;
    const sent = server.requests.length;
    const { status } = await run(words);
    expect(status).toBe(0);
    expect(server.lines.slice(sent)).toEqual([listing, "POST /graphql", "GET pulls/2", "PATCH issues/comments/9000"]);
    expect(server.comments).toHaveLength(1);
    expect(server.comments[0]?.body.split("\n").slice(1)).toEqual(["✅ tikv-tls-gate passed: 2 warnings"]);
  });

  test("is found behind two hundred others", async () => {
    server.head = worse.head;
    await run(worse);
    const [own] = server.comments;
    if (own === undefined) throw new Error("no comment");
    server.comments.unshift(
      ...Array.from({ length: 250 }, (_, index) => ({ id: index, body: `words ${index}`, login: "octocat" })),
    );
    const sent = server.requests.length;
    await run(worse);
    expect(server.lines.slice(sent)).toEqual([listing, `${listing}&page=2`, `${listing}&page=3`, "POST /graphql"]);
    expect(server.comments).toHaveLength(251);
  });
});

describe("what there is nothing to say about", () => {
  test("gets no comment", async () => {
    server.head = words.head;
    const { status } = await run(words);
    expect(status).toBe(0);
    expect(server.lines).toEqual([listing]);
  });

  test("gets one line when that is asked for", async () => {
    server.head = words.head;
    await run(words, { inputs: { comment: "always" } });
    expect(server.comments.map(({ body }) => body.split("\n")[1])).toEqual(["✅ tikv-tls-gate passed: 2 warnings"]);
  });

  test("gets nothing at all by default: no request is sent", async () => {
    server.head = worse.head;
    const { status } = await run(worse, { inputs: { comment: "" } });
    expect(status).toBe(1);
    expect(server.requests).toEqual([]);
  });
});

test("old findings that still fail the check are told, and named as the base's", async () => {
  server.head = stillBad.head;
  const { status } = await run(stillBad);
  expect(status).toBe(1);
  const body = server.comments[0]?.body ?? "";
  expect(body).toContain("findings that the base has too</summary>");
  expect(body).not.toContain("### New and worse");
  expect(body).not.toContain("### What changes");
});

test("a change for the better is told as such", async () => {
  server.head = better.head;
  const { status } = await run(better);
  expect(status).toBe(0);
  expect(server.comments[0]?.body).toContain("✗ plaintext → ● mTLS");
});

describe("comments of others", () => {
  test("with the same marker are left alone, whoever planted them", async () => {
    server.head = worse.head;
    server.comments.push({ id: 1, body: `${marker}\nall is well`, login: "stranger" });
    server.comments.push({ id: 2, body: `${marker}\nall is well`, login: "other-app[bot]" });
    await run(worse);
    expect(server.lines).toEqual([listing, "POST /graphql", "GET pulls/2", "POST issues/2/comments"]);
    expect(server.comments.map(({ id, login }) => [id, login])).toEqual([
      [1, "stranger"],
      [2, "other-app[bot]"],
      [9000, workflowLogin],
    ]);
    expect(server.comments[0]?.body).toBe(`${marker}\nall is well`);
    await run(worse);
    expect(server.comments).toHaveLength(3);
  });

  test("of another job, another key or another folder of a matrix are not this job's", async () => {
    server.head = worse.head;
    await run(worse);
    await run(worse, { environment: { GITHUB_JOB: "other" } });
    await run(worse, { inputs: { "comment-key": "mine -->" } });
    await run(worse, { inputs: { environments: "prod" } });
    expect(server.comments.map(({ body }) => /key=(\S+)/.exec(body)?.[1])).toEqual([
      "TLS%20gate%2Ftls%2Dgate",
      "TLS%20gate%2Fother",
      "mine%20%2D%2D%3E",
      "TLS%20gate%2Ftls%2Dgate%2Fprod",
    ]);
    await run(worse, { inputs: { "comment-key": "mine -->" } });
    expect(server.comments).toHaveLength(4);
  });

  test("stay when GitHub does not say whose token it is", async () => {
    server.head = worse.head;
    server.comments.push({ id: 1, body: `${marker}\nall is well`, login: "stranger" });
    server.refuseNext("POST", /graphql/, { status: 403, body: { message: "Forbidden" } });
    const { status, warnings } = await run(worse);
    expect(status).toBe(1);
    expect(warnings).toEqual([expect.stringContaining("GitHub does not say whose token it is")]);
    expect(server.comments).toHaveLength(1);
  });
});

describe("a run that is too late", () => {
  test("writes nothing once the pull request has a newer head", async () => {
    server.head = "f".repeat(40);
    const { status, log } = await run(worse);
    expect(status).toBe(1);
    expect(server.lines).toEqual([listing, "GET pulls/2"]);
    expect(log).toContain("the comment was left as it is: the pull request has a newer commit or run");
  });

  test("writes nothing over the words of a newer run of the same head", async () => {
    server.head = words.head;
    server.comments.push({ id: 1, body: `${marker.replace("1001", "2000")}\nnewer`, login: workflowLogin });
    await run(words);
    expect(server.comments[0]?.body).toContain("newer");
    expect(server.lines).not.toContain("PATCH issues/comments/1");
  });

  test("a second attempt of the same run does write", async () => {
    server.head = words.head;
    server.comments.push({ id: 1, body: `${marker.replace("1001", "500")}\nred`, login: workflowLogin });
    await run(words, { environment: { GITHUB_RUN_ID: "500", GITHUB_RUN_ATTEMPT: "2" } });
    expect(server.comments[0]?.body).toContain("✅");
  });
});

describe("what GitHub refuses changes no verdict", () => {
  test.each([
    ["red", worse, 1],
    ["green", words, 0],
  ] as const)("the read-only token of a fork: a warning, and %s stays", async (_, change, expected) => {
    server.head = change.head;
    server.permissions = { "pull-requests": "read" };
    const payload = pullRequestPayload({ ...change, from: "fork" });
    const { status, warnings, log } = await run(change, { payload, inputs: { comment: "always" } });
    expect(status).toBe(expected);
    expect(warnings).toEqual([
      'the comment was not written: GitHub answers 403 (Resource not accessible by integration); it needs "pull-requests: write" in the job\'s permissions, which the token of a pull request from a fork never has',
    ]);
    expect(log).not.toContain("the-token");
  });

  test.each([401, 404, 422, 500, 503])("an answer of %d: one warning", async (status) => {
    server.head = worse.head;
    const reply = { status, body: { message: "no\n::error::pwned" } };
    server.refuseNext("GET", /comments/, reply, reply, reply);
    const result = await run(worse);
    expect(result.status).toBe(1);
    expect(result.warnings).toHaveLength(1);
    expect(result.warnings[0]).toContain(`GitHub answers ${status} (no\\n::error::pwned)`);
    expect(result.commands.filter(({ data }) => data === "pwned")).toEqual([]);
    expect(server.lines).toHaveLength(status >= 500 ? 3 : 1);
  });

  test("no API at all: one warning", async () => {
    const { status, warnings } = await run(worse, { environment: { GITHUB_API_URL: "http://127.0.0.1:9" } });
    expect(status).toBe(1);
    expect(warnings).toEqual([expect.stringContaining("GitHub does not answer for o/r")]);
  });

  test("a secondary rate limit is waited for, and a comment that was refused by it is sent again, once", async () => {
    server.head = worse.head;
    server.refuseNext("POST", /issues\/2\/comments/, secondaryLimit(1));
    const { warnings, log } = await run(worse);
    expect(warnings).toEqual([]);
    expect(log).toContain("GitHub limits the rate of requests: asked again in 1 s");
    expect(server.lines.filter((line) => line.startsWith("POST"))).toEqual(["POST issues/2/comments", "POST issues/2/comments"]);
    expect(server.comments).toHaveLength(1);
  });

  test("a primary limit that expires soon is waited for; one that ends in an hour is not", async () => {
    server.head = worse.head;
    const seconds = () => Math.floor(Date.now() / 1000);
    server.refuseNext("GET", /comments/, primaryLimit(seconds() + 1));
    expect((await run(worse)).warnings).toEqual([]);
    server.refuseNext("GET", /comments/, primaryLimit(seconds() + 3600));
    const { warnings } = await run(worse);
    expect(warnings).toEqual([
      "the comments could not be read: GitHub answers 403 (API rate limit exceeded for installation ID 1.)",
    ]);
  });

  test("a comment of which nobody knows whether it was written is not written twice", async () => {
    server.head = worse.head;
    server.refuseNext("POST", /issues\/2\/comments/, { status: 502, body: { message: "Bad Gateway" } });
    const { warnings } = await run(worse);
    expect(warnings).toEqual([expect.stringContaining("GitHub answers 502")]);
    expect(server.lines.filter((line) => line.startsWith("POST"))).toHaveLength(1);
  });
});

test("an older comment does not stay green when the gate cannot judge", async () => {
  server.head = words.head;
  server.comments.push({ id: 1, body: `${marker.replace("1001", "1")}\n✅ tikv-tls-gate passed`, login: workflowLogin });
  const { status } = await run(words, { inputs: { policy: "strikt" } });
  expect(status).toBe(1);
  expect(server.comments[0]?.body).toContain("❌ tikv-tls-gate could not judge: ");
});

test("an input that is mistyped is no comment, and no green", async () => {
  const { status, log } = await run(words, { inputs: { comment: "allways" } });
  expect(status).toBe(1);
  expect(log).toContain('input comment: "allways" is not one of never, auto, always');
  expect(server.requests).toEqual([]);
});
