import { describe, expect, test } from "vitest";
import { bundledPolicies } from "../../src/config/bundled-policies.ts";
import type { Tree } from "../../src/discover/tree.ts";
import { type GateRequest, type Judged, judgeTree } from "../../src/gate/gate.ts";
import { describedRules } from "../../src/judge/catalogue/described-rules.ts";
import { catalogue } from "../../src/judge/catalogue.ts";
import { type Policy, severityOf } from "../../src/judge/policy.ts";
import type { Example, Rule } from "../../src/judge/rule.ts";
import type { Environment } from "../../src/model/environments/environment.ts";
import type { Proof } from "../../src/model/handshake/trial.ts";
import { type FormatName, formatNames, formats } from "../../src/report/formats.ts";
import { annotatedFindings } from "../../src/report/machine/annotation.ts";
import { renderComment } from "../../src/report/markdown/comment.ts";
import type { Report, ReportFinding } from "../../src/report/report.ts";
import { severities } from "../../src/report/verdict.ts";
import { baseOfExample, exampleTree } from "../support/example-tree.ts";
import { testTime } from "../support/issue.ts";

// The law of a compared report: every finding has a state, the counts are the counts of the states in every format, and
// `--only new` decides by exactly what is new or worse. Held to for the example of every rule, as head and as base.

const rules = describedRules();
const states = ["new", "worsened", "unchanged"] as const;
type State = (typeof states)[number];

interface Change {
  readonly base: Tree;
  readonly head: Tree;
  /** Of which the time, the parameters and what the handshake test saw are. */
  readonly example: Example;
}

const strict = bundledPolicies.get("strict") as Policy;

/** Every rule counts, also those that are off in all policies that come with the gate. */
function policyOf({ id }: Rule, { parameters }: Example): string {
  const off = catalogue.filter((rule) => severityOf(strict, rule.id, "production", undefined) === "off");
  const rules = [
    ...off.map((rule) => [rule.id, { severity: "error" }] as const),
    [id, { severity: "error", parameters }] as const,
  ];
  return JSON.stringify({ name: "everything", extends: "strict", rules: Object.fromEntries(rules) });
}

function besides(rule: Rule, example: Example): Readonly<Record<string, string>> {
  const version = example.version === undefined ? {} : { "tikv-tls-gate.yml": `version: ${example.version}\n` };
  return { "everything.json": policyOf(rule, example), ...version };
}

function changesOf(rule: Rule): Readonly<Record<string, Change>> {
  const { bad, good } = rule.meta().example;
  const more = besides(rule, bad);
  const [badTree, goodTree, own] = [exampleTree(bad, more), exampleTree(good, more), baseOfExample(bad, more)];
  return {
    comes: { base: goodTree, head: badTree, example: bad },
    goes: { base: badTree, head: goodTree, example: bad },
    stays: { base: badTree, head: badTree, example: bad },
    ...(own !== undefined && { "comes over its own base": { base: own, head: badTree, example: bad } }),
  };
}

function proverOf({ seen }: Example): GateRequest["prove"] {
  if (seen === undefined) return undefined;
  const proofOf = ({ name }: Environment): Proof => ({
    environment: name,
    engine: { kind: "process", parts: [] },
    trials: (seen.trials ?? []).map((trial) => ({ ...trial, environment: name, command: "openssl" })),
    surveys: (seen.surveys ?? []).map((survey) => ({ ...survey, environment: name, command: "openssl" })),
    notes: [],
    rewrites: [],
    milliseconds: 0,
  });
  return async (environments) => environments.map(proofOf);
}

async function judge({ base, head, example }: Change, only: "all" | "new"): Promise<Judged> {
  const result = await judgeTree({
    tree: head,
    base: { kind: "tree", tree: base, name: "0123456789ab" },
    now: example.now === undefined ? testTime : Date.parse(example.now),
    failOn: "error",
    environments: [],
    policy: "everything.json",
    only,
    prove: proverOf(example),
  });
  if (result.kind === "refused") throw new Error(result.mistakes.map(({ message }) => message).join("\n"));
  return result;
}

function tally(findings: readonly ReportFinding[]): Readonly<Record<State, number>> {
  const counts = { new: 0, worsened: 0, unchanged: 0 };
  for (const { state, rule } of findings) {
    expect(states, `${rule} has a state`).toContain(state);
    counts[state as State] += 1;
  }
  return counts;
}

/** `2 new, 1 fixed, 3 unchanged`, from the findings themselves. */
function summaryOf({ findings, comparison }: Report): string {
  const counts = { ...tally(findings), fixed: comparison?.fixed.length ?? 0 };
  const said = (["new", "worsened", "fixed", "unchanged"] as const).flatMap((state) =>
    counts[state] === 0 ? [] : [`${counts[state]} ${state}`],
  );
  return said.length === 0 ? "no findings on either side" : said.join(", ");
}

async function rendered(format: FormatName, { report, lineOf, change }: Judged): Promise<string> {
  const options = { lineOf, change, rules, verbose: true, limit: 100_000_000 };
  return (await formats[format]())(report, options);
}

/** How often a text names a state, behind the severity of a finding. */
function named(text: string, pattern: (state: State) => RegExp): Readonly<Record<string, number>> {
  return Object.fromEntries(states.map((state) => [state, text.match(pattern(state))?.length ?? 0]));
}

const inTable = (state: State) => new RegExp(`^\\| \\S+ (?:error|warning|note), ${state} \\|`, "gmu");

async function expectLaw(judged: Judged): Promise<void> {
  const { report } = judged;
  const counts = tally(report.findings);
  expect(report.comparison?.counts).toEqual({ ...counts, fixed: report.comparison?.fixed.length });
  const texts = Object.fromEntries(
    await Promise.all(formatNames.map(async (format) => [format, await rendered(format, judged)] as const)),
  ) as Record<FormatName, string>;
  const open = report.findings.filter(({ waiver }) => waiver === null);
  const summary = summaryOf(report);
  expect(texts.text).toContain(`${summary} against 0123456789ab`);
  expect(named(texts.text, (state) => new RegExp(`:\\d+:\\d+  \\(${state}\\)$`, "gm"))).toEqual(counts);
  expect(texts.markdown).toContain(`The change: ${summary} against 0123456789ab`);
  expect(named(texts.markdown, inTable)).toEqual(tally(open));
  expect(JSON.parse(texts.json).findings.map(({ state }: ReportFinding) => state)).toEqual(
    report.findings.map(({ state }) => state),
  );
  expect(JSON.parse(texts.sarif).runs[0].results).toHaveLength(report.findings.length);
  expect(JSON.parse(texts.rdjson).diagnostics).toHaveLength(open.length);
  const comment = renderComment(report, { change: judged.change });
  if (comment.kind === "news") expect(comment.markdown).toContain(summary);
  else expect(tally(open)).toMatchObject({ new: 0, worsened: 0 });
  const ranks = annotatedFindings(report).map(
    ({ severity, state }) => 2 * severities.indexOf(severity) + (state === "unchanged" ? 1 : 0),
  );
  expect(ranks, "of one severity what the change causes stands first").toEqual([...ranks].sort((a, b) => a - b));
}

/** Is what is bad in the example in its files, so that it comes with them? */
function comesWithFiles(rule: Rule): boolean {
  const { bad, good } = rule.meta().example;
  const isOfFiles = ({ flags, base, baseMissing }: Example) => [flags, base, baseMissing].every((part) => part === undefined);
  const isAsBefore = bad.now === good.now && bad.parameters === good.parameters;
  // What a change brings to the config file counts after the merge.
  return isOfFiles(bad) && isAsBefore && rule.id !== "policy/config-stale";
}

describe.each(catalogue.map((rule) => [rule.id, rule] as const))("the example of %s", (id, rule) => {
  test.each(Object.entries(changesOf(rule)))("%s: every finding has a state, and the counts are theirs", async (name, change) => {
    const all = await judge(change, "all");
    await expectLaw(all);
    const { findings } = all.report;
    const own = findings.filter((finding) => finding.rule === id);
    if (name === "comes" && comesWithFiles(rule)) {
      expect(
        own.map(({ state }) => state),
        "what the good example does not have is new",
      ).toContain("new");
    }

    const { report: onlyNew } = await judge(change, "new");
    expect(onlyNew.findings).toEqual(findings);
    const decides = findings.some(
      ({ state, waiver, severity }) => state !== "unchanged" && waiver === null && severity === "error",
    );
    expect(onlyNew.conclusion).toBe(decides ? "failure" : "success");
  });
});
