import type { Component } from "../../../model/instances/instance.ts";
import { certificatePaths, Generated, joinParts, namePart, type Part, schemePart } from "../../kubernetes/operators/generated.ts";
import { textAt } from "../../nodes.ts";
import { hasFeature, portAt, serviceHost } from "./cluster.ts";
import type { Group } from "./group.ts";

/** What tidb-operator v2 writes over the configuration of a group (pkg/configs/pd/config.go and tikv/config.go, Overlay). */
export function generatedSettings(group: Group, pdGroup: Group | undefined): Generated {
  const generated = new Generated();
  const { component, cluster } = group;
  if (component === "pd") pdSettings(generated, group);
  else tikvSettings(generated, group, pdGroup);
  for (const [key, path] of certificatePaths(component)) {
    const tls = cluster?.tls;
    if (tls === undefined) generated.set(key, notCommitted(group), clusterPlace(group));
    else if (tls.kind === "unknown") generated.set(key, { because: tls.because }, tls.at);
    else if (tls.kind === "on") generated.set(key, { text: path }, tls.at);
    // With TLS off the operator takes no path at all, and refuses a hand-written one.
  }
  return generated;
}

function pdSettings(generated: Generated, group: Group): void {
  const { cluster, resource } = group;
  const scheme = cluster === undefined ? notCommitted(group) : schemePart(cluster.tls);
  const isWritten = cluster !== undefined && !(cluster.tls.kind === "off" && !cluster.tls.isWritten);
  const place = isWritten ? cluster.tls.at : resource.at;
  const client = portAt(group.spec, "client", 2379);
  const peer = portAt(group.spec, "peer", 2380);
  const host = podHost(group, "pd");
  generated.set("client-urls", joinParts(scheme, `://[::]:${client}`), place);
  generated.set("peer-urls", joinParts(scheme, `://[::]:${peer}`), place);
  generated.set("advertise-client-urls", joinParts(scheme, "://", host, `:${client}`), place);
  generated.set("advertise-peer-urls", joinParts(scheme, "://", host, `:${peer}`), place);
}

function tikvSettings(generated: Generated, group: Group, pdGroup: Group | undefined): void {
  const { at } = group.resource;
  const client = portAt(group.spec, "client", 20160);
  const status = portAt(group.spec, "status", 20180);
  const host = podHost(group, "tikv");
  generated.set("server.addr", { text: `[::]:${client}` }, at);
  generated.set("server.advertise-addr", joinParts(host, `:${client}`), at);
  generated.set("server.status-addr", { text: `[::]:${status}` }, at);
  generated.set("server.advertise-status-addr", joinParts(host, `:${status}`), at);
  generated.set("pd.endpoints", pdEndpoint(group, pdGroup), at);
}

/** The URL of the PD service (pkg/apiutil/core/v1alpha1/pd.go, PDServiceURL); its scheme means nothing to TiKV. */
function pdEndpoint(group: Group, pdGroup: Group | undefined): Part {
  const { cluster, namespace } = group;
  if (cluster === undefined) return notCommitted(group);
  if (hasFeature(cluster.resource, "MultiPDGroup")) {
    const own = textAt(cluster.resource.root, "spec", "customizedPDServiceName")?.value;
    const service = own === undefined ? joinParts(namePart(cluster.name), "-pd") : namePart(own);
    return joinParts(serviceHost(service, cluster, namespace), ":2379");
  }
  if (pdGroup === undefined) return { because: `no committed PDGroup belongs to the Cluster ${cluster.name}` };
  const service = joinParts(namePart(pdGroup.name), "-pd");
  const port = portAt(pdGroup.spec, "client", 2379);
  return joinParts(serviceHost(service, cluster, pdGroup.namespace ?? namespace), `:${port}`);
}

/** A pod of a group; the operator gives each a random end (pkg/apiutil/core/v1alpha1/instance.go, PodName, InstanceHost). */
function podHost(group: Group, component: Component): Part {
  const { cluster, name, namespace } = group;
  if (cluster === undefined) return notCommitted(group);
  const own = namePart(name);
  const service = hasFeature(cluster.resource, "ClusterSubdomain")
    ? joinParts(namePart(cluster.name), "-cluster")
    : joinParts(own, `-${component}-peer`);
  return joinParts(own, `-${component}-xxxxxx.`, serviceHost(service, cluster, namespace));
}

function notCommitted({ clusterName }: Group): Part {
  return { because: clusterName === "" ? "the group names no Cluster" : `no committed Cluster is called ${clusterName}` };
}

function clusterPlace({ resource }: Group) {
  return textAt(resource.root, "spec", "cluster", "name")?.span ?? resource.at;
}
