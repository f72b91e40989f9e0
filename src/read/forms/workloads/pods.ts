import type { Node, TableNode } from "../../../model/instances/config-tree.ts";
import { itemsAt, nodeAt, type Resource, textAt } from "../../kubernetes/resources.ts";

/** The pods of a workload. */
export interface Pods {
  readonly resource: Resource;
  readonly spec: TableNode;
  /** The name of the first one, where it can be known. */
  readonly firstName: string | undefined;
}

/** One container of the pods. */
export interface Container {
  readonly pods: Pods;
  readonly table: TableNode;
  readonly name: string;
}

/** Where each kind of workload has its pods' specification. */
const routes: Readonly<Record<string, readonly string[]>> = {
  Pod: ["spec"],
  StatefulSet: ["spec", "template", "spec"],
  Deployment: ["spec", "template", "spec"],
  DaemonSet: ["spec", "template", "spec"],
  ReplicaSet: ["spec", "template", "spec"],
  ReplicationController: ["spec", "template", "spec"],
  Job: ["spec", "template", "spec"],
  CronJob: ["spec", "jobTemplate", "spec", "template", "spec"],
};

/** The pods that a resource makes; undefined when it makes none. Resources of other groups with the same kinds are not Kubernetes' own. */
export function podsOf(resource: Resource): Pods | undefined {
  const route = Object.hasOwn(routes, resource.kind) ? routes[resource.kind] : undefined;
  if (route === undefined || !/^(?:v1|apps\/|batch\/|extensions\/)/.test(resource.apiVersion)) return undefined;
  const spec = nodeAt(resource.root, ...route);
  if (spec?.kind !== "table") return undefined;
  const { kind, name } = resource;
  return { resource, spec, firstName: kind === "StatefulSet" ? `${name}-0` : kind === "Pod" ? name : undefined };
}

/** Containers that run together, and those that run before them. */
export function containersOf(pods: Pods): readonly Container[] {
  const lists: readonly Node[] = [...itemsAt(pods.spec, "containers"), ...itemsAt(pods.spec, "initContainers")];
  return lists.flatMap((table) =>
    table.kind === "table" ? [{ pods, table, name: textAt(table, "name")?.value ?? pods.resource.name }] : [],
  );
}
