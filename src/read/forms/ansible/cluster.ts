import type { TableNode } from "../../../model/instances/config-tree.ts";
import type { Component } from "../../../model/instances/instance.ts";
import { folderOf, joinRepoPath, type RepoPath, type Span } from "../../../text/span.ts";
import type { FormContext } from "../../form.ts";
import type { SourceFile } from "../../source-file.ts";
import type { Group, Host, Inventory } from "./inventory.ts";
import { lookUp, textOf, type Variable, type Variables, yamlVariables } from "./variables.ts";

/** A cluster of tidb-ansible: an inventory, and the files of its checkout that configure it. */
export interface AnsibleCluster {
  readonly inventory: Inventory;
  /** The checkout: where `conf/` lies. */
  readonly folder: RepoPath;
  readonly conf: Readonly<Record<Component, SourceFile | undefined>>;
  readonly hosts: Readonly<Record<Component, readonly ClusterHost[]>>;
}

export interface ClusterHost {
  readonly component: Component;
  readonly host: Host;
  /** Its variables, the strongest first. */
  readonly scopes: readonly Variables[];
}

/** `enable_tls`, and the place that a person changes to change it. */
export interface AnsibleTls {
  readonly state: "on" | "off" | "unknown";
  readonly at: Span;
  readonly because: string;
}

/** Variables that tidb-ansible has and no other playbook: without any of them the groups are somebody else's. */
const telling = ["enable_tls", "tidb_version", "process_supervision", "deploy_without_tidb", "enable_binlog"];

/** The cluster of an inventory; undefined when it is none of tidb-ansible. */
export function clusterOf(inventory: Inventory, context: FormContext): AnsibleCluster | undefined {
  const near = foldersFrom(folderOf(inventory.file.path));
  const conf = (component: Component) =>
    near.flatMap((folder) =>
      ["yml", "yaml"].flatMap((suffix) => fileAt(context, folder, `conf/${component}.${suffix}`) ?? []),
    )[0];
  const files = { pd: conf("pd"), tikv: conf("tikv") };
  const found = files.pd ?? files.tikv;
  const folder = found === undefined ? folderOf(inventory.file.path) : folderOf(folderOf(found.path));
  const outside = new Outside(inventory, folder, context);
  const all = mergedVariables([outside.group("all"), inventory.groups.get("all")?.variables]);
  const isTold = [all, ...(["pd", "tikv"] as const).map((component) => outside.group(`${component}_servers`))].some((scope) =>
    telling.some((name) => scope.has(name)),
  );
  if (!isTold && found === undefined) return undefined;
  const hosts = (component: Component) => hostsIn(inventory, component, outside, all);
  return { inventory, folder, conf: files, hosts: { pd: hosts("pd"), tikv: hosts("tikv") } };
}

/** Files of variables outside the inventory: beside it, and beside the playbooks. */
class Outside {
  readonly #context: FormContext;
  readonly #folders: readonly RepoPath[];
  readonly #known = new Map<string, Variables>();

  constructor(inventory: Inventory, playbooks: RepoPath, context: FormContext) {
    this.#context = context;
    // Those of the playbooks are stronger.
    this.#folders = [...new Set([playbooks, folderOf(inventory.file.path)])];
  }

  group(name: string): Variables {
    return this.#read(`group_vars/${name}`);
  }

  host(name: string): Variables {
    return /^[\w.-]+$/.test(name) ? this.#read(`host_vars/${name}`) : new Map();
  }

  #read(path: string): Variables {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const files = this.#folders.flatMap((folder) =>
      ["", ".yml", ".yaml"].flatMap((suffix) => fileAt(this.#context, folder, path + suffix) ?? []),
    );
    const variables = mergedVariables(files.reverse().map((file) => yamlVariables(this.#context.yaml(file).documents[0]?.root)));
    this.#known.set(path, variables);
    return variables;
  }
}

function fileAt(context: FormContext, folder: RepoPath, relative: string): SourceFile | undefined {
  const path = joinRepoPath(folder, relative);
  return path === undefined ? undefined : context.file(path);
}

/** A folder and those above it, the nearest first. */
function foldersFrom(folder: RepoPath): readonly RepoPath[] {
  return folder === "" ? [folder] : [folder, ...foldersFrom(folderOf(folder))];
}

/** Later scopes win. */
function mergedVariables(scopes: readonly (Variables | undefined)[]): Variables {
  return new Map<string, Variable>(scopes.flatMap((scope) => [...(scope ?? [])]));
}

function hostsIn(inventory: Inventory, component: Component, outside: Outside, all: Variables): readonly ClusterHost[] {
  const name = `${component}_servers`;
  const members = new Map<string, Host>();
  const variables: Variables[] = [];
  collect(inventory.groups, name, new Set(), (group) => {
    for (const host of group.hosts.values()) if (!members.has(host.name)) members.set(host.name, host);
    variables.unshift(group.variables);
  });
  const ofGroup = mergedVariables([...variables.reverse(), outside.group(name)]);
  const hostScopes = everywhere(inventory);
  return [...members.values()].map((host) => ({
    component,
    host,
    scopes: [outside.host(host.name), hostScopes.get(host.name) ?? host.variables, ofGroup, all],
  }));
}

const inventories = new WeakMap<Inventory, ReadonlyMap<string, Variables>>();

/** The variables that stand at a host, in whichever groups it is listed. */
function everywhere(inventory: Inventory): ReadonlyMap<string, Variables> {
  const known = inventories.get(inventory);
  if (known !== undefined) return known;
  const merged = new Map<string, Map<string, Variable>>();
  for (const group of inventory.groups.values()) {
    for (const { name, variables } of group.hosts.values()) {
      const own = merged.get(name) ?? new Map<string, Variable>();
      merged.set(name, own);
      for (const [key, variable] of variables) own.set(key, variable);
    }
  }
  inventories.set(inventory, merged);
  return merged;
}

/** A group and its children, the group first; a group that is its own descendant is visited once. */
function collect(groups: ReadonlyMap<string, Group>, name: string, seen: Set<string>, visit: (group: Group) => void): void {
  const group = groups.get(name);
  if (group === undefined || seen.has(name) || seen.size > 100) return;
  seen.add(name);
  visit(group);
  for (const child of group.children) collect(groups, child, seen, visit);
}

/**
 * `enable_tls|default(false)` as Jinja takes it: every text that is not empty is true, `false` in lower case too where the
 * inventory is in INI, whose values are literals of Python.
 */
export function tlsOf({ scopes, host }: ClusterHost, { hosts }: AnsibleCluster): AnsibleTls {
  const found = lookUp(scopes, "enable_tls");
  const first = hosts.pd[0] ?? hosts.tikv[0];
  if (found === undefined) return { state: "off", at: (first?.host ?? host).at, because: "" };
  const { value, span } = found;
  if (typeof value === "boolean") return { state: value ? "on" : "off", at: span, because: "" };
  if (value === "" || value === "0") return { state: "off", at: span, because: "" };
  const text = textOf(scopes, "enable_tls");
  if (text.kind === "unknown") return { state: "unknown", at: span, because: text.because };
  if (/^(?:false|no|off|n|f)$/i.test(value)) {
    return { state: "unknown", at: span, because: `"${value}" is a text, which some of Ansible's tests take for true` };
  }
  return { state: "on", at: span, because: "" };
}

/** The map of one conf file; undefined when there is none that can be read. */
export function confOf(file: SourceFile | undefined, context: FormContext): TableNode | undefined {
  return file === undefined ? undefined : context.yaml(file).documents[0]?.root;
}
