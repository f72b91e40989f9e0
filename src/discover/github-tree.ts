import { isObjectId } from "./git.ts";
import { pathBelow, readBlob } from "./git-tree.ts";
import { checkSize, entriesOf, type ListedObject } from "./listed-tree.ts";
import { type Tree, TreeError, TreeLost } from "./tree.ts";
import { treeLimits } from "./working-tree.ts";

/** What is needed of GitHub's REST API. */
export interface RepositoryApi {
  /** `owner/name`. */
  readonly repository: string;
  /** GET below `repos/owner/name/`. An answer of any status resolves; rejects with `TreeLost` when there is none. */
  get(path: string): Promise<{ readonly status: number; readonly body: unknown }>;
}

/** Requests for one tree: a listing that GitHub cuts is asked for folder by folder. */
const mostRequests = 2000;

/** The tree of a commit through GitHub's API, for a checkout without its history. */
export function githubTree(api: RepositoryApi, commit: string, prefix = ""): Tree {
  const name = `commit ${commit.slice(0, 12)}`;
  const blob = async (id: string) => contentOf(await ask(api, `git/blobs/${id}`), name);
  let all: Promise<readonly ListedObject[]> | undefined;
  return {
    name,
    async list(part) {
      if (!isObjectId(commit)) throw new TreeError(`${name} is no full commit id`);
      all ??= listOf(api, commit, name);
      const listed = await all;
      const below = listed.flatMap((item) => {
        const path = pathBelow(prefix, item.path);
        return path === undefined ? [] : [{ ...item, path }];
      });
      checkSize(name, below, treeLimits.entries);
      return entriesOf(below, async (id) => new TextDecoder().decode(await blob(id)), part);
    },
    read: (entry, limit) => readBlob(entry, Math.min(limit ?? treeLimits.file, treeLimits.file), blob),
  };
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

async function listOf(api: RepositoryApi, commit: string, name: string): Promise<readonly ListedObject[]> {
  const whole = (await ask(api, `git/trees/${commit}?recursive=1`)) as TreeAnswer;
  if (whole.truncated !== true) return itemsOf(whole, "", name).files;
  const files: ListedObject[] = [];
  const waiting = [{ id: commit, folder: "" }];
  for (let requests = 1, next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (++requests > mostRequests)
      throw new TreeError(`${name}: has more folders than are asked for one by one (${mostRequests})`);
    const answer = (await ask(api, `git/trees/${next.id}`)) as TreeAnswer;
    if (answer.truncated === true) throw new TreeError(`${name}: GitHub does not list all of folder ${next.folder || "/"}`);
    const items = itemsOf(answer, next.folder, name);
    files.push(...items.files);
    waiting.push(...items.folders);
  }
  return files;
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
  const told = (body as { message?: unknown } | null)?.message;
  const message = typeof told === "string" ? `: ${told.slice(0, 200)}` : "";
  throw new TreeLost(`GitHub answers ${status} for ${api.repository}${because[status] ?? ""}${message}`);
}

const because: Readonly<Record<number, string>> = {
  401: " (the token does not count)",
  403: " (the token may not read it, or too many requests were made)",
  404: " (not there, or the token may not read it)",
  429: " (too many requests were made)",
};
