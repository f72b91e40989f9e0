import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { alternativesOf, expressionsOf } from "./expressions.ts";
import { growthOf } from "./growth-of-expression.ts";

const { literal, composed } = expressionsOf("src");
const checked = new Set<string>(JSON.parse(readFileSync("test/linear/checked.json", "utf8")));

describe("every regular expression of src takes steps in proportion to the text", () => {
  test("recheck was asked about it: npm run expressions", () => {
    const unknown = literal.filter(({ source, flags }) => !checked.has(`/${source}/${flags}`));
    expect(unknown.map(({ at, source, flags }) => `${at}: /${source}/${flags}`)).toEqual([]);
    expect(literal.length).toBeGreaterThan(500);
  });

  // Each with the reason why it is linear whatever it is made of.
  const argued = new Map([
    ['new RegExp(unseen, "gu")', "one character; a literal would load tables of Unicode at the start"],
    ['new RegExp(combining, "u")', "one character"],
  ]);

  test("none but these is put together when the program runs, so that none is missed", () => {
    expect(composed.filter(({ call }) => !argued.has(call))).toEqual([]);
  });
});

describe("the check", () => {
  test.each([
    [String.raw`^((?:\$\{[^}]*\}|[^:])+):x$`, "exponential"],
    [String.raw`\s+$`, "polynomial"],
    [String.raw`^\s*(.*?)\s*$`, "polynomial"],
    [String.raw`^[ \t]+-----BEGIN `, "linear"],
  ])("calls %s %s", async (source, growth) => expect(await growthOf(source, "")).toBe(growth));

  test("takes an expression apart at its outermost bars alone", () => {
    expect(alternativesOf(String.raw`a|(?:b|c)|[|]|\||d`)).toEqual(["a", "(?:b|c)", "[|]", String.raw`\|`, "d"]);
  });

  test("finds literals and calls wherever they stand", () => {
    const sources = expressionsOf("test/linear").literal.map(({ source }) => source);
    expect(sources).toContain(String.raw`\\.|.`);
  });
});
