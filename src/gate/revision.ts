import { type Mistake, type Refused, refused } from "../config/mistake.ts";
import { type Collection, collect, type Sharing } from "../discover/collect.ts";
import { blobId, isGitEntry } from "../discover/listed-tree.ts";
import { collectRendered, type RenderedSource } from "../discover/rendered.ts";
import { liesIn, type Part, type Tree, type TreeEntry, TreeError } from "../discover/tree.ts";
import { buildModel, type Scope } from "../model/build.ts";
import type { Model, Problem } from "../model/environments/environment.ts";
import type { Reading } from "../model/instances/draft.ts";
import { readFiles } from "../read/read.ts";
import { ReadingCache } from "../read/reading-cache.ts";
import { withoutRenderedTemplates } from "../read/rendered.ts";
import type { SourceFile } from "../read/source-file.ts";
import type { RepoPath } from "../text/span.ts";
import type { Extent } from "./extent.ts";

/** A tree and what lies in it. */
export interface Listing {
  readonly tree: Tree;
  readonly entries: readonly TreeEntry[];
}

/** A tree in which files are looked up by their names: in its entries, where it cannot be asked for one path. */
export interface Named {
  readonly tree: Tree;
  readonly entries?: readonly TreeEntry[] | undefined;
}

/** The tree that is judged, before its config says what of it is read. */
export interface Head extends Named {
  readonly kind: "head";
  /** The folder or file of it that is reported on; empty for all. */
  readonly judged: RepoPath;
  readonly rendered: Rendered;
}

/** What of the tree that is judged is read. */
export interface ListedHead extends Listing {
  readonly judged: RepoPath;
  readonly rendered: Rendered;
  readonly part: Part;
  /** An assumption of the report: why no more than what is reported on is read. */
  readonly note?: string | undefined;
}

/** Rendered templates, judged in place of what they come from. */
export interface Rendered {
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
  readonly paths: ReadonlySet<RepoPath>;
}

/** A tree and what was read of it. */
export interface Content extends Listing {
  readonly files: readonly SourceFile[];
  readonly reading: Reading;
  /** Templates in whose place rendered files are judged. */
  readonly replaced: ReadonlySet<RepoPath>;
}

/** A tree as it was read, and the model of it. */
export interface Revision extends Content {
  readonly model: Model;
}

const top = "" as RepoPath;

/** What is judged of a tree. */
export interface HeadRequest {
  readonly tree: Tree;
  /** The folder or file that is reported on; the whole tree when undefined or empty. */
  readonly judged?: RepoPath | undefined;
  /** Rendered templates, judged in place of what they come from. */
  readonly rendered?: readonly RenderedSource[] | undefined;
}

/** The tree that is judged, with what the user gives with --render. */
export async function headOf({ tree, judged = top, rendered: sources = [] }: HeadRequest): Promise<Head | Refused> {
  const rendered = await readRendered(sources);
  if ("kind" in rendered) return rendered;
  const entries = tree.look === undefined ? await tree.list({ folder: top, named: judged }) : undefined;
  return { kind: "head", tree, judged, entries, rendered };
}

/**
 * Lists what the config file speaks for, so that what is reported on is read with all that it belongs to. Where that is too much, or may
 * not be read, the part alone is: it was named. Rejects with `TreeError` when that cannot be read either.
 */
export async function listHead({ tree, judged, rendered }: Head, folder: RepoPath): Promise<ListedHead> {
  const part = { folder: liesIn(judged, folder) ? folder : judged, named: judged };
  try {
    return { tree, judged, rendered, part, entries: await tree.list(part) };
  } catch (error) {
    if (!(error instanceof TreeError) || part.folder === judged) throw error;
    const note = `Only ${judged} was read, and nothing beside it: ${error.message}.`;
    const alone = { folder: judged, named: judged };
    return { tree, judged, rendered, part: alone, entries: await tree.list(alone), note };
  }
}

/** A source without anything to judge is a mistake: its templates would go unjudged. */
async function readRendered(sources: readonly RenderedSource[]): Promise<Rendered | Refused> {
  const files = new Map<RepoPath, SourceFile>();
  const problems: Problem[] = [];
  const mistakes: Mistake[] = [];
  for (const source of sources) {
    const found = await collectRendered(source);
    if (found.files.length === 0 && found.problems.length === 0) {
      const help = "name what the renderer wrote: a file, or a folder of files";
      mistakes.push({ message: `--render ${source.name}: no configuration of PD or TiKV is in it`, help });
    }
    for (const file of found.files) files.set(file.path, file);
    problems.push(...found.problems);
  }
  if (mistakes.length > 0) return refused(mistakes);
  return { files: [...files.values()], problems, paths: new Set(files.keys()) };
}

const nothingRendered: Rendered = { files: [], problems: [], paths: new Set() };

/** `configFile` is the gate's own, read and found sound. */
export async function readHead(head: ListedHead, configFile: RepoPath | undefined): Promise<Content> {
  return read(head, await collect(head.tree, head.entries), head.rendered, undefined, configFile);
}

/** Reads head and base: what did not change is read from the disk and parsed once. */
export async function readBoth(head: ListedHead, base: Listing): Promise<{ readonly head: Content; readonly base: Content }> {
  const shared = new Map<RepoPath, SourceFile | "skipped">();
  const old = new Map(base.entries.map((entry) => [entry.path, entry]));
  const sharing: Sharing = {
    seen(entry, bytes, file) {
      const before = old.get(entry.path);
      if (before?.kind !== "file" || !isGitEntry(before) || before.executable !== entry.executable) return;
      if (before.size !== 0 && before.size !== bytes.length) return;
      if (before.blob === blobId(bytes, before.blob)) shared.set(entry.path, file ?? "skipped");
    },
  };
  const cache = new ReadingCache();
  const collected = await collect(head.tree, head.entries, sharing);
  const before = await collect(base.tree, base.entries, { known: ({ path }) => shared.get(path) });
  return { head: await read(head, collected, head.rendered, cache), base: await read(base, before, nothingRendered, cache) };
}

/** `now`: milliseconds since the epoch, UTC; `extent` is what will be reported on. */
export function modelled(content: Content, scope: Scope, now: number, extent?: Extent): Revision {
  return { ...content, model: buildModel(content.reading, scope, now, extent?.holds) };
}

async function read(
  { tree, entries }: Listing,
  committed: Collection,
  rendered: Rendered,
  cache?: ReadingCache,
  configFile?: RepoPath | undefined,
): Promise<Content> {
  const { paths } = rendered;
  const files = [...committed.files.filter(({ path }) => !paths.has(path)), ...rendered.files];
  const problems = [...committed.problems.filter(({ at }) => !paths.has(at.path)), ...rendered.problems];
  const whole = await readFiles(files, cache, configFile);
  const reading = withoutRenderedTemplates(whole, paths);
  const left = new Set(reading.instances.map(({ path }) => path));
  const replaced = new Set(whole.instances.map(({ path }) => path).filter((path) => !left.has(path)));
  return { tree, entries, files, replaced, reading: { ...reading, problems: [...problems, ...reading.problems] } };
}
