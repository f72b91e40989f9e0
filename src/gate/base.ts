import { type Tree, TreeError, TreeLost } from "../discover/tree.ts";
import type { RepoPath } from "../text/span.ts";
import type { Listing } from "./revision.ts";

/** What a change is compared with. */
export type BaseRequest =
  | {
      readonly kind: "tree";
      /** Where the change began. */
      readonly tree: Tree;
      /**
       * The tree whose config file, policies and waivers count: the tip of the branch that the change goes to; undefined where
       * the change began there.
       */
      readonly tip?: Tree | undefined;
      /** What reports call it: a commit id. */
      readonly name: string;
      /** Does the change bring the workflow that runs the gate? Never, when undefined. */
      readonly bringsGate?: (() => Promise<boolean>) | undefined;
    }
  | MissingBase;

/** A base was asked for and could not be had: why, as a clause. */
export interface MissingBase {
  readonly kind: "missing";
  readonly name: string;
  readonly because: string;
}

/** The entries of the trees of a base. */
export interface PresentBase extends Listing {
  readonly kind: "tree";
  readonly name: string;
  readonly tip?: Listing | undefined;
  /** Does the change bring the workflow that runs the gate? Never, when undefined. */
  readonly bringsGate?: (() => Promise<boolean>) | undefined;
}

/** A base whose trees cannot be listed is missing. `judged` is the folder or file of the head that is reported on. */
export async function listBase(request: BaseRequest, judged: RepoPath = "" as RepoPath): Promise<PresentBase | MissingBase> {
  if (request.kind === "missing") return request;
  const { name, tree, tip, bringsGate } = request;
  try {
    const part = { folder: "" as RepoPath, named: judged };
    const entries = await tree.list(part);
    const listedTip = tip && { tree: tip, entries: await tip.list(part) };
    return { kind: "tree", name, tree, entries, tip: listedTip, bringsGate };
  } catch (error) {
    if (error instanceof TreeError || error instanceof TreeLost) return { kind: "missing", name, because: error.message };
    throw error;
  }
}
