import { expect, test } from "vitest";
import { cut } from "../../../../test/support/placed.ts";
import type { RepoPath, Span } from "../../../text/span.ts";
import { iniSetting, iniWords, readIni } from "./ini.ts";

const path = "hosts.ini" as RepoPath;

const text = `lonely
# a comment
[pd_servers]   ; behind the header
  10.0.1.1  port=2379 labels="zone=a, host=b" # the rest
[all:vars]\r
enable_tls =  True\r
 ; another
empty =
`;

test("sections have their lines, without comments and blanks around them", () => {
  const sections = readIni(path, text).map(({ name, lines }) => [name, lines.map((line) => line.text)]);
  expect(sections).toEqual([
    ["", ["lonely"]],
    ["pd_servers", ['10.0.1.1  port=2379 labels="zone=a, host=b" # the rest']],
    ["all:vars", ["enable_tls =  True", "empty ="]],
  ]);
});

test("headers, keys, values and words have their exact places", () => {
  const [, servers, variables] = readIni(path, text);
  expect(cut(text, servers?.span as Span)).toBe("[pd_servers]");
  const words = iniWords(servers?.lines[0] as NonNullable<typeof servers>["lines"][0]);
  expect(words.map((word) => word.text)).toEqual(["10.0.1.1", "port=2379", "labels=zone=a, host=b"]);
  expect(words.map((word) => cut(text, word.span))).toEqual(["10.0.1.1", "port=2379", 'labels="zone=a, host=b"']);
  const setting = iniSetting(variables?.lines[0] as NonNullable<typeof variables>["lines"][0]);
  expect([setting?.key, setting?.value]).toEqual(["enable_tls", "True"]);
  expect(cut(text, setting?.keySpan as Span)).toBe("enable_tls");
  expect(cut(text, setting?.valueSpan as Span)).toBe("True");
});

test("a setting without value has an empty one at its end, and a line without = is none", () => {
  const [first, , variables] = readIni(path, text);
  const setting = iniSetting(variables?.lines[1] as NonNullable<typeof variables>["lines"][0]);
  expect(setting).toMatchObject({ key: "empty", value: "", valueSpan: { line: 8, column: 8, endColumn: 8 } });
  expect(iniSetting(first?.lines[0] as NonNullable<typeof first>["lines"][0])).toBeUndefined();
});

test("a megabyte of brackets, quotes and equals signs costs little", () => {
  const start = performance.now();
  for (const hostile of ["[".repeat(1e6), `[a]\n${'"'.repeat(1e6)}`, `[a]\n${"= ".repeat(5e5)}`, "[a]\n".repeat(2.5e5)]) {
    for (const { lines } of readIni(path, hostile)) for (const line of lines) [iniSetting(line), iniWords(line)];
  }
  expect(performance.now() - start).toBeLessThan(5_000);
});
