import type { Node, StringNode, TableNode } from "../../../model/instances/config-tree.ts";
import type { ExpectedSecret } from "../../../model/instances/deployment.ts";
import type { Mount } from "../../../model/instances/draft.ts";
import { plainPath } from "../../../model/instances/mounts.ts";
import { withoutLeading, withoutTrailing } from "../../../text/cut.ts";
import type { ServerPath } from "../../../text/span.ts";
import { hasPlaceholder } from "../../kubernetes/operators/placeholder.ts";
import type { Resource } from "../../kubernetes/resources.ts";
import { mountsByAnnotation } from "../../kubernetes/unapplied.ts";
import { booleanAt, itemsAt, nodeAt, textAt } from "../../nodes.ts";
import { type ConfigEntry, type ConfigMaps, entriesOf } from "./config-maps.ts";
import type { Container } from "./pods.ts";

/** What is mounted into a container at one path. */
interface Place {
  readonly server: string;
  /** The one file or folder of the volume that is mounted. */
  readonly subPath: string | undefined;
  readonly volume: Volume;
}

type Volume =
  | { readonly kind: "parts"; readonly name: string; readonly sources: readonly Source[]; readonly isWhole: boolean }
  | { readonly kind: "host"; readonly path: string }
  /** A clause: `it is on the volume data`. */
  | { readonly kind: "hidden"; readonly because: string };

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
  /** Why not all mounts can be told; undefined when they can. */
  readonly unread: string | undefined;
  readonly #owner: Resource;
  readonly #maps: ConfigMaps;
  #mounts: readonly Mount[] | undefined;

  constructor({ table, pods }: Container, maps: ConfigMaps) {
    this.#owner = pods.resource;
    this.#maps = maps;
    const volumes = new Map(itemsAt(pods.spec, "volumes").map((volume) => [textAt(volume, "name")?.value, volumeOf(volume)]));
    const mounts = itemsAt(table, "volumeMounts");
    this.#places = mounts.flatMap((mount): Place[] => {
      const server = textAt(mount, "mountPath")?.value;
      const name = textAt(mount, "name")?.value;
      if (server === undefined || hasPlaceholder(server)) return [];
      const volume = volumes.get(name) ?? hiddenVolume(name);
      const subPath = withoutLeading(withoutTrailing(textAt(mount, "subPath")?.value ?? "", "/"), "/");
      const isOpen = nodeAt(mount, "subPathExpr") !== undefined || nodeAt(mount, "subPath")?.kind === "unknown";
      return [
        {
          server: withoutTrailing(plainPath(server), "/"),
          subPath: subPath || undefined,
          volume: isOpen ? hiddenVolume(name) : volume,
        },
      ];
    });
    this.unread =
      whyUnread(table, pods.spec) ??
      (this.#places.length < mounts.length ? "a mount has a path that is filled in later" : injected(pods.root));
  }

  /** The entry of a ConfigMap behind a path of the container; a clause where there is none. */
  configAt(path: string): ConfigEntry | { readonly because: string } {
    if (this.unread !== undefined) return { because: this.unread };
    const plain = plainPath(path);
    const place = [...this.#places]
      .sort((a, b) => b.server.length - a.server.length)
      .find(({ server }) => plain === server || plain.startsWith(`${server}/`));
    if (place === undefined) return { because: `${path} is part of the image, or made when the pod starts` };
    if (place.volume.kind === "hidden") return place.volume;
    if (place.volume.kind === "host") return { because: `${path} is a file of the machine` };
    const below = plain.slice(place.server.length + 1);
    const file = [place.subPath, below].filter(Boolean).join("/");
    for (const source of place.volume.sources) {
      if (source.kind !== "config-map") continue;
      const map = this.#maps.find(source.name, this.#owner);
      if (map === undefined) return { because: `the ConfigMap ${source.name} is not in the repository` };
      const key = keyOf(source, file);
      const entry = entriesOf(map).find((candidate) => candidate.key === key);
      if (entry !== undefined) return entry;
    }
    return { because: `nothing in the repository holds ${path}` };
  }

  /** What is where in the container. A mount that cannot be told hides all of them. */
  mounts(): readonly Mount[] {
    this.#mounts ??=
      this.unread === undefined
        ? this.#places.flatMap((place) => this.#mountsOf(place))
        : [this.#at("/", { hidden: this.unread })];
    return this.#mounts;
  }

  #at(server: string, what: Omit<Mount, "server" | "repository">): Mount {
    return { server: server as ServerPath, repository: this.#owner.path, ...what };
  }

  #mountsOf(place: Place): readonly Mount[] {
    const { server, subPath, volume } = place;
    switch (volume.kind) {
      case "hidden":
        return [this.#at(server, { hidden: volume.because })];
      case "host":
        return [this.#at(server, { host: withoutTrailing(plainPath(`${volume.path}/${subPath ?? ""}`), "/") })];
      case "parts":
        return [...volume.sources.flatMap((source) => this.#entries(place, source)), this.#rest(place, volume)];
      default:
        return volume satisfies never;
    }
  }

  /** The files of a volume that can be told one by one. */
  #entries({ server, subPath }: Place, source: Source): readonly Mount[] {
    const { namespace, overlay } = this.#owner;
    const { name, items, isOptional } = source;
    const mount = (file: string, what: Omit<Mount, "server" | "repository">): Mount[] => {
      if (subPath === undefined) return [this.#at(`${server}/${file}`, what)];
      if (file === subPath) return [this.#at(server, what)];
      return file.startsWith(`${subPath}/`) ? [this.#at(`${server}${file.slice(subPath.length)}`, what)] : [];
    };
    if (source.kind === "config-map") {
      const keys = this.#keysOfMap(source);
      return (keys ?? []).flatMap((key) => {
        const file = items === undefined ? key : items.get(key);
        return file === undefined
          ? []
          : mount(file, { hidden: `it is in the ConfigMap ${name}, whose certificates are not read` });
      });
    }
    const generated = overlay?.secretFiles.filter(({ secret }) => secret === name) ?? [];
    if (generated.length > 0) {
      return generated.flatMap(({ key, file: repository }) => {
        const file = items === undefined ? key : items.get(key);
        return file === undefined ? [] : mount(file, {}).map((each) => ({ ...each, repository }));
      });
    }
    return [...(items ?? [])].flatMap(([key, file]) => mount(file, { secret: { name, namespace, key, isOptional } }));
  }

  /** What is in a volume beside them. */
  #rest({ server, subPath }: Place, { name, sources, isWhole }: Extract<Volume, { kind: "parts" }>): Mount {
    const { namespace, overlay } = this.#owner;
    const isGenerated = (source: Source) => overlay?.secretFiles.some(({ secret }) => secret === source.name) === true;
    const whole = sources.filter(({ kind, items }) => kind === "secret" && items === undefined);
    const [secret] = whole;
    const hidden = (because: string) => this.#at(server, { hidden: because });
    if (whole.some(isGenerated)) return hidden(`the Secret ${secret?.name} is generated with it or without it`);
    if (whole.length > 1) return hidden(`several Secrets are mounted at ${server}`);
    if (secret !== undefined) {
      const isOptional = secret.isOptional || sources.length > 1 || !isWhole;
      return this.#at(server, { secret: { name: secret.name, namespace, key: subPath, isOptional } });
    }
    if (!isWhole || sources.some(({ isOptional }) => isOptional)) return hidden(`it may be in the volume ${name}`);
    const unread = sources.find((source) => source.kind === "config-map" && this.#keysOfMap(source) === undefined);
    if (unread !== undefined && unread.items === undefined)
      return hidden(`the ConfigMap ${unread.name} is not in the repository`);
    return this.#at(server, { absent: `the volume ${name} that is mounted at ${server || "/"} has no such file` });
  }

  /** All keys of a ConfigMap; undefined where the repository does not say them. */
  #keysOfMap({ name }: Source): readonly string[] | undefined {
    const map = this.#maps.find(name, this.#owner);
    const parts = [nodeAt(map?.root, "data"), nodeAt(map?.root, "binaryData")].filter((part) => part !== undefined);
    if (map === undefined || map.root.open !== undefined || parts.length === 0) return undefined;
    if (parts.some((part) => part.kind !== "table" || part.open !== undefined)) return undefined;
    return parts.flatMap((part) => (part.kind === "table" ? [...part.entries.keys()] : []));
  }

  /** The Secrets without which the pod does not start. */
  expects(): readonly ExpectedSecret[] {
    const { namespace } = this.#owner;
    const secrets = this.#places.flatMap(({ volume }) =>
      volume.kind === "parts" ? volume.sources.filter(({ kind, isOptional }) => kind === "secret" && !isOptional) : [],
    );
    const distinct = new Map(secrets.map((source) => [source.name, source]));
    return [...distinct.values()].map(({ name, node }) => ({ at: node.span, name, namespace }));
  }
}

/** A list that a patch or a template leaves open. */
function whyUnread(container: TableNode, spec: TableNode): string | undefined {
  for (const node of [nodeAt(container, "volumeMounts"), nodeAt(spec, "volumes"), ...itemsAt(container, "volumeMounts")]) {
    if (node?.kind === "unknown") return node.because;
  }
  return undefined;
}

/** Annotations by which a webhook puts volumes of its own into the pod. */
function injected(template: TableNode | undefined): string | undefined {
  const annotations = nodeAt(template, "metadata", "annotations");
  if (annotations?.kind === "unknown") return annotations.because;
  if (annotations?.kind !== "table") return undefined;
  for (const [name, { node }] of annotations.entries) {
    const isOff =
      (node.kind === "string" && /^(?:false|disabled)$/i.test(node.value)) || (node.kind === "boolean" && !node.value);
    if (mountsByAnnotation(name) && !isOff) return `the annotation ${name} lets a webhook mount more`;
  }
  return undefined;
}

function hiddenVolume(name: string | undefined): Volume {
  return {
    kind: "hidden",
    because: name === undefined ? "its volume has no name" : `what the volume ${name} holds is not in the repository`,
  };
}

function keyOf({ items }: Source, file: string): string | undefined {
  if (items === undefined) return file;
  return [...items].find(([, name]) => name === file)?.[0];
}

function volumeOf(volume: Node): Volume {
  const name = textAt(volume, "name")?.value;
  const host = textAt(volume, "hostPath", "path")?.value;
  if (host?.startsWith("/") && !hasPlaceholder(host)) return { kind: "host", path: host };
  const parts = nodeAt(volume, "projected") === undefined ? [volume] : itemsAt(volume, "projected", "sources");
  const sources = parts.flatMap((part) => sourceOf(part, part !== volume) ?? []);
  if (sources.length === 0) return hiddenVolume(name);
  // Tokens and the downward API have files of their own names: nobody keeps certificates under them.
  const isKnown = (part: Node) => nodeAt(part, "serviceAccountToken") !== undefined || nodeAt(part, "downwardAPI") !== undefined;
  const others = parts.filter((part) => sourceOf(part, part !== volume) === undefined && !isKnown(part));
  return { kind: "parts", name: name ?? "", sources, isWhole: others.length === 0 };
}

function sourceOf(part: Node, isProjected: boolean): Source | undefined {
  const secret = textAt(part, "secret", isProjected ? "name" : "secretName");
  const node: StringNode | undefined = secret ?? textAt(part, "configMap", "name");
  if (node === undefined || hasPlaceholder(node.value)) return undefined;
  const field = secret === undefined ? "configMap" : "secret";
  return {
    kind: secret === undefined ? "config-map" : "secret",
    name: node.value,
    node,
    items: itemsOf(nodeAt(part, field)),
    isOptional: booleanAt(part, field, "optional")?.value === true || nodeAt(part, field, "optional")?.kind === "unknown",
  };
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
