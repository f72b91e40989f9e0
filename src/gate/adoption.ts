import { blobId, isGitEntry } from "../discover/listed-tree.ts";
import { type Tree, type TreeEntry, TreeError } from "../discover/tree.ts";
import { workingTree } from "../discover/working-tree.ts";
import { type RepoPath, toRepoPath } from "../text/span.ts";

/** The workflow of this run, where it is a file of the very commit that is judged. */
export interface OwnWorkflow {
  /** `.github/workflows/x.yml`. */
  readonly path: RepoPath;
  /** `owner/name` of the action's repository, in lower case; undefined for an action of the workspace. */
  readonly action: string | undefined;
}

const folder = ".github/workflows";

/**
 * The workflow that the runner says it runs (docs.github.com: default environment variables); undefined when it belongs to
 * another repository or another commit, as one that a ruleset requires.
 */
export function workflowOfRun(environment: Readonly<Record<string, string | undefined>>): OwnWorkflow | undefined {
  const { GITHUB_WORKFLOW_REF: run = "", GITHUB_REPOSITORY: repository = "", GITHUB_REF: ref = "" } = environment;
  const end = `@${ref}`;
  if (repository === "" || ref === "" || !run.endsWith(end)) return undefined;
  if (!run.toLowerCase().startsWith(`${repository.toLowerCase()}/`)) return undefined;
  const path = toRepoPath(run.slice(repository.length + 1, -end.length));
  if (path === undefined || !/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) return undefined;
  return { path, action: environment["GITHUB_ACTION_REPOSITORY"]?.toLowerCase() || undefined };
}

/**
 * Does the change bring the gate: is the workflow of this run a file that the base lacks? Not when the base already has a file
 * that names the gate, and not when another workflow changes or goes: then the gate may only have moved. `top` is the folder of
 * the checkout. What cannot be read counts against it.
 */
export async function bringsGate({ path, action }: OwnWorkflow, top: string, base: Tree): Promise<boolean> {
  const head = workflowsOf(top);
  if (head === undefined) return false;
  const entries = (await base.list()).filter((entry) => runsSteps.test(entry.path));
  const own = new Map((await head.list()).map((entry) => [`${folder}/${entry.path}`, entry]));
  if (entries.some((entry) => entry.path === path) || own.get(path)?.kind !== "file") return false;
  await base.prepare?.(entries);
  for (const entry of entries) {
    const bytes = await bytesOf(base, entry);
    if (bytes === undefined || namesGate(bytes, action)) return false;
    if (!entry.path.startsWith(`${folder}/`)) continue;
    const now = own.get(entry.path);
    const after = now && (await bytesOf(head, now));
    if (after === undefined || !isGitEntry(entry) || blobId(after, entry.blob) !== entry.blob) return false;
  }
  return true;
}

/** Where continuous integration is configured. */
const runsSteps =
  /^(?:\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.yml|\.circleci\/config\.yml|azure-pipelines\.yml|Jenkinsfile|\.drone\.yml|bitbucket-pipelines\.yml|\.pre-commit-config\.yaml|\.github\/actions\/.*\.ya?ml)$/;

function namesGate(bytes: Uint8Array, action: string | undefined): boolean {
  const text = new TextDecoder().decode(bytes).toLowerCase();
  return text.includes("tikv-tls-gate") || (action !== undefined && text.includes(action));
}

function workflowsOf(top: string): Tree | undefined {
  try {
    return workingTree(`${top}/${folder}`);
  } catch (error) {
    if (error instanceof TreeError) return undefined;
    throw error;
  }
}

/** Bytes of a workflow; more than any has. */
const longest = 1024 * 1024;

async function bytesOf(tree: Tree, entry: TreeEntry): Promise<Uint8Array | undefined> {
  try {
    return entry.kind === "file" ? await tree.read(entry, longest) : undefined;
  } catch (error) {
    if (error instanceof TreeError) return undefined;
    throw error;
  }
}
