import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";

const copy = mkdtempSync(join(tmpdir(), "tikv-tls-gate-new-rule-"));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd: copy, encoding: "utf8" });
const node = (...args: string[]) => spawnSync(process.execPath, args, { cwd: copy, encoding: "utf8" });

test("a new rule takes one file and one test; the rest is generated, its place in the policies too", {
  timeout: 120_000,
}, () => {
  for (const path of [
    "src",
    "test",
    "scripts",
    "policies",
    "docs",
    "examples",
    "package.json",
    "tsconfig.json",
    "vitest.config.ts",
    "action.yml",
    "biome.json",
    "README.md",
  ]) {
    cpSync(path, join(copy, path), { recursive: true });
  }
  symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
  writeFileSync(join(copy, ".gitignore"), "node_modules\n");
  node("scripts/generate.ts");
  git("init", "-q");
  git("add", "-A");
  git("commit", "-qm", "before");

  expect(node("scripts/new-rule.ts", "config/log-level-debug").stderr).toBe("");
  const path = "src/judge/rules/config/log-level-debug";
  const testIt = () =>
    spawnSync(resolve("node_modules/.bin/vitest"), ["run", `${path}.test.ts`], { cwd: copy, stdio: "ignore" }).status;
  expect(testIt(), "the placeholders fail").not.toBe(0);

  const rule = readFileSync(join(copy, `${path}.ts`), "utf8")
    .replace('bad: { tikv: "«»\\n" }', 'bad: { tikv: "«[log]»\\nlevel = \\"debug\\"\\n" }')
    .replace(
      /for \(const instance of[\s\S]*?\n {6}\}/,
      'for (const instance of environment.instances) {\n        const log = instance.config.entries.get("log");\n        if (log !== undefined) yield { at: log.node.span, subject: "log", message: "logs too much", help: "log less" };\n      }',
    );
  writeFileSync(join(copy, `${path}.ts`), rule);
  const cases =
    '  valid: { "no log": { tikv: "a = 1" } },\n  invalid: { "a log": { tikv: "«[log]»\\nlevel = \'debug\'", says: "logs too much" } },\n';
  writeFileSync(
    join(copy, `${path}.test.ts`),
    readFileSync(join(copy, `${path}.test.ts`), "utf8").replace(/ {2}valid[\s\S]*(?=\}\);)/, cases),
  );
  expect(testIt(), "the rule and its test").toBe(0);
  git("add", "-A");
  const written = git("diff", "--cached", "--name-only").trim().split("\n");
  expect(written).toEqual([`${path}.test.ts`, `${path}.ts`]);

  expect(node("scripts/generate.ts").stderr).toContain(
    "config/log-level-debug in baseline: the rule's metadata says no severity under `policies` (off, note, warning, error)",
  );
  writeFileSync(join(copy, `${path}.ts`), rule.replaceAll(/(?<=(?:baseline|strict): )"PLACEHOLDER"/g, '"warning"'));
  expect(node("scripts/generate.ts").stderr).toBe("");
  expect(JSON.parse(readFileSync(join(copy, "policies/strict.json"), "utf8")).rules["config/log-level-debug"]).toEqual({
    severity: "warning",
  });
  git("add", "-A");
  const generated = git("diff", "--cached", "--name-only")
    .trim()
    .split("\n")
    .filter((name) => !written.includes(name));
  expect(generated).toEqual([
    "docs/rules/README.md",
    "docs/rules/config/log-level-debug.md",
    "policies/baseline.json",
    "policies/strict.json",
    "src/judge/catalogue/known-rules.ts",
    "src/judge/catalogue/standing.ts",
    "src/schemas/generated/policy.ts",
    "src/schemas/policy.schema.json",
  ]);
});
