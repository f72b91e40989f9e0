import { beforeAll, describe, expect, test } from "vitest";
import { renderGithub } from "../../src/report/machine/github.ts";
import { renderJunit } from "../../src/report/machine/junit.ts";
import { renderSarif } from "../../src/report/machine/sarif.ts";
import { renderMarkdown } from "../../src/report/markdown/markdown.ts";
import { renderMermaid } from "../../src/report/markdown/mermaid.ts";
import type { RenderOptions } from "../../src/report/options.ts";
import type { Report, ReportFinding } from "../../src/report/report.ts";
import { renderText } from "../../src/report/terminal/text.ts";
import { countFindings, severities } from "../../src/report/verdict.ts";
import { codeScanningProblems } from "./code-scanning.ts";
import { runnerCommands } from "./runner-commands.ts";
import { sampleFinding, sampleLineOf, sampleReport, sampleRules } from "./sample-report.ts";

const options: RenderOptions = { rules: sampleRules, docsUrl: "https://example.org/rules", lineOf: sampleLineOf };

/** A report of so many findings, a third of each severity, the worst first, over two environments. */
function reportOf(count: number, more: Partial<ReportFinding> = {}): Report {
  const findings = Array.from({ length: count }, (_, index): ReportFinding => {
    const severity = severities[Math.floor((index * 3) / count)] ?? "note";
    return {
      ...sampleFinding,
      severity,
      environment: index % 2 === 0 ? "prod" : "dev",
      message: `${severity} ${index}`,
      ...more,
    };
  });
  return { ...sampleReport, findings, counts: countFindings(findings) };
}

const bytes = (text: string): number => Buffer.byteLength(text);
const rowsOf = (markdown: string): number => markdown.match(/^\| (?:❌|⚠️|ℹ️)/gm)?.length ?? 0;
const saidToBeLeftOut = (markdown: string): number => Number(/\*\*(\d+) more findings? not shown here/.exec(markdown)?.[1] ?? 0);

describe("GitHub's annotations (toolkit: docs/problem-matchers.md)", () => {
  test("at most 10 of each level, and a notice that counts says how many are left out", () => {
    const commands = runnerCommands(renderGithub(reportOf(90), options));
    const count = (level: string) => commands.filter(({ name }) => name === level).length;
    expect([count("error"), count("warning"), count("notice")]).toEqual([10, 10, 10]);
    expect(commands.at(-1)?.data).toMatch(/^61 more findings not shown here: /);
  });

  test("no such notice where nothing is left out", () => {
    const commands = runnerCommands(renderGithub(reportOf(30), options));
    expect(commands).toHaveLength(30);
    expect(commands.filter(({ data }) => data.includes("not shown"))).toEqual([]);
  });

  test("one error too many costs no notice its place when there are few", () => {
    const commands = runnerCommands(renderGithub(reportOf(11, { severity: "error" }), options));
    expect(commands.map(({ name }) => name)).toEqual([...Array(10).fill("error"), "notice"]);
    expect(commands.at(-1)?.data).toMatch(/^1 more finding not shown here: /);
  });

  test("every annotation has a line, and columns only where the span is within one line", () => {
    const [first] = runnerCommands(renderGithub(reportOf(1), options));
    expect(first?.properties).toMatchObject({ line: "3", endLine: "3", col: "1", endColumn: "17" });
    const [longer] = runnerCommands(renderGithub(reportOf(1, { endLine: 9 }), options));
    expect(longer?.properties).toMatchObject({ line: "3", endLine: "3" });
    expect(longer?.properties).not.toHaveProperty("col");
  });

  test("titles stay below 255 characters", () => {
    const [first] = runnerCommands(renderGithub(reportOf(1, { rule: "x".repeat(9000), message: "y".repeat(90_000) }), options));
    expect(first?.properties["title"]?.length).toBeLessThan(255);
    expect(first?.data.length).toBeLessThan(65_536);
  });
});

describe("Markdown's limits", () => {
  test.each([
    ["a summary (1 MiB)", undefined, 1_048_576],
    ["a comment (65,536 characters)", 65_536, 65_536],
  ])("%s: the worst findings that fit, and how many are left out", (_, limit, most) => {
    const markdown = renderMarkdown(reportOf(20_000), { ...options, limit });
    expect(bytes(markdown)).toBeLessThan(most);
    expect(bytes(markdown), "the room is used").toBeGreaterThan(most * 0.9);
    expect(rowsOf(markdown) + saidToBeLeftOut(markdown)).toBe(20_000);
    // The worst: no warning before every error is there.
    expect(markdown.match(/^\| ⚠️/gm) === null || markdown.match(/^\| ❌/gm)?.length === 6667).toBe(true);
  });

  test("whole where it fits", () => {
    const markdown = renderMarkdown(reportOf(50), options);
    expect(rowsOf(markdown)).toBe(50);
    expect(markdown).not.toContain("not shown here");
  });

  test("at every limit it stays below, and what it does not show it counts", () => {
    const report = reportOf(40, { environment: "x".repeat(300) });
    for (let limit = 1; limit < 30_000; limit += 137) {
      const markdown = renderMarkdown(report, { ...options, limit });
      expect(bytes(markdown)).toBeLessThan(limit);
      if (markdown.includes("### Findings")) expect(rowsOf(markdown) + saidToBeLeftOut(markdown)).toBe(40);
      else if (limit > 100) expect(markdown).toContain("14 errors, 13 warnings, 13 notes");
    }
  });

  test("one line where no more fits", () => {
    expect(renderMarkdown(reportOf(40), { limit: 200 })).toBe("❌ tikv-tls-gate failed: 14 errors, 13 warnings, 13 notes\n");
  });

  test("thousands of environments, certificates, assumptions and waivers leave room for the findings", () => {
    const { environments, certificates, findings } = sampleReport;
    const report: Report = {
      ...sampleReport,
      environments: Array.from({ length: 5000 }, (_, index) => ({ ...environments[1], name: `prod-${index}` }) as never),
      certificates: Array.from({ length: 5000 }, () => certificates[0] as never),
      assumptions: Array.from({ length: 5000 }, (_, index) => `Assumption ${index}`),
      findings: [
        ...findings,
        ...reportOf(5000, { waiver: { reason: "r".repeat(200), owner: "@o", until: "2026-12-31" } }).findings,
      ],
    };
    const markdown = renderMarkdown(report, { ...options, limit: 65_536 });
    expect(bytes(markdown)).toBeLessThan(65_536);
    expect(rowsOf(markdown)).toBe(3);
    for (const noun of ["environments", "certificates", "assumptions", "waived findings"]) {
      expect(markdown).toMatch(new RegExp(`\\*\\*\\d+ more ${noun} not shown here`));
    }
  });
});

describe("SARIF's limits (docs.github.com: SARIF support for code scanning)", () => {
  test("25,000 results stay, of more the worst 5,000", () => {
    const resultsOf = (count: number) => JSON.parse(renderSarif(reportOf(count), options)).runs[0];
    expect(resultsOf(25_000).results).toHaveLength(25_000);
    const cut = resultsOf(25_001);
    expect(cut.results).toHaveLength(5_000);
    expect(cut.results.map(({ level }: { level: string }) => level)).toEqual(Array(5_000).fill("error"));
    expect(cut.invocations[0].toolExecutionNotifications[0].message.text).toMatch(/^20001 findings are left out/);
  });

  test("a run without findings and without rules is valid", () => {
    const empty: Report = { ...sampleReport, findings: [], counts: countFindings([]), conclusion: "success" };
    const sarif = renderSarif(empty, {});
    expect(codeScanningProblems(sarif)).toEqual([]);
    expect(JSON.parse(sarif).runs[0].results).toEqual([]);
  });

  test("descriptions of up to 1,024 characters and 20 tags, related locations of up to 100", () => {
    const rule = {
      ...sampleRules[0],
      id: "config/long",
      title: "t".repeat(5000),
      why: "w".repeat(5000),
      fix: "f".repeat(50_000),
      controls: Array.from({ length: 50 }, (_, index) => `CWE-${index}`),
      threats: ["outage"],
    };
    const related = Array.from({ length: 3000 }, () => ({ ...sampleFinding, message: "there" }));
    const sarif = renderSarif(reportOf(1, { rule: rule.id, related, message: "m".repeat(100_000) }), { rules: [rule] });
    expect(codeScanningProblems(sarif)).toEqual([]);
    expect(JSON.parse(sarif).runs[0].results[0].relatedLocations).toHaveLength(100);
    expect(JSON.parse(sarif).runs[0].results[0].message.text.length).toBeLessThanOrEqual(4000);
  });

  test("the place of a result is the place of the finding, its end column exclusive", () => {
    const report = reportOf(1, { path: "a b/ü#%/tikv.toml" });
    const { physicalLocation } = JSON.parse(renderSarif(report, options)).runs[0].results[0].locations[0];
    expect(physicalLocation).toEqual({
      artifactLocation: { uri: "a%20b/%C3%BC%23%25/tikv.toml", uriBaseId: "%SRCROOT%" },
      region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 17 },
    });
  });
});

test("a Mermaid diagram stays below the 50,000 characters that are drawn", () => {
  const environments = Array.from(
    { length: 400 },
    (_, index) => ({ ...sampleReport.environments[1], name: `prod-${index}` }) as never,
  );
  const diagram = renderMermaid({ ...sampleReport, environments }, {});
  expect(diagram.length).toBeLessThan(50_000);
  expect(diagram).toMatch(/\n%% \d+ environments left out\n$/);
});

describe("100,000 findings", () => {
  let report: Report;
  beforeAll(() => {
    report = reportOf(100_000);
  });

  test.each([
    ["text", renderText],
    ["markdown", renderMarkdown],
    ["sarif", renderSarif],
    ["github", renderGithub],
    ["junit", renderJunit],
  ])("%s takes a few seconds at most", (_, render) => {
    const start = performance.now();
    const output = render(report, options);
    expect(performance.now() - start).toBeLessThan(8_000);
    expect(output.length).toBeGreaterThan(1_000);
  });

  test("a line of a megabyte is shown in a moment", () => {
    const line = `${"secret".repeat(200_000)}= 1`;
    const start = performance.now();
    const text = renderText(reportOf(20, { column: 900_000, endColumn: 900_010 }), { lineOf: () => line, width: 80 });
    expect(performance.now() - start).toBeLessThan(4_000);
    for (const shown of text.split("\n")) expect(shown.length).toBeLessThanOrEqual(160);
  });
});
