import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

/** Every Node that can be had here: the oldest that is promised, the one between, the action's, and what the machine has. */
const candidates = [
  ...["node-20", "node-22", "node"].map((name) => resolve("node_modules", name, "bin/node")),
  ...(process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "node")),
];
const nodes = [...new Set(candidates.filter((path) => existsSync(path)).map((path) => realpathSync(path)))];

describe.each(nodes)("the bundles on %s", (node) => {
  const run = (...args: string[]) => spawnSync(node, args, { encoding: "utf8", env: {} });

  test("judge an example as everywhere", () => {
    const at = ["--now", "2026-11-24T00:00:00Z"];
    expect(run("dist/cli.js", "check", "examples/sound", ...at)).toMatchObject({ status: 0, stderr: "" });
    const mistakes = run("dist/cli.js", "check", "examples/mistakes", "--format", "json", ...at);
    const here = spawnSync(process.execPath, ["dist/cli.js", "check", "examples/mistakes", "--format", "json", ...at], {
      encoding: "utf8",
    });
    expect(mistakes).toMatchObject({ status: 1, stderr: "", stdout: here.stdout });
  });

  test("start as an action", () => {
    const { status, stdout } = run("dist/action.js");
    expect(status).toBe(1);
    expect(stdout).toContain("conclusion");
  });
});
