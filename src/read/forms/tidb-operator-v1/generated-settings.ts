import type { TableNode } from "../../../model/instances/config-tree.ts";
import type { Override } from "../../../model/instances/draft.ts";
import type { Component } from "../../../model/instances/instance.ts";
import type { Span } from "../../../text/span.ts";
import {
  certificatePaths,
  Generated,
  joinParts,
  namePart,
  namespacePart,
  type Part,
  schemePart,
} from "../../kubernetes/operators/generated.ts";
import { hasPlaceholder } from "../../kubernetes/operators/placeholder.ts";
import { stringsAt } from "../../kubernetes/operators/tls-switch.ts";
import { booleanAt, nodeAt, textAt } from "../../nodes.ts";
import type { TidbCluster } from "./cluster.ts";

/**
 * The settings that tidb-operator v1 hands to PD or TiKV: the flags of its start scripts (pkg/manager/member/startscript/v2)
 * and, where it writes a configuration, the certificate paths. `at` is the component's key in the resource.
 */
export function generatedSettings(cluster: TidbCluster, component: Component, at: Span, hasConfig: boolean): Generated {
  const generated = new Generated();
  if (component === "pd") pdFlags(generated, cluster, at);
  else tikvFlags(generated, cluster, at);
  const { tls } = cluster;
  for (const [key, path] of certificatePaths(component)) {
    if (tls.kind === "unknown") generated.set(key, { because: tls.because }, tls.at);
    else if (tls.kind === "on" && hasConfig) generated.set(key, { text: path }, tls.at);
  }
  return generated;
}

function pdFlags(generated: Generated, cluster: TidbCluster, at: Span): void {
  const { tls } = cluster;
  const scheme = schemePart(tls);
  const place = tls.kind === "off" && !tls.isWritten ? at : tls.at;
  const host = podHost(cluster, "pd");
  generated.set("client-urls", joinParts(scheme, "://0.0.0.0:2379"), place);
  generated.set("peer-urls", joinParts(scheme, "://0.0.0.0:2380"), place);
  generated.set("advertise-client-urls", joinParts(scheme, "://", host, ":2379"), place);
  generated.set("advertise-peer-urls", joinParts(scheme, "://", host, ":2380"), place);
  // The addresses go into --join as they are (pkg/discovery/discovery.go), unless a feature flag rewrites their scheme.
  const { root } = cluster.resource;
  const joined = stringsAt(root, "spec", "pdAddresses");
  const list = nodeAt(root, "spec", "pdAddresses");
  if (joined.length === 0 || list === undefined || prefersAddresses(root)) return;
  if (joined.some(({ value }) => hasPlaceholder(value))) {
    generated.set("join", { because: "spec.pdAddresses holds a placeholder" }, list.span);
    return;
  }
  generated.overrides.set("join", joinedOverride(joined, list.span));
}

function joinedOverride(items: readonly { readonly value: string; readonly span: Span }[], span: Span): Override {
  const starts: number[] = [];
  let length = 0;
  for (const { value } of items) {
    starts.push(length);
    length += value.length + 1;
  }
  return {
    value: items.map(({ value }) => value).join(","),
    span,
    origin: "form",
    slice: (from) => items[starts.findLastIndex((start) => start <= from)]?.span ?? span,
  };
}

function tikvFlags(generated: Generated, cluster: TidbCluster, at: Span): void {
  const { root } = cluster.resource;
  const listen = booleanAt(root, "spec", "preferIPv6")?.value === true ? "[::]" : "0.0.0.0";
  const host = podHost(cluster, "tikv");
  generated.set("server.addr", { text: `${listen}:20160` }, at);
  generated.set("server.advertise-addr", joinParts(host, ":20160"), at);
  generated.set("server.status-addr", { text: `${listen}:20180` }, at);
  if (booleanAt(root, "spec", "enableDynamicConfiguration")?.value === true) {
    generated.set("server.advertise-status-addr", joinParts(host, ":20180"), at);
  }
  generated.set("pd.endpoints", pdEndpoints(cluster), at);
}

/** `<cluster>-pd:2379`, of the cluster that is joined where there is no PD of its own (tikv_start_script.go). */
function pdEndpoints(cluster: TidbCluster): Part {
  const { root } = cluster.resource;
  const addresses = stringsAt(root, "spec", "pdAddresses");
  if (addresses.length > 0 && prefersAddresses(root)) {
    return joinParts(...addresses.map(({ value }, index) => joinParts(index === 0 ? "" : ",", namePart(value))));
  }
  if (booleanAt(root, "spec", "acrossK8s")?.value === true) return { because: "the discovery service tells TiKV where PD is" };
  const hasOwnPd = nodeAt(root, "spec", "pd")?.kind === "table";
  const owner = cluster.joins === undefined || hasOwnPd ? cluster.name : cluster.joins.name;
  return joinParts(namePart(owner), "-pd:2379");
}

function prefersAddresses(root: TableNode): boolean {
  return stringsAt(root, "spec", "startScriptV2FeatureFlags").some(({ value }) => value === "PreferPDAddressesOverDiscovery");
}

/** The first pod's name in the peer service: `basic-pd-0.basic-pd-peer.ns.svc[.cluster.local]`. */
function podHost({ name, namespace, resource }: TidbCluster, component: Component): Part {
  const domain = textAt(resource.root, "spec", "clusterDomain");
  const suffix = domain === undefined || domain.value === "" ? "" : joinParts(".", namePart(domain.value));
  const own = namePart(name);
  return joinParts(own, `-${component}-0.`, own, `-${component}-peer.`, namespacePart(namespace), ".svc", suffix);
}
