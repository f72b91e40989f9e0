import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Node } from "../../model/instances/config-tree.ts";
import type { RepoPath, Span } from "../../text/span.ts";
import { readYaml } from "./yaml.ts";

const path = "cluster.yaml" as RepoPath;

function cut(text: string, span: Span): string {
  const lines = text.split("\n");
  if (span.line === span.endLine) return (lines[span.line - 1] as string).slice(span.column - 1, span.endColumn - 1);
  const middle = lines.slice(span.line, span.endLine - 1);
  return [
    (lines[span.line - 1] as string).slice(span.column - 1),
    ...middle,
    (lines[span.endLine - 1] as string).slice(0, span.endColumn - 1),
  ].join("\n");
}

function plain(node: Node | undefined): unknown {
  switch (node?.kind) {
    case "table":
      return Object.fromEntries([...node.entries.values()].map((entry) => [entry.key, plain(entry.node)]));
    case "array":
      return node.items.map(plain);
    case "string":
    case "integer":
    case "float":
    case "boolean":
      return node.value;
    default:
      return undefined;
  }
}

function stringAt(text: string, ...route: string[]): Extract<Node, { kind: "string" }> {
  let node = readYaml(path, text).documents[0]?.node;
  for (const key of route) node = node?.kind === "table" ? node.entries.get(key)?.node : undefined;
  if (node?.kind !== "string") throw new Error(`no string at ${route.join(".")}`);
  return node;
}

const rows = (count: number, row: (at: number) => string) => Array.from({ length: count }, (_, at) => row(at)).join("\n");

describe("YAML with positions", () => {
  test("every word of a text inside a block scalar is where it says, whatever the style", () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 6 });
    const header = fc.constantFrom("|", "|-", "|+", ">", ">-", "|2", "|2-", ">2+");
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 6 }), header, fc.boolean(), (lines, style, hasGap) => {
        const body = lines.map((line) => line.join(" ")).join(hasGap ? "\n\n" : "\n");
        const text = `before: 1\nspec:\n  config: ${style}\n${body.replaceAll(/^(?=.)/gm, "    ")}\nafter: 2\n`.replaceAll(
          /^ {4}/gm,
          style.includes("2") ? "    " : "      ",
        );
        const node = stringAt(text, "spec", "config");
        for (const match of node.value.matchAll(/[a-z]+/g)) {
          expect(cut(text, node.slice(match.index, match.index + match[0].length))).toBe(match[0]);
        }
        expect(node.value).toBe(parse(text).spec.config);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  test.each([
    ["plain", "key: some words here\n"],
    ["plain on two lines", "key: some\n  words here\n"],
    ["single quotes", "key: 'some words here it''s'\n"],
    ["single quotes on two lines", "key: 'some\n\n  words here'\n"],
    ["double quotes with escapes", 'key: "some\\twords\\u0020here\\x21 and \\U0001F512 locks"\n'],
    ["double quotes, folded by a backslash", 'key: "some \\\n  words here"\n'],
    ["literal with CRLF", "key: |\r\n  some\r\n  words here\r\nnext: 1\r\n"],
    ["folded with more indented lines", "key: >\n  some\n    words\n  here\n\n\n  end\n"],
    ["kept breaks", "key: |+\n  some\n\n  words here\n\n\nnext: 1\n"],
  ])("a word in a string: %s", (_, text) => {
    const node = stringAt(text, "key");
    expect(node.value).toBe(parse(text).key);
    const words = [...node.value.matchAll(/words|here|end/g)];
    expect(words.length).toBeGreaterThan(0);
    for (const word of words) expect(cut(text, node.slice(word.index, word.index + word[0].length))).toBe(word[0]);
  });

  test.each([
    [String.raw`a: "x=\"y\""`, 2, 5, String.raw`\"y\"`],
    [String.raw`a: "x=\u00e9"`, 2, 3, String.raw`\u00e9`],
    ["a: 'x=''y'''", 2, 5, "''y''"],
  ])("a part of a string with an escape at its end: %s", (text, from, to, expected) => {
    expect(cut(text, stringAt(text, "a").slice(from, to))).toBe(expected);
  });

  test("keys and values of all kinds are cut out whole", () => {
    const text = 'a: {b: [1, true, "x"]}\nlist:\n- name: n\n  deep:\n  - - 1\n    - 2\n';
    const result = readYaml(path, text);
    expect(plain(result.documents[0]?.node)).toEqual({ a: { b: [1, true, "x"] }, list: [{ name: "n", deep: [[1, 2]] }] });
    const root = result.documents[0]?.root;
    expect(cut(text, root?.entries.get("a")?.keySpan as Span)).toBe("a");
    expect(cut(text, root?.entries.get("a")?.node.span as Span)).toBe('{b: [1, true, "x"]}');
  });

  test("several documents, anchors, merge keys and tags", () => {
    const text = "base: &b {tls: true, port: 1}\nuse:\n  <<: *b\n  port: 2\nagain: *b\nsecret: !vault abc\n---\nkind: Pod\n---\n";
    const { documents, problems } = readYaml(path, text);
    expect(problems).toEqual([]);
    expect(documents.map((document) => plain(document.node))).toEqual([
      { base: { tls: true, port: 1 }, use: { tls: true, port: 2 }, again: { tls: true, port: 1 }, secret: undefined },
      { kind: "Pod" },
      undefined,
    ]);
  });

  test("a key that stands twice is told, and the last one counts", () => {
    const result = readYaml(path, "a: 1\nb: 2\na: 3\n");
    expect(plain(result.documents[0]?.node)).toEqual({ a: 3, b: 2 });
    expect(result.duplicates.map(({ key, at }) => [key, at.line])).toEqual([["a", 3]]);
  });

  test("a billion laughs is refused and costs nothing", () => {
    const rows = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"];
    for (let index = 1; index < 12; index++)
      rows.push(`a${index}: &a${index} [${new Array(10).fill(`*a${index - 1}`).join(",")}]`);
    const result = readYaml(path, rows.join("\n"));
    expect(result.documents).toEqual([]);
    expect(result.problems.map(({ message }) => message)).toEqual(["its aliases write out to more than anybody can read"]);
  });

  test.each([
    [
      "one large table merged again and again",
      `a: &a\n${rows(900, (at) => `  k${at}: 1`)}\n${rows(900, (at) => `m${at}: {<<: *a}`)}`,
    ],
    [
      "merged into one table by a list",
      `a: &a\n${rows(900, (at) => `  k${at}: 1`)}\nb:\n  <<: [${new Array(900).fill("*a").join(", ")}]`,
    ],
    [
      "in many documents",
      rows(
        60,
        () =>
          `---\na: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: &d [*c, *c, *c, *c]\ne: [*d, *d, *d, *d]`,
      ),
    ],
  ])("aliases that grow faster than the text are refused: %s", (_, text) => {
    const messages = new Set(readYaml(path, text).problems.map(({ message }) => message));
    expect([...messages]).toEqual(["its aliases write out to more than anybody can read"]);
  });

  test("an alias means the last anchor of its name before it", () => {
    const [document] = readYaml(path, "a: &x 1\nb: *x\nc: &x 2\nd: *x\nkey: *x\ne: [*x, *nobody]\n").documents;
    expect(plain(document?.node)).toEqual({ a: 1, b: 1, c: 2, d: 2, key: 2, e: [2, undefined] });
  });

  test("an alias to itself is unknown, not endless", () => {
    expect(plain(readYaml(path, "a: &a\n  b: *a\n").documents[0]?.node)).toEqual({ a: { b: undefined } });
  });

  test("no text makes it throw", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-:{}[\]&*!|>'"%@`#,? a\n]*$/)), (text) => {
        for (const { node } of readYaml(path, text).documents) if (node?.kind === "string") node.slice(0, node.value.length);
      }),
      { seed: 7, numRuns: 2000 },
    );
    expect(readYaml(path, "[".repeat(20_000)).documents).toEqual([]);
  });
});
