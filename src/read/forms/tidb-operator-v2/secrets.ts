import type { TableNode } from "../../../model/instances/config-tree.ts";
import type { ExpectedSecret } from "../../../model/instances/deployment.ts";
import type { Mount } from "../../../model/instances/draft.ts";
import type { Component } from "../../../model/instances/instance.ts";
import type { ServerPath, Span } from "../../../text/span.ts";
import { certificateFolders, secretMount } from "../../kubernetes/operators/generated.ts";
import { hasPlaceholder } from "../../kubernetes/operators/placeholder.ts";
import type { Resource } from "../../kubernetes/resources.ts";
import { itemsAt, textAt } from "../../nodes.ts";

/** The volume in which the operator mounts a component's Secret (api/core/v1alpha1/names.go, VolumeNameClusterTLS). */
const tlsVolume = "ti-tls";

/**
 * The Secrets of one group: `<group>-<component>-cluster-secret`, unless `security.tls.cluster` or an overlay of the pod
 * names others. `at` is the group's name.
 */
export function secretsOfGroup(
  group: Resource,
  component: Component,
  spec: TableNode | undefined,
): { readonly expects: readonly ExpectedSecret[]; readonly mounts: readonly Mount[] } {
  const { namespace, path } = group;
  const folder = certificateFolders[component];
  const overlaid = overlaidSecret(spec);
  const usual = { value: `${group.name}-${component}-cluster-secret`, span: group.nameSpan };
  const pair = overlaid ?? textAt(spec, "security", "tls", "cluster", "certKeyPair", "name") ?? usual;
  const ca = overlaid ?? textAt(spec, "security", "tls", "cluster", "ca", "name") ?? usual;
  const distinct: readonly { readonly value: string; readonly span: Span }[] = ca.value === pair.value ? [pair] : [pair, ca];
  if (distinct.some(({ value }) => hasPlaceholder(value))) return { expects: [], mounts: [] };
  const mounts = [secretMount(folder, { name: pair.value, namespace }, path)];
  if (ca.value !== pair.value) {
    const caFile = `${folder}/ca.crt` as ServerPath;
    mounts.push({ server: caFile, repository: path, secret: { name: ca.value, namespace, key: "ca.crt" } });
  }
  return { expects: distinct.map(({ value, span }) => ({ at: span, name: value, namespace })), mounts };
}

/** A pod overlay merges into the operator's pod, by the name of the volume. */
function overlaidSecret(spec: TableNode | undefined): { readonly value: string; readonly span: Span } | undefined {
  const volume = itemsAt(spec, "overlay", "pod", "spec", "volumes").find((item) => textAt(item, "name")?.value === tlsVolume);
  return textAt(volume, "secret", "secretName");
}
