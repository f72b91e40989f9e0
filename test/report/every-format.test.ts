import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { channelFormats, formats } from "../../src/report/formats.ts";
import type { Render, RenderOptions } from "../../src/report/options.ts";
import type { Report } from "../../src/report/report.ts";
import { anyReport } from "./arbitrary-report.ts";
import { codeScanningProblems } from "./code-scanning.ts";
import { hostileReport, hostileTexts, withTexts } from "./hostile-report.ts";
import { tableRows } from "./markdown-table.ts";
import { runnerCommands } from "./runner-commands.ts";
import { sampleReport, sampleRules } from "./sample-report.ts";
import { readXml, type XmlElement } from "./xml-reader.ts";

const renderers: Readonly<Record<string, Render>> = Object.fromEntries(
  await Promise.all(
    Object.entries({
      ...formats,
      channels: channelFormats.text,
      mermaid: channelFormats.mermaid,
      "channels-json": channelFormats.json,
    }).map(async ([name, load]) => [name, await load()] as const),
  ),
);

const options: RenderOptions = {
  rules: sampleRules,
  verbose: true,
  docsUrl: "https://example.org/rules",
  lineOf: (path) => `${path} = "value" # ${path}`,
};

function rendered(format: string, report: Report, more: RenderOptions = {}): string {
  const output = renderers[format]?.(report, { ...options, ...more }) ?? "";
  // Lines of a calendar end with CRLF (RFC 5545); a carriage return anywhere else stays to be found.
  return format === "ics" ? output.replaceAll("\r\n", "\n") : output;
}

const hostileReports: readonly (readonly [string, Report])[] = [
  ["all of them", hostileReport],
  ...hostileTexts.map((text) => [JSON.stringify(text), withTexts(sampleReport, text)] as const),
];

/** Controls, bidirectional marks, invisible characters and halves of pairs, but for the line feed. */
const obeyed = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe.each(Object.keys(renderers))("%s", (format) => {
  test.each(hostileReports)("emits no character that a terminal or an editor obeys, of %s", (_, report) => {
    // Markdown parts mentions by an entity of its own, which is not the character.
    expect(obeyed.exec(rendered(format, report))?.[0]).toBeUndefined();
  });

  test.each(hostileReports)("gives the runner no command of a stranger, of %s", (_, report) => {
    const commands = runnerCommands(rendered(format, report));
    if (format === "github") expect(commands.map(({ name }) => name).sort()).toEqual(["error", "error", "warning"]);
    else expect(commands).toEqual([]);
  });

  test("gives the same output for the same report", () => {
    expect(rendered(format, sampleReport)).toBe(rendered(format, structuredClone(sampleReport)));
  });

  test("throws at no report, obeys nothing in it and ends with a line feed", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const output = rendered(format, report);
        expect(obeyed.exec(output)?.[0]).toBeUndefined();
        if (format !== "github") expect(runnerCommands(output)).toEqual([]);
        expect(output.endsWith("\n")).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

describe("what each format is read as", () => {
  test("JSON gives the report back", () => {
    expect(JSON.parse(rendered("json", sampleReport))).toEqual(sampleReport);
    fc.assert(
      fc.property(anyReport, (report) => {
        const wellFormed = JSON.stringify(report).replaceAll(/\\ud[89a-f][0-9a-f]{2}/gi, "\uFFFD");
        expect(JSON.parse(rendered("json", report))).toEqual(JSON.parse(wellFormed));
      }),
    );
  });

  test("SARIF keeps GitHub's rules", () => {
    for (const [, report] of hostileReports) expect(codeScanningProblems(rendered("sarif", report))).toEqual([]);
    fc.assert(
      fc.property(anyReport, (report) => {
        expect(codeScanningProblems(rendered("sarif", report))).toEqual([]);
      }),
    );
  });

  test("a SARIF message holds neither links nor placeholders", () => {
    const { runs } = JSON.parse(rendered("sarif", hostileReport));
    for (const result of runs[0].results) expect(result.message.text).not.toMatch(/\]\(|\{\d+\}/);
  });

  test("JUnit is well-formed XML whose totals are right", () => {
    fc.assert(fc.property(anyReport, (report) => expectSoundJunit(rendered("junit", report))));
    for (const [, report] of hostileReports) expectSoundJunit(rendered("junit", report));
  });

  test("another XML parser reads JUnit as well", (context) => {
    const script =
      "import sys, xml.dom.minidom; print(len(xml.dom.minidom.parse(sys.stdin.buffer).getElementsByTagName('testcase')))";
    const python = spawnSync("python3", ["-c", script], { input: rendered("junit", hostileReport), encoding: "utf8" });
    if (python.error !== undefined) return context.skip("python3 is not here");
    expect(python.stderr).toBe("");
    // The verdict, and per environment the rule that finds and the three of the catalogue.
    expect(python.stdout.trim()).toBe("9");
  });

  test("rdjson has what reviewdog's messages have", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const { diagnostics, severity } = JSON.parse(rendered("rdjson", report));
        const open = report.findings.filter(({ waiver }) => waiver === null);
        expect(diagnostics).toHaveLength(open.length);
        expect(["ERROR", "WARNING", "INFO"]).toContain(severity);
        for (const { location, code, message, suggestions = [] } of diagnostics) {
          expect([typeof location.path, typeof code.value, typeof message]).toEqual(["string", "string", "string"]);
          for (const { start, end } of [location.range, ...suggestions.map((one: { range: unknown }) => one.range)]) {
            expect(start.line).toBeGreaterThanOrEqual(1);
            expect(end.line).toBeGreaterThanOrEqual(start.line);
            expect(start.column === undefined).toBe(end.column === undefined);
          }
        }
      }),
    );
  });

  test("a row of a Markdown table keeps its number of cells", () => {
    const expectSoundTables = (markdown: string) => {
      let columns = 0;
      let previous = "";
      for (const line of markdown.split("\n")) {
        const [cells] = tableRows(line);
        if (cells !== undefined) {
          if (!previous.startsWith("|")) columns = cells.length;
          expect(cells, line).toHaveLength(columns);
          expect(line.endsWith("|"), line).toBe(true);
        }
        previous = line;
      }
    };
    for (const [, report] of hostileReports) expectSoundTables(rendered("markdown", report));
    fc.assert(fc.property(anyReport, (report) => expectSoundTables(rendered("markdown", report))));
  });

  /** What is left of a Markdown document without this program's own markup, code and escapes. */
  const foreign = (markdown: string): string =>
    markdown
      .replaceAll(/(?<=\| |config file | \(|; only )`[^`|\n]+`(?= \||;|\)|: )/g, "")
      .replaceAll(
        /<\/?(?:details|summary|code|sub)>|<details open>|<br>|(?<=\])\(https:\/\/example\.org\/rules\/[\w.~%/!-]+\)/g,
        "",
      )
      .replaceAll(/^#{2,3} |^\|/gm, "")
      .replaceAll(/\\[!-/:-@[-`{-~]/g, "");

  test("Markdown holds no tag, code or link but its own", () => {
    for (const [, report] of hostileReports) {
      const rest = foreign(rendered("markdown", report)).replaceAll(/&(?:\w+|#\d+);|[@#](?=&#8203;)/g, "");
      expect(rest).not.toMatch(/[<>`@#&*_~$\\]/);
      // The brackets of its links are all that is left of them.
      expect(rest.replaceAll(/\[[^[\]]*\]/g, "")).not.toMatch(/[[\]]/);
    }
  });

  test("what GitHub looks for in the finished page is parted there", () => {
    const page = foreign(rendered("markdown", hostileReport)).replaceAll(/&#(\d+);/g, (_, code) =>
      String.fromCodePoint(Number(code)),
    );
    expect(page).toContain("@\u200Borg/team #\u200B1 GH\u200B-1");
    expect(page).not.toMatch(/@\w|#\d|GH-\d|:smile:|https?:\/\/|www\./);
  });

  test("a Mermaid label holds only letters, digits, simple signs and entities", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        for (const line of rendered("mermaid", report).split("\n")) {
          const label = /"(.*)"/.exec(line)?.[1] ?? "";
          expect(label).toMatch(/^(?:[\p{L}\p{N} .,_/-]|#\d+;)*$/u);
          expect(line.replace(/".*"/, "")).toMatch(
            /^(?:flowchart LR|%% .*|\s*(?:subgraph e\d+\[\]|end|e\d+_\w+\[\]|e\d+_\w+ -->\|\| e\d+_\w+|linkStyle [\d,]+ stroke:#c00,stroke-width:3px)?)$/,
          );
        }
      }),
    );
  });

  test("an annotation is read back as it was meant", () => {
    const [first] = runnerCommands(rendered("github", withTexts(sampleReport, "100% a:b,c\nd%0A")));
    expect(first?.properties).toMatchObject({ file: "100% a:b,c\\nd%0A", title: "tikv-tls-gate: 100% a:b,c\\nd%0A" });
    expect(first?.data).toBe("100% a:b,c\\nd%0A\nhelp: 100% a:b,c\\nd%0A");
  });
});

test("the verdict is the same in every format", () => {
  const verdicts: Readonly<Record<string, (output: string) => "failure" | "success" | "unreadable">> = {
    text: (output) => (output.trimEnd().split("\n").at(-1)?.startsWith("✗ failed: ") ? "failure" : "success"),
    json: (output) => JSON.parse(output).conclusion,
    sarif: (output) => JSON.parse(output).runs[0].properties.conclusion,
    markdown: (output) => (output.startsWith("## ❌ tikv-tls-gate failed") ? "failure" : "success"),
    junit: (output) => (readXml(output).attributes["failures"] === "0" ? "success" : "failure"),
    github: (output) => /^tikv-tls-gate: (success|failure): /m.exec(output)?.[1] as "success",
  };
  fc.assert(
    fc.property(anyReport, (report) => {
      for (const [format, verdictOf] of Object.entries(verdicts)) {
        expect(verdictOf(rendered(format, report)), format).toBe(report.conclusion);
      }
      const { severity } = JSON.parse(rendered("rdjson", report));
      expect(severity !== "INFO", "rdjson").toBe(report.conclusion === "failure");
    }),
    { numRuns: 300 },
  );
});

function expectSoundJunit(source: string): void {
  const root = readXml(source);
  const countOf = (element: XmlElement, child: string) =>
    element.children.filter(({ children }) => children.some(({ name }) => name === child)).length;
  let [tests, failures] = [0, 0];
  for (const suite of root.children) {
    expect(suite.name).toBe("testsuite");
    expect(suite.attributes).toMatchObject({
      tests: String(suite.children.length),
      failures: String(countOf(suite, "failure")),
      skipped: String(countOf(suite, "skipped")),
    });
    tests += suite.children.length;
    failures += countOf(suite, "failure");
    for (const item of suite.children)
      expect(item).toMatchObject({ name: "testcase", attributes: { classname: suite.attributes["name"] } });
  }
  expect(root.attributes).toMatchObject({ tests: String(tests), failures: String(failures) });
}
