import type { Entry, TableNode } from "../../../model/instances/config-tree.ts";
import type { Contradiction, ManagedSetting } from "../../../model/instances/deployment.ts";
import { type Component, componentName } from "../../../model/instances/instance.ts";
import type { Span } from "../../../text/span.ts";
import { isFilled, without } from "../../kubernetes/operators/config-text.ts";
import { certificatePaths } from "../../kubernetes/operators/generated.ts";
import { booleanAt } from "../../nodes.ts";
import type { TidbCluster } from "./cluster.ts";

/** What of a configuration's certificate paths tidb-operator v1 leaves, and what it says about them. */
export interface OwnPaths {
  /** As it reaches the program, without the paths that the operator sets itself. */
  readonly config: TableNode;
  readonly managed: readonly ManagedSetting[];
  readonly contradictions: readonly Contradiction[];
}

/** Certificate paths that a person wrote: overwritten with TLS on, passed on next to http URLs with TLS off. */
export function ownPaths(written: TableNode, cluster: TidbCluster, component: Component): OwnPaths {
  const { tls } = cluster;
  if (tls.kind === "unknown") return { config: written, managed: [], contradictions: [] };
  let config = written;
  const found: { readonly key: string; readonly path: string; readonly entry: Entry }[] = [];
  for (const [key, path] of certificatePaths(component)) {
    const { config: rest, taken } = without(config, key.split("."));
    if (tls.kind === "on") config = rest;
    if (taken !== undefined && isFilled(taken.node)) found.push({ key, path, entry: taken });
  }
  if (tls.kind === "on") {
    const differing = found.filter(({ entry, path }) => entry.node.kind !== "string" || entry.node.value !== path);
    const managed = differing.map(
      ({ key, path, entry }): ManagedSetting => ({
        at: entry.node.span,
        key,
        effect: "overwritten",
        because: `tlsCluster is enabled, and tidb-operator v1 writes ${path} in its place`,
        help: "remove it",
        entry: { key: entry.keySpan, value: entry.node.span },
      }),
    );
    return { config, managed, contradictions: [] };
  }
  const [first] = found;
  return { config, managed: [], contradictions: first === undefined ? [] : [pathsUnderOff(cluster, component, found)] };
}

function pathsUnderOff(
  { tls }: TidbCluster,
  component: Component,
  found: readonly { readonly key: string; readonly entry: Entry }[],
): Contradiction {
  const keys = found.map(({ key }) => key).join(", ");
  const place = (found[0] as { readonly entry: Entry }).entry.node.span;
  const follows =
    component === "pd"
      ? "PD's URLs stay http and it ignores its certificates"
      : "TiKV has certificates of its own while the URLs of PD stay http";
  const message = `tlsCluster is not enabled, but spec.${component}.config sets ${keys}: ${follows}`;
  const help = "set spec.tlsCluster.enabled to true and leave the paths to the operator";
  if (tls.kind !== "off" || !tls.isWritten) return { at: place, message, help };
  return {
    at: tls.at,
    message,
    help,
    related: { at: place, message: `${found[0]?.key} is set here` },
    correction: { at: tls.at, kind: "boolean", was: "false", to: "true", isCertain: false },
  };
}

/** With TLS on and no `config` the operator makes no configuration file, and so sets no certificate in one. */
export function configMissing(cluster: TidbCluster, component: Component, at: Span): readonly Contradiction[] {
  if (cluster.tls.kind !== "on") return [];
  const name = componentName[component];
  return [
    {
      at,
      message: `tlsCluster is enabled, but spec.${component} has no config: tidb-operator v1 then makes no configuration for ${name} and sets no certificates`,
      help: `write config: {} under ${component}`,
      related: { at: cluster.tls.at, message: "TLS is enabled here" },
    },
  ];
}

/** What disagrees in the resource as a whole; told once, with its first instance. */
export function clusterContradictions(cluster: TidbCluster, joined: TidbCluster | undefined): readonly Contradiction[] {
  return [...againstJoined(cluster, joined), ...clientsOnly(cluster), ...discoveryOnly(cluster)];
}

/** A heterogeneous cluster has to say the same as the one that it joins (docs: deploy-heterogeneous-tidb-cluster). */
function againstJoined(cluster: TidbCluster, joined: TidbCluster | undefined): readonly Contradiction[] {
  const own = cluster.tls;
  const other = joined?.tls;
  if (joined === undefined || other === undefined || own.kind === "unknown" || other.kind === "unknown") return [];
  if (own.kind === other.kind) return [];
  const follows =
    own.kind === "on"
      ? `what it starts dials ${joined.name} by TLS and finds plaintext`
      : `what it starts dials ${joined.name} in plaintext and is refused`;
  const [here, there] = own.kind === "on" ? ["enabled", "not enabled"] : ["not enabled", "enabled"];
  return [
    {
      at: own.kind === "off" && !own.isWritten ? (cluster.joins?.span ?? own.at) : own.at,
      message: `tlsCluster is ${here} here, but it is ${there} in ${joined.name}, which this cluster joins: ${follows}`,
      help: "set spec.tlsCluster.enabled to the same value in both",
      related: { at: other.at, message: `tlsCluster of ${joined.name} is ${there}` },
    },
  ];
}

/** TLS for MySQL clients next to plaintext between the components looks like more than it is. */
function clientsOnly({ resource, tls }: TidbCluster): readonly Contradiction[] {
  const enabled = booleanAt(resource.root, "spec", "tidb", "tlsClient", "enabled");
  if (tls.kind !== "off" || enabled?.value !== true) return [];
  return [
    {
      at: enabled.span,
      message:
        "tidb.tlsClient is enabled, but tlsCluster is not: only connections of MySQL clients to TiDB are encrypted, and all between TiDB, PD and TiKV stays plaintext",
      help: "set spec.tlsCluster.enabled to true as well",
    },
  ];
}

function discoveryOnly({ resource, tls }: TidbCluster): readonly Contradiction[] {
  const enabled = booleanAt(resource.root, "spec", "tlsCluster", "enableDiscoveryMTLS");
  if (tls.kind !== "off" || enabled?.value !== true) return [];
  return [
    {
      at: enabled.span,
      message: "enableDiscoveryMTLS is true, but tlsCluster is not enabled: it has no effect without it",
      help: "set spec.tlsCluster.enabled to true as well",
    },
  ];
}
