import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { ActionStep } from "../support/action-step.ts";
import { mergeGroupPayload, pullRequestPayload } from "../support/github-events.ts";
import { type GithubServer, githubServer } from "../support/github-server.ts";
import { type ChangedRepository, changedRepository, plainTikvTexts, soundTexts } from "../support/pull-request.ts";

/** One TiKV in plaintext per number: a finding for each. */
function stores(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `prod/tikv-${index}.toml`,
      `[server]\naddr = "10.0.1.${index + 1}:20160"\n[storage]\n[pd]\nendpoints = ["10.0.0.1:2379"]\n`,
    ]),
  );
}

const worse = changedRepository(soundTexts(), plainTikvTexts());
const many = changedRepository({ "README.md": "words\n" }, stores(120));
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
  for (const { repository } of [worse, many]) repository.remove();
});

function run({ repository, base, head }: ChangedRepository, inputs: Readonly<Record<string, string>> = { "check-name": "TLS" }) {
  return step.run(repository.folder, { event: "pull_request", payload: pullRequestPayload({ base, head }), inputs });
}

interface Output {
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly Readonly<Record<string, unknown>>[];
}

const outputs = () => server.checkRuns.map(({ output }) => output as Output);
const annotated = (commands: readonly { readonly properties: Readonly<Record<string, string>> }[]) =>
  commands.filter(({ properties }) => properties["file"] !== undefined);

describe("a check run of its own", () => {
  test("is one request where fifty annotations suffice, and takes the place of workflow commands", async () => {
    const { status, commands, warnings } = await run(worse);
    expect(status).toBe(1);
    expect(server.lines).toEqual(["POST check-runs"]);
    expect(server.checkRuns[0]).toMatchObject({
      name: "TLS",
      head_sha: worse.head,
      status: "completed",
      conclusion: "failure",
      started_at: "2026-11-24T00:00:00Z",
      completed_at: "2026-11-24T00:00:00Z",
      details_url: "https://github.com/o/r/actions/runs/1001",
    });
    const [output] = outputs();
    expect(output?.title).toBe("failed: 7 errors, 2 warnings");
    expect(output?.summary).toContain("### What changes");
    expect(output?.annotations).toHaveLength(9);
    expect(output?.annotations.map((one) => one["annotation_level"])).toEqual([
      ...Array(7).fill("failure"),
      "warning",
      "warning",
    ]);
    expect(annotated(commands)).toEqual([]);
    expect(warnings).toEqual([]);
  });

  test("is fed in batches of fifty, and completed with the last", async () => {
    const { commands, outputs: given } = await run(many);
    const findings = ["errors", "warnings", "notes"].reduce((sum, name) => sum + Number(given[name]), 0);
    expect(findings).toBeGreaterThan(100);
    expect(findings).toBeLessThanOrEqual(200);
    expect(outputs().map(({ annotations }) => annotations.length)).toEqual([
      ...Array(Math.floor(findings / 50)).fill(50),
      ...(findings % 50 === 0 ? [] : [findings % 50]),
    ]);
    expect(server.lines.slice(0, 2)).toEqual(["POST check-runs", "PATCH check-runs/7"]);
    expect(server.checkRuns.map((body) => body["status"])).toEqual([
      "in_progress",
      ...Array(server.checkRuns.length - 2).fill(undefined),
      "completed",
    ]);
    expect(annotated(commands)).toEqual([]);
  });

  test("is of the queue's own commit in a merge queue", async () => {
    const { repository, base, head } = worse;
    await step.run(repository.folder, {
      event: "merge_group",
      payload: mergeGroupPayload(base, head),
      inputs: { "check-name": "TLS", comment: "auto" },
      environment: { GITHUB_SHA: head },
    });
    expect(server.lines).toEqual(["POST check-runs"]);
    expect(server.checkRuns[0]).toMatchObject({ head_sha: head });
  });
});

describe("without the permission", () => {
  test.each([403, 404, 422])("%d: plain annotations, the same verdict, one warning", async (status) => {
    server.refuseNext("POST", /check-runs/, { status, body: { message: "no" } });
    const result = await run(worse);
    expect(result.status).toBe(1);
    expect(annotated(result.commands)).toHaveLength(9);
    expect(result.warnings).toHaveLength(1);
    expect(result.warnings[0]).toContain(`the check run was not made: GitHub answers ${status} (no)`);
  });

  test("it is not tried by default: no request is sent", async () => {
    const { commands } = await run(worse, {});
    expect(annotated(commands)).toHaveLength(9);
    expect(server.requests).toEqual([]);
  });
});

test("a check run that breaks off is completed all the same, and the rest become plain annotations", async () => {
  server.refuseNext("PATCH", /check-runs/, { status: 502, body: { message: "Bad Gateway" } });
  const { commands, warnings } = await run(many);
  expect(server.lines).toEqual(["POST check-runs", "PATCH check-runs/7", "PATCH check-runs/7"]);
  expect(server.checkRuns.at(-1)).toEqual({ status: "completed", conclusion: "failure", completed_at: "2026-11-24T00:00:00Z" });
  expect(warnings).toEqual([expect.stringContaining("the check run lacks annotations: GitHub answers 502")]);
  const carried = new Set(outputs()[0]?.annotations.map(({ path, title }) => `${path} ${title}`));
  const plain = annotated(commands).map(({ properties }) => `${properties["file"]} ${properties["title"]}`);
  expect(plain.length).toBeGreaterThan(0);
  expect(plain.filter((one) => carried.has(one))).toEqual([]);
});

test("of a folder that is judged by itself, annotations name files as the repository does", async () => {
  const below = (files: Readonly<Record<string, string | undefined>>) =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`clusters/${path}`, text]));
  const change = changedRepository(below(soundTexts()), below(plainTikvTexts()));
  await run(change, { "check-name": "TLS", path: "clusters" });
  const { commands } = await run(change, { path: "clusters" });
  change.repository.remove();
  expect(outputs()[0]?.annotations.map(({ path }) => path)).toContain("clusters/prod/tikv-1.toml");
  expect(annotated(commands).map(({ properties }) => properties["file"])).toContain("clusters/prod/tikv-1.toml");
});
