import type { Problem } from "../../../model/environments/environment.ts";
import type { InsecureClient } from "../../../model/instances/deployment.ts";
import { plainDeployment } from "../../../model/instances/deployment.ts";
import type { RepoPath, Span } from "../../../text/span.ts";
import type { Form, FormContext } from "../../form.ts";
import { isKustomization } from "../../kubernetes/kustomization.ts";
import { declaredObject, type Resource, resourcesOf } from "../../kubernetes/resources.ts";
import { itemsAt, textAt } from "../../nodes.ts";
import type { SourceFile } from "../../source-file.ts";
import { holdsText } from "../../x509/pem.ts";
import { urlsOfTemplate } from "../toml/template.ts";
import { type NamedDraft, withClusters } from "./clusters.ts";
import { ConfigMaps, environmentHint, readEntry } from "./config-maps.ts";
import { ContainerReader } from "./container.ts";
import { containersOf, podsOf } from "./pods.ts";

/** Kubernetes workloads without an operator. */
export const workloadsForm: Form = {
  meta: {
    id: "workloads",
    title: "Kubernetes workloads",
    reads:
      "`StatefulSet`, `Deployment`, `DaemonSet`, `Pod`, `Job`, `CronJob` and any other kind that holds a pod template (Argo's `Rollout`, Kruise's `CloneSet`, Knative's `Service`) with a container that runs PD or TiKV, by its image or its `command` and `args`, also inside `sh -c` and in a script that a ConfigMap holds; ConfigMaps with a configuration of PD or TiKV under any key; `kind: List`",
    derives:
      "the configuration file behind `--config` through `volumeMounts`, flags before file before default; certificate paths through volumes of Secrets (whole, by `items`, `subPath`, projected); the version from the image's tag; `$(NAME)` from `env`, with the first pod's name for all. A ConfigMap that no workload in the repository mounts is an instance by itself. Probes, hooks and commands that dial the cluster without verification are reported",
    unknown:
      "addresses that a pod gets when it runs (`status.podIP`); configurations on other volumes, all that they could set; scripts in an image; what a template renders, also one inside of a ConfigMap (a note says so, and the rest of it is judged)",
  },
  needs: ["yaml"],

  claims(file) {
    if (isKustomization(file.path)) return holdsText(file, "onfigMapGenerator");
    if (!/\.(?:ya?ml|json)$/i.test(file.path) || !holdsText(file, "apiVersion")) return false;
    if (holdsText(file, "ConfigMap") && configHints.some((hint) => holdsText(file, hint))) return true;
    return (
      workloadHints.some((hint) => holdsText(file, hint)) &&
      ["ontainers", "ConfigMap", "List"].some((text) => holdsText(file, text))
    );
  },

  read(files, context) {
    const claimed = files.flatMap((file) => resourcesOf(file, context));
    const resources = [...claimed, ...namesakes(files, claimed, context)];
    const maps = new ConfigMaps(resources);
    const withServers = new Set<RepoPath>();
    const named: NamedDraft[] = [];
    const problems = new Map<string, Problem>();
    const insecureClients = new Map<string, InsecureClient>();
    const consumed = new Set<RepoPath>();
    const servers = new Set<Resource>();
    for (const resource of resources) {
      for (const container of podsOf(resource).flatMap(containersOf)) {
        const reader = new ContainerReader(container, maps);
        for (const client of reader.insecureClients()) insecureClients.set(placeOf(client.at), client);
        const found = reader.instance();
        if (found === undefined) continue;
        withServers.add(resource.path);
        servers.add(resource);
        named.push({ draft: found.draft, name: resource.name, label: resource.labels.get("app.kubernetes.io/instance") });
        for (const path of found.consumed) consumed.add(path);
        for (const problem of found.problems) problems.set(placeOf(problem.at), problem);
      }
    }
    for (const entry of maps.unused()) {
      const { config, problems: told } = readEntry(entry, entry.component);
      for (const problem of told) problems.set(placeOf(problem.at), problem);
      if (config.kind !== "read" || told.some(({ kind }) => kind === "syntax")) continue;
      const { map } = entry;
      if (config.file !== undefined) consumed.add(config.file);
      named.push({
        draft: {
          component: entry.component,
          form: "workloads",
          path: entry.node.span.path,
          at: keySpanOf(map.root, entry.key) ?? map.nameSpan,
          config: config.root,
          tomlFeatures: config.features,
          unknownOverrides: entry.component === "pd" ? urlsOfTemplate(config.root) : undefined,
          name: map.name,
          deployment: { ...plainDeployment(`the ConfigMap ${map.name}`), isUnmounted: true },
          environment: environmentHint(map),
        },
        name: map.name,
        label: map.labels.get("app.kubernetes.io/instance"),
      });
    }
    return {
      instances: withClusters(named),
      files: [],
      problems: [...problems.values(), ...files.flatMap((file) => unreadProblem(file, context, withServers))],
      consumed: [...consumed],
      objects: [...servers, ...maps.withConfigurations()].flatMap(declaredObject),
      insecureClients: [...insecureClients.values()],
    };
  },
};

/** Objects elsewhere with the name of one that counts here: whichever is applied last is the one that the servers get. */
function namesakes(files: readonly SourceFile[], resources: readonly Resource[], context: FormContext): readonly Resource[] {
  const pods = resources.flatMap(podsOf);
  const names = new Set([
    ...pods.map(({ resource }) => resource.ownName),
    ...pods.flatMap(({ spec }) => itemsAt(spec, "volumes").flatMap((volume) => textAt(volume, "configMap", "name")?.value ?? [])),
  ]);
  if (names.size === 0) return [];
  const claimed = new Set(files);
  const kinds = new Set(["ConfigMap", ...pods.map(({ resource }) => resource.kind)]);
  return context
    .files()
    .filter((file) => !claimed.has(file) && mayName(file, names))
    .flatMap((file) => resourcesOf(file, context))
    .filter(({ kind, ownName }) => kinds.has(kind) && names.has(ownName));
}

/** A name stands in a manifest as it is, unless it is written with escapes. */
function mayName(file: SourceFile, names: ReadonlySet<string>): boolean {
  if (!/\.(?:ya?ml|json)$/i.test(file.path) || !holdsText(file, "apiVersion")) return false;
  if (/\\[xuU]/.test(file.text)) return true;
  for (const [, name] of file.text.matchAll(/["']?name["']?\s*:\s*["']?([\w.-]{1,253})/g)) if (names.has(name ?? "")) return true;
  return false;
}

const workloadHints = [
  "pd-server",
  "tikv-server",
  "pingcap/pd",
  "pingcap/tikv",
  "tikv/pd",
  "tikv/tikv",
  ":2379",
  ":20160",
  ":20180",
];
const configHints = ["[security]", "client-urls", "raftstore", "[pd]", "[pd-server]", "[readpool", "[storage"];

function placeOf({ path, line, column }: Span): string {
  return `${path}\n${line}:${column}`;
}

function keySpanOf(root: ReturnType<typeof resourcesOf>[number]["root"], key: string): Span | undefined {
  const data = root.entries.get("data")?.node;
  return data?.kind === "table" ? data.entries.get(key)?.keySpan : undefined;
}

function isServerImage(line: string): boolean {
  return /^[ \t-]*image:/.test(line) && /(?:pingcap|tikv)\/(?:pd|tikv)\b/.test(line);
}

/** A manifest that names the servers and cannot be read hides them. */
function unreadProblem(file: SourceFile, context: FormContext, withServers: ReadonlySet<RepoPath>): readonly Problem[] {
  const [mistake] = context.yaml(file).problems;
  if (mistake === undefined || !file.text.split("\n").some(isServerImage) || withServers.has(file.path)) return [];
  // A chart's resource of an operator is that form's business.
  if (!/^kind:[ \t]*["']?(?:Pod|StatefulSet|Deployment|DaemonSet|List)\b/m.test(file.text)) return [];
  const isTemplate = /\{\{|\{%|<%/.test(file.text);
  return [
    isTemplate
      ? {
          kind: "template",
          at: mistake.at,
          message: "this manifest is a template that is not rendered: the servers in it are not judged",
          help: "render it (helm template) and check what comes out",
        }
      : {
          kind: "syntax",
          at: mistake.at,
          message: `${mistake.message}: Kubernetes does not take this manifest, and the servers in it are not judged`,
          help: "correct the YAML",
        },
  ];
}
