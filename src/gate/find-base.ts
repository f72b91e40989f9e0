import { isCommitName } from "../discover/git.ts";
import { type Checkout, checkoutOf, commitOf, fetchCommit, gitTree, mergeBaseOf, parentsOf } from "../discover/git-tree.ts";
import { githubMergeBase, githubTree, type RepositoryApi } from "../discover/github-tree.ts";
import { type Tree, TreeError, TreeLost } from "../discover/tree.ts";
import type { EventChange } from "../github/event.ts";
import { bringsGate, type OwnWorkflow } from "./adoption.ts";
import type { BaseRequest } from "./base.ts";

/** Where a change is looked for. */
export interface Surroundings {
  /** The folder that is judged: the whole checkout. */
  readonly root: string;
  /** What reads the repository where the checkout does not have its history. */
  readonly api?: RepositoryApi | undefined;
  /** The workflow of this run, where it is part of what is judged. */
  readonly workflow?: OwnWorkflow | undefined;
  /** `GITHUB_SHA`: for a pull request the merge commit that GitHub made. */
  readonly sha?: string | undefined;
}

/** The base of a command line: where HEAD left the named commit's history. The config that counts is the named commit's own. */
export async function baseOfRef(path: string, ref: string, api?: RepositoryApi): Promise<BaseRequest> {
  if (!isCommitName(ref)) return { kind: "missing", name: ref, because: "this is not the name of a commit" };
  return attempt(ref, async () => {
    const checkout = await checkoutOf(path);
    const tip = await presentCommit(checkout, ref);
    if (tip === undefined) return { kind: "missing", name: ref, because: "there is no such commit here" };
    const head = await commitOf(checkout, "HEAD");
    const began = head === undefined ? undefined : await mergeBaseOf(checkout, tip, head);
    return fromGit(checkout, { began: began ?? tip, tip }, api);
  });
}

/** The base of a workflow's event; undefined when the event is about no change. */
export async function baseOfEvent(change: EventChange, where: Surroundings): Promise<BaseRequest | undefined> {
  switch (change.kind) {
    case "none":
      return undefined;
    case "unknown":
      return { kind: "missing", name: "of this event", because: change.because };
    case "branch":
    case "state":
      return attempt(change.base, async () => (await fromCheckout(change, where)) ?? fromApi(change, where));
    default:
      return change satisfies never;
  }
}

type KnownChange = Extract<EventChange, { kind: "branch" | "state" }>;

async function fromCheckout(change: KnownChange, { root, sha, api, workflow }: Surroundings): Promise<BaseRequest | undefined> {
  let checkout: Checkout;
  try {
    checkout = await checkoutOf(root);
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
  const isState = isMerge || change.kind === "state" || head === undefined;
  const began = isState ? tip : ((await mergeBaseOf(checkout, tip, head)) ?? tip);
  return withAdoption(fromGit(checkout, { began, tip }, api), root, workflow);
}

async function fromApi(change: KnownChange, { root, api, workflow }: Surroundings): Promise<BaseRequest> {
  const { base, head } = change;
  if (api === undefined) {
    return { kind: "missing", name: base, because: "the checkout does not have it, and it cannot be fetched" };
  }
  const began = change.kind === "branch" && head !== undefined ? await githubMergeBase(api, base, head) : base;
  return withAdoption(
    treesOf({ began: began ?? base, tip: base }, (commit) => githubTree(api, commit)),
    root,
    workflow,
  );
}

/** A commit that is here, or that a shallow clone can still get: by its id alone. */
async function presentCommit(checkout: Checkout, name: string): Promise<string | undefined> {
  const here = await commitOf(checkout, name);
  if (here !== undefined) return here;
  return (await fetchCommit(checkout, name)) ? name : undefined;
}

/** Where a change began, and the tip of what it goes to, whose config counts. */
interface Commits {
  readonly began: string;
  readonly tip: string;
}

type BaseTrees = Extract<BaseRequest, { kind: "tree" }>;

/** What a partial clone lacks and cannot fetch is read through the API, which knows whole repositories alone. */
function fromGit(checkout: Checkout, commits: Commits, api: RepositoryApi | undefined): BaseTrees {
  const whole = checkout.prefix === "" ? api : undefined;
  return treesOf(commits, (commit) => gitTree(checkout, commit, whole && githubTree(whole, commit)));
}

function withAdoption(base: BaseTrees, root: string, workflow: OwnWorkflow | undefined): BaseTrees {
  if (workflow === undefined) return base;
  return { ...base, bringsGate: () => bringsGate(workflow, root, base.tip ?? base.tree) };
}

function treesOf({ began, tip }: Commits, treeOf: (commit: string) => Tree): BaseTrees {
  return { kind: "tree", tree: treeOf(began), tip: tip === began ? undefined : treeOf(tip), name: began.slice(0, 12) };
}

async function attempt(name: string, find: () => Promise<BaseRequest>): Promise<BaseRequest> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof TreeError || error instanceof TreeLost) return { kind: "missing", name, because: error.message };
    throw error;
  }
}
