import { describe, expect, test } from "vitest";
import { commentLimit, renderComment } from "../../src/report/markdown/comment.ts";
import { renderMarkdown } from "../../src/report/markdown/markdown.ts";
import type { ReportedChange } from "../../src/report/options.ts";
import type { PlannedChannel, PlanReport } from "../../src/report/plan.ts";
import type { Report, ReportComparison } from "../../src/report/report.ts";
import { countFindings } from "../../src/report/verdict.ts";
import { hostileTexts, withTexts } from "./hostile-report.ts";
import { sampleFinding, sampleReport } from "./sample-report.ts";

const comparison: ReportComparison = {
  base: "0123456789ab",
  only: "all",
  counts: { new: 0, worsened: 0, unchanged: 0, fixed: 0 },
  fixed: [],
};
const green: Report = {
  ...sampleReport,
  conclusion: "success",
  findings: [],
  counts: countFindings([]),
  waivers: [],
  comparison,
};

function planOf(text: string, count = 1): PlanReport {
  const place = { path: text, line: 3 };
  const channel: PlannedChannel = {
    id: "tikv-tikv",
    from: text,
    to: text,
    pairs: 2,
    direction: "weaker",
    before: { posture: "mtls", handshake: "succeeds", detail: text, place },
    after: { posture: "plaintext", handshake: "fails", detail: text, place: { path: text, line: 4 } },
  };
  return {
    schemaVersion: 1,
    tool: { name: "tikv-tls-gate", version: "0.1.0" },
    now: "2026-11-24T00:00:00Z",
    base: text,
    environments: [
      {
        name: text,
        renamedFrom: null,
        tier: "production",
        verdict: "splits",
        summary: text,
        channels: { unchanged: 4, changed: Array(count).fill(channel) },
        changes: [],
        steps: [{ change: text, order: text, restarts: true, commands: [text] }],
        pdSteps: [],
        cautions: [text],
      },
    ],
  };
}

const changeOf = (plan: PlanReport): ReportedChange => ({ plan: () => plan, linesOf: () => undefined });
const nothing: PlanReport = {
  ...planOf("x"),
  environments: [{ ...planOf("x").environments[0], verdict: "nothing", channels: { unchanged: 9, changed: [] } }],
} as PlanReport;

describe("there is nothing to say", () => {
  test("about a change that alters nothing, whatever was there before", () => {
    expect(renderComment(green, { change: changeOf(nothing) })).toEqual({
      kind: "nothing",
      markdown: "✅ tikv-tls-gate passed: no findings\n",
    });
    const old = [{ ...sampleFinding, severity: "warning", state: "unchanged" } as const];
    expect(renderComment({ ...green, findings: old, counts: countFindings(old) }, { change: changeOf(nothing) }).kind).toBe(
      "nothing",
    );
  });

  test.each<[string, Report, PlanReport]>([
    ["a failure", { ...green, conclusion: "failure" }, nothing],
    ["a new finding", { ...green, findings: [{ ...sampleFinding, severity: "note", state: "new" }] }, nothing],
    ["a fixed one", { ...green, comparison: { ...comparison, counts: { ...comparison.counts, fixed: 1 } } }, nothing],
    ["a channel that changes", green, planOf("x")],
    [
      "a waiver that comes",
      {
        ...green,
        waivers: [
          {
            rule: "a/b",
            path: "c",
            line: 1,
            covers: "d",
            reason: "e",
            owner: "f",
            until: "2027-01-01",
            findings: 1,
            state: "pending",
          },
        ],
      },
      nothing,
    ],
  ])("but not of %s", (_, report, plan) => {
    expect(renderComment(report, { change: changeOf(plan) }).kind).toBe("news");
  });
});

test("what changes stands before the findings, the new ones before the old ones, the ledger last", () => {
  const findings = [
    { ...sampleFinding, message: "the old one", state: "unchanged" } as const,
    { ...sampleFinding, message: "the new one", state: "new" } as const,
  ];
  const { markdown } = renderComment({ ...sampleReport, findings, comparison }, { change: changeOf(planOf("pd.toml")) });
  const order = [
    "❌ tikv-tls-gate failed",
    "### What changes",
    "mTLS → ✗ plaintext, refused",
    "**Rollout**",
    "```mermaid",
    "the new one",
    "that the base has too",
    "the old one",
  ];
  const at = order.map((part) => markdown.indexOf(part));
  expect(at).toEqual([...at].sort((a, b) => a - b));
  expect(Math.min(...at)).toBeGreaterThanOrEqual(0);
  expect(markdown).toContain("`pd.toml:3` → `pd.toml:4`");
  expect(markdown).not.toContain("0123456789ab");
});

describe("a comment that does not fit", () => {
  const many = (count: number): Report => {
    const findings = Array.from({ length: count }, (_, index) => ({
      ...sampleFinding,
      message: `finding ${index}`,
      state: "new" as const,
    }));
    return { ...sampleReport, findings, counts: countFindings(findings), comparison };
  };

  test("holds the worst findings and says how many it leaves out", () => {
    const { markdown } = renderComment(many(2000), { change: changeOf(planOf("x", 500)) });
    expect(Buffer.byteLength(markdown)).toBeLessThan(commentLimit);
    const shown = markdown.match(/\| finding \d+<br>/g) ?? [];
    expect(shown).toHaveLength(100);
    expect(markdown).toContain("**1900 more findings not shown here.**");
    expect(markdown).toContain("more changed channels not shown here.**");
  });

  test("gets smaller with the room that it has, down to one line", () => {
    for (const limit of [20_000, 5000, 2000, 600, 300]) {
      const { markdown } = renderComment(many(2000), { change: changeOf(planOf("x", 500)), limit });
      expect(Buffer.byteLength(markdown)).toBeLessThan(limit);
      expect(markdown).toContain("tikv-tls-gate failed: 2000 errors");
    }
    expect(renderComment(many(2000), { limit: 300 }).markdown.trim().split("\n")).toHaveLength(1);
  });
});

describe("what strangers write", () => {
  /** What is left without this program's own markup, code and escapes; the diagram has letters, digits and its own entities alone. */
  const foreign = (markdown: string): string =>
    markdown
      .replace(/```mermaid\n[\s\S]*?\n```/, "")
      .replaceAll(/`[^`|\n]+`/g, "")
      .replaceAll(/<\/?(?:details|summary|code)>|<br>|\*\*(?:Rollout|(?=[^*]+\*\*: ))|(?<=\w|;|\])\*\*/g, "")
      .replaceAll(/^#{2,3} |^\|/gm, "")
      .replaceAll(/\\[!-/:-@[-`{-~]/g, "")
      .replaceAll(/&(?:\w+|#\d+);/g, "¬");

  test.each(hostileTexts.map((text) => [JSON.stringify(text), text] as const))(
    "%s is text in the comment and in the summary",
    (_, text) => {
      const report: Report = { ...withTexts(sampleReport, text), comparison };
      const options = { change: changeOf(planOf(text)) };
      for (const markdown of [renderComment(report, options).markdown, renderMarkdown(report, options)]) {
        expect(markdown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        const rest = foreign(markdown);
        expect(rest).not.toMatch(/<(?!\/?sub>|details open>)|https?:\/\/(?!example\.org)|www\.\w|@\w|#\d|!\[|\]\(/);
        const [, diagram = ""] = /```mermaid\n([\s\S]*?)\n```/.exec(markdown) ?? [];
        for (const [, label = ""] of diagram.matchAll(/"([^"]*)"/g)) expect(label).toMatch(/^(?:[\p{L}\p{N} .,_/-]|#\d+;)*$/u);
        expect(
          diagram
            .split("\n")
            .every((line) =>
              /^(flowchart LR| {2}subgraph e\d+\[".*"\]| {4}e\d+_\w+\[".*"\]| {4}e\d+_\w+ -->\|".*"\| e\d+_\w+| {2}end| {2}linkStyle [\d,]+ [\w#:,-]+)$/.test(
                line,
              ),
            ),
        ).toBe(true);
      }
    },
  );
});
