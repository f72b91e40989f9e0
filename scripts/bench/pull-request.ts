import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeEstate } from "./estate.ts";
import { measure, type Run, ratio } from "./measure.ts";

/** Files of the repository that the change touches. */
const changed = 10;

export interface PullRequest {
  readonly files: number;
  readonly changed: number;
  /** Median of the ratios, and the medians of the times in milliseconds. */
  readonly ratio: number;
  readonly change: number;
  readonly alone: number;
}

/** Judges a repository of 5,000 files as a change of ten of them, and its head alone, in turn. */
export async function pullRequest(work: string, node: string, cli: string, now: string): Promise<PullRequest> {
  const root = join(work, "pull-request");
  mkdirSync(root);
  const { configs, certificates } = writeEstate(root, 125);
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=bench", "-c", "user.email=bench@example.com", ...args], { cwd: root, stdio: "ignore" });
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message", "base");
  git("checkout", "--quiet", "-b", "topic");
  const step = Math.floor(configs.length / changed);
  for (const path of configs.filter((_, index) => index % step === 0).slice(0, changed)) {
    const text = readFileSync(join(root, path), "utf8");
    writeFileSync(join(root, path), text.replace(/^cert-allowed-cn = .*$/m, "cert-allowed-cn = []"));
  }
  git("commit", "--quiet", "--all", "--message", "change");
  const report = ["--now", now, "--format", "json", "--output", join(work, "report.json")];
  const run = (more: readonly string[]): Promise<Run> => measure(node, [cli, "check", root, ...report, ...more]);
  const result = await ratio(
    () => run(["--base", "main"]),
    () => run([]),
    5,
  );
  return { files: configs.length + certificates.length, changed, ratio: result.ratio, change: result.a, alone: result.b };
}
