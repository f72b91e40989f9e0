import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { forms } from "../src/read/forms/registry.ts";

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
