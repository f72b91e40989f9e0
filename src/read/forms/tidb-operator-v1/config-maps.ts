import type { StringNode } from "../../../model/instances/config-tree.ts";
import type { Component } from "../../../model/instances/instance.ts";
import type { Span } from "../../../text/span.ts";
import type { FormContext } from "../../form.ts";
import { type ConfigText, readConfigText } from "../../kubernetes/operators/config-text.ts";
import { byName, type Named, nearest } from "../../kubernetes/operators/nearest.ts";
import { type Resource, resourcesOf } from "../../kubernetes/resources.ts";
import { textAt } from "../../nodes.ts";
import { holdsText } from "../../x509/pem.ts";
import type { TidbCluster } from "./cluster.ts";

/** A ConfigMap with the entry that tidb-operator v1 mounts as the configuration (pkg/manager/member/utils.go). */
export interface OperatorConfigMap extends Named {
  readonly node: StringNode;
}

/**
 * The ConfigMaps of a tree that stand for `config`: without it the operator makes none and mounts the one that is there,
 * as the chart tidb-cluster renders it. They are looked for only when a cluster needs one.
 */
export class OperatorConfigMaps {
  readonly #context: FormContext;
  readonly #used: Span[] = [];
  #all: ReadonlyMap<string, readonly OperatorConfigMap[]> | undefined;

  constructor(context: FormContext) {
    this.#context = context;
  }

  /** The one of a component: `<cluster>-pd`, `<cluster>-tikv`. */
  entryFor(cluster: TidbCluster, component: Component): OperatorConfigMap | undefined {
    this.#all ??= byName(this.#context.files().flatMap((file) => this.#mapsOf(file)));
    const { resource, namespace, build, path } = cluster;
    const found = nearest(this.#all, { name: `${resource.ownName}-${component}`, namespace, build, from: path });
    if (found !== undefined) this.#used.push(found.node.span);
    return found;
  }

  /** The texts that belong to a cluster. */
  get used(): readonly Span[] {
    return this.#used;
  }

  #mapsOf(file: ReturnType<FormContext["files"]>[number]): readonly OperatorConfigMap[] {
    if (!/\.ya?ml$/i.test(file.path) || !holdsText(file, "config-file") || !holdsText(file, "ConfigMap")) return [];
    return resourcesOf(file, this.#context).flatMap((resource) => mapOf(resource) ?? []);
  }
}

function mapOf({ kind, root, path, ownName, namespace, overlay }: Resource): OperatorConfigMap | undefined {
  const node = kind === "ConfigMap" ? textAt(root, "data", "config-file") : undefined;
  return node && { path, name: ownName, namespace, build: overlay?.folder, node };
}

/** Reads the configuration in such a ConfigMap, which reaches the program as it is. */
export function readEntry({ node, name }: OperatorConfigMap, component: Component): ConfigText {
  return readConfigText(node, component, { tool: "the program", field: `config-file of the ConfigMap ${name}` });
}
