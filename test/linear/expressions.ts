import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "rolldown/parseAst";

/** A regular expression of the source, and where it stands. */
export interface Expression {
  readonly source: string;
  readonly flags: string;
  /** `src/read/x509/pem.ts:21` */
  readonly at: string;
}

/** A `new RegExp(…)` whose text is put together when the program runs. */
export interface Composed {
  readonly at: string;
  /** The call as it is written. */
  readonly call: string;
}

export interface Expressions {
  readonly literal: readonly Expression[];
  readonly composed: readonly Composed[];
}

/** All regular expressions of the TypeScript files of a folder but its tests, from their syntax trees. */
export function expressionsOf(folder: string): Expressions {
  const found = sourcesIn(folder).map(expressionsIn);
  return { literal: found.flatMap(({ literal }) => literal), composed: found.flatMap(({ composed }) => composed) };
}

function sourcesIn(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => join(folder, name))
    .sort();
}

type SyntaxNode = Readonly<Record<string, unknown>> & { readonly type: string; readonly start: number; readonly end: number };

function expressionsIn(path: string): Expressions {
  const text = readFileSync(path, "utf8");
  const literal: Expression[] = [];
  const composed: Composed[] = [];
  for (const node of nodesOf(parseAst(text, { lang: "ts" }))) {
    const at = `${path}:${text.slice(0, node.start).split("\n").length}`;
    const regex = node["regex"] as { readonly pattern: string; readonly flags: string } | undefined;
    if (node.type === "Literal" && regex !== undefined) literal.push({ source: regex.pattern, flags: regex.flags, at });
    if (!makesExpression(node)) continue;
    const [source, flags = ""] = (node["arguments"] as readonly SyntaxNode[]).map(({ value }) => value);
    if (typeof source === "string" && typeof flags === "string") literal.push({ source, flags, at });
    else composed.push({ at, call: text.slice(node.start, node.end) });
  }
  return { literal, composed };
}

function makesExpression(node: SyntaxNode): boolean {
  if (node.type !== "NewExpression" && node.type !== "CallExpression") return false;
  return (node["callee"] as Readonly<Record<string, unknown>>)["name"] === "RegExp";
}

function* nodesOf(value: unknown): Generator<SyntaxNode> {
  if (typeof value !== "object" || value === null) return;
  if ("type" in value && "start" in value) yield value as SyntaxNode;
  for (const part of Object.values(value)) yield* nodesOf(part);
}

/** The alternatives of an expression that stand on its outermost level; itself when it has only one. */
export function alternativesOf(source: string): readonly string[] {
  const alternatives = [""];
  let depth = 0;
  let isInClass = false;
  for (const [piece] of source.matchAll(/\\.|./gsu)) {
    if (piece === "[") isInClass = true;
    else if (piece === "]") isInClass = false;
    else if (piece === "(" && !isInClass) depth += 1;
    else if (piece === ")" && !isInClass) depth -= 1;
    if (piece === "|" && depth === 0 && !isInClass) alternatives.push("");
    else alternatives[alternatives.length - 1] += piece;
  }
  return alternatives;
}
