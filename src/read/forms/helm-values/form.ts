import type { Problem } from "../../../model/environments/environment.ts";
import type { CertificateRequest } from "../../../model/instances/deployment.ts";
import type { InstanceDraft } from "../../../model/instances/draft.ts";
import { fileName, LineIndex } from "../../../text/span.ts";
import type { Form, FormContext } from "../../form.ts";
import { firstMarker } from "../../kubernetes/operators/placeholder.ts";
import type { SourceFile } from "../../source-file.ts";
import { kubeblocksDrafts, kubeblocksRequests, kubeblocksSwitch } from "./kubeblocks.ts";
import { draftsOfChart } from "./tidb-cluster-chart.ts";
import { valuesOf } from "./values.ts";

const yamlName = /\.ya?ml(?:\.(?:tpl|tmpl|template|j2|jinja2?|erb|gotmpl|in))*$/i;

/** Values of the Helm charts that make a cluster. */
export const helmValuesForm: Form = {
  meta: {
    id: "helm-values",
    title: "Helm values",
    reads:
      "values of the chart `tidb-cluster` (`pd` and `tikv` side by side with an image of PingCAP's, also under the key `tidb-cluster` of a parent chart and in a Flux `HelmRelease`): `tlsCluster.enabled`, `pd.config` and `tikv.config`; of KubeBlocks' TiDB cluster: `extra.enableTLSBetweenComponents`; the version of the chart in a `Chart.yaml` beside them",
    derives:
      "what the chart makes of them: the scheme of all URLs, the certificate paths, and the second `[security]` table that it writes when TLS is on; that v1.0 of the chart has no TLS; the certificate that KubeBlocks makes, valid for 36500 days",
    unknown:
      "the names of the release and of its namespace, and so the names that are dialled, unless a `HelmRelease` or `clusterName` says them; values that stand in other files of the same release, or on helm's command line",
  },
  needs: ["yaml"],

  claims: (file) =>
    yamlName.test(file.path) &&
    fileName(file.path) !== "Chart.yaml" &&
    (file.text.includes("enableTLSBetweenComponents") ||
      (/^[ \t]*pd:/m.test(file.text) &&
        /^[ \t]*tikv:/m.test(file.text) &&
        (/pingcap\/(?:pd|tikv)/.test(file.text) || file.text.includes("HelmRelease")) &&
        !file.text.includes("TidbCluster"))),

  read(files, context) {
    const instances: InstanceDraft[] = [];
    const problems: Problem[] = [];
    const requests: CertificateRequest[] = [];
    for (const file of files) {
      problems.push(...brokenBy(file, context));
      for (const { root } of context.yaml(file).documents) {
        const tls = root === undefined || root.entries.has("apiVersion") ? undefined : kubeblocksSwitch(root);
        if (tls === undefined) continue;
        instances.push(...kubeblocksDrafts(file.path, tls));
        requests.push(...kubeblocksRequests(tls));
      }
      for (const values of valuesOf(file, context)) {
        const made = draftsOfChart(values);
        instances.push(...made.drafts);
        problems.push(...made.problems);
      }
    }
    return { instances, files: [], problems, requests };
  },
};

/** Values that do not parse, since a program fills them in: `values.yaml.gotmpl` of helmfile. */
function brokenBy(file: SourceFile, context: FormContext): readonly Problem[] {
  const { path, text } = file;
  const marker =
    context.yaml(file).problems.length > 0 && fileName(path).toLowerCase().includes("values") ? firstMarker(text) : undefined;
  if (marker === undefined) return [];
  return [
    {
      kind: "template",
      at: new LineIndex(path, text).span(marker.start, marker.end),
      message: "these values are a template that is not rendered: the cluster that comes out of them is not judged",
      help: marker.help,
    },
  ];
}
