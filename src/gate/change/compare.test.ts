import { describe, expect, test } from "vitest";
import type { Finding } from "../../judge/judge.ts";
import type { Rule, Waiver } from "../../judge/rule.ts";
import type { Environment } from "../../model/environments/environment.ts";
import type { RepoPath } from "../../text/span.ts";
import { type ComparedFiles, compareFindings } from "./compare.ts";

interface Draft {
  readonly path?: string;
  readonly line?: number;
  readonly subject?: string;
  readonly message?: string;
  readonly severity?: Finding["severity"];
  readonly environment?: string;
  readonly isWaived?: boolean;
  readonly component?: "pd" | "tikv";
}

const rule: Rule = { id: "config/x", phase: "files", meta: () => ({}) as never, check: () => [] };

/** A new object each time, as another run makes it. */
function finding({
  path = "a.toml",
  line = 1,
  subject = "s",
  message = "m",
  severity = "error",
  environment,
  isWaived,
  component,
}: Draft): Finding {
  return {
    rule,
    severity,
    statement: {
      at: { path: path as RepoPath, line, column: 1, endLine: line, endColumn: 2 },
      message,
      help: "h",
      subject,
      ...(component && { component }),
    },
    environment: environment === undefined ? undefined : ({ name: environment } as Environment),
    fingerprint: "",
    waiver: isWaived === true ? ({ rule: rule.id } as Waiver) : undefined,
  };
}

const entriesOf = (drafts: readonly Draft[]) => ({ entries: drafts.map(({ path = "a.toml" }) => ({ path: path as RepoPath })) });

const files = (base: readonly Draft[], head: readonly Draft[], moved: Readonly<Record<string, string>> = {}): ComparedFiles => ({
  base: entriesOf(base),
  head: entriesOf(head),
  moved: new Map(Object.entries(moved) as [RepoPath, RepoPath][]),
});

function compare(base: readonly Draft[], head: readonly Draft[], moved?: Readonly<Record<string, string>>) {
  const { findings, fixed } = compareFindings(base.map(finding), head.map(finding), files(base, head, moved));
  return { states: findings.map(({ state }) => state), fixed: fixed.map(({ statement }) => statement.message) };
}

test("the findings of the head stay what they are, with a state more", () => {
  const head = finding({ message: "there", isWaived: true });
  expect(compareFindings([], [head], files([], [])).findings).toEqual([{ ...head, state: "new" }]);
});

describe("the same finding", () => {
  test("is recognised by its content: another line, another sentence, another object", () => {
    expect(compare([{ line: 1, message: "see b.toml:4" }], [{ line: 9, message: "see b.toml:7" }])).toEqual({
      states: ["unchanged"],
      fixed: [],
    });
  });

  test("is about the same certificate, whoever uses it now; a setting of another component is another one", () => {
    const certificate = "ab".repeat(32);
    expect(compare([{ subject: certificate, component: "tikv" }], [{ subject: certificate }])).toEqual({
      states: ["unchanged"],
      fixed: [],
    });
    expect(compare([{ subject: "security", component: "pd" }], [{ subject: "security", component: "tikv" }]).states).toEqual([
      "new",
    ]);
  });

  test("is worse when it is more severe or no longer waived, and not when it is less so", () => {
    expect(compare([{ severity: "note" }], [{ severity: "warning" }]).states).toEqual(["worsened"]);
    expect(compare([{ isWaived: true }], [{}]).states).toEqual(["worsened"]);
    expect(compare([{}], [{ severity: "note" }]).states).toEqual(["unchanged"]);
    expect(compare([{ severity: "note" }], [{ isWaived: true }]).states).toEqual(["unchanged"]);
  });

  test("follows its file, in its subject too, and its file into another environment", () => {
    const moved = { "new.pem": "old.pem" };
    expect(
      compare([{ path: "old.pem", subject: "key old.pem" }], [{ path: "new.pem", subject: "key new.pem" }], moved).states,
    ).toEqual(["unchanged"]);
    expect(compare([{ environment: "prod" }], [{ environment: "dev" }]).states).toEqual(["unchanged"]);
  });

  test("stays in its environment when one file went and another came, and is another one where both stay", () => {
    const [old, now] = [
      { path: "old.toml", environment: "prod" },
      { path: "new.toml", environment: "prod" },
    ];
    expect(compare([old], [now])).toEqual({ states: ["unchanged"], fixed: [] });
    expect(compare([old], [now, { path: "old.toml", subject: "other" }])).toEqual({ states: ["new", "new"], fixed: ["m"] });
  });
});

describe("several findings of one kind in one file", () => {
  test("are counted: one more is new, one fewer is fixed", () => {
    expect(compare([{ message: "1" }], [{ message: "1" }, { message: "2" }]).states).toEqual(["unchanged", "new"]);
    expect(compare([{ message: "1" }, { message: "2" }], [{ message: "2" }])).toEqual({ states: ["unchanged"], fixed: ["1"] });
  });

  test("find each its own: what comes to a stricter environment does not pass for what was in a laxer one", () => {
    const dev: Draft = { environment: "dev", severity: "warning" };
    expect(compare([dev], [{ environment: "prod" }, dev]).states).toEqual(["new", "unchanged"]);
  });

  test("with nothing but the order to tell them apart, are taken in that order", () => {
    expect(compare([{}, {}], [{}, {}, {}]).states).toEqual(["unchanged", "unchanged", "new"]);
  });
});

test("no text makes one finding pass for another", () => {
  expect(compare([{ path: "a", subject: "b\nc" }], [{ path: "a\nb", subject: "c" }]).states).toEqual(["new"]);
});
