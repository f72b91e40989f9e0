import type { Entry, Node, StringNode, TableNode, UnknownNode } from "../../model/instances/config-tree.ts";
import type { TomlFeature } from "../../model/instances/toml-dialect.ts";
import type { Locator, Span } from "../../text/span.ts";
import type { UnknownPart } from "../placed-text.ts";
import { type Gap, type MaskedText, maskPlaceholders, type Placeholder } from "../templates/placeholders.ts";
import { mayHoldTemplate } from "../templates/template-tokens.ts";
import { linesOf } from "./branch-lines.ts";
import { readTomlAt, type TomlResult } from "./toml.ts";

/** Where a template begins to decide, and who renders it. */
export interface TemplateMarker {
  readonly at: Span;
  readonly help: string;
}

export interface DecidedSetting extends TemplateMarker {
  /** Full dotted name, as written. */
  readonly key: string;
}

export type TemplateResult =
  | {
      readonly kind: "read";
      readonly root: TableNode;
      readonly features: readonly TomlFeature[];
      /** The first piece of a template that decides something; undefined in a plain text. */
      readonly marker: TemplateMarker | undefined;
      /** Is the text no TOML before it is rendered? */
      readonly isTemplate: boolean;
      /** The settings whose values a template puts in or completes, in the order of the file. */
      readonly decided: readonly DecidedSetting[];
    }
  | (Extract<TomlResult, { kind: "refused" }> & { readonly marker: TemplateMarker | undefined; readonly isTemplate: false });

/**
 * Reads TOML that may be a template nobody rendered: values that a template puts in are `unknown`, so is all that a branch
 * may set, and the rest is what it says. Never throws on bad input. `root` is the place of the whole text. `variables` are
 * parts that what surrounds the text fills in (a script its heredoc): they are unknown too, and make it no template.
 */
export function readTomlTemplate(
  written: string,
  locator: Locator,
  root: Span,
  variables: readonly UnknownPart[] = [],
): TemplateResult {
  const text = withNamedVariables(written, variables);
  if (!mayHoldTemplate(text)) {
    const result = readTomlAt(text, locator, root);
    const nothing = { marker: undefined, isTemplate: false } as const;
    return result.kind === "read" ? { ...result, ...nothing, decided: [] } : { ...result, ...nothing };
  }
  const offsets = new Offsets(locator);
  const plain = readTomlAt(text, offsets, root);
  const masked = maskPlaceholders(text);
  const first = masked.pieces.find((piece) => variableAt(piece, variables) === undefined);
  const marker = first && { at: locator.span(first.start, first.end), help: first.help };
  if (plain.kind === "read") {
    // Valid before it is rendered: pieces stand inside of strings alone.
    const tree = new TemplateTree(text, masked, offsets, locator, variables);
    return { ...plain, root: tree.build(plain.root), marker, isTemplate: false, decided: tree.decided };
  }
  if (masked.pieces.length === 0) return { ...plain, marker, isTemplate: false };
  const result = readTomlAt(masked.text, offsets, root);
  if (result.kind === "refused") return { ...plain, marker, isTemplate: false };
  const tree = new TemplateTree(text, masked, offsets, locator, variables);
  return { ...result, root: tree.build(result.root), marker, isTemplate: true, decided: tree.decided };
}

/** A command's output stands as `$(…)`, which is no piece of any language: it gets a name of the same length. */
function withNamedVariables(text: string, variables: readonly UnknownPart[]): string {
  let result = "";
  let at = 0;
  for (const { from, to } of variables) {
    if (from < at || !text.startsWith("$(", from)) continue;
    result += `${text.slice(at, from)}\${${"x".repeat(Math.max(1, to - from - 3))}}`;
    at = to;
  }
  return result + text.slice(at);
}

function variableAt(
  { start, end }: Pick<Placeholder, "start" | "end">,
  variables: readonly UnknownPart[],
): UnknownPart | undefined {
  let low = 0;
  let high = variables.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((variables[middle] as UnknownPart).to <= start) low = middle + 1;
    else high = middle;
  }
  const found = variables[low];
  return found !== undefined && found.from < end ? found : undefined;
}

/** A locator that remembers the offsets of every span it gives. */
class Offsets implements Locator {
  readonly #inner: Locator;
  readonly #of = new WeakMap<Span, readonly [number, number]>();

  constructor(inner: Locator) {
    this.#inner = inner;
  }

  get path(): Locator["path"] {
    return this.#inner.path;
  }

  span(start: number, end: number): Span {
    // A locator may give one span for many places; each has its offsets.
    const span = { ...this.#inner.span(start, end) };
    this.#of.set(span, [start, end]);
    return span;
  }

  of(span: Span): readonly [number, number] | undefined {
    return this.#of.get(span);
  }
}

interface WorkingTable extends TableNode {
  readonly entries: Map<string, Entry>;
  open?: TableNode["open"];
}

/** A table with a header, and where its keys begin. */
interface Section {
  readonly offset: number;
  readonly table: WorkingTable;
  readonly route: readonly string[];
}

interface PlacedEntry {
  readonly entry: Entry;
  readonly offset: number;
}

/** A branch with headers, the table in which it stands, and those that it may open. */
interface Astray {
  readonly gap: Gap;
  readonly section: Section;
  readonly opened: readonly WorkingTable[];
}

/** To more tables nobody lets one key belong; a hostile text must not make every key one of every table. */
const mostPossible = 8;

function firstFrom(entries: readonly PlacedEntry[], offset: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle] as PlacedEntry).offset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Puts what is unknown into the tree of a masked text. */
class TemplateTree {
  readonly #text: string;
  readonly #masked: MaskedText;
  /** Gaps inside of a value, which is unknown as a whole. */
  readonly #inValues = new Set<Placeholder>();
  readonly #offsets: Offsets;
  readonly #locator: Locator;
  readonly #placeholders: Ranges;
  readonly #gaps: Ranges;
  readonly #variables: readonly UnknownPart[];
  readonly #sections: Section[] = [];
  readonly decided: DecidedSetting[] = [];

  constructor(text: string, masked: MaskedText, offsets: Offsets, locator: Locator, variables: readonly UnknownPart[]) {
    this.#text = text;
    this.#masked = masked;
    this.#offsets = offsets;
    this.#locator = locator;
    this.#placeholders = new Ranges(masked.placeholders);
    this.#gaps = new Ranges(masked.gaps);
    this.#variables = variables;
  }

  build(root: TableNode): TableNode {
    const table = this.#table(root, []);
    this.#sections.push({ offset: -1, table, route: [] });
    this.#sections.sort((a, b) => a.offset - b.offset);
    this.#applyGaps(table);
    return table;
  }

  /** `decided by a template: {{ .Values.tls }}`, or what is said of a variable. */
  #because(by: Placeholder): string {
    return variableAt(by, this.#variables)?.because ?? `decided by a template: ${by.shown}`;
  }

  #unknown(span: Span, by: Placeholder): UnknownNode {
    return { kind: "unknown", span, because: this.#because(by) };
  }

  #node(node: Node, route: readonly string[]): Node {
    const [start, end] = this.#offsets.of(node.span) ?? [0, 0];
    switch (node.kind) {
      case "table": {
        const gap = this.#isInline(node) ? this.#gapsIn(start, end) : undefined;
        return gap === undefined ? this.#table(node, route) : this.#unknown(node.span, gap);
      }
      case "array": {
        const gap = this.#isOfHeaders(node) ? undefined : this.#gapsIn(start, end);
        if (gap !== undefined) return this.#unknown(node.span, gap);
        return { ...node, items: node.items.map((item) => this.#node(item, route)) };
      }
      case "string": {
        const placeholder = this.#placeholders.within(start, end);
        if (placeholder === undefined) return node;
        if (variableAt(placeholder, this.#variables) === undefined) {
          const at = this.#locator.span(placeholder.start, placeholder.end);
          this.decided.push({ key: route.join("."), at, help: placeholder.help });
        }
        return this.#url(node, placeholder, start, end) ?? this.#unknown(node.span, placeholder);
      }
      default:
        return node;
    }
  }

  /** `http://{{ ip }}:2379`: whoever fills it in, it stays plaintext. Only a list whose every part says its scheme. */
  #url(node: StringNode, placeholder: Placeholder, start: number, end: number): StringNode | undefined {
    const isUrl = (part: string) => /^\s*(?:[\w.-]*=)?https?:\/\//i.test(part);
    if (placeholder.start < start + 8 || !node.value.split(",").every(isUrl)) return undefined;
    // In the masked text the placeholder is filled up; what was written is the value.
    const value = this.#text.slice(start + 1, end - 1);
    if (/[\\\n]/.test(value) || value.length !== node.value.length || !value.split(",").every(isUrl)) return undefined;
    return { ...node, value };
  }

  /** The first gap in a value; those inside it decide nothing else. */
  #gapsIn(start: number, end: number): Placeholder | undefined {
    const [first, ...others] = this.#gaps.allWithin(start, end);
    for (const gap of [first, ...others]) if (gap !== undefined) this.#inValues.add(gap);
    return first;
  }

  /** Is it an array that headers make (`[[name]]`)? */
  #isOfHeaders({ span, items }: Extract<Node, { kind: "array" }>): boolean {
    const first = items[0] && this.#offsets.of(items[0].span)?.[0];
    return first !== undefined && first === this.#offsets.of(span)?.[0];
  }

  #isInline(node: TableNode): boolean {
    const [start] = this.#offsets.of(node.span) ?? [-1];
    return this.#masked.text[start] === "{";
  }

  #table(node: TableNode, route: readonly string[]): WorkingTable {
    const table: WorkingTable = { kind: "table", span: node.span, entries: new Map() };
    const [start] = this.#offsets.of(node.span) ?? [-1];
    if (this.#masked.text[start] === "[") this.#sections.push({ offset: start, table, route });
    for (const entry of node.entries.values()) {
      const placeholder = this.#placeholders.within(...(this.#offsets.of(entry.keySpan) ?? [0, 0]));
      if (placeholder === undefined) {
        table.entries.set(entry.key, { ...entry, node: this.#node(entry.node, [...route, entry.key]) });
      } else table.open = { span: entry.keySpan, because: this.#because(placeholder) };
    }
    return table;
  }

  /** What branches and inclusions may set: in the tables in which they stand, and in those that they may open. */
  #applyGaps(root: WorkingTable): void {
    const sections = this.#sections;
    const astray: Astray[] = [];
    let current = 0;
    for (const gap of this.#masked.gaps) {
      if (this.#inValues.has(gap)) continue;
      while ((sections[current + 1]?.offset ?? Number.POSITIVE_INFINITY) < gap.start) current += 1;
      const section = sections[current] as Section;
      const why = this.#because(gap);
      if (gap.kind === "hole") {
        const span = this.#locator.span(gap.start, gap.end);
        section.table.open ??= { span, because: why };
        root.open ??= { span, because: why, tablesOnly: true };
        continue;
      }
      const opened = this.#applyBranch(gap, section, root, why);
      if (opened.length > 0) astray.push({ gap, section, opened });
    }
    this.#applyAstray(astray);
  }

  /** Keys behind a branch with headers may belong to the last of these. */
  #applyAstray(astray: readonly Astray[]): void {
    if (astray.length === 0) return;
    const keys = this.#keysBySection();
    let possible: readonly WorkingTable[] = [];
    for (const [index, { gap, section, opened }] of astray.entries()) {
      const next = astray[index + 1];
      const isSame = astray[index - 1]?.section === section;
      possible = [...new Set([...(isSame ? possible : []), ...opened])].slice(-mostPossible);
      const list = keys.get(section.table) ?? [];
      const limit = next?.section === section ? next.gap.start : Number.POSITIVE_INFINITY;
      for (let at = firstFrom(list, gap.end); (list[at]?.offset ?? limit) < limit; at++) {
        const { entry } = list[at] as PlacedEntry;
        const node = this.#unknown(entry.node.span, gap);
        section.table.entries.set(entry.key, { ...entry, node });
        for (const table of possible) if (!table.entries.has(entry.key)) table.entries.set(entry.key, { ...entry, node });
      }
    }
  }

  #keysBySection(): ReadonlyMap<WorkingTable, readonly PlacedEntry[]> {
    const placed = ({ table }: Section) =>
      [...table.entries.values()].flatMap((entry): PlacedEntry[] => {
        const offset = this.#offsets.of(entry.keySpan)?.[0];
        return offset === undefined || (entry.node.kind === "table" && !this.#isInline(entry.node)) ? [] : [{ entry, offset }];
      });
    return new Map(
      this.#sections.map((section) => [section.table, placed(section).sort((left, right) => left.offset - right.offset)]),
    );
  }

  /** Gives the tables that the branch may open. */
  #applyBranch(gap: Gap, section: Section, root: WorkingTable, why: string): readonly WorkingTable[] {
    let tables: WorkingTable[] = [section.table];
    const opened: WorkingTable[] = [];
    for (const { header, key, at, length } of linesOf(gap.content)) {
      const span = this.#locator.span(gap.start + at, gap.start + at + length);
      if (header !== undefined) {
        const table = this.#reach(root, header, span);
        if (table === undefined) continue;
        tables = [table];
        opened.push(table);
      } else if (key === undefined) for (const table of tables) table.open ??= { span, because: why };
      else {
        for (const table of tables) {
          const holder = this.#reach(table, key.slice(0, -1), span);
          const name = key.at(-1) as string;
          holder?.entries.set(name, { key: name, keySpan: span, node: { kind: "unknown", span, because: why } });
        }
      }
    }
    return [...new Set(opened)];
  }

  #reach(root: WorkingTable, route: readonly string[], span: Span): WorkingTable | undefined {
    let table = root;
    for (const key of route) {
      const node = table.entries.get(key)?.node;
      if (node === undefined) {
        const made: WorkingTable = { kind: "table", span, entries: new Map() };
        table.entries.set(key, { key, keySpan: span, node: made });
        table = made;
      } else if (node.kind === "table") table = node as WorkingTable;
      else return undefined;
    }
    return table;
  }
}

/** Ranges in order that do not overlap. */
class Ranges {
  readonly #ranges: readonly Placeholder[];

  constructor(ranges: readonly Placeholder[]) {
    this.#ranges = [...ranges].sort((a, b) => a.start - b.start);
  }

  /** The first that shares a character with `start` to `end`. */
  within(start: number, end: number): Placeholder | undefined {
    const found = this.#ranges[this.#after(start)];
    return found !== undefined && found.start < end ? found : undefined;
  }

  /** All that share a character with `start` to `end`. */
  allWithin(start: number, end: number): readonly Placeholder[] {
    const found: Placeholder[] = [];
    for (let index = this.#after(start); (this.#ranges[index]?.start ?? end) < end; index++)
      found.push(this.#ranges[index] as Placeholder);
    return found;
  }

  /** The index of the first that ends behind an offset. */
  #after(offset: number): number {
    let low = 0;
    let high = this.#ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ranges[middle] as Placeholder).end <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
