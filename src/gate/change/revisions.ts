import type { Scope } from "../../model/build.ts";
import type { Model } from "../../model/environments/environment.ts";
import { parseGlob } from "../../text/glob.ts";
import type { RepoPath } from "../../text/span.ts";
import { type Content, type Head, type Listing, modelled, type Revision, readBoth } from "../revision.ts";
import { movesBetween } from "./moved-files.ts";

/** The two sides of a change. */
export interface Revisions {
  readonly base: Revision;
  readonly head: Revision;
  /** New path -> old path. */
  readonly moved: ReadonlyMap<RepoPath, RepoPath>;
}

/** Reads and models both sides by one scope, that of the config in force. `now`: milliseconds since the epoch, UTC. */
export async function readRevisions(head: Head, base: Listing, scope: Scope, now: number): Promise<Revisions> {
  const content = await readBoth(head, base);
  const moved = movesBetween(content.base, content.head);
  const before = modelled(content.base, scope, now);
  return { base: before, head: modelledAsChange(content.head, scope, before.model, moved, now), moved };
}

/** A file that moved out of everything that the base's config file includes stays in its environment until the merge. */
function modelledAsChange(
  content: Content,
  scope: Scope,
  before: Model,
  moved: ReadonlyMap<RepoPath, RepoPath>,
  now: number,
): Revision {
  const alone = modelled(content, scope, now);
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
  return modelled(content, { ...scope, environments }, now);
}
