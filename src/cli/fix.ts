import { resolve } from "node:path";
import { below, type Places, realFolder } from "../discover/places.ts";
import { liesIn } from "../discover/tree.ts";
import { gitLine, unifiedDiff } from "../fix/unified-diff.ts";
import { knownRules } from "../judge/catalogue/known-rules.ts";
import type { FailOn } from "../report/report.ts";
import { mask, maskedLines } from "../text/masked.ts";
import { forTerminal, singleLine } from "../text/safe.ts";
import type { RepoPath } from "../text/span.ts";
import type { Command, Surroundings } from "./command.ts";
import { type FixRun, runFixes } from "./fix-run.ts";
import { fixSummary } from "./fix-summary.ts";
import { gateOptions, gateRequest, printMistakes } from "./gate-options.ts";
import { describeOptions, type OptionSpecs, type ParsedOptions, parseOptions, suggestion, UsageError } from "./options.ts";
import { replaceFiles } from "./replace-files.ts";
import { shownFrom } from "./standing.ts";
import { writeText } from "./write-text.ts";

const { policy, config, environment, now } = gateOptions as Required<
  Pick<typeof gateOptions, "policy" | "config" | "environment" | "now">
>;

const options: OptionSpecs = {
  write: { type: "boolean", description: "change the files; without it the changes are printed as a diff" },
  unsafe: { type: "boolean", description: "also the fixes that a person has to decide: they change who may connect, or how" },
  rule: { type: "string", multiple: true, value: "RULE", description: "only fixes of this rule" },
  ...({ policy, config, environment, now } as OptionSpecs),
  output: { type: "string", value: "FILE", description: "write the diff there instead of standard output" },
  "fail-on": {
    type: "string",
    value: "LEVEL",
    choices: ["error", "warning", "never"],
    description: "lowest severity of what is left that gives exit status 1 (default error)",
  },
  "no-color": { type: "boolean", description: "no colour on a terminal (the variable NO_COLOR does the same)" },
  verbose: { type: "boolean", description: "show every finding that is left, with what to do" },
};

export const fixCommand: Command = {
  summary: "fix automatically what can be fixed",
  help: `Usage: tikv-tls-gate fix [PATH] [--write] [--unsafe] [options]

Corrects what the gate finds, as far as the correction follows from the files: as a diff for git apply, or in the files
with --write. Only files in PATH change. Comments and formatting stay. The result is judged before it is shown: a fix that
would bring another finding, weaken a channel or break a handshake is not made. Waived findings are left alone.

Options:
${describeOptions(options)}

Exit status: 0 nothing to change (or, with --write, everything is changed) and nothing left at or above --fail-on; 1 there are
changes to make, or findings left; 2 could not judge, or could not write.

Examples:
  tikv-tls-gate fix
  tikv-tls-gate fix deploy --write
  tikv-tls-gate fix --unsafe --environment prod
  tikv-tls-gate fix --rule config/unknown-key > fix.patch && git apply fix.patch
`,

  async run(args, surroundings) {
    const parsed = parseOptions("fix", args, options, 1);
    const rules = new Set(parsed.list("rule"));
    for (const id of rules) {
      if (!knownRules.has(id)) throw new UsageError(`--rule ${id}: no such rule${suggestion(id, knownRules.keys())}`);
    }
    if (parsed.flag("write") && parsed.text("output") !== undefined)
      throw new UsageError("--write changes the files and --output writes a diff: give one of them");
    const request = await gateRequest(parsed, surroundings, (parsed.text("fail-on") ?? "error") as FailOn);
    const run = await runFixes(
      request,
      ({ rule, fix }) =>
        (rules.size === 0 || rules.has(rule)) &&
        (fix.safety === "safe" || parsed.flag("unsafe")) &&
        // A file outside of what was named is not changed.
        fix.edits.every(({ path }) => liesIn(path as RepoPath, request.places.judged)),
    );
    if (run.kind === "refused") return printMistakes(run.mistakes, surroundings, request.places);
    if (run.kind === "empty") {
      surroundings.stderr.write(`tikv-tls-gate: ${singleLine(run.message)}\n`);
      return 2;
    }
    return conclude(run, { parsed, surroundings, places: request.places });
  },
};

interface Caller {
  readonly parsed: ParsedOptions;
  readonly surroundings: Surroundings;
  readonly places: Places;
}

function conclude(run: FixRun, caller: Caller): number {
  const { parsed, surroundings, places } = caller;
  const isWriting = parsed.flag("write");
  if (isWriting) replaceFiles(places.root, run.files);
  else printDiff(run, caller);
  const summary = fixSummary(run, {
    shownPath:
      (isWriting ? surroundings.stdout : surroundings.stderr).isTTY === true
        ? shownFrom(places.root, surroundings.cwd)
        : (path) => path,
    isWritten: isWriting,
    isVerbose: parsed.flag("verbose"),
    unsafeIsAllowed: parsed.flag("unsafe"),
    isColored: isColored(isWriting ? surroundings.stdout : surroundings.stderr, parsed, surroundings),
  });
  (isWriting ? surroundings.stdout : surroundings.stderr).write(summary);
  const isLeft = run.after.conclusion === "failure";
  return isLeft || (!isWriting && run.files.length > 0) ? 1 : 0;
}

function isColored(stream: Surroundings["stdout"], parsed: ParsedOptions, { environment: variables }: Surroundings): boolean {
  return stream.isTTY === true && !parsed.flag("no-color") && (variables["NO_COLOR"] ?? "") === "";
}

/**
 * No line of a diff shows a secret, and on a terminal or in the log of a workflow none may act: what is hidden or made visible
 * there is said, since the diff is no patch then.
 */
function printDiff({ files }: FixRun, { parsed, surroundings, places }: Caller): void {
  const { stdout, stderr, cwd, environment: variables } = surroundings;
  const { head, folder } = namesFor(places, cwd);
  const texts = files.map(({ path, before, after }) => ({ path, before: Buffer.from(before).toString("utf8"), after }));
  const lines = texts.flatMap(({ path, before, after }) => {
    const diff = shownDiff(`${folder}${path}`, before, after);
    return diff.length === 0 ? [] : [...head(path), ...diff];
  });
  const hidesSecrets = texts.some(({ before, after }) => maskedLines(before) !== before || maskedLines(after) !== after);
  if (hidesSecrets && lines.some((line) => line.includes(mask)))
    stderr.write(`tikv-tls-gate: ${mask} stands for a secret in this diff, which is no patch then; --write makes the changes\n`);
  const output = parsed.text("output");
  if (output !== undefined) {
    writeText(resolve(cwd, output), lines.map((line) => `${line}\n`).join(""), output);
    return;
  }
  const isSeen = stdout.isTTY === true || variables["GITHUB_ACTIONS"] === "true";
  const shown = isSeen ? lines.map(visible) : lines;
  const paint = isColored(stdout, parsed, surroundings) ? painted : (line: string) => line;
  stdout.write(shown.map((line) => `${paint(line)}\n`).join(""));
  if (stdout.isTTY !== true && shown.some((line, index) => line !== lines[index]))
    stderr.write(
      "tikv-tls-gate: characters that could act on the log are escaped in this diff; --output FILE writes it as it is\n",
    );
}

/** Secrets on lines beside the change are left out, and on the changed lines too. */
function shownDiff(path: string, before: string, after: string): readonly string[] {
  const shown = unifiedDiff(path, maskedLines(before), maskedLines(after));
  // Where only what is masked differs, the lines say nothing: the places are what is left.
  return shown.length > 0 ? shown : unifiedDiff(path, before, after).filter((line) => /^(?:---|\+\+\+|@@) /.test(line));
}

/** Names are those from the root, said so to git where the user stands elsewhere; without git those from where the user stands, if they lie below. */
function namesFor({ root, isCheckout }: Places, cwd: string): { head(path: string): readonly string[]; readonly folder: string } {
  const here = realFolder(cwd);
  if (isCheckout) return { head: (path) => (here === root ? [] : [gitLine(path)]), folder: "" };
  const between = below(here, root) ?? "";
  return { head: () => [], folder: between === "" ? "" : `${between}/` };
}

/** Tabs and the carriage return at the end of a line are no danger in a diff. */
function visible(line: string): string {
  const end = line.endsWith("\r") ? "\r" : "";
  return line
    .slice(0, line.length - end.length)
    .split("\t")
    .map(forTerminal)
    .join("\t")
    .replace(/^([ +-]\s*):(?=:)/, "$1\\u{3a}")
    .replaceAll("##[", "#\\u{23}[")
    .concat(end);
}

function painted(line: string): string {
  const code = /^(?:---|\+\+\+) /.test(line)
    ? 1
    : line.startsWith("@@")
      ? 36
      : line.startsWith("+")
        ? 32
        : line.startsWith("-")
          ? 31
          : 0;
  return code === 0 ? line : `\u001B[${code}m${line}\u001B[0m`;
}
