import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { workflowsOf } from "../../scripts/lib/markdown-workflows.ts";

interface Job {
  readonly permissions?: unknown;
  readonly uses?: string;
  readonly "timeout-minutes"?: number;
  readonly steps?: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[];
}

interface Workflow {
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const own = globSync(".github/workflows/*.yml").map((path) => ({ path, text: readFileSync(path, "utf8"), isOwn: true }));
const shown = globSync(["*.md", "docs/**/*.md"]).flatMap((page) =>
  workflowsOf(readFileSync(page, "utf8")).map(({ line, text }) => ({ path: `${page}:${line}`, text, isOwn: false })),
);
const linters = ["actionlint", "zizmor"].filter((name) => spawnSync(name, ["--version"]).error === undefined);

describe.each([...own, ...shown])("$path", ({ text, isOwn }) => {
  const workflow = parse(text) as Workflow;
  const jobs = Object.entries(workflow.jobs);

  test("has no permission that a job did not ask for by itself", () => {
    expect(workflow.permissions).toEqual({});
    for (const [name, job] of jobs) expect(job.permissions, name).toBeTypeOf("object");
  });

  test("pins every action by its commit, with the version beside it", () => {
    const uses = [...text.matchAll(/\buses: (\S+)(.*)$/gm)].filter(([, target = ""]) => !target.startsWith("./"));
    for (const [line, target, comment] of uses) {
      expect(target, line).toMatch(/@[0-9a-f]{40}$/);
      expect(comment, line).toMatch(/^ # (v\d+\.\d+\.\d+|pin the commit that you have reviewed)$/);
    }
  });

  test("leaves no token in the checkout", () => {
    const checkouts = jobs.flatMap(([, { steps = [] }]) => steps.filter((step) => step.uses?.startsWith("actions/checkout@")));
    for (const checkout of checkouts) expect(checkout.with?.["persist-credentials"]).toBe(false);
  });

  test.runIf(isOwn)("ends in bounded time", () => {
    for (const [name, job] of jobs) if (job.uses === undefined) expect(job["timeout-minutes"], name).toBeLessThanOrEqual(120);
  });
});

test("one version of an action is used everywhere", () => {
  const commits = new Map<string, Set<string>>();
  for (const { text } of [...own, ...shown]) {
    for (const [, action = "", commit = ""] of text.matchAll(/\buses: ([\w./-]+)@([0-9a-f]{40})\b/g)) {
      commits.set(action, (commits.get(action) ?? new Set()).add(commit));
    }
  }
  for (const [action, used] of commits) expect([...used], action).toHaveLength(1);
});

test("the gate's own pages show whole workflows, so that these tests see them", () => {
  expect(shown.map(({ path }) => path.replace(/:\d+$/, ""))).toContain("docs/pull-request.md");
});

test(`actionlint and zizmor are clean (here: ${linters.join(" and ") || "neither is on the PATH"})`, { timeout: 60_000 }, () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/check-workflows.ts"], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  for (const name of ["actionlint", "zizmor"]) {
    expect(stdout).toContain(linters.includes(name) ? `${name}: ` : `${name}: not checked, it is not on the PATH`);
  }
});
