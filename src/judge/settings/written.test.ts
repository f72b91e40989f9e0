import { expect, test } from "vitest";
import type { Node, TableNode } from "../../model/instances/config-tree.ts";
import { readToml } from "../../read/toml/toml.ts";
import type { RepoPath } from "../../text/span.ts";
import { isPlaceholder, stringsIn, writtenEntries } from "./written.ts";

const span = { path: "x.toml" as RepoPath, line: 1, column: 1, endLine: 1, endColumn: 1 };

function routesOf(text: string): readonly string[] {
  const result = readToml("x.toml" as RepoPath, text);
  if (result.kind !== "read") throw new Error(result.problem.message);
  return [...writtenEntries(result.root)].map(({ route }) => route);
}

function table(key: string, node: Node): TableNode {
  return { kind: "table", span, entries: new Map([[key, { key, keySpan: span, node }]]) };
}

test("every key is visited in the order of the file: tables, inline tables, arrays of tables", () => {
  expect(routesOf(`a = 1\nb = { c = 2, d = { e = 3 } }\n[f.g]\nh = 4\n[[i]]\nj = [[{ k = 5 }], 6]\n[[i]]\nl = 7\n`)).toEqual([
    "a",
    "b",
    "b.c",
    "b.d",
    "b.d.e",
    "f",
    "f.g",
    "f.g.h",
    "i",
    "i.j",
    "i.j.k",
    "i.l",
  ]);
});

test("100,000 tables in one another cost neither the stack nor the square of their number", () => {
  let root = table("leaf", { kind: "boolean", span, value: true });
  for (let depth = 0; depth < 100_000; depth++) root = table("inner", root);
  let count = 0;
  let longest = 0;
  for (const { route } of writtenEntries(root)) {
    count++;
    longest = Math.max(longest, route.length);
  }
  expect(count).toBe(100_001);
  expect(longest).toBeLessThan(300);
});

test("the strings of a value are its own and those in its arrays, not those in tables", () => {
  const result = readToml("x.toml" as RepoPath, `a = ["b", ["c", 1], { d = "e" }]`);
  const node = result.kind === "read" ? result.root.entries.get("a")?.node : undefined;
  expect(node && stringsIn(node).map(({ value }) => value)).toEqual(["b", "c"]);
});

test.each([
  [`\${KEY}`, true],
  ["/tls/$(ENV)/ca.pem", true],
  ["{{ .Values.ca }}", true],
  ["<% key %>", true],
  ["<your-key>", true],
  ["$AWS_SECRET", true],
  ["__SECRET__", true],
  ["@@SECRET@@", true],
  ["$ecret123", false],
  ["pa$$word", false],
  ["<a><b>", false],
  ["", false],
])("is %j filled in at deployment? %s", (text, expected) => {
  expect(isPlaceholder(text)).toBe(expected);
});
