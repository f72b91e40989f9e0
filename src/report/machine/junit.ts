import { forHtml, singleLine } from "../../text/safe.ts";
import type { RenderOptions } from "../options.ts";
import type { Report, ReportFinding } from "../report.ts";
import { basisText, countsText, decides, groupFindings } from "../verdict.ts";

/**
 * JUnit XML: a suite per environment, in it a case per rule, so that a case keeps its name from run to run and CI shows
 * when a rule began to fail. All findings of a rule stand in the one failure that viewers show. The first suite holds the
 * verdict, so that there is always a case.
 */
export function renderJunit(report: Report, options: RenderOptions): string {
  const suites = [verdictSuite(report), ...environmentSuites(report, options)];
  const { tests, failures } = totals(suites.flatMap((suite) => suite.cases));
  const attributes = { name: "tikv-tls-gate", tests, failures, errors: 0, ...seconds(options) };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributesText(attributes)}>`,
    ...suites.flatMap((suite) => suiteLines(suite, report)),
    "</testsuites>",
    "",
  ].join("\n");
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

interface Case {
  readonly name: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly outcome: Outcome;
}

type Outcome =
  | { readonly kind: "passed"; readonly output: string | undefined }
  | { readonly kind: "skipped"; readonly message: string }
  | { readonly kind: "failed"; readonly type: string; readonly message: string; readonly text: string };

function verdictSuite(report: Report): Suite {
  const message = countsText(report.counts);
  const outcome: Outcome =
    report.conclusion === "failure"
      ? { kind: "failed", type: "verdict", message, text: singleLine(`${basisText(report)}: ${message}`) }
      : { kind: "passed", output: singleLine(`${basisText(report)}: ${message}`) };
  return { name: "gate", cases: [{ name: "verdict", file: undefined, line: undefined, outcome }] };
}

function environmentSuites(report: Report, { rules = [] }: RenderOptions): readonly Suite[] {
  const groups = new Map(groupFindings(report).map((group) => [group.environment, group.findings]));
  const names = new Set<string | undefined>([...report.environments.map(({ name }) => name), ...groups.keys()]);
  return [...names].map((name) => {
    const byRule = new Map<string, ReportFinding[]>();
    for (const finding of groups.get(name) ?? []) {
      const list = byRule.get(finding.rule);
      if (list === undefined) byRule.set(finding.rule, [finding]);
      else list.push(finding);
    }
    // Where no environment is, the rules that find nothing have nothing to look at.
    const ids = new Set([...byRule.keys(), ...(name === undefined ? [] : rules.map(({ id }) => id))]);
    return {
      name: name === undefined ? "outside of the environments" : `environment ${name}`,
      cases: [...ids].sort().map((id) => caseOf(report, id, byRule.get(id) ?? [])),
    };
  });
}

function caseOf(report: Report, rule: string, findings: readonly ReportFinding[]): Case {
  const deciding = findings.filter((finding) => decides(report, finding));
  const [first] = deciding.length > 0 ? deciding : findings;
  return { name: rule, file: first?.path, line: first?.line, outcome: outcomeOf(findings, deciding) };
}

function outcomeOf(findings: readonly ReportFinding[], deciding: readonly ReportFinding[]): Outcome {
  const [first, ...more] = deciding;
  if (first !== undefined) {
    const message = more.length === 0 ? first.message : `${first.message} (and ${more.length} more)`;
    return { kind: "failed", type: first.severity, message, text: findings.map(findingText).join("\n\n") };
  }
  const [waived] = findings;
  if (waived?.waiver != null && findings.every((finding) => finding.waiver !== null)) {
    return { kind: "skipped", message: findings.map(waiverText).join("; ") };
  }
  return { kind: "passed", output: findings.length === 0 ? undefined : findings.map(findingText).join("\n\n") };
}

function findingText(finding: ReportFinding): string {
  const { path, line, column, severity, message, help, waiver } = finding;
  const place = `${singleLine(path)}:${line}:${column}: ${severity}: ${singleLine(message)}\nhelp: ${singleLine(help)}`;
  return waiver === null ? place : `${place}\n${waiverText(finding)}`;
}

function waiverText({ path, line, waiver }: ReportFinding): string {
  return singleLine(`${path}:${line}: waived until ${waiver?.until} by ${waiver?.owner}: ${waiver?.reason}`);
}

function suiteLines({ name, cases }: Suite, { now }: Report): readonly string[] {
  const attributes = { name, ...totals(cases), errors: 0, time: 0, timestamp: now.replace(/Z$/, "") };
  return [`  <testsuite${attributesText(attributes)}>`, ...cases.flatMap((item) => caseLines(item, name)), "  </testsuite>"];
}

function caseLines({ name, file, line, outcome }: Case, suite: string): readonly string[] {
  const start = `    <testcase${attributesText({ name, classname: suite, time: 0, file, line })}`;
  switch (outcome.kind) {
    case "passed":
      if (outcome.output === undefined) return [`${start}/>`];
      return [`${start}>`, `      <system-out>${xmlText(outcome.output)}</system-out>`, "    </testcase>"];
    case "skipped":
      return [`${start}>`, `      <skipped${attributesText({ message: outcome.message })}/>`, "    </testcase>"];
    case "failed": {
      const { type, message, text } = outcome;
      return [`${start}>`, `      <failure${attributesText({ type, message })}>${xmlText(text)}</failure>`, "    </testcase>"];
    }
    default:
      return outcome satisfies never;
  }
}

function totals(cases: readonly Case[]): { tests: number; failures: number; skipped: number } {
  const count = (kind: Outcome["kind"]) => cases.filter(({ outcome }) => outcome.kind === kind).length;
  return { tests: cases.length, failures: count("failed"), skipped: count("skipped") };
}

function seconds({ elapsedMs }: RenderOptions): { time?: string } {
  return elapsedMs === undefined ? {} : { time: (elapsedMs / 1000).toFixed(3) };
}

function attributesText(attributes: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? "" : ` ${name}="${forHtml(String(value))}"`))
    .join("");
}

/** Text of XML 1.0 (forHtml leaves nothing that XML cannot hold); its line feeds are this program's own. */
function xmlText(text: string): string {
  return text.split("\n").map(forHtml).join("\n");
}
