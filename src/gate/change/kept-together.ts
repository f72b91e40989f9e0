import { channelsOf } from "../../model/channels/channels.ts";
import type { Environment, Model } from "../../model/environments/environment.ts";
import { type EnvironmentMatch, matchEnvironments, matchInstances } from "../../rollout/match.ts";

/**
 * The head with what was one cluster in the base judged as one still: running instances do not part because a change
 * writes another address, and a refusal between them must not go out of sight with it. `at`: milliseconds since the epoch, UTC.
 */
export function keptTogether(base: Model, head: Model, at: number): Model {
  if (head.environments.every(({ clusters = [] }) => clusters.length < 2)) return head;
  const kept = new Map<string, Environment>();
  for (const match of matchEnvironments(base, head)) if (match.head !== undefined) kept.set(match.head.name, keptIn(match, at));
  const environmentOf = (name: string | undefined) => (name === undefined ? undefined : kept.get(name));
  return {
    ...head,
    environments: [...kept.values()],
    environmentOf: (path) => environmentOf(head.environmentOf(path)?.name),
  };
}

function keptIn(match: EnvironmentMatch, at: number): Environment {
  const { base } = match;
  const head = match.head as Environment;
  const { clusters = [] } = head;
  if (base === undefined || clusters.length < 2) return head;
  const headNames = new Map<string, string>();
  for (const one of matchInstances(match)) if (one.base && one.head) headNames.set(one.base.name, one.head.name);
  const before = base.clusters ?? [base.instances.map(({ name }) => name)];
  const images = before.map((names) => names.flatMap((name) => headNames.get(name) ?? []));
  const parted = images.filter((image) => !clusters.some((names) => image.every((name) => names.includes(name))));
  if (parted.length === 0) return head;
  const all = [...clusters, ...parted];
  const byName = new Map(head.instances.map((instance) => [instance.name, instance]));
  const instances = all.map((names) => names.flatMap((name) => byName.get(name) ?? []));
  return { ...head, clusters: all, channels: channelsOf(instances, head.clients, at) };
}
