import type { Node, StringNode, TableNode } from "../../model/instances/config-tree.ts";
import { type RepoPath, type Span, toRepoPath } from "../../text/span.ts";
import type { FormContext } from "../form.ts";
import { textAt } from "../nodes.ts";
import { holdsText } from "../x509/pem.ts";
import { type Changes, changesAt } from "./kustomization.ts";
import { type Unapplied, unappliedFields } from "./unapplied.ts";

/** What Flux or Argo CD does to a folder of the repository on its way to a cluster. */
export interface Delivery extends Changes {
  readonly path: RepoPath;
  /** The folder that it delivers; a part that a generator fills in fits any name. */
  readonly delivers: readonly string[];
  /** It changes nothing. */
  readonly isPlain: boolean;
  readonly unapplied: readonly Unapplied[];
  /** The values of a chart that it sets, or takes from files: what decides there is not known from the chart's own. */
  readonly helm: { readonly at: Span; readonly what: string } | undefined;
}

const known = new WeakMap<FormContext, readonly Delivery[]>();

/** The deliveries of a tree, read once. */
export function deliveriesOf(context: FormContext): readonly Delivery[] {
  const made =
    known.get(context) ?? context.files().flatMap((file) => (mayDeliver(file) ? deliveriesIn(file.path, context) : []));
  known.set(context, made);
  return made;
}

/** Does a delivery take a folder? */
export function delivers({ delivers: parts }: Delivery, folder: RepoPath): boolean {
  const own = folder.split("/").filter((part) => part !== "");
  return own.length === parts.length && parts.every((part, index) => part === own[index] || isFilledIn(part));
}

/** Does it take a folder that this one lies in? */
export function coversFolder(delivery: Delivery, folder: RepoPath): boolean {
  const parts = folder.split("/").filter((part) => part !== "");
  const above = parts.slice(0, delivery.delivers.length).join("/") as RepoPath;
  return parts.length >= delivery.delivers.length && delivers(delivery, above);
}

function isFilledIn(part: string): boolean {
  return part.includes("{{") || part.includes("${") || part.includes("*");
}

function mayDeliver(file: Parameters<typeof holdsText>[0]): boolean {
  return /\.(?:ya?ml|json)$/i.test(file.path) && ["toolkit.fluxcd.io", "argoproj.io"].some((text) => holdsText(file, text));
}

function deliveriesIn(path: RepoPath, context: FormContext): readonly Delivery[] {
  const file = context.file(path);
  if (file === undefined) return [];
  return context.yaml(file).documents.flatMap(({ root }): readonly Delivery[] => {
    if (root === undefined) return [];
    const [apiVersion, kind] = [textAt(root, "apiVersion")?.value ?? "", textAt(root, "kind")?.value];
    if (apiVersion.startsWith("kustomize.toolkit.fluxcd.io/") && kind === "Kustomization") return ofFlux(root, path, context);
    if (!apiVersion.startsWith("argoproj.io/")) return [];
    const spec = kind === "ApplicationSet" ? tableAt(root, "spec", "template", "spec") : tableAt(root, "spec");
    if ((kind !== "Application" && kind !== "ApplicationSet") || spec === undefined) return [];
    const many = spec.entries.get("sources")?.node;
    const sources: readonly Node[] =
      many?.kind === "array" ? many.items : [spec.entries.get("source")?.node].filter((node) => node !== undefined);
    const perhaps = kind === "ApplicationSet" && root.entries.has("spec") ? textAt(root, "spec", "templatePatch") : undefined;
    return sources.flatMap((source) => (source.kind === "table" ? ofArgo(source, path, { context, perhaps }) : []));
  });
}

/** Fields of Flux's `spec` that change objects, in the words of a kustomization where they are the same. */
const unreadOfFlux = ["patchesStrategicMerge", "patchesJson6902", "components"];

function ofFlux(root: TableNode, path: RepoPath, context: FormContext): readonly Delivery[] {
  const spec = tableAt(root, "spec");
  const folder = spec === undefined ? undefined : (textAt(spec, "path")?.value ?? ".");
  if (spec === undefined || folder === undefined) return [];
  const entries = new Map(["patches", "images", "namePrefix", "nameSuffix"].flatMap((key) => entryAt(spec, key, key)));
  for (const [key, entry] of entryAt(spec, "targetNamespace", "namespace")) entries.set(key, entry);
  const unapplied = [
    ...unreadOfFlux.flatMap((key) => unread(spec, key, "changes", `Flux's ${key}`)),
    ...unread(spec, "postBuild", "fills", "Flux's postBuild"),
  ];
  return deliveryOf({ ...spec, entries }, { path, folder, unapplied, helm: undefined }, context);
}

function ofArgo(
  source: TableNode,
  path: RepoPath,
  { context, perhaps }: { readonly context: FormContext; readonly perhaps: StringNode | undefined },
): readonly Delivery[] {
  const folder = textAt(source, "path")?.value;
  if (folder === undefined) return [];
  const kustomize = tableAt(source, "kustomize");
  const entries = new Map(
    kustomize === undefined
      ? []
      : ["patches", "namePrefix", "nameSuffix", "namespace"].flatMap((key) => entryAt(kustomize, key, key)),
  );
  const helm = tableAt(source, "helm");
  const overriding = [...(helm?.entries.values() ?? [])].find(({ key }) =>
    ["parameters", "fileParameters", "values", "valuesObject", "valueFiles"].includes(key),
  );
  const unapplied: readonly Unapplied[] = [
    ...(kustomize === undefined ? [] : unread(kustomize, "components", "changes", "Argo CD's components")),
    ...(kustomize === undefined
      ? []
      : unappliedFields({ ...kustomize, entries: new Map(entryAt(kustomize, "commonAnnotations", "commonAnnotations")) })),
    ...unread(source, "plugin", "changes", "a plugin of Argo CD"),
    ...(perhaps === undefined ? [] : [{ at: perhaps.span, what: "Argo CD's templatePatch", effect: "changes" } as const]),
  ];
  const what = `Argo CD's helm.${overriding?.key}`;
  return deliveryOf(
    { kind: "table", span: source.span, entries },
    { path, folder, unapplied, helm: overriding && { at: overriding.keySpan, what } },
    context,
  );
}

function deliveryOf(
  fields: TableNode,
  told: { readonly path: RepoPath; readonly folder: string } & Pick<Delivery, "unapplied" | "helm">,
  context: FormContext,
): readonly Delivery[] {
  const { path, folder, unapplied, helm } = told;
  const isPlain = fields.entries.size === 0 && unapplied.length === 0;
  const delivered = folder.split("/").filter((part) => part !== "" && part !== ".");
  // Patches here are texts: there is no folder to look for files in.
  const changes = changesAt(fields, toRepoPath("") ?? ("" as RepoPath), context);
  return [{ ...changes, path, delivers: delivered, isPlain, unapplied, helm }];
}

function unread(table: TableNode, key: string, effect: Unapplied["effect"], what: string): readonly Unapplied[] {
  const entry = table.entries.get(key);
  const isEmpty = entry?.node.kind === "array" && entry.node.items.length === 0;
  return entry === undefined || isEmpty ? [] : [{ at: entry.keySpan, what, effect }];
}

function entryAt(table: TableNode, key: string, as: string) {
  const entry = table.entries.get(key);
  return entry === undefined ? [] : [[as, { ...entry, key: as }] as const];
}

function tableAt(root: TableNode, ...route: readonly string[]): TableNode | undefined {
  let table: TableNode | undefined = root;
  for (const key of route) {
    const node: Node | undefined = table?.entries.get(key)?.node;
    table = node?.kind === "table" ? node : undefined;
  }
  return table;
}
