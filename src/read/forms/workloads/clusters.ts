import type { InstanceDraft } from "../../../model/instances/draft.ts";
import { folderOf } from "../../../text/span.ts";

/** A draft with the name of what it was made of, and what a label says of its cluster. */
export interface NamedDraft {
  readonly draft: InstanceDraft;
  readonly name: string;
  readonly label: string | undefined;
}

/**
 * Tells clusters of one namespace apart: by the label of their chart or application, else by what stands before `pd`
 * and `tikv` in their names (`basic-pd`, `basic-tikv`). Only where every one of them has both components: else the names
 * mean something else.
 */
export function withClusters(named: readonly NamedDraft[]): readonly InstanceDraft[] {
  const places = new Map<string, NamedDraft[]>();
  for (const item of named) {
    const { environment, path } = item.draft;
    const key = [environment?.folder ?? folderOf(path), environment?.namespace ?? ""].join("\n");
    const list = places.get(key);
    if (list === undefined) places.set(key, [item]);
    else list.push(item);
  }
  return [...places.values()].flatMap((items) => {
    const byCluster = new Map<string, NamedDraft[]>();
    for (const item of items) {
      const cluster = item.label ?? prefixOf(item.name);
      const list = byCluster.get(cluster);
      if (list === undefined) byCluster.set(cluster, [item]);
      else list.push(item);
    }
    const isComplete = (list: readonly NamedDraft[]) => new Set(list.map(({ draft }) => draft.component)).size === 2;
    const areTold = byCluster.size > 1 || items.every(({ label }) => label !== undefined);
    const areClusters = areTold && [...byCluster.values()].every(isComplete);
    if (!areClusters) return items.map(({ draft }) => draft);
    return [...byCluster].flatMap(([cluster, list]) =>
      list.map(({ draft }) => ({ ...draft, environment: { ...draft.environment, cluster } })),
    );
  });
}

function prefixOf(name: string): string {
  return name.slice(0, /(?:^|[-_.])(?:pd|tikv)(?=[-_.]|$)/i.exec(name)?.index);
}
