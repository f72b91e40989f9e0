import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { mistakesOf, notesOf, pinned } from "../../scripts/lib/release-texts.ts";
import { bundledOnly, type Sbom } from "../../scripts/lib/sbom.ts";

const changelog = "# Changelog\n\n## 1.1.0 (2026-12-01)\n\n- new\n\n## 1.0.0 (2026-11-01)\n\n- old\n";

describe("a tag", () => {
  test("is released when it, package.json and CHANGELOG.md say the same version", () => {
    expect(mistakesOf("v1.1.0", "1.1.0", changelog)).toEqual([]);
  });
  test.each([
    ["v1.1.1", "1.1.0", ["the tag is v1.1.1, but package.json says 1.1.0"]],
    ["v1.2.0", "1.2.0", ["CHANGELOG.md has no section for 1.2.0"]],
    ["1.1.0", "1.1.0", ["the tag is 1.1.0, but package.json says 1.1.0"]],
  ])("%s of %s is not", (tag, version, mistakes) => {
    expect(mistakesOf(tag, version, changelog)).toEqual(mistakes);
  });
  test("is not while its section is unreleased", () => {
    const unreleased = "## 1.1.0 (unreleased)\n";
    expect(mistakesOf("v1.1.0", "1.1.0", unreleased)).toEqual(["CHANGELOG.md gives 1.1.0 no date: ## 1.1.0 (unreleased)"]);
  });
});

test("the notes are the version's own section", () => {
  expect(notesOf("1.1.0", changelog)).toBe("- new");
  expect(notesOf("1.0.0", changelog)).toBe("- old");
});

describe("pinning writes the commit wherever a page names the gate's, and nowhere else", () => {
  const commit = "a".repeat(40);
  const old = "b".repeat(40);
  const pin = (page: string) => pinned(page, { commit, version: "1.1.0" });

  test.each([
    [
      "- uses: tikv-tls-gate/tikv-tls-gate@FULL_COMMIT_SHA # pin the commit that you have reviewed",
      `- uses: tikv-tls-gate/tikv-tls-gate@${commit} # v1.1.0`,
    ],
    [
      `- uses: tikv-tls-gate/tikv-tls-gate/.github/workflows/tls-gate.yml@${old} # v0.9.0`,
      `- uses: tikv-tls-gate/tikv-tls-gate/.github/workflows/tls-gate.yml@${commit} # v1.1.0`,
    ],
    [
      `  - repo: https://github.com/tikv-tls-gate/tikv-tls-gate\n    rev: ${old}`,
      `  - repo: https://github.com/tikv-tls-gate/tikv-tls-gate\n    rev: ${commit}`,
    ],
    [
      "docker build https://github.com/tikv-tls-gate/tikv-tls-gate.git#FULL_COMMIT_SHA",
      `docker build https://github.com/tikv-tls-gate/tikv-tls-gate.git#${commit}`,
    ],
    ["npx --yes tikv-tls-gate@0.9.0 check", "npx --yes tikv-tls-gate@1.1.0 check"],
  ])("%s", (before, after) => {
    expect(pin(before)).toBe(after);
    expect(pin(after)).toBe(after);
  });

  test.each([
    `- uses: actions/checkout@${old} # v7.0.1`,
    `  - repo: https://github.com/other/hooks\n    rev: ${old}`,
    "npx tikv-tls-gate check",
  ])("but not in %s", (page) => {
    expect(pin(page)).toBe(page);
  });
});

describe("the bill of materials", () => {
  const component = (name: string, version: string) => ({ name, version, "bom-ref": `${name}@${version}`, scope: "optional" });
  const whole: Sbom = {
    metadata: { component: { name: "some-folder", "bom-ref": "tikv-tls-gate@0.1.0" } },
    components: [component("yaml", "2.9.1"), component("vitest", "5.1.1"), component("@actions/core", "3.0.1")],
    dependencies: [
      { ref: "@actions/core@3.0.1", dependsOn: ["vitest@5.1.1"] },
      { ref: "vitest@5.1.1", dependsOn: [] },
    ],
  };
  const licenses = "Name: yaml\nVersion: 2.9.1\n---\nName: @actions/core\nVersion: 3.0.1\n";

  test("has what is bundled, as required, and no tool that built it", () => {
    const sbom = bundledOnly(whole, licenses);
    expect(sbom.metadata.component.name).toBe("tikv-tls-gate");
    expect(sbom.components.map(({ name, scope }) => [name, scope])).toEqual([
      ["yaml", "required"],
      ["@actions/core", "required"],
    ]);
    expect(sbom.dependencies).toEqual([
      { ref: "tikv-tls-gate@0.1.0", dependsOn: ["yaml@2.9.1", "@actions/core@3.0.1"] },
      { ref: "@actions/core@3.0.1", dependsOn: [] },
    ]);
  });

  test("misses nothing that is in dist/: an unknown package is an error", () => {
    expect(() => bundledOnly(whole, "Name: ajv\nVersion: 8.20.0\n")).toThrow("ajv 8.20.0 is not in the lockfile");
  });
});

test("no page keeps an open place once it is pinned", () => {
  for (const page of globSync(["*.md", "docs/**/*.md"])) {
    const text = pinned(readFileSync(page, "utf8"), { commit: "a".repeat(40), version: "9.9.9" });
    expect(text.replaceAll("`FULL_COMMIT_SHA`", ""), page).not.toContain("FULL_COMMIT_SHA");
  }
});
