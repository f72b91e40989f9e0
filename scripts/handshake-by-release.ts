import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  issueOf,
  type Outcome,
  outcomeOf,
  type Pair,
  type Report,
  supportedPairs,
  withVersions,
} from "./lib/handshake-by-release.ts";

// The steps of the weekly workflow, each to be tried by hand:
//   matrix                                            prints the pairs of releases as a matrix of a job
//   test --pd V --tikv V [--engine E] [--out FILE]    runs the handshake test with these releases; status 1: it could not run
//   issue FOLDER --run URL                            opens, updates or closes the issue, by `gh`, from the results in FOLDER
const label = "handshake-by-release";
const title = "Predicted and observed handshakes differ";
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    pd: { type: "string", default: "" },
    tikv: { type: "string", default: "" },
    engine: { type: "string", default: "docker" },
    out: { type: "string" },
    run: { type: "string", default: "" },
  },
});
const [verb, folder = ""] = positionals;
if (verb === "matrix") console.log(JSON.stringify({ include: supportedPairs() }));
else if (verb === "test") test({ pd: values.pd, tikv: values.tikv });
else if (verb === "issue") settleIssue();
else {
  console.error("usage: node scripts/handshake-by-release.ts matrix | test | issue");
  process.exitCode = 2;
}

function test(pair: Pair): void {
  const reports = Object.fromEntries(["sound", "mistakes"].map((example) => [example, reportOf(example, pair)]));
  const outcome = outcomeOf(pair, values.engine, reports);
  const text = `${JSON.stringify(outcome, undefined, 2)}\n`;
  if (values.out === undefined) console.log(text);
  else writeFileSync(values.out, text);
  const said = `PD ${pair.pd}, TiKV ${pair.tikv}: ${outcome.attempts} attempts, ${outcome.differences.length} differences`;
  console.log([said, ...outcome.untested].join("\n"));
  const summary = process.env["GITHUB_STEP_SUMMARY"];
  if (summary !== undefined) appendFileSync(summary, `${said}\n\n`);
  if (outcome.untested.length > 0) process.exitCode = 1;
}

/** The report of an example as these releases; when there is none, the last thing that was said. */
function reportOf(example: string, pair: Pair): Report | string {
  const copy = mkdtempSync(join(tmpdir(), "tikv-tls-gate-release-"));
  try {
    cpSync(join("examples", example), copy, { recursive: true });
    const config = join(copy, "tikv-tls-gate.yml");
    writeFileSync(config, withVersions(existsSync(config) ? readFileSync(config, "utf8") : "", pair));
    const args = [
      "dist/cli.js",
      "handshake",
      copy,
      "--engine",
      values.engine,
      "--now",
      "2026-11-24T00:00:00Z",
      "--format",
      "json",
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 2 ** 28 });
    return status === 0 || status === 1 ? (JSON.parse(stdout) as Report) : stderr.trim().split("\n").slice(-3).join(" ");
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function settleIssue(): void {
  const paths = globSync(join(folder, "**/*.json")).sort();
  const outcomes = paths.map((path) => JSON.parse(readFileSync(path, "utf8")) as Outcome);
  if (outcomes.length === 0) throw new Error(`no results in ${folder}`);
  const body = issueOf(outcomes, values.run);
  const listed = gh(["issue", "list", "--label", label, "--state", "open", "--json", "number"]);
  const number = (JSON.parse(listed) as readonly { readonly number: number }[])[0]?.number;
  if (body === undefined) {
    // A release that could not be tested says nothing: the issue about it stays open.
    const isWhole = outcomes.every(({ untested }) => untested.length === 0);
    if (number !== undefined && isWhole)
      gh(["issue", "close", String(number), "--comment", `No difference any more: ${values.run}`]);
    console.log(`${outcomes.length} pairs of releases: predicted and observed are the same`);
    return;
  }
  console.log(body);
  if (number !== undefined) gh(["issue", "edit", String(number), "--body-file", "-"], body);
  else {
    gh(["label", "create", label, "--force", "--description", "Found by the weekly handshake test"]);
    gh(["issue", "create", "--title", title, "--label", label, "--body-file", "-"], body);
  }
}

function gh(args: readonly string[], input = ""): string {
  const { error, status, stdout, stderr } = spawnSync("gh", args, { encoding: "utf8", input });
  if (error !== undefined || status !== 0) throw new Error(`gh ${args.slice(0, 2).join(" ")}: ${error?.message ?? stderr}`);
  return stdout;
}
