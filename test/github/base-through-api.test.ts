import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { ActionStep } from "../support/action-step.ts";
import { pullRequestPayload } from "../support/github-events.ts";
import { type GithubServer, githubServer, primaryLimit, secondaryLimit } from "../support/github-server.ts";
import { changedRepository, plainTikvTexts, soundTexts } from "../support/pull-request.ts";

const change = changedRepository(soundTexts(), plainTikvTexts());
/** A checkout without git's own folder: the base can come through the API alone. */
const workspace = mkdtempSync(join(tmpdir(), "tikv-tls-gate-no-git-"));
cpSync(change.repository.folder, workspace, { recursive: true, filter: (path) => !/[/\\]\.git([/\\]|$)/.test(path) });

let server: GithubServer;
let step: ActionStep;
const open: { close?(): void; remove?(): void }[] = [change.repository];

beforeEach(async () => {
  server = await githubServer();
  server.repository = change.repository;
  server.head = change.head;
  step = new ActionStep(server);
  open.push(server, step);
});
afterAll(() => {
  for (const one of open) {
    one.close?.();
    one.remove?.();
  }
  rmSync(workspace, { recursive: true, force: true });
});

const run = () => step.run(workspace, { event: "pull_request", payload: pullRequestPayload(change), inputs: {} });
const missing = "policy/base-missing";

test("rate limits and a failing server are waited for while the base is read", async () => {
  server.refuseNext("GET", /compare/, secondaryLimit(1));
  server.refuseNext("GET", /git\/trees/, primaryLimit(Math.floor(Date.now() / 1000) + 1));
  server.refuseNext("POST", /graphql/, { status: 503, body: { message: "Service Unavailable" } });
  const { status, summary, log } = await run();
  expect(status).toBe(1);
  expect(summary).not.toContain(missing);
  expect(summary).toContain(`against ${change.base.slice(0, 12)}`);
  expect(log.match(/GitHub limits the rate of requests: asked again in \d s/g)).toHaveLength(2);
  expect(log).toContain("GitHub answers 503: asked again in 1 s");
});

test("a limit that lasts an hour is not waited for: the step fails, and says why", async () => {
  server.refuseNext("GET", /git\/trees/, primaryLimit(Math.floor(Date.now() / 1000) + 3600));
  const { status, summary } = await run();
  expect(status).toBe(1);
  expect(summary).toContain(missing);
  expect(summary).toContain("too many requests were made");
});

test("1,200 files that change are read in few requests, those that are no text one by one", async () => {
  const names = Array.from({ length: 1200 }, (_, index) => `deploy/app-${index}.yaml`);
  const manifest = (name: string, image: string) => `kind: Deployment\nmetadata: {name: ${name}}\nspec: {image: "${image}"}\n`;
  const many = changedRepository(
    { ...soundTexts(), ...Object.fromEntries(names.map((name) => [name, manifest(name, "tikv:1")])), "x.pem": "\u0000\u0001" },
    {
      ...plainTikvTexts(),
      ...Object.fromEntries(names.map((name) => [name, manifest(name, "tikv:2")])),
      "x.pem": "\u0000\u0002",
    },
  );
  const folder = mkdtempSync(join(tmpdir(), "tikv-tls-gate-many-"));
  open.push(many.repository, { remove: () => rmSync(folder, { recursive: true, force: true }) });
  cpSync(many.repository.folder, folder, { recursive: true, filter: (path) => !/[/\\]\.git([/\\]|$)/.test(path) });
  server.repository = many.repository;
  const { status, summary } = await step.run(folder, { event: "pull_request", payload: pullRequestPayload(many), inputs: {} });
  expect(status).toBe(1);
  expect(summary).not.toContain(missing);
  expect(summary).toContain(`against ${many.base.slice(0, 12)}`);
  const kinds = server.lines.map((line) => line.replace(/\/[0-9a-f]{40}.*/, ""));
  expect(kinds.filter((line) => line === "POST /graphql")).toHaveLength(13);
  expect(kinds.filter((line) => line === "GET git/blobs")).toHaveLength(1);
  expect(kinds.length).toBeLessThan(20);
}, 60_000);

test("a partial clone gets what it lacks through the API", async () => {
  const clone = mkdtempSync(join(tmpdir(), "tikv-tls-gate-partial-"));
  open.push({ remove: () => rmSync(clone, { recursive: true, force: true }) });
  change.repository.git("config", "uploadpack.allowFilter", "true");
  change.repository.git("clone", "--quiet", "--filter=blob:none", `file://${change.repository.folder}`, clone);
  const { status, summary } = await step.run(clone, { event: "pull_request", payload: pullRequestPayload(change), inputs: {} });
  expect(status).toBe(1);
  expect(summary).not.toContain(missing);
  expect(summary).toContain(`against ${change.base.slice(0, 12)}`);
});
