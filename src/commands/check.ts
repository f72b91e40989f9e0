import { resolve } from "node:path";
import { catalogue } from "../judge/catalogue.ts";
import { type FormatName, formatNames, formats } from "../report/formats.ts";
import type { FailOn } from "../report/report.ts";
import { docsUrl } from "../text/tool.ts";
import type { Command, Surroundings } from "./command.ts";
import { type Judged, judgeTree } from "./gate.ts";
import { gateOptions, gateRequest, printMistakes } from "./gate-options.ts";
import { describeOptions, type OptionSpecs, type ParsedOptions, parseOptions, suggestion, UsageError } from "./options.ts";
import { writeText } from "./write-text.ts";

const options: OptionSpecs = {
  ...gateOptions,
  format: {
    type: "string",
    multiple: true,
    value: "F[=FILE]",
    description: `${formatNames.join(", ")}; text when none is given`,
  },
  output: { type: "string", value: "FILE", description: "write the report of --format there instead of standard output" },
  "fail-on": {
    type: "string",
    value: "LEVEL",
    choices: ["error", "warning", "never"],
    description: "lowest severity that gives exit status 1 (default error)",
  },
  "allow-empty": { type: "boolean", description: "exit 0 when there is nothing to check" },
  "no-color": { type: "boolean", description: "no colour on a terminal (the variable NO_COLOR does the same)" },
  quiet: { type: "boolean", description: "findings and verdict only" },
  verbose: { type: "boolean", description: "what was assumed, and notes in full" },
};

export const checkCommand: Command = {
  summary: "judge a repository or a folder",
  help: `Usage: tikv-tls-gate check [PATH] [options]

Judges the TiKV and PD configurations and the certificates in a repository or folder (default ".") against a policy.

Options:
${describeOptions(options)}

Exit status: 0 the policy is met; 1 findings at or above --fail-on; 2 could not judge (usage, policy or config file, nothing to check).

Examples:
  tikv-tls-gate check
  tikv-tls-gate check deploy --policy strict
  tikv-tls-gate check --environment prod --fail-on warning
  tikv-tls-gate check --format text --format sarif=gate.sarif --format json=gate.json
  tikv-tls-gate check --base origin/main --only new
  tikv-tls-gate check --now 2027-03-01T00:00:00Z     what fails on that day
`,

  async run(args, surroundings) {
    const parsed = parseOptions("check", args, options, 1);
    const outputs = outputsOf(parsed, surroundings);
    const failOn = (parsed.text("fail-on") ?? "error") as FailOn;
    const request = await gateRequest(parsed, surroundings, failOn);
    const result = await judgeTree(request);
    if (result.kind === "refused") return printMistakes(result.mistakes, surroundings);
    if (result.kind === "empty" && !parsed.flag("allow-empty")) {
      surroundings.stderr.write(`tikv-tls-gate: ${result.message}\n`);
      return 2;
    }
    for (const output of outputs) await writeReport(result, output, parsed, surroundings);
    return result.report.conclusion === "success" ? 0 : 1;
  },
};

interface OutputTarget {
  readonly format: FormatName;
  /** Undefined: standard output. */
  readonly file: string | undefined;
}

function outputsOf(parsed: ParsedOptions, { cwd }: Surroundings): readonly OutputTarget[] {
  const wanted = parsed.list("format").length === 0 ? ["text"] : parsed.list("format");
  const output = parsed.text("output");
  const targets = wanted.map((text): OutputTarget => {
    const equals = text.indexOf("=");
    const name = equals === -1 ? text : text.slice(0, equals);
    if (!Object.hasOwn(formats, name)) {
      throw new UsageError(`--format ${name}: not one of ${formatNames.join(", ")}${suggestion(name, formatNames)}`);
    }
    const file = equals === -1 ? output : text.slice(equals + 1);
    if (file === "") throw new UsageError(`--format ${text}: no file behind the equals sign`);
    return { format: name as FormatName, file: file === undefined ? undefined : resolve(cwd, file) };
  });
  const onStandardOutput = targets.filter(({ file }) => file === undefined);
  if (onStandardOutput.length > 1) throw new UsageError("two reports on standard output; give one a file: --format json=FILE");
  const toOutput = targets.filter(({ file }) => output !== undefined && file === resolve(cwd, output));
  if (toOutput.length > 1) throw new UsageError(`two reports into ${output}; give one a file of its own: --format json=FILE`);
  return targets;
}

async function writeReport(
  judged: Judged,
  target: OutputTarget,
  parsed: ParsedOptions,
  surroundings: Surroundings,
): Promise<void> {
  const { stdout, environment } = surroundings;
  const toTerminal = target.file === undefined && stdout.isTTY === true;
  const render = await formats[target.format]();
  const text = render(judged.report, {
    color: toTerminal && !parsed.flag("no-color") && (environment["NO_COLOR"] ?? "") === "",
    width: (toTerminal ? stdout.columns : undefined) ?? 100,
    quiet: parsed.flag("quiet"),
    verbose: parsed.flag("verbose"),
    lineOf: judged.lineOf,
    change: judged.change,
    rules: catalogue.map(({ meta }) => meta),
    docsUrl,
    elapsedMs: toTerminal ? surroundings.elapsed() : undefined,
  });
  if (target.file === undefined) {
    stdout.write(text);
    return;
  }
  try {
    writeText(target.file, text);
  } catch (error) {
    throw new UsageError(`cannot write ${target.file}: ${(error as NodeJS.ErrnoException).code ?? "unknown reason"}`);
  }
}
