import type { DeclaredSecret } from "../../model/instances/deployment.ts";
import { hasPlaceholder } from "./operators/placeholder.ts";
import { itemsAt, type Resource, textAt } from "./resources.ts";

/** Where each kind of resource that becomes a Secret names it; the resource's own name where it says nothing. */
const targets: Readonly<Record<string, { readonly group: RegExp; readonly route: readonly string[] }>> = {
  Secret: { group: /^v1$/, route: [] },
  SealedSecret: { group: /^bitnami\.com\//, route: ["spec", "template", "metadata", "name"] },
  ExternalSecret: { group: /^(?:external-secrets\.io|kubernetes-client\.io)\//, route: ["spec", "target", "name"] },
  VaultStaticSecret: { group: /^secrets\.hashicorp\.com\//, route: ["spec", "destination", "name"] },
  VaultDynamicSecret: { group: /^secrets\.hashicorp\.com\//, route: ["spec", "destination", "name"] },
  VaultPKISecret: { group: /^secrets\.hashicorp\.com\//, route: ["spec", "destination", "name"] },
  OnePasswordItem: { group: /^onepassword\.com\//, route: [] },
};

/** The Secrets that a resource becomes in the cluster; empty for any other resource. */
export function secretsOf(resource: Resource): readonly DeclaredSecret[] {
  const { kind, apiVersion, namespace, root, name, nameSpan } = resource;
  if (kind === "SecretProviderClass") return mirroredSecrets(resource);
  const target = Object.hasOwn(targets, kind) ? targets[kind] : undefined;
  if (target === undefined || !target.group.test(apiVersion)) return [];
  const told = target.route.length === 0 ? undefined : textAt(root, ...target.route);
  const secret = told?.value ?? name;
  return hasPlaceholder(secret) ? [] : [{ at: told?.span ?? nameSpan, name: secret, namespace, kind, resource: name }];
}

/** The CSI driver for secret stores mirrors what it mounts. */
function mirroredSecrets({ root, namespace, name }: Resource): readonly DeclaredSecret[] {
  return itemsAt(root, "spec", "secretObjects").flatMap((item) => {
    const secret = textAt(item, "secretName");
    if (secret === undefined || hasPlaceholder(secret.value)) return [];
    return [{ at: secret.span, name: secret.value, namespace, kind: "SecretProviderClass", resource: name }];
  });
}

/** Kinds of resources that become Secrets, for a look at a file's text. */
export const secretKinds: readonly string[] = [...Object.keys(targets), "SecretProviderClass"];
