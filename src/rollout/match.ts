import { advertisedClientTargets, advertisedHost } from "../model/channels/dialling.ts";
import type { Environment, Model } from "../model/environments/environment.ts";
import { type Instance, materialNames } from "../model/instances/instance.ts";
import { splitAddress } from "../model/instances/url.ts";
import { materialChange } from "./material-change.ts";

/** Something before and after a change; one side is missing where it was added or removed. */
export interface Match<T> {
  readonly base?: T | undefined;
  readonly head?: T | undefined;
}

export type EnvironmentMatch = Match<Environment>;

/** An instance before and after a change, under an id that both sides share. */
export interface InstanceMatch extends Match<Instance> {
  readonly id: string;
}

/**
 * Environments of two models: by name; a renamed one by the instances that it has in common with what is left. The order
 * is the head's, then what was removed.
 */
export function matchEnvironments(base: Model, head: Model): readonly EnvironmentMatch[] {
  const left = new Map(base.environments.map((environment) => [environment.name, environment]));
  const found = new Map<Environment, Environment>();
  for (const environment of head.environments) {
    const same = left.get(environment.name);
    if (same === undefined) continue;
    found.set(environment, same);
    left.delete(environment.name);
  }
  const owners = new Map<string, Environment>();
  for (const environment of left.values()) {
    for (const instance of environment.instances) for (const key of keysOf(instance)) owners.set(key, environment);
  }
  for (const environment of head.environments) {
    if (found.has(environment)) continue;
    const keys = environment.instances.flatMap(keysOf);
    const owner = keys.map((key) => owners.get(key)).find((one) => one !== undefined && left.has(one.name));
    if (owner === undefined) continue;
    found.set(environment, owner);
    left.delete(owner.name);
  }
  return [
    ...head.environments.map((environment) => ({ base: found.get(environment), head: environment })),
    ...[...left.values()].map((environment) => ({ base: environment })),
  ];
}

/**
 * Instances of one environment before and after. Each way of recognition is tried for all before the next, weaker one: the
 * same name in the same file, the same address, the same file, the same name, and at last the only one of its kind.
 */
export function matchInstances({ base, head }: EnvironmentMatch): readonly InstanceMatch[] {
  const before = new Set(base?.instances ?? []);
  const after = new Set(head?.instances ?? []);
  const found = new Map<Instance, Instance>();
  const ways: readonly ((instance: Instance) => string | undefined)[] = [
    (instance) => `${instance.path}\n${instance.name}`,
    addressOf,
    (instance) => instance.path,
    (instance) => instance.name,
    () => "only one",
  ];
  for (const way of ways) {
    const [old, fresh] = [uniqueBy(before, way), uniqueBy(after, way)];
    for (const [key, instance] of fresh) {
      const match = old.get(key);
      if (instance === undefined || match === undefined) continue;
      found.set(instance, match);
      before.delete(match);
      after.delete(instance);
    }
  }
  const matches = [
    ...(head?.instances ?? []).map((instance): Match<Instance> => ({ base: found.get(instance), head: instance })),
    ...[...before].map((instance): Match<Instance> => ({ base: instance })),
  ];
  return matches.map((match, index) => ({ ...match, id: String(index) }));
}

/**
 * The same instance with what says nothing taken out of the difference: its name, and why a file that is not in the
 * repository is not. A doubt is then the same doubt before and after.
 */
export function withoutMereWords(match: InstanceMatch): InstanceMatch {
  const { base, head } = match;
  if (base === undefined || head === undefined) return match;
  const unseen = materialNames.filter((name) => {
    const [before, after] = [base.security[name], head.security[name]];
    return after.kind === "unseen" && before.kind === "unseen" && materialChange(before, after) === "same";
  });
  const same = Object.fromEntries(unseen.map((name) => [name, base.security[name]]));
  return {
    ...match,
    base: base.name === head.name ? base : { ...base, name: head.name },
    head: unseen.length === 0 ? head : { ...head, security: { ...head.security, ...same } },
  };
}

/** Instances by a key, with `undefined` where several have the same one. */
function uniqueBy(
  instances: ReadonlySet<Instance>,
  keyOf: (instance: Instance) => string | undefined,
): ReadonlyMap<string, Instance | undefined> {
  const map = new Map<string, Instance | undefined>();
  for (const instance of instances) {
    const key = keyOf(instance);
    if (key === undefined) continue;
    const full = `${instance.component} ${key}`;
    map.set(full, map.has(full) ? undefined : instance);
  }
  return map;
}

/** The address at which others find an instance; undefined when its files do not say. */
export function addressOf(instance: Instance): string | undefined {
  if (instance.component === "tikv") {
    const { advertiseAddress } = instance;
    if (advertisedHost(instance) === undefined || advertiseAddress.kind !== "known") return undefined;
    const { host, port } = splitAddress(advertiseAddress.value);
    return `${host}:${port ?? ""}`;
  }
  const host = advertisedClientTargets(instance)[0]?.host;
  const { advertiseClientUrls } = instance;
  if (host === undefined || advertiseClientUrls.kind !== "known") return undefined;
  return `${host.value}:${advertiseClientUrls.value[0]?.value.port ?? ""}`;
}

function keysOf(instance: Instance): readonly string[] {
  const address = addressOf(instance);
  return [`file ${instance.path}`, ...(address === undefined ? [] : [`${instance.component} ${address}`])];
}
