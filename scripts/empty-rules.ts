import { spawn } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

// Does every rule's test notice when the rule finds nothing? Empties each rule in turn, in a copy, and expects its test to fail.
const copy = mkdtempSync(join(tmpdir(), "tikv-tls-gate-empty-"));
const survivors: string[] = [];
try {
  for (const path of ["src", "test", "policies", "vitest.config.ts", "package.json", "tsconfig.json"]) {
    cpSync(path, join(copy, path), { recursive: true });
  }
  symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
  const rules = globSync("src/judge/rules/*/*.ts")
    .filter((path) => !path.endsWith(".test.ts"))
    .sort();
  for (const path of rules) {
    const source = readFileSync(path, "utf8");
    const emptied = source.replace(/^( {2})(\*?)check\(/m, "$1*check() {},\n$1$2original(");
    if (emptied === source) throw new Error(`${path}: no check to empty`);
    writeFileSync(join(copy, path), emptied);
    const status = await runTest(path.replace(/\.ts$/, ".test.ts"));
    writeFileSync(join(copy, path), source);
    if (status === 0) survivors.push(path);
    console.log(`${status === 0 ? "NOT NOTICED" : "noticed    "} ${path}`);
  }
  console.log(`${rules.length - survivors.length} of ${rules.length} emptied rules are noticed by their tests`);
  if (survivors.length > 0) process.exitCode = 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function runTest(path: string): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(resolve("node_modules/.bin/vitest"), ["run", path], { cwd: copy, stdio: "ignore" });
    child.once("error", fail);
    child.once("exit", (code) => done(code ?? -1));
  });
}
