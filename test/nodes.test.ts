import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { nodesHere } from "../scripts/lib/other-nodes.ts";

const nodes = nodesHere().map((path) => ({ path, version: execFileSync(path, ["--version"], { encoding: "utf8" }).trim() }));

describe.each(nodes)("the bundles on Node $version, $path", ({ path }) => {
  const run = (...args: string[]) => spawnSync(path, args, { encoding: "utf8", env: {} });

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

// CI's matrix runs scripts/try-bundle.js on each of them, on three systems.
const missing = ["20", "22", "24"].filter((major) => !nodes.some(({ version }) => version.startsWith(`v${major}.`)));
for (const major of missing) test.skip(`Node ${major} is not on this machine: npm run nodes fetches it`, () => {});
