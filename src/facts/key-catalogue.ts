import { pdKeys } from "./generated/pd-keys.ts";
import { tikvKeys } from "./generated/tikv-keys.ts";

/** What a key takes. `size`: text with a unit or an integer; `duration`: text with a unit. PD's `map<...>` and `array<...>` name what is inside. */
export type KeyType = string;

/** One key of a configuration, over all versions. */
export interface Key {
  /** Dotted, as the program's own reference writes it; `*` is any name, `[]` an item of a list. */
  readonly name: string;
  readonly type: KeyType;
  /** First and last release that reads it; empty: older than the catalogue, still there. */
  readonly since: string;
  readonly until: string;
  /** Ranges `a..b` of releases between them that lack it. */
  readonly except?: readonly string[] | undefined;
  /** Earlier types, each with the last release that had it. */
  readonly was?: readonly { readonly type: KeyType; readonly until: string }[] | undefined;
  /** Of a `list`. */
  readonly items?: string | undefined;
  readonly enum?: readonly (string | number | boolean)[] | undefined;
  /** A `duration` that takes integer milliseconds too. */
  readonly alsoInteger?: boolean | undefined;
  readonly aliasOf?: string | undefined;
  readonly deprecated?: boolean | undefined;
}

export interface KeyCatalogue {
  /** Releases in their order; the last is the unreleased main branch. */
  readonly versions: readonly string[];
  readonly positions: ReadonlyMap<string, number>;
  /** The key of a dotted name, compared as the program does. */
  find(name: string): Key | undefined;
  /** Every key, whatever release has it. */
  all(): readonly Key[];
  /** Tables in which every key is the user's own. */
  readonly openTables: ReadonlySet<string>;
  readonly renamed: ReadonlyMap<string, string>;
  /** Wrong keys that the program's own template or documentation prints, and the real ones. */
  readonly misspelt: ReadonlyMap<string, string>;
  /** Tables in which `--config-check` reports no unknown key, and since which release. */
  readonly blind: ReadonlyMap<string, string>;
}

type Row = readonly [string, string, string, string, Omit<Key, "name" | "type" | "since" | "until">?];

interface Data {
  readonly versions: readonly string[];
  readonly openTables: readonly string[];
  readonly renamed: readonly (readonly [string, string])[];
  readonly misspelt: readonly (readonly [string, string])[];
  readonly blind: readonly (readonly [string, string])[];
  readonly keys: readonly Row[];
}

export type Program = "pd" | "tikv";

const decoded = new Map<Program, KeyCatalogue>();

/** The catalogue of a program, decoded when it is first asked for. */
export function keyCatalogue(program: Program): KeyCatalogue {
  const existing = decoded.get(program);
  if (existing !== undefined) return existing;
  const data = JSON.parse(program === "pd" ? pdKeys : tikvKeys) as Data;
  // Thousands of rows, a few dozen of which a run asks for: a row becomes a key when it is found.
  const rows = new Map<string, Row>();
  for (const row of data.keys) rows.set(indexedName(program, row[0]), row);
  const keys = new Map<string, Key>();
  const find = (name: string): Key | undefined => {
    const index = indexedName(program, name);
    const row = rows.get(index);
    if (row === undefined) return undefined;
    const key = keys.get(index) ?? keyOfRow(row);
    keys.set(index, key);
    return key;
  };
  const made: KeyCatalogue = {
    find,
    all: () => data.keys.map(keyOfRow),
    versions: data.versions,
    positions: new Map(data.versions.map((version, index) => [version, index])),
    openTables: new Set(data.openTables),
    renamed: new Map(data.renamed),
    misspelt: new Map(data.misspelt),
    blind: new Map(data.blind),
  };
  decoded.set(program, made);
  return made;
}

/** The name under which a program finds a key: PD's TOML reader compares without regard to case, TiKV's exactly. */
export function indexedName(program: Program, name: string): string {
  return program === "pd" ? name.toLowerCase() : name;
}

function keyOfRow([name, type, since, until, more]: Row): Key {
  return { name, type, since, until, ...more };
}
