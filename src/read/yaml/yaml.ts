import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
  type Node as YamlNode,
} from "yaml";
import type { Entry, Node, TableNode } from "../../model/instances/config-tree.ts";
import { firstLine, LineIndex, type RepoPath, type Span } from "../../text/span.ts";
import { YamlGaps } from "./yaml-gaps.ts";
import { yamlStringOffsets } from "./yaml-strings.ts";
import { maskYamlTemplate } from "./yaml-template.ts";

export interface YamlDocument {
  /** Undefined when the document's root is no mapping. */
  readonly root: TableNode | undefined;
  /** The whole root value, whatever it is; undefined when the document is empty. */
  readonly node: Node | undefined;
}

export interface YamlProblem {
  readonly at: Span;
  readonly message: string;
}

export interface YamlResult {
  readonly documents: readonly YamlDocument[];
  /** What keeps a document from being read (it is then left out of `documents`), in the order of the file. */
  readonly problems: readonly YamlProblem[];
  /** Keys that stand twice in one mapping: the last one counts, as in most readers. */
  readonly duplicates: readonly { readonly at: Span; readonly key: string }[];
  /** The first piece of a template that makes the text what it is; undefined in a text that is YAML as it stands. */
  readonly template?: { readonly at: Span; readonly help: string } | undefined;
}

/**
 * What the documents of a file may hold when their aliases are written out; a "billion laughs" file has more. In proportion to
 * the file, so that what is made of a text never grows faster than the text.
 */
function mostNodesOf(text: string): number {
  return Math.min(200_000, 2_000 + 4 * text.length);
}

/** What the documents of one file share. */
interface Ground {
  readonly text: string;
  readonly lines: LineIndex;
  readonly duplicates: { at: Span; key: string }[];
  readonly gaps: YamlGaps | undefined;
  /** Nodes that may still be written out. */
  room: number;
}
const deepest = 200;

/**
 * Reads YAML 1.2 (with merge keys) with the place of every key and value. Aliases share the node of their anchor, so a
 * small file stays small. Null values count as absent; values with a tag of their own are `unknown`. A template that nobody
 * rendered is read as far as it goes: what it puts in, and what its branches enclose, is `unknown`. Never throws.
 */
export function readYaml(path: RepoPath, source: string): YamlResult {
  const lines = new LineIndex(path, source);
  const mask = maskYamlTemplate(source);
  if (mask === undefined) return readMasked(path, source, lines, undefined);
  const result = readMasked(path, mask.text, lines, new YamlGaps(mask, lines));
  return { ...result, template: { at: lines.span(mask.first.start, mask.first.end), help: mask.first.help } };
}

function readMasked(path: RepoPath, text: string, lines: LineIndex, gaps: YamlGaps | undefined): YamlResult {
  const problems: YamlProblem[] = [];
  const duplicates: { at: Span; key: string }[] = [];
  const documents: YamlDocument[] = [];
  const ground: Ground = { text, lines, duplicates, gaps, room: mostNodesOf(text) };
  let parsed: Document[];
  try {
    const options = {
      uniqueKeys: false,
      logLevel: "silent",
      lineCounter: new LineCounter(),
      keepSourceTokens: true,
      // They would cut the whole rest of a long line out for each error.
      prettyErrors: false,
      strict: true,
    } as const;
    const result = parseAllDocuments(text, options);
    parsed = Array.isArray(result) ? (result as Document[]) : [];
  } catch (error) {
    // The parser recurses into nested collections.
    if (!(error instanceof RangeError)) throw error;
    return { documents, problems: [{ at: firstLine(path, text), message: "nested too deeply" }], duplicates };
  }
  for (const document of parsed) {
    const [mistake] = document.errors;
    if (mistake !== undefined) {
      const [start, end] = mistake.pos;
      problems.push({ at: lines.span(start, Math.max(end, start + 1)), message: firstSentence(mistake.message) });
      continue;
    }
    const converter = new Converter(ground, document);
    const node = converter.root(document);
    gaps?.apply(document, (part) => converter.nodeOf(part));
    if (converter.refusal !== undefined) problems.push({ at: firstLine(path, text), message: converter.refusal });
    else documents.push({ node, root: node?.kind === "table" ? node : undefined });
  }
  return { documents, problems, duplicates };
}

function rangeOf(node: YamlNode): readonly [number, number] {
  const [start, end] = node.range ?? [0, 0];
  return [start, end];
}

/** The parser's messages go on with an excerpt of the file. */
function firstSentence(message: string): string {
  return (message.split("\n")[0] as string).replace(/ at line \d+, column \d+:?$/, "");
}

/** How many characters of the file stand for the character of a string that begins at `at`: escapes have several. */
function writtenLength(text: string, { type }: Scalar, at: number): number {
  if (type === "QUOTE_SINGLE") return text.startsWith("''", at) ? 2 : 1;
  if (type !== "QUOTE_DOUBLE" || text[at] !== "\\") return 1;
  const digits = { x: 2, u: 4, U: 8 }[text[at + 1] ?? ""] ?? 0;
  return 2 + digits;
}

const writesOutTooMuch = "its aliases write out to more than anybody can read";

/** What each alias stands for: the last anchor of its name before it. */
function targetsOf(document: Document): ReadonlyMap<Alias, YamlNode> {
  const targets = new Map<Alias, YamlNode>();
  const anchors = new Map<string, YamlNode>();
  const waiting: unknown[] = [document.contents];
  while (waiting.length > 0) {
    const part = waiting.pop();
    if (isPair(part)) waiting.push(part.value, part.key);
    else if (isAlias(part)) {
      const target = anchors.get(part.source);
      if (target !== undefined) targets.set(part, target);
    } else if (isMap(part) || isSeq(part) || isScalar(part)) {
      if (part.anchor !== undefined) anchors.set(part.anchor, part);
      if (!isScalar(part)) for (const item of part.items.toReversed()) waiting.push(item);
    }
  }
  return targets;
}

class Converter {
  readonly #ground: Ground;
  readonly #text: string;
  readonly #lines: LineIndex;
  readonly #duplicates: Ground["duplicates"];
  readonly #gaps: YamlGaps | undefined;
  readonly #targets: ReadonlyMap<Alias, YamlNode>;
  readonly #converted = new Map<unknown, Node | undefined>();
  readonly #sizes = new Map<Node, number>();
  readonly #open = new Set<unknown>();
  /** Entries that merge keys brought. */
  #merged = 0;
  refusal: string | undefined;

  constructor(ground: Ground, document: Document) {
    this.#ground = ground;
    this.#text = ground.text;
    this.#lines = ground.lines;
    this.#duplicates = ground.duplicates;
    this.#gaps = ground.gaps;
    this.#targets = targetsOf(document);
  }

  /** The whole of a document. */
  root(document: Document): Node | undefined {
    const node = this.convert(document.contents as YamlNode | null);
    if (node !== undefined) this.#ground.room -= this.#sizes.get(node) ?? 1;
    return node;
  }

  /** What a part of the document became. */
  nodeOf(part: unknown): Node | undefined {
    return this.#converted.get(part);
  }

  convert(node: YamlNode | null | undefined, depth = 0): Node | undefined {
    if (node === null || node === undefined || this.refusal !== undefined) return undefined;
    if (depth > deepest) {
      this.refusal = "nested too deeply";
      return undefined;
    }
    if (isAlias(node)) return this.#alias(node, depth);
    if (this.#converted.has(node)) return this.#converted.get(node);
    this.#open.add(node);
    const converted = this.#own(node, depth);
    this.#open.delete(node);
    this.#converted.set(node, converted);
    return converted;
  }

  #alias(alias: Alias, depth: number): Node | undefined {
    const target = this.#targets.get(alias);
    if (target === undefined || this.#open.has(target)) {
      const because = target === undefined ? "an alias without an anchor" : "an alias to itself";
      return { kind: "unknown", span: this.#span(alias), because };
    }
    return this.convert(target, depth);
  }

  #own(node: YamlNode, depth: number): Node | undefined {
    const tag = (node as { tag?: string }).tag;
    if (tag?.startsWith("!") === true)
      return { kind: "unknown", span: this.#span(node), because: "the value has a tag of its own" };
    if (isMap(node)) return this.#sized(this.#table(node, depth));
    if (isSeq(node)) return this.#sized(this.#array(node as YAMLSeq<YamlNode>, depth));
    if (isScalar(node)) return this.#scalar(node);
    return undefined;
  }

  #table(map: YAMLMap, depth: number): TableNode {
    const entries = new Map<string, Entry>();
    const merged = new Map<string, Entry>();
    const nulls: string[] = [];
    let open: TableNode["open"];
    for (const pair of map.items) {
      if (!isPair(pair)) continue;
      const key = pair.key as YamlNode;
      if (!isScalar(key)) continue;
      const filled = this.#gaps?.placeholderIn(...rangeOf(key));
      if (filled !== undefined) {
        open ??= { span: this.#span(key), because: `decided by a template: ${filled.shown}` };
        continue;
      }
      const name = String(key.value);
      if (name === "<<" && key.type === "PLAIN") {
        for (const entry of this.#mergedEntries(pair.value as YamlNode, depth))
          if (!merged.has(entry.key)) merged.set(entry.key, entry);
        continue;
      }
      if (entries.has(name)) this.#duplicates.push({ at: this.#span(key), key: name });
      const node = this.#valueOf(pair, depth);
      if (node === undefined) {
        entries.delete(name);
        nulls.push(name);
      } else entries.set(name, { key: name, keySpan: this.#span(key), node });
    }
    for (const [name, entry] of merged) if (!entries.has(name)) entries.set(name, entry);
    return {
      kind: "table",
      span: this.#span(map),
      entries,
      ...(open !== undefined && { open }),
      ...(nulls.length > 0 && { nulls }),
    };
  }

  /** A key without a value may get one from a template. */
  #valueOf(pair: Pair, depth: number): Node | undefined {
    const gap = this.#gaps?.gapInsteadOfValue(pair);
    if (gap !== undefined) return this.#gaps?.unknownAt(gap);
    return this.convert(pair.value as YamlNode | null, depth + 1);
  }

  #mergedEntries(value: YamlNode, depth: number): readonly Entry[] {
    const sources = isSeq(value) ? (value.items as YamlNode[]) : [value];
    return sources.flatMap((source) => {
      const node = this.convert(source, depth + 1);
      if (node?.kind !== "table") return [];
      this.#merged += node.entries.size;
      if (this.#merged > this.#ground.room) this.refusal = writesOutTooMuch;
      return this.refusal === undefined ? [...node.entries.values()] : [];
    });
  }

  #array(sequence: YAMLSeq<YamlNode>, depth: number): Node {
    const items = sequence.items.flatMap((item) => this.convert(item, depth + 1) ?? []);
    return { kind: "array", span: this.#span(sequence), items };
  }

  #scalar(scalar: Scalar): Node | undefined {
    const span = this.#span(scalar);
    const { value } = scalar;
    switch (typeof value) {
      case "string":
        return this.#string(scalar, value, span);
      case "boolean":
        return { kind: "boolean", span, value };
      case "bigint":
        return { kind: "integer", span, value };
      case "number":
        return { kind: Number.isInteger(value) ? "integer" : "float", span, value };
      default:
        return undefined;
    }
  }

  #string(scalar: Scalar, value: string, span: Span): Node {
    const piece = this.#gaps?.placeholderIn(...rangeOf(scalar)) ?? this.#gaps?.gapIn(...rangeOf(scalar));
    if (piece !== undefined && this.#gaps !== undefined) return this.#gaps.unknown(span, piece);
    let offsets: readonly number[] | undefined;
    const slice = (from: number, to: number): Span => {
      offsets ??= yamlStringOffsets(this.#text, scalar, value);
      const start = offsets[from];
      const last = to > from ? offsets[to - 1] : start;
      if (start === undefined || last === undefined) return span;
      return this.#lines.span(start, to > from ? last + writtenLength(this.#text, scalar, last) : start);
    };
    return { kind: "string", span, value, slice };
  }

  /** Counts nodes as if every alias were written out, and gives up on a file that grows without bound. */
  #sized<T extends Node>(node: T): T {
    let size = 1;
    const children =
      node.kind === "table" ? [...node.entries.values()].map((entry) => entry.node) : node.kind === "array" ? node.items : [];
    for (const child of children) size += this.#sizes.get(child) ?? 1;
    this.#sizes.set(node, size);
    if (size > this.#ground.room) this.refusal = writesOutTooMuch;
    return node;
  }

  #span(node: YamlNode): Span {
    const [start, end] = node.range ?? [0, 0];
    // A collection's range ends where the next token begins; its own text ends earlier.
    let last = end;
    while (last > start && /\s/.test(this.#text[last - 1] as string)) last -= 1;
    return this.#lines.span(start, last);
  }
}
