import type { Entry, Node, TableNode } from "../../../model/instances/config-tree.ts";
import { fileName, folderOf, joinRepoPath, type RepoPath } from "../../../text/span.ts";
import type { FormContext } from "../../form.ts";
import { itemsAt, nodeAt, textAt } from "../../nodes.ts";
import type { SourceFile } from "../../source-file.ts";
import { environmentFile } from "./environment-file.ts";

/** A compose file with its top-level tables. */
export interface ComposeFile {
  readonly path: RepoPath;
  readonly services: TableNode;
  readonly root: TableNode;
}

/** One service as compose runs it. */
export interface Service {
  readonly name: string;
  /** Where its name stands. */
  readonly entry: Entry;
  readonly table: TableNode;
  /** The file that a path in it is relative to, by the node that holds the path. */
  readonly folderOf: (node: Node) => RepoPath;
  /** The folder of the file that it was included from. */
  readonly includedFrom?: RepoPath | undefined;
}

/** What `docker compose up` reads together. */
export interface Project {
  /** The file that names it: the override when it is one for an environment. */
  readonly path: RepoPath;
  readonly files: readonly ComposeFile[];
  readonly services: readonly Service[];
  /** Tables `configs` and `secrets` of all files. */
  readonly root: TableNode;
}

/** `compose.yaml`, `docker-compose.yml`: what compose takes by itself, with the override beside it. */
const composeName = /^(?:docker-)?compose\b.*\.ya?ml$/i;
const baseName = /^(?:docker-)?compose\.ya?ml$/i;
const overrideName = /^(?:docker-)?compose\.override\.ya?ml$/i;

/** Groups the compose files of a repository into projects. */
export function projectsOf(files: readonly SourceFile[], context: FormContext): readonly Project[] {
  const read = files.flatMap((file): ComposeFile[] => composeFilesIn(file, context));
  const byPath = new Map(read.map((file) => [file.path, file]));
  const bases = new Map<RepoPath, ComposeFile>();
  const overrides = new Map<RepoPath, ComposeFile>();
  for (const file of read) {
    if (baseName.test(fileName(file.path)) && !bases.has(folderOf(file.path))) bases.set(folderOf(file.path), file);
    if (overrideName.test(fileName(file.path))) overrides.set(folderOf(file.path), file);
  }
  const included = pathsOfIncluded(read, byPath);
  const chosen = chosenFiles(read, byPath, context);
  const taken = new Set(chosen.flatMap(({ files }) => files));
  const projects = chosen.flatMap(({ files, because }): Project[] => {
    const [first] = files;
    if (first === undefined) return [];
    const project = projectOf(first.path, files, byPath, context);
    return [because === undefined ? project : leftOpen(project, because)];
  });
  const others = read.flatMap((file): Project[] => {
    // What another file includes runs with it, and what COMPOSE_FILE names together with the others there.
    if (included.has(file.path) || taken.has(file)) return [];
    const base = bases.get(folderOf(file.path));
    if (overrideName.test(fileName(file.path)) && base !== undefined) return [];
    const override = file === base ? overrides.get(folderOf(file.path)) : undefined;
    const isPartial = base !== undefined && file !== base && addsTo(file, base);
    const together = isPartial ? [base, file] : override === undefined ? [file] : [file, override];
    return [projectOf(file.path, together, byPath, context)];
  });
  return [...projects, ...others];
}

/** What `COMPOSE_FILE` of a folder's `.env` lets `docker compose` read there in place of the files that it looks for itself. */
interface ChosenFiles {
  readonly files: readonly ComposeFile[];
  /** Why these are not all of them. */
  readonly because?: string | undefined;
}

/** The line of `.env` that says which files make the project; compose reads them in this order. */
const fileLine = /^[ \t]*(?:export[ \t]+)?COMPOSE_FILE[ \t]*=/m;

function chosenFiles(
  read: readonly ComposeFile[],
  byPath: ReadonlyMap<RepoPath, ComposeFile>,
  context: FormContext,
): readonly ChosenFiles[] {
  return [...new Set(read.map(({ path }) => folderOf(path)))].flatMap((folder): ChosenFiles[] => {
    const path = joinRepoPath(folder, ".env");
    const file = path === undefined ? undefined : context.file(path);
    if (file === undefined || !fileLine.test(file.text)) return [];
    const variables = new Map(environmentFile(file.text));
    const list = variables.get("COMPOSE_FILE");
    const names = list?.split(variables.get("COMPOSE_PATH_SEPARATOR") ?? ":") ?? [];
    const paths = names.map((name) => joinRepoPath(folder, name));
    const files = paths.flatMap((each) => (each === undefined ? [] : (byPath.get(each) ?? [])));
    const because = "COMPOSE_FILE names files that are not in the repository";
    if (list !== undefined && files.length === names.length) return [{ files }];
    // Which files run is not known: those that are here are judged, and nothing is certain in them.
    const here = read.filter((each) => folderOf(each.path) === folder);
    return files.length > 0 ? [{ files, because }] : here.map((each) => ({ files: [each], because }));
  });
}

/** A project to whose services files may add that are not read. */
function leftOpen(project: Project, because: string): Project {
  const services = project.services.map((service): Service => {
    const open = { span: service.entry.keySpan, because };
    const entries = new Map(
      [...service.table.entries].map(([key, entry]): [string, Entry] => [
        key,
        key === "image" ? entry : { ...entry, node: { kind: "unknown", span: entry.keySpan, because } },
      ]),
    );
    return { ...service, table: { ...service.table, entries, open } };
  });
  return { ...project, services };
}

/** Files that run as a part of another one. */
function pathsOfIncluded(files: readonly ComposeFile[], byPath: ReadonlyMap<RepoPath, ComposeFile>): ReadonlySet<RepoPath> {
  const direct = new Set(files.flatMap(includesOf));
  const paths = new Set<RepoPath>();
  // Those that nobody includes come first; compose refuses a circle, of which one file stands for the others here.
  for (const file of [...files].sort((a, b) => Number(direct.has(a.path)) - Number(direct.has(b.path)))) {
    if (paths.has(file.path)) continue;
    for (const { path } of includedIn(file, byPath)) paths.add(path);
  }
  return paths;
}

/** Files that one file includes, and those that these include, with what each of them says before what includes it. */
function includedIn(file: ComposeFile, byPath: ReadonlyMap<RepoPath, ComposeFile>): readonly ComposeFile[] {
  const found = new Set<ComposeFile>();
  const visit = (from: ComposeFile, depth: number) => {
    if (depth > longestChain) return;
    for (const path of includesOf(from)) {
      const other = byPath.get(path);
      if (other === undefined || other === file || found.has(other)) continue;
      visit(other, depth + 1);
      found.add(other);
    }
  };
  visit(file, 0);
  return [...found];
}

/** `include: [a.yml, {path: [b.yml, c.yml]}]`; what lies on other servers is not in the repository. */
function includesOf({ path, root }: ComposeFile): readonly RepoPath[] {
  return itemsAt(root, "include").flatMap((item): RepoPath[] => {
    const given = item.kind === "table" ? nodeAt(item, "path") : item;
    const texts = given?.kind === "array" ? given.items : given === undefined ? [] : [given];
    return texts.flatMap((text) => (text.kind === "string" ? (joinRepoPath(folderOf(path), text.value) ?? []) : []));
  });
}

/** The documents of a file that have services or include others; the key may stand in any YAML file, so a service must look like one. */
export function composeFilesIn(file: SourceFile, context: FormContext): ComposeFile[] {
  return context.yaml(file).documents.flatMap(({ root }): ComposeFile[] => {
    const services = nodeAt(root, "services");
    if (root === undefined || root.entries.has("apiVersion")) return [];
    if (services === undefined && nodeAt(root, "include")?.kind === "array" && composeName.test(fileName(file.path))) {
      return [{ path: file.path, services: { kind: "table", span: root.span, entries: new Map() }, root }];
    }
    if (services?.kind !== "table") return [];
    const isOne = [...services.entries.values()].some(
      ({ node }) =>
        node.kind === "table" && ["image", "build", "command", "extends", "entrypoint"].some((key) => node.entries.has(key)),
    );
    return isOne ? [{ path: file.path, services, root }] : [];
  });
}

/** Does a file change services of another one, without an image of their own? */
function addsTo(file: ComposeFile, base: ComposeFile): boolean {
  return [...file.services.entries.values()].some(({ key, node }) => {
    if (node.kind !== "table" || !base.services.entries.has(key)) return false;
    return !["image", "build", "extends"].some((field) => node.entries.has(field));
  });
}

function projectOf(
  path: RepoPath,
  files: readonly ComposeFile[],
  byPath: ReadonlyMap<RepoPath, ComposeFile>,
  context: FormContext,
): Project {
  const merger = new Merger(byPath, context);
  const names = new Map<string, Service>();
  const included = new Set(files.flatMap((file) => includedIn(file, byPath)));
  const all = [...included, ...files];
  for (const file of all) {
    for (const entry of file.services.entries.values()) {
      const table = merger.service(file, entry.key);
      if (table === undefined) continue;
      const before = names.get(entry.key);
      names.set(entry.key, {
        name: entry.key,
        entry: before?.entry ?? entry,
        table: before === undefined ? table : merge(before.table, table),
        folderOf: (node) => folderOf(node.span.path),
        includedFrom: before?.includedFrom ?? (included.has(file) ? folderOf(file.path) : undefined),
      });
    }
  }
  const root = all.map((file) => file.root).reduce((all, next) => merge(all, next));
  return { path, files, services: [...names.values()], root };
}

/** A chain of `extends` longer than this is a circle, or nobody's. */
const longestChain = 10;

class Merger {
  readonly #files: ReadonlyMap<RepoPath, ComposeFile>;
  readonly #context: FormContext;

  constructor(files: ReadonlyMap<RepoPath, ComposeFile>, context: FormContext) {
    this.#files = files;
    this.#context = context;
  }

  /** A service of a file with all that it extends. */
  service(file: ComposeFile, name: string, depth = 0): TableNode | undefined {
    const node = file.services.entries.get(name)?.node;
    if (node?.kind !== "table") return undefined;
    const extended = node.entries.get("extends")?.node;
    if (extended === undefined) return node;
    if (depth > longestChain) return { ...node, open: { span: extended.span, because: "the service extends itself" } };
    const service = extended.kind === "string" ? extended.value : textAt(extended, "service")?.value;
    const path = textAt(extended, "file")?.value;
    const other = path === undefined ? file : this.#file(joinRepoPath(folderOf(file.path), path));
    const base = service === undefined || other === undefined ? undefined : this.service(other, service, depth + 1);
    if (base !== undefined) return merge(base, node);
    return { ...node, open: { span: extended.span, because: "what the service extends is not in the repository" } };
  }

  #file(path: RepoPath | undefined): ComposeFile | undefined {
    if (path === undefined) return undefined;
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const source = this.#context.file(path);
    return source === undefined ? undefined : composeFilesIn(source, this.#context)[0];
  }
}

/** Lists that are replaced as a whole; all others of a service add up. */
const replaced = new Set(["command", "entrypoint"]);

/** Merges as compose does: tables key by key, lists one behind the other, commands and single values replaced. */
export function merge(base: TableNode, over: TableNode): TableNode {
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const before = entries.get(key)?.node;
    const { node } = entry;
    if (before?.kind === "table" && node.kind === "table") entries.set(key, { ...entry, node: merge(before, node) });
    else if (before?.kind === "array" && node.kind === "array" && !replaced.has(key)) {
      entries.set(key, { ...entry, node: { ...node, items: [...before.items, ...node.items] } });
    } else entries.set(key, entry);
  }
  return { ...over, entries, open: over.open ?? base.open };
}
