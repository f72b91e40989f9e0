import { describe, expect, test } from "vitest";
import type { RepoPath } from "../text/span.ts";
import { githubMergeBase, githubTree, type RepositoryApi } from "./github-tree.ts";
import { blobId } from "./listed-tree.ts";
import type { TreeEntry } from "./tree.ts";
import { TreeLost } from "./tree.ts";

const id = (digit: string) => digit.repeat(40);
const commit = id("a");

/** `texts`: what a query gives of a blob, by its id. */
function apiOf(
  answers: Readonly<Record<string, unknown>>,
  texts: Readonly<Record<string, string | null>> | number = 404,
): RepositoryApi & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    repository: "o/r",
    async query(query) {
      asked.push("query");
      if (typeof texts === "number") return { status: texts, body: {} };
      const objects = [...query.matchAll(/(b\d+): object\(oid: "(\w+)"\)/g)].map(([, name, blob = ""]) => [
        name,
        blob in texts ? { text: texts[blob] } : null,
      ]);
      return { status: 200, body: { data: { repository: Object.fromEntries(objects) } } };
    },
    async get(path) {
      asked.push(path);
      const answer = answers[path];
      return typeof answer === "number"
        ? { status: answer, body: { message: "as told" } }
        : { status: answer === undefined ? 404 : 200, body: answer };
    },
  };
}

const idOf = (text: string | Uint8Array) => blobId(typeof text === "string" ? new TextEncoder().encode(text) : text, commit);
const blob = (path: string, sha: string, mode = "100644", size = 5) => ({ path, mode, type: "blob", sha, size });
const folder = (path: string, sha: string) => ({ path, mode: "040000", type: "tree", sha });
const content = (text: string | Uint8Array) => ({
  content: Buffer.from(text)
    .toString("base64")
    .replace(/(.{4})/g, "$1\n"),
  encoding: "base64",
});

describe("a commit through GitHub's API", () => {
  test("is listed in one request and read blob by blob", async () => {
    const api = apiOf({
      [`git/trees/${commit}?recursive=1`]: {
        truncated: false,
        tree: [
          folder("deploy", id("1")),
          blob("deploy/tikv.toml", idOf("hello")),
          blob("run.sh", id("3"), "100755"),
          blob("link", idOf("../outside"), "120000"),
          { path: "sub", mode: "160000", type: "commit", sha: id("5") },
        ],
      },
      [`git/blobs/${idOf("hello")}`]: content("hello"),
      [`git/blobs/${idOf("../outside")}`]: content("../outside"),
    });
    const tree = githubTree(api, commit);
    const entries = await tree.list();
    expect(entries.map(({ path, kind, executable, staysInside }) => [path, kind, executable, staysInside])).toEqual([
      ["deploy/tikv.toml", "file", false, undefined],
      ["link", "link", false, false],
      ["run.sh", "file", true, undefined],
    ]);
    expect(new TextDecoder().decode(await tree.read(entries[0] as TreeEntry))).toBe("hello");
    expect(api.asked).toHaveLength(4);
  });

  test("gives what is prepared in a hundred contents a query, and asks for nothing twice", async () => {
    const texts = Array.from({ length: 250 }, (_, index) => `addr = "10.0.0.${index}"\n`);
    const api = apiOf(
      { [`git/trees/${commit}?recursive=1`]: { tree: texts.map((text, index) => blob(`${index}.toml`, idOf(text))) } },
      Object.fromEntries(texts.map((text) => [idOf(text), text])),
    );
    const tree = githubTree(api, commit);
    const entries = await tree.list();
    await tree.prepare?.(entries);
    await tree.prepare?.(entries);
    const read = await Promise.all(entries.map((entry) => tree.read(entry)));
    expect(read.map((bytes) => new TextDecoder().decode(bytes)).sort()).toEqual([...texts].sort());
    expect(api.asked).toEqual([`git/trees/${commit}?recursive=1`, "query", "query", "query"]);
  });

  test("asks by itself for what a query would not give as it is: binary, no UTF-8, cut, too large", async () => {
    const latin = new Uint8Array([0x61, 0xe9, 0x0a]);
    const contents: readonly (readonly [string, string | Uint8Array, string | null, number])[] = [
      ["binary", "a\0b", null, 3],
      ["latin", latin, "a\ufffd\n", 3],
      ["cut", "long text", "long", 9],
      ["large", "as if it were large", "as if it were large", 300_000],
      ["gone", "as if it were gone", null, 18],
    ];
    const api = apiOf(
      {
        [`git/trees/${commit}?recursive=1`]: {
          tree: contents.map(([path, text, , size]) => blob(path, idOf(text), "100644", size)),
        },
        ...Object.fromEntries(
          contents.filter(([path]) => path !== "gone").map(([, text]) => [`git/blobs/${idOf(text)}`, content(text)]),
        ),
      },
      Object.fromEntries(contents.map(([, text, given]) => [idOf(text), given])),
    );
    const tree = githubTree(api, commit);
    const entries = await tree.list();
    await tree.prepare?.(entries);
    for (const [path, text] of contents.slice(0, 4)) {
      const entry = entries.find((one) => one.path === path) as TreeEntry;
      expect(idOf(await tree.read(entry))).toBe(idOf(text));
    }
    const gone = entries.find(({ path }) => path === "gone") as TreeEntry;
    await expect(tree.read(gone)).rejects.toThrow("GitHub answers 404 for o/r");
    expect(api.asked.filter((path) => path === "query")).toHaveLength(1);
  });

  test("another content than the one of the id loses the tree", async () => {
    const api = apiOf({
      [`git/trees/${commit}?recursive=1`]: { tree: [blob("a.toml", idOf("sound"))] },
      [`git/blobs/${idOf("sound")}`]: content("other"),
    });
    const tree = githubTree(api, commit);
    const [entry] = (await tree.list()) as [TreeEntry];
    await expect(tree.read(entry)).rejects.toThrow(TreeLost);
  });

  test("does not ask for hundreds one by one", async () => {
    const texts = Array.from({ length: 301 }, (_, index) => `${index}`);
    const api = apiOf({
      [`git/trees/${commit}?recursive=1`]: { tree: texts.map((text) => blob(`${text}.toml`, idOf(text))) },
      ...Object.fromEntries(texts.map((text) => [`git/blobs/${idOf(text)}`, content(text)])),
    });
    const tree = githubTree(api, commit);
    const entries = await tree.list();
    await tree.prepare?.(entries);
    for (const entry of entries.slice(0, 300)) await tree.read(entry);
    await expect(tree.read(entries[300] as TreeEntry)).rejects.toThrow(
      new TreeLost(`commit ${commit.slice(0, 12)}: more than 300 contents would have to be asked for one by one`),
    );
  });

  test("is asked for folder by folder when GitHub cuts the listing", async () => {
    const api = apiOf({
      [`git/trees/${commit}?recursive=1`]: { truncated: true, tree: [blob("a.toml", id("2"))] },
      [`git/trees/${commit}`]: {
        truncated: false,
        tree: [blob("a.toml", id("2")), folder("deploy", id("1")), folder("node_modules", id("9"))],
      },
      [`git/trees/${id("1")}?recursive=1`]: { truncated: true, tree: [] },
      [`git/trees/${id("1")}`]: { truncated: false, tree: [blob("b.toml", id("3")), folder("prod", id("6"))] },
      [`git/trees/${id("6")}?recursive=1`]: { truncated: false, tree: [blob("c/d.toml", id("4"))] },
    });
    expect((await githubTree(api, commit).list()).map(({ path }) => path)).toEqual([
      "a.toml",
      "deploy/b.toml",
      "deploy/prod/c/d.toml",
    ]);
  });

  test("asks for a vendored folder where somebody named something in it, when the listing is cut", async () => {
    const api = apiOf({
      [`git/trees/${commit}?recursive=1`]: { truncated: true, tree: [] },
      [`git/trees/${commit}`]: { tree: [folder("node_modules", id("1")), folder(".venv", id("2"))] },
      [`git/trees/${id("1")}?recursive=1`]: { tree: [blob("x/c.toml", id("5"))] },
    });
    const part = { folder: "" as RepoPath, named: "node_modules/x" as RepoPath };
    expect((await githubTree(api, commit).list(part)).map(({ path }) => path)).toEqual(["node_modules/x/c.toml"]);
    expect(api.asked).toHaveLength(3);
  });

  test("a folder that GitHub does not list whole is no smaller one", async () => {
    const api = apiOf({
      [`git/trees/${commit}?recursive=1`]: { truncated: true, tree: [blob("a.toml", id("2"))] },
      [`git/trees/${commit}`]: { truncated: true, tree: [blob("a.toml", id("2"))] },
    });
    await expect(githubTree(api, commit).list()).rejects.toThrow("GitHub does not list all of folder /");
  });

  test.each([
    [401, "GitHub answers 401 for o/r (the token does not count): as told"],
    [403, "GitHub answers 403 for o/r (the token may not read it, or too many requests were made): as told"],
    [404, "GitHub answers 404 for o/r (not there, or the token may not read it): as told"],
    [500, "GitHub answers 500 for o/r: as told"],
  ])("an answer of %d is no tree, and no empty one", async (status, message) => {
    const tree = githubTree(apiOf({ [`git/trees/${commit}?recursive=1`]: status }), commit);
    await expect(tree.list()).rejects.toThrow(new TreeLost(message));
  });

  test.each([undefined, null, {}, { tree: "x" }, { tree: [null] }, { tree: [{ path: 1 }] }])(
    "an answer of another shape is no tree, and no empty one: %j",
    async (body) => {
      const answer = async () => ({ status: 200, body });
      const api: RepositoryApi = { repository: "o/r", get: answer, query: answer };
      await expect(githubTree(api, commit).list()).rejects.toThrow(TreeLost);
    },
  );

  test("the merge base, and none where it is not told", async () => {
    const path = `compare/${id("b")}...${commit}?per_page=1`;
    expect(await githubMergeBase(apiOf({ [path]: { merge_base_commit: { sha: id("c") } } }), id("b"), commit)).toBe(id("c"));
    expect(await githubMergeBase(apiOf({ [path]: 404 }), id("b"), commit)).toBeUndefined();
    expect(await githubMergeBase(apiOf({}), "main", commit)).toBeUndefined();
  });
});
