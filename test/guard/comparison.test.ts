import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, describe, expect, test } from "vitest";
import type { RepositoryApi } from "../../src/discover/github-tree.ts";
import { workingTree } from "../../src/discover/working-tree.ts";
import type { BaseRequest } from "../../src/gate/base.ts";
import { baseOfEvent, baseOfRef } from "../../src/gate/find-base.ts";
import { type GateRequest, judgeTree } from "../../src/gate/gate.ts";
import type { Report } from "../../src/report/report.ts";
import { type GitRepository, gitRepository } from "../support/git-repository.ts";
import { issue, testTime } from "../support/issue.ts";

const open: GitRepository[] = [];
afterAll(() => {
  for (const repository of open) repository.remove();
});

const plaintext = `[server]\naddr = "10.0.0.1:20160"\n\n[pd]\nendpoints = ["pd-0.example:2379"]\n`;
const half = `[server]\naddr = "10.0.0.1:20160"\n\n[pd]\nendpoints = ["pd-0.example:2379"]\n\n[security]\nca-path = "/tls/ca.pem"\n`;

function repositoryOf(files: Readonly<Record<string, string | undefined>>): GitRepository {
  const repository = gitRepository(files);
  open.push(repository);
  repository.git("checkout", "--quiet", "-b", "topic");
  return repository;
}

async function judge(folder: string, base: BaseRequest | undefined, more: Partial<GateRequest> = {}): Promise<Report> {
  const result = await judgeTree({ tree: workingTree(folder), now: testTime, failOn: "error", environments: [], base, ...more });
  if (result.kind === "refused") throw new Error(result.mistakes.map(({ message }) => message).join());
  return result.report;
}

async function change(
  base: Readonly<Record<string, string | undefined>>,
  head: Readonly<Record<string, string | undefined>>,
  more: Partial<GateRequest> = {},
): Promise<Report> {
  const repository = repositoryOf(base);
  repository.write(head);
  repository.commit();
  return judge(repository.folder, await baseOfRef(repository.folder, "main"), more);
}

const states = (report: Report) => report.findings.map(({ rule, path, state }) => `${state} ${rule} ${path}`);

describe("the states of findings", () => {
  test("moved lines leave a finding as it was", async () => {
    const report = await change({ "prod/tikv.toml": half }, { "prod/tikv.toml": `# one\n# two\n${half}` });
    expect(states(report)).toEqual(["unchanged config/tls-incomplete prod/tikv.toml"]);
    expect(report.comparison?.counts).toEqual({ new: 0, worsened: 0, unchanged: 1, fixed: 0 });
  });

  test("so do a renamed file, a renamed folder, and a rename with some other lines", async () => {
    const renamed = await change({ "prod/tikv.toml": half }, { "prod/tikv.toml": undefined, "prod/tikv-main.toml": half });
    expect(states(renamed)).toEqual(["unchanged config/tls-incomplete prod/tikv-main.toml"]);
    const folder = await change(
      { "a/prod/tikv.toml": half },
      { "a/prod/tikv.toml": undefined, "b/production/tikv.toml": `${half}\n# more\n` },
    );
    expect(states(folder)).toEqual(["unchanged config/tls-incomplete b/production/tikv.toml"]);
  });

  test("the same mistake in a second file is new, also while the first is put right", async () => {
    const second = await change({ "prod/tikv-0.toml": half }, { "prod/tikv-1.toml": half });
    // What the change does to the running cluster is said by the rules of rollout/.
    const aboutFiles = states(second).filter((state) => !state.includes(" rollout/"));
    expect(aboutFiles.sort()).toEqual([
      "new config/tls-incomplete prod/tikv-1.toml",
      "unchanged config/tls-incomplete prod/tikv-0.toml",
    ]);
    const whole = half.replace('"/tls/ca.pem"\n', '"/tls/ca.pem"\ncert-path = "/tls/c.pem"\nkey-path = "/tls/k.pem"\n');
    const swapped = await change(
      { "prod/tikv-0.toml": half, "prod/tikv-1.toml": whole },
      { "prod/tikv-0.toml": whole, "prod/tikv-1.toml": half },
    );
    const incomplete = swapped.findings.filter(({ rule }) => rule === "config/tls-incomplete");
    expect(incomplete.map(({ path, state }) => [path, state])).toEqual([["prod/tikv-1.toml", "new"]]);
    expect(swapped.comparison?.fixed.map(({ rule, path }) => `${rule} ${path}`)).toContain(
      "config/tls-incomplete prod/tikv-0.toml",
    );
  });

  test("to turn TLS off fixes nothing, and what has nothing to do with TLS is fixed all the same", async () => {
    const leaf = issue({
      cn: "tikv",
      issuer: issue({ cn: "ca", ca: true }),
      san: ["IP:10.0.0.1"],
      until: "2026-06-01T00:00:00Z",
    });
    const secured = `${plaintext}\n[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`;
    const base = { "prod/tikv.toml": secured, "prod/tikv.pem": leaf.pem, "prod/pd.toml": "name = \n" };
    const off = await change(base, { "prod/tikv.toml": plaintext, "prod/pd.toml": 'name = "pd"\n' });
    expect(off.comparison?.fixed.map(({ rule }) => rule)).toEqual(["config/syntax"]);
    const renewed = issue({ cn: "tikv", issuer: issue({ cn: "ca", ca: true }), san: ["IP:10.0.0.1"] }).pem;
    const fixed = await change(base, { "prod/tikv.pem": renewed });
    expect(fixed.comparison?.fixed.map(({ rule }) => rule)).toContain("cert/expired");
    const without = await change(base, { "prod/tikv.toml": plaintext, "prod/tikv.pem": undefined });
    expect(without.comparison?.fixed.map(({ rule }) => rule)).not.toContain("cert/expired");
  });

  test("--only new: what was there before does not decide, what comes does", async () => {
    const old = await change({ "prod/tikv.toml": half }, { "README.md": "words" }, { only: "new" });
    expect([old.conclusion, old.counts.error]).toEqual(["success", 1]);
    const more = await change({ "prod/tikv.toml": half }, { "prod/tikv-2.toml": half }, { only: "new" });
    expect(more.conclusion).toBe("failure");
  });

  test("a waiver that ends with the change makes its finding worse", async () => {
    const comment = "# tikv-tls-gate: allow config/tls-incomplete until 2026-12-31 by @a because b\n";
    const waived = half.replace("[security]", `${comment}[security]`);
    const report = await change({ "prod/tikv.toml": waived }, { "prod/tikv.toml": half }, { only: "new" });
    expect(states(report)).toEqual(["worsened config/tls-incomplete prod/tikv.toml"]);
    expect(report.conclusion).toBe("failure");
  });

  test("a waiver of the base goes on to count when its lines and its file move, and covers nothing else", async () => {
    const comment = "# tikv-tls-gate: allow config/tls-incomplete until 2026-12-31 by @a because b\n";
    const waived = half.replace("[security]", `${comment}[security]`);
    const moved = await change(
      { "prod/tikv.toml": waived },
      { "prod/tikv.toml": undefined, "prod/tikv-9.toml": `# top\n${waived}` },
    );
    expect([moved.conclusion, moved.counts.waived]).toEqual(["success", 1]);
    const copied = await change({ "prod/tikv.toml": waived }, { "prod/tikv-2.toml": waived });
    expect([copied.conclusion, copied.counts.waived]).toEqual(["failure", 1]);
    expect(copied.waivers?.map(({ path, findings, state }) => [path, findings, state])).toEqual([
      ["prod/tikv-2.toml", 1, "pending"],
      ["prod/tikv.toml", 1, "counts"],
    ]);
  });
});

test("a report with states, fixed findings and waivers of every kind keeps to its schema", async () => {
  const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync("src/schemas/report.schema.json", "utf8")));
  const comment = "# tikv-tls-gate: allow config/tls-incomplete until 2026-12-31 by @a because b\n";
  const config = (until: string) =>
    `waivers:\n  - {rule: config/tls-off, path: "**", reason: r, owner: o, until: ${until}}\n  - {rule: key/committed, path: "**"}\n`;
  const report = await change(
    { "tikv-tls-gate.yml": config("2026-11-01"), "prod/tikv.toml": half, "prod/tikv-1.toml": plaintext },
    { "tikv-tls-gate.yml": config("2026-12-01"), "prod/tikv.toml": `${comment}${half}`, "prod/tikv-1.toml": undefined },
  );
  expect(validate(JSON.parse(JSON.stringify(report))), JSON.stringify(validate.errors)).toBe(true);
  expect(report.waivers?.map(({ state }) => state).sort()).toEqual(["expired", "invalid", "pending", "pending"]);
  expect(report.comparison?.counts.fixed).toBeGreaterThan(0);
});

describe("a base that cannot be had", () => {
  const says = (report: Report) =>
    report.findings.filter(({ rule }) => rule === "policy/base-missing").map(({ severity, message }) => `${severity} ${message}`);

  test("is told, whatever the policy of the change says about it", async () => {
    const repository = repositoryOf({ "prod/tikv.toml": plaintext });
    repository.write({
      "tikv-tls-gate.yml": "policy: p.yml\n",
      "p.yml": "name: p\nextends: baseline\nrules:\n  policy/base-missing: {severity: 'off'}\n",
    });
    repository.commit();
    const report = await judge(repository.folder, await baseOfRef(repository.folder, "no-such-branch"));
    expect(says(report)).toEqual([
      "error the base no-such-branch could not be read (there is no such commit here): the change is judged by the bundled policy alone, and its own config file, policies and waivers do not count",
    ]);
    expect(report.comparison).toBeUndefined();
  });

  test("outside of git, and with an API that refuses", async () => {
    const folder = mkdtempSync(join(tmpdir(), "bare-folder-"));
    try {
      const sha = "a".repeat(40);
      const api: RepositoryApi = {
        repository: "o/r",
        get: async () => ({ status: 403, body: { message: "Resource not accessible by integration" } }),
        query: async () => ({ status: 403, body: {} }),
      };
      const event = { kind: "state", base: sha, head: undefined } as const;
      const report = await judge(folder, await baseOfEvent(event, { root: folder, api }));
      expect(says(report)).toHaveLength(1);
      expect(says(report)[0]).toContain("GitHub answers 403 for o/r");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("a config file of the base that cannot be used", async () => {
    const report = await change(
      { "prod/tikv.toml": plaintext, "tikv-tls-gate.yml": "polcy: strict\n" },
      { "tikv-tls-gate.yml": "policy: strict\n" },
    );
    expect(says(report)[0]).toContain("error the base");
    expect(says(report)[0]).toContain("its config file or policy cannot be used");
  });
});

describe("the base of a pull request", () => {
  test("is the first parent of GitHub's merge commit; a merge that the author made proves nothing", async () => {
    const repository = repositoryOf({ "prod/tikv.toml": plaintext, "tikv-tls-gate.yml": "policy: strict\n" });
    const base = repository.git("rev-parse", "main");
    // The author's own line of history, whose config file excuses everything.
    repository.write({ "tikv-tls-gate.yml": "environments: [{name: x, tier: development, include: ['**']}]\n" });
    repository.commit();
    repository.git("branch", "lax");
    repository.git("checkout", "--quiet", "-b", "head", "main");
    repository.write({ "prod/other.toml": "" });
    const head = repository.commit();
    repository.git("checkout", "--quiet", "--detach", "lax");
    repository.git("merge", "--quiet", "--no-ff", "head");
    const merge = repository.git("rev-parse", "HEAD");
    const event = { kind: "branch", base, head } as const;
    const byAuthor = await judge(repository.folder, await baseOfEvent(event, { root: repository.folder, sha: "f".repeat(40) }));
    expect([byAuthor.policy.name, byAuthor.conclusion]).toEqual(["strict", "failure"]);
    const byGitHub = await baseOfEvent(event, { root: repository.folder, sha: merge });
    expect(byGitHub?.name).toBe(repository.git("rev-parse", "lax").slice(0, 12));
  });

  test("an old branch is compared with where it began, and judged by the law of today", async () => {
    const repository = repositoryOf({
      "prod/tikv.toml": plaintext,
      "tikv-tls-gate.yml": "environments: [{name: x, tier: development, include: ['**']}]\n",
    });
    repository.write({ "README.md": "x" });
    repository.commit();
    repository.git("checkout", "--quiet", "main");
    repository.write({
      "tikv-tls-gate.yml": "environments: [{name: x, tier: production, include: ['**']}]\n",
      "dev/tikv.toml": plaintext,
    });
    repository.commit();
    repository.git("checkout", "--quiet", "topic");
    const report = await judge(repository.folder, await baseOfRef(repository.folder, "main"));
    expect(report.environments.map(({ tier }) => tier)).toEqual(["production"]);
    expect(report.findings.map(({ rule }) => rule)).not.toContain("policy/changed");
    expect(report.conclusion).toBe("failure");
  });
});
