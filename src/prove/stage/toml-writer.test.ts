import fc from "fast-check";
import { expect, test } from "vitest";
import type { Node } from "../../model/instances/config-tree.ts";
import { readToml } from "../../read/toml/toml.ts";
import type { RepoPath } from "../../text/span.ts";
import { copyTable, put, type Table, takeOut, type Value, writeToml } from "./toml-writer.ts";

function rootOf(text: string) {
  const read = readToml("a.toml" as RepoPath, text);
  if (read.kind === "refused") throw new Error(`${read.problem.message}: ${text}`);
  return read;
}

/** A tree without places. */
function plain(node: Node): unknown {
  switch (node.kind) {
    case "table":
      return Object.fromEntries([...node.entries].map(([key, { node: value }]) => [key, plain(value)]));
    case "array":
      return node.items.map(plain);
    case "unknown":
      return node.kind;
    default:
      return `${node.kind} ${node.value}`;
  }
}

function copyOf(text: string): Table {
  return copyTable(
    rootOf(text).root,
    () => undefined,
    () => undefined,
  );
}

function rewritten(text: string): string {
  return writeToml(copyOf(text));
}

test("every kind of value stays what it is, in the plainest form", () => {
  const text = `
    name = 'it''s'
    tables = [{ a = 1 }, { a = 2 }]
    a.b.c = 0x10
    f = 1.0
    g = 1e21
    i = -inf
    big = 9007199254740993
    on = true
    when = 2026-11-24T00:00:00.000Z
    day = 2026-11-24
    away = 2026-12-31T23:30:00.000-08:00
    "odd key" = "tab\\there \\"quoted\\" \\\\ \\u007f \u00e9"
    lines = """
    one
    two"""
    nested = [[1, 2], ["x"]]
    [t.u]
    inline = { x = 1, y = { z = "w" } }`.replace("'it''s'", "'its'");
  const written = rewritten(text);
  expect(plain(rootOf(written).root)).toEqual(plain(rootOf(text).root));
  expect(rootOf(written).features.filter(({ feature }) => feature !== "mixed-array" && feature !== "special-number")).toEqual([]);
  expect(written).toContain("f = 1.0\n");
});

const key = fc.oneof(fc.stringMatching(/^[a-z][a-z0-9-]{0,6}$/), fc.string({ minLength: 1, maxLength: 4 }));
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string({ unit: "binary" }),
    fc.integer(),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => ({ number })),
    fc.array(fc.string(), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3 }),
  ),
})).value;

function tableOf(from: Readonly<Record<string, unknown>>): Table {
  return new Map(
    Object.entries(from).map(([name, item]): [string, Value] => {
      if (Array.isArray(item)) return [name, item as string[]];
      if (typeof item === "number") return [name, BigInt(item)];
      if (typeof item !== "object" || item === null) return [name, item as string | boolean];
      // A number in an object is a float, as the arbitrary above makes them.
      const { number } = item as { number?: unknown };
      return [name, typeof number === "number" ? number : tableOf(item as Record<string, unknown>)];
    }),
  );
}

test("whatever is written is read back, and writing that again changes nothing", () => {
  fc.assert(
    fc.property(fc.dictionary(key, value), (from) => {
      const once = writeToml(tableOf(from));
      expect(rewritten(once)).toBe(once);
    }),
    { seed: 20261124, numRuns: 500 },
  );
});

test("a day that the calendar does not have stays behind, and is said", () => {
  const said: string[] = [];
  const copy = copyTable(
    rootOf("a = 2026-02-30T00:00:00Z\nb = 2026-02-28T00:00:00Z").root,
    () => undefined,
    (key, because) => said.push(`${key}: ${because}`),
  );
  expect(said).toEqual(["a: it is no time of the calendar"]);
  expect(writeToml(copy)).toBe("b = 2026-02-28T00:00:00.000Z\n");
});

test("half a surrogate pair, which a form in YAML can bring, does not end the run", () => {
  expect(writeToml(new Map([["a\ud800", "b\udc00"]]))).toBe(`"a\ufffd" = "b\ufffd"\n`);
});

test("a value is put in place of any spelling that the program takes for it", () => {
  const text = `[Security]\nCACERT-path = "/old"\nother = 1\n`;
  const pd = copyOf(text);
  put(pd, ["security", "cacert-path"], "/new", "any-case");
  expect(writeToml(pd)).toBe(`[Security]\nother = 1\ncacert-path = "/new"\n`);
  const tikv = copyOf(text);
  put(tikv, ["security", "ca-path"], "/new", "exact");
  expect(writeToml(tikv)).toBe(`[Security]\nCACERT-path = "/old"\nother = 1\n\n[security]\nca-path = "/new"\n`);
  takeOut(tikv, ["Security", "other"], "exact");
  expect(writeToml(tikv)).toContain(`[Security]\nCACERT-path = "/old"\n\n`);
});
