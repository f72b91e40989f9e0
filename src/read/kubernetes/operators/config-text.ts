import type { Problem } from "../../../model/environments/environment.ts";
import type { Entry, Node, StringNode, TableNode } from "../../../model/instances/config-tree.ts";
import { type Component, materialKeys, materialNames } from "../../../model/instances/instance.ts";
import { checkDialect, type TomlFeature } from "../../../model/instances/toml-dialect.ts";
import { parseVersion } from "../../../model/instances/version.ts";
import { before } from "../../../text/cut.ts";
import type { Span } from "../../../text/span.ts";
import { readTomlTemplate, type TemplateMarker } from "../../toml/toml-template.ts";
import { filledInLater, hasPlaceholder } from "./placeholder.ts";

/** A configuration out of a manifest. */
export interface ConfigText {
  readonly config: TableNode;
  /** What not every reader of TOML takes: of concern where the text reaches the program as it is. */
  readonly tomlFeatures?: readonly TomlFeature[] | undefined;
  readonly problems: readonly Problem[];
}

/** Who takes the TOML text out of the manifest and writes it anew for the program. */
export interface TextReader {
  /** As messages call it. */
  readonly tool: string;
  /** Where the text stands: `spec.pd.config`. */
  readonly field: string;
  /** tidb-operator v1 reads with BurntSushi/toml 0.3.1 (its go.mod), which knows no dotted keys. */
  readonly isOldToml?: boolean | undefined;
}

/** Reads the TOML text in a string of a manifest; every span lies in the manifest. */
export function readConfigText(node: StringNode, component: Component, reader: TextReader): ConfigText {
  const locator = { path: node.span.path, span: (start: number, end: number) => node.slice(start, end) };
  const result = readTomlTemplate(node.value, locator, node.span);
  if (result.kind === "read") {
    const refused = reader.isOldToml === true && !result.isTemplate ? refusedByOldToml(result.features, reader) : undefined;
    const problems: Problem[] = refused === undefined ? [] : [{ ...refused, component }];
    if (result.isTemplate && result.marker !== undefined) problems.push(templateProblem(result.marker, component, reader));
    return { config: withUnknowns(result.root), tomlFeatures: result.features, problems };
  }
  if (result.marker !== undefined) {
    const problems = [templateProblem(result.marker, component, reader)];
    return { config: unknownConfig(component, result.marker.at, filledInLater), problems };
  }
  const { at, message, help } = result.problem;
  const because = `${reader.field} is no TOML`;
  return {
    config: unknownConfig(component, at, because),
    problems: [{ kind: "syntax", at, message: `${message}: ${reader.tool} does not take ${reader.field}`, help, component }],
  };
}

function templateProblem({ at, help }: TemplateMarker, component: Component, { field }: TextReader): Problem {
  const message = `${field} is a template that is not rendered: what it leaves open is not judged`;
  return { kind: "template", at, message, help, component };
}

const reads = " does not read ";

function refusedByOldToml(features: readonly TomlFeature[], { tool, field }: TextReader): Problem | undefined {
  const version = parseVersion("v8.5.0");
  const refused = version && checkDialect("pd", version, features);
  if (refused === undefined) return undefined;
  const what = before(refused.message.slice(refused.message.indexOf(reads) + reads.length), " and does not start with this file");
  return {
    kind: "syntax",
    at: refused.at,
    message: `${tool} does not read ${what} and does not take ${field}`,
    help: refused.help,
  };
}

/** A tree whose settings with placeholders are unknown. */
export function withUnknowns(table: TableNode): TableNode {
  return {
    ...table,
    entries: new Map([...table.entries].map(([key, entry]) => [key, { ...entry, node: replaced(entry.node) }])),
  };
}

function replaced(node: Node): Node {
  switch (node.kind) {
    case "table":
      return withUnknowns(node);
    case "array":
      return { ...node, items: node.items.map(replaced) };
    case "string":
      return hasPlaceholder(node.value) ? { kind: "unknown", span: node.span, because: filledInLater } : node;
    default:
      return node;
  }
}

/** A configuration of which nobody knows what it says about TLS. */
export function unknownConfig(component: Component, span: Span, because: string): TableNode {
  const keys = [...materialNames.map((name) => materialKeys[component][name]), "cert-allowed-cn"];
  const unknown = (key: string): Entry => ({ key, keySpan: span, node: { kind: "unknown", span, because } });
  const security = tableOf(span, keys.map(unknown));
  return tableOf(span, [{ key: "security", keySpan: span, node: security }]);
}

/** An empty configuration at a place. */
export function emptyConfig(span: Span): TableNode {
  return tableOf(span, []);
}

function tableOf(span: Span, entries: readonly Entry[]): TableNode {
  return { kind: "table", span, entries: new Map(entries.map((entry) => [entry.key, entry])) };
}

/** The tree without one dotted key, and with the entry that stood there. Keys are compared exactly. */
export function without(
  table: TableNode,
  route: readonly string[],
): { readonly config: TableNode; readonly taken: Entry | undefined } {
  const [key, ...rest] = route;
  const entry = key === undefined ? undefined : table.entries.get(key);
  if (key === undefined || entry === undefined) return { config: table, taken: undefined };
  const entries = new Map(table.entries);
  if (rest.length === 0) {
    entries.delete(key);
    return { config: { ...table, entries }, taken: entry };
  }
  if (entry.node.kind !== "table") return { config: table, taken: undefined };
  const inner = without(entry.node, rest);
  entries.set(key, { ...entry, node: inner.config });
  return { config: { ...table, entries }, taken: inner.taken };
}

/** Is a setting written, and not as the empty text, which means "not set"? */
export function isFilled(node: Node): boolean {
  return !(node.kind === "string" && node.value === "") && !(node.kind === "array" && node.items.length === 0);
}
