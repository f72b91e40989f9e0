import { describe, expect, test } from "vitest";
import { cut, placed } from "../../../test/support/placed.ts";
import { shellWords } from "./shell-words.ts";

const valuesOf = (text: string) => shellWords(placed(text)).map(({ value }) => value);

describe("shellWords", () => {
  test.each([
    ["--name=pd  --peer-urls=http://a:1\n --join x", ["--name=pd", "--peer-urls=http://a:1", "--join", "x"]],
    [`--name='pd 0' --x="a \\"b\\" c" d\\ e`, ["--name=pd 0", '--x=a "b" c', "d e"]],
    [`a"b"'c'd ''`, ["abcd", ""]],
    ["one \\\n  two", ["one", "two"]],
    [`'$X' "$Y" $Z`, ["$X", "$Y", "$Z"]],
    [`--open='never closed`, ["--open=never closed"]],
    ["", []],
    ["  \t ", []],
  ])("splits %j as a shell does", (text, words) => {
    expect(valuesOf(text)).toEqual(words);
  });

  test("every word and every part of it knows its place", () => {
    const text = `--a=1\n  --client-urls="http://a:1,http://b:2" --c`;
    const [, urls] = shellWords(placed(text));
    expect(urls?.value).toBe("--client-urls=http://a:1,http://b:2");
    expect(cut(text, urls?.slice(14, 24) as never)).toBe("http://a:1");
    expect(cut(text, urls?.slice(25, 35) as never)).toBe("http://b:2");
    expect(cut(text, urls?.span as never)).toBe('--client-urls="http://a:1,http://b:2"');
  });

  test("takes time in proportion to the length of the text", () => {
    const text = `${"'a' ".repeat(50_000)}${"\\".repeat(50_000)}`;
    const start = performance.now();
    expect(shellWords(placed(text)).length).toBeGreaterThan(50_000);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
