import type { InstanceDraft } from "../../../model/instances/draft.ts";
import type { Resource } from "../resources.ts";
import { hasPlaceholder } from "./placeholder.ts";

/** Labels in which people write the environment. */
const environmentLabels = ["environment", "env", "app.kubernetes.io/environment"];

/** What a resource knows of its environment: one cluster is one by namespace and name, in whatever files it lies. */
export function environmentHint(resource: Resource, cluster: string): InstanceDraft["environment"] {
  const label = environmentLabels.map((key) => resource.labels.get(key)).find((text) => text !== undefined);
  const told = (text: string | undefined) => (text === undefined || hasPlaceholder(text) ? undefined : text);
  return { namespace: told(resource.namespace), cluster: told(cluster), label: told(label), folder: resource.overlay?.folder };
}
