import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { placesOf } from "../../src/discover/places.ts";
import { type GitRepository, gitRepository } from "../support/git-repository.ts";
import { reportFrom, standing } from "./stand.ts";

const open: string[] = [];
afterAll(() => {
  for (const folder of open) rmSync(folder, { recursive: true, force: true });
});

function repositoryOf(files: Readonly<Record<string, string>>): GitRepository {
  const repository = gitRepository(files);
  open.push(repository.folder);
  return repository;
}

function temporary(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tikv-tls-gate-places-")));
  open.push(folder);
  return folder;
}

const plaintext = `[server]\naddr = "10.0.0.1:20160"\n\n[pd]\nendpoints = ["pd.prod.example:2379"]\n`;
const config = `policy: strict\nenvironments:\n  - {name: live, tier: staging, include: [deploy/prod/**]}\n`;
const files = { ".github/tikv-tls-gate.yml": config, "deploy/prod/tikv.toml": plaintext };

/** Every way to name the same folder. */
const ways: readonly (readonly [string, string, (root: string) => readonly string[]])[] = [
  ["check at the root", ".", () => []],
  ["check deploy", ".", () => ["deploy"]],
  ["check deploy/", ".", () => ["deploy/"]],
  ["cd deploy && check", "deploy", () => []],
  ["cd deploy/prod && check ..", "deploy/prod", () => [".."]],
  ["check of one file", ".", () => ["deploy/prod/tikv.toml"]],
  ["cd deploy/prod && check tikv.toml", "deploy/prod", () => ["tikv.toml"]],
  ["an absolute path", "deploy", (root) => [join(root, "deploy")]],
];

describe("the config file and the paths", () => {
  test.each([".github/tikv-tls-gate.yml", ".github/tikv-tls-gate.yaml", "tikv-tls-gate.yml", "tikv-tls-gate.yaml"])(
    "%s counts wherever the user stands, and paths are those from the root",
    async (path) => {
      const { folder } = repositoryOf({ [path]: config, "deploy/prod/tikv.toml": plaintext });
      for (const [, cwd, args] of ways) {
        const report = await reportFrom(folder, cwd, args(folder));
        expect(report.configFile).toBe(path);
        expect(report.policy).toEqual({ name: "strict", source: "bundled" });
        expect(report.environments.map(({ name, tier }) => [name, tier])).toEqual([["live", "staging"]]);
        expect(new Set(report.findings.map((finding) => finding.path))).toEqual(new Set(["deploy/prod/tikv.toml"]));
      }
    },
  );

  test("every format names the file from the root, and says which config file and policy counted", async () => {
    const { folder } = repositoryOf(files);
    for (const [, cwd, args] of ways) {
      for (const format of ["text", "sarif", "markdown", "junit", "rdjson", "github"]) {
        const { out } = await standing(join(folder, cwd), ["check", ...args(folder), "--format", format]);
        expect(out).toContain("deploy/prod/tikv.toml");
        expect(out).not.toMatch(/[^/]prod\/tikv\.toml|[^/]tikv\.toml/);
        // Reviewdog's format has no place for it.
        if (format === "rdjson") continue;
        expect(out).toContain(".github/tikv-tls-gate.yml");
        expect(out).toContain("strict");
      }
    }
  });

  test("without a config file that is said too", async () => {
    const { folder } = repositoryOf({ "deploy/prod/tikv.toml": plaintext });
    const { out } = await standing(join(folder, "deploy"), ["check"]);
    expect(out).toContain("(policy baseline, no config file; only deploy: 1 environment, 1 instance, 0 certificates)");
    expect((await reportFrom(folder, "deploy")).configFile).toBeNull();
  });

  test("on a terminal paths are those from where the user stands", async () => {
    const { folder } = repositoryOf(files);
    const from = async (cwd: string, ...args: readonly string[]) =>
      (await standing(join(folder, cwd), ["check", ...args], { isTTY: true })).out;
    expect(await from(".")).toContain("  deploy/prod/tikv.toml:");
    expect(await from("deploy")).toContain("  prod/tikv.toml:");
    expect(await from("deploy")).toContain("config file ../.github/tikv-tls-gate.yml; only .: ");
    mkdirSync(join(folder, "docs"));
    expect(await from("docs", "../deploy")).toContain("  ../deploy/prod/tikv.toml:");
    repositoryOf({});
    writeFileSync(join(folder, ".github/tikv-tls-gate.yml"), "polcy: strict\n");
    const { err } = await standing(join(folder, "docs"), ["check", ".."], { isTTY: true });
    expect(err).toMatch(/^tikv-tls-gate: \.\.\/\.github\/tikv-tls-gate\.yml:1:1: /);
  });

  test("the nearest config file counts, and speaks of its folder", async () => {
    const { folder } = repositoryOf({
      ...files,
      "teams/a/tikv-tls-gate.yml":
        "policy: own.yml\nenvironments:\n  - {name: a, tier: production, include: [conf/**], certificates: {/tls: tls}}\n",
      "teams/a/own.yml": "name: own\nextends: baseline\nrules: {}\n",
      "teams/a/conf/tikv.toml": `${plaintext}\n[security]\nca-path = "/tls/ca.pem"\n`,
      "teams/a/tls/readme.txt": "nothing here",
    });
    const report = await reportFrom(folder, "teams/a/conf");
    expect(report.configFile).toBe("teams/a/tikv-tls-gate.yml");
    expect(report.policy).toEqual({ name: "own", source: "teams/a/own.yml" });
    expect(report.environments.map(({ name }) => name)).toEqual(["a"]);
    expect(report.assumptions.join()).not.toContain("outside of all declared environments");
    expect((await reportFrom(folder, "deploy")).configFile).toBe(".github/tikv-tls-gate.yml");
  });

  test("a folder with characters of patterns in its name is no pattern", async () => {
    const { folder } = repositoryOf({
      "te[a]m {x}/tikv-tls-gate.yml": "environments:\n  - {name: a, tier: production, include: [conf/**]}\n",
      "te[a]m {x}/conf/tikv.toml": plaintext,
    });
    const report = await reportFrom(folder, "te[a]m {x}");
    expect(report.environments.map(({ name, instances }) => [name, instances.length])).toEqual([["a", 1]]);
  });
});

describe("paths that a user types", () => {
  const policy = "name: mine\nextends: baseline\nrules: {}\n";

  test("--policy and --config are relative to where the user stands; absolute ones are taken as they are", async () => {
    const { folder } = repositoryOf({
      ...files,
      "policies/mine.json": '{"name":"mine","extends":"baseline","rules":{}}',
      "deploy/mine.yml": policy,
    });
    const elsewhere = temporary();
    writeFileSync(join(elsewhere, "mine.yml"), policy);
    writeFileSync(join(elsewhere, "gate.yml"), "environments:\n  - {name: other, tier: development, include: [deploy/**]}\n");
    for (const [cwd, typed, source] of [
      [".", "policies/mine.json", "policies/mine.json"],
      [".", "./policies/mine.json", "policies/mine.json"],
      [".", join(folder, "policies/mine.json"), "policies/mine.json"],
      ["deploy", "../policies/mine.json", "policies/mine.json"],
      ["deploy", "mine.yml", "deploy/mine.yml"],
      ["deploy", join(elsewhere, "mine.yml"), join(elsewhere, "mine.yml")],
    ] as const) {
      const report = await reportFrom(folder, cwd, ["--policy", typed]);
      expect([typed, report.policy]).toEqual([typed, { name: "mine", source }]);
    }
    const named = await reportFrom(folder, "deploy", ["--config", "../.github/tikv-tls-gate.yml"]);
    expect([named.configFile, named.environments[0]?.name]).toEqual([".github/tikv-tls-gate.yml", "live"]);
    const outside = await reportFrom(folder, "deploy", ["--config", join(elsewhere, "gate.yml")]);
    expect([outside.configFile, outside.environments[0]?.name]).toEqual([join(elsewhere, "gate.yml"), "other"]);
  });

  test("what is not there is said by the name that was typed", async () => {
    const { folder } = repositoryOf(files);
    for (const typed of ["mine.json", "../none.json", "/no/such/policy.json", "../../outside.json"]) {
      const { status, err } = await standing(join(folder, "deploy"), ["check", "--policy", typed]);
      expect([status, err.split("\n")[0]]).toEqual([
        2,
        `tikv-tls-gate: --policy ${typed}: no such file, and no bundled policy has this name (baseline, strict, pci-dss-4, tiup)`,
      ]);
      const config = await standing(join(folder, "deploy"), ["check", "--config", typed]);
      expect([config.status, config.err.split("\n")[0]]).toEqual([2, `tikv-tls-gate: --config ${typed}: no such file`]);
    }
  });

  test("reports go where the user stands, into folders that are made", async () => {
    const { folder } = repositoryOf(files);
    const cwd = join(folder, "deploy");
    await standing(cwd, ["check", "--format", "sarif=out/a/x.sarif", "--format", `json=${join(folder, "made/y.json")}`]);
    await standing(cwd, ["check", "--format", "json", "--output", "../out/z/y.json"]);
    for (const path of ["deploy/out/a/x.sarif", "made/y.json", "out/z/y.json"]) expect(existsSync(join(folder, path))).toBe(true);
  });

  test("--render is relative to where the user stands", async () => {
    const { folder } = repositoryOf({
      "deploy/prod/tikv.toml.j2": "[server]\naddr = {{ a }}\n",
      "deploy/out/prod/tikv.toml": plaintext,
    });
    const report = await reportFrom(folder, "deploy/prod", ["--render", "../out"]);
    expect(new Set(report.findings.map(({ path }) => path))).toEqual(new Set(["deploy/out/prod/tikv.toml"]));
  });
});

describe("what is judged of a root", () => {
  const sound = "examples/sound/deploy/prod";

  test("a certificate beside the judged folder is in the repository, and is judged where the folder uses it", async () => {
    const root = temporary();
    cpSync(sound, join(root, "deploy/prod"), { recursive: true });
    cpSync(join(root, "deploy/prod/tls"), join(root, "pki/prod"), { recursive: true });
    rmSync(join(root, "deploy/prod/tls"), { recursive: true });
    execFileSync("git", ["init", "--quiet"], { cwd: root });
    const whole = await reportFrom(root, ".");
    const part = await reportFrom(root, "deploy/prod");
    expect(part.certificates.map(({ path }) => path)).toContain("pki/prod/ca.pem");
    expect(part.certificates).toEqual(whole.certificates);
    expect(part.environments).toEqual(whole.environments);
    const late = await reportFrom(root, "deploy", ["--now", "2040-01-01T00:00:00Z"]);
    expect(late.findings.map(({ rule, path }) => `${rule} ${path}`)).toContain("cert/expired pki/prod/tikv-1.pem");
  });

  test("environments have the names that they have in the whole", async () => {
    const { folder } = repositoryOf({ "a/prod/tikv.toml": plaintext, "b/prod/tikv.toml": plaintext });
    for (const [cwd, name] of [
      ["a", "a/prod"],
      ["a/prod", "a/prod"],
      ["b", "b/prod"],
    ] as const) {
      const report = await reportFrom(folder, cwd);
      expect(report.environments.map((environment) => environment.name)).toEqual([name]);
      expect(report.assumptions.join()).not.toContain(cwd.startsWith("a") ? "b/prod" : "a/prod");
    }
    expect((await standing(join(folder, "a"), ["check", "--environment", "b/prod"])).status).toBe(2);
  });

  test("a folder without anything to judge is empty, whatever lies beside it", async () => {
    const { folder } = repositoryOf({ ...files, "docs/readme.txt": "" });
    const { status, err } = await standing(join(folder, "docs"), ["check"]);
    expect([status, err]).toEqual([2, expect.stringContaining(`nothing to check in ${join(folder, "docs")}`)]);
  });

  test("what was named is judged in a folder of other people's code too", async () => {
    const { folder } = repositoryOf({ "node_modules/x/prod/tikv.toml": plaintext, "deploy/prod/tikv.toml": plaintext });
    for (const path of ["node_modules", "node_modules/x", "node_modules/x/prod/tikv.toml"]) {
      const report = await reportFrom(folder, ".", [path]);
      expect(new Set(report.findings.map((finding) => finding.path))).toEqual(new Set(["node_modules/x/prod/tikv.toml"]));
      const compared = await reportFrom(folder, ".", [path, "--base", "HEAD"]);
      expect(compared.comparison?.counts).toMatchObject({ new: 0, fixed: 0 });
    }
  });

  test("where the root cannot be read as a whole, the folder is judged alone, and that is said", async () => {
    const { folder } = repositoryOf(files);
    rmSync(join(folder, ".github"), { recursive: true });
    mkdirSync(join(folder, "x/".repeat(110)), { recursive: true });
    const report = await reportFrom(folder, "deploy");
    expect(report.findings.map(({ path }) => path)).toContain("deploy/prod/tikv.toml");
    expect(report.assumptions[0]).toMatch(/^Only deploy was read, and nothing beside it: .*folders lie inside each other\.$/);
  });
});

describe("the other commands from a sub-folder", () => {
  test("fix --write changes the files of the folder, and its diff is one of the root's names", async () => {
    const wrong = plaintext.replace("addr", "advertise_addr");
    const { folder } = repositoryOf({ "deploy/prod/tikv.toml": wrong, "other/prod/tikv.toml": wrong });
    const cwd = join(folder, "deploy");
    const rule = ["--rule", "config/unknown-key", "--fail-on", "never"];
    const { out } = await standing(cwd, ["fix", ...rule]);
    expect(out).toMatch(/^diff --git a\/deploy\/prod\/tikv\.toml b\/deploy\/prod\/tikv\.toml\n--- a\/deploy\/prod\/tikv\.toml\n/);
    execFileSync("git", ["apply", "--check"], { cwd, input: out });
    execFileSync("git", ["apply", "--check"], { cwd: folder, input: out });
    expect((await standing(folder, ["fix", ...rule, "deploy"])).out).toBe(out.replace(/^diff --git.*\n/, ""));
    await standing(cwd, ["fix", ...rule, "--write"]);
    expect(readFileSync(join(folder, "deploy/prod/tikv.toml"), "utf8")).toContain("advertise-addr");
    expect(readFileSync(join(folder, "other/prod/tikv.toml"), "utf8")).toBe(wrong);
  });

  test("plan tells the environments of the folder, channels and handshake too", async () => {
    const repository = repositoryOf({ "a/prod/tikv.toml": plaintext, "b/prod/tikv.toml": plaintext });
    const { folder } = repository;
    const secure = `${plaintext}\n[security]\nca-path = "/a"\ncert-path = "/b"\nkey-path = "/c"\n`;
    repository.write({ "a/prod/tikv.toml": secure, "b/prod/tikv.toml": secure });
    const plan = await standing(join(folder, "a"), ["plan", "--base", "HEAD", "--format", "json"]);
    expect(JSON.parse(plan.out).environments.map(({ name }: { name: string }) => name)).toEqual(["a/prod"]);
    const terminal = await standing(join(folder, "a"), ["plan", "--base", "HEAD"], { isTTY: true });
    expect(terminal.out).toContain("prod/tikv.toml:");
    expect(terminal.out).not.toContain("a/prod/tikv.toml:");
    const channels = await standing(join(folder, "a"), ["channels", "--format", "json"]);
    expect(JSON.parse(channels.out).environments.map(({ name }: { name: string }) => name)).toEqual(["a/prod"]);
    const handshake = await standing(join(folder, "a"), ["handshake", "--print"]);
    expect(handshake.out).toContain("a/prod");
    expect(handshake.out).not.toContain("b/prod");
  });
});

describe("a change, seen from a sub-folder", () => {
  const lax = "environments:\n  - {name: live, tier: development, include: ['**']}\n";

  test("base and law are the root's, and what is done to the law is said", async () => {
    const repository = repositoryOf(files);
    repository.write({ ".github/tikv-tls-gate.yml": lax });
    for (const [, cwd, args] of ways) {
      const report = await reportFrom(repository.folder, cwd, [...args(repository.folder), "--base", "HEAD"]);
      expect(report.policy.name).toBe("strict");
      expect(report.comparison?.config).toBe("base");
      expect(report.environments.map(({ tier }) => tier)).toEqual(["staging"]);
      expect(report.findings.map(({ rule, path }) => `${rule} ${path}`)).toContain("policy/changed .github/tikv-tls-gate.yml");
    }
  });

  test("a file that leaves the judged folder is followed", async () => {
    const repository = repositoryOf({ "deploy/prod/tikv.toml": plaintext, "deploy/prod/pd.toml": 'name = "pd"\n' });
    repository.write({ "deploy/prod/tikv.toml": undefined, "elsewhere/prod/tikv.toml": plaintext });
    const report = await reportFrom(repository.folder, "deploy", ["--base", "HEAD"]);
    expect(report.findings.map(({ path }) => path)).toContain("elsewhere/prod/tikv.toml");
    expect(report.conclusion).toBe("failure");
  });

  test("what a change does beside the folder is none of its business", async () => {
    const repository = repositoryOf({
      ...files,
      "deploy/dev/tikv.toml": plaintext,
      ".github/tikv-tls-gate.yml": "policy: strict\n",
    });
    repository.write({ "deploy/prod/tikv.toml": `${plaintext}# more\n[storage]\nunknown = 1\n` });
    const report = await reportFrom(repository.folder, "deploy/dev", ["--base", "HEAD"]);
    expect(report.comparison?.counts).toMatchObject({ new: 0, worsened: 0, fixed: 0 });
    expect(new Set(report.findings.map(({ path }) => path))).toEqual(new Set(["deploy/dev/tikv.toml"]));
  });
});

describe("where the root is", () => {
  test("git's top level, of a worktree and a submodule too; else the folder, or the one that is given instead", () => {
    const repository = repositoryOf({ "deploy/tikv.toml": "" });
    const real = realpathSync(repository.folder);
    expect(placesOf(join(repository.folder, "deploy"))).toEqual({ root: real, judged: "deploy", isCheckout: true });
    expect(placesOf(join(repository.folder, "deploy/tikv.toml"))).toMatchObject({ root: real, judged: "deploy/tikv.toml" });
    expect(placesOf(repository.folder)).toMatchObject({ root: real, judged: "" });
    const worktree = join(temporary(), "tree");
    repository.git("worktree", "add", "--quiet", "--detach", worktree);
    expect(placesOf(join(worktree, "deploy"))).toMatchObject({ root: worktree, judged: "deploy" });
    repository.git("submodule", "--quiet", "add", repository.folder, "modules/own");
    expect(placesOf(join(repository.folder, "modules/own/deploy"))).toMatchObject({ root: join(real, "modules/own") });
    const plain = temporary();
    mkdirSync(join(plain, "deploy/prod"), { recursive: true });
    writeFileSync(join(plain, "deploy/prod/tikv.toml"), "");
    expect(placesOf(join(plain, "deploy"))).toEqual({ root: join(plain, "deploy"), judged: "", isCheckout: false });
    expect(placesOf(join(plain, "deploy/prod/tikv.toml"))).toMatchObject({
      root: join(plain, "deploy/prod"),
      judged: "tikv.toml",
    });
    expect(placesOf(join(plain, "deploy"), plain)).toMatchObject({ root: plain, judged: "deploy" });
    expect(placesOf(join(plain, "deploy"), join(plain, "other"))).toMatchObject({ root: join(plain, "deploy"), judged: "" });
  });

  test("what only looks like a repository is none", () => {
    const folder = temporary();
    mkdirSync(join(folder, "a/.git"), { recursive: true });
    mkdirSync(join(folder, "b"));
    writeFileSync(join(folder, "b/.git"), "nothing");
    for (const name of ["a", "b"]) expect(placesOf(join(folder, name)).isCheckout).toBe(false);
  });

  test("through links: the root and the paths are the real ones", async () => {
    const { folder } = repositoryOf(files);
    const beside = temporary();
    symlinkSync(join(folder, "deploy"), join(beside, "link"));
    for (const [cwd, args] of [
      [beside, ["link"]],
      [join(beside, "link"), []],
    ] as const) {
      const report = await reportFrom(cwd, ".", args);
      expect(report.configFile).toBe(".github/tikv-tls-gate.yml");
      expect(report.findings.map(({ path }) => path)).toContain("deploy/prod/tikv.toml");
    }
    const { out } = await standing(join(beside, "link"), ["check"], { isTTY: true });
    expect(out).toContain("  prod/tikv.toml:");
  });

  test("a path that is not there is one sentence", async () => {
    const { status, err } = await standing(temporary(), ["check", "none"]);
    expect([status, err]).toEqual([2, expect.stringMatching(/none: does not exist\n$/)]);
  });
});
