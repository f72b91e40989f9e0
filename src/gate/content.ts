import { type Collection, collect, type Sharing } from "../discover/collect.ts";
import { blobId, isGitEntry } from "../discover/listed-tree.ts";
import type { Tree, TreeEntry } from "../discover/tree.ts";
import type { Reading } from "../model/instances/draft.ts";
import { readFiles } from "../read/read.ts";
import { ReadingCache } from "../read/reading-cache.ts";
import { withoutRenderedTemplates } from "../read/rendered.ts";
import type { SourceFile } from "../read/source-file.ts";
import type { RepoPath } from "../text/span.ts";
import type { Rendered } from "./rendered.ts";

/** A tree and what lies in it. */
export interface Listing {
  readonly tree: Tree;
  readonly entries: readonly TreeEntry[];
}

/** The tree that is judged. */
export interface Head extends Listing {
  readonly rendered: Rendered;
}

/** A tree and what was read of it. */
export interface Content extends Listing {
  readonly files: readonly SourceFile[];
  readonly reading: Reading;
  /** Templates in whose place rendered files are judged. */
  readonly replaced: ReadonlySet<RepoPath>;
}

/** `gateConfig` is the gate's own config file, read and found sound. */
export async function contentOf(head: Head, gateConfig: RepoPath | undefined): Promise<Content> {
  return read(head, await collect(head.tree, head.entries), head.rendered, undefined, gateConfig);
}

/** The content of head and base: what did not change is read from the disk and parsed once. */
export async function contentsOf(head: Head, base: Listing): Promise<{ readonly head: Content; readonly base: Content }> {
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
  return { head: await read(head, collected, head.rendered, cache), base: await read(base, before, nothing, cache) };
}

const nothing: Rendered = { kind: "rendered", files: [], problems: [], paths: new Set() };

async function read(
  { tree, entries }: Listing,
  committed: Collection,
  rendered: Rendered,
  cache?: ReadingCache,
  gateConfig?: RepoPath | undefined,
): Promise<Content> {
  const { paths } = rendered;
  const files = [...committed.files.filter(({ path }) => !paths.has(path)), ...rendered.files];
  const problems = [...committed.problems.filter(({ at }) => !paths.has(at.path)), ...rendered.problems];
  const whole = await readFiles(files, cache, gateConfig);
  const reading = withoutRenderedTemplates(whole, paths);
  const left = new Set(reading.instances.map(({ path }) => path));
  const replaced = new Set(whole.instances.map(({ path }) => path).filter((path) => !left.has(path)));
  return { tree, entries, files, replaced, reading: { ...reading, problems: [...problems, ...reading.problems] } };
}
