import type { Problem } from "../../../model/environments/environment.ts";
import type { Node, StringNode } from "../../../model/instances/config-tree.ts";
import { plainDeployment } from "../../../model/instances/deployment.ts";
import type { InstanceDraft, Mount, Unmounted } from "../../../model/instances/draft.ts";
import type { Component } from "../../../model/instances/instance.ts";
import { fileName, joinRepoPath, type RepoPath, type ServerPath, type Span } from "../../../text/span.ts";
import type { FormContext } from "../../form.ts";
import { itemsAt, nodeAt, textAt } from "../../nodes.ts";
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
    unmounted: reader.unmounted(found),
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
  | { readonly component: Component; readonly arguments: readonly PlacedText[]; readonly isScript?: boolean | undefined }
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
    const hidden = [nodeAt(this.#service.table, "entrypoint"), nodeAt(this.#service.table, "command")].find(
      (node) => node?.kind === "unknown",
    );
    const meant = image ?? (nodeAt(this.#service.table, "image")?.kind === "unknown" ? namedFor(this.#service.name) : undefined);
    if (hidden?.kind === "unknown" && meant !== undefined)
      return { component: meant, because: hidden.because, span: hidden.span };
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
      if (found !== undefined) return { ...found, isScript: true };
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

  /** What is where in the container, as far as the files say it: what they do not say hides what lies below it. */
  mounts(): readonly Mount[] {
    if (this.#mounts !== undefined) return this.#mounts;
    const { unread } = this;
    this.#mounts =
      unread === undefined
        ? // Of two for one place the later file's counts.
          [
            ...this.#volumes(),
            ...this.#temporary(),
            ...this.#references("configs", "/"),
            ...this.#references("secrets", "/run/secrets/"),
          ].reverse()
        : [this.#at("/", { hidden: unread })];
    return this.#mounts;
  }

  /** Why not all of its mounts can be told; undefined when they can. */
  get unread(): string | undefined {
    const { table } = this.#service;
    for (const key of ["volumes", "configs", "secrets", "tmpfs"]) {
      const node = nodeAt(table, key);
      if (node?.kind === "unknown") return node.because;
    }
    if (nodeAt(table, "volumes_from") !== undefined) return "volumes_from mounts what another container has";
    const targets = itemsAt(table, "volumes").map((item) => this.#targetOf(item));
    return targets.some((target) => target === undefined || target.includes("${"))
      ? "a volume has a target that the files do not say"
      : undefined;
  }

  /** What is at paths that no mount holds: the images of PD and TiKV bring no certificates, a build or a script may. */
  unmounted(start: Start): Unmounted | undefined {
    const { table } = this.#service;
    const { unread } = this;
    if (unread !== undefined) return { kind: "unknown", because: unread };
    if (nodeAt(table, "build") !== undefined || this.image() === undefined) return undefined;
    if ("because" in start || start.isScript === true)
      return { kind: "unknown", because: "a script may make the file when the container starts" };
    return { kind: "absent", because: "no volume, config or secret of the service holds this path" };
  }

  #targetOf(item: Node): string | undefined {
    if (item.kind === "table") {
      const target = textAt(item, "target");
      return target && interpolate(target, this.#lookup).value;
    }
    return item.kind === "string" ? shortVolume(interpolate(item, this.#lookup).value).target : undefined;
  }

  #volumes(): Mount[] {
    return itemsAt(this.#service.table, "volumes").map((item): Mount => {
      const target = this.#targetOf(item) ?? "/";
      if (item.kind === "string") return this.#mount(shortVolume(interpolate(item, this.#lookup).value).source, target, item);
      const source = textAt(item, "source");
      const type = textAt(item, "type")?.value;
      const isBind = type === "bind" || (type === undefined && source !== undefined);
      if (source === undefined || !isBind) return this.#at(target, { hidden: `a ${type ?? "volume"} is mounted at ${target}` });
      return this.#mount(interpolate(source, this.#lookup).value, target, source);
    });
  }

  #temporary(): Mount[] {
    const node = nodeAt(this.#service.table, "tmpfs");
    const items = node?.kind === "array" ? node.items : node === undefined ? [] : [node];
    return items.flatMap((item) =>
      item.kind === "string"
        ? [this.#at(item.value.split(":")[0] as string, { hidden: "it is in memory, and empty at the start" })]
        : [],
    );
  }

  #at(server: string, what: Omit<Mount, "server" | "repository">, repository: RepoPath = this.#project.path): Mount {
    return { server: server as ServerPath, repository, ...what };
  }

  /** One mount; `source` undefined is a volume without a name. */
  #mount(source: string | undefined, target: string, node: Node): Mount {
    // `${PWD}` and the project's folder are where compose runs.
    const relative = source?.replace(/^\$\{(?:PWD|PROJECT_DIR|COMPOSE_PROJECT_DIR)\}(?=\/|$)/, ".");
    if (relative !== undefined && /^\.{1,2}(?:\/|$)/.test(relative) && !relative.includes("${")) {
      const repository = joinRepoPath(this.#service.folderOf(node), relative);
      return repository === undefined
        ? this.#at(target, { hidden: `${relative} lies outside of the repository` })
        : this.#at(target, {}, repository);
    }
    if (relative?.startsWith("/") && !relative.includes("${")) return this.#at(target, { host: relative });
    const what =
      relative === undefined ? "a volume without a name" : /^[./~$]/.test(relative) ? relative : `the volume ${relative}`;
    return this.#at(target, { hidden: `${what} is mounted at ${target}, and what it holds is not in the repository` });
  }

  /** `configs:` and `secrets:` of the service, whose files the top level names. */
  #references(kind: "configs" | "secrets", folder: string): Mount[] {
    return itemsAt(this.#service.table, kind).flatMap((item): Mount[] => {
      const name = item.kind === "string" ? item.value : textAt(item, "source")?.value;
      if (name === undefined) return [];
      const given = textAt(item, "target")?.value ?? name;
      const server = given.startsWith("/") ? given : folder + given;
      const file = textAt(this.#project.root, kind, name, "file");
      const what = `the ${kind === "configs" ? "config" : "secret"} ${name}`;
      if (file === undefined) return [this.#at(server, { hidden: `${what} is no file of the repository` })];
      const path = interpolate(file, this.#lookup).value;
      return [this.#mount(/^[./]/.test(path) ? path : `./${path}`, server, file)];
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

/** The component that a service's name says, where its image is not known: `pd0`, `tikv-1`. */
function namedFor(service: string): Component | undefined {
  return /(?:^|[-_.])(pd|tikv)(?=[-_.\d]|$)/i.exec(service)?.[1]?.toLowerCase() as Component | undefined;
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

/** `[host:]container[:options]`, with the variables that nobody knows still in it; a Windows drive keeps its colon. */
function shortVolume(text: string): { readonly source: string | undefined; readonly target: string } {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text.startsWith("${", at)) depth += 1;
    else if (text[at] === "}" && depth > 0) depth -= 1;
    const isDrive = parts.length === 0 && at === 1 && /[\\/]/.test(text[2] ?? "");
    if (text[at] !== ":" || depth > 0 || isDrive) continue;
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  parts.push(text.slice(from));
  const [source, target] = parts as [string, ...string[]];
  return target === undefined ? { source: undefined, target: source } : { source, target };
}

/** An item of a list of words; a bare number is a word too. */
function textOf(node: Node): StringNode[] {
  if (node.kind === "string") return [node];
  if (node.kind !== "integer" && node.kind !== "boolean" && node.kind !== "float") return [];
  return [{ kind: "string", value: String(node.value), span: node.span, slice: () => node.span }];
}
