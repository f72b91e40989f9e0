import type { TableNode, UnknownNode } from "../../model/instances/config-tree.ts";
import type { DeclaredObject } from "../../model/instances/deployment.ts";
import type { RepoPath, Span } from "../../text/span.ts";
import type { FormContext } from "../form.ts";
import { nodeAt, textAt } from "../nodes.ts";
import type { SourceFile } from "../source-file.ts";
import { isKustomization } from "./kustomization.ts";
import { type Overlay, overlaysOf } from "./overlays.ts";

/** One object of a Kubernetes manifest. */
export interface Resource {
  readonly path: RepoPath;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Where its name stands, else its `kind`. */
  readonly nameSpan: Span;
  /** Undefined when the manifest does not say: the one of whoever applies it. */
  readonly namespace: string | undefined;
  readonly labels: ReadonlyMap<string, string>;
  /** The whole object. */
  readonly root: TableNode;
  /** The document's `kind` key and value: a place for what concerns the whole object. */
  readonly at: Span;
  /** Its name in the manifest, by which others of the same build refer to it: Kustomize may rename it. */
  readonly ownName: string;
  /** Kustomize puts a hash of its content behind its name. */
  readonly isHashed?: boolean | undefined;
  /** The way in which the repository builds it with Kustomize; undefined where it does not. */
  readonly overlay?: Overlay | undefined;
}

/**
 * All objects of a file, items of a `List` included, in order. What has no kind or no name is left out. A manifest that
 * Kustomize overlays start from gives its objects once per overlay, as the overlay makes them.
 */
export function resourcesOf(file: SourceFile, context: FormContext): readonly Resource[] {
  const overlays = overlaysOf(context);
  if (overlays.isPatch(file.path)) return [];
  const roots = isKustomization(file.path)
    ? overlays.generatedBy(file.path)
    : context.yaml(file).documents.flatMap(({ root }) => (root === undefined ? [] : objectsOf(root)));
  const isGenerated = isKustomization(file.path);
  const ways = overlays.of(file.path);
  if (ways.length === 0) return roots.flatMap((root) => resourceOf(root, file.path, root, undefined) ?? []);
  return ways.flatMap((overlay) =>
    roots.flatMap((root) => {
      const built = overlay.apply(root);
      const resource = built && resourceOf(built, file.path, root, overlay);
      return resource === undefined ? [] : [isGenerated ? { ...resource, isHashed: true } : resource];
    }),
  );
}

/** What makes an object the same one as another in a cluster. Its name must be known. */
export function declaredObject({
  kind,
  apiVersion,
  namespace,
  name,
  nameSpan,
  overlay,
  root,
}: Resource): readonly DeclaredObject[] {
  if (/[{}$]/.test(name)) return [];
  const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] as string) : "";
  return [{ at: nameSpan, kind, group, namespace, name, build: overlay?.built, root }];
}

function objectsOf(root: TableNode): readonly TableNode[] {
  const items = nodeAt(root, "items");
  if (textAt(root, "kind")?.value.endsWith("List") !== true || items?.kind !== "array") return [root];
  return items.items.flatMap((item) => (item.kind === "table" ? objectsOf(item) : []));
}

function resourceOf(root: TableNode, path: RepoPath, written: TableNode, overlay: Overlay | undefined): Resource | undefined {
  const kind = textAt(root, "kind");
  const apiVersion = textAt(root, "apiVersion");
  const name = nameAt(root);
  if (kind === undefined || apiVersion === undefined || name === undefined) return undefined;
  const labels = nodeAt(root, "metadata", "labels");
  return {
    path,
    apiVersion: apiVersion.value,
    kind: kind.value,
    name: name.value,
    nameSpan: name.span,
    namespace: textAt(root, "metadata", "namespace")?.value,
    labels: new Map(
      labels?.kind === "table"
        ? [...labels.entries.values()].flatMap(({ key, node }) => (node.kind === "string" ? [[key, node.value] as const] : []))
        : [],
    ),
    root,
    at: { ...(root.entries.get("kind")?.keySpan ?? kind.span), endLine: kind.span.endLine, endColumn: kind.span.endColumn },
    ownName: nameAt(written)?.value ?? name.value,
    overlay,
  };
}

/** The name of an object; of one that a template names, the placeholder. */
function nameAt(root: TableNode): { readonly value: string; readonly span: Span } | undefined {
  const node = nodeAt(root, "metadata", "name");
  if (node?.kind === "unknown") return { value: placeholderOf(node), span: node.span };
  return node?.kind === "string" ? node : undefined;
}

/** The placeholder that decides a value, as it stands in the text: whoever looks for one in a name finds it. */
function placeholderOf({ because }: UnknownNode): string {
  return /\{\{[^{}]*\}\}/.exec(because)?.[0] ?? "{{ … }}";
}
