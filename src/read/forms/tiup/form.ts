import type { Problem } from "../../../model/environments/environment.ts";
import type { TableNode } from "../../../model/instances/config-tree.ts";
import type { InstanceDraft, Mount, UnknownOverride } from "../../../model/instances/draft.ts";
import { before } from "../../../text/cut.ts";
import { fileName, folderOf, joinRepoPath, type RepoPath, type ServerPath, type Span } from "../../../text/span.ts";
import type { Form, FormContext } from "../../form.ts";
import { nodeAt } from "../../nodes.ts";
import type { SourceFile } from "../../source-file.ts";
import { templateMark } from "../../templates/filled-in.ts";
import { deploymentOf, ownedKeys } from "./deployment.ts";
import { refusedField } from "./fields.ts";
import { deployFolderOf, Generator } from "./generated.ts";
import { emptyMap, type FlatMap, type FlatSetting, flatten, mergedTree } from "./settings.ts";
import { looksLikeTopology, type Server, scalarAt, type Topology, topologyIn } from "./topology.ts";

/** What TiUP deploys: topology files, and the meta.yaml that it keeps of a cluster. */
export const tiupForm: Form = {
  meta: {
    id: "tiup",
    title: "TiUP topology",
    reads:
      "topology files of `tiup cluster`, whatever they are called: YAML with `pd_servers` or `tikv_servers`; `meta.yaml` of a deployed cluster, with its version; files for `scale-out`",
    derives:
      "what TiUP generates: the scheme of all URLs from `global.enable_tls`, addresses and PD's members from the hosts, the paths below `<deploy_dir>/tls`; one configuration for each instance out of `server_configs` and its own `config`, dotted or nested; certificates and keys of a committed `tls` and `config-cache`",
    unknown:
      "everything that a file for `scale-out` inherits from the running cluster: whether TLS is on, `server_configs`, the other PDs; values with placeholders. Components other than PD and TiKV, and clusters of DM, are not read",
  },

  needs: ["yaml"],

  claims: looksLikeTopology,

  read(files, context) {
    const topologies: Topology[] = [];
    const problems: Problem[] = [];
    for (const file of files) {
      const topology = topologyOf(file, context);
      if (topology === undefined) continue;
      if ("message" in topology) problems.push(topology);
      else topologies.push(topology);
    }
    const clusters = clustersOf(topologies);
    const instances = topologies.flatMap((topology) => draftsOf(topology, clusters.get(topology) as string, context));
    return { instances, files: [], problems };
  },
};

/** One topology is one cluster. New nodes belong to the one whose topology lies beside them, when it is the only one there. */
function clustersOf(topologies: readonly Topology[]): ReadonlyMap<Topology, string> {
  const whole = new Map<RepoPath, Topology | "several">();
  for (const topology of topologies) {
    if (topology.isScaleOut) continue;
    const folder = folderOf(topology.file.path);
    whole.set(folder, whole.has(folder) ? "several" : topology);
  }
  return new Map(
    topologies.map((topology) => {
      const beside = topology.isScaleOut ? whole.get(folderOf(topology.file.path)) : undefined;
      const owner = beside === undefined || beside === "several" ? topology : beside;
      return [topology, before(fileName(owner.file.path), ".") || "topology"] as const;
    }),
  );
}

function topologyOf(file: SourceFile, context: FormContext): Topology | Problem | undefined {
  const { documents, problems, duplicates } = context.yaml(file);
  const [mistake] = problems;
  if (mistake !== undefined) return brokenFile(file, mistake.at, mistake.message);
  const [document] = documents;
  if (document?.root === undefined) return undefined;
  const topology = topologyIn(file, document.root);
  if (topology === undefined || "message" in topology) return topology;
  const [twice] = duplicates;
  if (twice !== undefined) return refusal(twice.at, `the key ${twice.key} stands twice in one map`, "keep one of the two");
  return refusedField(topology) ?? tooLarge(topology) ?? topology;
}

function brokenFile(file: SourceFile, at: Span, message: string): Problem {
  const marker = templateMark(file, at);
  if (marker === undefined) return refusal(at, message, "correct the YAML at this place");
  return {
    kind: "template",
    at: marker.at,
    message: "this topology is a template that is not rendered: what TiUP reads in its place is not judged",
    help: marker.help,
  };
}

function refusal(at: Span, message: string, help: string): Problem {
  return { kind: "syntax", at, message: `${message}: TiUP refuses this file`, help };
}

/** Every instance with settings of its own has a whole configuration of its own. */
const mostSettings = 2_000_000;

function tooLarge({ serverConfigs, servers, root, file }: Topology): Problem | undefined {
  const merged = (["pd", "tikv"] as const).reduce((sum, component) => {
    const own = servers[component].filter(({ table }) => table.entries.has("config")).length;
    return sum + own * serverConfigs[component].settings.size;
  }, 0);
  if (merged <= mostSettings) return undefined;
  const at = root.entries.get("server_configs")?.keySpan ?? root.span;
  const message = `${file.path} has more settings for more instances than any cluster: it is not judged`;
  return { kind: "unreadable", at, message, help: "split the file, or leave it out of the repository" };
}

function draftsOf(topology: Topology, cluster: string, context: FormContext): readonly InstanceDraft[] {
  const generator = new Generator(topology);
  return (["pd", "tikv"] as const).flatMap((component) => {
    const trees = new Trees(topology, component);
    return topology.servers[component].map((server, index) =>
      draftOf(topology, server, generator, trees, index === 0, cluster, context),
    );
  });
}

function draftOf(
  topology: Topology,
  server: Server,
  generator: Generator,
  trees: Trees,
  isFirst: boolean,
  cluster: string,
  context: FormContext,
): InstanceDraft {
  const { component, at } = server;
  const { path } = topology.file;
  const own = flatten(nodeAt(server.table, "config"));
  const generated = generator.of(server);
  const byChance = nestedPaths(topology, server, own, generated.overrides);
  const overrides = new Map([...generated.overrides].filter(([key]) => !byChance.has(key)));
  return {
    component,
    form: "tiup",
    path,
    at,
    config: trees.of(own),
    overrides,
    unknownOverrides: new Map([...generated.unknown, ...byChance, ...inherited(topology, own)]),
    name: nameOf(server),
    version: topology.versions[component],
    mounts: mountsOf(topology, server, context),
    deployment: deploymentOf(topology, server, own, generated, isFirst),
    environment: { cluster },
  };
}

/** A nested path of an instance meets TiUP's own dotted key in one map: nobody knows which of the two is written. */
function nestedPaths(
  { tls }: Topology,
  { component }: Server,
  { settings }: FlatMap,
  overrides: ReadonlyMap<string, { readonly value: string }>,
): ReadonlyMap<string, UnknownOverride> {
  if (tls.state !== "on") return new Map();
  return new Map(
    ownedKeys(component).flatMap((key) => {
      const setting = settings.get(key);
      if (setting === undefined || setting.isDotted) return [];
      if (setting.node.kind === "string" && setting.node.value === overrides.get(key)?.value) return [];
      return [[key, { because: "TiUP's own path and this one meet by chance", span: setting.node.span }] as const];
    }),
  );
}

/** What a new node takes from the running cluster beside the paths: its list of names may be set there. */
function inherited({ isScaleOut, tls }: Topology, own: FlatMap): readonly (readonly [string, UnknownOverride])[] {
  if (!isScaleOut || own.settings.has("security.cert-allowed-cn")) return [];
  const because = "server_configs are those of the running cluster";
  return [["security.cert-allowed-cn", { because, span: tls.at }]];
}

function nameOf({ table, host, component }: Server): string | undefined {
  const name = scalarAt(table, "name");
  if (component === "pd" && name.kind === "known") return name.value;
  const port = scalarAt(table, component === "pd" ? "client_port" : "port");
  if (host.kind !== "known" || port.kind === "unknown") return `${component}-server`;
  return `${host.value}:${port.kind === "known" ? port.value : component === "pd" ? 2379 : 20160}`;
}

/** The configurations of all instances of one component; those without settings of their own share one. */
class Trees {
  readonly #topology: Topology;
  readonly #shared: FlatMap;
  readonly #component: Server["component"];
  #common: TableNode | undefined;

  constructor(topology: Topology, component: Server["component"]) {
    this.#topology = topology;
    this.#component = component;
    this.#shared = topology.serverConfigs[component];
  }

  of(own: FlatMap): TableNode {
    if (own === emptyMap) {
      this.#common ??= this.#merge(new Map());
      return this.#common;
    }
    return this.#merge(this.#kept(own));
  }

  #merge(own: ReadonlyMap<string, FlatSetting>): TableNode {
    const { root, tls } = this.#topology;
    const entry = root.entries.get(`${this.#component}_servers`);
    const at = this.#securityPlace() ?? tls.at;
    const owned = ownedKeys(this.#component);
    const security = { at, isSwitch: tls.state === "off", owned };
    return mergedTree(entry?.keySpan ?? root.span, [this.#shared.settings, own], security);
  }

  /** Where a setting of `[security]` would be added: with TLS on in `server_configs`, with TLS off the switch comes first. */
  #securityPlace(): Span | undefined {
    const { root, tls, isScaleOut } = this.#topology;
    if (tls.state !== "on" || isScaleOut) return undefined;
    const configs = root.entries.get("server_configs");
    const part = configs?.node.kind === "table" ? configs.node.entries.get(this.#component) : undefined;
    return part?.keySpan ?? configs?.keySpan;
  }

  /** With TLS off TiUP deletes its three keys, where they are written as dotted ones (setTLSConfig). */
  #kept({ settings }: FlatMap): ReadonlyMap<string, FlatSetting> {
    if (this.#topology.tls.state !== "off") return settings;
    const deleted = ownedKeys(this.#component).filter((key) => settings.get(key)?.isDotted === true);
    return deleted.length === 0 ? settings : new Map([...settings].filter(([key]) => !deleted.includes(key)));
  }
}

/**
 * TiUP keeps what it issues beside its meta.yaml: `tls/ca.crt` and, for each instance, `config-cache/pd-<host>-<port>.crt`
 * (pkg/cluster/task/tls.go). What is not there was never committed: a file elsewhere that is called alike is another one.
 */
function mountsOf(topology: Topology, server: Server, context: FormContext): readonly Mount[] {
  if (topology.tls.state === "off") return [];
  const here = folderOf(topology.file.path);
  const tls = joinRepoPath(here, "tls");
  if (tls === undefined) return [];
  const onServer = `${deployFolderOf(topology, server)}/tls`;
  const { component, host } = server;
  const port = scalarAt(server.table, component === "pd" ? "client_port" : "port");
  const number = port.kind === "known" ? port.value : component === "pd" ? "2379" : "20160";
  const stem = host.kind === "known" ? `${component}-${host.value}-${number}` : undefined;
  const cached = ["crt", "pem"].flatMap((suffix): readonly Mount[] => {
    const repository = stem === undefined ? undefined : joinRepoPath(here, `config-cache/${stem}.${suffix}`);
    if (repository === undefined || context.file(repository) === undefined) return [];
    return [{ server: `${onServer}/${component}.${suffix}` as ServerPath, repository }];
  });
  return [{ server: onServer as ServerPath, repository: tls }, ...cached];
}
