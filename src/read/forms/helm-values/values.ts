import type { OpenEnd, StringNode, TableNode } from "../../../model/instances/config-tree.ts";
import { fileName, folderOf, joinRepoPath } from "../../../text/span.ts";
import type { FormContext } from "../../form.ts";
import { coversFolder, deliveriesOf } from "../../kubernetes/deliveries.ts";
import { resourcesOf } from "../../kubernetes/resources.ts";
import { withEverythingUnknown } from "../../kubernetes/unapplied.ts";
import { itemsAt, nodeAt, textAt } from "../../nodes.ts";
import type { SourceFile } from "../../source-file.ts";

/** The values of one release of a chart, as far as a file shows them. */
export interface ChartValues {
  readonly file: SourceFile;
  readonly values: TableNode;
  /** The release's name, which names the cluster unless `clusterName` does. */
  readonly release: string | undefined;
  readonly namespace: string | undefined;
  /** Of the chart, where a Chart.yaml beside it or the resource that installs it says it. */
  readonly chartVersion: StringNode | undefined;
}

const chart = "tidb-cluster";

/** The values of the chart tidb-cluster in a file: of a values file, of a parent chart, or of a Flux HelmRelease. */
export function valuesOf(file: SourceFile, context: FormContext): readonly ChartValues[] {
  const releases = resourcesOf(file, context)
    .filter(({ kind, root }) => kind === "HelmRelease" && textAt(root, "spec", "chart", "spec", "chart")?.value === chart)
    .flatMap(({ root, name, namespace }): readonly ChartValues[] => {
      const written = nodeAt(root, "spec", "values");
      if (written?.kind !== "table") return [];
      const values = releaseValues(root, written);
      return [
        {
          file,
          values,
          release: textAt(root, "spec", "releaseName")?.value ?? name,
          namespace: textAt(root, "spec", "targetNamespace")?.value ?? namespace,
          chartVersion: textAt(root, "spec", "chart", "spec", "version"),
        },
      ];
    });
  const plain = context.yaml(file).documents.flatMap(({ root }): readonly ChartValues[] => {
    if (root === undefined || root.entries.has("apiVersion")) return [];
    const nested = nodeAt(root, chart);
    const written = nested?.kind === "table" ? nested : root;
    if (!areTidbClusterValues(written)) return [];
    const override = deliveriesOf(context).find((delivery) => delivery.helm && coversFolder(delivery, folderOf(file.path)))?.helm;
    const values = override === undefined ? written : withEverythingUnknown(written, override);
    return [{ file, values, release: undefined, namespace: undefined, chartVersion: chartVersionNear(file, context) }];
  });
  return [...releases, ...plain];
}

/** What `valuesFrom` adds to the values of a HelmRelease is not known, nor what post-renderers make of the chart's objects. */
function releaseValues(root: TableNode, values: TableNode): TableNode {
  const spec = nodeAt(root, "spec");
  const entryOf = (key: string) => (spec?.kind === "table" ? spec.entries.get(key) : undefined);
  const renderers = entryOf("postRenderers");
  if (renderers !== undefined) return withEverythingUnknown(values, { at: renderers.keySpan, what: "Flux's postRenderers" });
  const others = entryOf("valuesFrom");
  return others === undefined ? values : leftOpen(values, { span: others.keySpan, because: "valuesFrom may set it" });
}

function leftOpen(table: TableNode, open: OpenEnd): TableNode {
  const entries = [...table.entries].map(([key, entry]) => {
    const { node } = entry;
    return [key, node.kind === "table" ? { ...entry, node: leftOpen(node, open) } : entry] as const;
  });
  return { ...table, entries: new Map(entries), open };
}

/** `pd` and `tikv` side by side, each with an image of PingCAP's: other charts have one of these words, not both. */
function areTidbClusterValues(values: TableNode): boolean {
  const parts = [nodeAt(values, "pd"), nodeAt(values, "tikv")];
  const isPart = (part: (typeof parts)[number]) => nodeAt(part, "replicas") !== undefined || nodeAt(part, "config") !== undefined;
  const hasImage = (part: (typeof parts)[number]) =>
    /(?:^|\/)pingcap\/(?:pd|tikv)(?:$|[:@])/.test(textAt(part, "image")?.value ?? "");
  return parts.every(isPart) && parts.some(hasImage);
}

/** What the Chart.yaml of the same folder says of the chart: as itself, or as a dependency. */
function chartVersionNear(file: SourceFile, context: FormContext): StringNode | undefined {
  const path = joinRepoPath(folderOf(file.path), "Chart.yaml");
  const found = path === undefined ? undefined : context.file(path);
  const root = found === undefined || fileName(found.path) !== "Chart.yaml" ? undefined : context.yaml(found).documents[0]?.root;
  if (root === undefined) return undefined;
  if (textAt(root, "name")?.value === chart) return textAt(root, "version");
  const dependency = itemsAt(root, "dependencies").find((item) => textAt(item, "name")?.value === chart);
  return textAt(dependency, "version");
}
