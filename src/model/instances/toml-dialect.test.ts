import { describe, expect, test } from "vitest";
import type { RepoPath } from "../../text/span.ts";
import type { Component } from "./instance.ts";
import { checkDialect, checkEveryDialect, type TomlFeature, type TomlFeatureName, tomlReaderOf } from "./toml-dialect.ts";
import { master, parseVersion, type Version } from "./version.ts";

function version(text: string): Version {
  const parsed = parseVersion(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
}

function use(feature: TomlFeatureName, line = 1): TomlFeature {
  return { feature, at: { path: "pd.toml" as RepoPath, line, column: 1, endLine: line, endColumn: 2 } };
}

test.each([
  ["pd", "v5.4.3", "burntsushi-0.3"],
  ["pd", "v8.5.7", "burntsushi-0.3"],
  ["pd", "v8.5", "burntsushi-0.3"],
  ["pd", "v26.3.0", "burntsushi-1.5"],
  ["pd", "v26.3.4", "burntsushi-1.5"],
  ["tikv", "v5.4.3", "rust-0.5"],
  ["tikv", "v26.3.4", "rust-0.5"],
] as const)("%s %s reads with %s", (component, text, reader) => {
  expect(tomlReaderOf(component, version(text))).toBe(reader);
});

test("the unreleased PD reads as the newest release", () => {
  expect(tomlReaderOf("pd", master)).toBe("burntsushi-1.5");
});

describe("checkDialect", () => {
  test("says what stands there, who does not read it, and what to do", () => {
    expect(checkDialect("pd", version("v8.5.7"), [use("dotted-key", 3)])).toEqual({
      at: use("dotted-key", 3).at,
      message: "PD v8.5.7 does not read a dotted key and does not start with this file",
      help: "write the key under a table header",
    });
  });

  test("names the first that the version refuses", () => {
    const features = [use("dotted-key", 1), use("empty-key", 2), use("lone-return", 3)];
    expect(checkDialect("pd", version("v8.5.7"), features)?.at.line).toBe(1);
    expect(checkDialect("tikv", version("v8.5.7"), features)?.at.line).toBe(2);
    expect(checkDialect("pd", version("v26.3.4"), features)?.at.line).toBe(3);
  });

  test.each<[Component, string, TomlFeatureName]>([
    ["pd", "v26.3.0", "dotted-key"],
    ["pd", "v26.3.0", "byte-order-mark"],
    ["tikv", "v8.5.7", "dotted-key"],
    ["tikv", "v8.5.7", "byte-order-mark"],
    ["tikv", "v8.5.7", "mixed-array"],
    ["pd", "v8.5.7", "leading-zero"],
    ["pd", "v8.5.7", "trailing-comma"],
  ])("%s %s reads %s", (component, text, feature) => {
    expect(checkDialect(component, version(text), [use(feature)])).toBeUndefined();
  });
});

describe("checkEveryDialect", () => {
  test("is silent where a version of PD reads it", () => {
    expect(checkEveryDialect("pd", [use("dotted-key"), use("trailing-comma")])).toBeUndefined();
  });

  test("speaks where none does", () => {
    expect(checkEveryDialect("pd", [use("impossible-time")])?.message).toBe(
      "PD does not read a date or time that does not exist and does not start with this file",
    );
    expect(checkEveryDialect("tikv", [use("trailing-comma")])?.message).toBe(
      "TiKV does not read a comma after the last entry of an inline table and does not start with this file",
    );
  });
});
