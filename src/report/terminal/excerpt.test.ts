import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { secretKeys, secretUrlParameters } from "../../facts/secret-keys.ts";
import { displayWidth } from "./display-width.ts";
import { excerptOf, searchedLine } from "./excerpt.ts";

/** The excerpt of a line in which « » stand around the span. */
function excerpt(marked: string, { width = 80, isSecret = false } = {}): readonly string[] {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  const line = marked.replaceAll(/[«»]/g, "");
  const made = excerptOf(
    searchedLine(line),
    { path: "f", line: 1, column: start + 1, endLine: 1, endColumn: end + 1 },
    { width, isSecret },
  );
  return made === undefined ? [] : [made.text, made.underline];
}

describe("the span", () => {
  test("is underlined exactly", () => {
    expect(excerpt('cert-path = «"/tls/a.pem"»')).toEqual(['cert-path = "/tls/a.pem"', "            ^^^^^^^^^^^^"]);
  });

  test("gets one mark where it is empty", () => {
    expect(excerpt("ab«»cd")).toEqual(["abcd", "  ^"]);
    expect(excerpt("abcd«»")).toEqual(["abcd", "    ^"]);
  });

  test("is underlined to the end of the line where it goes on in the next", () => {
    const made = excerptOf(
      searchedLine("abcdef"),
      { path: "f", line: 1, column: 3, endLine: 4, endColumn: 2 },
      { width: 80, isSecret: false },
    );
    expect(made).toEqual({ text: "abcdef", underline: "  ^^^^" });
  });

  test("stands under the right column behind tabs, wide and combining characters", () => {
    expect(excerpt("\ta\t«b»")).toEqual(["    a   b", "        ^"]);
    expect(excerpt('名前 = «"値"»')).toEqual(['名前 = "値"', "       ^^^^"]);
    expect(excerpt("e\u0301 = «x»")).toEqual(["e\u0301 = x", "    ^"]);
  });

  test("stands under the right column behind characters that are shown as escapes", () => {
    expect(excerpt("\u001B[31m«x»")).toEqual(["\\u{1b}[31mx", "          ^"]);
    expect(excerpt("\uD800«x»")).toEqual(["\\u{d800}x", "        ^"]);
  });

  test("stays visible in a line that is cut", () => {
    const line = `${"a-".repeat(50)}«needle»${"-b".repeat(50)}`;
    expect(excerpt(line, { width: 30 })).toEqual([`…${"a-".repeat(5)}needle${"-b".repeat(6)}…`, `${" ".repeat(11)}^^^^^^`]);
    expect(excerpt(`«needle»${"-b".repeat(50)}`, { width: 20 })).toEqual([`needle${"-b".repeat(6)}-…`, "^^^^^^"]);
  });

  test("is never wider than asked, whatever the line", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 120 }),
        fc.nat(130),
        fc.nat(130),
        fc.integer({ min: 12, max: 60 }),
        (line, column, columns, width) => {
          const place = { path: "f", line: 1, column: column + 1, endLine: 1, endColumn: column + 1 + columns };
          const made = excerptOf(searchedLine(line.replaceAll("\n", "")), place, { width, isSecret: false });
          if (made === undefined) return;
          expect(displayWidth(made.text)).toBeLessThanOrEqual(width);
          expect(made.underline).toMatch(/^ *\^+$/);
          // One mark may stand behind the last column, where a missing thing belongs.
          expect(made.underline.length).toBeLessThanOrEqual(width + 1);
        },
      ),
    );
  });
});

describe("a secret is not shown", () => {
  const secret = "hunter2hunter2";

  test.each([
    [`access-key = "${secret}"`, "access-key = …"],
    [`  whatever: ${secret}`, "  whatever: …"],
    [secret, "…"],
    ["-----BEGIN PRIVATE KEY-----MIGHAgEAMBMG", "-----BEGIN PRIVATE KEY-----…"],
    ["-----BEGIN ENCRYPTED PRIVATE KEY-----", "-----BEGIN ENCRYPTED PRIVATE KEY-----"],
  ])("of a rule about secrets: %s", (line, shown) => {
    expect(excerpt(`«${line}»`, { isSecret: true })[0]).toBe(shown);
  });

  test.each([
    [`kms = { region = "x", secret-access-key = "${secret}" }`, 'kms = { region = "x", secret-access-key = …'],
    [`  client_secret: "${secret}"`, "  client_secret: …"],
    [`password="${secret}" # note`, "password=…"],
    [`storage = "s3://user:${secret}@host/bucket"`, 'storage = "s3://user:…'],
    ["tls.key: LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t", "tls.key: …"],
    ['key: "-----BEGIN RSA PRIVATE KEY-----\\nMIIE', 'key: "-----BEGIN RSA PRIVATE KEY-----…'],
    ["MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg", "…"],
    [`x = "${"QUJD".repeat(30)}"`, 'x = "…'],
  ])("of any other rule: %s", (line, shown) => {
    expect(excerpt(`«${line}»`)[0]).toBe(shown);
  });

  test.each([...secretKeys.keys(), ...secretUrlParameters.keys()])("whatever rule points at its line: %s", (name) => {
    for (const key of [name, name.replaceAll("-", "_"), name.toUpperCase()]) {
      for (const line of [`${key} = "${secret}"`, `{ "${key}": "${secret}" }`, `url: s3://bucket?a=b&${key}=${secret}`]) {
        expect(excerpt(`«${line}»`)[0], line).not.toContain("hunter");
      }
    }
  });

  test.each([
    'key-path = "/tls/tikv.key"',
    "secretName: tikv-cluster-secret",
    'endpoints = ["https://pd-0.prod:2379", "https://pd-1.prod:2379"]',
    'cert-allowed-cn = ["tikv", "pd"]',
    "-----BEGIN CERTIFICATE-----",
  ])("but what is none is: %s", (line) => {
    expect(excerpt(`«${line}»`)[0]).toBe(line);
  });

  test("a line that no person wrote is not shown at all", () => {
    expect(excerpt(`«${"a ".repeat(5_001)}»`)).toEqual([]);
  });
});
