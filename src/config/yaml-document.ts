import { isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode, parseDocument } from "yaml";
import { LineIndex, type RepoPath, type Span } from "../text/span.ts";
import { type Mistake, type Refused, refused } from "./mistake.ts";

/** A YAML (or JSON) text as plain data, and where each part of it stands. */
export interface YamlDocument {
  readonly kind: "document";
  readonly value: unknown;
  /** The value behind a JSON pointer (RFC 6901); the nearest one around it when there is none. */
  spanOf(pointer: string): Span;
  /** The key that leads there; the value itself for items of lists and for the whole. */
  keySpanOf(pointer: string): Span;
}

const maximumLength = 128 * 1024;
const maximumDepth = 32;

/**
 * Reads a small YAML text of one document, without anchors, aliases and tags: nothing in it stands for something else.
 * `strings` leaves every scalar a string, so that dates and versions stay what was written; `values` reads numbers and
 * booleans as YAML 1.2 does.
 */
export function readYaml(path: RepoPath, text: string, scalars: "strings" | "values"): YamlDocument | Refused {
  const lines = new LineIndex(path, text);
  if (text.length > maximumLength) {
    const help = "split it, or leave out what is not needed";
    return refused([{ at: lines.span(0, 0), message: `the file is longer than ${maximumLength / 1024} KiB`, help }]);
  }
  const document = parseDocument(text, {
    schema: scalars === "strings" ? "failsafe" : "core",
    // Its own check compares every key with every other; the walk below looks them up.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return refused(
      faults.map(({ pos, message }) => ({
        at: lines.span(pos[0], pos[1]),
        message: firstSentence(message),
        help: "correct the YAML",
      })),
    );
  }
  const walk = new Walk(lines);
  const value = document.contents === null ? null : walk.read(document.contents, "", 0);
  if (walk.mistakes.length > 0) return refused(walk.mistakes);
  const spanOf = (pointer: string): Span => {
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf("/"))) {
      const span = walk.values.get(at);
      if (span !== undefined) return span;
      if (at === "") return lines.span(0, 0);
    }
  };
  return { kind: "document", value, spanOf, keySpanOf: (pointer) => walk.keys.get(pointer) ?? spanOf(pointer) };
}

/** One step of a JSON pointer. */
export function pointerStep(key: string | number): string {
  return `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

class Walk {
  readonly values = new Map<string, Span>();
  readonly keys = new Map<string, Span>();
  readonly mistakes: Mistake[] = [];
  readonly #lines: LineIndex;

  constructor(lines: LineIndex) {
    this.#lines = lines;
  }

  read(node: Node, pointer: string, depth: number): unknown {
    const at = this.#spanOf(node);
    this.values.set(pointer, at);
    if (depth > maximumDepth) return this.#refuse(at, `it is nested more than ${maximumDepth} deep`, "write it flatter");
    if (isAlias(node)) return this.#refuse(at, "aliases are not used here", "write the value itself");
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) {
      return this.#refuse(at, "anchors are not used here", "leave the anchor out");
    }
    if (isScalar(node)) return node.value;
    if (isSeq(node))
      return node.items.map((item, index) => this.read(item as ParsedNode, pointer + pointerStep(index), depth + 1));
    if (!isMap(node)) return this.#refuse(at, "this kind of YAML is not used here", "use maps, lists and plain values");
    const entries = new Map<string, unknown>();
    for (const pair of node.items) {
      const { key, value } = pair as { readonly key: Node; readonly value: Node | null };
      if (!isScalar(key) || key.value === null) {
        this.#refuse(this.#spanOf(key), "a key is a plain text", "write key: value");
        continue;
      }
      const name = String(key.value);
      const inner = pointer + pointerStep(name);
      const keySpan = this.#spanOf(key);
      if (entries.has(name)) {
        const line = this.keys.get(inner)?.line;
        this.#refuse(keySpan, `"${name}" is set twice, first in line ${line}`, "keep one of them");
      }
      this.keys.set(inner, keySpan);
      if (value === null) this.values.set(inner, keySpan);
      entries.set(name, value === null ? null : this.read(value, inner, depth + 1));
    }
    // A key named __proto__ is a key like all others.
    return Object.fromEntries(entries);
  }

  #refuse(at: Span, message: string, help: string): undefined {
    this.mistakes.push({ at, message, help });
    return undefined;
  }

  #spanOf(node: Node): Span {
    const [start, end] = node.range ?? [0, 0];
    return this.#lines.span(start, end);
  }
}

function firstSentence(message: string): string {
  const line = message.split("\n")[0] ?? "";
  return (line.length > 200 ? `${line.slice(0, 200)}…` : line).replace(/[.:]$/, "");
}
