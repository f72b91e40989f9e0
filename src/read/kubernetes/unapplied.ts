import type { Entry, Node, StringNode, TableNode } from "../../model/instances/config-tree.ts";
import { joinRepoPath, type RepoPath, type Span } from "../../text/span.ts";
import type { FormContext } from "../form.ts";
import { listAt, stringAt, textsAt } from "./kustomize-nodes.ts";

/** Something that a kustomization does and that is not done here. */
export interface Unapplied {
  readonly at: Span;
  /** A clause without its verb: `the transformer sidecar.yaml`, `the component https://…`. */
  readonly what: string;
  /** It may change every object, or brings objects of its own. */
  readonly effect: "changes" | "adds";
}

/** Transformers that touch names, labels and images alone (kustomize: plugin/builtin). */
const harmless = new Set(
  "AnnotationsTransformer ImageTagTransformer LabelTransformer NamespaceTransformer PrefixTransformer PrefixSuffixTransformer ReplicaCountTransformer SuffixTransformer".split(
    " ",
  ),
);

/** Does an address lead out of the repository? */
export function isRemote(value: string): boolean {
  return /^[a-z+]+:|^[\w.-]+@|^git::|\/\/|\?ref=|^(?:github|gitlab|bitbucket)\.(?:com|org)\//.test(value);
}

/** What a kustomization does beyond what is read of it: remote bases and components, transformers, Helm charts. */
export function unappliedOf(root: TableNode, folder: RepoPath, context: FormContext): readonly Unapplied[] {
  const remote = (key: string) => textsAt(root, key).filter(({ value }) => isRemote(value));
  return [
    ...[...remote("resources"), ...remote("bases")].map(({ value, span }): Unapplied => {
      return { at: span, what: `the base ${address(value)}`, effect: "adds" };
    }),
    ...remote("components").map(
      ({ value, span }): Unapplied => ({ at: span, what: `the component ${address(value)}`, effect: "changes" }),
    ),
    ...textsAt(root, "transformers")
      .filter((text) => !isHarmless(text, folder, context))
      .map((text): Unapplied => ({ at: text.span, what: transformerName(text), effect: "changes" })),
    ...chartsOf(root),
  ];
}

/** Without a user and a token, which some write into addresses. */
function address(value: string): string {
  const text = value.replace(/\/\/[^/@\s]*@/, "//");
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

function transformerName({ value }: StringNode): string {
  return value.includes("\n") ? "a transformer" : `the transformer ${address(value)}`;
}

function isHarmless({ value }: StringNode, folder: RepoPath, context: FormContext): boolean {
  if (value.includes("\n")) return harmless.has(/^kind:[ \t]*(\w+)/m.exec(value)?.[1] ?? "");
  const path = isRemote(value) ? undefined : joinRepoPath(folder, value);
  const file = path === undefined ? undefined : context.file(path);
  const roots = file === undefined ? [] : context.yaml(file).documents.map(({ root }) => root);
  return roots.length > 0 && roots.every((root) => root !== undefined && harmless.has(stringAt(root, "kind")?.value ?? ""));
}

function chartsOf(root: TableNode): readonly Unapplied[] {
  return [...listAt(root, "helmCharts"), ...listAt(root, "helmChartInflationGenerator")].flatMap((item): Unapplied[] => {
    const name = item.kind === "table" ? (stringAt(item, "name") ?? stringAt(item, "chartName")) : undefined;
    return name === undefined ? [] : [{ at: name.span, what: `the Helm chart ${name.value}`, effect: "adds" }];
  });
}

/** Keys by which an object is recognised; nobody changes them but to make another object of it. */
const kept = new Set(["apiVersion", "kind", "metadata", "image", "name", "baseImage"]);

/** An object that something unread may change: it is still there, and nothing else is known of it. */
export function withEverythingUnknown(root: TableNode, { at, what }: Unapplied): TableNode {
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
