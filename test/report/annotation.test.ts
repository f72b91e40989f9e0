import { describe, expect, test } from "vitest";
import { annotationOf, chooseAnnotations } from "../../src/report/machine/annotation.ts";
import { renderGithub } from "../../src/report/machine/github.ts";
import type { ReportedChange } from "../../src/report/options.ts";
import type { PlannedChange, PlannedEnvironment } from "../../src/report/plan.ts";
import type { ReportFinding } from "../../src/report/report.ts";
import { changedLines } from "../../src/text/line-diff.ts";
import { runnerCommands } from "./runner-commands.ts";
import { sampleFinding, sampleReport } from "./sample-report.ts";

const numbered = (count: number, changed: Readonly<Record<number, string>> = {}) =>
  Array.from({ length: count }, (_, index) => `${changed[index + 1] ?? `line ${index + 1}`}\n`).join("");

/** Twenty lines each; of `changed.toml` line 15 is another one, of `gone.toml` line 12 went. */
const files: Readonly<Record<string, readonly [before: string, after: string]>> = {
  "changed.toml": [numbered(20), numbered(20, { 15: "new" })],
  "gone.toml": [numbered(20), numbered(20).replace("line 12\n", "")],
  "same.toml": [numbered(20), numbered(20)],
};

function planned(place: { readonly path: string; readonly line: number }, component: "pd" | "tikv" = "tikv"): PlannedChange {
  return { component, instance: "i", what: "ca-path", before: "a", after: "b", place, was: place, effect: "restart" };
}

function change(changes: readonly PlannedChange[] = []): ReportedChange {
  return {
    plan: () =>
      ({ environments: [{ name: "prod", changes } as unknown as PlannedEnvironment] }) as unknown as ReturnType<
        ReportedChange["plan"]
      >,
    linesOf: (path) => files[path] && changedLines(...(files[path] as readonly [string, string])),
  };
}

const finding = (more: Partial<ReportFinding>): ReportFinding => ({
  ...sampleFinding,
  path: "same.toml",
  line: 3,
  column: 1,
  endLine: 3,
  endColumn: 5,
  state: "new",
  ...more,
});
const place = (line: number, path = "changed.toml") => ({ path, line, column: 2, endLine: line, endColumn: 4, message: "there" });

describe("an annotation stands", () => {
  test("where the finding is, when the diff shows that line", () => {
    for (const line of [12, 15, 18]) {
      const { path, line: at, text } = annotationOf(finding({ path: "changed.toml", line, endLine: line }), { change: change() });
      expect([path, at]).toEqual(["changed.toml", line]);
      expect(text.startsWith(sampleFinding.message)).toBe(true);
    }
  });

  test("at a changed place that the finding names itself, and says where it is", () => {
    const annotation = annotationOf(finding({ related: [place(2), place(15)] }), { change: change() });
    expect(annotation).toMatchObject({ path: "changed.toml", line: 15, column: 2, endColumn: 4 });
    expect(annotation.text).toBe(
      `this change has an effect at same.toml:3: ${sampleFinding.message}\nhelp: ${sampleFinding.help}`,
    );
  });

  test("at the changed setting of its environment, of its own component first", () => {
    const changes = [planned({ path: "changed.toml", line: 15 }, "pd"), planned({ path: "changed.toml", line: 15 })];
    expect(annotationOf(finding({}), { change: change(changes) })).toMatchObject({ path: "changed.toml", line: 15 });
    const other = finding({ environment: "dev" });
    expect(annotationOf(other, { change: change(changes) })).toMatchObject({ path: "same.toml", line: 3 });
  });

  test("beside a gap, where lines of its file only went", () => {
    expect(annotationOf(finding({ path: "gone.toml" }), { change: change() })).toMatchObject({ path: "gone.toml", line: 11 });
  });

  test("where the finding is, when the change does not cause it or nothing is known of the change", () => {
    const related = [place(15)];
    expect(annotationOf(finding({ state: "unchanged", related }), { change: change() })).toMatchObject({ line: 3 });
    expect(annotationOf(finding({ related }), {})).toMatchObject({ path: "same.toml", line: 3 });
    expect(annotationOf(finding({ path: "unread.bin", related }), { change: change() })).toMatchObject({ path: "unread.bin" });
    expect(annotationOf(finding({}), { change: change() })).toMatchObject({ path: "same.toml", line: 3 });
  });
});

test("of findings that are equally bad those of the change come first", () => {
  const all = Array.from({ length: 11 }, (_, index) => finding({ message: `old ${index}`, state: "unchanged" }));
  const { shown, left } = chooseAnnotations({ ...sampleReport, findings: [...all, finding({ message: "fresh" })] });
  expect([shown[0]?.message, shown.length, left]).toEqual(["fresh", 10, 2]);
});

test("the path of a stranger in a moved annotation is no command", () => {
  const hostile = finding({ path: "same.toml\n::error::pwned", related: [place(15)] });
  const linesOf: ReportedChange["linesOf"] = (path) => change().linesOf(path.split("\n")[0] ?? "");
  const output = renderGithub({ ...sampleReport, findings: [hostile] }, { change: { ...change(), linesOf } });
  expect(runnerCommands(output).map(({ name, data }) => [name, data.includes("\\n::error::pwned:3")])).toEqual([["error", true]]);
});
