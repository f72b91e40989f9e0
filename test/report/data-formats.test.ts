import { describe, expect, test } from "vitest";
import { renderGithub } from "../../src/report/machine/github.ts";
import { renderJunit } from "../../src/report/machine/junit.ts";
import { renderRdjson } from "../../src/report/machine/rdjson.ts";
import { renderSarif } from "../../src/report/machine/sarif.ts";
import { renderMarkdown } from "../../src/report/markdown/markdown.ts";
import { renderMermaid } from "../../src/report/markdown/mermaid.ts";
import type { RenderOptions } from "../../src/report/options.ts";
import type { Report, ReportFinding } from "../../src/report/report.ts";
import { countFindings } from "../../src/report/verdict.ts";
import { tableRows } from "./markdown-table.ts";
import { sampleFinding, sampleLineOf, sampleReport, sampleRules } from "./sample-report.ts";
import { readXml } from "./xml-reader.ts";

const options: RenderOptions = { rules: sampleRules, docsUrl: "https://example.org/rules", lineOf: sampleLineOf };
const waiver = { reason: "r", owner: "@o", until: "2026-12-31" };

function reportWith(...findings: readonly Partial<ReportFinding>[]): Report {
  const made = findings.map((more) => ({ ...sampleFinding, ...more }));
  const fails = made.some((finding) => finding.waiver === null && finding.severity === "error");
  return { ...sampleReport, findings: made, counts: countFindings(made), conclusion: fails ? "failure" : "success" };
}

describe("SARIF", () => {
  const resultsOf = (report: Report) => JSON.parse(renderSarif(report, options)).runs[0].results;

  test("the level is the severity; what is waived comes last, with a suppression", () => {
    const report = reportWith(
      { severity: "error", waiver },
      { severity: "error" },
      { severity: "warning" },
      { severity: "note" },
    );
    const results = resultsOf(report);
    expect(results.map(({ level }: { level: string }) => level)).toEqual(["error", "warning", "note", "error"]);
    expect(results.map(({ suppressions = [] }) => suppressions)).toEqual([
      [],
      [],
      [],
      [{ kind: "external", status: "accepted", justification: "r (until 2026-12-31, @o)" }],
    ]);
  });

  test("the identity is the finding's own, and a fix is what the finding says", () => {
    const [result] = resultsOf(reportWith({}));
    expect(result).toMatchObject({
      ruleId: "config/unknown-key",
      ruleIndex: 1,
      partialFingerprints: { "tikvTlsGate/v1": "a".repeat(64) },
      fixes: [
        {
          description: { text: "rename the key to cert-path" },
          artifactChanges: [
            {
              artifactLocation: { uri: "deploy/prod/tikv.toml" },
              replacements: [
                {
                  deletedRegion: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 17 },
                  insertedContent: { text: "cert-path" },
                },
              ],
            },
          ],
        },
      ],
    });
    expect(result.message.text).toBe(`${sampleFinding.message}\nHelp: ${sampleFinding.help}`);
  });

  test("every rule of the catalogue is there, with the weakness that it is about and the address of its page", () => {
    const { rules } = JSON.parse(renderSarif(reportWith(), options)).runs[0].tool.driver;
    expect(
      rules.map(({ id, helpUri, properties }: never) => [id, helpUri, properties["security-severity"], properties["tags"]]),
    ).toEqual([
      [
        "cert/expires-soon",
        "https://example.org/rules/cert/expires-soon.md",
        "5.3",
        ["security", "tls", "outage", "external/cwe/cwe-298"],
      ],
      [
        "config/unknown-key",
        "https://example.org/rules/config/unknown-key.md",
        "7.5",
        ["security", "tls", "eavesdropping", "PCI-DSS-4.0.1:4.2.1", "external/cwe/cwe-319"],
      ],
      [
        "key/committed",
        "https://example.org/rules/key/committed.md",
        "8.1",
        ["security", "tls", "impersonation", "man-in-the-middle", "external/cwe/cwe-321"],
      ],
    ]);
  });
});

describe("rdjson", () => {
  const diagnosticsOf = (report: Report, lineOf?: RenderOptions["lineOf"]) =>
    JSON.parse(renderRdjson(report, { lineOf })).diagnostics;
  // Before the two wide characters, of 3 bytes each, stand a tab and the 26 characters `cert-allowed-cn = ["pd", "`.
  const wide = { line: 4, column: 28, endLine: 4, endColumn: 30, fix: null };

  test("columns count bytes of UTF-8", () => {
    expect(sampleLineOf("deploy/prod/tikv.toml", 4)?.slice(27, 29)).toBe("名前");
    expect(diagnosticsOf(reportWith(wide), sampleLineOf)[0].location.range).toEqual({
      start: { line: 4, column: 28 },
      end: { line: 4, column: 34 },
    });
  });

  test("without the lines there are no columns, and no suggestions, which need them", () => {
    const [diagnostic] = diagnosticsOf(reportWith({ ...sampleFinding, column: 2, endColumn: 5 }));
    expect(diagnostic.location.range).toEqual({ start: { line: 3 }, end: { line: 3 } });
    expect(diagnostic).not.toHaveProperty("suggestions");
  });

  test("a fix that also edits another file is no suggestion", () => {
    const edits = [
      ...(sampleFinding.fix?.edits ?? []),
      { ...sampleFinding, path: "deploy/dev/pd.toml", line: 1, endLine: 1, text: "x" },
    ];
    const fix = { description: "d", safety: "safe", edits } as const;
    expect(diagnosticsOf(reportWith({}), sampleLineOf)[0].suggestions).toHaveLength(1);
    expect(diagnosticsOf(reportWith({ fix }), sampleLineOf)[0]).not.toHaveProperty("suggestions");
  });

  test("what is waived is left out", () => {
    expect(diagnosticsOf(reportWith({ waiver }))).toEqual([]);
  });
});

describe("JUnit", () => {
  const caseOf = (report: Report, name = "config/unknown-key") =>
    readXml(renderJunit(report, options))
      .children.find(({ attributes }) => attributes["name"] === "environment prod")
      ?.children.find(({ attributes }) => attributes["name"] === name);

  test("a rule fails once, with all of its findings and their places", () => {
    const found = caseOf(reportWith({}, { line: 9, message: "again" }));
    expect(found?.attributes).toMatchObject({ file: "deploy/prod/tikv.toml", line: "3" });
    expect(found?.children).toHaveLength(1);
    expect(found?.children[0]).toMatchObject({
      name: "failure",
      attributes: { type: "error", message: `${sampleFinding.message} (and 1 more)` },
    });
    expect(found?.children[0]?.text).toContain("deploy/prod/tikv.toml:3:1: error: TiKV v8.5");
    expect(found?.children[0]?.text).toContain("deploy/prod/tikv.toml:9:1: error: again");
  });

  test("a waived finding is skipped, also when another one fails the run", () => {
    const report = reportWith({ waiver }, { rule: "key/committed" });
    expect(caseOf(report)?.children[0]).toMatchObject({ name: "skipped" });
    expect(caseOf(report, "key/committed")?.children[0]).toMatchObject({ name: "failure" });
  });

  test("a warning that fails nothing is told in a case that passes", () => {
    const found = caseOf(reportWith({ severity: "warning" }));
    expect(found?.children.map(({ name }) => name)).toEqual(["system-out"]);
  });

  test("a rule that finds nothing passes", () => {
    expect(caseOf(reportWith({}), "cert/expires-soon")).toMatchObject({ children: [], text: "" });
  });
});

test("annotations leave waived findings out", () => {
  expect(renderGithub(reportWith({ waiver }), options)).toBe(
    "tikv-tls-gate: success: 1 waived (policy strict, config file .github/tikv-tls-gate.yml)\n",
  );
});

test("the Markdown's ledger names what is waived, until when, by whom and why", () => {
  const rows = tableRows(renderMarkdown(reportWith({ waiver }), options));
  expect(rows).toContainEqual([
    "[config/unknown-key](https://example.org/rules/config/unknown-key.md)",
    "`deploy/prod/tikv.toml:3`",
    "2026-12-31",
    "@&#8203;o",
    "r",
  ]);
});

test("a diagram has an arrow per channel and marks those that are plaintext or refused", () => {
  expect(renderMermaid(sampleReport, {})).toBe(
    [
      "flowchart LR",
      '  subgraph e0["prod #40;production#41;"]',
      '    e0_client["clients"]',
      '    e0_pd["PD"]',
      '    e0_tikv["TiKV"]',
      '    e0_monitoring["monitoring"]',
      '    e0_client -->|"client-pd#58; #9670; mTLS #43; names"| e0_pd',
      '    e0_tikv -->|"tikv-pd#58; #9670; mTLS #43; names, 1 of 2 refused"| e0_pd',
      '    e0_client -->|"client-tikv#58; #10007; plaintext"| e0_tikv',
      '    e0_monitoring -->|"status-tikv#58; #63; unknown"| e0_tikv',
      "  end",
      "  linkStyle 1,2 stroke:#c00,stroke-width:3px",
      '  subgraph e1["dev #40;development#41;"]',
      '    e1_client["clients"]',
      '    e1_pd["PD"]',
      '    e1_client -->|"client-pd#58; #9679; mTLS"| e1_pd',
      "  end",
      "",
    ].join("\n"),
  );
});
