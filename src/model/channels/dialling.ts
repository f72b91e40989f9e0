import type { PdInstance, TikvInstance, Url } from "../instances/instance.ts";
import type { Setting, Stated } from "../instances/setting.ts";
import { hasPlaceholder, isLoopback, isUnspecified, splitAddress } from "../instances/url.ts";

/** Where a party dials: the host, when it is in the files, and how. */
export interface Target {
  readonly host: Setting<string> | undefined;
  readonly transport: "tls" | "plaintext" | "unknown";
}

/**
 * What PD dials itself and others by, and what TiKV and clients dial after the first contact: the client URLs that PD
 * advertises (pd: server/server.go; tikv: components/pd_client/src/util.rs).
 */
export function advertisedClientTargets(pd: PdInstance): readonly Target[] {
  return once(clientTargets, pd, () => targetsOf(pd.advertiseClientUrls, pd.clientUrls));
}

/** What other PDs dial for raft. The URLs of a running member are stored in etcd; these are what it was made with. */
export function advertisedPeerTargets(pd: PdInstance): readonly Target[] {
  return once(peerTargets, pd, () => targetsOf(pd.advertisePeerUrls, pd.peerUrls));
}

const clientTargets = new WeakMap<PdInstance, readonly Target[]>();
const peerTargets = new WeakMap<PdInstance, readonly Target[]>();
const hosts = new WeakMap<TikvInstance, Pick<Target, "host">>();

/** Each instance is dialled by all others. */
function once<K extends object, V>(memo: WeakMap<K, V>, key: K, make: () => V): V {
  let value = memo.get(key);
  if (value === undefined) {
    value = make();
    memo.set(key, value);
  }
  return value;
}

function targetsOf(advertised: Stated<readonly Setting<Url>[]>, listening: Stated<readonly Setting<Url>[]>): readonly Target[] {
  if (advertised.kind !== "known") return [{ host: undefined, transport: "unknown" }];
  const isOwn = !isSamePlace(advertised, listening);
  return advertised.value.map((url): Target => {
    const { scheme, host } = url.value;
    const transport = scheme === "https" ? "tls" : scheme === "http" ? "plaintext" : "unknown";
    return { host: reliableHost({ ...url, value: host }, isOwn), transport };
  });
}

/** What other TiKVs, TiDB and PD's tools dial: the address that TiKV registers in PD (tikv: src/server/raft_server.rs). */
export function advertisedHost(tikv: TikvInstance): Setting<string> | undefined {
  return once(hosts, tikv, () => ({ host: hostOf(tikv.advertiseAddress, tikv.address) })).host;
}

/** What monitoring dials: the status address that TiKV registers in PD. */
export function advertisedStatusHost(tikv: TikvInstance): Setting<string> | undefined {
  return hostOf(tikv.advertiseStatusAddress, tikv.statusAddress);
}

function hostOf(advertised: Stated<string>, listening: Stated<string>): Setting<string> | undefined {
  if (advertised.kind !== "known") return undefined;
  const { host } = splitAddress(advertised.value);
  return reliableHost({ ...advertised, value: host }, !isSamePlace(advertised, listening));
}

/**
 * A listen address of this machine or of all its interfaces (as the defaults are) that nobody wrote as the one to dial
 * says nothing about the real address: a flag or another machine gives it.
 */
function reliableHost(host: Setting<string>, isAdvertised: boolean): Setting<string> | undefined {
  if (host.value === "" || hasPlaceholder(host.value)) return undefined;
  return !isAdvertised && (isLoopback(host.value) || isUnspecified(host.value)) ? undefined : host;
}

/** Is the advertised value the listen address, since nothing else was written? */
function isSamePlace(advertised: Stated<unknown>, listening: Stated<unknown>): boolean {
  return advertised === listening;
}

/** Where the entries of `pd.endpoints` lead to, seen from one TiKV. */
export interface EndpointHosts {
  /** Hosts of entries that lead to this PD. */
  hostsTo(pd: PdInstance): readonly Setting<string>[];
  /** Hosts of entries of which none leads to a committed PD: each committed PD may be behind any of them. */
  readonly candidates: readonly Setting<string>[];
  /** False when the entries are decided outside the files. */
  readonly isKnown: boolean;
}

/**
 * Finds the PDs behind the entries of `pd.endpoints`, by host and port. Schemes are stripped: they mean nothing to TiKV
 * (components/pd_client/src/util.rs, trim_http_prefix). Once one entry leads to a committed PD, the others are members
 * that are not committed, and nothing is said about them.
 */
export function endpointHosts(tikv: TikvInstance, index: EndpointIndex): EndpointHosts {
  const endpoints = tikv.pdEndpoints;
  if (endpoints.kind !== "known" || endpoints.origin === "default") return { hostsTo: () => [], candidates: [], isKnown: false };
  const matched = new Map<PdInstance, Setting<string>[]>();
  const hosts: Setting<string>[] = [];
  for (const endpoint of endpoints.value) {
    const { host, port } = splitAddress(endpoint.value);
    // An entry with a placeholder leads to one of them; by which name is not in the files.
    if (host === "" || hasPlaceholder(endpoint.value)) continue;
    const setting = { ...endpoint, value: host };
    hosts.push(setting);
    for (const pd of index.get(addressKey(host, port)) ?? []) {
      const list = matched.get(pd) ?? [];
      list.push(setting);
      matched.set(pd, list);
    }
  }
  const isKnown = hosts.length > 0 || endpoints.value.length === 0;
  return { hostsTo: (pd) => matched.get(pd) ?? [], candidates: matched.size === 0 ? hosts : [], isKnown };
}

/** The PDs of an environment by the host and port of their client URLs. */
export type EndpointIndex = ReadonlyMap<string, readonly PdInstance[]>;

/** Builds the index of an environment. */
export function endpointIndex(pds: readonly PdInstance[]): EndpointIndex {
  const index = new Map<string, PdInstance[]>();
  for (const pd of pds) {
    const urls = [pd.advertiseClientUrls, pd.clientUrls].flatMap((stated) => (stated.kind === "known" ? stated.value : []));
    for (const key of new Set(urls.map(({ value }) => addressKey(value.host, value.port)))) {
      const list = index.get(key);
      if (list === undefined) index.set(key, [pd]);
      else list.push(pd);
    }
  }
  return index;
}

function addressKey(host: string, port: number | undefined): string {
  return `${host.toLowerCase()}:${port ?? ""}`;
}
