import type { Entry, Node, TableNode } from "../../../model/instances/config-tree.ts";
import type { Span } from "../../../text/span.ts";
import { withoutPlaceholders } from "../../templates/filled-in.ts";

/** One setting of a map that takes dotted keys, nested maps and mixes of both. */
export interface FlatSetting {
  /** The whole dotted key. */
  readonly key: string;
  readonly parts: readonly KeyPart[];
  readonly node: Node;
  /** It stands under its whole dotted key, directly in the map. */
  readonly isDotted: boolean;
}

interface KeyPart {
  readonly name: string;
  readonly span: Span;
}

/** Two settings of one map with one key: TiUP folds a Go map, whose order is random. */
export interface Clash {
  readonly first: FlatSetting;
  readonly second: FlatSetting;
}

/** A map flattened as TiUP does it (pkg/cluster/spec/server_config.go, FlattenMap): empty maps vanish. */
export interface FlatMap {
  readonly settings: ReadonlyMap<string, FlatSetting>;
  readonly clashes: readonly Clash[];
}

export const emptyMap: FlatMap = { settings: new Map(), clashes: [] };

/** Flattens a map of settings, whatever it mixes. */
export function flatten(node: Node | undefined): FlatMap {
  if (node?.kind !== "table" || node.entries.size === 0) return emptyMap;
  const settings = new Map<string, FlatSetting>();
  const clashes: Clash[] = [];
  const walk = (table: TableNode, prefix: readonly KeyPart[]) => {
    for (const entry of table.entries.values()) {
      const parts = bounded([...prefix, ...partsOf(entry)]);
      if (entry.node.kind === "table") {
        walk(entry.node, parts);
        continue;
      }
      const key = parts.map(({ name }) => name).join(".");
      const setting = { key, parts, node: withoutPlaceholders(entry.node), isDotted: prefix.length === 0 };
      const other = settings.get(key);
      if (other !== undefined) clashes.push({ first: other, second: setting });
      settings.set(key, setting);
    }
  };
  walk(node, []);
  return { settings, clashes };
}

/** Deeper nobody nests settings, and TOML is not read deeper: what goes on there is one name. */
const mostParts = 100;

function bounded(parts: readonly KeyPart[]): readonly KeyPart[] {
  const rest = parts.slice(mostParts - 1);
  const [first] = rest;
  if (first === undefined || rest.length === 1) return parts;
  return [...parts.slice(0, mostParts - 1), { ...first, name: rest.map(({ name }) => name).join(".") }];
}

/** The parts of a dotted key, each with its own place as far as the key is written plainly or in plain quotes. */
function partsOf({ key, keySpan }: Entry): readonly KeyPart[] {
  const names = key.split(".");
  const width = keySpan.line === keySpan.endLine ? keySpan.endColumn - keySpan.column : -1;
  const quote = width === key.length ? 0 : width === key.length + 2 ? 1 : undefined;
  if (names.length === 1 || quote === undefined) return names.map((name) => ({ name, span: keySpan }));
  let column = keySpan.column + quote;
  return names.map((name) => {
    const span = { ...keySpan, column, endColumn: column + name.length };
    column = span.endColumn + 1;
    return { name, span };
  });
}

interface MutableTable extends TableNode {
  readonly entries: Map<string, Entry>;
}

/**
 * The one configuration that TiUP writes: later maps win over earlier ones, key by key (server_config.go, MergeConfig).
 * `security` is where a `[security]` table would be written, when no setting makes one; with `isSwitch` it is what turns
 * TLS on, and stands for the table as long as none of the `owned` keys is set.
 */
export function mergedTree(
  root: Span,
  maps: readonly ReadonlyMap<string, FlatSetting>[],
  security: { readonly at: Span; readonly isSwitch: boolean; readonly owned: readonly string[] },
): TableNode {
  const tree: MutableTable = { kind: "table", span: root, entries: new Map() };
  const tables = new Set<Node>([tree]);
  for (const settings of maps) for (const setting of settings.values()) insert(tree, setting, tables);
  const { at, isSwitch, owned } = security;
  const written = tree.entries.get("security");
  if (written === undefined) {
    tree.entries.set("security", { key: "security", keySpan: at, node: { kind: "table", span: at, entries: new Map() } });
  } else if (isSwitch && written.node.kind === "table" && !owned.some((key) => maps.some((settings) => settings.has(key)))) {
    tree.entries.set("security", { ...written, node: { ...written.node, span: at } });
  }
  return tree;
}

function insert(tree: MutableTable, { parts, node }: FlatSetting, tables: Set<Node>): void {
  let table = tree;
  for (const { name, span } of parts.slice(0, -1)) {
    const inside = table.entries.get(name)?.node;
    if (inside?.kind === "table" && tables.has(inside)) {
      table = inside as MutableTable;
      continue;
    }
    const made: MutableTable = { kind: "table", span, entries: new Map() };
    tables.add(made);
    table.entries.set(name, { key: name, keySpan: span, node: made });
    table = made;
  }
  const last = parts.at(-1);
  if (last !== undefined) table.entries.set(last.name, { key: last.name, keySpan: last.span, node });
}
