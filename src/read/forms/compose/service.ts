import type { Problem } from "../../../model/environments/environment.ts";
import type { Node, StringNode } from "../../../model/instances/config-tree.ts";
import { plainDeployment } from "../../../model/instances/deployment.ts";
import type { InstanceDraft, Mount } from "../../../model/instances/draft.ts";
import type { Component } from "../../../model/instances/instance.ts";
import { fileName, joinRepoPath, type RepoPath, type ServerPath, type Span } from "../../../text/span.ts";
import type { FormContext } from "../../form.ts";
import { itemsAt, nodeAt, textAt } from "../../kubernetes/resources.ts";
import { firstUnknown, type PlacedText } from "../../placed-text.ts";
import { configInRepository, draftOfStart, type ServerConfig, throughMounts, unknownDraft } from "../../server-draft.ts";
import { endsAtOnce, serverCommand } from "../../shell/command-line.ts";
import { type ServerImage, serverImage } from "../../shell/image.ts";
import { interpolate, type Lookup } from "../../shell/interpolation.ts";
import { innerScript, shellCommands } from "../../shell/shell-commands.ts";
import { shellWords } from "../../shell/shell-words.ts";
import { readTomlText, type TomlText } from "../../toml/toml-text.ts";
import type { Project, Service } from "./project.ts";

/** What a service is started with: an instance, and the files that it took. */
export interface ServiceInstance {
  readonly draft: InstanceDraft;
  readonly consumed: readonly RepoPath[];
  readonly problems: readonly Problem[];
}

/** Reads one service; undefined when it is neither PD nor TiKV. */
export function instanceOf(
  service: Service,
  project: Project,
  lookup: Lookup,
  context: FormContext,
  environment: InstanceDraft["environment"],
): ServiceInstance | undefined {
  const reader = new ServiceReader(service, project, lookup, context);
  const found = reader.start();
  if (found === undefined) return undefined;
  const { path } = project;
  const base = {
    component: found.component,
    form: "compose",
    path,
    at: service.entry.keySpan,
    name: service.name,
    version: reader.image()?.version,
    mounts: reader.mounts(),
    deployment: plainDeployment("docker compose"),
    environment,
  } as const;
  if ("because" in found) return { draft: unknownDraft(base, found.because, found.span), consumed: [], problems: [] };
  const problems: Problem[] = [];
  const config = (wanted: PlacedText): ServerConfig => {
    const read = reader.config(wanted, found.component);
    problems.push(...read.problems);
    return read.config;
  };
  return { ...draftOfStart({ ...base, arguments: found.arguments, config }), problems };
}

type Start =
  | { readonly component: Component; readonly arguments: readonly PlacedText[] }
  | { readonly component: Component; readonly because: string; readonly span: Span };

class ServiceReader {
  readonly #service: Service;
  readonly #project: Project;
  readonly #lookup: Lookup;
  readonly #context: FormContext;
  #mounts: readonly Mount[] | undefined;

  constructor(service: Service, project: Project, lookup: Lookup, context: FormContext) {
    this.#service = service;
    this.#project = project;
    this.#lookup = lookup;
    this.#context = context;
  }

  image(): ServerImage | undefined {
    const image = textAt(this.#service.table, "image");
    return image && serverImage(interpolate(image, this.#lookup));
  }

  /** The server that runs: the program of the image, of the entrypoint, or inside a shell's script. */
  start(): Start | undefined {
    const image = this.image()?.component;
    const entrypoint = this.#words("entrypoint");
    const command = this.#words("command") ?? [];
    // An empty entrypoint takes the image's away.
    const isEmpty = entrypoint?.every(({ value }) => value === "") === true;
    const words = [...(isEmpty ? [] : (entrypoint ?? [])), ...command];
    if (entrypoint === undefined || entrypoint.length === 0) {
      const named = serverCommand(words);
      if (named !== undefined) return named;
      // The image's own program gets the words.
      if (image === undefined) return this.#inScript(words, image);
      const isShell = /(?:^|\/)(?:ba|da)?sh$/.test(words[0]?.value ?? "");
      if (isShell) return this.#inScript(words, image);
      return endsAtOnce(words) ? undefined : { component: image, arguments: words };
    }
    const named = serverCommand(words);
    return named ?? this.#inScript(words, image);
  }

  #inScript(words: readonly PlacedText[], image: Component | undefined): Start | undefined {
    const script = innerScript(words) ?? this.#mountedScript(words);
    const place = words[0]?.span ?? this.#service.entry.keySpan;
    if (script === undefined) {
      const name = fileName(words[0]?.value ?? "");
      const isScript = /\.sh$/.test(name) || words.some(({ value }) => /\.sh$/.test(value));
      if (image === undefined || !isScript) return undefined;
      return {
        component: image,
        because: `${words.map(({ value }) => value).find((value) => value.endsWith(".sh"))} decides how it starts`,
        span: place,
      };
    }
    for (const command of shellCommands(script)) {
      const found = serverCommand(command.words);
      if (found !== undefined) return found;
    }
    if (image === undefined || !/\.sh\b|(?:pd|tikv)-server/.test(script.value)) return undefined;
    return { component: image, because: "a script decides how it starts", span: place };
  }

  /** A script of the repository that is mounted into the container. */
  #mountedScript(words: readonly PlacedText[]): PlacedText | undefined {
    const script = words.slice(0, 3).find(({ value }) => value.endsWith(".sh"));
    const path = script && throughMounts(script.value, this.mounts());
    const file = path === undefined ? undefined : this.#context.file(path);
    if (script === undefined || file === undefined) return undefined;
    return { value: file.text, span: script.span, slice: () => script.span };
  }

  #words(key: string): readonly PlacedText[] | undefined {
    const node = nodeAt(this.#service.table, key);
    if (node?.kind === "string") return shellWords(interpolate(node, this.#lookup));
    if (node?.kind !== "array") return undefined;
    return node.items.flatMap((item) => textOf(item)).map((item) => interpolate(item, this.#lookup));
  }

  /** The tests of its health check, as words. */
  healthCheck(): readonly (readonly PlacedText[])[] {
    const test = nodeAt(this.#service.table, "healthcheck", "test");
    if (test?.kind === "string") return shellCommands(interpolate(test, this.#lookup)).map(({ words }) => words);
    if (test?.kind !== "array") return [];
    const words = test.items.flatMap((item) => textOf(item)).map((item) => interpolate(item, this.#lookup));
    const [first, second] = words;
    if (first?.value === "CMD-SHELL" && second !== undefined) return shellCommands(second).map(({ words: inner }) => inner);
    return [words.slice(1)];
  }

  /** Files and folders of the repository, by their place in the container. */
  mounts(): readonly Mount[] {
    this.#mounts ??= [...this.#volumes(), ...this.#references("configs", "/"), ...this.#references("secrets", "/run/secrets/")];
    return this.#mounts;
  }

  #volumes(): Mount[] {
    return itemsAt(this.#service.table, "volumes").flatMap((item): Mount[] => {
      if (item.kind === "table") {
        const [source, target] = [textAt(item, "source"), textAt(item, "target")];
        const type = textAt(item, "type")?.value;
        if (source === undefined || target === undefined || (type !== undefined && type !== "bind")) return [];
        return this.#mount(interpolate(source, this.#lookup).value, interpolate(target, this.#lookup).value, source);
      }
      if (item.kind !== "string") return [];
      const text = interpolate(item, this.#lookup).value;
      // host:container[:options]; a name without a slash is a volume of docker.
      const match = /^((?:[A-Za-z]:[\\/])?(?:\$\{[^}]*\}|[^:])+):((?:\$\{[^}]*\}|[^:])+)(?::[^:/]*)?$/.exec(text);
      return match === null ? [] : this.#mount(match[1] as string, match[2] as string, item);
    });
  }

  #mount(source: string, target: string, node: Node): Mount[] {
    // `${PWD}` and the project's folder are where compose runs.
    const relative = source.replace(/^\$\{(?:PWD|PROJECT_DIR|COMPOSE_PROJECT_DIR)\}(?=\/|$)/, ".");
    if (!/^\.{1,2}(?:\/|$)/.test(relative)) return [];
    const repository = joinRepoPath(this.#service.folderOf(node), relative);
    return repository === undefined ? [] : [{ server: target as ServerPath, repository }];
  }

  /** `configs:` and `secrets:` of the service, whose files the top level names. */
  #references(kind: "configs" | "secrets", folder: string): Mount[] {
    return itemsAt(this.#service.table, kind).flatMap((item): Mount[] => {
      const name = item.kind === "string" ? item.value : textAt(item, "source")?.value;
      if (name === undefined) return [];
      const file = textAt(this.#project.root, kind, name, "file");
      if (file === undefined) return [];
      const given = textAt(item, "target")?.value ?? name;
      const server = (given.startsWith("/") ? given : folder + given) as ServerPath;
      const repository = joinRepoPath(this.#service.folderOf(file), interpolate(file, this.#lookup).value);
      return repository === undefined ? [] : [{ server, repository }];
    });
  }

  config(path: PlacedText, component: Component): TomlText {
    const unknown = firstUnknown(path);
    if (unknown !== undefined) return { config: { kind: "unknown", ...unknown }, problems: [] };
    const inline = this.#inlineConfig(path.value, component);
    if (inline !== undefined) return inline;
    const target = throughMounts(path.value, this.mounts());
    const because = `${path.value} is not mounted from the repository`;
    const config: ServerConfig =
      target === undefined ? { kind: "unknown", because, span: path.span } : configInRepository(target, path.span, this.#context);
    return { config, problems: [] };
  }

  /** `configs: {pd: {content: …}}`: the file stands in the compose file. */
  #inlineConfig(path: string, component: Component): TomlText | undefined {
    for (const item of itemsAt(this.#service.table, "configs")) {
      const name = item.kind === "string" ? item.value : textAt(item, "source")?.value;
      const content = name === undefined ? undefined : textAt(this.#project.root, "configs", name, "content");
      if (content === undefined || (textAt(item, "target")?.value ?? `/${name}`) !== path) continue;
      return readTomlText(interpolate(content, this.#lookup), component, `the content of the config ${name}`);
    }
    return undefined;
  }
}

/** The test of a service's health check, as words of commands. */
export function healthCheckOf(
  service: Service,
  project: Project,
  lookup: Lookup,
  context: FormContext,
): readonly (readonly PlacedText[])[] {
  return new ServiceReader(service, project, lookup, context).healthCheck();
}

/** An item of a list of words; a bare number is a word too. */
function textOf(node: Node): StringNode[] {
  if (node.kind === "string") return [node];
  if (node.kind !== "integer" && node.kind !== "boolean" && node.kind !== "float") return [];
  return [{ kind: "string", value: String(node.value), span: node.span, slice: () => node.span }];
}
