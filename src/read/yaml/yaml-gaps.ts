import {
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
  type Node as YamlNode,
} from "yaml";
import type { Entry, Node, TableNode } from "../../model/instances/config-tree.ts";
import type { LineIndex, Span } from "../../text/span.ts";
import type { Gap, Placeholder } from "../templates/placeholders.ts";
import type { YamlMask } from "./yaml-template.ts";

/** A collection around a gap, with the column (from 0) of its keys or dashes. */
interface Level {
  readonly node: YAMLMap | YAMLSeq;
  readonly column: number;
  /** The pair of a map behind which the gap stands. */
  readonly pair: Pair | undefined;
}

type OpenTable = TableNode & { open?: TableNode["open"] };

/** Puts what branches and inclusions may bring into the trees of a masked YAML text. */
export class YamlGaps {
  readonly #mask: YamlMask;
  readonly #lines: LineIndex;

  constructor(mask: YamlMask, lines: LineIndex) {
    this.#mask = mask;
    this.#lines = lines;
  }

  /** The placeholder that fills a part of the text, in whole or in part. */
  placeholderIn(start: number, end: number): Placeholder | undefined {
    return firstIn(this.#mask.placeholders, start, end);
  }

  /** A value that is unknown because of the given piece. */
  unknown(span: Span, { shown }: Placeholder): Node {
    return { kind: "unknown", span, because: `decided by a template: ${shown}` };
  }

  unknownAt(piece: Placeholder): Node {
    return this.unknown(this.#lines.span(piece.start, piece.end), piece);
  }

  /** The gap in a block scalar, which would have more or other lines. */
  gapIn(start: number, end: number): Gap | undefined {
    return firstIn(this.#mask.gaps, start, end);
  }

  /** The gap that stands where the value of a key would, of which nothing else is left: `spec:` and then `{{ toYaml .Values.spec }}`. */
  gapInsteadOfValue(pair: Pair): Gap | undefined {
    const from = (pair.key as YamlNode).range?.[1];
    const isEmpty = pair.value === null || (isScalar(pair.value) && pair.value.value === null);
    if (from === undefined || !isEmpty) return undefined;
    const gap = firstIn(this.#mask.gaps, from, Number.POSITIVE_INFINITY);
    if (gap === undefined || gap.start - from > 10_000) return undefined;
    return /^\s*:(?:\s|#[^\n]*(?:\n|$))*$/.test(this.#mask.text.slice(from, gap.start)) ? gap : undefined;
  }

  /** Marks what each gap may bring to the collections around it. `nodeOf` gives the node of the tree. */
  apply(document: Document, nodeOf: (node: unknown) => Node | undefined): void {
    const [from, , to] = document.contents?.range ?? [0, 0, 0];
    const start = document.range?.[0] ?? from;
    const end = Math.max(document.range?.[2] ?? to, to);
    for (let index = indexFrom(this.#mask.gaps, start); index < this.#mask.gaps.length; index++) {
      const gap = this.#mask.gaps[index] as Gap;
      if (gap.start >= end) break;
      const levels = this.#levelsAround(document.contents as YamlNode | null, gap.start);
      for (const level of this.#affected(levels, gap)) this.#mark(level, gap, nodeOf(level.node));
    }
  }

  #levelsAround(root: YamlNode | null, offset: number): readonly Level[] {
    const levels: Level[] = [];
    for (let node: unknown = root; isMap(node) || isSeq(node); ) {
      const { items } = node as YAMLMap | YAMLSeq;
      const last = items[lastBefore(items, offset)];
      const first = items[0];
      const [at] = (isPair(first) ? (first.key as YamlNode) : (first as YamlNode | undefined))?.range ?? [0];
      const column = this.#lines.span(at, at).column - 1 - (isSeq(node) ? 2 : 0);
      levels.push({ node: node as YAMLMap | YAMLSeq, column, pair: isPair(last) ? last : undefined });
      node = isPair(last) ? last.value : last;
      // In a block scalar, which is unknown as a whole.
      if (isScalar(node) && (node.range?.[0] ?? offset) < offset && offset < (node.range?.[1] ?? 0)) return [];
    }
    return levels;
  }

  /** The collections that the lines of a gap belong to, by their indentation; where that does not tell, all around it. */
  #affected(levels: readonly Level[], gap: Gap): readonly Level[] {
    const indent = gap.kind === "branch" ? indentOf(gap.content) : this.#indentOfHole(gap);
    if (indent === undefined) return levels;
    const exact = levels.filter(({ column }) => column === indent);
    return exact.length > 0 ? exact.slice(-1) : levels.filter(({ column }) => column <= indent).slice(-1);
  }

  #indentOfHole(gap: Gap): number | undefined {
    const nindent = /\bn?indent\s+(\d{1,3})/.exec(gap.content)?.[1];
    if (nindent !== undefined) return Number(nindent);
    const column = this.#lines.span(gap.start, gap.start).column - 1;
    return column === 0 ? undefined : column;
  }

  #mark({ node, pair }: Level, gap: Gap, target: Node | undefined): void {
    if (pair !== undefined && this.gapInsteadOfValue(pair) === gap) return;
    if (target?.kind === "array") (target.items as Node[]).push(this.unknownAt(gap));
    if (target?.kind !== "table" || !isMap(node)) return;
    const keys = gap.kind === "branch" ? keysOf(gap.content) : undefined;
    if (keys === undefined) {
      const { span, because } = this.unknownAt(gap) as Extract<Node, { kind: "unknown" }>;
      (target as OpenTable).open ??= { span, because };
      return;
    }
    for (const { key, at } of keys) {
      const span = this.#lines.span(gap.start + at, gap.start + at + key.length);
      (target.entries as Map<string, Entry>).set(key, { key, keySpan: span, node: this.unknown(span, gap) });
    }
  }
}

function firstIn<T extends Placeholder>(pieces: readonly T[], start: number, end: number): T | undefined {
  const found = pieces[indexFrom(pieces, start)];
  return found !== undefined && found.start < end ? found : undefined;
}

/** The index of the first piece that ends behind an offset. */
function indexFrom(pieces: readonly Placeholder[], offset: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle] as Placeholder).end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of the last item of a collection that begins before an offset; -1 when none does. */
function lastBefore(items: readonly unknown[], offset: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    const node = (isPair(item) ? item.key : item) as YamlNode | null;
    if ((node?.range?.[0] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function contentLines(content: string): readonly string[] {
  return content.split("\n").filter((line) => !/^\s*(?:#|$)/.test(line));
}

/** The indentation of the least indented line of a branch. */
function indentOf(content: string): number | undefined {
  const indents = contentLines(content).map((line) => line.search(/\S/));
  return indents.length === 0 ? undefined : indents.reduce((least, indent) => Math.min(least, indent));
}

/** The keys at the least indentation of a branch; undefined when other lines stand there too. */
function keysOf(content: string): readonly { readonly key: string; readonly at: number }[] | undefined {
  const indent = indentOf(content);
  const keys: { key: string; at: number }[] = [];
  let at = 0;
  for (const line of content.split("\n")) {
    const start = at;
    at += line.length + 1;
    if (/^\s*(?:#|$)/.test(line) || line.search(/\S/) !== indent) continue;
    const key = /^\s*(["']?)([\w./-]{1,200})\1\s*:(?:\s|$)/.exec(line)?.[2];
    if (key === undefined) return undefined;
    keys.push({ key, at: start + line.indexOf(key) });
  }
  return keys;
}
