import type { Node, TableNode } from "../../../model/instances/config-tree.ts";
import type { Resource } from "../../kubernetes/resources.ts";
import { itemsAt, nodeAt, textAt } from "../../nodes.ts";

/** The pods of a workload. */
export interface Pods {
  readonly resource: Resource;
  readonly spec: TableNode;
  /** The template, or the pod: what has its metadata. */
  readonly root: TableNode;
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

/** Resources that forms of their own read, and whose containers stand for something else. */
const ownForms = /^(?:[\w.-]*\.)?(?:pingcap\.com|tikv\.org|kubeblocks\.io)\//;
const builtIn = /^(?:v1$|apps\/|batch\/|extensions\/)/;

/**
 * The pods that a resource makes: of a kind of Kubernetes where its specification has them, of any other kind wherever it
 * holds a list of containers (Argo's Rollout, Kruise's CloneSet, Knative's Service, resources of a chart's own).
 */
export function podsOf(resource: Resource): readonly Pods[] {
  const { kind, name, apiVersion, root } = resource;
  if (ownForms.test(apiVersion)) return [];
  const firstName = kind === "StatefulSet" ? `${name}-0` : kind === "Pod" ? name : undefined;
  const route = Object.hasOwn(routes, kind) && builtIn.test(apiVersion) ? routes[kind] : undefined;
  if (route === undefined && builtIn.test(apiVersion)) return [];
  if (route === undefined) return templatesIn(root).map((pods) => ({ resource, firstName, ...pods }));
  const spec = nodeAt(root, ...route);
  const template = nodeAt(root, ...route.slice(0, -1));
  return spec?.kind === "table" && template?.kind === "table" ? [{ resource, spec, root: template, firstName }] : [];
}

/** Deeper than any resource holds a template, and more of them than any has. */
const deepest = 12;
const most = 100;

function templatesIn(root: TableNode): readonly Pick<Pods, "spec" | "root">[] {
  const found: Pick<Pods, "spec" | "root">[] = [];
  const visit = (node: Node, parent: TableNode, depth: number) => {
    if (depth > deepest || found.length >= most) return;
    if (node.kind === "array") for (const item of node.items) visit(item, parent, depth + 1);
    if (node.kind !== "table") return;
    const containers = itemsAt(node, "containers");
    if (containers.some((item) => nodeAt(item, "image") !== undefined || nodeAt(item, "command") !== undefined))
      found.push({ spec: node, root: parent });
    else for (const { node: inner } of node.entries.values()) visit(inner, node, depth + 1);
  };
  visit(root, root, 0);
  return found;
}

/** Containers that run together, and those that run before them. */
export function containersOf(pods: Pods): readonly Container[] {
  const lists: readonly Node[] = [...itemsAt(pods.spec, "containers"), ...itemsAt(pods.spec, "initContainers")];
  return lists.flatMap((table) =>
    table.kind === "table" ? [{ pods, table, name: textAt(table, "name")?.value ?? pods.resource.name }] : [],
  );
}
