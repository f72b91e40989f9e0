import type { Node } from "../../../model/instances/config-tree.ts";
import type { ExpectedSecret } from "../../../model/instances/deployment.ts";
import type { Mount } from "../../../model/instances/draft.ts";
import type { ServerPath } from "../../../text/span.ts";
import { hasPlaceholder } from "../../kubernetes/operators/placeholder.ts";
import { booleanAt, itemsAt, nodeAt, type Resource, textAt } from "../../kubernetes/resources.ts";
import { type ConfigEntry, type ConfigMaps, entriesOf } from "./config-maps.ts";
import type { Container } from "./pods.ts";

/** What is mounted into a container at one path. */
interface Place {
  readonly server: string;
  /** The one file of the volume that is mounted. */
  readonly subPath: string | undefined;
  readonly sources: readonly Source[];
}

/** A part of a volume: entries of a Secret or ConfigMap under the names of their files; undefined: of all keys by themselves. */
interface Source {
  readonly kind: "secret" | "config-map";
  readonly name: string;
  readonly node: Node;
  readonly items: ReadonlyMap<string, string> | undefined;
  readonly isOptional: boolean;
}

/** The volumes of one container. */
export class Volumes {
  readonly #places: readonly Place[];
  readonly #owner: Resource;
  readonly #maps: ConfigMaps;

  constructor({ table, pods }: Container, maps: ConfigMaps) {
    this.#owner = pods.resource;
    this.#maps = maps;
    const volumes = new Map(itemsAt(pods.spec, "volumes").map((volume) => [textAt(volume, "name")?.value, sourcesOf(volume)]));
    this.#places = itemsAt(table, "volumeMounts").flatMap((mount): Place[] => {
      const server = textAt(mount, "mountPath")?.value;
      const sources = volumes.get(textAt(mount, "name")?.value);
      if (server === undefined || sources === undefined) return [];
      return [{ server: server.replace(/\/+$/, ""), subPath: textAt(mount, "subPath")?.value, sources }];
    });
  }

  /** The entry of a ConfigMap behind a path of the container; a clause where there is none. */
  configAt(path: string): ConfigEntry | { readonly because: string } {
    const place = [...this.#places]
      .sort((a, b) => b.server.length - a.server.length)
      .find(({ server }) => path === server || path.startsWith(`${server}/`));
    if (place === undefined) return { because: `${path} is part of the image, or made when the pod starts` };
    const below = path.slice(place.server.length + 1);
    const file = place.subPath ?? below;
    for (const source of place.sources) {
      if (source.kind !== "config-map") continue;
      const map = this.#maps.find(source.name, this.#owner);
      if (map === undefined) return { because: `the ConfigMap ${source.name} is not in the repository` };
      const key = keyOf(source, file);
      const entry = entriesOf(map).find((candidate) => candidate.key === key);
      if (entry !== undefined) return entry;
    }
    return { because: `nothing in the repository holds ${path}` };
  }

  /** The Secrets as mounts: whole, or one for each file. */
  mounts(): readonly Mount[] {
    return this.#places.flatMap((place) =>
      place.sources.filter(({ kind }) => kind === "secret").flatMap((source) => this.#mountsOf(place, source)),
    );
  }

  #mountsOf({ server, subPath }: Place, source: Source): readonly Mount[] {
    const { path, namespace, overlay } = this.#owner;
    const { name, items } = source;
    const at = (file: string) => (subPath === undefined ? `${server}/${file}` : server) as ServerPath;
    const wanted = (file: string) => subPath === undefined || subPath === file;
    const generated = overlay?.secretFiles.filter(({ secret }) => secret === name) ?? [];
    if (generated.length > 0) {
      return generated.flatMap(({ key, file: repository }) => {
        const file = items === undefined ? key : items.get(key);
        return file !== undefined && wanted(file) ? [{ server: at(file), repository }] : [];
      });
    }
    if (items === undefined)
      return [{ server: server as ServerPath, repository: path, secret: { name, namespace, key: subPath } }];
    return [...items].flatMap(([key, file]): Mount[] =>
      wanted(file) ? [{ server: at(file), repository: path, secret: { name, namespace, key } }] : [],
    );
  }

  /** The Secrets without which the pod does not start. */
  expects(): readonly ExpectedSecret[] {
    const { namespace } = this.#owner;
    const secrets = this.#places.flatMap(({ sources }) =>
      sources.filter(({ kind, isOptional }) => kind === "secret" && !isOptional),
    );
    const distinct = new Map(secrets.map((source) => [source.name, source]));
    return [...distinct.values()].map(({ name, node }) => ({ at: node.span, name, namespace }));
  }
}

function keyOf({ items }: Source, file: string): string | undefined {
  if (items === undefined) return file;
  return [...items].find(([, name]) => name === file)?.[0];
}

function sourcesOf(volume: Node): readonly Source[] {
  const parts = [volume, ...itemsAt(volume, "projected", "sources")];
  return parts.flatMap((part): Source[] => {
    const isProjected = part !== volume;
    const secret = textAt(part, "secret", isProjected ? "name" : "secretName");
    const map = textAt(part, "configMap", "name");
    const node = secret ?? map;
    if (node === undefined || hasPlaceholder(node.value)) return [];
    const field = secret === undefined ? "configMap" : "secret";
    return [
      {
        kind: secret === undefined ? "config-map" : "secret",
        name: node.value,
        node,
        items: itemsOf(nodeAt(part, field)),
        isOptional: booleanAt(part, field, "optional")?.value === true,
      },
    ];
  });
}

function itemsOf(source: Node | undefined): ReadonlyMap<string, string> | undefined {
  const items = itemsAt(source, "items");
  if (items.length === 0) return undefined;
  return new Map(
    items.flatMap((item) => {
      const [key, path] = [textAt(item, "key")?.value, textAt(item, "path")?.value];
      return key === undefined || path === undefined ? [] : [[key, path] as const];
    }),
  );
}
