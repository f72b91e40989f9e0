import type { Problem } from "../../../model/environments/environment.ts";
import { lookup } from "../../../model/instances/config-tree.ts";
import {
  type Deployment,
  type ExpectedSecret,
  type InsecureClient,
  statusPortOfPods,
} from "../../../model/instances/deployment.ts";
import type { InstanceDraft } from "../../../model/instances/draft.ts";
import type { Component } from "../../../model/instances/instance.ts";
import type { Form } from "../../form.ts";
import { type ConfigText, emptyConfig, readConfigText, unknownConfig } from "../../kubernetes/operators/config-text.ts";
import { environmentHint } from "../../kubernetes/operators/environment-hint.ts";
import { mayHold, problemsOf, resourcesOfKinds } from "../../kubernetes/operators/manifests.ts";
import { byName, nearest } from "../../kubernetes/operators/nearest.ts";
import { filledInLater, hasPlaceholder } from "../../kubernetes/operators/placeholder.ts";
import { declaredObject, type Resource } from "../../kubernetes/resources.ts";
import { nodeAt, textAt } from "../../nodes.ts";
import { type Cluster, clientSecret, clusterOf, insecureClients } from "./cluster.ts";
import { generatedSettings } from "./generated-settings.ts";
import type { Group } from "./group.ts";
import { managedSettings } from "./managed-settings.ts";
import { secretsOfGroup } from "./secrets.ts";

const apiGroup = "core.pingcap.com";
const componentOfKind: ReadonlyMap<string, Component> = new Map([
  ["PDGroup", "pd"],
  ["TiKVGroup", "tikv"],
]);
const kinds = ["Cluster", ...componentOfKind.keys()];

/** Clusters and groups of tidb-operator v2. */
export const tidbOperatorV2Form: Form = {
  meta: {
    id: "tidb-operator-v2",
    title: "tidb-operator v2",
    reads:
      "resources of the kinds `Cluster`, `PDGroup` and `TiKVGroup` (`core.pingcap.com/v1alpha1`), in one file or several: `spec.tlsCluster` of the Cluster, `spec.template.spec` of the groups with its TOML text `config`, the Secrets that `security.tls.cluster` or an overlay names, `spec.dns` and feature gates",
    derives:
      "the scheme of all URLs, the certificate paths, the Secrets by the group's name (`<group>-pd-cluster-secret`), and the names that are dialled: the service `<group>-pd.<namespace>` by TiKV, `<group>-pd-xxxxxx.<group>-pd-peer.<namespace>` by other PDs, where `xxxxxx` stands for the random end of a pod's name; settings that the operator refuses",
    unknown:
      "TLS of a group whose Cluster is not committed; host names, where the manifest names no namespace; the certificates, where no Secret is committed; values with a placeholder, and manifests that are templates",
  },
  needs: ["yaml"],

  claims: (file) => mayHold(file, `${apiGroup}/`, kinds),

  read(files, context) {
    const problems: Problem[] = [];
    const clusters: Cluster[] = [];
    const found: Resource[] = [];
    for (const file of files) {
      const resources = resourcesOfKinds(file, context, apiGroup, kinds);
      clusters.push(...resources.filter(({ kind }) => kind === "Cluster").map(clusterOf));
      found.push(...resources.filter(({ kind }) => componentOfKind.has(kind)));
      problems.push(...problemsOf(file, context, apiGroup, kinds, resources.length));
    }
    const named = byName(clusters);
    const groups = found.map((resource): Group => {
      const { path, name, namespace } = resource;
      const clusterName = textAt(resource.root, "spec", "cluster", "name")?.value ?? "";
      const build = resource.overlay?.folder;
      const spec = nodeAt(resource.root, "spec", "template", "spec");
      return {
        path,
        name,
        namespace,
        build,
        resource,
        component: componentOfKind.get(resource.kind) as Component,
        clusterName,
        cluster: nearest(named, { name: clusterName, namespace, build, from: path }),
        spec: spec?.kind === "table" ? spec : undefined,
      };
    });
    const made = draftsOf(groups);
    return {
      instances: made.drafts,
      files: [],
      problems: [...problems, ...made.problems],
      objects: [...clusters.map(({ resource }) => resource), ...found].flatMap(declaredObject),
      insecureClients: clusters.flatMap((cluster): readonly InsecureClient[] => insecureClients(cluster)),
    };
  },
};

function draftsOf(groups: readonly Group[]): {
  readonly drafts: readonly InstanceDraft[];
  readonly problems: readonly Problem[];
} {
  const pdGroups = byName(
    groups.filter(({ component }) => component === "pd").map((group) => ({ ...group, name: group.clusterName, group })),
  );
  const drafts: InstanceDraft[] = [];
  const problems: Problem[] = [];
  const clientsExpected = new Set<Cluster>();
  for (const group of groups) {
    const { clusterName, namespace, build, path } = group;
    const pdGroup = nearest(pdGroups, { name: clusterName, namespace, build, from: path })?.group;
    const expectsClient = group.cluster !== undefined && !clientsExpected.has(group.cluster);
    if (group.cluster !== undefined) clientsExpected.add(group.cluster);
    const made = draftOf(group, pdGroup, expectsClient);
    drafts.push(made.draft);
    problems.push(...made.problems);
  }
  return { drafts, problems };
}

function draftOf(
  group: Group,
  pdGroup: Group | undefined,
  expectsClient: boolean,
): { readonly draft: InstanceDraft; readonly problems: readonly Problem[] } {
  const { resource, component, cluster, spec } = group;
  const written = writtenConfig(group);
  const { config, managed } = managedSettings(written.config, component);
  const generated = generatedSettings(group, pdGroup);
  const secrets = cluster?.tls.kind === "on" ? secretsOfGroup(resource, component, spec) : { expects: [], mounts: [] };
  const deployment: Deployment = {
    tool: "tidb-operator v2",
    turnOnTls: "set spec.tlsCluster.enabled to true in a new Cluster: the operator does not allow a change of it",
    shieldStatusPort: statusPortOfPods,
    dropped: [],
    managed,
    contradictions: [],
    expects: [...secrets.expects, ...(expectsClient ? operatorsOwn(cluster) : [])],
  };
  const version = textAt(spec, "version") ?? textAt(resource.root, "spec", "version");
  const draft: InstanceDraft = {
    component,
    form: tidbOperatorV2Form.meta.id,
    path: resource.path,
    at: resource.at,
    config,
    overrides: generated.overrides,
    unknownOverrides: generated.unknownOverrides,
    name: instanceName(group),
    version: version && { value: version.value, span: version.span, origin: "form" },
    mounts: secrets.mounts,
    deployment,
    environment: environmentHint(resource, group.clusterName === "" ? resource.name : group.clusterName),
  };
  return { draft, problems: written.problems };
}

/** A group that is called `pd` makes pods called `pd-pd-…`, which says no more than `pd`. */
function instanceName({ name, component }: Group): string {
  if (hasPlaceholder(name)) return component;
  return name.split("-").includes(component) ? name : `${name}-${component}`;
}

/** The Secret with which the operator itself connects; told once for each Cluster. */
function operatorsOwn(cluster: Cluster | undefined): readonly ExpectedSecret[] {
  if (cluster?.tls.kind !== "on") return [];
  const name = clientSecret(cluster);
  return hasPlaceholder(name) ? [] : [{ at: cluster.tls.at, name, namespace: cluster.namespace }];
}

function writtenConfig({ spec, resource, component }: Group): ConfigText {
  const node = spec && lookup(spec, ["config"], "exact")?.node;
  if (node === undefined) return { config: emptyConfig(resource.at), problems: [] };
  if (node.kind === "string")
    return readConfigText(node, component, { tool: "tidb-operator v2", field: "spec.template.spec.config" });
  const because = node.kind === "unknown" ? node.because : filledInLater;
  const config = unknownConfig(component, node.span, because);
  if (node.kind === "unknown") return { config, problems: [] };
  const message =
    "spec.template.spec.config is no text: tidb-operator v2 takes TOML as a text, and Kubernetes refuses this manifest";
  return {
    config,
    problems: [{ kind: "syntax", at: node.span, message, help: "write it as a TOML text (config: |)", component }],
  };
}
