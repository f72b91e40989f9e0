import type { Span } from "../../text/span.ts";
import type { ClientCredentials } from "../environments/environment.ts";
import type { Client } from "../handshake/client.ts";
import { materialPlace, statedAs } from "../handshake/credentials.ts";
import { handshake, offerOf, type Server, serverPosture } from "../handshake/handshake.ts";
import type { Offer, Port } from "../handshake/offer.ts";
import { allOf, type Outcome } from "../handshake/outcome.ts";
import { unknown } from "../handshake/refusal.ts";
import type { Instance, PdInstance, Security, TikvInstance } from "../instances/instance.ts";
import { absent } from "../instances/setting.ts";
import { hasPlaceholder, isIpLiteral, splitAddress } from "../instances/url.ts";
import type { Channel, ChannelId } from "./channel.ts";
import type { Cluster } from "./clusters.ts";
import {
  advertisedClientTargets,
  advertisedHost,
  advertisedPeerTargets,
  advertisedStatusHost,
  type EndpointHosts,
  endpointHosts,
  endpointIndex,
  type Target,
} from "./dialling.ts";
import { outgoingChannels } from "./outgoing.ts";

/**
 * Every pair of this many instances with as many others is judged. Where there are more pairs, each instance is judged
 * against itself and against the first, both ways: what differs from the first shows, and the work stays linear.
 */
export const pairLimit = 64;

/**
 * Every pair that talks in the clusters of an environment, with its posture and the outcome of its handshake. One configuration usually
 * runs on several machines, so that an instance dials its own kind also when it is alone.
 */
export function channelsOf(clusters: readonly Cluster[], clients: ClientCredentials | undefined, at: number): readonly Channel[] {
  if (clusters.length === 1) return channelsWithin(clusters[0] as Cluster, clients, at);
  const channels = new Map<string, Channel>();
  for (const channel of clusters.flatMap((cluster) => channelsWithin(cluster, clients, at))) {
    const ends = `${channel.id}\n${channel.from}\n${channel.to}`;
    const known = channels.get(ends);
    // Of an instance in several clusters: refused only where it is refused in each.
    if (known === undefined || known.outcome.kind === "fails") channels.set(ends, channel);
  }
  return [...channels.values()];
}

function channelsWithin(instances: readonly Instance[], clients: ClientCredentials | undefined, at: number): readonly Channel[] {
  const pds = instances.filter((instance) => instance.component === "pd");
  const tikvs = instances.filter((instance) => instance.component === "tikv");
  const channels: Channel[] = [];
  for (const pd of pds) channels.push(fromClient("client-pd", pd, "pd-client", advertisedClientTargets(pd), clients, at));
  const index = endpointIndex(pds);
  const endpoints = new Map(tikvs.map((tikv) => [tikv, endpointHosts(tikv, index)] as const));
  for (const [tikv, pd] of pairsOf(tikvs, pds)) {
    channels.push(fromTikvToPd(tikv, pd, endpoints.get(tikv) as EndpointHosts, at));
  }
  const pdPairs = [...pairsOf(pds, pds, withItself(pds))];
  for (const [from, to] of pdPairs) channels.push(fromPdToClientPort(from, to, at));
  for (const [from, to] of pdPairs) channels.push(fromPdToPeerPort(from, to, at));
  for (const tikv of tikvs) channels.push(fromClient("client-tikv", tikv, "tikv-grpc", [tikvTarget(tikv)], clients, at));
  const servers = new Map(tikvs.map((tikv) => [tikv, { instance: tikv, port: "tikv-grpc" } satisfies Server] as const));
  for (const [from, to] of pairsOf(tikvs, tikvs, withItself(tikvs))) {
    const server = servers.get(to) as Server;
    const outcome = handshake(tikvClient(from, advertisedHost(to)), server, at);
    channels.push(channel("tikv-tikv", from.name, server, outcome, clientPlace(from)));
  }
  for (const tikv of tikvs) {
    if (!servesStatus(tikv)) continue;
    const target: Target = { host: advertisedStatusHost(tikv), transport: "unknown" };
    channels.push(fromClient("status-tikv", tikv, "tikv-status", [target], clients, at));
  }
  for (const instance of instances) channels.push(...outgoingChannels(instance));
  return channels;
}

/**
 * All pairs of two lists, or where these would be too many a star through the first of each. With one list on both sides
 * the diagonal belongs to it.
 */
function* pairsOf<A, B>(
  from: readonly A[],
  to: readonly B[],
  diagonal: readonly (readonly [A, B])[] = [],
): Generator<readonly [A, B]> {
  const [firstFrom, firstTo] = [from[0], to[0]];
  if (firstFrom === undefined || firstTo === undefined) return;
  if (from.length * to.length <= pairLimit * pairLimit) {
    for (const a of from) for (const b of to) yield [a, b];
    return;
  }
  for (const a of from) yield [a, firstTo];
  for (const b of to.slice(1)) yield [firstFrom, b];
  yield* diagonal.slice(1);
}

/** Each instance with itself: the other machines that run the same configuration. */
function withItself<T>(instances: readonly T[]): readonly (readonly [T, T])[] {
  return instances.map((instance) => [instance, instance]);
}

/** A client outside the cluster: `client` for data, `monitoring` for the status port. It dials as the server is known to be. */
function fromClient(
  id: ChannelId,
  instance: Instance,
  port: Port,
  targets: readonly Target[],
  clients: ClientCredentials | undefined,
  at: number,
): Channel {
  const server: Server = { instance, port };
  const name = id === "status-tikv" ? "monitoring" : "client";
  const security = clients === undefined ? undefined : clientSecurity(clients);
  const outcomes = targets.map((target) => {
    const transport = transportTo(server, target);
    return handshake({ name, program: "other", security, transport, host: target.host }, server, at);
  });
  return channel(id, name, server, allOf(outcomes), security?.at);
}

/** Whoever dials a port of TiKV from outside knows from its own settings whether to use TLS: it is taken to be right. */
export function transportTo(server: Server, target: Target): Target["transport"] {
  const offer = offerOf(server);
  if (target.transport !== "unknown" || offer === undefined || offer.transport === "unknown") return target.transport;
  return offer.transport === "tls" ? "tls" : "plaintext";
}

const clientSecurities = new WeakMap<ClientCredentials, Security>();

/** The declared credentials in the shape of an instance's own; the key that belongs to them is never in the repository. */
export function clientSecurity(clients: ClientCredentials): Security | undefined {
  const { ca, certificate } = clients;
  const known = clientSecurities.get(clients);
  if (known !== undefined) return known;
  const path = certificate.kind === "absent" ? undefined : certificate.path;
  const place = path?.span ?? (ca.kind === "absent" ? ca.at : ca.path?.span);
  if (place === undefined) return undefined;
  const key = certificate.kind === "absent" ? certificate : { kind: "unseen" as const, path, because: "keys are not declared" };
  const security: Security = { at: place, ca, certificate, key, allowedCn: absent, allowedSan: absent };
  clientSecurities.set(clients, security);
  return security;
}

/**
 * TiKV dials the entries of pd.endpoints, then the client URLs that PD reports. Where no entry leads to a committed PD,
 * the entries lead to the committed ones all the same, nobody knows which to which: a PD is refused only when it fits
 * none of them.
 */
export function fromTikvToPd(tikv: TikvInstance, pd: PdInstance, endpoints: EndpointHosts, at: number): Channel {
  const server: Server = { instance: pd, port: "pd-client" };
  const dial = (host: Client["host"]) => handshake(tikvClient(tikv, host), server, at);
  const outcomes = distinctHosts(endpoints.hostsTo(pd), advertisedClientTargets(pd)).map(dial);
  if (endpoints.candidates.length > 0) {
    const candidates = endpoints.candidates.map(dial);
    const refused = candidates.filter((outcome) => outcome.kind === "fails");
    const someFit = refused.length < candidates.length;
    outcomes.push(
      someFit && refused.length > 0
        ? unknown(`which entry of pd.endpoints leads to ${pd.name} is not in the files`)
        : allOf(candidates),
    );
  }
  if (!endpoints.isKnown) outcomes.push(dial(undefined));
  return channel("tikv-pd", tikv.name, server, allOf(outcomes), clientPlace(tikv));
}

/** Each host once, as it stands last: of one that is written on both sides the one that PD reports. */
function distinctHosts(written: readonly Client["host"][], reported: readonly Target[]): readonly Client["host"][] {
  const hosts: Client["host"][] = [];
  const add = (host: Client["host"]) => {
    const same = hosts.findIndex((other) => other?.value === host?.value);
    if (same === -1) hosts.push(host);
    else hosts[same] = host;
  };
  written.forEach(add);
  for (const { host } of reported) add(host);
  return hosts;
}

/** TLS or not is one test for all of TiKV's channels: is ca-path set? (tikv: components/security/src/lib.rs, connect). */
export function tikvClient(tikv: TikvInstance, host: Client["host"]): Client {
  const { security } = tikv;
  const transport = ({ set: "tls", absent: "plaintext", undecided: "unknown" } as const)[statedAs(security.ca)];
  return { name: tikv.name, program: "tikv", instance: tikv, security, transport, host };
}

/**
 * PD's etcd client and HTTP requests follow the scheme of the URL. Its own gRPC dials (region sync, forwarding) take the
 * host alone and use TLS if and only if certificates are set (pd: pkg/utils/grpcutil, GetClientConn); they go to others.
 */
export function fromPdToClientPort(from: PdInstance, to: PdInstance, at: number): Channel {
  const server: Server = { instance: to, port: "pd-client" };
  const targets = advertisedClientTargets(to);
  const dials = targets.map((target) => pdClient(from, target));
  if (from !== to) {
    const transport = byCertificate(from.security);
    for (const target of targets) if (target.transport !== transport) dials.push(pdClient(from, { ...target, transport }));
  }
  return channel("pd-pd-client", from.name, server, allOf(dials.map((dial) => handshake(dial, server, at))), clientPlace(from));
}

function byCertificate({ certificate, key }: Security): Client["transport"] {
  const states = [statedAs(certificate), statedAs(key)];
  if (states.includes("absent")) return "plaintext";
  return states.includes("undecided") ? "unknown" : "tls";
}

/** Raft between PDs: each dials the peer URLs of the others. */
export function fromPdToPeerPort(from: PdInstance, to: PdInstance, at: number): Channel {
  const server: Server = { instance: to, port: "pd-peer" };
  const outcomes = advertisedPeerTargets(to).map((target) => handshake(pdClient(from, target), server, at));
  return channel("pd-pd-peer", from.name, server, allOf(outcomes), clientPlace(from));
}

export function pdClient(pd: PdInstance, target: Target): Client {
  const source = advertisedPeerTargets(pd)[0]?.host;
  return { name: pd.name, program: "pd", instance: pd, security: pd.security, ...target, source };
}

/** TiKV runs on without a status server where its address is a name: it binds literal addresses only (measured: failed to bind addr for status service). */
export function servesStatus({ statusAddress }: TikvInstance): boolean {
  if (statusAddress.kind !== "known") return statusAddress.kind !== "absent";
  const { host } = splitAddress(statusAddress.value);
  return host === "" || isIpLiteral(host) || hasPlaceholder(statusAddress.value);
}

function tikvTarget(tikv: TikvInstance): Target {
  return { host: advertisedHost(tikv), transport: "unknown" };
}

/** What a person changes to change how an instance dials. */
function clientPlace({ component, security }: Instance): Span {
  return materialPlace(security, component === "pd" ? "certificate" : "ca");
}

function channel(id: ChannelId, from: string, server: Server, outcome: Outcome, client: Span | undefined): Channel {
  const offer = offerOf(server);
  const usual = offer === undefined ? distinctPlaces([client]) : usualEvidence(offer, client);
  const evidence = outcome.kind === "fails" ? distinctPlaces([outcome.decidedBy, ...usual, outcome.related]) : usual;
  return { id, from, to: server.instance.name, posture: serverPosture(server), outcome, evidence };
}

const usualEvidences = new WeakMap<Offer, Map<Span | undefined, readonly Span[]>>();

/** What decides where nothing fails: the same list for all channels of one port and one client. */
function usualEvidence(offer: Offer, client: Span | undefined): readonly Span[] {
  let byClient = usualEvidences.get(offer);
  if (byClient === undefined) {
    byClient = new Map();
    usualEvidences.set(offer, byClient);
  }
  let evidence = byClient.get(client);
  if (evidence === undefined) {
    evidence = distinctPlaces([...offer.evidence, client]);
    byClient.set(client, evidence);
  }
  return evidence;
}

function distinctPlaces(places: readonly (Span | undefined)[]): readonly Span[] {
  const distinct = new Map<string, Span>();
  for (const place of places) {
    if (place === undefined) continue;
    const { path, line, column, endLine, endColumn } = place;
    const key = `${line}:${column}-${endLine}:${endColumn} ${path}`;
    if (!distinct.has(key)) distinct.set(key, place);
  }
  return [...distinct.values()];
}
