import { withoutTrailing } from "../../text/cut.ts";
import { grouped } from "../../text/grouped.ts";
import { Joined } from "../../text/joined.ts";
import { fileName, folderOf, type RepoPath } from "../../text/span.ts";
import type { Environment } from "../environments/environment.ts";
import { isMachine } from "../environments/environment-word.ts";
import { homeOf } from "../environments/home.ts";
import type { Instance, Url } from "../instances/instance.ts";
import type { Setting, Stated } from "../instances/setting.ts";
import { hasPlaceholder, isLoopback, isUnspecified, readUrl } from "../instances/url.ts";
import type { Channel } from "./channel.ts";

/** Instances that may dial each other. */
export type Cluster = readonly Instance[];

/**
 * Who belongs together among the instances of an environment: who dials whom, by the addresses in the files, and where
 * these do not decide, the file, the folder and the files' names. Several clusters may have one instance in common: one
 * that dials nobody known may belong to any of those nearest to it, and is judged with each. An example's files in
 * different folders are cases of their own.
 */
export function clustersAmong(instances: readonly Instance[], isIllustration: boolean): readonly Cluster[] {
  const cores: Cluster[] = [];
  const rest: Cluster[] = [];
  for (const alternative of alternativesAmong(instances)) {
    const found = completeAmong(alternative);
    cores.push(...found.cores);
    rest.push(...found.rest);
  }
  if (cores.length === 0) return isIllustration ? casesAmong(instances) : [instances];
  return withRest(cores, rest, isIllustration);
}

/**
 * Files that describe the same machines in other ways (a compose file with TLS and one without) cannot run together: each
 * with what only one file describes. One list where there are none.
 */
function alternativesAmong(instances: readonly Instance[]): readonly Cluster[] {
  const whole = sharedPaths(instances);
  const files = new Map<string, Map<string, RepoPath>>();
  for (const instance of instances) {
    const identity = identityOf(instance);
    if (identity === undefined) continue;
    const paths = files.get(identity) ?? new Map<string, RepoPath>();
    files.set(identity, paths);
    // Files of two machines with one address in both are a slip: they stay together.
    const key = whole.has(instance.path) ? instance.path : variantOf(instance);
    if (!paths.has(key)) paths.set(key, instance.path);
  }
  const rivals = new Map<RepoPath, Set<RepoPath>>();
  for (const byVariant of files.values()) {
    if (byVariant.size < 2) continue;
    const paths = [...byVariant.values()];
    for (const path of paths) {
      const others = rivals.get(path) ?? new Set();
      rivals.set(path, others);
      for (const other of paths) if (other !== path) others.add(other);
    }
  }
  if (rivals.size === 0) return [instances];
  const byPath = new Map(groupsBy(instances, ({ path }) => path).map((own) => [(own[0] as Instance).path, own]));
  const paths = [...byPath.keys()];
  const sets = [...rivals.keys()].map((path) => compatible(path, rivals.size > rivalLimit ? [] : paths, rivals));
  const distinct = new Map(sets.map((set) => [[...set].sort().join("\n"), set]));
  return [...distinct.values()].map((set) => paths.filter((path) => set.has(path)).flatMap((path) => byPath.get(path) ?? []));
}

/** With more alternatives each file is judged by itself: the work stays linear. */
const rivalLimit = 64;

/** A file and all that can run beside it; of others that are alternatives to each other the one that is called alike. */
function compatible(
  path: RepoPath,
  paths: readonly RepoPath[],
  rivals: ReadonlyMap<RepoPath, ReadonlySet<RepoPath>>,
): ReadonlySet<RepoPath> {
  const isAlike = (other: RepoPath) => telling(other) === telling(path);
  const set = new Set([path]);
  for (const other of [...paths.filter(isAlike), ...paths.filter((one) => !isAlike(one))]) {
    const against = rivals.get(other);
    if (against === undefined || ![...set].some((one) => against.has(one))) set.add(other);
  }
  return set;
}

/** What two running instances cannot have in common: the address that others dial. */
function identityOf(instance: Instance): string | undefined {
  const [address] = ownAddresses(instance);
  if (address === undefined || hasPlaceholder(address) || isLoopback(readUrl(address).host)) return undefined;
  return `${instance.component} ${address}`;
}

/** The files that describe several instances. */
function sharedPaths(instances: Cluster): ReadonlySet<RepoPath> {
  const seen = new Set<RepoPath>();
  const shared = new Set<RepoPath>();
  for (const { path } of instances) (seen.has(path) ? shared : seen).add(path);
  return shared;
}

interface Found {
  /** Sets with PD and TiKV. */
  readonly cores: readonly Cluster[];
  readonly rest: readonly Cluster[];
}

/** By addresses; what these leave alone by its file; and what that leaves by the files' names. */
function completeAmong(instances: Cluster): Found {
  const byAddress = split(connected(instances));
  const byFile = split(groupsBy(byAddress.rest.flat(), ({ path }) => path));
  const left = byFile.rest.flat();
  const byName = split(groupsBy(left, variantOf));
  const cores = [...byAddress.cores, ...byFile.cores];
  // Names decide between several: one complete set is what its folder is, and a machine more is not another cluster.
  const taken = new Set(cores.flat().map(variantOf));
  const isOfItsOwn = byName.cores.every(([first]) => first !== undefined && !taken.has(variantOf(first)));
  if (byName.cores.length > 0 && isOfItsOwn && cores.length + byName.cores.length >= 2)
    return { cores: [...cores, ...byName.cores], rest: byName.rest };
  const loose = new Set(left);
  return { cores, rest: byAddress.rest.filter((cluster) => cluster.some((instance) => loose.has(instance))) };
}

function split(clusters: readonly Cluster[]): Found {
  const isComplete = (cluster: Cluster) => new Set(cluster.map(({ component }) => component)).size === 2;
  return { cores: clusters.filter(isComplete), rest: clusters.filter((cluster) => !isComplete(cluster)) };
}

/** Sets that the addresses in the files join: what an instance is reached at, and what it dials. */
function connected(instances: Cluster): readonly Cluster[] {
  const joined = new Joined<Instance | string>();
  const shared = sharedPaths(instances);
  for (const instance of instances) {
    // A file of one instance shares its machine, or its variables, with the files beside it.
    const scope = shared.has(instance.path) ? instance.path : folderOf(instance.path);
    for (const address of [...ownAddresses(instance), ...dialledAddresses(instance)]) {
      joined.join(instance, isLocal(address) ? `${scope}\n${address}` : address);
    }
  }
  return groupsBy(instances, (instance) => joined.rootOf(instance));
}

/** A variable and a loopback address mean the same within one file or folder only. */
function isLocal(address: string): boolean {
  return hasPlaceholder(address) || isLoopback(readUrl(address).host);
}

/** What others reach an instance at; the address to dial comes first. */
function ownAddresses(instance: Instance): readonly string[] {
  if (instance.component === "tikv") return addressesOf(asList(instance.advertiseAddress));
  const { advertiseClientUrls, clientUrls, advertisePeerUrls, peerUrls } = instance;
  return [advertiseClientUrls, clientUrls, advertisePeerUrls, peerUrls].flatMap(urlsOf);
}

function dialledAddresses(instance: Instance): readonly string[] {
  if (instance.component === "tikv") return addressesOf(instance.pdEndpoints);
  const { initialCluster, join } = instance;
  const members = initialCluster.kind === "known" && initialCluster.origin !== "default" ? initialCluster.value : [];
  return [...texts(members.map(({ url }) => url.value.text)), ...urlsOf(join)];
}

function urlsOf(stated: Stated<readonly Setting<Url>[]>): readonly string[] {
  return stated.kind !== "known" || stated.origin === "default" ? [] : texts(stated.value.map(({ value }) => value.text));
}

function addressesOf(stated: Stated<readonly Setting<string>[]>): readonly string[] {
  return stated.kind !== "known" || stated.origin === "default" ? [] : texts(stated.value.map(({ value }) => value));
}

function asList(stated: Stated<string>): Stated<readonly Setting<string>[]> {
  return stated.kind === "known" ? { ...stated, value: [stated] } : stated;
}

/** Without scheme and path; an address of all interfaces tells nothing. */
function texts(addresses: readonly string[]): readonly string[] {
  return addresses.flatMap((written) => {
    const text = withoutTrailing(written.trim().replace(/^[^:/]*:\/\//, ""), "/");
    const { host } = readUrl(text);
    return host === "" || isUnspecified(host) ? [] : [hasPlaceholder(text) ? text : text.toLowerCase()];
  });
}

/** A file's folder, and what its name says beside component and machine: `tls` of `pd-tls.toml`. */
function variantOf({ path }: Instance): string {
  return `${homeOf(path)}\n${telling(path)}`;
}

function telling(path: RepoPath): string {
  const words = fileName(path)
    .toLowerCase()
    .replace(/\.[^.]*$/, "")
    .split(/[\s._-]+/);
  return words.filter((word) => !/^(?:pd|tikv|config|conf|server|\d*)$/.test(word) && !isMachine(word)).join("-");
}

/** Where nothing is a whole cluster: an example's files of one component under different names are not one. */
function casesAmong(instances: Cluster): readonly Cluster[] {
  const kinds = new Set(instances.map(({ component }) => component));
  return kinds.size === 2 ? [instances] : groupsBy(instances, variantOf);
}

/** Each remaining set with the complete ones that are nearest to it: in its file, else in its folder, else all of them. */
function withRest(cores: readonly Cluster[], rest: readonly Cluster[], isIllustration: boolean): readonly Cluster[] {
  const grown = cores.map((core) => new Set(core));
  const alone: Instance[] = [];
  const [byFile, byHome] = [placesOf(cores, ({ path }) => path), placesOf(cores, ({ path }) => homeOf(path))];
  const everywhere = isIllustration ? [] : cores.map((_, index) => index);
  for (const cluster of rest) {
    const nearest = [byFile(cluster), byHome(cluster), everywhere].find((found) => found.length > 0) ?? [];
    if (nearest.length === 0) alone.push(...cluster);
    // With very many candidates the first stands for all: the work stays linear.
    for (const index of nearest.length > candidateLimit ? nearest.slice(0, 1) : nearest) {
      for (const instance of cluster) grown[index]?.add(instance);
    }
  }
  return [...grown.map((set) => [...set]), ...groupsBy([...new Set(alone)], ({ path }) => homeOf(path))];
}

const candidateLimit = 64;

/** Which of the clusters have an instance in a place of another cluster's. */
function placesOf(clusters: readonly Cluster[], of: (instance: Instance) => string): (cluster: Cluster) => readonly number[] {
  const indexes = new Map<string, Set<number>>();
  for (const [index, cluster] of clusters.entries()) {
    for (const instance of cluster) indexes.set(of(instance), (indexes.get(of(instance)) ?? new Set()).add(index));
  }
  return (cluster) => [...new Set(cluster.map(of))].flatMap((place) => [...(indexes.get(place) ?? [])]);
}

function groupsBy<K>(instances: Cluster, keyOf: (instance: Instance) => K): readonly Cluster[] {
  return [...grouped(instances, keyOf).values()];
}

const views = new WeakMap<Environment, readonly Environment[]>();

/** The clusters of an environment, each as the environment that it would be alone; the environment itself where it is one. */
export function clustersOf(environment: Environment): readonly Environment[] {
  const { clusters } = environment;
  if (clusters === undefined || clusters.length < 2) return [environment];
  let known = views.get(environment);
  if (known === undefined) {
    known = viewsOf(environment, clusters);
    views.set(environment, known);
  }
  return known;
}

/** The part of an environment that an instance may dial or be dialled by. */
export function clusterAround({ name }: Instance, environment: Environment): Environment {
  const views = clustersOf(environment);
  const own = [...indexesOf(environment, name)];
  const [first] = own;
  if (views.length < 2 || first === undefined) return environment;
  if (own.length === 1) return views[first] ?? environment;
  return viewOf(
    environment,
    own.flatMap((index) => environment.clusters?.[index] ?? []),
  );
}

/** Are two instances of an environment in one cluster? Of what it does not know nothing says that they are not. */
export function areTogether(environment: Environment, a: Instance, b: Instance): boolean {
  if ((environment.clusters?.length ?? 0) < 2) return true;
  const [ofA, ofB] = [indexesOf(environment, a.name), indexesOf(environment, b.name)];
  return ofA.size === 0 || ofB.size === 0 || [...ofA].some((index) => ofB.has(index));
}

const indexes = new WeakMap<Environment, ReadonlyMap<string, ReadonlySet<number>>>();
const none: ReadonlySet<number> = new Set();

/** The clusters in which an instance is, by its name. */
function indexesOf(environment: Environment, name: string): ReadonlySet<number> {
  let known = indexes.get(environment);
  if (known === undefined) {
    const made = new Map<string, Set<number>>();
    for (const [index, names] of (environment.clusters ?? []).entries()) {
      for (const one of names) made.set(one, (made.get(one) ?? new Set()).add(index));
    }
    indexes.set(environment, made);
    known = made;
  }
  return known.get(name) ?? none;
}

function viewOf(environment: Environment, names: readonly string[]): Environment {
  return viewsOf({ ...environment, clusters: [names] }, [names])[0] as Environment;
}

/** All clusters in one pass over instances and channels: a folder may hold thousands. */
function viewsOf(environment: Environment, clusters: readonly (readonly string[])[]): readonly Environment[] {
  const parts = clusters.map(() => ({ instances: [] as Instance[], channels: [] as Channel[] }));
  const isInstance = new Set(environment.instances.map(({ name }) => name));
  for (const instance of environment.instances) {
    for (const index of indexesOf(environment, instance.name)) parts[index]?.instances.push(instance);
  }
  for (const channel of environment.channels) {
    const ends = [channel.from, channel.to].filter((end) => isInstance.has(end)).map((end) => indexesOf(environment, end));
    const [first = none, second = first] = ends;
    for (const index of first) if (second.has(index)) parts[index]?.channels.push(channel);
  }
  return clusters.map((names, index) => ({ ...environment, ...parts[index], clusters: [names] }));
}
