import type { Entry, Node, StringNode, TableNode } from "../../model/instances/config-tree.ts";
import { folderOf, joinRepoPath, type RepoPath, type Span } from "../../text/span.ts";
import type { FormContext } from "../form.ts";
import { itemsAt, textAt, textsAt } from "../nodes.ts";
import type { SourceFile } from "../source-file.ts";
import { shortened } from "./patches.ts";

/** Something that a kustomization does and that is not done here. */
export interface Unapplied {
  readonly at: Span;
  /** A clause without its verb: `the transformer sidecar.yaml`, `the component https://…`. */
  readonly what: string;
  /**
   * It may change every object, or brings objects of its own; `fills`: it may fill in `$(NAME)` or `${NAME}` in a text;
   * `renames`: it gives objects another name or namespace, and references in what Kustomize does not know stay as they are.
   */
  readonly effect: "changes" | "adds" | "fills" | "renames";
}

/** Transformers that touch names, labels and counts alone, in the metadata (kustomize: plugin/builtin). */
const harmless = new Set(
  "AnnotationsTransformer LabelTransformer NamespaceTransformer PrefixTransformer PrefixSuffixTransformer ReplicaCountTransformer SuffixTransformer".split(
    " ",
  ),
);

/** What is read, and what concerns neither PD nor TiKV (kustomize: api/types/kustomization.go). */
const understood: ReadonlySet<string> = new Set(
  `apiVersion kind metadata namePrefix nameSuffix namespace commonLabels labels commonAnnotations patchesStrategicMerge
  patchesJson6902 patches images replacements replicas sortOptions resources bases components configMapGenerator
  secretGenerator generatorOptions buildMetadata validators vars transformers helmCharts helmChartInflationGenerator helmGlobals`.split(
    /\s+/,
  ),
);

/** Does an address lead out of the repository? */
export function isRemote(value: string): boolean {
  return /^[a-z+]+:|^[\w.-]+@|^git::|\/\/|\?ref=|^(?:github|gitlab|bitbucket)\.(?:com|org)\//.test(value);
}

/** What a kustomization does beyond what is read of it: remote bases and components, transformers, Helm charts, fields of other versions. */
export function unappliedOf(root: TableNode, file: SourceFile, context: FormContext): readonly Unapplied[] {
  const folder = folderOf(file.path);
  const remote = (key: string) => textsAt(root, key).filter(({ value }) => isRemote(value));
  const { documents, problems, duplicates } = context.yaml(file);
  const isRefused = documents.length > 1 || problems.length > 0 || duplicates.length > 0;
  return [
    ...(isRefused ? [{ at: root.span, what: "a kustomization that kustomize refuses", effect: "changes" } as const] : []),
    ...[...remote("resources"), ...remote("bases")].map(({ value, span }): Unapplied => {
      return { at: span, what: `the base ${shortened(value)}`, effect: "adds" };
    }),
    ...remote("components").map(
      ({ value, span }): Unapplied => ({ at: span, what: `the component ${shortened(value)}`, effect: "changes" }),
    ),
    ...textsAt(root, "transformers").map(
      (text): Unapplied => ({
        at: text.span,
        what: transformerName(text),
        effect: isHarmless(text, folder, context) ? "renames" : "changes",
      }),
    ),
    ...chartsOf(root),
    ...unappliedFields(root),
  ];
}

/** Fields that change how others are applied, and those that this program does not know. */
export function unappliedFields(root: TableNode): readonly Unapplied[] {
  return [...root.entries.values()].flatMap(({ key, keySpan, node }): Unapplied[] => {
    if (key === "vars") return isEmptyList(node) ? [] : [{ at: keySpan, what: "vars", effect: "fills" }];
    if (key === "labels") {
      const isPlain = node.kind === "array" && node.items.every((item) => item.kind === "table" && !item.entries.has("fields"));
      return isPlain ? [] : [{ at: keySpan, what: "labels with fields of their own", effect: "changes" }];
    }
    if (key === "commonAnnotations") {
      const isPlain =
        node.kind === "table" &&
        ![...node.entries.keys()].some((name) => mountsByAnnotation(name) || name.endsWith("/local-config"));
      return isPlain ? [] : [{ at: keySpan, what: "commonAnnotations", effect: "changes" }];
    }
    if (understood.has(key) || isEmptyList(node)) return [];
    return [{ at: keySpan, what: `the field ${shortened(key)} of a kustomization`, effect: "changes" }];
  });
}

/** May an annotation of a pod let a webhook mount files into its containers? Meshes and tracers bring containers of their own. */
export function mountsByAnnotation(name: string): boolean {
  return (
    /inject|vault|csi|secret|spiffe|1password/i.test(name) && !/istio|linkerd|dapr|datadog|opentelemetry|instana|kuma/i.test(name)
  );
}

function isEmptyList(node: Node): boolean {
  return node.kind === "array" && node.items.length === 0;
}

function transformerName({ value }: StringNode): string {
  return value.includes("\n") ? "a transformer" : `the transformer ${shortened(value)}`;
}

function isHarmless({ value }: StringNode, folder: RepoPath, context: FormContext): boolean {
  const path = value.includes("\n") || isRemote(value) ? undefined : joinRepoPath(folder, value);
  const file = path === undefined ? undefined : context.file(path);
  const read = file && context.yaml(file);
  if (read === undefined || read.problems.length > 0) return false;
  const roots = read.documents.map(({ root }) => root);
  return roots.length > 0 && roots.every((root) => root !== undefined && touchesMetadata(root));
}

/** Its `fieldSpecs` say where else it works. */
function touchesMetadata(root: TableNode): boolean {
  if (!harmless.has(textAt(root, "kind")?.value ?? "")) return false;
  const specs = itemsAt(root, "fieldSpecs");
  return specs.every((spec) => spec.kind === "table" && /^\/?metadata\//.test(textAt(spec, "path")?.value ?? ""));
}

function chartsOf(root: TableNode): readonly Unapplied[] {
  return [...itemsAt(root, "helmCharts"), ...itemsAt(root, "helmChartInflationGenerator")].flatMap((item): Unapplied[] => {
    const name = item.kind === "table" ? (textAt(item, "name") ?? textAt(item, "chartName")) : undefined;
    return name === undefined ? [] : [{ at: name.span, what: `the Helm chart ${name.value}`, effect: "adds" }];
  });
}

/** Keys by which an object is recognised; nobody changes them but to make another object of it. */
const kept = new Set(["apiVersion", "kind", "metadata", "image", "name", "baseImage"]);

/** An object that something unread may change: it is still there, and nothing else is known of it. */
export function withEverythingUnknown(root: TableNode, { at, what }: Pick<Unapplied, "at" | "what">): TableNode {
  const because = `${what} may change it`;
  const unknown = (node: Node): Node => {
    if (node.kind === "table") return opened(node);
    if (node.kind === "array" && node.items.some(({ kind }) => kind === "table"))
      return { ...node, items: node.items.map(unknown) };
    return { kind: "unknown", span: node.span, because };
  };
  const opened = (table: TableNode): TableNode => ({
    ...table,
    entries: new Map(
      [...table.entries].map(([key, entry]): [string, Entry] => [
        key,
        kept.has(key) ? entry : { ...entry, node: unknown(entry.node) },
      ]),
    ),
    open: { span: at, because },
  });
  return opened(root);
}

/** An object with what an earlier state of it had: of one that is not known nothing is certainly gone. */
export function united(result: TableNode, before: TableNode): TableNode {
  const entries = new Map(result.entries);
  for (const [key, entry] of before.entries) {
    const now = entries.get(key);
    if (now === undefined) entries.set(key, entry);
    else entries.set(key, { ...now, node: unitedNode(now.node, entry.node) });
  }
  return { ...result, entries };
}

function unitedNode(result: Node, before: Node): Node {
  if (result.kind === "table" && before.kind === "table") return united(result, before);
  if (result.kind !== "array" || before.kind !== "array") return result;
  const old = new Map(before.items.flatMap((item) => (item.kind === "table" ? [[nameOf(item), item] as const] : [])));
  old.delete(undefined);
  const items = result.items.map((item) => {
    const match = item.kind === "table" ? old.get(nameOf(item)) : undefined;
    old.delete(nameOf(item));
    return item.kind === "table" && match !== undefined ? united(item, match) : item;
  });
  return { ...result, items: [...items, ...old.values()] };
}

function nameOf(item: Node): string | undefined {
  return item.kind === "table" ? textAt(item, "name")?.value : undefined;
}

/** An object in which texts with a `$` may be filled in by something that is not read. */
export function withFilledTextsUnknown(root: TableNode, { at, what }: Pick<Unapplied, "at" | "what">): TableNode {
  const because = `${what} may fill it in`;
  const unknown = (node: Node): Node => {
    switch (node.kind) {
      case "string":
        return /\$[({]/.test(node.value) ? { kind: "unknown", span: at, because } : node;
      case "array":
        return { ...node, items: node.items.map(unknown) };
      case "table":
        return table(node);
      default:
        return node;
    }
  };
  const table = (node: TableNode): TableNode => ({
    ...node,
    entries: new Map([...node.entries].map(([key, entry]) => [key, { ...entry, node: unknown(entry.node) }])),
  });
  return table(root);
}
