import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type GitRepository, gitRepository } from "../../test/support/git-repository.ts";
import { type GitServer, serveGit } from "../../test/support/git-server.ts";
import { isCommitName } from "./git.ts";
import { checkoutOf, commitOf, fetchCommit, gitTree, mergeBaseOf, parentsOf } from "./git-tree.ts";
import { blobId, isGitEntry } from "./listed-tree.ts";
import type { Tree, TreeEntry } from "./tree.ts";
import { TreeLost } from "./tree.ts";
import { workingTree } from "./working-tree.ts";

const open: GitRepository[] = [];
const folders: string[] = [];
const servers: GitServer[] = [];
afterAll(() => {
  for (const repository of open) repository.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  for (const server of servers) server.close();
});

function repositoryOf(files: Readonly<Record<string, string | undefined>>): GitRepository {
  const repository = gitRepository(files);
  open.push(repository);
  return repository;
}

async function headTree({ folder }: GitRepository, below = ""): Promise<Tree> {
  const checkout = await checkoutOf(join(folder, below));
  return gitTree(checkout, (await commitOf(checkout, "HEAD")) as string);
}

const shapes = (entries: readonly TreeEntry[]) =>
  entries.map(({ path, kind, executable, staysInside }) => ({ path, kind, executable, staysInside }));

describe("the tree of a commit", () => {
  test("lists what the working tree lists: modes, links, vendored folders, strange names", async () => {
    const repository = repositoryOf({
      "deploy/prod/tikv.toml": "a",
      "deploy/prod/生产.toml": "b",
      'deploy/"quoted\\" name.toml': "c",
      "deploy/line\nbreak.toml": "d",
      "node_modules/x/tikv.toml": "e",
      "app/go.mod": "module x",
      "app/vendor/y/tikv.toml": "f",
      "own/vendor/tikv.toml": "g",
      "run.sh": "#!/bin/sh",
    });
    chmodSync(join(repository.folder, "run.sh"), 0o755);
    symlinkSync("deploy/prod/tikv.toml", join(repository.folder, "inside.toml"));
    symlinkSync("../../etc/passwd", join(repository.folder, "outside.toml"));
    symlinkSync("/etc/passwd", join(repository.folder, "absolute.toml"));
    repository.commit();
    const tree = await headTree(repository);
    const entries = await tree.list();
    expect(shapes(entries)).toEqual(shapes(await workingTree(repository.folder).list()));
    expect(entries.map(({ path }) => path)).not.toContain("app/vendor/y/tikv.toml");
  });

  test("gives the content of the commit, not of the working tree, and the id that git gives to it", async () => {
    const repository = repositoryOf({ "tikv.toml": "committed\n", "empty.toml": "" });
    repository.write({ "tikv.toml": "changed since\n" });
    const tree = await headTree(repository);
    const [empty, entry] = (await tree.list()) as [TreeEntry, TreeEntry];
    expect(new TextDecoder().decode(await tree.read(entry))).toBe("committed\n");
    expect(await tree.read(empty)).toHaveLength(0);
    const id = repository.git("rev-parse", "HEAD:tikv.toml");
    expect(isGitEntry(entry) && entry.blob).toBe(id);
    expect(blobId(new TextEncoder().encode("committed\n"), id)).toBe(id);
  });

  test("many reads at once, of large and small files, come back each to its own", async () => {
    const contents = Array.from({ length: 60 }, (_, index) => `${index}\n`.repeat(index % 7 === 0 ? 40_000 : index + 1));
    const repository = repositoryOf(
      Object.fromEntries(contents.map((text, index) => [`f${String(index).padStart(2, "0")}.toml`, text])),
    );
    const tree = await headTree(repository);
    const read = await Promise.all((await tree.list()).map((entry) => tree.read(entry)));
    expect(read.map((bytes) => new TextDecoder().decode(bytes))).toEqual(contents);
  });

  test("a folder of the repository is a tree of its own, and one file too", async () => {
    const repository = repositoryOf({ "deploy/prod/tikv.toml": "a", "deploy/prodigy/tikv.toml": "b", "tikv.toml": "c" });
    expect((await (await headTree(repository, "deploy/prod")).list()).map(({ path }) => path)).toEqual(["tikv.toml"]);
    expect((await (await headTree(repository, "deploy/prod/tikv.toml")).list()).map(({ path }) => path)).toEqual(["tikv.toml"]);
  });

  test("a file over the limit is refused, an object that is missing loses the tree", async () => {
    const repository = repositoryOf({ "tikv.toml": "x".repeat(100) });
    const tree = await headTree(repository);
    const [entry] = (await tree.list()) as [TreeEntry];
    await expect(tree.read(entry, 99)).rejects.toThrow("tikv.toml: is more than may be read");
    const missing = { ...entry, blob: "0123456789012345678901234567890123456789" } as TreeEntry;
    await expect(tree.read(missing)).rejects.toThrow(new TreeLost("git does not have object 012345678901"));
  });

  test("submodules are nobody's files", async () => {
    const repository = repositoryOf({ "tikv.toml": "a" });
    repository.git("update-index", "--add", "--cacheinfo", `160000,${repository.git("rev-parse", "HEAD")},sub`);
    repository.git("commit", "--quiet", "--message", "with a submodule");
    expect((await (await headTree(repository)).list()).map(({ path }) => path)).toEqual(["tikv.toml"]);
  });

  test("parents and merge base", async () => {
    const repository = repositoryOf({ "a.toml": "a" });
    const base = repository.git("rev-parse", "HEAD");
    repository.git("checkout", "--quiet", "-b", "topic");
    repository.write({ "b.toml": "b" });
    const topic = repository.commit();
    repository.git("checkout", "--quiet", "main");
    repository.write({ "c.toml": "c" });
    const main = repository.commit();
    repository.git("merge", "--quiet", "--no-ff", "topic");
    const checkout = await checkoutOf(repository.folder);
    expect(await parentsOf(checkout, (await commitOf(checkout, "HEAD")) as string)).toEqual([main, topic]);
    expect(await mergeBaseOf(checkout, main, topic)).toBe(base);
  });

  test("a folder outside of git", async () => {
    const folder = mkdtempSync(join(tmpdir(), "no-git-"));
    folders.push(folder);
    await expect(checkoutOf(folder)).rejects.toThrow("lies in no git repository");
  });
});

describe("a name that could be an option or a command", () => {
  test.each([
    "--output=/tmp/x",
    "-x",
    "",
    "a b",
    "main:deploy",
    ":/search",
    "a..b",
    "$(id)",
    "a;b",
    "HEAD@{upstream}",
    "HEAD^{/text}",
    "x".repeat(251),
    "a\nb",
  ])("is refused: %j", async (name) => {
    expect(isCommitName(name)).toBe(false);
    expect(await commitOf({ folder: tmpdir(), prefix: "" }, name)).toBeUndefined();
  });

  test.each(["main", "origin/feature/x-1", "HEAD~2", "HEAD^", "v1.2.3", "0123456789abcdef", "main@{1}", "v1^{commit}"])(
    "is taken: %j",
    (name) => expect(isCommitName(name)).toBe(true),
  );
});

describe("a checkout with hostile settings", () => {
  test("runs none of the programs that its configuration names, and takes no folder for a bare repository", async () => {
    const repository = repositoryOf({ "tikv.toml": "a", ".gitattributes": "* filter=evil diff=evil\n" });
    const marker = join(repository.folder, "ran");
    const evil = join(repository.folder, "evil.sh");
    writeFileSync(evil, `#!/bin/sh\ntouch ${marker}\ncat\n`, { mode: 0o755 });
    for (const key of [
      "core.fsmonitor",
      "core.pager",
      "core.sshCommand",
      "core.askPass",
      "core.gitProxy",
      "core.alternateRefsCommand",
      "diff.external",
      "diff.evil.textconv",
      "filter.evil.smudge",
      "filter.evil.clean",
      "filter.evil.process",
      "pager.ls-tree",
      "alias.ls-tree",
      "uploadpack.packObjectsHook",
      "remote.origin.uploadpack",
    ])
      repository.git("config", key, evil);
    repository.git("config", "credential.helper", `!${evil}`);
    repository.git("config", "remote.origin.url", `ext::${evil}`);
    mkdirSync(join(repository.folder, "hooks"));
    const tree = await headTree(repository);
    for (const entry of await tree.list()) await tree.read(entry);
    const checkout = await checkoutOf(repository.folder);
    expect(await fetchCommit(checkout, "0123456789012345678901234567890123456789")).toBe(false);
    repository.git("config", "remote.origin.url", "ssh://git@example.invalid/x");
    expect(await fetchCommit(checkout, "0123456789012345678901234567890123456789")).toBe(false);
    expect(existsSync(marker)).toBe(false);

    const bare = join(repository.folder, "deploy");
    repository.git("clone", "--quiet", "--bare", ".", "deploy");
    expect((await checkoutOf(repository.folder)).prefix).toBe("");
    await expect(checkoutOf(bare)).rejects.toThrow("lies in no git repository");
  });
});

describe("a shallow clone", () => {
  test("fetches the one commit that it needs, over HTTP by its id", async () => {
    const origin = repositoryOf({ "tikv.toml": "first" });
    const first = origin.git("rev-parse", "HEAD");
    origin.write({ "tikv.toml": "second" });
    origin.commit();
    const server = await serveGit(origin.folder);
    servers.push(server);
    const clone = mkdtempSync(join(tmpdir(), "shallow-"));
    folders.push(clone);
    origin.git("clone", "--quiet", "--depth=1", `file://${origin.folder}`, clone);
    const checkout = await checkoutOf(clone);
    expect(await commitOf(checkout, first)).toBeUndefined();
    expect(await fetchCommit(checkout, first)).toBe(false);
    origin.git("-C", clone, "remote", "set-url", "origin", server.address);
    expect(await fetchCommit(checkout, first)).toBe(true);
    const tree = gitTree(checkout, first);
    const [entry] = (await tree.list()) as [TreeEntry];
    expect(new TextDecoder().decode(await tree.read(entry))).toBe("first");
  }, 30_000);
});

describe("a partial clone", () => {
  const contents = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`d${index % 4}/f${index}.toml`, `${index}\n`]));

  async function partialClone(filter: string) {
    const origin = repositoryOf(contents);
    const first = origin.git("rev-parse", "HEAD");
    origin.write(Object.fromEntries(Object.keys(contents).map((path) => [path, `${path}, changed\n`])));
    symlinkSync("d0", join(origin.folder, "link"));
    origin.commit();
    origin.git("config", "uploadpack.allowFilter", "true");
    origin.git("config", "uploadpack.allowAnySHA1InWant", "true");
    const clone = mkdtempSync(join(tmpdir(), "partial-"));
    folders.push(clone);
    origin.git("clone", "--quiet", `--filter=${filter}`, `file://${origin.folder}`, clone);
    const server = await serveGit(origin.folder);
    servers.push(server);
    return { origin, clone, first, server, checkout: await checkoutOf(clone) };
  }

  const textOf = async (tree: Tree, entry: TreeEntry) => new TextDecoder().decode(await tree.read(entry));

  test.each(["blob:none", "tree:0"])("%s: gets what it lacks at once, over HTTP", async (filter) => {
    const { origin, clone, first, server, checkout } = await partialClone(filter);
    origin.git("-C", clone, "remote", "set-url", "origin", server.address);
    const tree = gitTree(checkout, first);
    const entries = await tree.list();
    expect(entries.map(({ path }) => path)).toEqual(Object.keys(contents).sort());
    await tree.prepare?.(entries);
    const asked = server.requests();
    expect(asked).toBeLessThanOrEqual(8);
    for (const entry of entries) expect(await textOf(tree, entry)).toBe(contents[entry.path]);
    expect(server.requests()).toBe(asked);
  });

  test.each(["blob:none", "tree:0"])("%s: where nothing can be fetched, another source gives it", async (filter) => {
    const { origin, first, checkout } = await partialClone(filter);
    const whole = gitTree(await checkoutOf(origin.folder), first);
    const tree = gitTree(checkout, first, whole);
    const entries = await tree.list();
    await tree.prepare?.(entries);
    for (const entry of entries) expect(await textOf(tree, entry)).toBe(contents[entry.path]);
  });

  test("where nothing can be fetched and there is no other source, no content is an empty one", async () => {
    const { first, checkout } = await partialClone("blob:none");
    const tree = gitTree(checkout, first);
    const entries = await tree.list();
    await tree.prepare?.(entries);
    await expect(tree.read(entries[0] as TreeEntry)).rejects.toThrow(TreeLost);
    const treeless = await partialClone("tree:0");
    await expect(gitTree(treeless.checkout, treeless.first).list()).rejects.toThrow("git does not list it");
  });

  test("a remote helper that the configuration names is not run to get it", async () => {
    const { origin, clone, first, checkout } = await partialClone("blob:none");
    const marker = join(clone, "ran");
    origin.git("-C", clone, "config", "remote.origin.url", `ext::sh -c touch% ${marker}`);
    origin.git("-C", clone, "config", "protocol.ext.allow", "always");
    const tree = gitTree(checkout, first);
    await tree.prepare?.(await tree.list());
    expect(existsSync(marker)).toBe(false);
  });
});

describe("a history that is told in another way beside the commits", () => {
  test.each<[string, (repository: GitRepository, ids: readonly [string, string, string]) => void]>([
    ["a replaced commit", ({ git }, [first, , last]) => void git("replace", first, last)],
    ["replaced parents", ({ git }, [first, , last]) => void git("replace", "--graft", last, first)],
    [
      "grafted parents",
      ({ folder }, [first, , last]) => {
        mkdirSync(join(folder, ".git/info"), { recursive: true });
        writeFileSync(join(folder, ".git/info/grafts"), `${last} ${first}\n`);
      },
    ],
  ])("%s: the commits count", async (_, tell) => {
    const repository = repositoryOf({ "tikv.toml": "first" });
    const first = repository.git("rev-parse", "HEAD");
    repository.write({ "tikv.toml": "second" });
    const second = repository.commit();
    repository.write({ "tikv.toml": "last" });
    const last = repository.commit();
    tell(repository, [first, second, last]);
    const checkout = await checkoutOf(repository.folder);
    expect(await parentsOf(checkout, last)).toEqual([second]);
    expect(await mergeBaseOf(checkout, second, last)).toBe(second);
    const tree = gitTree(checkout, first);
    const [entry] = (await tree.list()) as [TreeEntry];
    expect(new TextDecoder().decode(await tree.read(entry))).toBe("first");
  });
});
