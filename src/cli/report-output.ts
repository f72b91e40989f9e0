import { resolve } from "node:path";
import type { Judged } from "../gate/gate.ts";
import { type FormatName, formatNames, formats } from "../report/formats.ts";
import { docsUrl } from "../text/tool.ts";
import type { Surroundings } from "./command.ts";
import { type OptionSpecs, type ParsedOptions, suggestion, UsageError } from "./options.ts";
import { rulesListedBy } from "./rules-listed.ts";
import { shownFrom } from "./standing.ts";
import { writeText } from "./write-text.ts";

/** The options of every command that prints a report. */
export const reportOptions: OptionSpecs = {
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
  "no-color": { type: "boolean", description: "no colour on a terminal (the variable NO_COLOR does the same)" },
  quiet: { type: "boolean", description: "findings and verdict only" },
  verbose: { type: "boolean", description: "what was assumed, and notes in full" },
};

export interface OutputTarget {
  readonly format: FormatName;
  /** Undefined: standard output. */
  readonly file: string | undefined;
}

/** Where the reports go. A format that is not there, or two reports into one place, is a `UsageError`. */
export function outputsOf(parsed: ParsedOptions, { cwd }: Surroundings): readonly OutputTarget[] {
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

/** Renders a report and writes it. */
export async function writeReport(
  judged: Judged,
  target: OutputTarget,
  { parsed, surroundings, root }: { readonly parsed: ParsedOptions; readonly surroundings: Surroundings; readonly root: string },
): Promise<void> {
  const { stdout, environment, cwd } = surroundings;
  const toTerminal = target.file === undefined && stdout.isTTY === true;
  const render = await formats[target.format]();
  const text = render(judged.report, {
    color: toTerminal && !parsed.flag("no-color") && (environment["NO_COLOR"] ?? "") === "",
    width: (toTerminal ? stdout.columns : undefined) ?? 100,
    quiet: parsed.flag("quiet"),
    verbose: parsed.flag("verbose"),
    lineOf: judged.lineOf,
    shownPath: toTerminal ? shownFrom(root, cwd) : undefined,
    change: judged.change,
    rules: await rulesListedBy(target.format),
    docsUrl,
    elapsedMs: toTerminal ? surroundings.elapsed() : undefined,
  });
  if (target.file === undefined) {
    stdout.write(text);
    return;
  }
  writeText(target.file, text, target.file);
}
