import type { Span } from "../../text/span.ts";
import { foldedKey, type Node, spellingsOf, type TableNode } from "./config-tree.ts";
import type { InstanceDraft } from "./draft.ts";

/** One key of PD that stands in one configuration in several spellings: each sets it, in random order. */
export interface AmbiguousKey {
  /** The dotted key, in lower case. */
  readonly key: string;
  /** As written, in the order of the file. */
  readonly spellings: readonly { readonly text: string; readonly at: Span }[];
  readonly isTable: boolean;
}

/** More tables than any configuration has: deeper ones are not walked. */
const deepest = 32;

/** The keys of a draft that chance decides; none for TiKV, which compares keys exactly (facts: tikv.md section 2). */
export function ambiguousKeysOf({ component, config, overrides }: InstanceDraft): readonly AmbiguousKey[] {
  if (component === "tikv") return [];
  const found: AmbiguousKey[] = [];
  collect(config, "", 1, found);
  for (const [key, { span, origin }] of overrides ?? []) {
    // A form writes paths of [security] into the file under PD's own spelling; flags beat the file whatever it spells.
    if (origin !== "form" || !key.startsWith("security.") || found.some((other) => other.key === "security")) continue;
    const other = otherSpelling(config, key.split("."));
    if (other !== undefined && !found.some((known) => known.key === key))
      found.push({ key, spellings: [{ text: key, at: span }, other], isTable: false });
  }
  return found;
}

function collect(table: TableNode, above: string, depth: number, found: AmbiguousKey[]): void {
  if (depth > deepest) return;
  for (const [folded, entries] of spellingsOf(table)) {
    const key = above === "" ? folded : `${above}.${folded}`;
    if (entries.length > 1) {
      const spellings = entries.map((entry) => ({ text: entry.key, at: entry.keySpan }));
      found.push({ key, spellings, isTable: entries.some(({ node }) => node.kind === "table") });
    }
    for (const { node } of entries) for (const inner of tablesIn(node)) collect(inner, key, depth + 1, found);
  }
}

function tablesIn(node: Node): readonly TableNode[] {
  if (node.kind === "table") return [node];
  return node.kind === "array" ? node.items.filter((item): item is TableNode => item.kind === "table") : [];
}

/** The entry at a route when a part of it is not spelt as the route says: the form's own key stands beside it. */
function otherSpelling(root: TableNode, route: readonly string[]): { readonly text: string; readonly at: Span } | undefined {
  let table = root;
  const written: string[] = [];
  for (const [index, part] of route.entries()) {
    const entry = spellingsOf(table).get(foldedKey(part))?.[0];
    if (entry === undefined) return undefined;
    written.push(entry.key);
    if (index === route.length - 1)
      return written.join(".") === route.join(".") ? undefined : { text: written.join("."), at: entry.keySpan };
    if (entry.node.kind !== "table") return undefined;
    table = entry.node;
  }
  return undefined;
}
