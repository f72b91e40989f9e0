import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ActionStep } from "../support/action-step.ts";
import { type GitRepository, gitRepository } from "../support/git-repository.ts";
import { type GithubServer, githubServer } from "../support/github-server.ts";

const plaintext = `[server]\naddr = "10.0.0.1:20160"\n\n[pd]\nendpoints = ["pd.prod.example:2379"]\n`;
const files = {
  ".github/tikv-tls-gate.yaml": "policy: mine.yml\nenvironments:\n  - {name: live, tier: production, include: [deploy/**]}\n",
  "mine.yml": "name: mine\nextends: baseline\nrules: {}\n",
  "deploy/prod/tikv.toml": plaintext,
};

let server: GithubServer;
let step: ActionStep;
const open: GitRepository[] = [];
beforeAll(async () => {
  server = await githubServer();
  step = new ActionStep(server);
});
afterAll(() => {
  server.close();
  step.remove();
  for (const { folder } of open) rmSync(folder, { recursive: true, force: true });
});

function checkout(): string {
  const repository = gitRepository(files);
  open.push(repository);
  return repository.folder;
}

const run = (workspace: string, inputs: Readonly<Record<string, string>>) =>
  step.run(workspace, { event: "schedule", payload: {}, inputs });

describe("the action's places", () => {
  test.each([[""], ["deploy"], ["deploy/prod/tikv.toml"], ["./deploy/"]])("path: %j", async (path) => {
    const workspace = checkout();
    const result = await run(workspace, { path, reports: "json=out/deep/x.json\nsarif=out/x.sarif" });
    expect(result.status).toBe(1);
    const annotated = result.commands.flatMap(({ properties }) => properties["file"] ?? []);
    expect(new Set(annotated)).toEqual(new Set(["deploy/prod/tikv.toml"]));
    expect(result.summary).toContain("Policy mine (`mine.yml`), config file `.github/tikv-tls-gate.yaml`");
    expect(result.log).toContain("policy mine (mine.yml), config file .github/tikv-tls-gate.yaml");
    for (const report of ["out/deep/x.json", "out/x.sarif"]) expect(existsSync(join(workspace, report))).toBe(true);
    expect(result.outputs["report-json"]).toBe("out/deep/x.json");
  });

  test("typed paths are those of the workspace, also with a path", async () => {
    const workspace = checkout();
    for (const [policy, shown] of [
      ["mine.yml", "mine.yml"],
      ["./mine.yml", "mine.yml"],
      [join(workspace, "mine.yml"), "mine.yml"],
    ] as const) {
      const { summary } = await run(workspace, { path: "deploy", policy });
      expect(summary).toContain(`Policy mine (\`${shown}\`)`);
    }
    const wrong = await run(workspace, { path: "deploy", reports: "json=mine.yml/x.json" });
    expect(wrong.log).toContain("cannot write mine.yml/x.json: a file stands where a folder is needed");
    expect(wrong.log).not.toContain("internal error");
  });

  test("a checkout in a folder of the workspace is the root, and is hinted at where it is not named", async () => {
    const repository = checkout();
    const workspace = `${repository}-workspace`;
    mkdirSync(workspace);
    open.push({ folder: workspace } as GitRepository);
    renameSync(repository, join(workspace, "sub"));
    const named = await run(workspace, { path: "sub/deploy" });
    expect(new Set(named.commands.flatMap(({ properties }) => properties["file"] ?? []))).toEqual(
      new Set(["deploy/prod/tikv.toml"]),
    );
    expect(named.summary).toContain(".github/tikv-tls-gate.yaml");
    expect(named.warnings).toEqual([]);
    const unnamed = await run(workspace, {});
    expect(unnamed.warnings[0]).toContain("the workspace is no checkout, but sub in it is: give path: sub");
  });

  test("a workspace without git is the root itself", async () => {
    const workspace = checkout();
    rmSync(join(workspace, ".git"), { recursive: true });
    const result = await run(workspace, { path: "deploy" });
    expect(result.summary).toContain(".github/tikv-tls-gate.yaml");
    expect(new Set(result.commands.flatMap(({ properties }) => properties["file"] ?? []))).toEqual(
      new Set(["deploy/prod/tikv.toml"]),
    );
    writeFileSync(join(workspace, ".git"), "nonsense");
    expect((await run(workspace, { path: "deploy" })).summary).toContain(".github/tikv-tls-gate.yaml");
  });
});
