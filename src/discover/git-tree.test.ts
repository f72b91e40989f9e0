import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type GitRepository, gitRepository } from "../../test/support/git-repository.ts";
import { isCommitName } from "./git.ts";
import { checkoutOf, commitOf, fetchCommit, gitTree, mergeBaseOf, parentsOf } from "./git-tree.ts";
import { blobId, isGitEntry } from "./listed-tree.ts";
import type { Tree, TreeEntry } from "./tree.ts";
import { TreeLost } from "./tree.ts";
import { workingTree } from "./working-tree.ts";

const open: GitRepository[] = [];
const folders: string[] = [];
const servers: Server[] = [];
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
    const address = await serveGit(origin.folder);
    const clone = mkdtempSync(join(tmpdir(), "shallow-"));
    folders.push(clone);
    origin.git("clone", "--quiet", "--depth=1", `file://${origin.folder}`, clone);
    const checkout = await checkoutOf(clone);
    expect(await commitOf(checkout, first)).toBeUndefined();
    expect(await fetchCommit(checkout, first)).toBe(false);
    origin.git("-C", clone, "remote", "set-url", "origin", address);
    expect(await fetchCommit(checkout, first)).toBe(true);
    const tree = gitTree(checkout, first);
    const [entry] = (await tree.list()) as [TreeEntry];
    expect(new TextDecoder().decode(await tree.read(entry))).toBe("first");
  }, 30_000);
});

/** git's own HTTP server, as a CGI program behind Node. */
async function serveGit(folder: string): Promise<string> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const child = spawn("git", ["-c", "safe.directory=*", "http-backend"], {
      env: {
        PATH: process.env["PATH"],
        GIT_PROJECT_ROOT: folder,
        GIT_HTTP_EXPORT_ALL: "1",
        GIT_PROTOCOL: request.headers["git-protocol"] as string,
        PATH_INFO: url.pathname.replace(/^\/x/, "/.git"),
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers["content-type"],
        HTTP_CONTENT_ENCODING: request.headers["content-encoding"],
      },
    });
    request.pipe(child.stdin);
    const parts: Buffer[] = [];
    child.stdout.on("data", (part: Buffer) => parts.push(part));
    child.once("close", () => {
      const all = Buffer.concat(parts);
      const end = all.indexOf("\r\n\r\n");
      for (const line of all.subarray(0, end).toString().split("\r\n")) {
        const [name = "", value = ""] = line.split(": ");
        if (name === "Status") response.statusCode = Number.parseInt(value, 10);
        else response.setHeader(name, value);
      }
      response.end(all.subarray(end + 4));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
}
