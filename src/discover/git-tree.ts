import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { git, gitArguments, gitEnvironment, isCommitName, isObjectId } from "./git.ts";
import { checkSize, entriesOf, isGitEntry, type ListedObject } from "./listed-tree.ts";
import { type Tree, type TreeEntry, TreeError, TreeLost } from "./tree.ts";
import { tooLarge, treeLimits } from "./working-tree.ts";

/** A folder inside a checkout, as git sees it. */
export interface Checkout {
  /** The folder in which git is run. */
  readonly folder: string;
  /** Where the judged folder (or file) lies in the repository, without a slash at its end; empty for its root. */
  readonly prefix: string;
}

/** The checkout in which a folder or file lies. Rejects with `TreeError` when it lies in none. */
export async function checkoutOf(path: string): Promise<Checkout> {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? true;
  const folder = isFolder ? path : dirname(path);
  const { status, stdout, fault } = await git(folder, ["rev-parse", "--is-inside-work-tree", "--show-prefix"]);
  const [isInside, prefix = ""] = stdout
    .toString("utf8")
    .replace(/\n$/, "")
    .split(/\n(.*)/s);
  // A folder that looks like a bare repository is data of the change, whatever an old git takes it for.
  if (status !== 0 || isInside !== "true")
    throw new TreeError(`${path} lies in no git repository${fault === "" ? "" : ` (${fault})`}`);
  const inside = prefix.replace(/\/$/, "");
  return { folder, prefix: [inside, isFolder ? "" : basename(path)].filter((part) => part !== "").join("/") };
}

/** The full id of the commit that a name stands for; undefined when there is none here. */
export async function commitOf({ folder }: Checkout, name: string): Promise<string | undefined> {
  if (!isCommitName(name)) return undefined;
  const { status, stdout } = await git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  const id = stdout.toString("utf8").trim();
  return status === 0 && isObjectId(id) ? id : undefined;
}

/** The parents of a commit, first parent first; a shallow clone may not know them. */
export async function parentsOf({ folder }: Checkout, commit: string): Promise<readonly string[]> {
  const { status, stdout } = await git(folder, ["cat-file", "commit", commit]);
  if (status !== 0) return [];
  const [head = ""] = stdout.toString("utf8").split("\n\n", 1);
  return [...head.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1] as string);
}

/** The best common ancestor; undefined when there is none or the clone is too shallow to know it. */
export async function mergeBaseOf({ folder }: Checkout, a: string, b: string): Promise<string | undefined> {
  const { status, stdout } = await git(folder, ["merge-base", "--end-of-options", a, b]);
  const id = stdout.toString("utf8").trim();
  return status === 0 && isObjectId(id) ? id : undefined;
}

/** Fetches one commit without its history, from where the checkout came from. False when it cannot be had. */
export async function fetchCommit(checkout: Checkout, commit: string): Promise<boolean> {
  if (!isObjectId(commit)) return false;
  return (await fetchObjects(checkout, ["--depth=1"], [commit])) && (await commitOf(checkout, commit)) === commit;
}

/**
 * Fetches objects from where the checkout came from: over HTTP alone, by its address and not by the remote's name, since
 * settings of a remote can name programs. False when they cannot be had.
 */
async function fetchObjects({ folder }: Checkout, how: readonly string[], ids: readonly string[]): Promise<boolean> {
  const { stdout } = await git(folder, ["config", "--get", "remote.origin.url"]);
  const address = stdout.toString("utf8").trim();
  if (!/^https?:\/\/[^\s]+$/.test(address)) return false;
  const options = ["--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--upload-pack=git-upload-pack"];
  const fetch = ["-c", "fetch.negotiationAlgorithm=noop", "fetch", ...options, ...how];
  const { status } = await git(folder, [...fetch, "--end-of-options", address, ...ids], "https:http");
  return status === 0;
}

/**
 * The tree of a commit, read through git's objects: nothing is checked out. What a partial clone lacks is fetched, else read of
 * `elsewhere`, the same tree of another source. Rejects nothing; its methods do.
 */
export function gitTree(checkout: Checkout, commit: string, elsewhere?: Tree): Tree {
  const name = `commit ${commit.slice(0, 12)}`;
  const objects = new Objects(checkout.folder);
  /** What this clone does not have of the commit. */
  let lacking: ReadonlySet<string> = new Set();
  const blob = (id: string) =>
    lacking.has(id)
      ? Promise.reject(new TreeLost(`git does not have object ${id.slice(0, 12)}`))
      : objects.read(id, treeLimits.file);
  const fetchMissing = async (ids: readonly string[]) => {
    const wanted = [...new Set(ids)].filter((id) => lacking.has(id));
    for (let next = 0; next < wanted.length; next += mostFetched) {
      if (!(await fetchObjects(checkout, [], wanted.slice(next, next + mostFetched)))) return;
    }
    if (wanted.length > 0) lacking = await missingObjects(checkout, commit);
  };
  const listAll = async () => {
    const isPartial = await isPartialClone(checkout);
    const listed = await (isPartial ? listPartial(checkout, commit, name) : listOf(checkout, commit, name, ["--long"]));
    if (isPartial) lacking = await missingObjects(checkout, commit);
    checkSize(name, listed, treeLimits.entries);
    await fetchMissing(listed.filter(isLink).map(({ id }) => id));
    return listed;
  };
  let all: Promise<readonly ListedObject[]> | undefined;
  return {
    name,
    async list(part) {
      try {
        all ??= listAll();
        return await entriesOf(await all, async (id) => new TextDecoder().decode(await blob(id)), part);
      } catch (error) {
        if (elsewhere === undefined || !(error instanceof TreeError || error instanceof TreeLost)) throw error;
        return elsewhere.list(part);
      }
    },
    async prepare(entries) {
      await fetchMissing(entries.filter(isGitEntry).map((entry) => entry.blob));
      await elsewhere?.prepare?.(entries.filter((entry) => isGitEntry(entry) && lacking.has(entry.blob)));
    },
    async read(entry, limit) {
      try {
        return await readBlob(entry, Math.min(limit ?? treeLimits.file, treeLimits.file), blob);
      } catch (error) {
        if (elsewhere === undefined || !(error instanceof TreeLost)) throw error;
        return elsewhere.read(entry, limit);
      }
    },
  };
}

/** Ids in one command; Windows takes 32,767 characters. */
const mostFetched = 700;

function isLink({ mode }: ListedObject): boolean {
  return mode === "120000";
}

/** Was this clone made with a filter, so that objects are left with where it came from? */
async function isPartialClone({ folder }: Checkout): Promise<boolean> {
  const { stdout } = await git(folder, ["config", "--get-regexp", "^(extensions\\.partialclone|remote\\..*\\.promisor)$"]);
  return stdout.length > 0;
}

/** Without sizes, which only the contents have; the folders are fetched where they are missing too. */
async function listPartial(checkout: Checkout, commit: string, name: string): Promise<readonly ListedObject[]> {
  try {
    return await listOf(checkout, commit, name, []);
  } catch (error) {
    const { stdout } = await git(checkout.folder, ["cat-file", "commit", commit]);
    const tree = /^tree ([0-9a-f]+)\n/.exec(stdout.toString("latin1"))?.[1];
    if (tree === undefined || !(error instanceof TreeError) || !(await fetchObjects(checkout, [], [tree]))) throw error;
    return listOf(checkout, commit, name, []);
  }
}

async function missingObjects({ folder }: Checkout, commit: string): Promise<ReadonlySet<string>> {
  const options = ["--objects", "--no-object-names", "--no-walk", "--missing=print"];
  const { stdout } = await git(folder, ["rev-list", ...options, "--end-of-options", commit]);
  return new Set([...stdout.toString("latin1").matchAll(/^\?([0-9a-f]+)$/gm)].map((match) => match[1] as string));
}

/** Reads the blob of an entry within a limit of bytes. */
export async function readBlob(entry: TreeEntry, limit: number, read: (id: string) => Promise<Uint8Array>): Promise<Uint8Array> {
  const refuse = (because: string) => new TreeError(`${entry.path}: ${because}`, because);
  if (entry.kind !== "file" || !isGitEntry(entry)) throw refuse("is no regular file");
  if (entry.size > limit) throw refuse(tooLarge(limit));
  const bytes = await read(entry.blob);
  if (bytes.length > limit) throw refuse(tooLarge(limit));
  return bytes;
}

async function listOf(
  { folder, prefix }: Checkout,
  commit: string,
  name: string,
  how: readonly string[],
): Promise<readonly ListedObject[]> {
  const { status, stdout, fault } = await git(folder, ["ls-tree", "-r", "-z", ...how, "--full-tree", commit]);
  if (status !== 0) throw new TreeError(`${name}: git does not list it${fault === "" ? "" : ` (${fault})`}`);
  const listed: ListedObject[] = [];
  for (const line of stdout.toString("utf8").split("\0")) {
    // mode SP type SP id TAB path; with --long SP size-padded before the TAB
    const tab = line.indexOf("\t");
    if (tab === -1) continue;
    const [mode = "", , id = "", size = "-"] = line.slice(0, tab).split(/ +/);
    const path = pathBelow(prefix, line.slice(tab + 1));
    if (path !== undefined) listed.push({ path, mode, id, size: size === "-" ? undefined : Number(size) });
  }
  return listed;
}

/** The path as seen from the judged folder; undefined outside of it. For one judged file: its own name. */
export function pathBelow(prefix: string, path: string): string | undefined {
  if (prefix === "") return path;
  if (path === prefix) return basename(path);
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : undefined;
}

interface Wanted {
  readonly id: string;
  readonly limit: number;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** One `git cat-file --batch` that lives as long as this program, and keeps it alive only while an answer is awaited. */
class Objects {
  readonly #folder: string;
  readonly #waiting: Wanted[] = [];
  #child: ChildProcessWithoutNullStreams | undefined;
  #parts: Buffer[] = [];
  #length = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  read(id: string, limit: number): Promise<Uint8Array> {
    return new Promise((done, reject) => {
      if (!isObjectId(id)) return reject(new TreeError(`${id.slice(0, 80)} is no object id`));
      this.#waiting.push({ id, limit, resolve: done, reject });
      const child = this.#start();
      if (this.#waiting.length === 1) holdOpen(child, "ref");
      child.stdin.write(`${id}\n`);
    });
  }

  #start(): ChildProcessWithoutNullStreams {
    if (this.#child !== undefined) return this.#child;
    const child = spawn("git", gitArguments(["cat-file", "--batch"]), {
      cwd: this.#folder,
      env: gitEnvironment(),
      stdio: ["pipe", "pipe", "pipe"],
      shell: false,
      windowsHide: true,
    });
    this.#child = child;
    child.stdout.on("data", (part: Buffer) => {
      this.#parts.push(part);
      this.#length += part.length;
      this.#answer();
    });
    const end = () => this.#fail(new TreeLost("git exited before it sent every object"));
    child.once("error", end).once("close", end);
    // It writes into a pipe whose reader has ended: the close tells.
    child.stdin.on("error", () => undefined);
    child.stderr.resume();
    return child;
  }

  /** Every answer is `id SP type SP size LF content LF`, or `id SP missing LF`. */
  #answer(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const begin = this.#parts.length > 1 && this.#headerSplits() ? this.#joined() : this.#parts[0];
      const line = begin?.indexOf(10) ?? -1;
      if (begin === undefined || line === -1) return;
      const [, type = "", size = ""] = begin.subarray(0, line).toString("latin1").split(" ");
      if (type === "missing" || size === "") {
        this.#drop(line + 1);
        this.#settle().reject(new TreeLost(`git does not have object ${next.id.slice(0, 12)}`));
        continue;
      }
      const end = line + 1 + Number(size);
      if (this.#length < end + 1) return;
      const bytes = Uint8Array.prototype.slice.call(this.#joined().subarray(line + 1, end));
      this.#drop(end + 1);
      const { resolve, reject, limit } = this.#settle();
      if (type === "blob" && bytes.length <= limit) resolve(bytes);
      else reject(new TreeError(`object ${next.id.slice(0, 12)} is no blob of a usual size`));
    }
  }

  #headerSplits(): boolean {
    return this.#parts[0]?.includes(10) !== true;
  }

  #joined(): Buffer {
    if (this.#parts.length !== 1) this.#parts = [Buffer.concat(this.#parts)];
    return this.#parts[0] as Buffer;
  }

  #drop(count: number): void {
    const rest = this.#joined().subarray(count);
    this.#parts = rest.length === 0 ? [] : [rest];
    this.#length = rest.length;
  }

  #settle(): Wanted {
    const wanted = this.#waiting.shift() as Wanted;
    if (this.#waiting.length === 0 && this.#child !== undefined) holdOpen(this.#child, "unref");
    return wanted;
  }

  #fail(error: TreeLost): void {
    this.#child = undefined;
    this.#parts = [];
    this.#length = 0;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}

/** Whether an idle git keeps this program from ending. Pipes of a child are sockets, which the types do not say. */
function holdOpen(child: ChildProcessWithoutNullStreams, how: "ref" | "unref"): void {
  child[how]();
  for (const stream of [child.stdin, child.stdout, child.stderr] as unknown as readonly { ref?(): void; unref?(): void }[])
    stream[how]?.();
}
