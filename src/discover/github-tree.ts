import { textAt, valueAt } from "../text/json-value.ts";
import { fileName, type RepoPath } from "../text/span.ts";
import { isObjectId } from "./git.ts";
import { readBlob } from "./git-tree.ts";
import { blobId, checkSize, entriesOf, isGitEntry, type ListedObject } from "./listed-tree.ts";
import { liesIn, type Part, type Tree, TreeError, TreeLost } from "./tree.ts";
import { isVendored } from "./vendored.ts";
import { treeLimits } from "./working-tree.ts";

/** What is needed of GitHub's API. An answer of any status resolves; rejects with `TreeLost` when there is none. */
export interface RepositoryApi {
  /** `owner/name`. */
  readonly repository: string;
  /** GET below `repos/owner/name/`. */
  get(path: string): Promise<ApiAnswer>;
  /** A GraphQL query with `$owner` and `$name` of the repository as its variables. */
  query(query: string): Promise<ApiAnswer>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Requests for one listing that GitHub cuts. */
const mostListings = 500;

/** Contents in one query, and bytes of them together: GitHub gives up on a query after ten seconds. */
const mostQueried = 100;
const mostQueriedBytes = 2 * 1024 * 1024;

/** Beyond this GitHub cuts a text in a query's answer. Bytes. */
const longestText = 256 * 1024;

/** Contents that are asked for one by one: a workflow's token has 1,000 requests an hour, for all jobs of the repository. */
const mostSingle = 300;

/** The tree of a commit through GitHub's API, for a checkout without its history. */
export function githubTree(api: RepositoryApi, commit: string): Tree {
  const name = `commit ${commit.slice(0, 12)}`;
  const blobs = new Blobs(api, name);
  const blob = (id: string) => blobs.read(id);
  const listAll = async (part: Part | undefined) => {
    if (!isObjectId(commit)) throw new TreeError(`${name} is no full commit id`);
    const listed = await listOf(api, commit, name, part?.named || undefined);
    checkSize(name, listed, treeLimits.entries);
    await blobs.prepare(listed.filter(({ mode }) => mode === "120000"));
    return listed;
  };
  let all: Promise<readonly ListedObject[]> | undefined;
  return {
    name,
    async list(part) {
      all ??= listAll(part);
      return entriesOf(await all, async (id) => new TextDecoder().decode(await blob(id)), part);
    },
    prepare: (entries) => blobs.prepare(entries.filter(isGitEntry).map((entry) => ({ id: entry.blob, size: entry.size }))),
    read: (entry, limit) => readBlob(entry, Math.min(limit ?? treeLimits.file, treeLimits.file), blob),
  };
}

interface Wanted {
  readonly id: string;
  /** Bytes; 0 or undefined where it is not known. */
  readonly size?: number | undefined;
}

/** The contents of a repository: many texts in one query, everything else one by one. */
class Blobs {
  readonly #api: RepositoryApi;
  readonly #name: string;
  readonly #known = new Map<string, Uint8Array>();
  #single = 0;

  constructor(api: RepositoryApi, name: string) {
    this.#api = api;
    this.#name = name;
  }

  /** Gets what a query can give; the rest is left to `read`. */
  async prepare(wanted: readonly Wanted[]): Promise<void> {
    for (const batch of batchesOf(wanted.filter(({ id }) => isObjectId(id) && !this.#known.has(id)))) {
      if (!(await this.#query(batch))) return;
    }
  }

  async read(id: string): Promise<Uint8Array> {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    if (++this.#single > mostSingle) {
      throw new TreeLost(`${this.#name}: more than ${mostSingle} contents would have to be asked for one by one`);
    }
    const bytes = contentOf(await ask(this.#api, `git/blobs/${id}`), this.#name);
    if (blobId(bytes, id) !== id) throw new TreeLost(`${this.#name}: GitHub's answer is not the content that was asked for`);
    return bytes;
  }

  async #query(ids: readonly string[]): Promise<boolean> {
    const fields = ids.map((id, index) => `b${index}: object(oid: "${id}") { ... on Blob { text } }`);
    const { status, body } = await this.#api.query(
      `query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${fields.join(" ")} } }`,
    );
    if (status !== 200 || valueAt(body, "data", "repository") === undefined) return false;
    for (const [index, id] of ids.entries()) {
      const text = textAt(body, "data", "repository", `b${index}`, "text");
      if (text === undefined) continue;
      // A text that is cut, or that was no UTF-8, is another content: it is asked for by itself.
      const bytes = new TextEncoder().encode(text);
      if (blobId(bytes, id) === id) this.#known.set(id, bytes);
    }
    return true;
  }
}

function batchesOf(wanted: readonly Wanted[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const [id, size] of new Map(wanted.map(({ id, size = 0 }) => [id, size]))) {
    if (size > longestText) continue;
    const last = batches.at(-1);
    bytes += size;
    if (last === undefined || last.length >= mostQueried || bytes > mostQueriedBytes) {
      batches.push([id]);
      bytes = size;
    } else last.push(id);
  }
  return batches;
}

/** The best common ancestor of two commits; undefined when GitHub does not tell. */
export async function githubMergeBase(api: RepositoryApi, base: string, head: string): Promise<string | undefined> {
  if (!isObjectId(base) || !isObjectId(head)) return undefined;
  const { status, body } = await api.get(`compare/${base}...${head}?per_page=1`);
  const id = status === 200 ? (body as { merge_base_commit?: { sha?: unknown } } | null)?.merge_base_commit?.sha : undefined;
  return typeof id === "string" && isObjectId(id) ? id : undefined;
}

interface TreeAnswer {
  readonly tree?: unknown;
  readonly truncated?: unknown;
}

/**
 * All files of a commit; where GitHub cuts the listing, folder by folder, without the vendored ones in which nothing is that
 * somebody named.
 */
async function listOf(
  api: RepositoryApi,
  commit: string,
  name: string,
  named: RepoPath | undefined,
): Promise<readonly ListedObject[]> {
  const files: ListedObject[] = [];
  const waiting = [{ id: commit, folder: "" }];
  let requests = 0;
  const request = async (path: string) => {
    if (++requests > mostListings)
      throw new TreeError(`${name}: has more folders than are requested one by one (${mostListings})`);
    return (await ask(api, path)) as TreeAnswer;
  };
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const whole = await request(`git/trees/${next.id}?recursive=1`);
    if (whole.truncated !== true) {
      files.push(...itemsOf(whole, next.folder, name).files);
      continue;
    }
    const answer = await request(`git/trees/${next.id}`);
    if (answer.truncated === true) throw new TreeError(`${name}: GitHub does not list all of folder ${next.folder || "/"}`);
    const items = itemsOf(answer, next.folder, name);
    files.push(...items.files);
    const names = new Set(items.files.map(({ path }) => fileName(path)));
    const isLeftOut = (folder: string) => isVendored(fileName(folder), names) && !(named && leadsTo(folder, named));
    waiting.push(...items.folders.filter(({ folder }) => !isLeftOut(folder)));
  }
  return files;
}

/** Does a folder lie in another one, or above it? */
function leadsTo(folder: string, other: RepoPath): boolean {
  return liesIn(folder as RepoPath, other) || liesIn(other, folder as RepoPath);
}

function itemsOf(answer: TreeAnswer, folder: string, name: string) {
  if (!Array.isArray(answer.tree)) throw new TreeLost(`${name}: GitHub's answer holds no tree`);
  const files: ListedObject[] = [];
  const folders: { id: string; folder: string }[] = [];
  for (const item of answer.tree as readonly Readonly<Record<string, unknown>>[]) {
    const { path, mode, sha, size, type } = item ?? {};
    if (typeof path !== "string" || typeof mode !== "string" || typeof sha !== "string" || !isObjectId(sha)) {
      throw new TreeLost(`${name}: GitHub's answer holds an entry without path, mode or id`);
    }
    const full = folder === "" ? path : `${folder}/${path}`;
    if (type === "tree") folders.push({ id: sha, folder: full });
    else files.push({ path: full, mode, id: sha, size: typeof size === "number" ? size : undefined });
  }
  return { files, folders };
}

function contentOf(body: unknown, name: string): Uint8Array {
  const { content, encoding } = (body ?? {}) as { content?: unknown; encoding?: unknown };
  if (typeof content !== "string" || encoding !== "base64") throw new TreeLost(`${name}: GitHub's answer holds no content`);
  return new Uint8Array(Buffer.from(content, "base64"));
}

async function ask(api: RepositoryApi, path: string): Promise<unknown> {
  const { status, body } = await api.get(path);
  if (status === 200) return body ?? {};
  const said = textAt(body, "message");
  const message = said === undefined ? "" : `: ${said.slice(0, 200)}`;
  throw new TreeLost(`GitHub answers ${status} for ${api.repository}${because[status] ?? ""}${message}`);
}

const because: Readonly<Record<number, string>> = {
  401: " (the token does not count)",
  403: " (the token may not read it, or too many requests were made)",
  404: " (not there, or the token may not read it)",
  429: " (too many requests were made)",
};
