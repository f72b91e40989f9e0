import type { TableNode } from "../../../model/instances/config-tree.ts";
import type { InsecureClient } from "../../../model/instances/deployment.ts";
import type { Part } from "../../kubernetes/operators/generated.ts";
import { joinParts, namePart, namespacePart } from "../../kubernetes/operators/generated.ts";
import type { Named } from "../../kubernetes/operators/nearest.ts";
import { type TlsSwitch, tlsSwitchAt } from "../../kubernetes/operators/tls-switch.ts";
import type { Resource } from "../../kubernetes/resources.ts";
import { booleanAt, itemsAt, textAt } from "../../nodes.ts";

/** A Cluster of tidb-operator v2: what all its groups share. */
export interface Cluster extends Named {
  readonly resource: Resource;
  readonly tls: TlsSwitch;
}

/** Reads a Cluster; TLS that is not written is off (api/core/v1alpha1/cluster_types.go). */
export function clusterOf(resource: Resource): Cluster {
  const { path, name, namespace } = resource;
  const tls = tlsSwitchAt(resource.root, ["spec", "tlsCluster", "enabled"], resource.at);
  return { path, name, namespace, build: resource.overlay?.folder, resource, tls };
}

/** The operator's own client, where it verifies nobody. */
export function insecureClients({ resource, tls }: Cluster): readonly InsecureClient[] {
  const skips = booleanAt(resource.root, "spec", "security", "tls", "client", "insecureSkipTLSVerify");
  if (skips?.value !== true || tls.kind === "off") return [];
  return [{ at: skips.span, setting: "insecureSkipTLSVerify: true", client: "tidb-operator" }];
}

/** The name of the Secret with which the operator connects (pkg/apiutil/core/v1alpha1/cluster.go). */
export function clientSecret({ resource, name }: Cluster): string {
  const own = textAt(resource.root, "spec", "security", "tls", "client", "certKeyPair", "name");
  return own?.value ?? `${name}-cluster-client-secret`;
}

export function hasFeature({ root }: Resource, name: string): boolean {
  return itemsAt(root, "spec", "featureGates").some((gate) => textAt(gate, "name")?.value === name);
}

/** `<service>.<namespace>`, in FQDN mode with `.svc.<domain>` (pkg/apiutil/core/v1alpha1/cluster.go, ServiceHost). */
export function serviceHost(service: Part, cluster: Cluster, namespace: string | undefined): Part {
  const { root } = cluster.resource;
  const base = joinParts(service, ".", namespacePart(namespace));
  if (textAt(root, "spec", "dns", "mode")?.value !== "FQDN") return base;
  const domain = textAt(root, "spec", "dns", "clusterDomain")?.value ?? "cluster.local";
  return joinParts(base, ".svc.", namePart(domain));
}

/** The number of a port that a group may set. */
export function portAt(spec: TableNode | undefined, name: string, usual: number): number {
  const node = spec?.entries.get("server")?.node;
  const ports = node?.kind === "table" ? node.entries.get("ports")?.node : undefined;
  const port = ports?.kind === "table" ? ports.entries.get(name)?.node : undefined;
  const number = port?.kind === "table" ? port.entries.get("port")?.node : undefined;
  return number?.kind === "integer" ? Number(number.value) : usual;
}
