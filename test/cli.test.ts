import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";

const entry = resolve("dist/cli.js");

/** Runs the committed bundle as a user does. */
function run(...args: string[]): { status: number; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], { encoding: "utf8", env: {} });
  return { status: status ?? -1, stdout, stderr };
}

const now = ["--now", "2026-11-24T00:00:00Z"];

describe("the command line, run from its bundle", () => {
  test("a sound repository exits 0, one with mistakes 1", () => {
    expect(run("check", "examples/sound", ...now)).toMatchObject({ status: 0, stderr: "" });
    expect(run("check", "examples/configs-only", ...now)).toMatchObject({ status: 0, stderr: "" });
    expect(run("check", "examples/mistakes", ...now)).toMatchObject({ status: 1, stderr: "" });
    expect(run("check", "examples/guide-keys", ...now)).toMatchObject({ status: 1, stderr: "" });
  });

  test("nothing to check exits 2 and says what was looked for, unless that is allowed", () => {
    const empty = run("check", "docs");
    expect(empty).toMatchObject({ status: 2, stdout: "" });
    expect(empty.stderr).toMatch(/^tikv-tls-gate: .*TiKV.*PD.*\n$/);
    expect(run("check", "docs", "--allow-empty").status).toBe(0);
  });

  test.each([
    [["chekc"], "tikv-tls-gate: unknown command chekc; did you mean check?; see: tikv-tls-gate --help\n"],
    [
      ["check", "--polcy", "strict"],
      "tikv-tls-gate: unknown option --polcy, did you mean --policy?; see: tikv-tls-gate check --help\n",
    ],
    [
      ["check", "--format", "markdwon"],
      "tikv-tls-gate: --format markdwon: not one of text, json, sarif, markdown, junit, rdjson, github, ics; did you mean markdown?\n",
    ],
    [["check", "--now", "yesterday"], "tikv-tls-gate: --now yesterday: not an RFC 3339 time such as 2026-11-24T00:00:00Z\n"],
    [["check", "--fail-on", "eror"], "tikv-tls-gate: --fail-on eror: not one of error, warning, never; did you mean error?\n"],
    [["check", "a", "b"], "tikv-tls-gate: unexpected argument b; see: tikv-tls-gate check --help\n"],
    [
      ["explain", "config/tls-of"],
      "tikv-tls-gate: no rule config/tls-of; did you mean config/tls-off?; tikv-tls-gate rules lists them\n",
    ],
    [["init"], "tikv-tls-gate: init: writing a starting config is not part of version 0.1.0 yet\n"],
  ])("%j: bad usage exits 2 with one sentence on standard error", (args, sentence) => {
    expect(run(...args)).toEqual({ status: 2, stdout: "", stderr: sentence });
  });

  test("a folder that is not there is one sentence", () => {
    const missing = run("check", "no/such/folder");
    expect(missing).toMatchObject({ status: 2, stdout: "" });
    expect(missing.stderr).toMatch(/^tikv-tls-gate: .*no\/such\/folder.*\n$/);
  });

  test("a policy that nobody knows is no policy", () => {
    const unknown = run("check", "examples/sound", "--policy", "polcy.yml");
    expect(unknown).toMatchObject({ status: 2, stdout: "" });
    expect(unknown.stderr).toContain(
      "--policy polcy.yml: no such file, and no bundled policy has this name (baseline, strict, pci-dss-4, tiup)",
    );
  });

  test("every format gives the same verdict, and no colour in a pipe", () => {
    for (const format of ["text", "json", "sarif", "markdown", "junit", "rdjson", "github"]) {
      const result = run("check", "examples/mistakes", "--format", format, ...now);
      expect(result.status, format).toBe(1);
      expect(result.stdout, format).not.toContain("\u001b");
      expect(result.stdout.length, format).toBeGreaterThan(100);
    }
  });

  test("each command explains itself, and the examples of its help are real", () => {
    for (const command of ["check", "channels", "rules", "explain"]) {
      const help = run(command, "--help");
      expect(help).toMatchObject({ status: 0, stderr: "" });
      expect(help.stdout).toContain(`tikv-tls-gate ${command}`);
    }
    expect(run("--help").status).toBe(0);
    expect(run("rules").stdout).toContain("config/tls-off");
    expect(JSON.parse(run("rules", "--format", "json").stdout).length).toBeGreaterThan(50);
    expect(run("explain", "config/tls-off").stdout).toContain("# config/tls-off");
  });

  test("shows the channels as text, diagram and data", () => {
    expect(run("channels", "examples/sound").stdout).toContain("tikv-tikv");
    expect(run("channels", "examples/sound", "--format", "mermaid").stdout).toContain("flowchart");
    const data = JSON.parse(run("channels", "examples/sound", "--format", "json").stdout);
    expect(data.environments.map((environment: { name: string }) => environment.name).sort()).toEqual(["dev", "prod", "staging"]);
  });
});
