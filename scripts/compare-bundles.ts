import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

/*
 * node scripts/compare-bundles.ts OLD NEW [FOLDER ...]: do two builds of dist/ print the same bytes? Runs every verb and format of both on
 * each folder of examples/ and on the folders given, and on the last commit of a repository made of each (its base lacks some of the files).
 * Prints what differs; exit status 1 when something does.
 */
const [old, fresh, ...more] = process.argv.slice(2).map((path) => resolve(path));
if (old === undefined || fresh === undefined) throw new Error("usage: node scripts/compare-bundles.ts OLD NEW [FOLDER ...]");
const now = ["--now", "2026-11-24T00:00:00Z"];
const formats = ["text", "json", "sarif", "markdown", "junit", "rdjson", "github", "ics"];
const verbs: readonly (readonly string[])[] = [
  ...formats.map((format) => ["check", ".", "--format", format, ...now]),
  ["check", ".", "--policy", "strict", ...now],
  ["check", ".", "--policy", "pci-dss-4", "--format", "json", ...now],
  ...["text", "json", "mermaid"].map((format) => ["channels", ".", "--format", format, ...now]),
  ["fix", ".", "--unsafe", ...now],
];
const changeVerbs: readonly (readonly string[])[] = [
  ...formats.map((format) => ["check", ".", "--base", "HEAD~1", "--format", format, ...now]),
  ["check", ".", "--base", "HEAD~1", "--only", "new", "--policy", "strict", ...now],
  ...["text", "json", "markdown"].map((format) => ["plan", ".", "--base", "HEAD~1", "--format", format, ...now]),
];

const examples = readdirSync("examples").map((name) => resolve("examples", name));
let runs = 0;
const differing: string[] = [];
for (const folder of [...examples, ...more]) {
  const [copy, repository] = ["root", "change"].map((name) => mkdtempSync(join(tmpdir(), `tikv-tls-gate-${name}-`)));
  if (copy === undefined || repository === undefined) continue;
  try {
    // A root of its own: where it lies in another checkout, it is a part of that.
    cpSync(folder, copy, { recursive: true, filter: (source) => !source.split("/").includes(".git") });
    compare(folder, copy, verbs);
    makeChange(folder, repository);
    compare(folder, repository, changeVerbs);
  } finally {
    for (const made of [copy, repository]) rmSync(made, { recursive: true, force: true });
  }
}
const [rules, ...explained] = listRules();
compare("rules", ".", [
  ["rules"],
  ["rules", "--format", "json"],
  ["--help"],
  ...[rules, ...explained].map((id) => ["explain", id ?? ""]),
]);
console.log(`${runs} runs, ${differing.length} differ`);
if (differing.length > 0) process.exitCode = 1;

function compare(name: string, cwd: string, commands: readonly (readonly string[])[]): void {
  for (const command of commands) {
    runs += 1;
    const [a, b] = [old, fresh].map((dist) => run(join(dist ?? "", "cli.js"), command, cwd));
    if (a === b) continue;
    const line = `${basename(name)}: ${command.join(" ")}`;
    differing.push(line);
    console.log(`differs: ${line}\n${firstDifference(a ?? "", b ?? "")}`);
  }
}

function run(cli: string, command: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...command], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return `${status}\n${stdout}\n${stderr}`;
}

/** A repository whose last commit brings every third file of the folder. */
function makeChange(folder: string, repository: string): void {
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=compare", "-c", "user.email=compare@example.invalid", ...args], {
      cwd: repository,
      stdio: "pipe",
    });
  cpSync(folder, repository, { recursive: true, filter: (source) => !source.split("/").includes(".git") });
  git("init", "--quiet");
  const files = globSync("**/*", { cwd: repository, exclude: [".git/**"], withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  git("add", "-f", "--", ...files.filter((_, index) => index % 3 !== 2));
  git("commit", "--quiet", "--allow-empty", "-m", "base", "--date", "2026-01-01T00:00:00Z");
  git("add", "-f", "-A");
  git("commit", "--quiet", "--allow-empty", "-m", "head", "--date", "2026-01-01T00:00:00Z");
}

function listRules(): readonly string[] {
  const text = run(join(fresh ?? "", "cli.js"), ["rules", "--format", "json"], ".");
  return [...text.matchAll(/"id": "([a-z-]+\/[a-z-]+)"/g)].map(([, id]) => id ?? "");
}

function firstDifference(a: string, b: string): string {
  const [before, after] = [a.split("\n"), b.split("\n")];
  const at = before.findIndex((line, index) => line !== after[index]);
  return `  < ${(before[at] ?? "(end)").slice(0, 200)}\n  > ${(after[at] ?? "(end)").slice(0, 200)}`;
}
