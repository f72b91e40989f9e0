import type { Problem } from "../../../model/environments/environment.ts";
import type { UnknownNode } from "../../../model/instances/config-tree.ts";
import { type InsecureClient, plainDeployment } from "../../../model/instances/deployment.ts";
import type { InstanceDraft, Unmounted } from "../../../model/instances/draft.ts";
import type { Component } from "../../../model/instances/instance.ts";
import { fileName, type RepoPath, type Span } from "../../../text/span.ts";
import { itemsAt, nodeAt, textAt } from "../../nodes.ts";
import { isWhollyUnknown, type PlacedText } from "../../placed-text.ts";
import { draftOfStart, type ServerConfig, unknownDraft } from "../../server-draft.ts";
import { endsAtOnce, serverCommand } from "../../shell/command-line.ts";
import { serverImage } from "../../shell/image.ts";
import { insecureClientIn } from "../../shell/insecure-client.ts";
import type { Lookup } from "../../shell/interpolation.ts";
import { innerScript, shellCommands } from "../../shell/shell-commands.ts";
import type { TomlText } from "../../toml/toml-text.ts";
import { type ConfigMaps, environmentHint, readEntry } from "./config-maps.ts";
import type { Container } from "./pods.ts";
import { expanded, variablesOf } from "./variables.ts";
import { Volumes } from "./volumes.ts";

/** A server that a container runs. */
export interface ContainerInstance {
  readonly draft: InstanceDraft;
  readonly consumed: readonly RepoPath[];
  readonly problems: readonly Problem[];
}

type Start =
  | { readonly component: Component; readonly arguments: readonly PlacedText[]; readonly isScript?: boolean | undefined }
  | { readonly component: Component; readonly because: string; readonly span: Span };

/** Reads one container. */
export class ContainerReader {
  readonly #container: Container;
  readonly #maps: ConfigMaps;
  readonly #volumes: Volumes;
  readonly #lookup: Lookup;
  readonly #command: readonly PlacedText[];
  readonly #arguments: readonly PlacedText[];

  constructor(container: Container, maps: ConfigMaps) {
    this.#container = container;
    this.#maps = maps;
    this.#volumes = new Volumes(container, maps);
    this.#lookup = variablesOf(container);
    this.#command = this.#words(itemsAt(container.table, "command"));
    this.#arguments = this.#words(itemsAt(container.table, "args"));
  }

  /** The instance that it is; undefined when it runs neither PD nor TiKV. */
  instance(): ContainerInstance | undefined {
    const found = this.#start();
    if (found === undefined) return undefined;
    const { resource } = this.#container.pods;
    const image = textAt(this.#container.table, "image");
    const problems: Problem[] = [];
    const base = {
      component: found.component,
      form: "workloads",
      path: resource.path,
      at: resource.nameSpan,
      name: resource.name,
      version: image && serverImage(image)?.version,
      mounts: this.#volumes.mounts(),
      unmounted: this.#unmounted(found),
      deployment: { ...plainDeployment(`the ${resource.kind} ${resource.name}`), expects: this.#volumes.expects() },
      environment: environmentHint(resource),
    } as const;
    if ("because" in found) return { draft: unknownDraft(base, found.because, found.span), consumed: [], problems };
    const config = (wanted: PlacedText): ServerConfig => {
      const read = this.#config(wanted, found.component);
      problems.push(...read.problems);
      return read.config;
    };
    return { ...draftOfStart({ ...base, arguments: found.arguments, config }), problems };
  }

  /** Its probes, hooks and commands that dial the cluster without verification. */
  insecureClients(): readonly InsecureClient[] {
    const { table, name } = this.#container;
    const run: readonly (readonly [string, readonly PlacedText[]])[] = [
      ["the readiness probe", this.#words(itemsAt(table, "readinessProbe", "exec", "command"))],
      ["the liveness probe", this.#words(itemsAt(table, "livenessProbe", "exec", "command"))],
      ["the startup probe", this.#words(itemsAt(table, "startupProbe", "exec", "command"))],
      ["the start hook", this.#words(itemsAt(table, "lifecycle", "postStart", "exec", "command"))],
      ["the stop hook", this.#words(itemsAt(table, "lifecycle", "preStop", "exec", "command"))],
      ["the container", [...this.#command, ...this.#arguments]],
    ];
    return run.flatMap(([what, words]) => {
      const client = what === "the container" ? `the container ${name}` : `${what} of ${name}`;
      const script = innerScript(words);
      const commands = script === undefined ? [words] : shellCommands(script, this.#lookup).map((command) => command.words);
      return commands.flatMap((command) => insecureClientIn(command, client) ?? []);
    });
  }

  /** What is at paths that no volume holds: the images of PD and TiKV bring no certificates, scripts may make some. */
  #unmounted(start: Start): Unmounted | undefined {
    const { table, pods } = this.#container;
    const image = textAt(table, "image");
    const { unread } = this.#volumes;
    if (unread !== undefined) return { kind: "unknown", because: unread };
    if (image === undefined || serverImage(image) === undefined) return undefined;
    if ("because" in start || start.isScript === true)
      return { kind: "unknown", because: "a script may make the file when the container starts" };
    const isOpen = table.open !== undefined || pods.spec.open !== undefined;
    if (isOpen) return { kind: "unknown", because: (table.open ?? pods.spec.open)?.because ?? "" };
    return { kind: "absent", because: "no volume of the container holds this path" };
  }

  #start(): Start | undefined {
    const { table } = this.#container;
    const image = textAt(table, "image");
    const component = image && serverImage(image)?.component;
    const hidden = [nodeAt(table, "command"), nodeAt(table, "args")].find((node) => node?.kind === "unknown");
    if (hidden?.kind === "unknown" && component !== undefined) {
      return { component, because: hidden.because, span: hidden.span };
    }
    const words = [...this.#command, ...this.#arguments];
    if (this.#command.length === 0) {
      const named = serverCommand(words);
      if (named !== undefined) return named;
      const isShell = /(?:^|\/)(?:ba|da)?sh$/.test(words[0]?.value ?? "");
      if (component === undefined || isShell) return this.#inScript(words, component);
      // The image's own program gets the arguments.
      return endsAtOnce(words) ? undefined : { component, arguments: words };
    }
    return serverCommand(words) ?? this.#inScript(words, component);
  }

  #inScript(words: readonly PlacedText[], image: Component | undefined): Start | undefined {
    const script = innerScript(words) ?? this.#mountedScript(words);
    const [first] = words;
    if (script === undefined) {
      const file = words.find(({ value }) => value.endsWith(".sh"));
      if (image === undefined || file === undefined || first === undefined) return undefined;
      return { component: image, because: `${fileName(file.value)} decides how it starts`, span: file.span };
    }
    for (const command of shellCommands(script, this.#lookup)) {
      const found = serverCommand(command.words);
      if (found !== undefined) return { ...found, isScript: true };
    }
    if (image === undefined || first === undefined || !/\.sh\b|(?:pd|tikv)-server/.test(script.value)) return undefined;
    return { component: image, because: "a script decides how it starts", span: first.span };
  }

  /** A script that a ConfigMap holds. */
  #mountedScript(words: readonly PlacedText[]): PlacedText | undefined {
    for (const { value } of words.slice(0, 3)) {
      if (!value.startsWith("/")) continue;
      const entry = this.#volumes.configAt(value);
      if (!("because" in entry)) return entry.node;
    }
    return undefined;
  }

  #config(wanted: PlacedText, component: Component): TomlText {
    const unknown = (because: string): TomlText => ({
      config: { kind: "unknown", because, span: wanted.span },
      problems: [],
    });
    if (isWhollyUnknown(wanted)) return unknown("the path of its configuration file is known when the pod runs");
    const entry = this.#volumes.configAt(wanted.value);
    if ("because" in entry) return unknown(entry.because);
    this.#maps.use(entry);
    return readEntry(entry, component);
  }

  #words(items: ReturnType<typeof itemsAt>): readonly PlacedText[] {
    return items.flatMap((item): PlacedText[] => {
      if (item.kind === "string") return [expanded(item, this.#lookup)];
      return item.kind === "unknown" ? [unknownWord(item)] : [];
    });
  }
}

/** A word that a patch may put there: what it says is not known, and that there is one is. */
function unknownWord({ span, because }: UnknownNode): PlacedText {
  const value = "$(…)";
  return { value, span, slice: () => span, unknowns: [{ from: 0, to: value.length, because }] };
}
