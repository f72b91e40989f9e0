import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collect } from "../../src/discover/collect.ts";
import { type Tree, type TreeEntry, TreeError } from "../../src/discover/tree.ts";
import { workingTree } from "../../src/discover/working-tree.ts";
import type { Reading } from "../../src/model/instances/draft.ts";
import { readFiles } from "../../src/read/read.ts";
import { sourceFile } from "../../src/read/source-file.ts";
import { forHtml, forMarkdown, singleLine } from "../../src/text/safe.ts";
import type { RepoPath } from "../../src/text/span.ts";
import { numbers, realLooking } from "../oracles/toml-documents.ts";
import { memoryTree } from "../support/memory-tree.ts";

const encoder = new TextEncoder();

function placesOf(reading: Reading) {
  return [
    ...reading.instances.map((instance) => instance.at),
    ...reading.files.map((file) => file.at),
    ...reading.problems.map((problem) => problem.at),
  ];
}

/** Lists and collects. */
const collectAll = async (tree: Tree) => collect(tree, await tree.list());

describe("a folder made to do harm", () => {
  let root: string;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "hostile-"));
    symlinkSync("/etc", join(root, "etc"));
    symlinkSync("/etc/passwd", join(root, "tikv.toml"));
    symlinkSync("/dev/zero", join(root, "zero.pem"));
    symlinkSync("/proc/self/environ", join(root, "pd.toml"));
    spawnSync("mkfifo", [join(root, "fifo.toml"), join(root, "fifo.pem")]);
    mkdirSync(join(root, "loop/inner"), { recursive: true });
    symlinkSync("../..", join(root, "loop/inner/again"));
    symlinkSync("self", join(root, "self"));
    for (const name of ["sparse.toml", "sparse.pem", "sparse.txt"]) {
      writeFileSync(join(root, name), "");
      truncateSync(join(root, name), 100 * 1024 * 1024);
    }
    for (const name of [
      "a\n::error::b.toml",
      "<img src=x>-tikv.toml",
      "@team-pd.toml",
      "\u001b]0;x\u0007-tikv.toml",
      "`|x|`-pd.toml",
    ]) {
      writeFileSync(join(root, name), "[security\n");
    }
    writeFileSync(join(root, "sound-tikv.toml"), realLooking[0] as string);
  });

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test("is read to its end: what can be judged is, the rest is told", async () => {
    const { files, problems } = await collectAll(workingTree(root));
    const reading = await readFiles(files);
    expect(reading.instances.map((instance) => instance.path)).toEqual(["sound-tikv.toml"]);
    expect(problems.map((problem) => problem.at.path)).toEqual([
      "fifo.pem",
      "fifo.toml",
      "pd.toml",
      "sparse.pem",
      "sparse.toml",
      "tikv.toml",
      "zero.pem",
    ]);
    expect(reading.problems.map((problem) => problem.kind)).toEqual(["syntax", "syntax", "syntax", "syntax"]);
  });

  test("never gives a byte of what lies outside", async () => {
    const { files } = await collectAll(workingTree(root));
    const everything = files.map((file) => file.text).join("\n");
    expect(everything).not.toContain("root:");
    expect(everything).not.toContain("PATH=");
  });

  test("its names are harmless on their way out", async () => {
    for (const { path } of await workingTree(root).list()) {
      expect(singleLine(path)).not.toMatch(/\p{Cc}|^::/u);
      expect(forHtml(path)).not.toContain("<");
      expect(forMarkdown(path)).not.toMatch(/@team|(?<!\\)[`|<]/);
    }
  });
});

describe("a tree of names that no file system gives", () => {
  test("is collected and read", async () => {
    const names = [
      "nul\0tikv.toml",
      "\ud800tikv.toml",
      "tikv\udc00.toml",
      "\u202etikv.toml",
      "__proto__/tikv.toml",
      "constructor",
      "tikv.toml\n",
    ];
    const tree = memoryTree(Object.fromEntries(names.map((name) => [name, realLooking[0] as string])));
    const { files, problems } = await collectAll(tree);
    expect(problems).toEqual([]);
    const reading = await readFiles(files);
    expect(reading.instances.length).toBeGreaterThanOrEqual(5);
    for (const place of placesOf(reading)) expect(singleLine(place.path)).not.toMatch(/\p{Cc}|\p{Cs}/u);
  });

  test("a tree whose files fail when they are read gives problems, not an exception", async () => {
    const entries = ["tikv.toml", "ca.pem", "notes"].map(
      (path): TreeEntry => ({ path: path as RepoPath, kind: "file", size: 1, executable: false }),
    );
    const { files, problems } = await collectAll({
      name: "failing",
      list: async () => entries,
      read: async (entry) => {
        throw new TreeError(`${entry.path}: went away`, "went away");
      },
    });
    expect(files).toEqual([]);
    expect(problems.map((problem) => problem.message)).toEqual([
      "this file went away: it was not read, and what it says is not judged",
      "this file went away: it was not read, and what it says is not judged",
    ]);
  });
});

describe("files of random and damaged bytes", () => {
  /** One or more bytes of a real-looking file exchanged, taken out or put in. */
  function damaged(seed: number): Uint8Array {
    const next = numbers(seed);
    const bytes = [...encoder.encode(realLooking[next(realLooking.length)])];
    for (let count = 1 + next(4); count > 0; count--) {
      const at = next(bytes.length);
      const [removed, inserted] = [next(3), next(3)];
      bytes.splice(at, removed, ...Array.from({ length: inserted }, () => next(256)));
    }
    return Uint8Array.from(bytes);
  }

  test("a damaged configuration is an instance or one problem in it", async () => {
    for (let seed = 1; seed <= 1500; seed++) {
      const path = (seed % 2 === 0 ? "tikv.toml" : "pd.toml") as RepoPath;
      const reading = await readFiles([sourceFile(path, damaged(seed))]);
      expect(reading.instances.length + reading.problems.length, `seed ${seed}`).toBe(1);
      for (const problem of reading.problems) {
        expect(problem.component).toBe(path === "tikv.toml" ? "tikv" : "pd");
        expect(problem.at.line).toBeGreaterThan(0);
        expect(problem.message).not.toMatch(/\p{Cc}/u);
      }
    }
  });

  test("random bytes under any name do not throw", async () => {
    const next = numbers(42);
    const suffixes = [
      "tikv.toml",
      "pd.toml.tpl",
      "x.toml",
      "ca.pem",
      "ca.der",
      "tikv.key",
      "x.p12",
      "x.jks",
      "id",
      "a.yaml",
      "b.json",
    ];
    for (let round = 0; round < 300; round++) {
      const bytes = Uint8Array.from({ length: next(400) }, () => next(256));
      const files = suffixes.map((suffix) => sourceFile(`r${round}/${suffix}` as RepoPath, bytes));
      const reading = await readFiles(files);
      expect(placesOf(reading).every((place) => place.line >= 1)).toBe(true);
    }
  });

  test("the order of the files changes nothing", async () => {
    const files = Array.from({ length: 40 }, (_, index) =>
      sourceFile(`f${index}/${index % 2 ? "pd" : "tikv"}.toml` as RepoPath, damaged(index + 1)),
    );
    const forwards = placesOf(await readFiles(files));
    expect(placesOf(await readFiles([...files].reverse()))).toEqual(forwards);
  });

  // Each is a megabyte at the limit of what is read; a step of more than linear time would not end in the test's time.
  test.each([
    ["brackets", "["],
    ["markers", "{{"],
    ["shell markers", "$" + "{"],
    ["markers in comments", "# {{ x }}\n"],
    ["markers in one comment", "# {{ x }} "],
    ["markers on one line", "{{ x }} "],
    ["markers in quotes", "'{{ x }}'"],
    ["headers", "[a]\n"],
    ["blanks in a header", "[ "],
    ["dots", "a."],
    ["quotes", '"'],
    ["percent marks", "{%"],
    ["line ends", "\r\n"],
    ["equal signs", "a=a="],
    ["PEM", "-----BEGIN "],
  ])("a megabyte of %s", async (_, unit) => {
    const bytes = encoder.encode(unit.repeat(1_000_000 / unit.length));
    for (const path of ["tikv.toml", "x.toml", "pd.toml.tpl"]) {
      const reading = await readFiles([sourceFile(path as RepoPath, bytes)]);
      expect(reading.instances.length + reading.problems.length).toBeLessThanOrEqual(1);
    }
  });
});
