import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { anchorsOf, linksOf } from "../support/markdown-links.ts";

const pages = globSync(["*.md", ".github/**/*.md", "docs/**/*.md", "examples/**/*.md"]).sort();

/** Why a link of a page leads nowhere on GitHub; undefined when it leads somewhere. */
function mistakeOf(page: string, link: string): string | undefined {
  if (/^[a-z][a-z+.-]*:/.test(link)) return undefined;
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : normalize(join(dirname(page), decodeURIComponent(path)));
  if (relative(".", target).startsWith("..")) return "leaves the repository";
  if (!existsSync(target)) return "no such file";
  if (anchor === undefined) return undefined;
  if (statSync(target).isDirectory()) return "a folder has no anchors";
  return anchorsOf(readFileSync(target, "utf8")).has(anchor) ? undefined : "no such heading";
}

describe("links", () => {
  test.each(pages)("of %s lead somewhere", (page) => {
    const broken = linksOf(readFileSync(page, "utf8")).flatMap((link) => {
      const mistake = mistakeOf(page, link);
      return mistake === undefined ? [] : [`${link}: ${mistake}`];
    });
    expect(broken).toEqual([]);
  });

  test("that lead nowhere are seen", () => {
    expect(mistakeOf("README.md", "docs/no-page.md")).toBe("no such file");
    expect(mistakeOf("README.md", "docs/action.md#no-heading")).toBe("no such heading");
    expect(mistakeOf("docs/README.md", "../../elsewhere.md")).toBe("leaves the repository");
    expect(mistakeOf("docs/README.md", "action.md#inputs")).toBeUndefined();
  });

  test("are read as GitHub reads them: not in code, with images and definitions", () => {
    const page = '# A `b`: c\n# A b c\n[x](y.md "title") ![p](z.svg) `[no](no.md)`\n\n```md\n[no](no.md)\n```\n\n[d]: e.md#f\n';
    expect(linksOf(page)).toEqual(["y.md", "z.svg", "e.md#f"]);
    expect([...anchorsOf(page)]).toEqual(["a-b-c", "a-b-c-1"]);
  });
});

test("every page can be reached from the documentation's front page", () => {
  const seen = new Set<string>();
  const queue = ["README.md", "docs/README.md"];
  for (let page = queue.pop(); page !== undefined; page = queue.pop()) {
    if (seen.has(page)) continue;
    seen.add(page);
    for (const link of linksOf(readFileSync(page, "utf8"))) {
      const path = normalize(join(dirname(page), link.split("#")[0] as string));
      if (path.endsWith(".md") && existsSync(path)) queue.push(path);
    }
  }
  expect(globSync(["*.md", "docs/**/*.md"]).filter((page) => !seen.has(page))).toEqual([]);
});

test("the README says within forty lines what it is, shows it, and how to start it", () => {
  const start = readFileSync("README.md", "utf8").split("\n").slice(0, 40).join("\n");
  for (const part of ["![", "uses: tikv-tls-gate/tikv-tls-gate@", "npx tikv-tls-gate"]) expect(start).toContain(part);
});
