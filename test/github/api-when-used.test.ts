import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ActionStep } from "../support/action-step.ts";
import { pullRequestPayload } from "../support/github-events.ts";
import { githubServer } from "../support/github-server.ts";
import { changedRepository, plainTikvTexts, soundTexts } from "../support/pull-request.ts";

/** The bundle without what sends requests. */
const dist = mkdtempSync(join(tmpdir(), "tikv-tls-gate-dist-"));
cpSync("dist", dist, { recursive: true });
const chunk = join(dist, "chunks/octokit.js");
const isThere = existsSync(chunk);
rmSync(chunk, { force: true });

const open: { close?(): void; remove?(): void }[] = [{ remove: () => rmSync(dist, { recursive: true, force: true }) }];
afterAll(() => {
  for (const one of open) {
    one.close?.();
    one.remove?.();
  }
});

test("a check does not load what sends requests to GitHub", () => {
  expect(isThere).toBe(true);
  const { status, stdout } = spawnSync(process.execPath, [join(dist, "cli.js"), "check", resolve("examples/sound")], {
    encoding: "utf8",
  });
  expect([status, stdout]).toEqual([0, expect.stringContaining("passed")]);
});

test("nor does the action, as long as the checkout has the base and nothing is to be written", async () => {
  const change = changedRepository(soundTexts(), plainTikvTexts());
  const server = await githubServer();
  const step = new ActionStep(server, join(dist, "action.js"));
  open.push(change.repository, server, step);
  const about = { event: "pull_request", payload: pullRequestPayload(change) };
  const { status, summary } = await step.run(change.repository.folder, about);
  expect([status, server.requests]).toEqual([1, []]);
  expect(summary).toContain(`against ${change.base.slice(0, 12)}`);
  const asked = await step.run(change.repository.folder, { ...about, inputs: { comment: "always" } });
  expect(asked.warnings.join()).toContain("GitHub's API cannot be asked");
});
