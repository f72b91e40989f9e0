import { isCommitName } from "../discover/git.ts";
import { type Checkout, checkoutOf, commitOf, fetchCommit, gitTree, mergeBaseOf, parentsOf } from "../discover/git-tree.ts";
import { githubMergeBase, githubTree, type RepositoryApi } from "../discover/github-tree.ts";
import { TreeError, TreeLost } from "../discover/tree.ts";
import type { EventChange } from "../github/event.ts";
import type { BaseRequest } from "./base.ts";

/** The base of a command line: where HEAD left the named commit's history. The config that counts is the named commit's own. */
export async function baseOfRef(path: string, ref: string): Promise<BaseRequest> {
  if (!isCommitName(ref)) return { kind: "missing", name: ref, because: "this is not the name of a commit" };
  return attempt(ref, async () => {
    const checkout = await checkoutOf(path);
    const tip = await presentCommit(checkout, ref);
    if (tip === undefined) return { kind: "missing", name: ref, because: "there is no such commit here" };
    const head = await commitOf(checkout, "HEAD");
    const began = head === undefined ? undefined : await mergeBaseOf(checkout, tip, head);
    return fromGit(checkout, began ?? tip, tip);
  });
}

/** The base of a workflow's event; undefined when the event is about no change. */
export async function baseOfEvent(
  path: string,
  change: EventChange,
  api: RepositoryApi | undefined,
  /** `GITHUB_SHA`: for a pull request the merge commit that GitHub made. */
  sha: string | undefined,
): Promise<BaseRequest | undefined> {
  switch (change.kind) {
    case "none":
      return undefined;
    case "unknown":
      return { kind: "missing", name: "of this event", because: change.because };
    case "branch":
    case "state":
      return attempt(change.base, async () => (await fromCheckout(path, change, sha)) ?? fromApi(change, api));
    default:
      return change satisfies never;
  }
}

type KnownChange = Extract<EventChange, { kind: "branch" | "state" }>;

async function fromCheckout(path: string, change: KnownChange, sha: string | undefined): Promise<BaseRequest | undefined> {
  let checkout: Checkout;
  try {
    checkout = await checkoutOf(path);
  } catch (error) {
    if (error instanceof TreeError) return undefined;
    throw error;
  }
  const head = await commitOf(checkout, "HEAD");
  const parents = head === undefined ? [] : await parentsOf(checkout, head);
  const [first, second, ...more] = parents;
  // GitHub's own commit merges the head into the base: its first parent is the base as it was then. A merge of the author's proves nothing.
  const isMerge = change.kind === "branch" && head !== undefined && head === sha && second === change.head && more.length === 0;
  const tip = await presentCommit(checkout, isMerge && first !== undefined ? first : change.base);
  if (tip === undefined) return undefined;
  if (isMerge || change.kind === "state" || head === undefined) return fromGit(checkout, tip, tip);
  return fromGit(checkout, (await mergeBaseOf(checkout, tip, head)) ?? tip, tip);
}

async function fromApi(change: KnownChange, api: RepositoryApi | undefined): Promise<BaseRequest> {
  const { base, head } = change;
  if (api === undefined) {
    return { kind: "missing", name: base, because: "the checkout does not have it, and it cannot be fetched" };
  }
  const began = change.kind === "branch" && head !== undefined ? await githubMergeBase(api, base, head) : base;
  const tip = githubTree(api, base);
  if (began === undefined || began === base) return { kind: "tree", tree: tip, name: base.slice(0, 12) };
  return { kind: "tree", tree: githubTree(api, began), tip, name: began.slice(0, 12) };
}

/** A commit that is here, or that a shallow clone can still get: by its id alone. */
async function presentCommit(checkout: Checkout, name: string): Promise<string | undefined> {
  const here = await commitOf(checkout, name);
  if (here !== undefined) return here;
  return (await fetchCommit(checkout, name)) ? name : undefined;
}

function fromGit(checkout: Checkout, began: string, tip: string): BaseRequest {
  const tree = gitTree(checkout, began);
  const atTip = tip === began ? undefined : gitTree(checkout, tip);
  const root = checkout.prefix === "" ? (atTip ?? tree) : gitTree({ ...checkout, prefix: "" }, tip);
  return { kind: "tree", tree, tip: atTip, root, name: began.slice(0, 12) };
}

async function attempt(name: string, find: () => Promise<BaseRequest>): Promise<BaseRequest> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof TreeError || error instanceof TreeLost) return { kind: "missing", name, because: error.message };
    throw error;
  }
}
