import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeSpan, forHtml, forMarkdown, singleLine, urlPath } from "./safe.ts";

/** Texts with what hostile names are made of, lone surrogates included. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        ..."\n \r \t \0 \x1b[31m \x07 \x7f \x9b \u202e \u2066 \u200b \ufeff \u2028 \ud800 \udc00 \u{e0041} ::error:: ::add-mask:: ##[error] @team @a #1 GH-1 <!-- --> <b> & &lt; ` `` ~~~ | [x](y) ![ https://e.org www.e.org :smile: $x$ _a_ **b** \\ - + 1. = > # ' \"".split(
          " ",
        ),
        " ",
        "    ",
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

const run = { seed: 20261124, numRuns: 2000 } as const;

describe("singleLine", () => {
  test.each([
    ["deploy/a.toml", "deploy/a.toml"],
    ["line\nbreak\r\n", "line\\nbreak\\r\\n"],
    ["\u001b[31mred", "\\u{1b}[31mred"],
    ["a\u202egnp.toml", "a\\u{202e}gnp.toml"],
    ["zero\u200bwidth\ufeff", "zero\\u{200b}width\\u{feff}"],
    ["\ud83d alone", "\\u{d83d} alone"],
    ["😀 生产", "😀 生产"],
    ["::error::x", "\\u{3a}:error::x"],
    ["  ::error::x", "  \\u{3a}:error::x"],
    ["see ::error::", "see ::error::"],
    ["a ##[error]b", "a #\\u{23}[error]b"],
    ["nul\0", "nul\\u{0}"],
    ["tag\u{e0041}", "tag\\u{e0041}"],
  ])("%j becomes %j", (text, expected) => {
    expect(singleLine(text)).toBe(expected);
  });

  test("leaves no character that acts unseen, and stays one line", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(singleLine(text)).not.toMatch(/\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}/u);
      }),
      run,
    );
  });

  test("leaves no workflow command", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(singleLine(text)).not.toMatch(/^\s*::|##\[/);
      }),
      run,
    );
  });

  test("done twice is done once", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(singleLine(singleLine(text))).toBe(singleLine(text));
      }),
      run,
    );
  });

  test("leaves ordinary text alone", () => {
    const ordinary = fc.string({ unit: fc.constantFrom(..."abcXYZ019 -_./=,生产é😀") });
    fc.assert(
      fc.property(ordinary, (text) => {
        expect(singleLine(text)).toBe(text);
      }),
      run,
    );
  });
});

describe("forHtml", () => {
  test("escapes markup in text and attributes", () => {
    expect(forHtml(`<img src="x" onerror='y'> & z`)).toBe("&lt;img src=&quot;x&quot; onerror=&#39;y&#39;&gt; &amp; z");
  });

  test("holds no markup, and gives the printable text back when it is read", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(forHtml(text)).not.toMatch(/[<>"']/);
        expect(readEntities(forHtml(text))).toBe(singleLine(text));
      }),
      run,
    );
  });
});

describe("forMarkdown", () => {
  test.each([
    ["deploy/prod/tikv.toml", "deploy/prod/tikv.toml"],
    ["a|b", "a\\|b"],
    ["a`b`", "a\\`b\\`"],
    ["@team", "@&#8203;team"],
    ["x#12", "x#&#8203;12"],
    ["GH-12", "GH&#8203;-12"],
    ["<!-- x -->", "&lt;\\!-- x --&gt;"],
    ["[x](https://e.org)", "\\[x\\]\\(https:&#8203;//e.org\\)"],
    ["www.e.org", "www&#8203;.e.org"],
    [":smile:", ":&#8203;smile:"],
    ["# title", "#&#8203; title"],
    ["- item", "\\- item"],
    ["1. item", "1&#8203;. item"],
    ["    code", "&#32;&#32;&#32;&#32;code"],
    ["it's", "it&#39;s"],
  ])("%j becomes %j", (text, expected) => {
    expect(forMarkdown(text)).toBe(expected);
  });

  test("holds no mention, reference, link, comment, emphasis, code or cell border", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const safe = forMarkdown(text);
        expect(safe).not.toMatch(/[<>\n\r]/);
        expect(safe).not.toMatch(/@[\w-]/);
        expect(safe).not.toMatch(/(?<!&)#\d/);
        expect(safe).not.toMatch(/:\/\/|\bwww\./i);
        const unescaped = safe.replaceAll(/\\[\\`*_{}[\]()!|~$^=+-]/g, "");
        expect(unescaped).not.toMatch(/[`*_[\]|~$]/);
      }),
      run,
    );
  });

  test("reads as the printable text", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const read = forMarkdown(text)
          .replaceAll("&#8203;", "")
          .replaceAll(/\\([!-/:-@[-`{-~])/g, "$1");
        expect(readEntities(read)).toBe(singleLine(text));
      }),
      run,
    );
  });
});

describe("codeSpan", () => {
  test.each([
    ["cert-path", "`cert-path`"],
    ["a`b", "<code>a\\`b</code>"],
    ["a|b", "<code>a\\|b</code>"],
    ["", "<code></code>"],
    ["@team <b>", "`@team <b>`"],
  ])("%j becomes %j", (text, expected) => {
    expect(codeSpan(text)).toBe(expected);
  });

  test("cannot be closed from inside, nor break a table", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const span = codeSpan(text);
        expect(span).toMatch(/^(`[^`|\n]+`|<code>.*<\/code>)$/);
        expect(span.replace(/^<code>|<\/code>$/g, "").replace(/^`[^`]*`$/, "")).not.toMatch(/[<>]|(?<!\\)(?:\\\\)*[`|]/);
      }),
      run,
    );
  });
});

describe("urlPath", () => {
  test("keeps the folders and encodes the rest", () => {
    expect(urlPath("a b/(x)#?.toml")).toBe("a%20b/%28x%29%23%3F.toml");
  });

  test("is plain ASCII for any path", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(urlPath(text)).toMatch(/^[\w.~%/-]*$/);
      }),
      run,
    );
  });
});

test("a text of a million characters is escaped in one pass", () => {
  for (const unit of ["\n", ":", "`", "@", "a:", "#", " ", "##[", "1"]) {
    const text = unit.repeat(1_000_000 / unit.length);
    expect(forMarkdown(text).length).toBeGreaterThanOrEqual(text.length);
    expect(codeSpan(text).length).toBeGreaterThanOrEqual(text.length);
  }
});

function readEntities(text: string): string {
  const known: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#32;": " ", "&amp;": "&" };
  return text.replaceAll(/&(?:lt|gt|quot|#39|#32|amp);/g, (entity) => known[entity] ?? entity);
}
