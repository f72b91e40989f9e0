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
      /** The tree of the whole repository, where `tree` is a folder of it: there the workflows are looked for. */
      readonly root?: Tree | undefined;
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
  /** Does a workflow of the base run this gate? */
  isInUse(): Promise<boolean>;
}

/** A base whose trees cannot be listed is missing. `judged` is the folder or file of the head that is reported on. */
export async function listBase(request: BaseRequest, judged: RepoPath = "" as RepoPath): Promise<PresentBase | MissingBase> {
  if (request.kind === "missing") return request;
  const { name, tree, tip } = request;
  try {
    const part = { folder: "" as RepoPath, named: judged };
    const entries = await tree.list(part);
    const listedTip = tip && { tree: tip, entries: await tip.list(part) };
    return { kind: "tree", name, tree, entries, tip: listedTip, isInUse: () => isInUse(request.root ?? tip ?? tree) };
  } catch (error) {
    if (error instanceof TreeError || error instanceof TreeLost) return { kind: "missing", name, because: error.message };
    throw error;
  }
}

/** Where continuous integration is configured. */
const workflowFiles =
  /^(?:\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.yml|\.circleci\/config\.yml|azure-pipelines\.yml|Jenkinsfile|\.drone\.yml|bitbucket-pipelines\.yml|\.pre-commit-config\.yaml|\.github\/actions\/.*\.ya?ml)$/;

/** Longer ones are not looked into. Bytes. */
const longestWorkflow = 1024 * 1024;

async function isInUse(root: Tree): Promise<boolean> {
  for (const entry of await root.list()) {
    if (entry.kind !== "file" || !workflowFiles.test(entry.path)) continue;
    try {
      if (new TextDecoder().decode(await root.read(entry, longestWorkflow)).includes("tikv-tls-gate")) return true;
    } catch (error) {
      // One that cannot be read may run it: the stricter answer.
      if (error instanceof TreeError) return true;
      throw error;
    }
  }
  return false;
}
