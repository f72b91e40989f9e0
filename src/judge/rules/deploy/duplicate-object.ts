import type { Model } from "../../../model/environments/environment.ts";
import { holdsSame } from "../../../model/instances/config-tree.ts";
import type { DeclaredObject } from "../../../model/instances/deployment.ts";
import { grouped } from "../../../text/grouped.ts";
import { compareSpans } from "../../../text/span.ts";
import type { Rule } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";

const configMap = (name: string, path: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  pd.toml: |\n    [security]\n    cacert-path = "${path}"\n`;

export const duplicateObject: Rule = {
  id: "deploy/duplicate-object",
  phase: "files",
  meta: () => ({
    title: "Two objects of one kind, namespace and name",
    why: "Whichever of the two is applied last replaces the other, so the cluster may run with the configuration that nobody reviewed as the one that counts.",
    fix: "Keep one of them, or give them names or namespaces of their own.",
    policies: { baseline: "error", strict: "error" },
    threats: ["outage", "eavesdropping"],
    controls: ["PCI-DSS-4.0.1:2.2.7", "CWE-694"],
    since: "0.1.0",
    sources: ["Kubernetes: the API server keeps one object per group, kind, namespace and name"],
    example: {
      bad: { files: { "prod/pd-0.yaml": configMap("pd", "/tls/ca.pem"), "prod/pd-1.yaml": configMap("«pd»", "/old/ca.pem") } },
      good: { files: { "prod/pd-0.yaml": configMap("pd", "/tls/ca.pem") } },
    },
  }),

  *check(model) {
    const identityOf = identityIn(model);
    const inOrder = [...(model.objects ?? [])].sort((a, b) => compareSpans(a.at, b.at));
    for (const [identity, [first, ...others]] of grouped(inOrder, identityOf)) {
      if (first === undefined || identity === "") continue;
      for (const other of others) {
        // One object that several forms read, and a copy that changes nothing.
        if (isSamePlace(first, other) || holdsSame(first.root, other.root)) continue;
        const { kind, name, namespace } = other;
        const where = namespace === undefined ? "" : ` in namespace ${shown(namespace)}`;
        yield {
          at: other.at,
          subject: `${kind} ${name}`,
          environment: model.environmentOf(other.at.path)?.name,
          message: `the ${kind} ${shown(name)}${where} stands at ${first.at.path}:${first.at.line} too, with another content: the one that is applied last counts`,
          help: "keep one of the two",
          related: [{ at: first.at, message: `the other ${kind} ${shown(name)}` }],
        };
      }
    }
  },
};

/** Objects of one environment, or of one build of Kustomize, that replace each other; empty for what nothing applies. */
function identityIn(model: Model): (object: DeclaredObject) => string {
  return ({ at, build, group, kind, namespace, name }) => {
    const environment = model.environmentOf(at.path);
    // The files of an example are shown side by side: nobody applies one variant over the other.
    const file = environment?.isIllustration === true ? at.path : "";
    const applied = build === undefined ? environment && `${environment.name}\n${file}` : `build ${build}`;
    return applied === undefined ? "" : JSON.stringify([applied, group, kind, namespace ?? null, name]);
  };
}

function isSamePlace({ at: a }: DeclaredObject, { at: b }: DeclaredObject): boolean {
  return a.path === b.path && a.line === b.line && a.column === b.column;
}
