import type { Problem } from "../../../model/environments/environment.ts";
import type { Node, TableNode } from "../../../model/instances/config-tree.ts";
import type { Component } from "../../../model/instances/instance.ts";
import type { Setting, Stated } from "../../../model/instances/setting.ts";
import { absent, known } from "../../../model/instances/setting.ts";
import { fileName, type Span } from "../../../text/span.ts";
import { itemsAt, nodeAt, textAt } from "../../nodes.ts";
import type { SourceFile } from "../../source-file.ts";
import { placeholderIn } from "../../templates/filled-in.ts";
import { type FlatMap, flatten } from "./settings.ts";

/** One topology file, as TiUP reads it (pkg/cluster/spec/spec.go). */
export interface Topology {
  readonly file: SourceFile;
  readonly root: TableNode;
  /** TiUP's own `meta.yaml`: it holds what TiUP wrote back after the deployment. */
  readonly isMeta: boolean;
  /** New nodes for a running cluster: `global`, `monitored` and `server_configs` are those of the cluster. */
  readonly isScaleOut: boolean;
  readonly tls: TlsSwitch;
  readonly servers: Readonly<Record<Component, readonly Server[]>>;
  readonly serverConfigs: Readonly<Record<Component, FlatMap>>;
  readonly versions: Readonly<Record<Component, Setting<string> | undefined>>;
}

/** `global.enable_tls`, and the place that a person changes to change it. */
export interface TlsSwitch {
  readonly state: "on" | "off" | "unknown";
  readonly at: Span;
  /** Why it is unknown. */
  readonly because: string;
}

/** One entry of `pd_servers` or `tikv_servers`. */
export interface Server {
  readonly component: Component;
  readonly table: TableNode;
  readonly host: Stated<string>;
  /** Its `host` line. */
  readonly at: Span;
}

const nameOfTopology = /(?:\.ya?ml(?:\.(?:tpl|tmpl|template|j2|jinja2?|erb|gotmpl|in|example|sample|bak|old))*|^[^.]*)$/i;
const serverLists = /^[ \t]{0,8}["']?(?:pd|tikv)_servers["']?[ \t]*:/m;
const hostField = /(?:^|[\s,{])["']?host["']?[ \t]*:/m;

/** By a list of servers, whatever the file is called. */
export function looksLikeTopology(file: SourceFile): boolean {
  return nameOfTopology.test(fileName(file.path)) && serverLists.test(file.text) && hostField.test(file.text);
}

/** The topology in a document: its root, or the `topology` of a meta.yaml. Undefined for other tools' files. */
export function topologyIn(file: SourceFile, document: TableNode): Topology | Problem | undefined {
  const inside = nodeAt(document, "topology");
  const isMeta = inside?.kind === "table" && (document.entries.has("tidb_version") || document.entries.has("user"));
  const root = isMeta ? inside : document;
  const servers = { pd: serversOf(root, "pd"), tikv: serversOf(root, "tikv") };
  if (![...servers.pd, ...servers.tikv].some(({ host }) => host.kind !== "absent")) return undefined;
  const isScaleOut = !isMeta && isForNewNodes(root);
  const tls = switchOf(root, isScaleOut);
  if ("message" in tls) return tls;
  const inherited = (component: Component) =>
    isScaleOut ? flatten(undefined) : flatten(nodeAt(root, "server_configs", component));
  const version = (component: Component) =>
    settingAt(root, "component_versions", component) ?? (isMeta ? settingAt(document, "tidb_version") : undefined);
  return {
    file,
    root,
    isMeta,
    isScaleOut,
    tls,
    servers,
    serverConfigs: { pd: inherited("pd"), tikv: inherited("tikv") },
    versions: { pd: version("pd"), tikv: version("tikv") },
  };
}

function settingAt(root: TableNode, ...route: readonly string[]): Setting<string> | undefined {
  const node = textAt(root, ...route);
  return node === undefined || placeholderIn(node.value) !== undefined
    ? undefined
    : { value: node.value, span: node.span, origin: "form" };
}

function serversOf(root: TableNode, component: Component): readonly Server[] {
  return itemsAt(root, `${component}_servers`).flatMap((item): readonly Server[] => {
    if (item.kind !== "table") return [];
    const entry = item.entries.get("host");
    const at = entry === undefined ? item.span : upTo(entry.keySpan, entry.node.span);
    return [{ component, table: item, host: scalarAt(item, "host"), at }];
  });
}

function upTo(from: Span, to: Span): Span {
  return { ...from, endLine: to.endLine, endColumn: to.endColumn };
}

/** A cluster has both components, and what only a whole cluster has; new nodes have neither. */
function isForNewNodes(root: TableNode): boolean {
  const has = (key: string) => root.entries.has(key);
  if (!has("pd_servers") || !has("tikv_servers")) return true;
  return !["global", "server_configs", "monitored", "monitoring_servers"].some(has);
}

/**
 * yaml.v3 takes the words of YAML 1.1 too where a boolean is wanted, some of them, and refuses all other text
 * (gopkg.in/yaml.v3, decode.go).
 */
const words: Readonly<Record<string, boolean>> = {
  y: true,
  Y: true,
  yes: true,
  on: true,
  n: false,
  N: false,
  no: false,
  off: false,
};

function switchOf(root: TableNode, isScaleOut: boolean): TlsSwitch | Problem {
  if (isScaleOut) {
    const entry = root.entries.get("pd_servers") ?? root.entries.get("tikv_servers");
    return { state: "unknown", at: entry?.keySpan ?? root.span, because: "enable_tls is a setting of the running cluster" };
  }
  const global = root.entries.get("global");
  const node = nodeAt(root, "global", "enable_tls");
  if (node === undefined) {
    const servers = root.entries.get("pd_servers") ?? root.entries.get("tikv_servers");
    return { state: "off", at: global?.keySpan ?? servers?.keySpan ?? root.span, because: "" };
  }
  const unknown = hiddenBecause(node);
  if (unknown !== undefined) return { state: "unknown", at: node.span, because: unknown };
  const value = node.kind === "boolean" ? node.value : node.kind === "string" ? words[node.value] : undefined;
  if (value !== undefined) return { state: value ? "on" : "off", at: node.span, because: "" };
  return {
    kind: "syntax",
    at: node.span,
    message: "enable_tls is neither true nor false: TiUP refuses this file",
    help: "write true or false, without quotes",
  };
}

/** Why a value is not in the file; undefined when it is. A placeholder without quotes reads as a map in YAML. */
function hiddenBecause(node: Node): string | undefined {
  if (node.kind === "unknown") return node.because;
  if (node.kind === "table") return "a placeholder is filled in elsewhere";
  const found = node.kind === "string" ? placeholderIn(node.value) : undefined;
  return found === undefined ? undefined : `${found} is filled in elsewhere`;
}

/** A text or number of a table, as text. A string's span is the text without quotes. */
export function scalarAt(table: Node | undefined, key: string): Stated<string> {
  const node = nodeAt(table, key);
  if (node === undefined) return absent;
  const because = hiddenBecause(node);
  if (because !== undefined) return { kind: "unknown", because, span: node.span };
  if (node.kind === "string") {
    return node.value === "" ? { kind: "absent", at: node.span } : known(node.value, node.slice(0, node.value.length), "form");
  }
  return node.kind === "integer" || node.kind === "float" ? known(String(node.value), node.span, "form") : absent;
}
