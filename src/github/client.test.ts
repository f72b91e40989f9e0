import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type GithubServer,
  githubServer,
  primaryLimit,
  secondaryLimit,
  workflowLogin,
} from "../../test/support/github-server.ts";
import { answerText, type GithubClient, githubClient } from "./client.ts";

let server: GithubServer;
let heard: string[];

beforeEach(async () => {
  server = await githubServer();
  heard = [];
});
afterEach(() => server.close());

/** A second takes a hundredth of one here. */
function client(options: { readonly token?: string; readonly origin?: string } = {}): GithubClient {
  const made = githubClient(
    { origin: server.address, repository: "o/r", token: "the-token", ...options },
    { second: 10, log: (text) => heard.push(text) },
  );
  if (made === undefined) throw new Error("no client");
  return made;
}

const failure = (status: number) => ({ status, body: { message: "Server Error" } });
const waits = () => heard.map((text) => Number(/(\d+) s$/.exec(text)?.[1]));

describe("waits", () => {
  test("as long as retry-after says", async () => {
    server.refuseNext("GET", /pulls/, secondaryLimit(17));
    expect((await client().send("GET", "pulls/2")).status).toBe(200);
    expect(heard).toEqual(["GitHub limits the rate of requests: asked again in 17 s"]);
  });

  test("until the primary limit is reset, and a second more", async () => {
    server.refuseNext("GET", /pulls/, primaryLimit(Math.floor(Date.now() / 1000) + 42));
    expect((await client().send("GET", "pulls/2")).status).toBe(200);
    expect(waits()).toHaveLength(1);
    expect(waits()[0]).toBeGreaterThanOrEqual(42);
    expect(waits()[0]).toBeLessThanOrEqual(43);
  });

  test("a minute when a secondary limit says nothing, and no second one beyond two minutes in all", async () => {
    const limit = secondaryLimit(undefined);
    server.refuseNext("GET", /pulls/, limit, limit, limit, limit);
    const one = client();
    expect((await one.send("GET", "pulls/2")).status).toBe(403);
    expect(waits()).toEqual([60, 60]);
    expect((await one.send("GET", "pulls/2")).status).toBe(403);
    expect(waits()).toHaveLength(2);
    expect(server.requests).toHaveLength(4);
  });

  test("not at all when GitHub asks for more than a minute", async () => {
    server.refuseNext("GET", /pulls/, secondaryLimit(61));
    expect((await client().send("GET", "pulls/2")).status).toBe(403);
    expect([heard, server.requests.length]).toEqual([[], 1]);
  });

  test("not for a permission that is missing", async () => {
    server.permissions = {};
    expect((await client().send("GET", "pulls/2")).status).toBe(403);
    expect(server.requests).toHaveLength(1);
  });

  test("429 is a limit as 403 is, also for a POST: what is refused was not carried out", async () => {
    server.refuseNext("POST", /check-runs/, { ...secondaryLimit(2), status: 429 });
    expect((await client().send("POST", "check-runs", { body: {} })).status).toBe(201);
    server.refuseNext("GET", /pulls/, { ...secondaryLimit(3), status: 429 });
    expect((await client().send("GET", "pulls/2")).status).toBe(200);
    expect(waits()).toEqual([2, 3]);
  });
});

describe("a failing server", () => {
  test("is asked three times for what may be asked twice", async () => {
    server.refuseNext("GET", /pulls/, failure(500), failure(503));
    expect((await client().send("GET", "pulls/2")).status).toBe(200);
    expect(heard).toEqual(["GitHub answers 500: asked again in 1 s", "GitHub answers 503: asked again in 4 s"]);
    server.refuseNext("PATCH", /comments/, failure(502));
    await client().send("PATCH", "issues/comments/1", { body: { body: "x" }, repeatable: true });
    expect(waits()).toEqual([1, 4, 1]);
    server.refuseNext("GET", /pulls/, failure(500), failure(500), failure(500), failure(500));
    expect((await client().send("GET", "pulls/2")).status).toBe(500);
    expect(waits()).toEqual([1, 4, 1, 1, 4]);
  });

  test("is not asked to write again what it may have written", async () => {
    server.refuseNext("POST", /comments/, failure(502));
    expect((await client().send("POST", "issues/2/comments", { body: { body: "x" } })).status).toBe(502);
    server.refuseNext("PATCH", /check-runs/, failure(500));
    expect((await client().send("PATCH", "check-runs/7", { body: {} })).status).toBe(500);
    expect([waits(), server.requests.length]).toEqual([[], 2]);
  });

  test("that is not there is no exception, and names neither token nor address", async () => {
    const one = client({ origin: "http://127.0.0.1:5" });
    const answer = await one.send("GET", "pulls/2");
    expect([answer.status, answerText(answer)]).toEqual([0, "GitHub does not answer for o/r (ECONNREFUSED)"]);
    expect(heard).toEqual(["GitHub does not answer: asked again in 1 s", "GitHub does not answer: asked again in 4 s"]);
    expect(await one.send("GET", "pulls/3")).toBe(answer);
    expect(heard).toHaveLength(2);
  });

  test("that ends the connection while a POST is under way is not asked again", async () => {
    server.hangUpNext("POST", /comments/);
    expect(await client().send("POST", "issues/2/comments", { body: { body: "x" } })).toMatchObject({ status: 0 });
    expect(server.requests).toHaveLength(1);
  });
});

describe("lists", () => {
  const comments = (count: number) => Array.from({ length: count }, (_, id) => ({ id, body: String(id), login: "octocat" }));

  test("are read to their end, page by page", async () => {
    server.comments.push(...comments(201));
    const listed = await client().list("issues/2/comments?per_page=100");
    expect(listed.kind === "list" && listed.items).toHaveLength(201);
    expect(server.requests).toHaveLength(3);
  });

  test("fail as a whole when a page fails: what is not known is not taken for absent", async () => {
    server.comments.push(...comments(201));
    server.refuseNext("GET", /page=2/, { status: 404, body: { message: "Not Found" } });
    expect(await client().list("issues/2/comments?per_page=100")).toMatchObject({ kind: "failed", answer: { status: 404 } });
  });

  test("lead nowhere else: the token goes to no other server", async () => {
    const link = `<http://127.0.0.1:9/repos/o/r/issues/2/comments?page=2>; rel="next"`;
    server.refuseNext("GET", /comments/, { status: 200, body: [{}], headers: { link } });
    expect(await client().list("issues/2/comments")).toEqual({ kind: "list", items: [{}] });
  });
});

test("asks once whose the token is", async () => {
  const one = client();
  expect([await one.login(), await one.login()]).toEqual([workflowLogin, workflowLogin]);
  expect(server.lines).toEqual(["POST /graphql"]);
});

test("sends no empty token, and is none for an address or a repository that is none", async () => {
  await client({ token: "" }).send("GET", "pulls/2");
  expect(server.requests[0]?.authorization).toBeUndefined();
  const surroundings = { second: 1, log: () => undefined };
  expect(githubClient({ origin: "ftp://x", repository: "o/r" }, surroundings)).toBeUndefined();
  expect(githubClient({ origin: "https://x", repository: "o/.." }, surroundings)).toBeUndefined();
  expect(githubClient({ origin: "https://x", repository: "o" }, surroundings)).toBeUndefined();
});
