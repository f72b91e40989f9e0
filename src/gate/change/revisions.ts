import { liesIn } from "../../discover/tree.ts";
import type { Scope } from "../../model/build.ts";
import type { Model } from "../../model/environments/environment.ts";
import { parseGlob } from "../../text/glob.ts";
import type { RepoPath } from "../../text/span.ts";
import { type Extent, extentOf } from "../extent.ts";
import { type Content, type ListedHead, type Listing, modelled, type Revision, readBoth } from "../revision.ts";
import { keptTogether } from "./kept-together.ts";
import { movesBetween } from "./moved-files.ts";

/** The two sides of a change. */
export interface Revisions {
  readonly base: Revision;
  readonly head: Revision;
  /** New path -> old path. */
  readonly moved: ReadonlyMap<RepoPath, RepoPath>;
  /** What is reported on of the head; undefined for the whole tree. */
  readonly extent: Extent | undefined;
}

/** Reads and models both sides by one scope, that of the config in force. `now`: milliseconds since the epoch, UTC. */
export async function readRevisions(head: ListedHead, base: Listing, scope: Scope, now: number): Promise<Revisions> {
  const { judged, rendered } = head;
  const content = await readBoth(head, { tree: base.tree, entries: await base.tree.list(head.part) });
  const moved = movesBetween(content.base, content.head);
  const before = modelled(content.base, scope, now);
  // What a change takes out of the judged folder stays in sight.
  const followed = [...moved].flatMap(([to, from]) => (liesIn(from, judged) ? [to] : []));
  const extent = extentOf(judged, [...rendered.paths, ...followed]);
  const after = modelledAsChange(content.head, scope, before.model, { moved, extent, now });
  return { base: before, head: { ...after, model: keptTogether(before.model, after.model, now) }, moved, extent };
}

/** A file that moved out of everything that the base's config file includes stays in its environment until the merge. */
function modelledAsChange(
  content: Content,
  scope: Scope,
  before: Model,
  { moved, extent, now }: Pick<Revisions, "moved" | "extent"> & { readonly now: number },
): Revision {
  const alone = modelled(content, scope, now, extent);
  if (scope.environments === undefined) return alone;
  const pins = new Map<string, RepoPath[]>();
  for (const [to, from] of moved) {
    const environment = alone.model.environmentOf(to) === undefined ? before.environmentOf(from) : undefined;
    if (environment === undefined || "because" in parseGlob(to) || /[*?{}]/.test(to)) continue;
    pins.set(environment.name, [...(pins.get(environment.name) ?? []), to]);
  }
  if (pins.size === 0) return alone;
  const environments = scope.environments.map((environment) => ({
    ...environment,
    include: [...environment.include, ...(pins.get(environment.name) ?? [])],
  }));
  return modelled(content, { ...scope, environments }, now, extent);
}
