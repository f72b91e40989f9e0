import { describe, expect, test } from "vitest";
import { prepareExample } from "../../src/cli/example.ts";
import { applyEdits } from "../../src/fix/apply.ts";
import { settleFix } from "../../src/fix/settle.ts";
import { TextLines } from "../../src/fix/text-lines.ts";
import type { Context, Example, Rule, Safety, Statement } from "../../src/judge/rule.ts";
import type { Scope } from "../../src/model/build.ts";
import { sourceFile } from "../../src/read/source-file.ts";
import { compareSpans, LineIndex, type RepoPath, type Span } from "../../src/text/span.ts";
import { expectBetter } from "./fixing.ts";
import { testTime } from "./issue.ts";

export interface ValidCase extends Example {
  /** Environments and versions as a config file would declare them. */
  readonly scope?: Scope;
  readonly gate?: Context["gate"];
}

export interface InvalidCase extends ValidCase {
  /** The whole message of the finding, or of each, in the order of their places. */
  readonly says: string | readonly string[];
  /** Likewise the help, where a test wants to hold it. */
  readonly helps?: string | readonly string[];
  readonly variant?: string;
  readonly related?: readonly string[];
}

/**
 * Tests one rule alone, on texts read by the real readers. « » in the texts stand around the exact spans of the
 * findings; every finding needs a mark and every mark a finding. A `valid` case has no marks. The examples of the
 * rule's page are tested too.
 */
export function testRule(
  rule: Rule,
  cases: { readonly valid: Readonly<Record<string, ValidCase>>; readonly invalid: Readonly<Record<string, InvalidCase>> },
): void {
  describe(rule.id, () => {
    const seen = new Set<string>();
    const once = (example: Example) => {
      const key = JSON.stringify(example, (_, value) => (typeof value === "bigint" ? String(value) : value));
      expect(seen.has(key), "this case stands twice").toBe(false);
      seen.add(key);
    };

    test.each(Object.entries(cases.valid))("accepts: %s", async (_, example) => {
      once(example);
      const { marks, statements } = await run(rule, example);
      expect(marks, "a valid case has no marks").toEqual([]);
      expect(statements.map((statement) => statement.message)).toEqual([]);
    });

    test.each(Object.entries(cases.invalid))("finds: %s", async (_, example) => {
      once(example);
      const { marks, statements } = await run(rule, example);
      expect(marks.length, "an invalid case marks its findings with « »").toBeGreaterThan(0);
      const says = typeof example.says === "string" ? [example.says] : example.says;
      expect(statements.map((statement) => statement.message)).toEqual(says);
      expect(statements.map((statement) => statement.at)).toEqual(marks);
      if (example.helps !== undefined) {
        const helps = typeof example.helps === "string" ? [example.helps] : example.helps;
        expect(statements.map((statement) => statement.help)).toEqual(helps);
      }
      if (example.variant !== undefined) {
        expect(statements.map((statement) => statement.variant)).toEqual(statements.map(() => example.variant));
      }
      if (example.related !== undefined) {
        expect(statements.flatMap((statement) => statement.related ?? []).map((place) => place.message)).toEqual(example.related);
      }
      for (const statement of statements) expectWellFormed(rule, statement);
    });

    test("its fixes take away what they are fixes of, and are of the kinds that its page names", async () => {
      const kinds = new Set<Safety>();
      for (const example of [...Object.values(cases.invalid), rule.meta().example.bad]) {
        for (const kind of await tryFixes(rule, example)) kinds.add(kind);
      }
      const named = [...(rule.meta().fixes ?? [])].sort();
      // The rule's own test has a case of each kind; a form's has what the form can show.
      const isOwn = expect.getState().testPath?.includes("/judge/rules/") === true;
      if (isOwn) expect([...kinds].sort()).toEqual(named);
      else expect(named).toEqual(expect.arrayContaining([...kinds]));
    });

    test("its page's examples are true", async () => {
      const bad = await run(rule, rule.meta().example.bad);
      expect(bad.marks.length, "the bad example marks its findings with « »").toBeGreaterThan(0);
      expect(bad.statements.map((statement) => statement.at)).toEqual(bad.marks);
      const good = await run(rule, rule.meta().example.good);
      expect(good.statements.map((statement) => statement.message)).toEqual([]);
    });
  });
}

function expectWellFormed(rule: Rule, statement: Statement): void {
  expect(statement.message, "a message is a clause without a full stop").not.toMatch(/\.$|\n|^$/);
  expect(statement.help, "a help is a clause without a full stop").not.toMatch(/\.$|^$/);
  expect(statement.subject).not.toBe("");
  if (statement.variant !== undefined) expect(Object.keys(rule.meta().variants ?? {})).toContain(statement.variant);
}

/** Makes each fix by itself and demands that just its finding is gone; gives the kinds of the fixes that can be written. */
async function tryFixes(rule: Rule, example: ValidCase): Promise<readonly Safety[]> {
  const { texts, statements } = await run(rule, example);
  const kinds: Safety[] = [];
  for (const { fix, message } of statements) {
    const settled = fix && settleFix(fix, (path) => new TextLines(path, texts.get(path) ?? ""));
    if (settled === undefined) continue;
    kinds.push(settled.safety);
    const edits = settled.edits.map(({ at, text }) => ({ ...at, text }));
    const fixed = new Map([...texts, ...applyEdits(edits, (path) => texts.get(path))]);
    const after = await judgeTexts(rule, example, fixed);
    const count = (list: readonly Statement[]) => list.filter((statement) => statement.message === message).length;
    expect(count(after), `after "${settled.description}": ${[...fixed.values()].join("\n")}`).toBeLessThan(count(statements));
    expect(settled.description, "a description is a clause without a full stop").not.toMatch(/\.$|\n|^$/);
  }
  const isWhole = [example.flags, example.unreadable, example.base, example.scope, example.version].every(
    (part) => part === undefined,
  );
  if (kinds.length > 0 && isWhole) {
    const brought = await expectBetter(Object.fromEntries(texts), { policy: "strict" });
    const stops = brought.filter(({ threats }) => threats.includes("outage"));
    expect(
      stops.map(({ rule: id, message }) => `${id}: ${message}`),
      "what the fixes bring",
    ).toEqual([]);
  }
  return kinds;
}

/** Reads an example, builds its model and runs one rule over it. */
async function run(
  rule: Rule,
  example: ValidCase,
): Promise<{ marks: Span[]; statements: Statement[]; texts: ReadonlyMap<RepoPath, string> }> {
  const marks: Span[] = [];
  const texts = new Map<RepoPath, string>();
  for (const [path, marked] of Object.entries(filesOf(example))) {
    const { text, spans } = takeMarks(path as RepoPath, dedent(marked));
    marks.push(...spans);
    texts.set(path as RepoPath, text);
  }
  return { marks: marks.sort(compareSpans), statements: await judgeTexts(rule, example, texts), texts };
}

async function judgeTexts(rule: Rule, example: ValidCase, texts: ReadonlyMap<RepoPath, string>): Promise<Statement[]> {
  const files = [...texts].map(([path, text]) =>
    sourceFile(path, new TextEncoder().encode(text), example.executable?.includes(path) ?? false),
  );
  const { model, context } = await prepareExample(rule, example, files, {
    now: testTime,
    scope: example.scope,
    gate: example.gate,
  });
  return [...rule.check(model, context)].sort((a, b) => compareSpans(a.at, b.at));
}

function filesOf(example: Example): Record<string, string> {
  const files: Record<string, string> = { ...example.files };
  if (example.tikv !== undefined) files["tikv.toml"] = example.tikv;
  if (example.pd !== undefined) files["pd.toml"] = example.pd;
  return files;
}

/** Takes the indentation of a template literal away: its first line is empty and all others share a margin. */
function dedent(text: string): string {
  if (!text.startsWith("\n")) return text;
  const lines = text.slice(1).split("\n");
  const margin = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(margin)).join("\n");
}

function takeMarks(path: RepoPath, marked: string): { text: string; spans: Span[] } {
  const text = marked.replaceAll(/[«»]/g, "");
  const lines = new LineIndex(path, text);
  const spans: Span[] = [];
  const open: number[] = [];
  let offset = 0;
  for (const character of marked) {
    if (character === "«") open.push(offset);
    else if (character === "»") spans.push(lines.span(open.pop() as number, offset));
    else offset += character.length;
  }
  return { text, spans };
}
