import type { Form } from "../../form.ts";
import { isKustomization } from "../../kubernetes/kustomization.ts";
import { resourcesOf } from "../../kubernetes/resources.ts";
import { secretsOf } from "../../kubernetes/secret-names.ts";

/** Kustomize bases and overlays. What they do to a manifest is applied where manifests are read (src/read/kubernetes/overlays.ts). */
export const kustomizeForm: Form = {
  meta: {
    id: "kustomize",
    title: "Kustomize",
    reads:
      "`kustomization.yaml` with `resources`, `bases` and `components` of the repository, `namespace`, `namePrefix`, `nameSuffix`, `images`, `configMapGenerator`, `secretGenerator`, and patches: strategic merge, as file or inline, and JSON 6902",
    derives:
      "the manifests as every overlay builds them: an instance in a base is judged once for each overlay that starts from it, in the environment of the overlay's folder, and not by itself; findings point at the line that decides, in the base or in the patch. A file that a generator takes up is an instance where it is mounted",
    unknown:
      "what `replacements`, and patches that select by label, put in; what a patch takes out of an item of a list, moves or copies. Bases on other servers, Helm charts, `vars`, and transformers and generators of your own are not run",
  },
  needs: ["yaml"],

  claims: (file) => isKustomization(file.path),

  read: (files, context) => ({
    instances: [],
    files: [],
    problems: [],
    secrets: files.flatMap((file) => resourcesOf(file, context)).flatMap(secretsOf),
  }),
};
