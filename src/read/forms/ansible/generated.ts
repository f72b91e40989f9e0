import type { TableNode } from "../../../model/instances/config-tree.ts";
import type { Override, UnknownOverride } from "../../../model/instances/draft.ts";
import { materialKeys } from "../../../model/instances/instance.ts";
import type { Setting, Stated } from "../../../model/instances/setting.ts";
import type { Span } from "../../../text/span.ts";
import type { AnsibleCluster, AnsibleTls, ClusterHost } from "./cluster.ts";
import { writtenPaths } from "./deployment.ts";
import { textOf } from "./variables.ts";

/** What the roles generate for one instance, by dotted key. */
export type Generated = readonly (readonly [string, Override | UnknownOverride])[];

/** The paths that the roles generate; one that conf/*.yml sets wins (with_default_dicts in roles/pd/tasks/main.yml). */
export function pathsOf(host: ClusterHost, tls: AnsibleTls, config: TableNode): Generated {
  if (tls.state === "off") return [];
  const { component } = host;
  const folder = certificateFolderOf(host);
  const address = addressOf(host);
  // That the path is set is certain, whatever Ansible fills in.
  const stem = `${component}-server-${address.kind === "known" ? address.value : `{{ ${component}_host }}`}`;
  const files = { ca: "ca.pem", certificate: `${stem}.pem`, key: `${stem}-key.pem` };
  const written = writtenPaths(config, component);
  return (["ca", "certificate", "key"] as const).flatMap((name): Generated => {
    const key = materialKeys[component][name];
    if (written.has(key)) return [];
    const route = `security.${key}`;
    if (tls.state === "unknown") return [[route, { because: tls.because, span: tls.at }]];
    return [[route, { value: `${folder}/${files[name]}`, span: tls.at, origin: "form" }]];
  });
}

/**
 * `pd_cert_dir`, `tikv_cert_dir`: `<deploy_dir>/conf/ssl` unless somebody changed it (group_vars). Stands as `{{ name }}`
 * where only Ansible knows it.
 */
export function certificateFolderOf({ component, scopes }: ClusterHost): string {
  const own = textOf(scopes, `${component}_cert_dir`);
  if (own.kind !== "absent") return own.kind === "known" ? own.value : `/{{ ${component}_cert_dir }}`;
  const deploy = textOf(scopes, "deploy_dir");
  return `${deploy.kind === "known" ? deploy.value : "/{{ deploy_dir }}"}/conf/ssl`;
}

/** `ansible_host`, else the name in the inventory. */
function addressOf({ host, scopes }: ClusterHost): Stated<string> {
  const address = textOf(scopes, "ansible_host");
  if (address.kind !== "absent") return address;
  return { kind: "known", value: host.name.replace(/:\d{1,5}$/, ""), span: host.at, origin: "form" };
}

/** Undefined where only Ansible knows it. */
function portOf({ scopes }: ClusterHost, name: string, fallback: number): string | undefined {
  const port = textOf(scopes, name);
  return port.kind === "absent" ? String(fallback) : port.kind === "known" ? port.value : undefined;
}

/** The start script passes every URL with the address and one scheme (roles/pd/templates/run_pd_binary.sh.j2). */
export function pdFlags(host: ClusterHost, tls: AnsibleTls): Generated {
  const address = addressOf(host);
  return (["client", "peer"] as const).flatMap((kind): Generated => {
    const port = portOf(host, `pd_${kind}_port`, kind === "client" ? 2379 : 2380);
    const keys = [`${kind}-urls`, `advertise-${kind}-urls`];
    const value: Override | UnknownOverride =
      address.kind !== "known" || port === undefined || tls.state === "unknown"
        ? { because: tls.state === "unknown" ? tls.because : "the address is decided by Ansible", span: tls.at }
        : { value: `${tls.state === "on" ? "https" : "http"}://${address.value}:${port}`, span: tls.at, origin: "form" };
    return keys.map((key) => [key, value] as const);
  });
}

/** roles/tikv/templates/run_tikv_binary.sh.j2; the status address is the machine's own. */
export function tikvFlags(host: ClusterHost, endpoints: Override | UnknownOverride): Generated {
  const address = addressOf(host);
  const port = portOf(host, "tikv_port", 20160);
  const statusPort = portOf(host, "tikv_status_port", 20180);
  const joined = (own: Stated<string>, number: string | undefined): Override | UnknownOverride =>
    own.kind === "known" && number !== undefined
      ? { value: `${own.value}:${number}`, span: own.span, origin: "form" }
      : { because: "the address is decided by Ansible", span: host.host.at };
  const anywhere: Stated<string> = { kind: "known", value: "0.0.0.0", span: host.host.at, origin: "form" };
  return [
    ["server.addr", joined(anywhere, port)],
    ["server.advertise-addr", joined(address, port)],
    ["server.status-addr", joined(address, statusPort)],
    ["pd.endpoints", endpoints],
  ];
}

/** No cluster has as many PDs. */
const mostMembers = 64;

export function endpointsOf({ hosts, inventory }: AnsibleCluster): Override | UnknownOverride {
  const at = hosts.pd[0]?.host.at ?? hosts.tikv[0]?.host.at;
  const parts = hosts.pd.flatMap((pd): readonly Setting<string>[] => {
    const address = addressOf(pd);
    const port = portOf(pd, "pd_client_port", 2379);
    return address.kind === "known" && port !== undefined ? [{ ...address, value: `${address.value}:${port}` }] : [];
  });
  const span: Span = at ?? { path: inventory.file.path, line: 1, column: 1, endLine: 1, endColumn: 1 };
  if (parts.length === 0 || parts.length !== hosts.pd.length || parts.length > mostMembers) {
    return { because: "the addresses of the PDs are decided by Ansible", span };
  }
  const ends: number[] = [];
  for (const { value } of parts) ends.push((ends.at(-1) ?? -1) + 1 + value.length);
  const value = parts.map((part) => part.value).join(",");
  return { value, span, origin: "form", slice: (_, to) => parts[ends.findIndex((end) => to <= end)]?.span ?? span };
}
