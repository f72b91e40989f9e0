import type { TableNode } from "../../../model/instances/config-tree.ts";
import { fileName, type Span } from "../../../text/span.ts";
import type { FormContext } from "../../form.ts";
import { nodeAt } from "../../nodes.ts";
import type { SourceFile } from "../../source-file.ts";
import { type IniLine, iniSetting, iniWords, readIni } from "./ini.ts";
import { iniVariable, type Variable, type Variables, yamlVariables } from "./variables.ts";

/** An inventory of Ansible, in INI or YAML. */
export interface Inventory {
  readonly file: SourceFile;
  readonly groups: ReadonlyMap<string, Group>;
}

export interface Group {
  /** By the name in the inventory; a host that stands in several groups has its variables from all of them. */
  readonly hosts: Map<string, Host>;
  readonly variables: Map<string, Variable>;
  readonly children: Set<string>;
}

export interface Host {
  readonly name: string;
  readonly at: Span;
  readonly variables: Variables;
}

const iniName = /(?:\.ini|^(?:hosts|inventory)[^.]*)$/i;
const yamlName = /\.ya?ml$/i;
const iniGroup = /^[ \t]{0,8}\[(?:pd|tikv)_servers(?::\w+)?\]/m;
const yamlGroup = /^[ \t]{0,40}(?:pd|tikv)_servers[ \t]*:[ \t]*\r?$/m;
const yamlHosts = /^[ \t]{1,40}hosts[ \t]*:/m;

/** By the groups of tidb-ansible. */
export function looksLikeInventory(file: SourceFile): boolean {
  const name = fileName(file.path);
  if (iniName.test(name)) return iniGroup.test(file.text);
  return yamlName.test(name) && yamlGroup.test(file.text) && yamlHosts.test(file.text);
}

/** Reads an inventory. What cannot be read is left out: Ansible's own word on it is not known. */
export function readInventory(file: SourceFile, context: FormContext): Inventory {
  return { file, groups: yamlName.test(file.path) ? yamlGroups(file, context) : iniGroups(file) };
}

function groupIn(groups: Map<string, Group>, name: string): Group {
  let group = groups.get(name);
  if (group === undefined) {
    group = { hosts: new Map(), variables: new Map(), children: new Set() };
    groups.set(name, group);
  }
  return group;
}

/** What is left to read of a file: more is nobody's cluster, and would grow without bound. */
interface Budget {
  hosts: number;
  lines: number;
}

const budget = (): Budget => ({ hosts: 5_000, lines: 1_000_000 });

function add(group: Group, host: Host, left: Budget): void {
  if (left.hosts === 0) return;
  left.hosts -= 1;
  group.hosts.set(host.name, host);
}

function iniGroups(file: SourceFile): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  const left = budget();
  for (const { name, lines } of readIni(file.path, file.text)) {
    const [own = "", kind] = name.split(":").map((part) => part.trim());
    const group = groupIn(groups, own === "" ? "ungrouped" : own);
    for (const line of lines) {
      if (kind === "vars") {
        const setting = iniSetting(line);
        if (setting !== undefined) group.variables.set(setting.key, iniVariable(setting.value, setting.valueSpan));
      } else if (kind === "children") {
        const [child] = iniWords(line);
        if (child !== undefined) group.children.add(child.text);
      } else {
        for (const host of hostsOf(line)) add(group, host, left);
      }
    }
  }
  return groups;
}

/** `name key=value ...`; `node[1:3]` stands for several hosts. */
function hostsOf(line: IniLine): readonly Host[] {
  const [first, ...rest] = iniWords(line);
  if (first === undefined) return [];
  const variables = new Map<string, Variable>();
  for (const { text, span } of rest) {
    const equals = text.indexOf("=");
    if (equals <= 0) continue;
    const isPlain = span.endColumn - span.column === text.length;
    const place = isPlain ? { ...span, column: span.column + equals + 1 } : span;
    variables.set(text.slice(0, equals), iniVariable(text.slice(equals + 1), place));
  }
  return rangeOf(first.text).map((name) => ({ name, at: first.span, variables }));
}

/** More hosts than that in one line are nobody's cluster. */
const mostHosts = 200;

function rangeOf(pattern: string): readonly string[] {
  // Of several ranges the last one counts.
  const match = [...pattern.matchAll(/\[(\d{1,6}):(\d{1,6})\]/g)].at(-1);
  if (match === undefined) return [pattern];
  const [range, from = "0", to = "0"] = match;
  const before = pattern.slice(0, match.index);
  const after = pattern.slice(match.index + range.length);
  const count = Math.min(mostHosts, Math.max(0, Number(to) - Number(from) + 1));
  const width = from.startsWith("0") ? from.length : 1;
  return Array.from({ length: count }, (_, index) => `${before}${String(Number(from) + index).padStart(width, "0")}${after}`);
}

function yamlGroups(file: SourceFile, context: FormContext): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  const [document] = context.yaml(file).documents;
  if (document?.root !== undefined) addYamlGroups(document.root, { groups, lines: file.text.split(/\r?\n/), left: budget() }, 0);
  return groups;
}

const deepest = 20;

interface Reading {
  readonly groups: Map<string, Group>;
  readonly lines: readonly string[];
  readonly left: Budget;
}

function addYamlGroups(table: TableNode, reading: Reading, depth: number): void {
  if (depth > deepest) return;
  for (const { key, node } of table.entries.values()) {
    const group = groupIn(reading.groups, key);
    for (const [name, variable] of yamlVariables(nodeAt(node, "vars"))) group.variables.set(name, variable);
    const hosts = node.kind === "table" ? node.entries.get("hosts") : undefined;
    for (const host of hosts?.node.kind === "table" ? hosts.node.entries.values() : []) {
      add(group, { name: host.key, at: host.keySpan, variables: yamlVariables(host.node) }, reading.left);
    }
    if (hosts !== undefined) addBareHosts(group, hosts.keySpan, reading);
    const children = nodeAt(node, "children");
    if (children?.kind !== "table") continue;
    for (const child of children.entries.keys()) group.children.add(child);
    addYamlGroups(children, reading, depth + 1);
  }
}

/** Hosts without variables (`10.0.0.1:`) are null in YAML, and nulls are absent from what the reader gives. */
function addBareHosts(group: Group, at: Span, { lines, left }: Reading): void {
  let indent: number | undefined;
  for (let index = at.line; index < lines.length && left.lines > 0; index++) {
    left.lines -= 1;
    const line = lines[index] as string;
    if (/^\s*(?:#|$)/.test(line)) continue;
    const own = line.search(/\S/);
    if (own < at.column) return;
    indent ??= own;
    const name = own === indent ? /^\s*(["']?)([\w.-]{1,253})\1\s*:\s*(?:#.*)?$/.exec(line)?.[2] : undefined;
    if (name === undefined || group.hosts.has(name)) continue;
    const column = line.indexOf(name) + 1;
    const span = { path: at.path, line: index + 1, column, endLine: index + 1, endColumn: column + name.length };
    add(group, { name, at: span, variables: new Map() }, left);
  }
}
