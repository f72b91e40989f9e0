import type { Problem } from "../../../model/environments/environment.ts";
import type { Form, FormContext } from "../../form.ts";
import { isKustomization, readKustomization } from "../../kubernetes/kustomization.ts";
import { overlaysOf } from "../../kubernetes/overlays.ts";
import { resourcesOf } from "../../kubernetes/resources.ts";
import { secretsOf } from "../../kubernetes/secret-names.ts";
import type { Unapplied } from "../../kubernetes/unapplied.ts";
import type { SourceFile } from "../../source-file.ts";

/** Kustomize bases and overlays. What they do to a manifest is applied where manifests are read (src/read/kubernetes/overlays.ts). */
export const kustomizeForm: Form = {
  meta: {
    id: "kustomize",
    title: "Kustomize",
    reads:
      "`kustomization.yaml`, `kustomization.yml` and `Kustomization` with `resources`, `bases` and `components` of the repository, `namespace`, `namePrefix`, `nameSuffix`, `images`, `configMapGenerator`, `secretGenerator`, and patches: strategic merge, as file of any name or inline, and JSON 6902; what a Kustomization of Flux and an Application or ApplicationSet of Argo CD do to the folder that they deliver",
    derives:
      "the manifests as every overlay builds them: an instance in a base is judged once for each overlay that starts from it, in the environment of the overlay's folder, and not by itself; findings point at the line that decides, in the base or in the patch. A file that a generator takes up is an instance where it is mounted",
    unknown:
      "what `replacements` put in. Whatever a patch may change that is not read exactly as kustomize reads it: one that is not in the repository, selects by label or by an expression beyond `.*`, has options, moves or copies, or changes the whole object; what `vars` and Flux's `postBuild` fill in; all under `openapi`, `configurations`, `crds`, `generators` and fields that this program does not know. Transformers and components on other servers are not run: all that they may change is unknown, and a note says so. Bases on other servers and Helm charts are not fetched: a note says so where they bring PD and TiKV",
  },
  needs: ["yaml"],

  claims: (file) => isKustomization(file.path),

  read: (files, context) => ({
    instances: [],
    files: [],
    problems: [...changesUnread(context), ...basesUnread(files, context)],
    secrets: files.flatMap((file) => resourcesOf(file, context)).flatMap(secretsOf),
  }),
};

/** Manifests that run PD or TiKV. */
const speaksOfServers =
  /\b(?:TidbCluster|TikvCluster|PDGroup|TiKVGroup)\b|[\s"'/](?:pd-server|tikv-server)\b|\b(?:pingcap|tikv)\/(?:pd|tikv)\b/;

/** What may change the servers of this repository, once each. */
function changesUnread(context: FormContext): readonly Problem[] {
  const overlays = overlaysOf(context);
  const told = new Map<Unapplied, Problem>();
  for (const file of context.files()) {
    const changes = overlays.of(file.path).flatMap(({ unapplied }) => unapplied.filter(({ effect }) => effect === "changes"));
    if (changes.length === 0 || changes.every((each) => told.has(each)) || !speaksOfServers.test(file.text)) continue;
    for (const each of changes) told.set(each, problemOf(each, "is not applied: what it makes of PD and TiKV is not judged"));
  }
  return [...told.values()];
}

/** Bases on other servers and charts: told when the kustomization, or the chart's name, says that PD and TiKV come from there. */
function basesUnread(files: readonly SourceFile[], context: FormContext): readonly Problem[] {
  return files.flatMap((file) => {
    const kustomization = readKustomization(file, context);
    const adds = kustomization?.unapplied.filter(({ effect }) => effect === "adds") ?? [];
    if (kustomization === undefined || adds.length === 0) return [];
    const changes = [file, ...kustomization.patchFiles.flatMap((path) => context.file(path) ?? [])];
    const isOurs = changes.some(({ text }) => /\b(?:TidbCluster|TikvCluster|PDGroup|TiKVGroup)\b/.test(text));
    return adds
      .filter(({ what }) => isOurs || isChartOfServers(what))
      .map((each) => problemOf(each, "is not in the repository: the PD and TiKV that it brings are not judged"));
  });
}

function isChartOfServers(what: string): boolean {
  return what.startsWith("the Helm chart ") && /tidb|tikv/.test(what) && !what.includes("operator");
}

function problemOf({ at, what }: Unapplied, consequence: string): Problem {
  const help = "let kustomize build write the manifests in the workflow, and give the gate the result with --render";
  return { kind: "template", at, message: `${what} ${consequence}`, help };
}
