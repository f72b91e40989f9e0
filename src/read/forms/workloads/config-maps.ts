import type { StringNode } from "../../../model/instances/config-tree.ts";
import type { InstanceDraft } from "../../../model/instances/draft.ts";
import type { Component } from "../../../model/instances/instance.ts";
import type { RepoPath } from "../../../text/span.ts";
import type { Resource } from "../../kubernetes/resources.ts";
import { nodeAt } from "../../nodes.ts";
import { sourceFile } from "../../source-file.ts";
import { readTomlText, type TomlText } from "../../toml/toml-text.ts";
import { componentOf } from "../toml/recognise.ts";

/** An entry of a ConfigMap. */
export interface ConfigEntry {
  readonly map: Resource;
  readonly key: string;
  readonly node: StringNode;
}

/** The ConfigMaps of a tree, and which of their entries a workload reads. */
export class ConfigMaps {
  readonly #byName = new Map<string, Resource[]>();
  readonly #all: readonly Resource[];
  readonly #used = new Set<string>();

  constructor(resources: readonly Resource[]) {
    this.#all = resources.filter(({ kind }) => kind === "ConfigMap");
    for (const map of this.#all) {
      const key = keyOf(map.overlay?.built, map.ownName);
      const list = this.#byName.get(key);
      if (list === undefined) this.#byName.set(key, [map]);
      else list.push(map);
    }
  }

  /** The one that a workload names: of the same build and namespace; of several the one that lies closest. */
  find(name: string, from: Resource): Resource | undefined {
    const { overlay, namespace: own } = from;
    const named = this.#byName.get(keyOf(overlay?.built, name)) ?? [];
    // What one build of Kustomize makes is all that it applies, and its names lead to objects of one namespace alone.
    const fitting = named.filter((map) =>
      overlay === undefined
        ? map.namespace === undefined || own === undefined || map.namespace === own
        : map.namespace === own && (followsRenames.has(from.kind) || keepsName(map, name)),
    );
    if (fitting.length > 64) return undefined;
    const ranks = fitting.map(({ path }) => commonStart(path, from.path));
    const best = Math.max(...ranks);
    const closest = fitting.filter((_, index) => ranks[index] === best);
    return closest.length === 1 ? closest[0] : undefined;
  }

  /** Notes that a workload reads this entry. */
  use(entry: ConfigEntry): void {
    this.#used.add(identityOf(entry));
  }

  /** Those with an entry that a workload reads, or that holds a configuration of PD or TiKV. */
  withConfigurations(): readonly Resource[] {
    return this.#all.filter((map) =>
      entriesOf(map).some((entry) => this.#used.has(identityOf(entry)) || componentOfEntry(entry) !== undefined),
    );
  }

  /** Entries that hold a configuration of PD or TiKV and that no workload reads. */
  unused(): readonly (ConfigEntry & { readonly component: Component })[] {
    return this.#all.flatMap((map) =>
      entriesOf(map).flatMap((entry) => {
        if (this.#used.has(identityOf(entry))) return [];
        const component = componentOfEntry(entry);
        return component === undefined ? [] : [{ ...entry, component }];
      }),
    );
  }
}

/** Is it known under this name in the cluster too? */
function keepsName({ name, isHashed, overlay }: Resource, as: string): boolean {
  const isRenamed = overlay?.unapplied.some(({ effect }) => effect === "renames") === true;
  return name === as && isHashed !== true && !isRenamed;
}

/** Kinds in whose pods Kustomize changes the name of a ConfigMap that it renames (kustomize: builtinconfig/namereference). */
const followsRenames: ReadonlySet<string> = new Set([
  "Pod",
  "PodTemplate",
  "Deployment",
  "ReplicaSet",
  "ReplicationController",
  "DaemonSet",
  "StatefulSet",
  "Job",
  "CronJob",
]);

function keyOf(folder: RepoPath | undefined, name: string): string {
  return `${folder ?? ""}\n${name}`;
}

/** A ConfigMap that two builds share is read in both. */
function identityOf({ map, key }: ConfigEntry): string {
  return `${map.path}\n${map.overlay?.folder ?? ""}\n${map.namespace ?? ""}\n${map.ownName}\n${key}`;
}

/** The texts of a ConfigMap. */
export function entriesOf(map: Resource): readonly ConfigEntry[] {
  const data = nodeAt(map.root, "data");
  if (data?.kind !== "table") return [];
  return [...data.entries.values()].flatMap(({ key, node }) => (node.kind === "string" ? [{ map, key, node }] : []));
}

/** Whose configuration an entry is, by its key, its ConfigMap's name and its content. */
function componentOfEntry({ map, key, node }: ConfigEntry): Component | undefined {
  const name = /\.toml$/i.test(key) ? key : /^[\w.-]+$/.test(key) && !/\.\w{1,5}$|script/i.test(key) ? `${key}.toml` : undefined;
  if (name === undefined || !/^[ \t]*(?:\[|[\w."-]+[ \t]*=)/m.test(node.value)) return undefined;
  return componentOf(sourceFile(`${map.ownName.replaceAll("/", "-")}/${name}` as RepoPath, new TextEncoder().encode(node.value)));
}

/** Reads the TOML of an entry; every place lies in the file that holds the entry. */
export function readEntry({ node, key, map }: ConfigEntry, component: Component): TomlText {
  // A file that a generator takes up is an instance here, and none by itself.
  const file = node.span.path === map.path ? undefined : node.span.path;
  return readTomlText(node, component, `${key} of the ConfigMap ${map.name}`, file);
}

/** What a draft knows of the environment of an object. */
export function environmentHint({ namespace, overlay }: Resource, cluster?: string): NonNullable<InstanceDraft["environment"]> {
  const told = (text: string | undefined) => (text === undefined || /[{}$]/.test(text) ? undefined : text);
  return { namespace: told(namespace), cluster: told(cluster), folder: overlay?.folder };
}

function commonStart(a: string, b: string): number {
  const [left, right] = [a.split("/"), b.split("/")];
  let count = 0;
  while (count < left.length && left[count] === right[count]) count += 1;
  return count;
}
