import { candidateOf } from "../../discover/candidate.ts";
import { type TreeEntry, TreeError } from "../../discover/tree.ts";
import type { Finding } from "../../judge/judge.ts";
import type { GateChange } from "../../judge/rule.ts";
import { type Instance, materialNames } from "../../model/instances/instance.ts";
import { counted } from "../../text/counted.ts";
import { before } from "../../text/cut.ts";
import { grouped } from "../../text/grouped.ts";
import type { RepoPath } from "../../text/span.ts";
import type { Revision } from "../revision.ts";
import { type ComparedFile, movedFiles } from "./moved-files.ts";
import { namesOf } from "./outlook.ts";
import type { Revisions } from "./revisions.ts";

/** A file that the base judged and the head has but does not judge. */
export interface HiddenFile {
  readonly path: RepoPath;
  /** Where its content is now; the same path when it did not move. */
  readonly to: RepoPath;
  /** A clause: why it is not judged there. */
  readonly because: string;
}

/** What the gate judged and would no longer judge. */
export async function findHidden(revisions: Revisions): Promise<readonly HiddenFile[]> {
  return [...(await hiddenFiles(revisions)), ...openedFiles(revisions)];
}

/** What is said of hidden files. `findings` are the base's. */
export function hiddenChanges(hidden: readonly HiddenFile[], findings: readonly Finding[]): readonly GateChange[] {
  const open = grouped(
    findings.filter(({ waiver }) => waiver === undefined),
    ({ statement }) => statement.at.path,
  );
  return hidden.map((file) => hiddenChange(file, open.get(file.path) ?? []));
}

function hiddenChange({ path, to, because }: HiddenFile, lost: readonly Finding[]): GateChange {
  const names =
    lost.length === 0
      ? ""
      : `, and ${counted(lost.length, "finding")} there ${lost.length === 1 ? "goes" : "go"} unseen (${namesOf(lost)})`;
  const what = path === to ? `the base judged ${path}` : `the base judged this as ${path}`;
  return {
    at: { path: to, line: 1, column: 1, endLine: 1, endColumn: 1 },
    subject: `hidden ${path}`,
    variant: "not-judged",
    message: `${what}, the head does not: ${because}${names}`,
    help: "keep it where and as the gate reads it; or delete it when nothing runs with it any more",
  };
}

/** Paths that the gate judges: of configurations, of certificates and keys, and of files that do not parse. */
export function judgedPaths({ model, reading, replaced }: Revision): ReadonlySet<RepoPath> {
  const paths = new Set<RepoPath>([...(reading.consumed ?? []), ...replaced]);
  for (const { instances } of model.environments) for (const { path } of instances) paths.add(path);
  for (const { path } of model.files) paths.add(path);
  for (const { kind, at } of model.problems) if (kind === "syntax") paths.add(at.path);
  return paths;
}

/** More new files than these, and longer ones (bytes), are not looked into for what went. */
const mostLookedInto = 2000;
const longest = 1024 * 1024;

/** Files that the base judged, which the head still has, there or elsewhere, and does not judge. */
async function hiddenFiles({ base, head, moved }: Revisions): Promise<readonly HiddenFile[]> {
  const now = new Map([...moved].map(([to, from]) => [from, to]));
  const judged = judgedPaths(head);
  const lost = [...judgedPaths(base)].filter((path) => !judged.has(path) && !judged.has(now.get(path) ?? path)).sort();
  if (lost.length === 0) return [];
  const everything = await listEverything(head);
  const byPath = new Map(everything.map((entry) => [entry.path, entry]));
  const own = new Map(head.entries.map((entry) => [entry.path, entry]));
  const hidden: HiddenFile[] = [];
  const gone: RepoPath[] = [];
  for (const path of lost) {
    const to = now.get(path) ?? path;
    const entry = byPath.get(to);
    if (entry === undefined) gone.push(path);
    else hidden.push({ path, to, because: await whyUnjudged(entry, own.has(to), head) });
  }
  const links = hidden.filter(({ path, to }) => path === to && byPath.get(path)?.kind === "link").map(({ path }) => path);
  const elsewhere = await foundElsewhere([...gone, ...links], base, head, everything);
  const isFollowed = (path: RepoPath) => [...elsewhere].some(([to, from]) => from === path && judged.has(to));
  // A link to a file that is judged under its own name hides nothing.
  const stays = hidden.filter(({ path }) => !links.includes(path) || !isFollowed(path));
  for (const [to, path] of elsewhere) {
    const entry = byPath.get(to);
    if (entry === undefined || judged.has(to) || links.includes(path)) continue;
    stays.push({ path, to, because: await whyUnjudged(entry, own.has(to), head) });
  }
  return stays;
}

/** Files whose TLS settings the base states and the head leaves to whoever renders them: what it says is not judged any more. */
function openedFiles({ base, head, moved }: Revisions): readonly HiddenFile[] {
  const stated = new Map<string, boolean>();
  for (const { instances } of base.model.environments) {
    for (const instance of instances) {
      const key = `${instance.component} ${instance.path}`;
      stated.set(key, stated.get(key) !== false && !leavesOpen(instance));
    }
  }
  const opened = new Map<RepoPath, HiddenFile>();
  for (const instance of head.model.environments.flatMap(({ instances }) => instances)) {
    const { component, path } = instance;
    const old = moved.get(path) ?? path;
    if (stated.get(`${component} ${old}`) !== true || !leavesOpen(instance)) continue;
    opened.set(path, { path: old, to: path, because: "it is a template that is not rendered, and leaves its TLS settings open" });
  }
  return [...opened.values()];
}

/** Is a path of TLS material a placeholder? */
function leavesOpen({ security }: Instance): boolean {
  return materialNames.some((name) => {
    const material = security[name];
    return material.kind === "unseen" && material.path === undefined;
  });
}

async function listEverything(head: Revision): Promise<readonly TreeEntry[]> {
  try {
    return (await head.tree.listEverything?.()) ?? head.entries;
  } catch (error) {
    // Vendored folders may be larger than any repository: then they are not looked into.
    if (error instanceof TreeError) return head.entries;
    throw error;
  }
}

/** Looks for files that went in all that came, whatever its name. */
async function foundElsewhere(
  lost: readonly RepoPath[],
  base: Revision,
  head: Revision,
  everything: readonly TreeEntry[],
): Promise<ReadonlyMap<RepoPath, RepoPath>> {
  if (lost.length === 0) return new Map();
  const before = new Set(base.entries.map(({ path }) => path));
  const readBefore = new Map(base.files.map((file) => [file.path, file]));
  const come: ComparedFile[] = [];
  const candidates = everything.filter(({ kind, path }) => kind === "file" && !before.has(path)).sort(ownNameFirst(lost));
  for (const entry of candidates.slice(0, mostLookedInto)) {
    try {
      come.push({ path: entry.path, text: new TextDecoder().decode(await head.tree.read(entry, longest)) });
    } catch (error) {
      if (!(error instanceof TreeError)) throw error;
    }
  }
  return movedFiles(
    lost.flatMap((path) => readBefore.get(path) ?? []),
    come,
  );
}

/** What has the name of a file that went is looked into first. */
function ownNameFirst(lost: readonly RepoPath[]): (a: TreeEntry, b: TreeEntry) => number {
  const stems = new Set(lost.map(stemOf));
  const rank = ({ path }: TreeEntry) => (stems.has(stemOf(path)) ? 0 : 1);
  return (a, b) => rank(a) - rank(b);
}

function stemOf(path: RepoPath): string {
  return before(path.slice(path.lastIndexOf("/") + 1), ".");
}

async function whyUnjudged(entry: TreeEntry, isListed: boolean, head: Revision): Promise<string> {
  if (!isListed) return "it lies in a folder of other people's code or of build output";
  if (entry.kind === "link") return "it is a symbolic link";
  if (entry.kind === "other") return "it is no regular file";
  const problem = head.reading.problems.find(({ at }) => at.path === entry.path);
  if (problem?.kind === "template") return "it is a template that is not rendered";
  if (problem?.kind === "unreadable") return before(problem.message.replace(/^this file /, "it "), ": it was not read");
  if (candidateOf(entry.path) === "skip") return "no file of this name is taken for a configuration, a certificate or a key";
  if (head.reading.instances.some(({ path }) => path === entry.path)) return "no declared environment includes it";
  try {
    await head.tree.read(entry, longest);
  } catch (error) {
    if (error instanceof TreeError) return `it ${error.because}`;
    throw error;
  }
  return "it is not recognised as a configuration, a certificate or a key";
}
