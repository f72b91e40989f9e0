import type { Problem } from "../../../model/environments/environment.ts";
import type { Entry, Node } from "../../../model/instances/config-tree.ts";
import { editDistance } from "../../../text/nearest.ts";
import type { Topology } from "./topology.ts";

/**
 * The fields that TiUP has (pkg/cluster/spec/spec.go, pd.go, tikv.go). It refuses a file with any other, but another
 * release may have more: only what is meant to be one of these, or to set up TLS, is certainly no field of any.
 */
const fields = {
  topology: `global monitored component_versions component_sources server_configs tidb_servers tikv_servers tiflash_servers
    tiproxy_servers pd_servers tso_servers scheduling_servers resource_manager_servers router_servers tidb_dashboard_servers
    pump_servers drainer_servers cdc_servers kvcdc_servers tispark_masters tispark_workers monitoring_servers grafana_servers
    alertmanager_servers`,
  global: `user group ssh_port ssh_type enable_tls listen_host deploy_dir data_dir log_dir resource_control os arch custom
    systemd_mode pd_mode`,
  pd: `host manage_host listen_host advertise_client_addr advertise_peer_addr ssh_port imported patched ignore_exporter name
    client_port peer_port deploy_dir data_dir log_dir source numa_node config resource_control arch os`,
  tikv: `host manage_host listen_host advertise_addr ssh_port imported patched ignore_exporter port status_port
    advertise_status_addr deploy_dir data_dir log_dir offline source numa_node numa_cores config resource_control arch os`,
} as const;

type Place = keyof typeof fields;

const known = new Map(Object.entries(fields).map(([place, names]) => [place as Place, names.trim().split(/\s+/)]));
const types: Readonly<Record<Place, string>> = {
  topology: "the topology",
  global: "global",
  pd: "pd_servers",
  tikv: "tikv_servers",
};

/** The fields by which people steer how instances talk: a typing error in these is told. */
const steering = new Set("enable_tls listen_host advertise_client_addr advertise_peer_addr advertise_addr".split(" "));

/** Fields of PD that TiKV has under another name, and the reverse. */
const counterparts = new Map([
  ["pd advertise_addr", "advertise_client_addr"],
  ["tikv advertise_client_addr", "advertise_addr"],
  ["tikv advertise_peer_addr", "advertise_addr"],
]);

/** The first field that TiUP certainly does not know, or an entry without host. */
export function refusedField(topology: Topology): Problem | undefined {
  // TiUP wrote a meta.yaml itself.
  if (topology.isMeta) return undefined;
  const found = [...unknownIn(topology.root, "topology")];
  // For new nodes TiUP throws it away before it looks at it.
  if (!topology.isScaleOut) found.push(...unknownIn(topology.root.entries.get("global")?.node, "global"));
  for (const component of ["pd", "tikv"] as const) {
    for (const { table, host, at } of topology.servers[component]) {
      if (host.kind === "absent") {
        const message = `an entry of ${component}_servers has no host: TiUP refuses this file`;
        return { kind: "syntax", at, message, help: "give every entry a host", component };
      }
      found.push(...unknownIn(table, component));
    }
  }
  return found[0];
}

function unknownIn(node: Node | undefined, place: Place): readonly Problem[] {
  if (node?.kind !== "table") return [];
  const names = known.get(place) ?? [];
  return [...node.entries.values()].flatMap((entry) => (names.includes(entry.key) ? [] : problemOf(entry, place, names)));
}

function problemOf({ key, keySpan }: Entry, place: Place, names: readonly string[]): readonly Problem[] {
  const meant = names.find((name) => steering.has(name) && (isMeant(key, name) || counterparts.get(`${place} ${key}`) === name));
  const elsewhere = [...known].find(
    ([other, list]) => other !== place && list.some((name) => steering.has(name) && name === key),
  );
  if (meant === undefined && elsewhere === undefined && !/tls|ssl|secur|cert/i.test(key)) return [];
  const where = place === "topology" ? "at the top" : `in ${types[place]}`;
  const help =
    meant !== undefined
      ? `write ${meant}`
      : elsewhere !== undefined
        ? `move it to ${types[elsewhere[0]]}`
        : "write enable_tls: true in global to turn TLS on, and settings of PD and TiKV in server_configs";
  return [{ kind: "syntax", at: keySpan, message: `TiUP has no field ${key} ${where} and refuses this file`, help }];
}

function isMeant(key: string, name: string): boolean {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[-_. ]/g, "");
  return plain(key) === plain(name) || (key.length < 40 && editDistance(plain(key), plain(name), 3) <= 1);
}
