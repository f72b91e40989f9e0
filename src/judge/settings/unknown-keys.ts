import { type Correction, kebabCase } from "../../facts/corrections.ts";
import { knows, type Verdict, verdict } from "../../facts/keys.ts";
import { isCipherName, isTlsSetting, meantMaterial } from "../../facts/tls-words.ts";
import type { Entry, TableNode } from "../../model/instances/config-tree.ts";
import type { Component, Instance } from "../../model/instances/instance.ts";

/** A key that an instance's release does not read. Of an unknown table only the table itself is one. */
export interface UnknownKey {
  /** As written, from the root. */
  readonly route: readonly string[];
  readonly entry: Entry;
  /** The table in which it stands. */
  readonly table: TableNode;
  readonly correction: Correction | undefined;
  /** Is it, or is it near to, a setting that decides about TLS? */
  readonly concernsTls: boolean;
  /** Does it try to choose cipher suites or TLS versions? */
  readonly choosesCiphers: boolean;
}

const cache = new WeakMap<Instance, readonly UnknownKey[]>();

/** The keys of an instance's configuration that its release does not read, in the order of the file. */
export function unknownKeysOf(instance: Instance): readonly UnknownKey[] {
  const cached = cache.get(instance);
  if (cached !== undefined) return cached;
  const found: UnknownKey[] = [];
  collect(instance, instance.config, [], found);
  cache.set(instance, found);
  return found;
}

const meanings = new WeakMap<Instance, ReadonlyMap<TableNode, ReadonlyMap<string, number>>>();

/** How many unknown keys of one table were meant as the setting `target`. */
export function countMeaning(instance: Instance, table: TableNode, target: string): number {
  let counts = meanings.get(instance);
  if (counts === undefined) {
    const made = new Map<TableNode, Map<string, number>>();
    for (const unknown of unknownKeysOf(instance)) {
      const to = targetOf(unknown);
      if (to === undefined) continue;
      const ofTable = made.get(unknown.table) ?? new Map<string, number>();
      ofTable.set(to, (ofTable.get(to) ?? 0) + 1);
      made.set(unknown.table, ofTable);
    }
    counts = made;
    meanings.set(instance, counts);
  }
  return counts.get(table)?.get(target) ?? 0;
}

/** The dotted name of the setting that was most likely meant. */
export function targetOf({ correction }: UnknownKey): string | undefined {
  return correction !== undefined && "to" in correction ? correction.to : undefined;
}

function collect(instance: Instance, table: TableNode, above: readonly string[], found: UnknownKey[]): void {
  const { component } = instance;
  for (const entry of table.entries.values()) {
    const route = [...above, entry.key];
    const answer = answerOf(instance, route, found.length);
    switch (answer.kind) {
      case "unknown":
        found.push({
          route,
          entry,
          table,
          correction: answer.correction,
          concernsTls: concernsTls(component, route, entry, answer.correction),
          choosesCiphers: isCipherName(entry.key) || entry.key === "cipher-file",
        });
        break;
      case "known":
        collectInside(instance, entry, route, found);
        break;
      case "free":
        // A map of tables (`schedule.store-limit`) has free names over known ones.
        if (component === "pd" && above.length > 0) collectInside(instance, entry, route, found);
        break;
      case "unsure":
        break;
      default:
        answer satisfies never;
    }
  }
}

/** From here on no correction is looked for: a file with so many unknown keys is no configuration, and it takes time. */
const mostCorrected = 1000;

function answerOf({ component, version }: Instance, route: readonly string[], count: number): Verdict {
  if (count < mostCorrected || knows(component, version, route)) return verdict(component, version, route);
  return { kind: "unknown", correction: undefined };
}

function collectInside(instance: Instance, { node }: Entry, route: readonly string[], found: UnknownKey[]): void {
  if (node.kind === "table") collect(instance, node, route, found);
  if (node.kind !== "array" || instance.component !== "pd") return;
  for (const item of node.items) if (item.kind === "table") collect(instance, item, route, found);
}

function concernsTls(component: Component, route: readonly string[], entry: Entry, correction: Correction | undefined): boolean {
  const target = correction !== undefined && "to" in correction ? correction.to : undefined;
  if (target !== undefined && isTlsSetting(component, target)) return true;
  if (correction?.kind === "no-switch") return true;
  if (correction?.kind !== "too-new" && correction?.kind !== "removed" && meantMaterial(component, route) !== undefined)
    return true;
  if (correction?.kind === "too-new" || correction?.kind === "removed") return isTlsSetting(component, route.join("."));
  const parts = route.map(kebabCase);
  // Whatever else stands right under [security] is read by people as protection that is there.
  if (parts.length === 2 && parts[0] === "security")
    return !target?.startsWith("security.encryption") && target !== "security.redact-info-log";
  return entry.node.kind === "table" && [...entry.node.entries.keys()].some((key) => namesMaterial(component, key));
}

function namesMaterial(component: Component, key: string): boolean {
  const meant = meantMaterial(component, ["tls", key]);
  return meant !== undefined && meant !== "switch" && /ca|cert|crt|[-_]path$/i.test(key);
}
