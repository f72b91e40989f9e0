import type { TableNode } from "../../model/instances/config-tree.ts";
import type { DeclaredSecret } from "../../model/instances/deployment.ts";
import { itemsAt, nodeAt, textAt } from "../nodes.ts";
import { hasPlaceholder } from "./operators/placeholder.ts";
import type { Resource } from "./resources.ts";

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
  if (hasPlaceholder(secret)) return [];
  const keys = kind === "Secret" ? entryNames(root) : undefined;
  return [{ at: told?.span ?? nameSpan, name: secret, namespace, kind, resource: name, ...(keys && { keys }) }];
}

/** The names of all entries of a Secret; undefined where others may come: an empty one, one that a controller fills. */
function entryNames(root: TableNode): readonly string[] | undefined {
  const annotations = nodeAt(root, "metadata", "annotations");
  const isFilled = annotations !== undefined && (annotations.kind !== "table" || [...annotations.entries.keys()].some(fills));
  const parts = [nodeAt(root, "data"), nodeAt(root, "stringData")].filter((part) => part !== undefined);
  if (isFilled || root.open !== undefined || parts.some((part) => part.kind !== "table" || part.open !== undefined))
    return undefined;
  const names = parts.flatMap((part) => (part.kind === "table" ? [...part.entries.keys()] : []));
  return names.length === 0 ? undefined : names;
}

/** Annotations by which a controller copies entries from elsewhere. */
function fills(annotation: string): boolean {
  return /replicat|reflect|inject|sync|vault|cert-manager/i.test(annotation);
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
