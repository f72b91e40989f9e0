import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { RepositoryApi } from "../../src/discover/github-tree.ts";
import { workingTree } from "../../src/discover/working-tree.ts";
import type { BaseRequest } from "../../src/gate/base.ts";
import { baseOfEvent, baseOfRef } from "../../src/gate/find-base.ts";
import { type GateRequest, judgeTree } from "../../src/gate/gate.ts";
import { changeOfEvent } from "../../src/github/event.ts";
import type { Report } from "../../src/report/report.ts";
import type { RepoPath } from "../../src/text/span.ts";
import { type GitRepository, gitRepository } from "../support/git-repository.ts";
import { testTime } from "../support/issue.ts";

// Each attempt makes the base unreadable, and brings a law of its own under which production without TLS is green.

const open: GitRepository[] = [];
const folders: string[] = [];
afterAll(() => {
  for (const repository of open) repository.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const plaintext = `[server]\naddr = "10.0.0.1:20160"\nstatus-addr = "127.0.0.1:20180"\n\n[pd]\nendpoints = ["pd-0.prod.example:2379"]\n`;
const config = (tier: string) => `environments:\n  - {name: prod, tier: ${tier}, include: [deploy/**]}\n`;
const base = { "tikv-tls-gate.yml": config("production"), "deploy/prod/tikv.toml": plaintext };

/** Ways to a law of its own; each is green as long as the head's own law counts. */
const laws: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  "a lower tier": { "tikv-tls-gate.yml": config("development") },
  "a policy file that switches everything off that would speak": {
    "tikv-tls-gate.yml": `policy: p.yml\n${config("production")}`,
    "p.yml":
      "name: p\nextends: baseline\nrules:\n  policy/base-missing: {severity: 'off'}\n  config/tls-off: {severity: 'off'}\n  config/status-anonymous: {severity: 'off'}\n",
  },
  "waivers, in the config file and as comments": {
    "tikv-tls-gate.yml": `${config("production")}waivers:\n  - {rule: config/tls-off, path: "**", reason: r, owner: o, until: 2026-12-31}\n`,
    "deploy/prod/tikv.toml": `# tikv-tls-gate: allow config/tls-off until 2026-12-31 by @o because r\n${plaintext}`,
  },
  "an include that names nothing that is weak": {
    "tikv-tls-gate.yml": "environments:\n  - {name: prod, tier: production, include: [deploy/other/**]}\n",
    "deploy/other/tikv.toml": `[security]\nca-path = "/a"\ncert-path = "/b"\nkey-path = "/c"\n`,
  },
};

function changed(
  head: Readonly<Record<string, string | undefined>>,
  before: Readonly<Record<string, string | undefined>> = base,
): GitRepository {
  const repository = gitRepository(before);
  open.push(repository);
  repository.git("checkout", "--quiet", "-b", "topic");
  repository.write(head);
  repository.commit();
  return repository;
}

async function judge(folder: string, request: BaseRequest | undefined, more: Partial<GateRequest> = {}) {
  return judgeTree({ tree: workingTree(folder), now: testTime, failOn: "error", environments: [], base: request, ...more });
}

async function report(folder: string, request: BaseRequest | undefined, more: Partial<GateRequest> = {}): Promise<Report> {
  const result = await judge(folder, request, more);
  if (result.kind === "refused") throw new Error(result.mistakes.map(({ message }) => message).join());
  return result.report;
}

/** A checkout without git's own folder. */
function withoutGit({ folder }: GitRepository): string {
  const copy = mkdtempSync(join(tmpdir(), "tikv-tls-gate-no-git-"));
  folders.push(copy);
  cpSync(folder, copy, { recursive: true, filter: (path) => !/[/\\]\.git([/\\]|$)/.test(path) });
  return copy;
}

const missing = ({ findings }: Report) =>
  findings.filter(({ rule }) => rule === "policy/base-missing").map(({ severity, message }) => `${severity} ${message}`);

const commit = "a".repeat(40);
const refusing = (status: number): RepositoryApi => ({
  repository: "o/r",
  get: async () => ({ status, body: {} }),
  query: async () => ({ status, body: {} }),
});
const listing = (body: unknown): RepositoryApi => ({
  repository: "o/r",
  get: async (path) => (path.startsWith("git/trees/") ? { status: 200, body } : { status: 404, body: {} }),
  query: async () => ({ status: 404, body: {} }),
});
const event = (name: string, payload: unknown) => (folder: string) => baseOfEvent(changeOfEvent(name, payload), { root: folder });
const state = { kind: "state", base: commit, head: undefined } as const;

/** Ways to a base that cannot be read, and what is said of it. */
const ways: Readonly<Record<string, readonly [(folder: string) => Promise<BaseRequest | undefined>, string]>> = {
  "an unknown ref": [(folder) => baseOfRef(folder, "no-such-branch"), "there is no such commit here"],
  "a ref that names a tree": [(folder) => baseOfRef(folder, "a-tree"), "there is no such commit here"],
  "a commit that was pushed over": [(folder) => baseOfEvent(state, { root: folder }), "cannot be fetched"],
  "a pull request without a base": [event("pull_request", { pull_request: {} }), "has no pull_request.base.sha"],
  "a pull request without a payload": [event("pull_request", undefined), "has no pull_request.base.sha"],
  "a merge group without a base": [event("merge_group", { merge_group: { head_sha: commit } }), "has no merge_group.base_sha"],
  "a push without the state before": [event("push", { after: commit }), "has no before"],
  ...Object.fromEntries(
    [401, 403, 404, 429, 500].map((status) => [
      `an API that answers ${status}`,
      [(folder: string) => baseOfEvent(state, { root: folder, api: refusing(status) }), `GitHub answers ${status} for o/r`],
    ]),
  ),
  "a listing that is cut, folder by folder": [
    (folder) => baseOfEvent(state, { root: folder, api: listing({ truncated: true, tree: [] }) }),
    "GitHub does not list all",
  ],
  "a listing whose blobs are not to be had": [
    (folder) =>
      baseOfEvent(state, {
        root: folder,
        api: listing({ tree: [{ path: "tikv-tls-gate.yml", mode: "100644", type: "blob", sha: commit, size: 9 }] }),
      }),
    "GitHub answers 404 for o/r",
  ],
};

describe("a base that cannot be read: the change's own law never counts", () => {
  const repositories = Object.entries(laws).map(([name, head]) => [name, changed(head)] as const);
  for (const [, repository] of repositories) repository.git("tag", "a-tree", "HEAD^{tree}");

  test.each(repositories)("%s is green where the head's own law counts", async (_, { folder }) => {
    expect((await report(folder, undefined)).conclusion).toBe("success");
  });

  describe.each(repositories)("%s", (_, repository) => {
    const bare = withoutGit(repository);
    test.each(Object.entries(ways))("%s", async (way, [find, says]) => {
      const folder = /API|listing/.test(way) ? bare : repository.folder;
      const got = await report(folder, await find(folder));
      expect(got.conclusion).toBe("failure");
      expect([missing(got).length, missing(got)[0]]).toEqual([1, expect.stringMatching(/^error the base /)]);
      expect(missing(got)[0]).toContain(says);
      expect(new Set(got.environments.map(({ tier }) => tier))).toEqual(new Set(["production"]));
      expect(got.findings.map(({ rule }) => rule)).toContain("config/tls-off");
      expect([got.policy.name, got.counts.waived, got.comparison]).toEqual(["baseline", 0, undefined]);
    });
  });
});

describe("what the run asks for does not talk it away", () => {
  const lax = changed({
    ...laws["a lower tier"],
    "soft.yml": "name: soft\nextends: baseline\nrules: {config/tls-off: {severity: 'off'}}\n",
  });
  const gone = () => baseOfRef(lax.folder, "no-such-branch");

  test("a policy file of the change as the policy, a config file of the change as the config file", async () => {
    const got = await report(lax.folder, await gone(), { policy: "soft.yml", config: "tikv-tls-gate.yml" });
    expect([got.policy.name, got.environments[0]?.tier, missing(got).length]).toEqual(["baseline", "production", 1]);
  });

  test("a bundled policy that the run asks for still counts: it is not the change's", async () => {
    const got = await report(lax.folder, await gone(), { policy: "strict" });
    expect([got.policy.name, missing(got).length]).toEqual(["strict", 1]);
  });

  test("a policy that nobody has is a mistake of the run", async () => {
    expect((await judge(lax.folder, await gone(), { policy: "strikt" })).kind).toBe("refused");
  });

  test("a part of the tree, also one in which nothing is judged", async () => {
    for (const judged of ["deploy", "deploy/prod/tikv.toml", "soft.yml"] as RepoPath[]) {
      const got = await report(lax.folder, await gone(), { judged });
      expect([judged, got.conclusion, missing(got).length]).toEqual([judged, "failure", 1]);
    }
  });

  test("environments of which the default law knows nothing: all is judged", async () => {
    const got = await report(lax.folder, await gone(), { environments: ["other"] });
    expect([got.conclusion, missing(got).length]).toEqual(["failure", 1]);
  });

  test("an environment beside the finding's own", async () => {
    const two = changed({ "deploy/dev/tikv.toml": plaintext });
    const got = await report(two.folder, await baseOfRef(two.folder, "no-such-branch"), { environments: ["dev"] });
    expect([got.conclusion, missing(got).length]).toEqual(["failure", 1]);
  });

  test("a change that leaves nothing to judge is not empty", async () => {
    const empty = changed({ "tikv-tls-gate.yml": undefined, "deploy/prod/tikv.toml": undefined, "README.md": "words" });
    const result = await judge(empty.folder, await baseOfRef(empty.folder, "no-such-branch"));
    expect([result.kind, result.kind === "judged" && result.report.conclusion]).toEqual(["judged", "failure"]);
  });

  test("--only new", async () => {
    expect((await report(lax.folder, await gone(), { only: "new" })).conclusion).toBe("failure");
  });
});

describe("a base whose own law cannot be used is one that cannot be read", () => {
  const lax = { "tikv-tls-gate.yml": config("development") };
  test.each([
    ["a key that nobody knows", { ...base, "tikv-tls-gate.yml": "polcy: strict\n" }],
    ["no YAML", { ...base, "tikv-tls-gate.yml": "{{{" }],
    ["a policy that is not there", { ...base, "tikv-tls-gate.yml": "policy: gone.yml\n" }],
    ["too large", { ...base, "tikv-tls-gate.yml": `${config("production")}# ${"x".repeat(200_000)}\n` }],
  ])("%s", async (_, before) => {
    const { folder } = changed(lax, before);
    const got = await report(folder, await baseOfRef(folder, "main"));
    expect(got.conclusion).toBe("failure");
    expect(missing(got)[0]).toMatch(/^error the base .*its config file or policy cannot be used/);
    expect(got.environments[0]?.tier).toBe("production");
  });

  test("a link", async () => {
    const repository = gitRepository({ ...base, "tikv-tls-gate.yml": undefined, "law.yml": config("production") });
    open.push(repository);
    symlinkSync("law.yml", join(repository.folder, "tikv-tls-gate.yml"));
    repository.commit();
    repository.git("checkout", "--quiet", "-b", "topic");
    rmSync(join(repository.folder, "tikv-tls-gate.yml"));
    repository.write(lax);
    repository.commit();
    const got = await report(repository.folder, await baseOfRef(repository.folder, "main"));
    expect([got.conclusion, got.environments[0]?.tier]).toEqual(["failure", "production"]);
  });
});

test("annotated and lightweight tags, and short ids, name the commit they stand for", async () => {
  const repository = changed(laws["a lower tier"] ?? {});
  repository.git("tag", "--annotate", "--message", "m", "v1", "main");
  repository.git("tag", "v2", "main");
  for (const ref of ["v1", "v2", repository.git("rev-parse", "--short", "main")]) {
    const got = await report(repository.folder, await baseOfRef(repository.folder, ref));
    expect([missing(got), got.environments[0]?.tier, got.conclusion]).toEqual([[], "production", "failure"]);
  }
});
