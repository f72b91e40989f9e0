import type { Node } from "../../../model/instances/config-tree.ts";
import type { Override, UnknownOverride } from "../../../model/instances/draft.ts";
import { materialKeys } from "../../../model/instances/instance.ts";
import type { Setting, Stated } from "../../../model/instances/setting.ts";
import { isAtLeast, parseVersion } from "../../../model/instances/version.ts";
import type { Span } from "../../../text/span.ts";
import { nodeAt } from "../../nodes.ts";
import { type Server, scalarAt, type Topology } from "./topology.ts";

/** What TiUP passes to one instance, by dotted key. */
export interface Generated {
  readonly overrides: ReadonlyMap<string, Override>;
  readonly unknown: ReadonlyMap<string, UnknownOverride>;
}

/** No cluster has as many PDs; a list of all of them for each of them would grow without bound. */
const mostMembers = 64;

/** The settings that TiUP generates for all instances of a topology. */
export class Generator {
  readonly #topology: Topology;
  readonly #endpoints: Override | UnknownOverride;
  readonly #members: Override | UnknownOverride;

  constructor(topology: Topology) {
    this.#topology = topology;
    this.#endpoints = this.#list((pd) => {
      const address = addressOf(pd.host, portOf(pd, "client_port", 2379));
      return address.kind === "known" ? address : undefined;
    });
    this.#members = this.#list((pd) => {
      const name = scalarAt(pd.table, "name");
      const url = this.#advertised(pd, "peer");
      const own = name.kind === "absent" ? defaultPdName(pd) : name.kind === "known" ? name.value : undefined;
      if (own === undefined || url.kind !== "known") return undefined;
      // The place of the URL: anyone who reads about a member of the list looks for its address.
      return { ...url, value: `${own}=${url.value}` };
    });
  }

  /** Flags of the start script and the paths of the configuration (pkg/cluster/spec/pd.go and tikv.go, InitConfig). */
  of(server: Server): Generated {
    const overrides = new Map<string, Override>();
    const unknown = new Map<string, UnknownOverride>();
    for (const [key, setting] of [...this.#paths(server), ...this.#flags(server)]) {
      if ("value" in setting) overrides.set(key, setting);
      else unknown.set(key, setting);
    }
    return { overrides, unknown };
  }

  /** The three paths that TiUP writes over whatever is configured when TLS is on (setTLSConfig). */
  #paths(server: Server): readonly (readonly [string, Override | UnknownOverride])[] {
    const { tls } = this.#topology;
    if (tls.state === "off") return [];
    const folder = deployFolderOf(this.#topology, server);
    const { component } = server;
    const names = { ca: "ca.crt", certificate: `${component}.crt`, key: `${component}.pem` };
    return (["ca", "certificate", "key"] as const).map((name) => {
      const key = `security.${materialKeys[component][name]}`;
      if (tls.state === "unknown") return [key, { because: tls.because, span: tls.at }];
      return [key, { value: `${folder}/tls/${names[name]}`, span: tls.at, origin: "form" }];
    });
  }

  #flags(server: Server): readonly (readonly [string, Override | UnknownOverride])[] {
    return server.component === "pd" ? this.#pdFlags(server) : this.#tikvFlags(server);
  }

  #pdFlags(pd: Server): readonly (readonly [string, Override | UnknownOverride])[] {
    const listen = this.#listenHost(pd);
    return [
      ["client-urls", settled(this.#url(addressOf(listen, portOf(pd, "client_port", 2379))), pd.at)],
      ["peer-urls", settled(this.#url(addressOf(listen, portOf(pd, "peer_port", 2380))), pd.at)],
      ["advertise-client-urls", settled(this.#advertised(pd, "client"), pd.at)],
      ["advertise-peer-urls", settled(this.#advertised(pd, "peer"), pd.at)],
      // A new member of a running cluster is started with --join instead.
      [this.#topology.isScaleOut ? "join" : "initial-cluster", this.#members],
    ];
  }

  #tikvFlags(tikv: Server): readonly (readonly [string, Override | UnknownOverride])[] {
    const listen = this.#listenHost(tikv);
    const port = portOf(tikv, "port", 20160);
    const statusPort = portOf(tikv, "status_port", 20180);
    const advertised = (key: string, fallback: Stated<string>) => settled(orElse(scalarAt(tikv.table, key), fallback), tikv.at);
    const status = [
      "server.advertise-status-addr",
      advertised("advertise_status_addr", addressOf(tikv.host, statusPort)),
    ] as const;
    return [
      ["server.addr", settled(addressOf(listen, port), tikv.at)],
      ["server.advertise-addr", advertised("advertise_addr", addressOf(tikv.host, port))],
      ["server.status-addr", settled(addressOf(listen, statusPort), tikv.at)],
      ...(this.#takesStatusAddress ? [status] : []),
      ["pd.endpoints", this.#endpoints],
    ];
  }

  /** Since v4.0.1 (pkg/tidbver). */
  get #takesStatusAddress(): boolean {
    const version = parseVersion(this.#topology.versions.tikv?.value ?? "");
    return version === undefined || isAtLeast(version, "v4.0.1");
  }

  /** Used as it is written, whatever its scheme; else the host with the scheme of the cluster. */
  #advertised(pd: Server, port: "client" | "peer"): Stated<string> {
    const written = scalarAt(pd.table, `advertise_${port}_addr`);
    if (written.kind !== "absent") return written;
    return this.#url(addressOf(pd.host, portOf(pd, `${port}_port`, port === "client" ? 2379 : 2380)));
  }

  /** The switch decides the scheme: it is the place that a person changes. */
  #url(address: Stated<string>): Stated<string> {
    const { tls } = this.#topology;
    if (address.kind !== "known") return address;
    if (tls.state === "unknown") return { kind: "unknown", because: tls.because, span: tls.at };
    return { ...address, value: `${tls.state === "on" ? "https" : "http"}://${address.value}`, span: tls.at };
  }

  #listenHost(server: Server): Stated<string> {
    const { root, isScaleOut, tls } = this.#topology;
    const own = scalarAt(server.table, "listen_host");
    if (own.kind !== "absent") return own;
    if (isScaleOut) return { kind: "unknown", because: "listen_host is a setting of the running cluster", span: tls.at };
    const global = scalarAt(nodeAt(root, "global"), "listen_host");
    if (global.kind !== "absent") return global;
    const { host } = server;
    if (host.kind !== "known") return host;
    // Nobody wrote it: it would be written in `global`.
    const span = root.entries.get("global")?.keySpan ?? host.span;
    return { ...host, value: host.value.includes(":") ? "::" : "0.0.0.0", span };
  }

  /** One value for each PD, with commas between; each keeps its own place. */
  #list(partOf: (pd: Server) => Setting<string> | undefined): Override | UnknownOverride {
    const { servers, isScaleOut, tls, root } = this.#topology;
    const span = root.entries.get("pd_servers")?.keySpan ?? tls.at;
    if (isScaleOut) return { because: "the PDs of the running cluster are not in this file", span };
    if (servers.pd.length > mostMembers) return { because: `pd_servers has more than ${mostMembers} entries`, span };
    const parts = servers.pd.map(partOf);
    const known = parts.filter((part) => part !== undefined);
    if (known.length < parts.length || known.length === 0) return { because: "not every PD's address is in the file", span };
    return listed(known, span);
  }
}

function listed(parts: readonly Setting<string>[], span: Span): Override {
  const ends: number[] = [];
  for (const { value } of parts) ends.push((ends.at(-1) ?? -1) + 1 + value.length);
  return {
    value: parts.map(({ value }) => value).join(","),
    span,
    origin: "form",
    slice: (_, to) => parts[ends.findIndex((end) => to <= end)]?.span ?? span,
  };
}

function settled(stated: Stated<string>, span: Span): Override | UnknownOverride {
  switch (stated.kind) {
    case "known":
      return { value: stated.value, span: stated.span, origin: "form" };
    case "unknown":
      return { because: stated.because, span: stated.span };
    case "absent":
      return { because: "the host is not in the file", span };
    default:
      return stated satisfies never;
  }
}

function orElse(stated: Stated<string>, fallback: Stated<string>): Stated<string> {
  return stated.kind === "absent" ? fallback : stated;
}

function portOf(server: Server, key: string, fallback: number): Stated<string> {
  const written = scalarAt(server.table, key);
  return written.kind === "absent" ? { kind: "known", value: String(fallback), span: server.at, origin: "form" } : written;
}

/** `host:port`, with brackets around an IPv6 address; the place is the host's. */
function addressOf(host: Stated<string>, port: Stated<string>): Stated<string> {
  if (host.kind !== "known") return host;
  if (port.kind !== "known") return port;
  const name = host.value.includes(":") && !host.value.startsWith("[") ? `[${host.value}]` : host.value;
  return { ...host, value: `${name}:${port.value}` };
}

/** `pd-<host>-<port>` (spec.go, setCustomDefaults). */
function defaultPdName({ host, table }: Server): string | undefined {
  const port = scalarAt(table, "client_port");
  if (host.kind !== "known" || port.kind === "unknown") return undefined;
  return `pd-${host.value}-${port.kind === "known" ? port.value : 2379}`;
}

/**
 * Where an instance is deployed on its machine, as an absolute path (parse_topology.go, ExpandRelativeDir). A part that is
 * not in the file stands there as `{{ name }}`: that the paths are set is certain all the same.
 */
export function deployFolderOf({ root }: Topology, server: Server): string {
  const global = nodeAt(root, "global");
  const own = shownAt(server.table, "deploy_dir");
  const portKey = server.component === "pd" ? "client_port" : "port";
  const port = shownAt(server.table, portKey) ?? (server.component === "pd" ? "2379" : "20160");
  const folder = own ?? `${shownAt(global, "deploy_dir") ?? "deploy"}/${server.component}-${port}`;
  const whole = /^[/{]/.test(folder) ? `/${folder}` : `/home/${shownAt(global, "user") ?? "tidb"}/${folder}`;
  return whole.replaceAll(/\/{2,}/g, "/").replace(/(?<=.)\/$/, "");
}

function shownAt(table: Node | undefined, key: string): string | undefined {
  const stated = scalarAt(table, key);
  return stated.kind === "known" ? stated.value.trim() : stated.kind === "unknown" ? `{{ ${key} }}` : undefined;
}
