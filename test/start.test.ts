import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";

const cli = resolve("dist/cli.js");
const work = mkdtempSync(join(tmpdir(), "start-"));
afterAll(() => rmSync(work, { recursive: true }));

let caches: string;
beforeEach(() => {
  caches = mkdtempSync(join(work, "caches-"));
});

function run(environment: Readonly<Record<string, string>> = {}) {
  const { NODE_DISABLE_COMPILE_CACHE: _, HOME: __, LOCALAPPDATA: ___, ...others } = process.env;
  const env = { ...others, XDG_CACHE_HOME: caches, ...environment };
  const { status, stdout } = spawnSync(process.execPath, [cli, "--version"], { cwd: work, env, encoding: "utf8" });
  return { status, stdout };
}

const sound = { status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) };
const folder = () => join(caches, "tikv-tls-gate", `${process.version}-${process.arch}`);
const kept = () => join(folder(), "main");

describe("what a run compiled is kept for the next one", () => {
  test("in a folder and files of the user alone", () => {
    expect(run()).toEqual(sound);
    expect(readdirSync(folder())).toContain("main");
    expect(statSync(folder()).mode & 0o777).toBe(0o700);
    expect(statSync(kept()).mode & 0o777).toBe(0o600);
  });

  test("and is not written again while it is fresh, but after a day", () => {
    run();
    const hours = (count: number) => new Date(Date.now() - count * 60 * 60 * 1000);
    utimesSync(kept(), hours(23), hours(23));
    const before = statSync(kept()).mtimeMs;
    run();
    expect(statSync(kept()).mtimeMs).toBe(before);
    utimesSync(kept(), hours(25), hours(25));
    run();
    expect(statSync(kept()).mtimeMs).toBeGreaterThan(before);
  });

  test.each([
    ["truncated", (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ["empty", () => Buffer.alloc(0)],
    ["of another build", (bytes: Buffer) => Buffer.concat([Buffer.from(`// ${"0".repeat(64)}`), bytes.subarray(67)])],
    ["of another V8", (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 67), Buffer.alloc(bytes.length - 67)])],
  ])("a file that is %s is passed over and made anew", (_, spoil) => {
    run();
    const good = readFileSync(kept());
    writeFileSync(kept(), spoil(good));
    expect(run()).toEqual(sound);
    expect(readFileSync(kept()).length).toBeGreaterThan(good.length / 2);
    expect(readFileSync(kept()).toString("latin1", 0, 67)).toBe(good.toString("latin1", 0, 67));
  });

  test("not where the user switches it off, as Node's own cache", () => {
    expect(run({ NODE_DISABLE_COMPILE_CACHE: "1" })).toEqual(sound);
    expect(readdirSync(caches)).toEqual([]);
  });

  test("not in a folder that is named from the working directory, which may be a stranger's repository", () => {
    expect(run({ XDG_CACHE_HOME: "caches" })).toEqual(sound);
    expect(readdirSync(work)).not.toContain("caches");
  });

  test("and a place that cannot be written is no error", () => {
    writeFileSync(join(caches, "tikv-tls-gate"), "");
    expect(run()).toEqual(sound);
    chmodSync(caches, 0o500);
    expect(run()).toEqual(sound);
  });
});

test("every chunk begins with the digest by which what is kept of it is found, and is ASCII", () => {
  for (const name of readdirSync("dist/chunks")) {
    const text = readFileSync(join("dist/chunks", name), "utf8");
    expect(text, name).toMatch(/^\/\/ [0-9a-f]{64}\n\(function \(exports, require, module, __filename, __dirname\) \{\n/);
    expect(/^[\0-\x7f]*$/.test(text), name).toBe(true);
  }
});
