import type { Problem } from "../../../model/environments/environment.ts";
import type { Entry, Node, TableNode } from "../../../model/instances/config-tree.ts";
import type { InstanceDraft, Override, UnknownOverride } from "../../../model/instances/draft.ts";
import type { Component } from "../../../model/instances/instance.ts";
import { before } from "../../../text/cut.ts";
import { fileName, joinRepoPath, type ServerPath, type Span } from "../../../text/span.ts";
import type { Form, FormContext } from "../../form.ts";
import { withoutPlaceholders } from "../../templates/filled-in.ts";
import { type AnsibleCluster, type AnsibleTls, type ClusterHost, clusterOf, confOf, tlsOf } from "./cluster.ts";
import { deploymentOf, writtenPaths } from "./deployment.ts";
import { certificateFolderOf, endpointsOf, pathsOf, pdFlags, tikvFlags } from "./generated.ts";
import { looksLikeInventory, readInventory } from "./inventory.ts";
import { emptyTable, textOf } from "./variables.ts";

/** What tidb-ansible deploys. */
export const ansibleForm: Form = {
  meta: {
    id: "ansible",
    title: "tidb-ansible inventory",
    reads:
      "inventories of tidb-ansible, in INI and YAML (groups `pd_servers` and `tikv_servers`, and a variable such as `enable_tls`), `group_vars` and `host_vars` beside them, `conf/pd.yml` and `conf/tikv.yml` of the checkout",
    derives:
      "what its roles generate: the scheme of all URLs from `enable_tls`, addresses from `ansible_host`, the paths below `<deploy_dir>/conf/ssl`; certificates and keys of a committed `conf/ssl`",
    unknown:
      "facts that Ansible gathers, and values in `{{ }}` that are more than the name of a variable. Playbooks of others are not read",
  },

  needs: ["yaml"],

  claims: looksLikeInventory,

  read(files, context) {
    const instances: InstanceDraft[] = [];
    const problems = new Map<string, Problem>();
    for (const file of files) {
      const cluster = clusterOf(readInventory(file, context), context);
      if (cluster === undefined) continue;
      const broken = (["pd", "tikv"] as const).flatMap((component) => brokenConf(cluster, component, context));
      // One checkout may have several inventories.
      for (const problem of broken) problems.set(problem.at.path, problem);
      if (broken.length > 0) continue;
      const endpoints = endpointsOf(cluster);
      const configs = new Configs(cluster, context);
      for (const hosts of [cluster.hosts.pd, cluster.hosts.tikv]) {
        instances.push(...hosts.map((host, index) => draftOf(cluster, host, endpoints, configs, index === 0)));
      }
    }
    return { instances, files: [], problems: [...problems.values()] };
  },
};

function brokenConf({ conf }: AnsibleCluster, component: Component, context: FormContext): readonly Problem[] {
  const file = conf[component];
  const mistake = file && context.yaml(file).problems[0];
  if (mistake === undefined) return [];
  const message = `${mistake.message}: tidb-ansible cannot read this file`;
  return [{ kind: "syntax", at: mistake.at, message, help: "correct the YAML at this place", component }];
}

function draftOf(
  cluster: AnsibleCluster,
  host: ClusterHost,
  endpoints: Override | UnknownOverride,
  configs: Configs,
  isFirst: boolean,
): InstanceDraft {
  const { component } = host;
  const tls = tlsOf(host, cluster);
  const config = configs.of(component, tls);
  const generated = [...pathsOf(host, tls, config), ...(component === "pd" ? pdFlags(host, tls) : tikvFlags(host, endpoints))];
  const isKnown = (entry: readonly [string, Override | UnknownOverride]): entry is readonly [string, Override] =>
    "value" in entry[1];
  const version = textOf(host.scopes, "tidb_version");
  const { path } = cluster.inventory.file;
  return {
    component,
    form: "ansible",
    path,
    at: host.host.at,
    config,
    overrides: new Map(generated.filter(isKnown)),
    unknownOverrides: new Map(generated.flatMap(([key, value]) => ("value" in value ? [] : [[key, value] as const]))),
    name: component === "pd" ? `pd_${host.host.name}` : host.host.name,
    version: version.kind === "known" ? version : undefined,
    mounts: mountsOf(cluster, host),
    deployment: deploymentOf(component, tls, config, isFirst),
    environment: { cluster: before(fileName(path), ".") },
  };
}

/** The configurations of a cluster; hosts with one switch share one. */
class Configs {
  readonly #cluster: AnsibleCluster;
  readonly #context: FormContext;
  readonly #made = new Map<string, TableNode>();

  constructor(cluster: AnsibleCluster, context: FormContext) {
    this.#cluster = cluster;
    this.#context = context;
  }

  of(component: Component, tls: AnsibleTls): TableNode {
    // A switch for each host is nobody's habit: beyond some the first one's place stands for all.
    const place = this.#made.size < 32 ? [tls.at.path, tls.at.line, tls.at.column] : [];
    const key = [component, tls.state, ...place].join(" ");
    let config = this.#made.get(key);
    if (config === undefined) {
      config = configOf(confOf(this.#cluster.conf[component], this.#context), tls, component);
      this.#made.set(key, config);
    }
    return config;
  }
}

/** The keys of `global` are top-level keys of the TOML (roles/pd/templates/pd.toml.j2). Without a conf file nothing is set. */
function configOf(conf: TableNode | undefined, tls: AnsibleTls, component: Component): TableNode {
  const entries = new Map<string, Entry>();
  for (const entry of conf?.entries.values() ?? []) {
    const node = withoutPlaceholders(entry.node);
    // The span of a table in YAML is all of it; that of one in TOML its header.
    if (entry.key !== "global") entries.set(entry.key, { ...entry, node: headed(node, entry.keySpan) });
    else if (node.kind === "table") for (const inside of node.entries.values()) entries.set(inside.key, inside);
  }
  const config: TableNode = { kind: "table", span: conf?.span ?? tls.at, entries };
  const security = entries.get("security") ?? { key: "security", keySpan: tls.at, node: emptyTable(tls.at) };
  // While no path is written the switch is what turns TLS on, and stands for the table.
  const isSwitch = security.node.kind === "table" && tls.state === "off" && writtenPaths(config, component).size === 0;
  entries.set("security", isSwitch ? { ...security, node: { ...security.node, span: tls.at } } : security);
  return config;
}

function headed(node: Node, header: Span): Node {
  if (node.kind !== "table") return node;
  const entries = [...node.entries.values()].map((entry) => ({ ...entry, node: headed(entry.node, entry.keySpan) }));
  return { kind: "table", span: header, entries: new Map(entries.map((entry) => [entry.key, entry])) };
}

/** Certificates are made in `conf/ssl` of the checkout and copied from there (group_vars/all.yml, cert_dir). */
function mountsOf(cluster: AnsibleCluster, host: ClusterHost): InstanceDraft["mounts"] {
  const folder = certificateFolderOf(host);
  const repository = joinRepoPath(cluster.folder, "conf/ssl");
  return repository === undefined ? [] : [{ server: folder as ServerPath, repository }];
}
