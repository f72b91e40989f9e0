import { applyEdits } from "../fix/apply.ts";
import { settleFix } from "../fix/settle.ts";
import { TextLines } from "../fix/text-lines.ts";
import { unifiedDiff } from "../fix/unified-diff.ts";
import type { Policy, Severity } from "../judge/policy.ts";
import { severityOf } from "../judge/policy.ts";
import type { Example, Rule, RuleMeta, Statement } from "../judge/rule.ts";
import { type Tier, tiers } from "../model/environments/environment.ts";
import { observedText } from "../model/handshake/trial.ts";
import { type SourceFile, sourceFile } from "../read/source-file.ts";
import { compareSpans, type RepoPath } from "../text/span.ts";
import { prepareExample } from "./example.ts";

/** When the certificates of examples are judged. Milliseconds since the epoch, UTC. */
const exampleTime = Date.parse("2026-11-24T00:00:00Z");

/** The page of a rule, in Markdown: why, how to fix, an example with what the rule really says about it, severities. */
export async function rulePage(rule: Rule, policies: readonly Policy[]): Promise<string> {
  const meta = rule.meta();
  const files = filesOfExample(meta.example.bad);
  const bad = await runExample(rule, meta.example.bad, files);
  const parts = [
    `# ${rule.id}`,
    `${meta.title}.`,
    `## Why it matters\n\n${meta.why}`,
    `## How to fix it\n\n${meta.fix}`,
    `## Automatic fix\n\n${fixPart(meta, bad, files)}`,
    `## Example\n\nNot accepted:\n\n${showFiles(meta.example.bad)}\n\nThe gate says:\n\n${bad.map(showStatement).join("\n\n")}`,
    `Accepted:\n\n${showFiles(meta.example.good)}`,
    `## Severity\n\n${severityTable(rule.id, meta, policies)}`,
    ...parameterPart(meta),
    `## Background\n\n${backgroundRows(meta)}`,
  ];
  return `${parts.join("\n\n")}\n`;
}

/** What a rule states about an example, in the order of the places. Marks are left out of the files. */
async function runExample(rule: Rule, example: Example, files: readonly SourceFile[]): Promise<readonly Statement[]> {
  const { model, context } = await prepareExample(rule, example, files, { now: exampleTime });
  return [...rule.check(model, context)].sort((a, b) => compareSpans(a.at, b.at));
}

function filesOfExample(example: Example): readonly SourceFile[] {
  return Object.entries(filesOf(example)).map(([path, text]) =>
    sourceFile(path as RepoPath, new TextEncoder().encode(withoutMarks(text)), example.executable?.includes(path)),
  );
}

/** Whether `fix` can help, and what it makes of the example. */
function fixPart({ fixes = [] }: RuleMeta, statements: readonly Statement[], files: readonly SourceFile[]): string {
  if (fixes.length === 0) return "None: what is right does not follow from the files.";
  const decide = "a person has to decide it, since it changes who may connect, or how, or is a guess";
  const sentence = fixes.includes("safe")
    ? `\`tikv-tls-gate fix --write\` makes it where it follows from the files${fixes.includes("unsafe") ? `; in some cases only with \`--unsafe\`: ${decide}` : ""}.`
    : `\`tikv-tls-gate fix --unsafe --write\` makes it where it follows from the files: ${decide}.`;
  const diff = exampleDiff(statements, files);
  return diff.length === 0 ? sentence : `${sentence} In the example below:\n\n\`\`\`diff\n${diff.join("\n")}\n\`\`\``;
}

function exampleDiff(statements: readonly Statement[], files: readonly SourceFile[]): readonly string[] {
  const lines = new Map(files.map(({ path, text }) => [path, new TextLines(path, text)]));
  const edits = statements.flatMap(({ fix }) => (fix && settleFix(fix, (path) => lines.get(path))?.edits) ?? []);
  const fixed = applyEdits(
    edits.map(({ at, text }) => ({ ...at, text })),
    (path) => lines.get(path)?.text,
  );
  return files.flatMap(({ path, text }) => unifiedDiff(path, text, fixed.get(path) ?? text));
}

function filesOf(example: Example): Readonly<Record<string, string>> {
  return {
    ...example.files,
    ...(example.tikv !== undefined && { "tikv.toml": example.tikv }),
    ...(example.pd !== undefined && { "pd.toml": example.pd }),
  };
}

function withoutMarks(text: string): string {
  return text.replaceAll(/[«»]/g, "");
}

function showFiles(example: Example): string {
  const flags = Object.entries(example.flags ?? {}).map(([key, value]) => `Started with \`--${key}=${value}\`.`);
  const files = Object.entries(filesOf(example)).map(([path, text]) => {
    const language = path.endsWith(".toml") ? "toml" : path.match(/\.ya?ml$/) ? "yaml" : "";
    return `\`${path}\`\n\n\`\`\`${language}\n${shorten(withoutMarks(text).trim())}\n\`\`\``;
  });
  return [...files, ...flags, ...showSeen(example)].join("\n\n");
}

/** What the handshake test saw, for a rule about it. */
function showSeen({ seen }: Example): readonly string[] {
  const trials = (seen?.trials ?? []).map(
    ({ attempt, to, observed }) => `The handshake test dialled ${to} (${attempt}): ${observedText(observed)}.`,
  );
  const surveys = (seen?.surveys ?? []).map(
    ({ instance, protocols, suites }) =>
      `The handshake test found on ${instance}: ${protocols.join(", ")}; ${suites.map(({ name }) => name).join(", ")}.`,
  );
  return [...trials, ...surveys];
}

/** The inside of a PEM block tells a reader nothing. */
function shorten(text: string): string {
  return text.replaceAll(/(-----BEGIN [^-\n]{1,60}-----\n)[^-]*(\n-----END)/g, "$1...$2");
}

function showStatement(statement: Statement): string {
  const { path, line, column } = statement.at;
  return `> \`${path}:${line}:${column}\` ${statement.message}\n>\n> ${statement.help}`;
}

function severityTable(id: string, meta: RuleMeta, policies: readonly Policy[]): string {
  const cases: readonly (string | undefined)[] = [undefined, ...Object.keys(meta.variants ?? {})];
  const rows = cases.map((variant) => {
    const name = variant === undefined ? "in general" : `${meta.variants?.[variant]}`;
    return `| ${[name, ...policies.map((policy) => severityCell(policy, id, variant))].join(" | ")} |`;
  });
  const head = ["", ...policies.map((policy) => policy.name)];
  return `| ${head.join(" | ")} |\n|${" --- |".repeat(head.length)}\n${rows.join("\n")}`;
}

function severityCell(policy: Policy, rule: string, variant: string | undefined): string {
  const byTier = tiers.map((tier): readonly [Tier, Severity] => [tier, severityOf(policy, rule, tier, variant)]);
  const production = byTier[0]?.[1] ?? "off";
  const others = byTier.filter(([, severity]) => severity !== production).map(([tier, severity]) => `${tier}: ${severity}`);
  return others.length === 0 ? production : `${production} (${others.join(", ")})`;
}

function parameterPart(meta: RuleMeta): readonly string[] {
  const rows = Object.entries(meta.parameters ?? {}).map(
    ([name, schema]) => `| \`${name}\` | ${schema.type} | \`${JSON.stringify(schema.default)}\` | ${schema.description} |`,
  );
  return rows.length === 0
    ? []
    : [`## Parameters\n\n| name | type | default | meaning |\n| --- | --- | --- | --- |\n${rows.join("\n")}`];
}

function backgroundRows(meta: RuleMeta): string {
  const list = (items: readonly string[]) => (items.length === 0 ? "none" : items.join(", "));
  return [
    `- Threats: ${list(meta.threats)}`,
    `- Controls: ${list(meta.controls)}`,
    ...(meta.versions === undefined ? [] : [`- Versions: ${meta.versions}`]),
    `- Since: ${meta.since}`,
    ...meta.sources.map((source) => `- Source: ${source}`),
  ].join("\n");
}
