import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { main } from "../src/cli/main.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "render-"));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** The findings of a run as `rule path:line`, and what it wrote to standard error. */
async function check(
  ...args: string[]
): Promise<{ readonly status: number; readonly findings: readonly string[]; readonly stderr: string }> {
  let [stdout, stderr] = ["", ""];
  const status = await main(["check", ...args, "--format", "json"], {
    cwd: root,
    environment: {},
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    now: Date.parse("2026-11-24T00:00:00Z"),
    elapsed: () => 0,
  });
  const report =
    stdout === "" ? { findings: [] } : (JSON.parse(stdout) as { findings: { rule: string; path: string; line: number }[] });
  return { status, findings: report.findings.map(({ rule, path, line }) => `${rule} ${path}:${line}`), stderr };
}

const template = `[security]\n{{- if .Values.tls }}\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n{{- end }}\n`;
const off = `[log]\nlevel = "info"\n[security]\nca-path = ""\n`;

describe("--render", () => {
  test("without it the template is judged as far as it goes, with a note", async () => {
    write({ "repo/chart/tikv.toml.tpl": template });
    expect((await check("repo")).findings).toEqual(["config/template chart/tikv.toml.tpl:2"]);
  });

  test("rendered files of the repository are judged in place of the template, and findings point into them", async () => {
    write({ "repo/chart/tikv.toml.tpl": template, "repo/out/tikv.toml": off });
    expect((await check("repo", "--render", "repo/out")).findings).toEqual(["config/tls-off out/tikv.toml:3"]);
  });

  test("so are a file and a folder outside of the judged folder, under the names that the user gave them", async () => {
    write({ "repo/chart/tikv.toml.tpl": template, "out/tikv.toml": off });
    expect((await check("repo", "--render", "out")).findings).toEqual(["config/tls-off out/tikv.toml:3"]);
    expect((await check("repo", "--render", "out/tikv.toml")).findings).toEqual(["config/tls-off out/tikv.toml:3"]);
  });

  test("a template of another environment or component keeps its note", async () => {
    write({
      "repo/prod/tikv.toml.tpl": template,
      "repo/dev/tikv.toml.tpl": template,
      "repo/prod/pd.toml.tpl": template.replace("ca-path", "cacert-path"),
      "repo/out/prod/tikv.toml": off,
    });
    const { findings } = await check("repo", "--render", "repo/out");
    expect(findings.filter((finding) => finding.startsWith("config/template")).sort()).toEqual([
      "config/template dev/tikv.toml.tpl:2",
      "config/template prod/pd.toml.tpl:2",
    ]);
  });

  test("a source that is missing, or has nothing to judge, stops the run", async () => {
    write({ "repo/chart/tikv.toml.tpl": template, "repo/empty/notes.txt": "nothing" });
    expect(await check("repo", "--render", "nowhere")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("does not exist"),
    });
    expect(await check("repo", "--render", "repo/empty")).toMatchObject({
      status: 2,
      stderr:
        "tikv-tls-gate: --render repo/empty: no configuration of PD or TiKV is in it\n  name what the renderer wrote: a file, or a folder of files\n",
    });
  });
});
