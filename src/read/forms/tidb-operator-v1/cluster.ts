import type { TableNode } from "../../../model/instances/config-tree.ts";
import type { Component } from "../../../model/instances/instance.ts";
import type { Setting } from "../../../model/instances/setting.ts";
import type { RepoPath, Span } from "../../../text/span.ts";
import { imageTag } from "../../kubernetes/operators/image-tag.ts";
import type { Named } from "../../kubernetes/operators/nearest.ts";
import { type TlsSwitch, tlsSwitchAt } from "../../kubernetes/operators/tls-switch.ts";
import type { Resource } from "../../kubernetes/resources.ts";
import { nodeAt, textAt } from "../../nodes.ts";

/** A TidbCluster, before its instances are made. */
export interface TidbCluster extends Named {
  readonly path: RepoPath;
  readonly resource: Resource;
  readonly tls: TlsSwitch;
  /** The cluster that a heterogeneous one joins (`spec.cluster.name`). */
  readonly joins: { readonly name: string; readonly namespace: string | undefined; readonly span: Span } | undefined;
}

/** Reads what concerns the whole of a TidbCluster. */
export function tidbClusterOf(resource: Resource): TidbCluster {
  const reference = textAt(resource.root, "spec", "cluster", "name");
  const namespace = textAt(resource.root, "spec", "cluster", "namespace")?.value ?? resource.namespace;
  return {
    path: resource.path,
    name: resource.name,
    namespace: resource.namespace,
    build: resource.overlay?.folder,
    resource,
    // Not written means off (defaulting/tidbcluster.go, setTidbClusterSpecDefault).
    tls: tlsSwitchAt(resource.root, ["spec", "tlsCluster", "enabled"], resource.at),
    joins:
      reference === undefined || reference.value === "" ? undefined : { name: reference.value, namespace, span: reference.span },
  };
}

/** The part of a TidbCluster that describes a component. */
export function componentSpec(cluster: TidbCluster, component: Component): TableNode | undefined {
  const node = nodeAt(cluster.resource.root, "spec", component);
  return node?.kind === "table" ? node : undefined;
}

/** `baseImage` with `version`, else the tag of `image` (pkg/apis/pingcap/v1alpha1/tidbcluster.go, PDImage). */
export function versionOf(root: TableNode, spec: TableNode): Setting<string> | undefined {
  const image = textAt(spec, "image");
  const version = textAt(spec, "version") ?? textAt(root, "spec", "version");
  const hasBase = textAt(spec, "baseImage") !== undefined || image === undefined;
  if (hasBase && version !== undefined) return { value: version.value, span: version.span, origin: "form" };
  const tagged = hasBase ? textAt(spec, "baseImage") : image;
  return tagged === undefined ? undefined : imageTag(tagged);
}
