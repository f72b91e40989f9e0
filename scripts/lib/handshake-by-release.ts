import { keyCatalogue, type Program } from "../../src/facts/key-catalogue.ts";

/** A release of PD and one of TiKV that are tested together, as their images are tagged. */
export interface Pair {
  readonly pd: string;
  readonly tikv: string;
}

/** What the handshake test of one pair came to. `untested`: why an example could not be run, empty when all were. */
export interface Outcome extends Pair {
  readonly engine: string;
  readonly attempts: number;
  readonly differences: readonly { readonly example: string; readonly says: string }[];
  readonly untested: readonly string[];
}

/** The oldest line that is tested. */
const oldest = [6, 5] as const;

/**
 * The newest patch release of every line of PD from v6.5 on that gets patches, each with TiKV's of the same line, else with
 * TiKV's newest. Lines without a patch release are previews, which nobody maintains.
 */
export function supportedPairs(): readonly Pair[] {
  const tikv = newestOfLines("tikv");
  const newest = [...tikv.values()].at(-1) as string;
  return [...newestOfLines("pd")].map(([line, release]) => ({ pd: release, tikv: tikv.get(line) ?? newest }));
}

function newestOfLines(program: Program): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  for (const version of keyCatalogue(program).versions) {
    const [, major, minor, patch] = /^v(\d+)\.(\d+)\.(\d+)$/.exec(version)?.map(Number) ?? [];
    if (major === undefined || minor === undefined || patch === 0) continue;
    if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) lines.set(`v${major}.${minor}`, version);
  }
  return lines;
}

/** A config file of the gate that says these releases, whatever it said before. */
export function withVersions(config: string, { pd, tikv }: Pair): string {
  return `version: {pd: ${pd}, tikv: ${tikv}}\n${config.replace(/^version:.*\n/m, "")}`;
}

/** The parts of a JSON report that count here. */
export interface Report {
  readonly findings: readonly { readonly rule: string; readonly path: string; readonly message: string }[];
  readonly proofs?: readonly {
    readonly environment: string;
    readonly parts: readonly { readonly instance: string; readonly isReal: boolean }[];
    readonly trials: readonly unknown[];
  }[];
}

/** Joins the reports of the examples; a text in place of a report says why there is none. */
export function outcomeOf(pair: Pair, engine: string, reports: Readonly<Record<string, Report | string>>): Outcome {
  const differences: { example: string; says: string }[] = [];
  const untested: string[] = [];
  let attempts = 0;
  for (const [example, report] of Object.entries(reports)) {
    if (typeof report === "string") {
      untested.push(`${example}: ${report}`);
      continue;
    }
    for (const { environment, parts, trials } of report.proofs ?? []) {
      attempts += trials.length;
      const models = parts.filter(({ isReal }) => !isReal).map(({ instance }) => instance);
      if (engine !== "loopback" && models.length > 0)
        untested.push(`${example}, ${environment}: only a model served for ${models.join(", ")}`);
    }
    for (const { rule, path, message } of report.findings)
      if (rule === "handshake/differs") differences.push({ example, says: `${path}: ${message}` });
  }
  if (attempts === 0 && untested.length === 0) untested.push("nothing was dialled");
  return { ...pair, engine, attempts, differences, untested };
}

/** The issue of the weekly run, as Markdown; undefined when predicted and observed are the same everywhere. */
export function issueOf(outcomes: readonly Outcome[], run: string): string | undefined {
  if (outcomes.every(({ differences }) => differences.length === 0)) return undefined;
  const rows = outcomes.map(
    ({ pd, tikv, attempts, differences, untested }) =>
      `| ${pd} | ${tikv} | ${attempts} | ${differences.length} | ${untested.length === 0 ? "" : untested.map(inCell).join("<br>")} |`,
  );
  const details = outcomes.flatMap(({ pd, tikv, differences }) =>
    differences.length === 0
      ? []
      : [
          `### PD ${pd}, TiKV ${tikv}\n\n${differences.map(({ example, says }) => `- \`${example}\`: ${asText(says)}`).join("\n")}`,
        ],
  );
  return [
    `The handshake test with the images of these releases saw other outcomes than \`handshake()\` predicts ([run](${run})).`,
    `| PD | TiKV | attempts | differences | not tested |\n| --- | --- | ---: | ---: | --- |\n${rows.join("\n")}`,
    ...details,
    "Either the prediction is wrong for this release, or the release behaves in a new way: both belong into `src/model/handshake`, with a named test.",
  ].join("\n\n");
}

/** What programs wrote, on one line and without a meaning in Markdown or HTML. */
function asText(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_{}[\]<>()#|@&~]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function inCell(text: string): string {
  return asText(text.length > 300 ? `${text.slice(0, 300)} ...` : text);
}
