import type { Contradiction, Deployment, DroppedSetting, ManagedSetting } from "../../../model/instances/deployment.ts";
import type { Override } from "../../../model/instances/draft.ts";
import { type Component, componentName, materialKeys } from "../../../model/instances/instance.ts";
import type { Setting } from "../../../model/instances/setting.ts";
import { readUrl, splitAddress } from "../../../model/instances/url.ts";
import { isAtLeast, parseVersion } from "../../../model/instances/version.ts";
import type { Span } from "../../../text/span.ts";
import { itemsAt, nodeAt } from "../../nodes.ts";
import type { Generated } from "./generated.ts";
import { type FlatMap, type FlatSetting, flatten } from "./settings.ts";
import { type Server, scalarAt, type Topology } from "./topology.ts";

/** The three keys that TiUP owns. */
export function ownedKeys(component: Component): readonly string[] {
  const keys = materialKeys[component];
  return [keys.ca, keys.certificate, keys.key].map((key) => `security.${key}`);
}

/** What TiUP does with a topology beside starting the programs: as one instance, and (`isFirst`) for all of its kind. */
export function deploymentOf(
  topology: Topology,
  server: Server,
  own: FlatMap,
  generated: Generated,
  isFirst: boolean,
): Deployment {
  const shared = topology.serverConfigs[server.component];
  return {
    tool: "TiUP",
    // edit-config refuses to change the switch (pkg/utils/diff.go); `tls enable` wants one PD (pkg/cluster/manager/tls.go).
    turnOnTls:
      "deploy with enable_tls: true in global; a running cluster is switched by tiup cluster tls <name> enable, with one PD left",
    shieldStatusPort: "let a firewall admit only the monitoring hosts to that port",
    dropped: [...deleted(topology, server, own), ...(isFirst ? ignored(topology) : [])],
    managed: [
      ...managed(topology, server, own, generated),
      ...(isFirst ? [...overwritten(topology, server, shared, generated), ...byChance(shared)] : []),
    ],
    contradictions: [
      ...advertised(topology, server),
      ...pathsUnderOff(topology, server, own, true),
      ...allowList(topology, server, own),
      ...(isFirst
        ? [...pathsUnderOff(topology, server, shared, false), ...allowList(topology, server, shared), ...refusedParts(topology)]
        : []),
    ],
    expects: [],
  };
}

/** With TLS off TiUP deletes the three dotted keys from an instance's own config, and no others (pd.go, setTLSConfig). */
function deleted({ tls }: Topology, { component }: Server, own: FlatMap): readonly DroppedSetting[] {
  if (tls.state !== "off") return [];
  return ownedKeys(component).flatMap((key): readonly DroppedSetting[] => {
    const setting = own.settings.get(key);
    if (setting === undefined || !setting.isDotted || isEmpty(setting)) return [];
    return [
      {
        at: placeOf(setting),
        key,
        because: "TiUP deletes it from the configuration of an instance while enable_tls is off",
        help: "set enable_tls: true in global when the cluster is deployed, and leave the three paths to TiUP",
        concernsTls: true,
      },
    ];
  });
}

/** `ParseTopologyYaml` with `ignoreGlobal` deletes the three parts (parse_topology.go). */
function ignored({ isScaleOut, root }: Topology): readonly DroppedSetting[] {
  if (!isScaleOut) return [];
  return ["global", "monitored", "server_configs"].flatMap((key): readonly DroppedSetting[] => {
    const entry = root.entries.get(key);
    if (entry === undefined) return [];
    return [
      {
        at: entry.keySpan,
        key,
        because: "TiUP ignores it when nodes are added: the running cluster's own holds for them",
        help: "set it in the running cluster with tiup cluster edit-config, or in config of each new node",
        concernsTls:
          nodeAt(entry.node, "enable_tls") !== undefined ||
          (key === "server_configs" && ["pd", "tikv"].some((part) => concernsTls(flatten(nodeAt(entry.node, part))))),
      },
    ];
  });
}

function concernsTls({ settings }: FlatMap): boolean {
  return [...settings.keys()].some((key) => key.startsWith("security."));
}

/** An instance's own paths under TLS: the dotted form is overwritten, a nested one meets TiUP's own key in a Go map. */
function managed(topology: Topology, server: Server, own: FlatMap, { overrides }: Generated): readonly ManagedSetting[] {
  if (topology.tls.state !== "on") return byChance(own);
  const settings = ownedKeys(server.component).flatMap((key): readonly ManagedSetting[] => {
    const setting = own.settings.get(key);
    if (setting === undefined || isSame(setting, overrides.get(key))) return [];
    // What TiUP wrote back after an earlier deployment is nobody's mistake.
    if (setting.isDotted) return topology.isMeta ? [] : [overwrite(setting)];
    return [
      {
        at: placeOf(setting),
        key,
        effect: "left-to-chance",
        because: "TiUP sets the dotted key beside this nested one, and either of the two ends up in the file",
        help: "remove it: TiUP sets the three paths itself when enable_tls is on",
        entry: entryOf(setting),
      },
    ];
  });
  return [...settings, ...byChance(own)];
}

function overwritten({ tls }: Topology, server: Server, shared: FlatMap, generated: Generated): readonly ManagedSetting[] {
  if (tls.state !== "on") return [];
  return ownedKeys(server.component).flatMap((key) => {
    const setting = shared.settings.get(key);
    return setting === undefined || isEmpty(setting) || isSame(setting, generated.overrides.get(key)) ? [] : [overwrite(setting)];
  });
}

function overwrite(setting: FlatSetting): ManagedSetting {
  return {
    at: placeOf(setting),
    key: setting.key,
    effect: "overwritten",
    because: "TiUP writes the path of its own certificate there when enable_tls is on",
    help: "remove it: TiUP issues the certificates and sets the three paths itself",
    entry: entryOf(setting),
  };
}

function entryOf({ parts, node }: FlatSetting): ManagedSetting["entry"] {
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  // The parts of a dotted key stand on one line and are its key together.
  const key = first.span.line === last.span.line ? { ...first.span, endColumn: last.span.endColumn } : last.span;
  return { key, value: node.span };
}

/** One key in two forms in one map. */
function byChance({ clashes }: FlatMap): readonly ManagedSetting[] {
  return clashes
    .filter(({ second, first }) => second.key.startsWith("security.") && !sameValue(first, second))
    .map(({ second }) => ({
      at: placeOf(second),
      key: second.key,
      effect: "left-to-chance" as const,
      because: "it stands here twice, dotted and nested, and either of the two ends up in the file",
      help: "keep one of the two",
    }));
}

/** A `http` URL of PD under a switch that is on, the reverse, and a host that TiUP's certificate does not name. */
function advertised(topology: Topology, server: Server): readonly Contradiction[] {
  const keys =
    server.component === "pd" ? ["advertise_client_addr", "advertise_peer_addr"] : ["advertise_addr", "advertise_status_addr"];
  return keys.flatMap((key) => {
    const written = scalarAt(server.table, key);
    if (written.kind !== "known") return [];
    const at = written.span;
    return [
      ...(server.component === "pd" ? schemeOf(topology, key, written).map((fault) => ({ ...fault, at })) : []),
      ...(topology.tls.state === "on" ? unnamed(server, key, written.value).map((fault) => ({ ...fault, at })) : []),
    ];
  });
}

function schemeOf({ tls }: Topology, key: string, { value, span }: Setting<string>): readonly Omit<Contradiction, "at">[] {
  const { scheme } = readUrl(value);
  if (tls.state === "unknown" || (scheme !== "http" && scheme !== "https")) return [];
  const isOn = tls.state === "on";
  if ((scheme === "https") === isOn) return [];
  const consequence =
    key === "advertise_client_addr"
      ? `PD serves ${isOn ? "TLS" : "plaintext"} there, cannot reach itself and does not start`
      : `PD serves ${isOn ? "TLS" : "plaintext"} there, and other PDs cannot dial it`;
  return [
    {
      message: `enable_tls is ${isOn ? "on" : "off"}, but ${key} says ${scheme}, and TiUP uses it as it is written: ${consequence}`,
      help: `write ${isOn ? "https" : "http"} instead of ${scheme}, or leave ${key} out`,
      related: { at: tls.at, message: `TLS is ${isOn ? "on" : "off"} for the whole cluster` },
      ...(isOn && {
        correction: {
          at: span,
          kind: "string" as const,
          was: value,
          to: value.replace(/http/i, "https"),
          isCertain: key === "advertise_client_addr",
        },
      }),
    },
  ];
}

/** TiUP issues for localhost, 127.0.0.1 and the instance's `host` (pkg/cluster/task/tls.go). Nobody verifies the status address by default. */
function unnamed(server: Server, key: string, value: string): readonly Omit<Contradiction, "at">[] {
  const { host } = server;
  if (host.kind !== "known" || key === "advertise_status_addr") return [];
  const dialled = (server.component === "pd" ? readUrl(value).host : splitAddress(value).host).toLowerCase();
  const names = ["localhost", "127.0.0.1", host.value.replace(/^\[|\]$/g, "").toLowerCase()];
  if (dialled === "" || names.includes(dialled)) return [];
  const who =
    key === "advertise_client_addr"
      ? "PD, which dials itself there, does not start"
      : key === "advertise_peer_addr"
        ? "other PDs refuse it"
        : "other TiKVs and TiDB refuse it";
  return [
    {
      message: `${key} has ${dialled}, but TiUP issues this certificate for ${host.value}, localhost and 127.0.0.1 alone: ${who}`,
      help: `use ${dialled} as host (manage_host may keep the address for SSH), or advertise ${host.value}`,
      related: { at: server.at, message: "TiUP issues the certificate for this host" },
    },
  ];
}

/** TiUP leaves these paths in the configuration; the URLs stay http. */
function pathsUnderOff(
  { tls }: Topology,
  { component }: Server,
  { settings }: FlatMap,
  isOwn: boolean,
): readonly Contradiction[] {
  if (tls.state !== "off") return [];
  const consequence =
    component === "pd"
      ? "PD listens on http URLs and ignores its certificates"
      : "TiKV speaks TLS and TiUP's PD does not, so that they cannot talk";
  const kept = ownedKeys(component).flatMap((key) => {
    const setting = settings.get(key);
    return setting === undefined || isEmpty(setting) || (isOwn && setting.isDotted) ? [] : [setting];
  });
  const [first] = kept;
  if (first === undefined) return [];
  const keys = kept.map(({ key }) => key).join(" and ");
  return [
    {
      at: placeOf(first),
      message: `enable_tls is off, but ${keys} ${kept.length === 1 ? "is" : "are"} set for ${componentName[component]}: ${consequence}`,
      help: `set enable_tls: true in global when the cluster is deployed, or remove ${kept.length === 1 ? "the path" : "the paths"}`,
      related: { at: tls.at, message: "TLS is off for the whole cluster" },
    },
  ];
}

/**
 * TiUP's certificates have the component's name as their common name (pkg/cluster/task/tls.go). A list of PD is a list of
 * servers that it dials too, itself first; on its client port it is enforced from the second entry on.
 */
function allowList(topology: Topology, { component }: Server, { settings }: FlatMap): readonly Contradiction[] {
  const setting = settings.get("security.cert-allowed-cn");
  if (topology.tls.state !== "on" || setting?.node.kind !== "array" || setting.node.items.length === 0) return [];
  const { items } = setting.node;
  if (items.some((item) => item.kind !== "string")) return [];
  const listed = new Set(items.map((item) => (item.kind === "string" ? item.value : "")));
  const missing = dialling(topology, component, items.length).filter((name) => !listed.has(name));
  if (missing.length === 0) return [];
  const consequence =
    component === "pd" && missing.includes("pd")
      ? "PD refuses itself and does not start"
      : `${componentName[component]} refuses ${missing.length === 1 ? "it" : "them"}`;
  const names = missing.join(" and ");
  return [
    {
      at: setting.node.span,
      message: `this list lacks ${names}, ${missing.length === 1 ? "a common name" : "common names"} that TiUP gives its certificates: ${consequence}`,
      help: `add ${names}, and the name of TiUP's own client certificate, <cluster>-client`,
      related: { at: topology.tls.at, message: "with this switch TiUP issues the certificates" },
    },
  ];
}

function dialling(topology: Topology, component: Component, entries: number): readonly string[] {
  const tidb = itemsAt(topology.root, "tidb_servers").length > 0 ? ["tidb"] : [];
  if (component === "tikv") return ["tikv", ...tidb];
  const version = parseVersion(topology.versions.pd?.value ?? "");
  const isEnforcedOnClientPort = entries > 1 && (version === undefined || isAtLeast(version, "v8.4.0"));
  return isEnforcedOnClientPort ? ["pd", "tikv", ...tidb] : ["pd"];
}

/** `component ... is not supported in TLS enabled cluster` (pkg/cluster/spec/validate.go, validateTLSEnabled). */
function refusedParts({ tls, root }: Topology): readonly Contradiction[] {
  if (tls.state !== "on") return [];
  return ["tispark_masters", "tispark_workers"].flatMap((key): readonly Contradiction[] => {
    const entry = root.entries.get(key);
    if (entry?.node.kind !== "array" || entry.node.items.length === 0) return [];
    return [
      {
        at: entry.keySpan,
        message: `enable_tls is on, but ${key} has entries: TiUP refuses TiSpark in a cluster with TLS`,
        help: `remove ${key}`,
        related: { at: tls.at, message: "TLS is on for the whole cluster" },
      },
    ];
  });
}

function placeOf({ node }: FlatSetting): Span {
  return node.span;
}

function isEmpty({ node }: FlatSetting): boolean {
  return node.kind === "string" && node.value === "";
}

function isSame({ node }: FlatSetting, override: Override | undefined): boolean {
  return node.kind === "string" && node.value === override?.value;
}

function sameValue(a: FlatSetting, b: FlatSetting): boolean {
  return a.node.kind === "string" && b.node.kind === "string" && a.node.value === b.node.value;
}
