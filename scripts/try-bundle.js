// Runs dist/ with this Node, whatever it is and wherever: `node scripts/try-bundle.js FOLDER` leaves the reports in FOLDER,
// which are the same bytes on every system. Plain JavaScript, since Node 20 reads no TypeScript; nothing has to be installed.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [folder = "reports"] = process.argv.slice(2);
const at = ["--now", "2026-11-24T00:00:00Z"];
mkdirSync(folder, { recursive: true });

function gate(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["dist/cli.js", ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

const version = gate("--version");
assert.deepEqual([version.status, version.stderr], [0, ""]);

for (const [example, status] of [
  ["sound", 0],
  ["mistakes", 1],
]) {
  const formats = ["json", "sarif", "markdown", "junit"].flatMap((format) => [
    "--format",
    `${format}=${join(folder, `${example}.${format}`)}`,
  ]);
  const result = gate("check", `examples/${example}`, ...at, ...formats);
  assert.deepEqual([result.status, result.stderr], [status, ""], `check examples/${example}: ${result.stderr}`);
  const { findings } = JSON.parse(readFileSync(join(folder, `${example}.json`), "utf8"));
  for (const { path } of findings) assert.doesNotMatch(path, /\\/, "paths have slashes on every system");
}

assert.equal(gate("channels", "examples/sound", ...at).status, 0);
assert.match(gate("fix", "examples/mistakes", "--unsafe", ...at).stdout, /^--- a\//m);
assert.match(gate("explain", "config/tls-off").stdout, /config\/tls-off/);

// The action as a runner starts it, but for the event: what CI itself was started by is not what is judged here.
const outside = Object.entries(process.env).filter(([name]) => !/^(GITHUB|INPUT|ACTIONS)_/.test(name));
const temporary = mkdtempSync(join(tmpdir(), "tikv-tls-gate-try-"));
for (const file of ["output", "summary"]) writeFileSync(join(temporary, file), "");
const action = spawnSync(process.execPath, ["dist/action.js"], {
  encoding: "utf8",
  env: {
    ...Object.fromEntries(outside),
    GITHUB_ACTIONS: "true",
    GITHUB_WORKSPACE: join(process.cwd(), "examples", "sound"),
    GITHUB_OUTPUT: join(temporary, "output"),
    GITHUB_STEP_SUMMARY: join(temporary, "summary"),
    INPUT_NOW: "2026-11-24T00:00:00Z",
  },
});
assert.equal(action.status, 0, action.stdout + action.stderr);
assert.match(readFileSync(join(temporary, "output"), "utf8"), /success/);
rmSync(temporary, { recursive: true });

console.log(`dist/ runs on Node ${process.version}, ${process.platform}-${process.arch}`);
