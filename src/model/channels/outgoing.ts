import type { Span } from "../../text/span.ts";
import { entryOf, lookup, type Node, type StringNode, type UnknownNode } from "../instances/config-tree.ts";
import type { Instance } from "../instances/instance.ts";
import { keyCaseOf } from "../instances/typed.ts";
import { readUrl } from "../instances/url.ts";
import type { Channel, ChannelId } from "./channel.ts";

/**
 * What an instance dials beyond the cluster, where its configuration names it. The server is not committed: whether the
 * handshake succeeds is not known, whether it is encrypted is.
 */
export function outgoingChannels(instance: Instance): readonly Channel[] {
  const channels = instance.component === "pd" ? pdOutgoing(instance) : tikvOutgoing(instance);
  return channels.filter((channel) => channel !== undefined);
}

function pdOutgoing(instance: Instance): readonly (Channel | undefined)[] {
  return [
    // Prometheus behind /pd/api/v1/metric: PD's own TLS client, with cacert-path and cert-allowed-cn (server/api/metric.go).
    byUrl(instance, "pd-metric-storage", "pd-server.metric-storage"),
    // Push gateway: no scheme means http; https trusts the system's store and shows no certificate (metricutil.go).
    pushesNothing(instance) ? undefined : byUrl(instance, "pd-metric-push", "metric.address"),
    dashboardToTidb(instance),
  ];
}

function tikvOutgoing(instance: Instance): readonly (Channel | undefined)[] {
  const masterKeys = ["master-key", "previous-master-key"].map((table) => `security.encryption.${table}`);
  return [
    receiver(instance),
    // The URLs are used as they are: an http endpoint sends data keys in plaintext (tikv: components/cloud/aws/src/util.rs).
    ...masterKeys.flatMap((key) => [
      byUrl(instance, "tikv-kms", `${key}.endpoint`),
      byUrl(instance, "tikv-kms", `${key}.azure.keyvault-url`),
      byUrl(instance, "tikv-kms", `${key}.azure.hsm-url`),
    ]),
  ];
}

/** `interval = "0s"` turns pushing metrics off in both programs. */
export function pushesNothing({ config, component }: Instance): boolean {
  const node = lookup(config, ["metric", "interval"], keyCaseOf[component])?.node;
  return node?.kind === "string" && /^0*(?:\.0*)?(?:ns|us|µs|ms|s|m|h)?$/.test(node.value) && node.value !== "";
}

/** Top SQL and resource metering: plaintext gRPC whatever [security] says (tikv: components/resource_metering, single_target.rs). */
function receiver(instance: Instance): Channel | undefined {
  const node = textAt(instance, "resource-metering.receiver-address");
  if (node === undefined) return undefined;
  return outgoing(instance, "tikv-metric-push", node.kind === "string" ? node.value : "receiver", "plaintext", [node.span]);
}

/** A channel whose URL decides: `https` is TLS at least, and what the server asks of PD or TiKV is not known. */
function byUrl(instance: Instance, id: ChannelId, key: string): Channel | undefined {
  const node = textAt(instance, key);
  if (node === undefined) return undefined;
  if (node.kind === "unknown") return outgoing(instance, id, key, "unknown", [node.span]);
  const { scheme, host } = readUrl(node.value);
  const posture = scheme === "https" ? "tls" : scheme === "http" || id === "pd-metric-push" ? "plaintext" : "unknown";
  return outgoing(instance, id, host === "" ? key : host, posture, [node.span]);
}

/**
 * PD's dashboard to TiDB: a CA alone, or certificate and key, make it TLS; one of the two without a CA is plaintext, and
 * one of the two with a CA is an error (pd: server/config/config.go, ToTiDBTLSConfig).
 */
function dashboardToTidb(instance: Instance): Channel | undefined {
  const [ca, certificate, key] = ["cacert", "cert", "key"].map((name) => textAt(instance, `dashboard.tidb-${name}-path`));
  const set = [ca, certificate, key].filter((node) => node !== undefined);
  if (set.length === 0) return undefined;
  const places = set.map((node) => node.span);
  if (set.some((node) => node.kind === "unknown")) return outgoing(instance, "dashboard-tidb", "tidb", "unknown", places);
  const isTls = ca !== undefined || (certificate !== undefined && key !== undefined);
  return outgoing(instance, "dashboard-tidb", "tidb", isTls ? "tls" : "plaintext", places);
}

function outgoing(
  instance: Instance,
  id: ChannelId,
  to: string,
  posture: Channel["posture"],
  evidence: readonly Span[],
): Channel {
  const from = id === "dashboard-tidb" ? "dashboard" : instance.name;
  return { id, from, to, posture, outcome: { kind: "unknown", detail: `${to} is not in the repository` }, evidence };
}

/** A text that is set, or a placeholder for one. What a template may yet add names no channel. */
function textAt({ config, component }: Instance, key: string): StringNode | UnknownNode | undefined {
  let node: Node | undefined = config;
  for (const part of key.split(".")) {
    node = node?.kind === "table" ? entryOf(node, part, keyCaseOf[component])?.node : undefined;
  }
  if (node?.kind === "unknown") return node;
  return node?.kind === "string" && node.value !== "" ? node : undefined;
}
