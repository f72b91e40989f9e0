import { folderOf, type RepoPath } from "../../../text/span.ts";

/** Something in a file that others refer to by name and namespace. */
export interface Named {
  readonly path: RepoPath;
  readonly name: string;
  readonly namespace: string | undefined;
  /** The Kustomize overlay that makes it: references stay inside of one build. */
  readonly build?: RepoPath | undefined;
}

/** Things by name, so that looking one up is not a search through all. */
export function byName<T extends Named>(things: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const map = new Map<string, T[]>();
  for (const thing of things) {
    const list = map.get(thing.name);
    if (list === undefined) map.set(thing.name, [thing]);
    else list.push(thing);
  }
  return map;
}

/**
 * The one that a reference from a file means: of the namespace, where both say one; of several the nearest (the same
 * file, the same folder, the longest common path). Undefined when none fits or two are equally near.
 */
export function nearest<T extends Named>(
  all: ReadonlyMap<string, readonly T[]>,
  wanted: Pick<Named, "name" | "namespace" | "build"> & { readonly from: RepoPath },
): T | undefined {
  const inNamespace = (all.get(wanted.name) ?? []).filter(
    ({ namespace }) => namespace === wanted.namespace || namespace === undefined || wanted.namespace === undefined,
  );
  const ofBuild = inNamespace.filter(({ build }) => build === wanted.build);
  const fitting = ofBuild.length > 0 ? ofBuild : inNamespace;
  let best: T | undefined;
  let bestScore = -1;
  let isUnique = false;
  for (const thing of fitting) {
    const score = closeness(thing.path, wanted.from) + (thing.namespace === wanted.namespace ? 0.5 : 0);
    if (score < bestScore) continue;
    isUnique = score > bestScore;
    bestScore = score;
    best = thing;
  }
  return isUnique ? best : undefined;
}

function closeness(a: RepoPath, b: RepoPath): number {
  if (a === b) return Number.MAX_SAFE_INTEGER;
  const [left, right] = [folderOf(a).split("/"), folderOf(b).split("/")];
  let common = 0;
  while (common < left.length && common < right.length && left[common] === right[common]) common++;
  // Nearer means fewer steps up from the reference and down again; a longer common start comes first.
  return common * 1000 - (left.length - common) - (right.length - common) + 500;
}
