import { describe, expect, test } from "vitest";
import { objectionTo } from "../../src/fix/acceptance.ts";
import { applyEdits, type FixableFinding, withoutOverlaps } from "../../src/fix/apply.ts";
import { settleFix } from "../../src/fix/settle.ts";
import { TextLines } from "../../src/fix/text-lines.ts";
import type { Change } from "../../src/judge/rule.ts";
import type { Report, ReportFinding } from "../../src/report/report.ts";
import type { RepoPath, Span } from "../../src/text/span.ts";
import { fixing } from "../support/fixing.ts";

const path = "a.toml" as RepoPath;
const at = (line: number, column: number, endColumn = column): Span => ({ path, line, column, endLine: line, endColumn });

describe("what is written of a change", () => {
  const settled = (text: string, ...changes: readonly Change[]) =>
    settleFix({ description: "d", safety: "safe", changes }, () => new TextLines(path, text))?.edits.map((edit) => edit.text);
  const value = (column: number, endColumn: number): Change => ({
    kind: "value",
    at: at(1, column, endColumn),
    was: "a",
    to: "b",
  });

  test("nothing in a text with bytes that are no UTF-8", () => {
    expect(settled(`x = "a" # e`, value(5, 8))).toEqual([`"b"`]);
    expect(settled(`x = "a" # \uFFFD`, value(5, 8))).toBeUndefined();
  });

  test("nothing where something else stands, or outside of the text", () => {
    expect(settled(`x = "c"`, value(5, 8))).toBeUndefined();
    expect(settled(`x = "a"`, value(5, 80))).toBeUndefined();
    expect(settled("", value(5, 8))).toBeUndefined();
  });

  test("nothing that would need an escape, or would be something else without quotes", () => {
    const put = (text: string, to: string) => settled(text, { kind: "value", at: at(1, 4, text.length + 1), was: "a", to });
    expect(put("x: a", "b c")).toEqual(["b c"]);
    for (const to of ["[b]", "b: c", "b #c", "*b", " b", "b:", "{b"]) expect(put("x: a", to), to).toBeUndefined();
    expect(put(`x: "a"`, "[b]")).toEqual([`"[b]"`]);
    for (const to of [`b"c`, "b\\c", "b\nc"]) expect(put(`x: "a"`, to), to).toBeUndefined();
  });

  test("nothing of two changes at one place", () => {
    expect(settled(`x = "a"`, value(5, 8), { kind: "text", at: at(1, 6, 7), text: "c" })).toBeUndefined();
  });

  test("the only entry of a map stays: without it the map would be none", async () => {
    const cluster = (security: string) =>
      `apiVersion: pingcap.com/v1alpha1\nkind: TidbCluster\nmetadata: {name: basic, namespace: db}\nspec:\n  version: v8.5.2\n  tlsCluster: {enabled: true}\n  pd:\n    replicas: 3\n    config:\n      security:\n${security}`;
    const rule = "deploy/managed-setting";
    const only = cluster("        cacert-path: /tls/ca.pem\n");
    expect((await fixing({ "prod/a.yaml": only }, { rule })).files["prod/a.yaml"]).toBe(only);
    const two = cluster("        cacert-path: /tls/ca.pem\n        cert-allowed-cn: [TiDB]\n");
    expect((await fixing({ "prod/a.yaml": two }, { rule })).files["prod/a.yaml"]).toBe(
      cluster("        cert-allowed-cn: [TiDB]\n"),
    );
  });
});

const finding: ReportFinding = {
  rule: "config/unknown-key",
  severity: "error",
  message: "m",
  help: "h",
  ...at(1, 1, 2),
  environment: "prod",
  component: "tikv",
  channels: [],
  threats: [],
  controls: [],
  related: [],
  fix: null,
  fingerprint: "0".repeat(64),
  waiver: null,
};

function fixable(edits: readonly (Span & { readonly text: string })[]): FixableFinding {
  return { ...finding, fix: { description: "d", safety: "safe", edits } };
}

describe("fixes that meet", () => {
  const insert = (text: string) => fixable([{ ...at(1, 3), text }]);

  test("of two insertions at one place the first is made, and of two that are the same both", () => {
    const [first, second, third] = [insert("x"), insert("y"), insert("x")];
    expect(withoutOverlaps([first, second, third])).toEqual([first, third]);
    expect(
      applyEdits(
        [first, third].flatMap(({ fix }) => fix.edits),
        () => "abcd",
      ).get(path),
    ).toBe("abxcd");
  });

  test("what only touches is made", () => {
    const [left, right] = [fixable([{ ...at(1, 1, 3), text: "x" }]), fixable([{ ...at(1, 3, 5), text: "y" }])];
    expect(withoutOverlaps([right, left])).toEqual([right, left]);
    expect(
      applyEdits(
        [right, left].flatMap(({ fix }) => fix.edits),
        () => "abcd",
      ).get(path),
    ).toBe("xy");
  });

  test("a fix is made as a whole or not at all", () => {
    const whole = fixable([
      { ...at(1, 1, 2), text: "x" },
      { ...at(1, 3, 5), text: "y" },
    ]);
    expect(withoutOverlaps([insert("z"), whole])).toHaveLength(1);
  });
});

describe("a state that is no better", () => {
  const report = (findings: readonly ReportFinding[], posture = "mtls", handshake = "succeeds"): Report =>
    ({
      counts: { error: findings.length, warning: 0, note: 0, waived: 0 },
      environments: [
        {
          name: "prod",
          tier: "production",
          instances: [{ component: "tikv", name: "tikv", path }],
          channels: [{ id: "tikv-pd", from: "tikv", to: "pd", posture, handshake, reason: null, detail: "", evidence: [] }],
        },
      ],
      findings,
    }) as unknown as Report;
  const other: ReportFinding = { ...finding, rule: "config/tls-off", message: "n", fingerprint: "1".repeat(64) };
  const before = report([finding]);

  test.each<[string, Report, string | undefined]>([
    ["none", report([]), undefined],
    ["the finding stays", report([finding]), "the finding would stay"],
    ["a weaker channel", report([], "tls"), "tikv-pd from tikv to pd would be tls instead of mtls"],
    [
      "a channel of which nothing is known any more",
      report([], "unknown"),
      "tikv-pd from tikv to pd would be unknown instead of mtls",
    ],
    ["a broken handshake", report([], "mtls", "fails"), "tikv-pd from tikv to pd would be refused"],
    ["an instance less", { ...report([]), environments: [] }, "a.toml would not be read as the same configuration"],
    ["a finding for a finding", report([other]), "it would bring config/tls-off in a.toml:1: n"],
  ])("%s", (_, after, objection) => {
    expect(objectionTo([finding], before, after)).toBe(objection);
  });

  test("what comes to light must be less than what is gone, and stop nothing", () => {
    const two = report([finding, { ...finding, message: "m2", fingerprint: "2".repeat(64) }]);
    expect(objectionTo([finding], two, report([other]))).toBeUndefined();
    expect(objectionTo([finding], two, report([{ ...other, threats: ["outage"] }]))).toBe(
      "it would bring config/tls-off in a.toml:1: n",
    );
  });

  test("a finding that gets worse is a new one", () => {
    const stops: ReportFinding = { ...other, threats: ["outage"] };
    const warned = report([finding, { ...stops, severity: "warning" }]);
    expect(objectionTo([finding], warned, report([stops]))).toBe("it would bring config/tls-off in a.toml:1: n");
    expect(objectionTo([finding], report([finding, stops]), report([stops]))).toBeUndefined();
  });
});
