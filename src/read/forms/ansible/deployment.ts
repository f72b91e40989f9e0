import type { Entry, TableNode } from "../../../model/instances/config-tree.ts";
import type { Contradiction, Deployment } from "../../../model/instances/deployment.ts";
import { type Component, componentName, materialKeys } from "../../../model/instances/instance.ts";
import type { AnsibleTls } from "./cluster.ts";

/** What is wrong with the whole cluster is said once, at its first instance (`isFirst`). */
export function deploymentOf(component: Component, tls: AnsibleTls, config: TableNode, isFirst: boolean): Deployment {
  return {
    tool: "tidb-ansible",
    turnOnTls: "set enable_tls = True in the inventory before the cluster is deployed",
    shieldStatusPort: "let a firewall admit only the monitoring hosts to that port",
    dropped: [],
    managed: [],
    contradictions: isFirst ? [...pathsUnderOff(component, tls, config), ...allowList(component, tls, config)] : [],
    expects: [],
  };
}

function pathsUnderOff(component: Component, tls: AnsibleTls, config: TableNode): readonly Contradiction[] {
  if (tls.state !== "off") return [];
  const consequence =
    component === "pd"
      ? "PD listens on http URLs and ignores its certificates"
      : "TiKV speaks TLS and tidb-ansible's PD does not, so that they cannot talk";
  const kept = [...writtenPaths(config, component).values()].filter(({ node }) => node.kind !== "string" || node.value !== "");
  const [first] = kept;
  if (first === undefined) return [];
  const keys = kept.map(({ key }) => `security.${key}`).join(" and ");
  return [
    {
      at: first.node.span,
      message: `enable_tls is off, but ${keys} ${kept.length === 1 ? "is" : "are"} set for ${componentName[component]}: ${consequence}`,
      help: `set enable_tls = True in the inventory before the cluster is deployed, or remove ${kept.length === 1 ? "the path" : "the paths"}`,
      related: { at: tls.at, message: "TLS is off for the whole cluster" },
    },
  ];
}

/** The roles issue certificates with these common names (roles/pd/tasks/gen_certs.yml, roles/tikv/tasks/gen_certs.yml). */
function allowList(component: Component, tls: AnsibleTls, config: TableNode): readonly Contradiction[] {
  const security = config.entries.get("security")?.node;
  const list = security?.kind === "table" ? security.entries.get("cert-allowed-cn")?.node : undefined;
  if (tls.state !== "on" || list?.kind !== "array" || list.items.length === 0) return [];
  const own = `${component}-server`;
  if (list.items.some((item) => item.kind !== "string" || item.value === own)) return [];
  const who = component === "pd" ? "PD refuses itself and does not start" : "TiKVs refuse each other";
  return [
    {
      at: list.span,
      message: `this list lacks ${own}, the common name that tidb-ansible gives the certificates of ${componentName[component]}: ${who}`,
      help: `add ${own}`,
      related: { at: tls.at, message: "with this switch tidb-ansible issues the certificates" },
    },
  ];
}

/** The three paths, where conf/*.yml sets them. */
export function writtenPaths(config: TableNode, component: Component): ReadonlyMap<string, Entry> {
  const security = config.entries.get("security")?.node;
  const keys = new Set<string>(Object.values(materialKeys[component]));
  return new Map(security?.kind === "table" ? [...security.entries].filter(([key]) => keys.has(key)) : []);
}
