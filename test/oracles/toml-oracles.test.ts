import { parse, TomlDate, TomlError, type TomlTable, type TomlValue } from "smol-toml";
import { type AST, ParseError, parseTOML } from "toml-eslint-parser";
import { describe, expect, test } from "vitest";
import type { Node } from "../../src/model/instances/config-tree.ts";
import type { Component } from "../../src/model/instances/instance.ts";
import { checkDialect, type TomlFeatureName, type TomlReader } from "../../src/model/instances/toml-dialect.ts";
import { parseVersion, type Version } from "../../src/model/instances/version.ts";
import { tomlForm } from "../../src/read/forms/toml/form.ts";
import { sourceFile } from "../../src/read/source-file.ts";
import { readToml } from "../../src/read/toml/toml.ts";
import type { RepoPath, Span } from "../../src/text/span.ts";
import { noContext } from "../support/form-context.ts";
import { damagedDocuments, realLooking, writtenDocuments } from "./toml-documents.ts";
import { ask, buildOracle, canonical } from "./toml-oracle.ts";

const path = "pd.toml" as RepoPath;
const documents = [...writtenDocuments, ...realLooking, ...damagedDocuments(20261124, 600)];

interface Reading {
  readonly reader: TomlReader;
  readonly component: Component;
  readonly version: Version;
  /** Documents that we judge otherwise on purpose; the reason. Each must still differ. */
  readonly exceptions: Readonly<Record<string, string>>;
}

const multilineKey = "refused as TOML does: nobody writes a multi-line key";

const readings: readonly Reading[] = [
  {
    reader: "burntsushi-0.3",
    component: "pd",
    version: parseVersion("v8.5.7") as Version,
    exceptions: {
      '"""a""" = 1': multilineKey,
      "'''a''' = 1": multilineKey,
      '["""a"""]': multilineKey,
      'a = """\r\nx\r\ny"""': "its value keeps the first line end when that is a Windows one",
      "a = 1\0": "it stops reading at a NUL behind a value: what follows is lost, which must be said",
    },
  },
  {
    reader: "burntsushi-1.5",
    component: "pd",
    version: parseVersion("v26.3.4") as Version,
    exceptions: { "a = []\n[a]": "it replaces an empty array by the table" },
  },
  { reader: "rust-0.5", component: "tikv", version: parseVersion("v8.5.7") as Version, exceptions: {} },
];

describe.each(readings)("$component $version.text reads as $reader does", ({ reader, component, version, exceptions }) => {
  const oracle = buildOracle(reader);
  const missing = "missing" in oracle ? oracle.missing : undefined;

  test(`every document gets the real verdict and the real values${missing === undefined ? "" : ` (skipped: ${missing})`}`, (context) => {
    if ("missing" in oracle) return context.skip(oracle.missing);
    const said = ask(
      oracle.program,
      documents.map((document) => new TextEncoder().encode(document)),
    );
    expect(said).toHaveLength(documents.length);
    const differing = documents.filter(
      (document, index) => ourVerdict(document, component, version) !== plainVerdict(said[index] ?? ""),
    );
    expect(differing).toEqual(Object.keys(exceptions));
    // Both verdicts must occur often, or the comparison says nothing.
    for (const verdict of ["ok", "no"]) expect(said.filter((line) => line.startsWith(verdict)).length).toBeGreaterThan(100);
  });

  test("bytes that are no UTF-8", (context) => {
    if ("missing" in oracle) return context.skip(oracle.missing);
    const bytes = Buffer.from("name = 'caf\xe9' # latin-1\n", "latin1");
    const [said] = ask(oracle.program, [bytes]);
    const { instances } = tomlForm.read([sourceFile(`${component}.toml` as RepoPath, bytes)], noContext);
    const features = instances[0]?.tomlFeatures;
    const isTaken = features !== undefined && checkDialect(component, version, features) === undefined;
    expect(isTaken).toBe(said?.startsWith("ok"));
  });
});

function ourVerdict(document: string, component: Component, version: Version): string {
  const result = readToml(path, document);
  if (result.kind === "refused") return "no";
  return checkDialect(component, version, result.features) === undefined ? `ok ${canonical(result.root)}` : "no";
}

function plainVerdict(line: string): string {
  return line.startsWith("no") ? "no" : line;
}

/** Features of texts that TOML 1.0 refuses and one of the real readers takes. */
const beyondToml: ReadonlySet<TomlFeatureName> = new Set<TomlFeatureName>([
  "lone-return",
  "control-character",
  "leading-zero",
  "trailing-comma",
  "repeated-inline-key",
  "extended-inline-table",
  "signed-number-base",
  "impossible-time",
  "delete-in-comment",
]);

/** smol-toml reads TOML 1.1, numbers of any size and days of any month; of the real readers none does all that. */
const otherwiseForSmolToml: readonly string[] = [
  'a = "\\e"',
  'a = "\\x41"',
  "a = 9223372036854775808",
  "a = -9223372036854775809",
  "a = 0xffffffffffffffff",
  "a = 1e400",
  "a = -1e400",
  "a = 2026-11-24T07:32",
  "a = 07:32",
  "a = 2026-02-30",
  "a = 2025-02-29",
  "a = 2026-11-24T07:32:00+24:00",
  "a = {b = 1,}",
  "a = {\n}",
  "a = {b = 1\n}",
  "a = {b = 1,\nc = 2}",
  "a = {\nb = 1}",
  "a = {b = 1 # comment\n}",
];

test("what is TOML 1.0 to smol-toml is so to us, with the same values", () => {
  const differing = documents.filter((document) => {
    const result = readToml(path, document);
    const features = result.kind === "read" ? result.features.map(({ feature }) => feature) : [];
    // TOML 1.0 takes some of these and refuses others.
    if (features.includes("table-in-two-forms")) return false;
    const isToml = result.kind === "read" && !features.some((feature) => beyondToml.has(feature));
    return (isToml ? canonical(result.root) : "refused") !== smolVerdict(document);
  });
  expect(differing).toEqual(otherwiseForSmolToml);
});

function smolVerdict(document: string): string {
  try {
    return canonicalValue(parse(document, { integersAsBigInt: true }));
  } catch (error) {
    if (error instanceof TomlError) return "refused";
    throw error;
  }
}

function canonicalValue(value: TomlValue | TomlTable): string {
  if (typeof value === "string") return canonical({ kind: "string", value } as Node);
  if (typeof value === "bigint") return `i${value}`;
  if (typeof value === "number") return canonical({ kind: "float", value } as Node);
  if (typeof value === "boolean") return String(value);
  if (value instanceof TomlDate) return "d";
  if (Array.isArray(value)) return `[${value.map(canonicalValue).join(",")}]`;
  const entries = Object.entries(value).map(
    ([key, item]) => `${Buffer.from(key, "utf8").toString("hex")}=${canonicalValue(item)}`,
  );
  return `{${entries.sort().join(",")}}`;
}

test("keys and values stand where toml-eslint-parser sees them", () => {
  let compared = 0;
  for (const text of documents) {
    // It loses the last character of a number at the end of the text.
    const document = `${text}\n`;
    const result = readToml(path, document);
    const wanted = placesByEslint(document);
    if (result.kind === "refused" || wanted === undefined) continue;
    const ours = new Set(placesOf(result.root).map(placeText));
    for (const place of wanted) expect(ours, JSON.stringify(document)).toContain(place);
    compared += wanted.length;
  }
  expect(compared).toBeGreaterThan(2000);
});

function placesOf(node: Node): Span[] {
  if (node.kind === "array") return [node.span, ...node.items.flatMap(placesOf)];
  if (node.kind !== "table") return [node.span];
  return [node.span, ...[...node.entries.values()].flatMap((entry) => [entry.keySpan, ...placesOf(entry.node)])];
}

function placeText({ line, column, endLine, endColumn }: Omit<Span, "path">): string {
  return `${line}:${column}-${endLine}:${endColumn}`;
}

/** Every value, and the last part of every key that has one. */
function placesByEslint(document: string): string[] | undefined {
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(document, { tomlVersion: "1.0" });
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
  const places: string[] = [];
  const add = ({ loc }: { readonly loc: AST.SourceLocation }) =>
    places.push(
      placeText({ line: loc.start.line, column: loc.start.column + 1, endLine: loc.end.line, endColumn: loc.end.column + 1 }),
    );
  const addPair = (pair: AST.TOMLKeyValue) => {
    add(pair.key.keys.at(-1) as AST.TOMLBare);
    addValue(pair.value);
  };
  const addValue = (value: AST.TOMLContentNode) => {
    add(value);
    if (value.type === "TOMLArray") value.elements.forEach(addValue);
    if (value.type === "TOMLInlineTable") value.body.forEach(addPair);
  };
  for (const statement of program.body[0].body) {
    if (statement.type === "TOMLKeyValue") addPair(statement);
    else statement.body.forEach(addPair);
  }
  return places;
}
