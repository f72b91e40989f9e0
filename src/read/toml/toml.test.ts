import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { realLooking } from "../../../test/oracles/toml-documents.ts";
import { lookup, type Node, type TableNode } from "../../model/instances/config-tree.ts";
import type { RepoPath, Span } from "../../text/span.ts";
import { readToml } from "./toml.ts";

const path = "deploy/tikv.toml" as RepoPath;

function read(text: string): TableNode {
  const result = readToml(path, text);
  if (result.kind === "refused") throw new Error(`${result.problem.message} at line ${result.problem.at.line}`);
  return result.root;
}

function entry(text: string, route: string) {
  const found = lookup(read(text), route.split("."), "exact");
  if (found === undefined) throw new Error(`no ${route}`);
  return found;
}

/** The text that a span cuts out. */
function cut(text: string, span: Span): string {
  const lines = text.split("\n");
  if (span.line === span.endLine) return (lines[span.line - 1] as string).slice(span.column - 1, span.endColumn - 1);
  const first = (lines[span.line - 1] as string).slice(span.column - 1);
  const last = (lines[span.endLine - 1] as string).slice(0, span.endColumn - 1);
  return [first, ...lines.slice(span.line, span.endLine - 1), last].join("\n");
}

describe("every key and value knows its place", () => {
  test.each([
    ["a = 'x'", "a", "a", "'x'"],
    ['[security]\nca-path = "/a" # c', "security.ca-path", "ca-path", '"/a"'],
    ['[security]\r\nca-path = "/a"\r\n', "security.ca-path", "ca-path", '"/a"'],
    ["security.ca-path = 1", "security.ca-path", "ca-path", "1"],
    ["security = { ca-path = 'x', b = 2 }", "security.b", "b", "2"],
    ["security = { ca-path = 'x' }", "security", "security", "{ ca-path = 'x' }"],
    ['"quoted key" = true', "quoted key", '"quoted key"', "true"],
    ["a = [\n 1,\n 2,\n]", "a", "a", "[\n 1,\n 2,\n]"],
    ["  [ a . b ] # c\nx = 1", "a.b", "b", "[ a . b ]"],
    ["[a.b]\nx = 1\n[a]\ny = 2", "a", "a", "[a]"],
    ["[a.b]\nx = 1", "a", "a", "a"],
    ["[[a]]\nx = 1\n[[a]]", "a", "a", "[[a]]"],
    ["\uFEFFa = 1", "a", "a", "1"],
    ["é = 1".replace("é", '"é"'), "é", '"é"', "1"],
    ["a = '😀' # \nb = 2", "b", "b", "2"],
    ["__proto__ = 1", "__proto__", "__proto__", "1"],
    ["[constructor]\nprototype = 1", "constructor.prototype", "prototype", "1"],
  ])("%j: %s", (text, route, key, value) => {
    const found = entry(text, route);
    expect(cut(text, found.keySpan)).toBe(key);
    expect(cut(text, found.node.span)).toBe(value);
  });

  test("items of an array of tables", () => {
    const text = "[[a]]\nx = 1\n[[a]]\nx = 2\n[a.b]\ny = 3";
    const { node } = entry(text, "a");
    if (node.kind !== "array") throw new Error("no array");
    const [first, second] = node.items;
    expect(first?.span).toMatchObject({ line: 1, column: 1, endColumn: 6 });
    expect(second?.span).toMatchObject({ line: 3 });
    expect(second?.kind === "table" && [...second.entries.keys()]).toEqual(["x", "b"]);
  });

  test.each([
    ['a = "plain"', "ain", "ain"],
    ["a = 'C:\\tls'", "tls", "tls"],
    ['a = "x\\ty"', "y", "y"],
    ['a = "x\\u00e9y"', "é", "\\u00e9"],
    ['a = "\\U0001F600z"', "z", "z"],
    ['a = """\nfirst\nsecond"""', "second", "second"],
    ['a = """one \\\n   two"""', "two", "two"],
    ["a = '''\r\nx'''", "x", "x"],
    ["a = 'https://a,https://b'", "https://b", "https://b"],
  ])("a part of a string: %s", (text, part, expected) => {
    const { node } = entry(text, "a");
    if (node.kind !== "string") throw new Error("no string");
    const from = node.value.indexOf(part);
    expect(cut(text, node.slice(from, from + part.length))).toBe(expected);
  });

  test("the whole of a string's value lies between its quotes", () => {
    const text = 'a = "x\\ny"';
    const { node } = entry(text, "a");
    if (node.kind !== "string") throw new Error("no string");
    expect(cut(text, node.slice(0, node.value.length))).toBe("x\\ny");
  });
});

describe("a mistake is told at its place, in words that a person understands", () => {
  test.each([
    ['a = "x\nb = 1', "the string that begins here has no closing quote on its line", '"x'],
    ["a = '''x\nb = 1", "the string that begins here is not closed", "'''x"],
    ['a = "C:\\data"', "a backslash begins an escape that TOML does not know", "\\d"],
    ["a = tidb", "a text without quotes", "tidb"],
    ["a = True", "this is no boolean of TOML", "True"],
    ["a = 8GiB", "this is no number or time of TOML", "8GiB"],
    ["a = 99999999999999999999", "the number does not fit into 64 bits", "99999999999999999999"],
    ["a = 2026-13-01", "there is no such date or time", "2026-13-01"],
    ["a =\nb = 1", "a value is missing", "="],
    ["a\nb = 1", 'a line end stands where "=" should follow the key', "a"],
    ["a", 'the end of the file stands where "=" should follow the key', "a"],
    ["a: 1", ': stands where "=" should follow the key', ":"],
    ["= 1", "= stands where a key should be", "="],
    ["a = 1 b = 2", "b follows a value on its line", "b"],
    ["[a] b = 1", "b follows a table header on its line", "b"],
    ["[a\nb = 1", "the table header is not closed by ]", "[a"],
    ["[[a]\nb = 1", "the table header is not closed by ]]", "[[a]"],
    ["a = [1, 2\nb = 1", "b follows an item of an array", "b"],
    ["a = [1, 2", "the array that begins here is not closed", "[1, 2"],
    ["a = [1 2]", "2 follows an item of an array", "2"],
    ["a = {b = 1", "the inline table that begins here is not closed", "{b = 1"],
    ["a = {b = 1\n}", "the inline table that begins here is not closed on its line", "{b = 1"],
    ["a = 1\na = 2", "this key is set already above", "a"],
    ["[a]\n[b]\n[a]", "this key is defined already above", "a"],
    ["a = 1\n[a.b]", "this key is no table above", "a"],
    ["a = 'x\0'", "a NUL character", "\0"],
    ["a\u00a0= 1", 'the character U+00A0 stands where "=" should follow the key', "\u00a0"],
  ])("%j", (text, message, place) => {
    const result = readToml(path, text);
    if (result.kind === "read") throw new Error("read");
    expect(result.problem.message).toBe(message);
    expect(cut(text, result.problem.at)).toBe(place);
    expect(result.problem.help).toMatch(/^[a-z].*[^.]$/);
  });
});

describe("hostile texts", () => {
  const open = 20_000;
  test.each([
    ["arrays", `a = ${"[".repeat(open)}${"]".repeat(open)}`],
    ["inline tables", `a = ${"{a = ".repeat(open)}1${"}".repeat(open)}`],
    ["a header of many parts", `[${"a.".repeat(open)}a]`],
    ["a dotted key of many parts", `${"a.".repeat(open)}a = 1`],
    ["quoted parts", `${'"a" . '.repeat(open)}a = 1`],
  ])("%s inside each other are refused without running out of stack", (_, text) => {
    const result = readToml(path, text);
    expect(result.kind === "refused" && result.problem.message).toBe("more than 100 tables or arrays stand inside each other");
  });

  test("a backslash that makes an escape is taken as one, as PD and TiKV take it", () => {
    expect(entry('a = "C:\\tls"', "a").node).toMatchObject({ value: "C:\tls" });
  });

  test("a hundred levels are read", () => {
    expect(readToml(path, `a = ${"[".repeat(99)}${"]".repeat(99)}`).kind).toBe("read");
    expect(readToml(path, `[${"a.".repeat(99)}a]`).kind).toBe("read");
  });

  // A step that went over the rest of the text again and again would take minutes, and the test run out of time.
  test.each([
    ["open brackets on many lines", "[\n".repeat(60_000)],
    ["blanks", " ".repeat(400_000)],
    ["blanks before a mistake", `a = 1${" ".repeat(400_000)}x`],
    ["an open string", `a = "${"x".repeat(400_000)}`],
    ["open multi-line strings", `a = """${'""x'.repeat(100_000)}`],
    ["a string of escapes", `a = "${"\\n".repeat(200_000)}"`],
    ["continued lines", `a = """${"\\\n".repeat(200_000)}"""`],
    ["backslashes before blanks", `a = """${"\\  ".repeat(100_000)}"""`],
    ["one digit after the other", `a = ${"1".repeat(400_000)}`],
    ["underscores between digits", `a = ${"1_".repeat(200_000)}`],
    ["a hexadecimal number", `a = 0x${"f".repeat(400_000)}`],
    ["many tables", Array.from({ length: 40_000 }, (_, index) => `[t${index}]`).join("\n")],
    ["many items of an array of tables", "[[a]]\n".repeat(60_000)],
    ["many sub-tables", Array.from({ length: 20_000 }, (_, index) => `[a.b.c.t${index}]\nx = 1`).join("\n")],
    ["many keys", Array.from({ length: 40_000 }, (_, index) => `k${index} = ${index}`).join("\n")],
    ["many dotted keys", Array.from({ length: 20_000 }, (_, index) => `a.b.c.k${index} = 1`).join("\n")],
    ["many items", `a = [${"1,".repeat(100_000)}]`],
    ["carriage returns", "\r".repeat(400_000)],
    ["comments", "#\n".repeat(200_000)],
    ["quotes", '"'.repeat(400_000)],
    ["mixed arrays", `a = [${"1,'',".repeat(60_000)}]`],
  ])("%s take linear time", (_, text) => {
    const result = readToml(path, text);
    expect(["read", "refused"]).toContain(result.kind);
  });

  test("no text makes the reader throw, and every span lies in the text", () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(
          ..."[ ] { } = . , # \" ' \\ \n \r \t \0 _ - + 0 1 a e T : \ud800 \uFEFF é".split(" "),
          " ",
          "\n",
          '"""',
          "'''",
        ),
        fc.string(),
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join("");
        const result = readToml(path, text);
        const spans = result.kind === "read" ? spansOf(result.root) : [result.problem.at];
        const lines = text.split("\n");
        for (const span of spans) {
          expect(span.endLine).toBeLessThanOrEqual(lines.length);
          expect(span.endColumn - 1).toBeLessThanOrEqual((lines[span.endLine - 1] as string).length);
          expect(span.line < span.endLine || (span.line === span.endLine && span.column <= span.endColumn)).toBe(true);
        }
      }),
      { seed: 20261124, numRuns: 3000 },
    );
  });

  test("a real-looking file broken at any byte gives one problem in it, or is read", () => {
    let broken = 0;
    for (const text of realLooking) {
      for (let at = 0; at <= text.length; at++) {
        for (const document of [
          text.slice(0, at),
          `${text.slice(0, at)}\0${text.slice(at)}`,
          `${text.slice(0, at)}"${text.slice(at)}`,
        ]) {
          const result = readToml(path, document);
          if (result.kind === "read") continue;
          broken += 1;
          expect(result.problem.at.line).toBeLessThanOrEqual(document.split("\n").length);
          expect(result.problem.message).not.toBe("");
        }
      }
    }
    expect(broken).toBeGreaterThan(2000);
  });
});

function spansOf(node: Node): Span[] {
  if (node.kind === "array") return [node.span, ...node.items.flatMap(spansOf)];
  if (node.kind !== "table") return [node.span];
  return [node.span, ...[...node.entries.values()].flatMap((entry) => [entry.keySpan, ...spansOf(entry.node)])];
}
