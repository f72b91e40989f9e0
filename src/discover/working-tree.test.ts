import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RepoPath } from "../text/span.ts";
import { collect } from "./collect.ts";
import { type Tree, type TreeEntry, TreeError } from "./tree.ts";
import { treeLimits, workingTree } from "./working-tree.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tree-"));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, content: string | Uint8Array = "x"): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

async function paths(path = root): Promise<string[]> {
  return (await workingTree(path).list()).map((entry) => `${entry.kind} ${entry.path}`);
}

async function entryAt(path: string): Promise<TreeEntry> {
  const entry = (await workingTree(root).list()).find((candidate) => candidate.path === path);
  if (entry === undefined) throw new Error(`no ${path}`);
  return entry;
}

/** Lists and collects. */
const collectAll = async (tree: Tree) => collect(tree, await tree.list());

describe("what a working tree lists", () => {
  test("files in all folders, sorted by path, without folders", async () => {
    for (const path of ["b.toml", "a/z.toml", "a/b/c.pem", "a.toml", ".github/x.yml"]) write(path);
    mkdirSync(join(root, "empty"));
    expect(await paths()).toEqual(["file .github/x.yml", "file a.toml", "file a/b/c.pem", "file a/z.toml", "file b.toml"]);
  });

  test("size and executable bit of a file", async () => {
    write("run.sh", "12345");
    spawnSync("chmod", ["+x", join(root, "run.sh")]);
    expect(await entryAt("run.sh")).toMatchObject({ size: 5, executable: true });
  });

  test("no folder of git, of npm, or of a tool that lies beside it", async () => {
    for (const path of [
      ".git/config",
      "node_modules/a/x.pem",
      "go.mod",
      "vendor/x/key.pem",
      "rust/Cargo.toml",
      "rust/target/x.toml",
    ]) {
      write(path);
    }
    expect(await paths()).toEqual(["file go.mod", "file rust/Cargo.toml"]);
  });

  test("a folder of one's own that is called vendor or target", async () => {
    write("vendor/tikv.toml");
    write("target/tikv.toml");
    expect(await paths()).toEqual(["file target/tikv.toml", "file vendor/tikv.toml"]);
  });

  test("links as links, with whether they leave the root", async () => {
    write("real/tikv.toml");
    symlinkSync("real/tikv.toml", join(root, "inside.toml"));
    symlinkSync("/etc/passwd", join(root, "outside.toml"));
    symlinkSync("/etc", join(root, "etc"));
    symlinkSync("real", join(root, "folder"));
    symlinkSync("nowhere.toml", join(root, "dangling.toml"));
    symlinkSync("../nowhere.toml", join(root, "dangling-out.toml"));
    symlinkSync("itself.toml", join(root, "itself.toml"));
    symlinkSync("etc/passwd", join(root, "over-two.toml"));
    const links = (await workingTree(root).list()).filter((entry) => entry.kind === "link");
    expect(links.map((link) => [link.path, link.staysInside])).toEqual([
      ["dangling-out.toml", false],
      ["dangling.toml", true],
      ["etc", false],
      ["folder", true],
      ["inside.toml", true],
      ["itself.toml", true],
      ["outside.toml", false],
      ["over-two.toml", false],
    ]);
  });

  test("a folder whose name the root's name begins is outside", async () => {
    const sibling = `${root}-other`;
    mkdirSync(sibling);
    try {
      symlinkSync(sibling, join(root, "link.toml"));
      expect(await entryAt("link.toml")).toMatchObject({ staysInside: false });
    } finally {
      rmSync(sibling, { recursive: true });
    }
  });

  test("loops of folders end", async () => {
    write("a/b/tikv.toml");
    symlinkSync("..", join(root, "a/b/up"));
    symlinkSync(root, join(root, "a/root"));
    expect(await paths()).toEqual(["file a/b/tikv.toml", "link a/b/up", "link a/root"]);
  });

  test("a FIFO and a socket as what they are, and opens neither", async () => {
    expect(spawnSync("mkfifo", [join(root, "fifo.toml")]).status).toBe(0);
    const server = createServer().listen(join(root, "socket.pem"));
    await new Promise((resolve) => server.once("listening", resolve));
    try {
      expect(await paths()).toEqual(["other fifo.toml", "other socket.pem"]);
      const tree = workingTree(root);
      await expect(tree.read(await entryAt("fifo.toml"))).rejects.toThrow("fifo.toml: is no regular file");
    } finally {
      server.close();
    }
  });

  test("names that no one should have", async () => {
    const names = [
      "a\nb.toml",
      "::error::x.toml",
      "<b>.toml",
      "@team.toml",
      "\u001b[31m.toml",
      "back\\slash.toml",
      " .toml",
      "生产.toml",
    ];
    for (const name of names) write(name);
    expect((await paths()).map((line) => line.slice("file ".length)).sort()).toEqual([...names].sort());
    for (const entry of await workingTree(root).list()) expect(await workingTree(root).read(entry)).toHaveLength(1);
  });

  test("one file as a tree of that file", async () => {
    write("deploy/tikv.toml", "abc");
    write("deploy/pd.toml");
    const tree = workingTree(join(root, "deploy/tikv.toml"));
    const [entry, ...rest] = await tree.list();
    expect([entry?.path, rest]).toEqual(["tikv.toml", []]);
    expect(await tree.read(entry as TreeEntry)).toHaveLength(3);
  });

  test("a link to a folder as the root, since the user named it", async () => {
    write("real/tikv.toml");
    symlinkSync("real", join(root, "link"));
    expect(await paths(join(root, "link"))).toEqual(["file tikv.toml"]);
  });
});

describe("what a working tree refuses with one sentence", () => {
  test.each([
    ["a root that is not there", "nowhere", "does not exist"],
    ["a path through a file", "file/x", "does not exist"],
    ["a name with a NUL", "a\0b", "does not exist"],
    ["a name longer than any system takes", "x".repeat(5000), "has a path too long to be opened"],
    ["a FIFO", "fifo", "is neither a folder nor a regular file"],
  ])("%s", (_, name, because) => {
    write("file");
    spawnSync("mkfifo", [join(root, "fifo")]);
    const path = `${root}/${name}`;
    expect(() => workingTree(path)).toThrow(new TreeError(`${path}: ${because}`, because));
  });

  test("more entries than the limit", async () => {
    for (let index = 0; index < 12; index++) write(`f${index}.toml`);
    await expect(workingTree(root, { ...treeLimits, entries: 12 }).list()).resolves.toHaveLength(12);
    await expect(workingTree(root, { ...treeLimits, entries: 11 }).list()).rejects.toThrow(
      `${root}: holds more than 11 files; name a folder inside it`,
    );
  });

  test("folders deeper than the limit", async () => {
    write(`${"d/".repeat(100)}tikv.toml`);
    await expect(workingTree(root).list()).resolves.toHaveLength(1);
    write(`${"d/".repeat(101)}tikv.toml`);
    await expect(workingTree(root).list()).rejects.toThrow(`${root}: more than 100 folders lie inside each other`);
  });

  test("a file that was exchanged for a link since it was listed", async () => {
    write("tikv.toml");
    const entry = await entryAt("tikv.toml");
    rmSync(join(root, "tikv.toml"));
    symlinkSync("/etc/passwd", join(root, "tikv.toml"));
    await expect(workingTree(root).read(entry)).rejects.toThrow("tikv.toml: is a symbolic link, and is not followed");
  });

  test("a file that went away, became a FIFO, or outgrew the limit", async () => {
    write("tikv.toml");
    const tree = workingTree(root, { ...treeLimits, file: 1024 * 1024 });
    const entry = await entryAt("tikv.toml");
    truncateSync(join(root, "tikv.toml"), 1024 * 1024 + 1);
    await expect(tree.read(entry)).rejects.toThrow("tikv.toml: is larger than 1 MiB");
    rmSync(join(root, "tikv.toml"));
    await expect(tree.read(entry)).rejects.toThrow("tikv.toml: does not exist");
    spawnSync("mkfifo", [join(root, "tikv.toml")]);
    await expect(tree.read(entry)).rejects.toThrow("tikv.toml: is no regular file");
  });
});

describe("what is collected", () => {
  const messages = async () =>
    (await collectAll(workingTree(root))).problems.map((problem) => `${problem.kind} ${problem.at.path}: ${problem.message}`);

  test("configurations and certificates by name, other texts by the PEM in them", async () => {
    const key = "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n";
    write("tikv.toml");
    write("tls/ca.crt");
    write("pd.toml.tpl");
    write("id", `text\n${key}`);
    write(".env", `KEY='${key}'`);
    write("notes.txt", "no key");
    write("main.go", key);
    write("README.md", key);
    write("logo.png", key);
    write("Cargo.toml");
    const { files, problems } = await collectAll(workingTree(root));
    expect(files.map((file) => file.path)).toEqual([".env", "id", "pd.toml.tpl", "tikv.toml", "tls/ca.crt"]);
    expect(problems).toEqual([]);
  });

  test("a link to a file inside is not read a second time", async () => {
    write("tikv.toml");
    symlinkSync("tikv.toml", join(root, "pd.toml"));
    const { files, problems } = await collectAll(workingTree(root));
    expect([files.map((file) => file.path), problems]).toEqual([["tikv.toml"], []]);
  });

  test("problems for what should have been judged, and for nothing else", async () => {
    symlinkSync("/etc/passwd", join(root, "tikv.toml"));
    symlinkSync("/etc/passwd", join(root, "passwd"));
    symlinkSync("/etc", join(root, "etc"));
    spawnSync("mkfifo", [join(root, "ca.pem"), join(root, "pipe")]);
    write("big.toml");
    truncateSync(join(root, "big.toml"), 1024 * 1024 + 1);
    write("sparse.pem");
    truncateSync(join(root, "sparse.pem"), 100 * 1024 * 1024);
    write("video");
    truncateSync(join(root, "video"), 100 * 1024 * 1024);
    expect(await messages()).toEqual([
      "unreadable big.toml: this file is larger than 1 MiB: it was not read, and what it says is not judged",
      "unreadable ca.pem: this file is no regular file: it was not read, and what it says is not judged",
      "unreadable sparse.pem: this file is larger than 16 MiB: it was not read, and what it says is not judged",
      "unreadable tikv.toml: this file is a symbolic link that leaves the repository: it was not read, and what it says is not judged",
    ]);
  });

  test("a name that is not UTF-8 is told", async () => {
    writeFileSync(Buffer.concat([Buffer.from(`${root}/tikv-`), Buffer.from([0xff]), Buffer.from(".toml")]), "");
    expect(await messages()).toEqual([
      "unreadable tikv-\uFFFD.toml: this file has a name that is not UTF-8: it was not read, and what it says is not judged",
    ]);
  });

  test("a bundle of 10 MB is read", async () => {
    write("bundle.pem", "x".repeat(10 * 1024 * 1024));
    const { files } = await collectAll(workingTree(root));
    expect(files[0]?.bytes).toHaveLength(10 * 1024 * 1024);
  });

  test("no more than 256 MiB in all, and the rest is told", async () => {
    const content = new Uint8Array(16 * 1024 * 1024);
    for (let index = 10; index < 26; index++) write(`${index}.pem`, content);
    write("26.pem");
    const { files, problems } = await collectAll(workingTree(root));
    expect(files).toHaveLength(16);
    expect(problems.map((problem) => problem.at.path)).toEqual(["26.pem" as RepoPath]);
    expect(problems[0]?.message).toContain("is more than may be read beside all other configurations and certificates");
  });
});
