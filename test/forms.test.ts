import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { forms } from "../src/read/forms/registry.ts";
import { sourceFile } from "../src/read/source-file.ts";
import type { RepoPath } from "../src/text/span.ts";

describe("every form has a page and an example", () => {
  const index = readFileSync("docs/forms/README.md", "utf8");

  test.each(forms.map(({ meta }) => meta))("$id", ({ id, title, example = `examples/${id}` }) => {
    const page = readFileSync(`docs/forms/${id}.md`, "utf8");
    expect(page.startsWith(`# ${title}\n`)).toBe(true);
    expect(index).toContain(`(${id}.md)`);
    expect(existsSync(example), example).toBe(true);
    expect(page).toContain(example);
  });

  test("and no page is left of a form that is gone", () => {
    const pages = readdirSync("docs/forms").filter((name) => name !== "README.md");
    expect(pages.sort()).toEqual(forms.map(({ meta }) => `${meta.id}.md`).sort());
  });
});

describe("a repository of TOML and certificates loads no other form, since no other claims a file that is called so", () => {
  const suffixes = ["toml", "pem", "crt", "cert", "cer", "der", "key"];

  test.each(forms.filter(({ meta }) => !["toml", "pem"].includes(meta.id)).map((form) => [form.meta.id, form] as const))(
    "%s",
    (id, form) => {
      const paths = globSync(`${form.meta.example ?? `examples/${id}`}/**/*`, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => `${parentPath}/${name}`);
      const named = (path: string, content: string) => sourceFile(path as RepoPath, readFileSync(content));
      const own = paths.filter((path) => form.claims(named(path, path)));
      expect(own).not.toEqual([]);
      for (const path of own) {
        const stem = path.replace(/\.\w+$/, "");
        expect(suffixes.filter((suffix) => form.claims(named(`${stem}.${suffix}`, path)))).toEqual([]);
      }
    },
  );
});
