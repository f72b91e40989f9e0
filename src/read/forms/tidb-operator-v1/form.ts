import type { Problem } from "../../../model/environments/environment.ts";
import { lookup, type TableNode } from "../../../model/instances/config-tree.ts";
import {
  type Deployment,
  type DroppedSetting,
  type ExpectedSecret,
  statusPortOfPods,
} from "../../../model/instances/deployment.ts";
import type { InstanceDraft, Mount } from "../../../model/instances/draft.ts";
import type { Component } from "../../../model/instances/instance.ts";
import type { Span } from "../../../text/span.ts";
import type { Form } from "../../form.ts";
import { emptyConfig, readConfigText, unknownConfig } from "../../kubernetes/operators/config-text.ts";
import { environmentHint } from "../../kubernetes/operators/environment-hint.ts";
import { certificateFolders, secretMount } from "../../kubernetes/operators/generated.ts";
import { mayHold, problemsOf, resourcesOfKinds } from "../../kubernetes/operators/manifests.ts";
import { byName, nearest } from "../../kubernetes/operators/nearest.ts";
import { filledInLater, hasPlaceholder } from "../../kubernetes/operators/placeholder.ts";
import { declaredObject } from "../../kubernetes/resources.ts";
import { booleanAt, nodeAt } from "../../nodes.ts";
import { componentSpec, type TidbCluster, tidbClusterOf, versionOf } from "./cluster.ts";
import { OperatorConfigMaps, readEntry } from "./config-maps.ts";
import { clusterContradictions, configMissing, type OwnPaths, ownPaths } from "./contradictions.ts";
import { withDashboard } from "./dashboard.ts";
import { generatedSettings } from "./generated-settings.ts";
import { readMapForm } from "./map-form.ts";

const group = "pingcap.com";
const kinds = ["TidbCluster"];

/** A TidbCluster of tidb-operator v1. */
export const tidbOperatorV1Form: Form = {
  meta: {
    id: "tidb-operator-v1",
    title: "tidb-operator v1",
    reads:
      "resources of kind `TidbCluster` (`pingcap.com/v1alpha1`): `spec.tlsCluster`, `spec.pd` and `spec.tikv` with their `config`, written as a TOML text or as a mapping, `spec.cluster` of heterogeneous clusters, `spec.pdAddresses`, versions and images",
    derives:
      "what the operator makes of them: the scheme of all URLs, the certificate paths under `/var/lib/pd-tls` and `/var/lib/tikv-tls`, the names of the Secrets (`<cluster>-pd-cluster-secret`, `<cluster>-tikv-cluster-secret`, `<cluster>-cluster-client-secret`), and the names that are dialled: `<cluster>-pd` by TiKV, `<cluster>-pd-0.<cluster>-pd-peer.<namespace>.svc` by other PDs, which stands for all pods; what is lost of a `config` that is a mapping; without `config` the ConfigMap `<cluster>-pd` or `<cluster>-tikv` that the chart renders beside the resource",
    unknown:
      "host names, where the manifest names no namespace; the certificates, where no Secret is committed; values with a placeholder, and manifests that are templates",
  },
  needs: ["yaml"],

  claims: (file) => mayHold(file, `${group}/`, kinds),

  read(files, context) {
    const problems: Problem[] = [];
    const clusters: TidbCluster[] = [];
    for (const file of files) {
      const resources = resourcesOfKinds(file, context, group, kinds);
      clusters.push(...resources.map(tidbClusterOf));
      problems.push(...problemsOf(file, context, group, kinds, resources.length));
    }
    const named = byName(clusters);
    const maps = new OperatorConfigMaps(context);
    const instances: InstanceDraft[] = [];
    for (const cluster of clusters) {
      const { joins, path, build } = cluster;
      const joined = joins && nearest(named, { ...joins, build, from: path });
      instances.push(...instancesOf(cluster, joined === cluster ? undefined : joined, maps, problems));
    }
    return {
      instances,
      files: [],
      problems,
      consumedTexts: maps.used,
      objects: clusters.flatMap(({ resource }) => declaredObject(resource)),
    };
  },
};

function instancesOf(
  cluster: TidbCluster,
  joined: TidbCluster | undefined,
  maps: OperatorConfigMaps,
  problems: Problem[],
): readonly InstanceDraft[] {
  const instances: InstanceDraft[] = [];
  for (const component of ["pd", "tikv"] as const) {
    const spec = componentSpec(cluster, component);
    if (spec === undefined) continue;
    const shared = instances.length === 0 ? clusterContradictions(cluster, joined) : [];
    const made = instanceOf(cluster, component, spec, { shared, maps });
    instances.push(made.draft);
    problems.push(...made.problems);
  }
  return instances;
}

function instanceOf(
  cluster: TidbCluster,
  component: Component,
  spec: TableNode,
  { shared, maps }: { readonly shared: Deployment["contradictions"]; readonly maps: OperatorConfigMaps },
): { readonly draft: InstanceDraft; readonly problems: readonly Problem[] } {
  const { resource, joins } = cluster;
  const at = keySpanOf(resource.root, component);
  const committed = writtenConfig(spec, component, at);
  const map = committed.isPresent ? undefined : maps.entryFor(cluster, component);
  const written = map === undefined ? committed : { ...committed, ...readEntry(map, component) };
  // What the operator did not write it does not change either.
  const isUntouched = map !== undefined && cluster.tls.kind === "on";
  const paths = isUntouched ? untouched(written.config) : ownPaths(written.config, cluster, component);
  const version = versionOf(resource.root, spec);
  const config = component === "pd" && written.isPresent ? withDashboard(paths.config, resource.root, version) : paths.config;
  const generated = generatedSettings(cluster, component, at, written.isPresent);
  const secrets = secretsOf(cluster, component, at);
  const deployment: Deployment = {
    tool: "tidb-operator v1",
    turnOnTls: howToTurnOn(cluster.name),
    shieldStatusPort: statusPortOfPods,
    dropped: written.dropped,
    managed: paths.managed,
    contradictions: [
      ...shared,
      ...paths.contradictions,
      ...(written.isPresent || map !== undefined ? [] : configMissing(cluster, component, at)),
    ],
    expects: secrets.expects,
  };
  const draft: InstanceDraft = {
    component,
    form: tidbOperatorV1Form.meta.id,
    path: resource.path,
    at: cluster.tls.kind === "off" && cluster.tls.isWritten ? cluster.tls.at : at,
    config,
    overrides: generated.overrides,
    unknownOverrides: generated.unknownOverrides,
    name: hasPlaceholder(cluster.name) ? component : `${cluster.name}-${component}`,
    version,
    mounts: secrets.mounts,
    deployment,
    environment: environmentHint(resource, joins?.name ?? cluster.name),
  };
  return { draft, problems: written.problems };
}

function untouched(config: TableNode): OwnPaths {
  return { config, managed: [], contradictions: [] };
}

/** The component's key in the resource. */
function keySpanOf(root: TableNode, component: Component): Span {
  const spec = nodeAt(root, "spec");
  return (spec?.kind === "table" ? spec.entries.get(component)?.keySpan : undefined) ?? root.span;
}

interface WrittenConfig {
  readonly config: TableNode;
  /** False: the operator makes no configuration for the component (getPDConfigMap, getTikVConfigMap). */
  readonly isPresent: boolean;
  readonly problems: readonly Problem[];
  readonly dropped: readonly DroppedSetting[];
}

function writtenConfig(spec: TableNode, component: Component, at: Span): WrittenConfig {
  const node = lookup(spec, ["config"], "exact")?.node;
  const field = `spec.${component}.config`;
  const nothing = { problems: [], dropped: [] };
  if (node === undefined) return { ...nothing, config: emptyConfig(at), isPresent: false };
  switch (node.kind) {
    case "string":
      return {
        ...nothing,
        ...readConfigText(node, component, { tool: "tidb-operator v1", field, isOldToml: true }),
        isPresent: true,
      };
    case "table": {
      const { config, dropped } = readMapForm(node, component);
      return { ...nothing, config: { ...config, span: at }, dropped, isPresent: true };
    }
    default: {
      const because = node.kind === "unknown" ? node.because : filledInLater;
      return { ...nothing, config: unknownConfig(component, node.span, because), isPresent: true };
    }
  }
}

/** The Secrets that have to exist for TLS, by their fixed names (pkg/util/util.go, ClusterTLSSecretName). */
function secretsOf(
  { name, namespace, tls, resource }: TidbCluster,
  component: Component,
  at: Span,
): { readonly expects: readonly ExpectedSecret[]; readonly mounts: readonly Mount[] } {
  if (tls.kind !== "on" || hasPlaceholder(name)) return { expects: [], mounts: [] };
  const own = { name: `${name}-${component}-cluster-secret`, namespace };
  const expects: ExpectedSecret[] = [{ at, ...own }];
  // The operator itself and the tools in the pods connect with this one.
  if (component === "pd") {
    expects.push({ at: tls.at, name: `${name}-cluster-client-secret`, namespace });
    const discovery = booleanAt(resource.root, "spec", "tlsCluster", "enableDiscoveryMTLS");
    if (discovery?.value === true) expects.push({ at: discovery.span, name: `${name}-discovery-cluster-secret`, namespace });
  }
  return { expects, mounts: [secretMount(certificateFolders[component], own, resource.path)] };
}

/** docs-tidb-operator: enable-tls-between-components.md. */
function howToTurnOn(name: string): string {
  const secrets = ["pd-cluster", "tikv-cluster", "cluster-client"].map((part) => `${name}-${part}-secret`);
  const which = hasPlaceholder(name) ? "the Secrets of its components" : `${secrets.slice(0, 2).join(", ")} and ${secrets[2]}`;
  return `issue ${which} and set spec.tlsCluster.enabled to true; a running cluster is switched with one PD left`;
}
