import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

describe("the npm package, packed and installed in an empty folder without a network", () => {
  const work = mkdtempSync(join(tmpdir(), "packed-"));
  afterAll(() => rmSync(work, { recursive: true }));
  const home = join(work, "home");
  const installed = join(home, "node_modules");
  const npm = (command: "npm" | "npx", args: readonly string[], cwd: string) =>
    execFileSync(command, args, {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, npm_config_cache: join(work, "cache"), npm_config_offline: "true" },
      shell: process.platform === "win32",
    });

  beforeAll(() => {
    mkdirSync(home);
    npm("npm", ["pack", "--ignore-scripts", "--pack-destination", work], resolve("."));
    const tarball = readdirSync(work).find((name) => name.endsWith(".tgz")) ?? "";
    npm("npm", ["install", "--no-audit", "--no-fund", join(work, tarball)], home);
  });

  test("brings itself alone, and one program", () => {
    expect(readdirSync(installed).filter((name) => !name.startsWith("."))).toEqual(["tikv-tls-gate"]);
    const programs = readdirSync(join(installed, ".bin")).map((name) => name.replace(/\.(cmd|ps1)$/, ""));
    expect([...new Set(programs)]).toEqual(["tikv-tls-gate"]);
  });

  test("is under 5 MB", () => {
    const files = readdirSync(installed, { recursive: true, encoding: "utf8" }).map((name) => statSync(join(installed, name)));
    const bytes = files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
    expect(bytes).toBeLessThan(5_000_000);
  });

  test("has the schemas that its pages name, and says whose code it contains", () => {
    const root = join(installed, "tikv-tls-gate");
    const config = JSON.parse(readFileSync(join(root, "src/schemas/config-file.schema.json"), "utf8"));
    expect(config).toHaveProperty("properties");
    expect(readFileSync(join(root, "dist/licenses.txt"), "utf8")).toContain("yaml");
  });

  test("judges by npx", () => {
    const example = join(work, "example");
    cpSync("examples/sound", example, { recursive: true });
    const output = npm("npx", ["tikv-tls-gate", "check", example, "--now", "2026-11-24T00:00:00Z"], home);
    expect(output).toContain("passed: no findings");
  });
});
