import type { Model } from "../../../model/environments/environment.ts";
import type { DeclaredSecret } from "../../../model/instances/deployment.ts";
import { componentName } from "../../../model/instances/instance.ts";
import {
  declaredText,
  type Expectation,
  expectationsOf,
  expectersOf,
  isMeantFor,
  isSameNamespace,
  roleOfSecret,
  sharedNamespace,
} from "../../certificates/issued-secrets.ts";
import type { Rule } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";

export const secretNotIssued: Rule = {
  id: "deploy/secret-not-issued",
  phase: "files",
  meta: () => ({
    title: "A component waits for a Secret that nothing issues",
    why: "A pod whose Secret does not exist is never started: the cluster stays down until somebody finds the name that does not fit.",
    fix: "Issue the Secret under the name that the component expects.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: [
      "tidb-operator v1: pkg/util/util.go (<cluster>-pd-cluster-secret)",
      "tidb-operator v2: api/core/v1alpha1/cluster_types.go (<group>-pd-cluster-secret: by the group's name)",
    ],
    example: {
      bad: { files: { "prod/pd.yaml": example("«pd-tls»") } },
      good: { files: { "prod/pd.yaml": example("pd-cluster-secret") } },
    },
  }),

  *check(model) {
    const expectations = expectationsOf(model);
    const declared = new Map<string, DeclaredSecret[]>();
    for (const secret of model.secrets ?? []) {
      const list = declared.get(secret.name);
      if (list === undefined) declared.set(secret.name, [secret]);
      else list.push(secret);
    }
    const fitting = ({ expected }: Expectation) =>
      (declared.get(expected.name) ?? []).filter((secret) => isSameNamespace(secret, expected));
    const isIssued = (expectation: Expectation) => fitting(expectation).length > 0;
    // Clusters of one name in other folders have Secrets of one name.
    const isIssuedHere = (expectation: Expectation) =>
      fitting(expectation).some(({ at, namespace }) =>
        isMeantFor(expectation.environment, at, sharedNamespace({ namespace }, expectation.expected), model),
      );
    const all = [...expectations.values()].flat();
    const issuing = new Set(all.filter(isIssuedHere).map(({ environment }) => environment));
    const leftOver = leftOverSecrets(model, (secret) => expectersOf(secret, expectations).length > 0);
    const told = new Set<string>();
    for (const expectation of all) {
      if (isIssued(expectation)) continue;
      const { environment, instance, expected } = expectation;
      const meant = leftOver.find(
        (secret) =>
          isSameNamespace(secret, expected) &&
          roleOfSecret(secret.name) === (roleOfSecret(expected.name) ?? instance.component) &&
          isMeantFor(environment, secret.at, sharedNamespace(secret, expected), model),
      );
      // Secrets that are made by hand are as usual as committed ones: only one of several is a mistake.
      if (meant === undefined && !issuing.has(environment)) continue;
      const { path, line, column } = expected.at;
      const place = `${environment.name}\n${path}:${line}:${column}\n${expected.name}`;
      if (told.has(place)) continue;
      told.add(place);
      const others =
        meant === undefined
          ? "others of this cluster are"
          : `${declaredText(meant)} makes ${shown(meant.name)}, which nobody expects`;
      yield {
        at: expected.at,
        subject: expected.name,
        environment: environment.name,
        component: instance.component,
        message: `${componentName[instance.component]} expects the Secret ${shown(expected.name)}, which nothing here issues, and ${others}: its pods do not start`,
        help:
          meant === undefined
            ? `issue ${shown(expected.name)}, or declare it (SealedSecret, ExternalSecret) where it is made elsewhere`
            : `issue it as ${shown(expected.name)}, or make the component expect ${shown(meant.name)}`,
        ...(meant && { related: [{ at: meant.at, message: "the Secret that is issued instead" }] }),
      };
    }
  },
};

/** Secrets with the names of the cluster's that no instance expects; a model has few. */
function leftOverSecrets(model: Model, isExpected: (secret: DeclaredSecret) => boolean): readonly DeclaredSecret[] {
  return (model.secrets ?? [])
    .filter((secret) => ["pd", "tikv"].includes(roleOfSecret(secret.name) ?? "") && !isExpected(secret))
    .slice(0, 256);
}

/** A pod of PD that mounts a Secret, beside a Certificate that makes one. */
function example(name: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: pd
spec:
  containers:
    - name: pd
      image: pingcap/pd:v8.5.5
      volumeMounts:
        - {name: tls, mountPath: /tls}
  volumes:
    - name: tls
      secret:
        secretName: ${name}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: pd
spec:
  secretName: pd-cluster-secret
  dnsNames: [pd]
  issuerRef:
    name: ca
`;
}
