import type { CertificateRequest } from "../../../model/instances/deployment.ts";
import type { Resource } from "../../kubernetes/resources.ts";
import { nodeAt, textAt } from "../../nodes.ts";

/** A committed Issuer or ClusterIssuer. */
export interface Issuer {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly type: NonNullable<CertificateRequest["issuerType"]>;
  /** The Secret that holds its CA. A ClusterIssuer's lies in cert-manager's own namespace. */
  readonly secret: CertificateRequest["issuerSecret"];
}

export function issuerOf({ root, kind, name, namespace }: Resource): Issuer {
  const spec = nodeAt(root, "spec");
  const secret = textAt(spec, "ca", "secretName");
  const has = (key: string) => nodeAt(spec, key) !== undefined;
  return {
    kind,
    name,
    namespace,
    type: has("selfSigned") ? "self-signed" : has("ca") ? "ca" : has("acme") ? "acme" : "other",
    secret: secret && { name: secret.value, namespace: kind === "Issuer" ? namespace : undefined },
  };
}

/** Issuers by kind and name. */
export class Issuers {
  readonly #byName = new Map<string, Issuer[]>();

  constructor(issuers: readonly Issuer[]) {
    for (const issuer of issuers) {
      const key = `${issuer.kind}/${issuer.name}`;
      const list = this.#byName.get(key);
      if (list === undefined) this.#byName.set(key, [issuer]);
      else list.push(issuer);
    }
  }

  /** The one that a Certificate of this namespace means; undefined when none is committed, or when those that could be meant differ. */
  find(name: string, namespace: string | undefined): Issuer | undefined {
    const fitting = (this.#byName.get(name) ?? []).filter(
      (issuer) =>
        issuer.kind !== "Issuer" || issuer.namespace === undefined || namespace === undefined || issuer.namespace === namespace,
    );
    const [first] = fitting;
    return fitting.every((issuer) => issuer.type === first?.type && issuer.secret?.name === first.secret?.name)
      ? first
      : undefined;
  }
}
