import type { TableNode } from "../../../model/instances/config-tree.ts";
import type { Component } from "../../../model/instances/instance.ts";
import type { Named } from "../../kubernetes/operators/nearest.ts";
import type { Resource } from "../../kubernetes/resources.ts";
import type { Cluster } from "./cluster.ts";

/** A PDGroup or TiKVGroup, with the Cluster that it belongs to. */
export interface Group extends Named {
  readonly resource: Resource;
  readonly component: Component;
  readonly clusterName: string;
  /** Undefined: no committed Cluster has the name, or several are equally near. */
  readonly cluster: Cluster | undefined;
  /** `spec.template.spec` */
  readonly spec: TableNode | undefined;
}
