import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { UsageError } from "../../src/cli/options.ts";
import { replaceFiles } from "../../src/cli/replace-files.ts";
import type { RepoPath } from "../../src/text/span.ts";
import { type GitRepository, gitRepository } from "../support/git-repository.ts";
import { testTime } from "../support/issue.ts";

const wrong = `[server]\naddr = "127.0.0.1:20160"\n\n[raftstore]\nraft_log_reserve_max_ticks = 6 # six\n`;
const right = wrong.replace("raft_log_reserve_max_ticks", "raft-log-reserve-max-ticks");

let repository: GitRepository;
beforeEach(() => {
  repository = gitRepository({ "deploy/prod/tikv.toml": wrong, "README.md": "# here\n" });
});
afterEach(() => repository.remove());

async function fix(args: readonly string[], variables: Record<string, string> = {}, cwd = repository.folder, isTTY = false) {
  let stdout = "";
  let stderr = "";
  const status = await main(["fix", ...args], {
    cwd,
    environment: variables,
    stdout: { write: (text: string) => (stdout += text), isTTY },
    stderr: { write: (text: string) => (stderr += text) },
    now: testTime,
    elapsed: () => 0,
  });
  return { status, stdout, stderr };
}

const rule = ["--rule", "config/unknown-key", "--fail-on", "never"];
const at = (path: string) => readFileSync(join(repository.folder, path), "utf8");

describe("without --write", () => {
  test("prints a diff, changes nothing, and exits 1 since there is something to change", async () => {
    const { status, stdout, stderr } = await fix([...rule]);
    expect(status).toBe(1);
    expect(stdout).toBe(`--- a/deploy/prod/tikv.toml
+++ b/deploy/prod/tikv.toml
@@ -2,4 +2,4 @@
 addr = "127.0.0.1:20160"
${" "}
 [raftstore]
-raft_log_reserve_max_ticks = 6 # six
+raft-log-reserve-max-ticks = 6 # six
`);
    expect(stderr).toMatch(
      /^To fix: 1 finding in 1 file\n {2}deploy\/prod\/tikv.toml:5 config\/unknown-key: rename raft_log_reserve_max_ticks to raft-log-reserve-max-ticks\n/,
    );
    expect(at("deploy/prod/tikv.toml")).toBe(wrong);
  });

  test.each([
    ["from the root", ".", ["deploy"]],
    ["from a folder", "deploy", ["prod"]],
    ["of the folder itself", "deploy/prod", []],
    ["of one file", "deploy", ["prod/tikv.toml"]],
  ])("git applies it where it was asked for: %s", async (_, folder, path) => {
    const cwd = join(repository.folder, folder);
    const { stdout } = await fix([...path, ...rule], {}, cwd);
    execFileSync("git", ["apply"], { cwd, input: stdout, stdio: "pipe" });
    expect(at("deploy/prod/tikv.toml")).toBe(right);
    expect(await fix([...path, ...rule], {}, cwd)).toMatchObject({ status: 0, stdout: "" });
  });

  test("--output writes the diff into a file", async () => {
    const { stdout } = await fix(rule);
    expect(await fix([...rule, "--output", "fix.patch"])).toMatchObject({ status: 1, stdout: "" });
    expect(at("fix.patch")).toBe(stdout);
  });

  test("what is left at or above --fail-on gives 1 too", async () => {
    repository.write({ "deploy/prod/tikv.toml": right });
    expect(await fix(["--rule", "config/unknown-key"])).toMatchObject({ status: 1, stdout: "" });
    expect(await fix(rule)).toMatchObject({ status: 0, stdout: "" });
  });

  test("on a terminal it has colours, unless they are not wanted", async () => {
    const shown = await fix(rule, {}, repository.folder, true);
    expect(shown.stdout).toContain("\u001B[31m-raft_log_reserve_max_ticks = 6 # six\u001B[0m\n");
    expect(shown.stdout).toContain("\u001B[32m+raft-log-reserve-max-ticks = 6 # six\u001B[0m\n");
    const plain = await fix(rule, { NO_COLOR: "1" }, repository.folder, true);
    expect(plain.stdout).not.toContain("\u001B");
  });

  test("no line of it acts on a terminal or on the log of a workflow, and in a pipe it is exact", async () => {
    const hostile = wrong
      .replace("[raftstore]", '[server.labels]\nzone = """\n::error::x\n"""\n[raftstore]')
      .replace("# six", "# \u202Esix ##[error]x");
    repository.write({ "deploy/prod/tikv.toml": hostile });
    const acts = /^\s*::|##\[|\u202E/m;
    const exact = await fix(rule);
    expect(exact.stdout).toContain("\n ::error::x\n");
    expect(exact.stdout).toContain("# \u202Esix ##[error]x\n");
    const inLog = await fix(rule, { GITHUB_ACTIONS: "true" });
    expect(inLog.stdout).not.toMatch(acts);
    expect(inLog.stderr).toContain("--output FILE writes it as it is");
    expect((await fix(rule, { NO_COLOR: "1" }, repository.folder, true)).stdout).not.toMatch(acts);
  });

  test("a secret beside a change is shown on no terminal, in no log and in no pipe", async () => {
    repository.write({ "deploy/prod/tikv.toml": wrong.replace("[raftstore]", 'passphrase = "hunter2"\n[raftstore]') });
    for (const seen of [
      await fix(rule),
      await fix(rule, { GITHUB_ACTIONS: "true" }),
      await fix(rule, {}, repository.folder, true),
    ]) {
      expect(seen.stdout).toContain("passphrase = …");
      expect(seen.stdout).not.toContain("hunter2");
    }
  });
});

describe("with --write", () => {
  test("changes the files and nothing else, and keeps their mode", async () => {
    const file = join(repository.folder, "deploy/prod/tikv.toml");
    chmodSync(file, 0o640);
    expect(await fix(["--write", ...rule])).toMatchObject({ status: 0, stderr: "" });
    expect(at("deploy/prod/tikv.toml")).toBe(right);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(repository.folder, "deploy/prod"))).toEqual(["tikv.toml"]);
    expect(await fix(["--write", ...rule])).toMatchObject({ status: 0 });
    expect(at("deploy/prod/tikv.toml")).toBe(right);
  });

  test("errors that are left give exit status 1", async () => {
    expect((await fix(["--write"])).status).toBe(1);
  });

  test("unsafe fixes need --unsafe, and are told without it", async () => {
    const text = `[raftdb]\nmax-open-filess = 6\n[server]\naddr = "127.0.0.1:20160"\n`;
    repository.write({ "deploy/prod/tikv.toml": text });
    const safe = await fix(["--write", ...rule]);
    expect(safe.stdout).toContain(
      "For a person to decide (--unsafe makes these)\n  deploy/prod/tikv.toml:2 config/unknown-key: rename max-open-filess to max-open-files\n",
    );
    expect(at("deploy/prod/tikv.toml")).toBe(text);
    const unsafe = await fix(["--write", "--unsafe", ...rule]);
    expect(unsafe.stdout).toContain("rename max-open-filess to max-open-files (unsafe)\n");
    expect(at("deploy/prod/tikv.toml")).toBe(text.replace("filess", "files"));
  });

  test("a waived finding is left alone", async () => {
    const waived = wrong.replace(
      "# six",
      "# tikv-tls-gate: allow config/unknown-key until 2026-12-31 by @storage because a tool reads it",
    );
    repository.write({ "deploy/prod/tikv.toml": waived });
    await fix(["--write", ...rule]);
    expect(at("deploy/prod/tikv.toml")).toBe(waived);
  });
});

describe("files on the disk", () => {
  const change = (before: string, path = "deploy/prod/tikv.toml") => [
    { path: path as RepoPath, before: Buffer.from(before), after: "new\n" },
  ];

  test("a file that changed meanwhile is not written, nor is any other", () => {
    const files = [...change("# here\n", "README.md"), ...change("other")];
    expect(() => replaceFiles(repository.folder, files)).toThrow(
      new UsageError("deploy/prod/tikv.toml: changed while it was judged; nothing was written"),
    );
    expect(at("README.md")).toBe("# here\n");
  });

  test("no link is followed: neither the file nor a folder above it", () => {
    const outside = gitRepository({ "x/tikv.toml": wrong });
    try {
      symlinkSync(join(outside.folder, "x/tikv.toml"), join(repository.folder, "link.toml"));
      symlinkSync(join(outside.folder, "x"), join(repository.folder, "folder"));
      for (const path of ["link.toml", "folder/tikv.toml"]) {
        expect(() => replaceFiles(repository.folder, change(wrong, path))).toThrow(/; nothing was written$/);
      }
      expect(readFileSync(join(outside.folder, "x/tikv.toml"), "utf8")).toBe(wrong);
    } finally {
      outside.remove();
    }
  });

  test("a file that went away is told", () => {
    renameSync(join(repository.folder, "deploy"), join(repository.folder, "moved"));
    expect(() => replaceFiles(repository.folder, change(wrong))).toThrow(/cannot be opened \(ENOENT\); nothing was written/);
  });

  test("a folder that may not be written leaves everything as it was", () => {
    if (process.getuid?.() === 0) return;
    const folder = join(repository.folder, "deploy/prod");
    chmodSync(folder, 0o500);
    try {
      expect(() => replaceFiles(repository.folder, change(wrong))).toThrow(/^cannot write deploy\/prod\/tikv.toml: EACCES$/);
    } finally {
      chmodSync(folder, 0o700);
    }
    expect(at("deploy/prod/tikv.toml")).toBe(wrong);
    mkdirSync(join(repository.folder, "y"));
    writeFileSync(join(repository.folder, "y/z"), "");
  });
});

test.each([
  [
    ["--rule", "config/unknown-kye"],
    "tikv-tls-gate: --rule config/unknown-kye: no such rule; did you mean config/unknown-key?\n",
  ],
  [["--write", "--output", "x"], "tikv-tls-gate: --write changes the files and --output writes a diff: give one of them\n"],
])("%j is a mistake in the usage", async (args, sentence) => {
  expect(await fix(args)).toEqual({ status: 2, stdout: "", stderr: sentence });
});

test("where there is nothing to check there is nothing to fix", async () => {
  repository.write({ deploy: undefined });
  expect(await fix([])).toMatchObject({ status: 2, stdout: "" });
});
