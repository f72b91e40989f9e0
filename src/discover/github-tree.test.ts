import { describe, expect, test } from "vitest";
import { githubMergeBase, githubTree, type RepositoryApi } from "./github-tree.ts";
import type { TreeEntry } from "./tree.ts";
import { TreeLost } from "./tree.ts";

const id = (digit: string) => digit.repeat(40);
const commit = id("a");

function apiOf(answers: Readonly<Record<string, unknown>>): RepositoryApi & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    repository: "o/r",
    async get(path) {
      asked.push(path);
      const answer = answers[path];
      return typeof answer === "number"
        ? { status: answer, body: { message: "as told" } }
        : { status: answer === undefined ? 404 : 200, body: answer };
    },
  };
}

const blob = (path: string, sha: string, mode = "100644") => ({ path, mode, type: "blob", sha, size: 5 });
const folder = (path: string, sha: string) => ({ path, mode: "040000", type: "tree", sha });
const content = (text: string) => ({
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
          blob("deploy/tikv.toml", id("2")),
          blob("run.sh", id("3"), "100755"),
          blob("link", id("4"), "120000"),
          { path: "sub", mode: "160000", type: "commit", sha: id("5") },
        ],
      },
      [`git/blobs/${id("2")}`]: content("hello"),
      [`git/blobs/${id("4")}`]: content("../outside"),
    });
    const tree = githubTree(api, commit);
    const entries = await tree.list();
    expect(entries.map(({ path, kind, executable, staysInside }) => [path, kind, executable, staysInside])).toEqual([
      ["deploy/tikv.toml", "file", false, undefined],
      ["link", "link", false, false],
      ["run.sh", "file", true, undefined],
    ]);
    expect(new TextDecoder().decode(await tree.read(entries[0] as TreeEntry))).toBe("hello");
    expect(api.asked).toHaveLength(3);
  });

  test("is asked for folder by folder when GitHub cuts the listing", async () => {
    const api = apiOf({
      [`git/trees/${commit}?recursive=1`]: { truncated: true, tree: [blob("a.toml", id("2"))] },
      [`git/trees/${commit}`]: { truncated: false, tree: [blob("a.toml", id("2")), folder("deploy", id("1"))] },
      [`git/trees/${id("1")}`]: { truncated: false, tree: [blob("b.toml", id("3")), folder("prod", id("6"))] },
      [`git/trees/${id("6")}`]: { truncated: false, tree: [blob("c.toml", id("4"))] },
    });
    expect((await githubTree(api, commit).list()).map(({ path }) => path)).toEqual([
      "a.toml",
      "deploy/b.toml",
      "deploy/prod/c.toml",
    ]);
  });

  test("shows the judged folder alone", async () => {
    const api = apiOf({
      [`git/trees/${commit}?recursive=1`]: { tree: [blob("deploy/a.toml", id("2")), blob("deployed/b.toml", id("3"))] },
    });
    expect((await githubTree(api, commit, "deploy").list()).map(({ path }) => path)).toEqual(["a.toml"]);
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
      const api: RepositoryApi = { repository: "o/r", get: async () => ({ status: 200, body }) };
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
