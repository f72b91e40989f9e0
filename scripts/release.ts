import { spawnSync } from "node:child_process";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { mistakesOf, notesOf, pinned } from "./lib/release-texts.ts";

// The steps of the release workflow (docs/releasing.md), each to be tried by hand:
//   check TAG    do the tag, package.json and CHANGELOG.md say the same version?
//   notes        prints the notes of this version
//   pin COMMIT   writes the commit of this version into every page that shows a workflow
const [verb, argument = ""] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
const changelog = readFileSync("CHANGELOG.md", "utf8");

if (verb === "check") {
  const mistakes = mistakesOf(argument, version, changelog);
  for (const mistake of mistakes) console.error(mistake);
  process.exitCode = mistakes.length === 0 ? 0 : 1;
} else if (verb === "notes") {
  console.log(notesOf(version, changelog));
} else if (verb === "pin" && /^[0-9a-f]{40}$/.test(argument)) {
  // A commit that is not in this repository would be pinned by everybody who reads the pages.
  if (spawnSync("git", ["cat-file", "-e", `${argument}^{commit}`]).status !== 0)
    throw new Error(`no such commit here: ${argument}`);
  for (const page of globSync(["*.md", "docs/**/*.md"])) {
    const before = readFileSync(page, "utf8");
    const after = pinned(before, { commit: argument, version });
    if (after !== before) writeFileSync(page, after);
  }
} else {
  console.error("usage: node scripts/release.ts check TAG | notes | pin COMMIT");
  process.exitCode = 2;
}
