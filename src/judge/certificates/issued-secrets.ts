import type { Environment, Model } from "../../model/environments/environment.ts";
import type { CertificateRequest, DeclaredSecret, ExpectedSecret } from "../../model/instances/deployment.ts";
import type { Instance } from "../../model/instances/instance.ts";
import { knownValue } from "../../model/instances/setting.ts";
import type { Span } from "../../text/span.ts";

/** A Secret by name. A namespace that nobody writes is the one of whoever applies the manifest: it may be any. */
export interface SecretName {
  readonly name: string;
  readonly namespace: string | undefined;
}

/** An instance that does not start without a Secret. */
export interface Expectation {
  readonly environment: Environment;
  readonly instance: Instance;
  readonly expected: ExpectedSecret;
}

/** What instances expect, by the Secret's name. */
export type Expectations = ReadonlyMap<string, readonly Expectation[]>;

/** All Secrets that instances expect. */
export function expectationsOf(model: Model): Expectations {
  const byName = new Map<string, Expectation[]>();
  for (const environment of model.environments) {
    for (const instance of environment.instances) {
      for (const expected of instance.deployment?.expects ?? []) {
        const list = byName.get(expected.name);
        if (list === undefined) byName.set(expected.name, [{ environment, instance, expected }]);
        else list.push({ environment, instance, expected });
      }
    }
  }
  return byName;
}

/** Who expects this Secret. */
export function expectersOf(secret: SecretName, expectations: Expectations): readonly Expectation[] {
  return (expectations.get(secret.name) ?? []).filter(({ expected }) => isSameNamespace(expected, secret));
}

/** Can these two lie in one namespace? */
export function isSameNamespace(a: Pick<SecretName, "namespace">, b: Pick<SecretName, "namespace">): boolean {
  return a.namespace === undefined || b.namespace === undefined || a.namespace === b.namespace;
}

/**
 * Can what stands at a place be meant for an environment? Another cluster's files are not, unless both are told to lie in
 * one namespace; a file of no environment can be anybody's who lies in the same part of the repository.
 */
export function isMeantFor(environment: Environment, { path }: Span, namespaces: "same" | "unknown", model: Model): boolean {
  const own = model.environmentOf(path);
  if (own !== undefined) return own === environment || namespaces === "same";
  const others = model.environments.filter(({ instances }) => instances.length > 0);
  const part = (of: string) => of.split("/", 1)[0];
  return others.length < 2 || namespaces === "same" || part(path) === part(environment.at.path);
}

/** Are two namespaces written, and the same? */
export function sharedNamespace(a: Pick<SecretName, "namespace">, b: Pick<SecretName, "namespace">): "same" | "unknown" {
  return a.namespace !== undefined && a.namespace === b.namespace ? "same" : "unknown";
}

/** The Secret that a request fills, when it says so. */
export function secretOfRequest({ secretName, namespace }: CertificateRequest): SecretName | undefined {
  const name = knownValue(secretName);
  return name === undefined ? undefined : { name, namespace };
}

/** `Certificate tls-pd`, `the Secret tls-pd`, `SealedSecret tls-pd`. */
export function declaredText({ kind, resource }: DeclaredSecret): string {
  return `${kind === "Secret" ? "the Secret" : kind} ${resource}`;
}

/** What stands behind the cluster's own name in the Secrets of tidb-operator: `pd-cluster-secret`; undefined for others. */
export function roleOfSecret(name: string): "pd" | "tikv" | "client" | undefined {
  const role = /(?:^|-)(pd|tikv|client)(?:-cluster)?-secret$/.exec(name)?.[1];
  if (role === "client") return /-cluster-client-secret$/.test(name) ? "client" : undefined;
  return role as "pd" | "tikv" | undefined;
}
