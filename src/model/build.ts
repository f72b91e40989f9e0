import { counted } from "../text/counted.ts";
import { shortListOf } from "../text/list-of.ts";
import { compareSpans, type RepoPath, type ServerPath, type Span } from "../text/span.ts";
import { keysOf, type PemFile } from "./certificates/certificate.ts";
import { MaterialResolver } from "./certificates/material.ts";
import { channelsOf } from "./channels/channels.ts";
import { clustersAmong } from "./channels/clusters.ts";
import type { ClientCredentials, Environment, Model, Tier } from "./environments/environment.ts";
import { declaredEnvironments, type EnvironmentPlan, foundEnvironments, placeOf } from "./environments/environments.ts";
import { homeOf } from "./environments/home.ts";
import type { InstanceDraft, Mount, Reading } from "./instances/draft.ts";
import { type Component, componentName, type Instance, type Material, materialNames } from "./instances/instance.ts";
import { instanceNames } from "./instances/instance-names.ts";
import { newestRelease } from "./instances/newest.ts";
import { typedInstance } from "./instances/typed.ts";
import { parseVersion, type Version } from "./instances/version.ts";

/** What the config file of the gate says about the model. */
export interface Scope {
  readonly version?: { readonly pd?: Version | undefined; readonly tikv?: Version | undefined } | undefined;
  /** Where the config file says the version. */
  readonly versionSpan?: Span | undefined;
  readonly environments?: readonly DeclaredEnvironment[] | undefined;
}

export interface DeclaredEnvironment {
  readonly name: string;
  readonly tier: Tier;
  /** Globs over repository paths. */
  readonly include: readonly string[];
  readonly policy?: string | undefined;
  readonly mounts: readonly Mount[];
  readonly clients?: DeclaredClients | undefined;
  /** Where the config file declares it. */
  readonly at?: Span | undefined;
}

export interface DeclaredClients {
  readonly ca?: RepoPath | undefined;
  readonly certificate?: RepoPath | undefined;
  readonly caSpan?: Span | undefined;
  readonly certificateSpan?: Span | undefined;
}

/**
 * Builds the model of a tree: environments, instances, identities, channels. Judges nothing. `isReported` tells of which files what was
 * assumed is worth saying; of all when undefined.
 */
export function buildModel(reading: Reading, scope: Scope, now: number, isReported = (_: RepoPath) => true): Model {
  const map =
    scope.environments === undefined
      ? foundEnvironments(reading.instances)
      : declaredEnvironments(scope.environments, reading.instances);
  const resolver = new MaterialResolver(reading.files, map, reading.secrets);
  const filesByPath = new Map(reading.files.map((file) => [file.path, file]));
  const filesByPlan = new Map<EnvironmentPlan, PemFile[]>();
  for (const file of sorted(reading.files)) {
    const plan = map.of(file.path);
    if (plan === undefined || (isTestBed(plan) && !isBeside(file, plan.drafts))) continue;
    const list = filesByPlan.get(plan);
    if (list === undefined) filesByPlan.set(plan, [file]);
    else list.push(file);
  }
  const environments = new Map<EnvironmentPlan, Environment>();
  for (const plan of map.plans) {
    const files = filesByPlan.get(plan) ?? [];
    const instances = instancesOf(plan, scope, resolver);
    const clients = plan.declared?.clients && clientsOf(plan.declared.clients, filesByPath);
    const at = instances[0]?.at ?? files[0]?.at ?? plan.declared?.at;
    if (at === undefined) continue;
    const { name, tier, tierIsAssumed, isIllustration, word } = plan;
    const clusters = clustersAmong(instances, isIllustration);
    const channels = channelsOf(clusters, clients, now);
    environments.set(plan, {
      name,
      tier,
      tierIsAssumed,
      isIllustration,
      tierWord: word?.text,
      policy: plan.declared?.policy,
      instances,
      clients,
      files,
      at,
      channels,
      clusters: clusters.map((cluster) => cluster.map((instance) => instance.name)),
    });
  }
  const environmentOf = (path: RepoPath) => {
    const plan = map.of(path);
    return plan && environments.get(plan);
  };
  const list = [...environments.values()];
  const judged = scope.environments === undefined ? undefined : insideOf(list, scope.environments);
  const isInside = (path: RepoPath) => judged === undefined || environmentOf(path) !== undefined;
  return {
    environments: list,
    files: sorted(
      reading.files.filter((file) => judged === undefined || judged(file) || isInside(file.path) || keysOf(file).length > 0),
    ),
    problems: reading.problems.filter((problem) => isInside(problem.at.path)),
    requests: (reading.requests ?? []).filter(({ at }) => isInside(at.path)),
    secrets: reading.secrets,
    objects: (reading.objects ?? []).filter(({ at }) => isInside(at.path)),
    insecureClients: (reading.insecureClients ?? []).filter(({ at }) => isInside(at.path)),
    undeclared: undeclaredIn(reading.instances.filter(({ path }) => !isInside(path))),
    assumptions: assumptionsOf(map.plans, list, scope, {
      isReported,
      outside: reading.files.map(({ path }) => path).filter((path) => !isInside(path)),
    }),
    environmentOf,
  };
}

function instancesOf(plan: EnvironmentPlan, scope: Scope, resolver: MaterialResolver): readonly Instance[] {
  const names = instanceNames(plan.drafts);
  return plan.drafts.map((draft, index) =>
    typedInstance(draft, {
      name: names[index] as string,
      environment: plan.name,
      ...versionOf(draft, scope),
      resolve: (path, as) => resolver.resolve(path, as, draft, plan),
    }),
  );
}

function undeclaredIn(drafts: readonly InstanceDraft[]): readonly Span[] {
  const first = new Map<RepoPath, Span>();
  for (const { path, at } of drafts) {
    const known = first.get(path);
    if (known === undefined || compareSpans(at, known) < 0) first.set(path, at);
  }
  return [...first.values()];
}

/** Found by a word for tests or examples, and not declared. */
function isTestBed({ declared, isIllustration, word }: EnvironmentPlan): boolean {
  return declared === undefined && (isIllustration || word?.id === "test");
}

/** A folder of tests holds much that is not for the cluster: what counts lies where its configurations do, or one of them names it. */
function isBeside({ path }: PemFile, drafts: readonly InstanceDraft[]): boolean {
  const home = homeOf(path);
  return drafts.some((draft) => homeOf(draft.path) === home || homeOf(placeOf(draft)) === home);
}

function versionOf(draft: InstanceDraft, scope: Scope): { readonly version: Version; readonly versionSpan?: Span | undefined } {
  const declared = scope.version?.[draft.component];
  if (declared !== undefined) return { version: declared, versionSpan: scope.versionSpan };
  const told = draft.version && parseVersion(draft.version.value);
  if (told !== undefined) return { version: told, versionSpan: draft.version?.span };
  return { version: newestRelease[draft.component] };
}

function clientsOf(declared: DeclaredClients, files: ReadonlyMap<RepoPath, PemFile>): ClientCredentials {
  const material = (path: RepoPath | undefined, span: Span | undefined): Material => {
    const file = path === undefined ? undefined : files.get(path);
    if (path === undefined) return { kind: "absent" };
    if (file === undefined) return { kind: "unseen", because: `${path} is not in the repository` };
    // For a client the path in the repository stands for the one on its machine.
    return { kind: "seen", path: { value: `/${path}` as ServerPath, span: span ?? file.at, origin: "form" }, file };
  };
  return { ca: material(declared.ca, declared.caSpan), certificate: material(declared.certificate, declared.certificateSpan) };
}

/** Files outside of all environments are judged too when an environment names them or mounts their folder. */
function insideOf(environments: readonly Environment[], declared: readonly DeclaredEnvironment[]): (file: PemFile) => boolean {
  const used = new Set<PemFile>();
  for (const { instances, clients } of environments) {
    const materials = instances.flatMap(({ security }) => materialNames.map((name) => security[name]));
    for (const material of [...materials, clients?.ca, clients?.certificate]) {
      if (material?.kind === "seen") used.add(material.file);
    }
  }
  const folders = new Set(declared.flatMap(({ mounts }) => mounts.map((mount) => mount.repository)));
  return (file) => used.has(file) || [...prefixesOf(file.path)].some((prefix) => folders.has(prefix));
}

function* prefixesOf(path: RepoPath): Iterable<RepoPath> {
  for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) yield path.slice(0, end) as RepoPath;
}

function assumptionsOf(
  all: readonly EnvironmentPlan[],
  environments: readonly Environment[],
  scope: Scope,
  { isReported, outside: left }: { readonly isReported: (path: RepoPath) => boolean; readonly outside: readonly RepoPath[] },
): readonly string[] {
  const plans = all.filter(({ drafts }) => drafts.some((draft) => isReported(draft.path) || isReported(placeOf(draft))));
  const sentences: string[] = [];
  if (scope.environments === undefined && plans.length > 0) {
    const names = plans.map(({ name, tier, word }) => {
      const by = word === undefined || word.text === name ? "" : `, for the word ${word.text}`;
      return `${name} (${tier}${by})`;
    });
    sentences.push(
      `No config file declares environments: ${shortListOf(names, 6)} ${plans.length === 1 ? "was" : "were"} found by folder and file names.`,
    );
  }
  const assumed = plans.filter((plan) => plan.tierIsAssumed).map((plan) => plan.name);
  if (assumed.length > 0) {
    sentences.push(
      `No folder or file name says which tier ${shortListOf(assumed, 6)} ${assumed.length === 1 ? "belongs" : "belong"} to: judged as production.`,
    );
  }
  const instances = environments.flatMap((environment) => environment.instances);
  sentences.push(...versionAssumptions(instances.filter(({ path }) => isReported(path))));
  const outside = new Set(scope.environments === undefined ? [] : left.filter(isReported));
  if (outside.size > 0) {
    const paths = [...outside].sort();
    sentences.push(
      `${counted(outside.size, "file")} outside of all declared environments ${outside.size === 1 ? "is" : "are"} not judged: ${shortListOf(paths, 6)}.`,
    );
  }
  return sentences;
}

function versionAssumptions(instances: readonly Instance[]): readonly string[] {
  const components = new Map<Component, number>();
  for (const { component, versionSpan, version } of instances) {
    if (versionSpan === undefined && version === newestRelease[component])
      components.set(component, (components.get(component) ?? 0) + 1);
  }
  return [...components].map(
    ([component, count]) =>
      `No version is given for ${counted(count, `${componentName[component]} configuration`)}: judged as ${newestRelease[component].text}, the newest release known.`,
  );
}

function sorted(files: readonly PemFile[]): readonly PemFile[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
