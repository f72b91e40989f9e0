import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { parseSync } from "rolldown/utils";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Words that nobody writes today, and what to write instead. */
const oldWords: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\bwhoever\b/i, "anyone who"],
  [/\bvouch(es|ed)?\b/i, "say what is accepted"],
  [/\b(take|takes|taken|taking|took) (it |them |[a-z]+ )?away\b/i, "remove"],
  [/\bput(s|ting)? (it |them |this |that )?right\b/i, "fix"],
  [/\bin (the )?clear\b/i, "in plaintext"],
  [/\bwhat is asked for\b|\b(is|are) asked for\b/i, "is requested"],
  [/\b(is|are) told\b|\btells? (of|every|which|what|whose|how)\b/i, "is reported, says, shows"],
  [/\banew\b/i, "again, reissue, renew"],
  [/\bof (its|their) own kind\b/i, "say which kind"],
  [/\bended on\b|\bcertificates? (ends|ended|that ends?)\b/i, "expired, expires"],
  [/\bis not valid yet\b/i, "is not yet valid"],
  [/\bwithout a word\b/i, "silently"],
  [/(^|[:,;] )who (takes|breaks|reads|guesses|gets|finds|has|holds)\b/, "anyone who"],
];

/** Text by text, with the line at which it begins. */
interface Text {
  readonly line: number;
  readonly text: string;
}

function filesOf(folder: string, extension: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => extname(name) === extension && !name.endsWith(".test.ts"))
    .map((name) => join(folder, name))
    .sort();
}

function linesOf(file: string): readonly Text[] {
  const lines = readFileSync(join(root, file), "utf8").split("\n");
  return lines.map((text, index) => ({ line: index + 1, text }));
}

/** The strings and templates of a module; `${}` stands for what is computed. Comments and names are for those who build. */
function stringsOf(file: string, source: string): readonly Text[] {
  const texts: Text[] = [];
  const take = (start: number, text: string) => texts.push({ line: source.slice(0, start).split("\n").length, text });
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { type, start, value, quasis } = node as Record<string, unknown>;
    if (type === "Literal" && typeof value === "string") take(start as number, value);
    if (type === "TemplateLiteral") {
      take(start as number, (quasis as { value: { raw: string } }[]).map((part) => part.value.raw).join("${}"));
    }
    for (const child of Object.values(node)) visit(child);
  };
  visit(parseSync(file, source).program);
  return texts;
}

function faultsIn(file: string, texts: readonly Text[]): readonly string[] {
  return texts.flatMap(({ line, text }) =>
    oldWords.flatMap(([pattern, instead]) => {
      const found = pattern.exec(text);
      return found === null ? [] : [`${file}:${line}: "${found[0]}": write ${instead}`];
    }),
  );
}

describe("texts for users are in plain, current English", () => {
  test.each([
    ["README and the other pages at the top", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "action.yml"]],
    ["docs", filesOf("docs", ".md")],
    ["policies and schemas", [...filesOf("policies", ".json"), ...filesOf("src/schemas", ".json")]],
    ["examples", filesOf("examples", ".md")],
  ])("%s", (_, files) => {
    expect(files.flatMap((file) => faultsIn(file, linesOf(file)))).toEqual([]);
  });

  test("what the program says: its strings", () => {
    const files = filesOf("src", ".ts").filter((file) => !file.includes("generated"));
    expect(files.length).toBeGreaterThan(300);
    expect(files.flatMap((file) => faultsIn(file, stringsOf(file, readFileSync(join(root, file), "utf8"))))).toEqual([]);
  });

  test("an old word in a string is found at its line; in a comment or a name it is not", () => {
    const source = "// whoever reads this\nconst anew = 1;\nconst text = `${anew} is put right`;\n";
    expect(faultsIn("a.ts", stringsOf("a.ts", source))).toEqual(['a.ts:3: "put right": write fix']);
  });
});
