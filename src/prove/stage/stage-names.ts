import { type Certificate, certificatesOf, type Sha256 } from "../../model/certificates/certificate.ts";
import { coversHost, type NameCheck } from "../../model/certificates/host-name.ts";
import {
  advertisedClientTargets,
  advertisedHost,
  advertisedPeerTargets,
  advertisedStatusHost,
  type EndpointHosts,
  endpointHosts,
  endpointIndex,
  type Target,
} from "../../model/channels/dialling.ts";
import { type Environment, pdsOf, tikvsOf } from "../../model/environments/environment.ts";
import { identityOf } from "../../model/handshake/credentials.ts";
import { type Port, portName } from "../../model/handshake/offer.ts";
import type { Instance, PdInstance, TikvInstance } from "../../model/instances/instance.ts";
import { isIpLiteral } from "../../model/instances/url.ts";
import { shortListOf } from "../../text/list-of.ts";
import type { EditsOf } from "../twins/twin-file.ts";
import { type Coverage, editFor, type NameEdit } from "../twins/twin-names.ts";
import type { Placement } from "./stage.ts";

/** What the certificate of an instance names, moved to where its twin listens. */
export interface Naming {
  /** Hosts by which the original is dialled, and where its twin is. */
  readonly hosts: readonly string[];
  /** How certificates change that this instance shows. */
  readonly edits: EditsOf;
}

export interface Namings {
  readonly of: ReadonlyMap<Instance, Naming>;
  /** How certificates change where nobody in particular shows them: in a CA file. */
  readonly shared: EditsOf;
  /** Addresses that come into a certificate which did not name them. */
  readonly added: readonly string[];
  readonly notes: readonly string[];
}

/** One way to be dialled: by which host, with whose name check, at which address of the stage. */
interface Reach {
  readonly port: Port;
  readonly address: string;
  readonly hosts: readonly { readonly value: string; readonly check: NameCheck }[];
}

/**
 * Every host that is dialled becomes an address of the stage. So that each name check ends as it did, the twin of a
 * certificate names the address exactly when the original names the host, by the rules of Go and of gRPC core each.
 */
export function namingsOf(environment: Environment, placements: ReadonlyMap<Instance, Placement>): Namings {
  const notes: string[] = [];
  const index = endpointIndex(pdsOf(environment));
  const endpoints = tikvsOf(environment).map((tikv) => endpointHosts(tikv, index));
  const wanted = new Map<Instance, ReadonlyMap<string, Coverage>>();
  const hosts = new Map<Instance, readonly string[]>();
  for (const instance of environment.instances) {
    const reaches = reachesOf(instance, placements.get(instance) ?? {}, endpoints);
    hosts.set(instance, [...new Set(reaches.flatMap((reach) => [...reach.hosts.map(({ value }) => value), reach.address]))]);
    const leaf = shownBy(instance);
    wanted.set(instance, leaf === undefined ? new Map() : coveragesOf(instance, leaf, reaches, notes));
  }
  const edits = new Map(environment.instances.map((instance) => [instance, editsFor(instance, environment.instances, wanted)]));
  const shared = new Map<Sha256, readonly NameEdit[]>();
  for (const instance of environment.instances) {
    const leaf = shownBy(instance);
    if (leaf !== undefined && !shared.has(leaf.sha256)) shared.set(leaf.sha256, edits.get(instance) ?? []);
  }
  const sharedOf: EditsOf = ({ sha256 }) => shared.get(sha256) ?? [];
  const of = new Map(
    environment.instances.map((instance): [Instance, Naming] => {
      const own = shownBy(instance)?.sha256;
      const ownEdits = edits.get(instance) ?? [];
      const editsOf: EditsOf = (certificate) => (certificate.sha256 === own ? ownEdits : sharedOf(certificate));
      return [instance, { hosts: hosts.get(instance) ?? [], edits: editsOf }];
    }),
  );
  const edited = environment.instances.filter((instance) => (edits.get(instance) ?? []).length > 0).map(({ name }) => name);
  if (edited.length > 0) {
    notes.push(
      `On the stage every host is an address: the twins of the certificates of ${shortListOf(edited, 6)} name it exactly where the originals name the host.`,
    );
  }
  return { of, shared: sharedOf, added: addedTo(environment.instances, wanted), notes };
}

/** The certificate that an instance shows; also one that it cannot use. */
export function shownBy(instance: Instance): Certificate | undefined {
  const identity = identityOf(instance.security, instance);
  if (identity.kind === "held") return identity.value.leaf;
  const { certificate } = instance.security;
  return certificate.kind === "seen" ? certificatesOf(certificate.file)[0] : undefined;
}

function reachesOf(instance: Instance, placement: Placement, endpoints: readonly EndpointHosts[]): readonly Reach[] {
  const reach = (port: Port, hosts: Reach["hosts"]): readonly Reach[] => {
    const address = placement[port]?.host;
    return address === undefined ? [] : [{ port, address, hosts }];
  };
  const go = (targets: readonly Pick<Target, "host">[]) =>
    targets.flatMap(({ host }) => (host === undefined ? [] : [{ value: host.value, check: "go" as const }]));
  if (instance.component === "tikv") return tikvReaches(instance, reach, go);
  const clientHosts = go(advertisedClientTargets(instance));
  const byTikv = endpoints.flatMap((endpoint) => dialledBy(endpoint, instance));
  const grpc = endpoints.length === 0 ? [] : [...clientHosts.map(({ value }) => value), ...byTikv];
  return [
    ...reach("pd-client", [...clientHosts, ...grpc.map((value) => ({ value, check: "grpc" as const }))]),
    ...reach("pd-peer", go(advertisedPeerTargets(instance))),
  ];
}

/** Where no entry leads to a committed PD, one that the certificate names may be the one that leads to it. */
function dialledBy(endpoint: EndpointHosts, pd: PdInstance): readonly string[] {
  const leaf = shownBy(pd);
  const candidates = endpoint.candidates.map(({ value }) => value);
  const fitting = leaf === undefined ? candidates : candidates.filter((host) => coversHost(leaf, host, "grpc"));
  return [...endpoint.hostsTo(pd).map(({ value }) => value), ...(fitting.length > 0 ? fitting : candidates)];
}

function tikvReaches(
  tikv: TikvInstance,
  reach: (port: Port, hosts: Reach["hosts"]) => readonly Reach[],
  go: (targets: readonly Pick<Target, "host">[]) => Reach["hosts"],
): readonly Reach[] {
  const hosts = go([{ host: advertisedHost(tikv) }]);
  return [
    ...reach("tikv-grpc", [...hosts, ...hosts.map(({ value }) => ({ value, check: "grpc" as const }))]),
    ...reach("tikv-status", go([{ host: advertisedStatusHost(tikv) }])),
  ];
}

/** What the twin of a certificate names of the addresses at which it is dialled. The first port with an address decides. */
function coveragesOf(
  instance: Instance,
  leaf: Certificate,
  reaches: readonly Reach[],
  notes: string[],
): ReadonlyMap<string, Coverage> {
  const coverages = new Map<string, Coverage>();
  // What is known decides before what is not.
  const ordered = [...reaches].sort((a, b) => Number(a.hosts.length === 0) - Number(b.hosts.length === 0));
  for (const { port, address, hosts } of ordered) {
    const by = (check: NameCheck) => {
      const asked = hosts.filter((host) => host.check === check);
      return asked.length === 0 ? undefined : asked.every(({ value }) => coversHost(leaf, value, check));
    };
    const [go, grpc] = [by("go"), by("grpc")];
    const differing = hosts.filter(({ value, check }) => coversHost(leaf, value, check) !== by(check));
    if (differing.length > 0) notes.push(severalHosts(instance, port, hosts));
    const before = coverages.get(address);
    if (go === undefined && grpc === undefined) {
      if (before !== undefined) continue;
      notes.push(
        `The host by which the ${portName[port]} of ${instance.name} is dialled is not in the files: the certificate of its twin names the address on the stage.`,
      );
    }
    const coverage = { go: go ?? grpc ?? true, grpc: grpc ?? go ?? true };
    if (before === undefined) coverages.set(address, coverage);
    else if (before.go !== coverage.go) notes.push(conflict(instance, port, address, coverage.go));
  }
  if (instance.component === "pd") addSource(instance, leaf, reaches, coverages, notes);
  return coverages;
}

function severalHosts(instance: Instance, port: Port, hosts: Reach["hosts"]): string {
  const names = [...new Set(hosts.map(({ value }) => value))].join(", ");
  return `The ${portName[port]} of ${instance.name} is dialled by several hosts (${names}), of which its certificate names some: on the stage all are one address, which it does not name.`;
}

function conflict(instance: Instance, port: Port, address: string, isNamed: boolean): string {
  const verb = isNamed ? "names" : "does not name";
  return `The certificate of ${instance.name} ${verb} the host by which its ${portName[port]} is dialled, unlike that of the port before; both are at ${address} on the stage, and only one can be imitated.`;
}

/**
 * PD's peer port compares the names of a client certificate with the address that it comes from (etcd:
 * client/pkg/transport/listener_tls.go, checkCertSAN). On a loopback address that is 127.0.0.1 whatever was dialled.
 */
function addSource(
  pd: PdInstance,
  leaf: Certificate,
  reaches: readonly Reach[],
  coverages: Map<string, Coverage>,
  notes: string[],
): void {
  const host = advertisedPeerTargets(pd)[0]?.host?.value;
  const address = reaches.find(({ port }) => port === "pd-peer")?.address;
  if (host === undefined || address === undefined) return;
  const { dns = [], ip = [] } = leaf.subjectAltName ?? {};
  const isNamed = coversHost(leaf, host, "go");
  const isRefused = !isNamed && ip.length > 0 && dns.length === 0 && isIpLiteral(host);
  if (!isNamed && !isRefused) return;
  for (const source of new Set([address, ...(address.startsWith("127.") ? ["127.0.0.1"] : [])])) {
    const known = coverages.get(source);
    if (known === undefined) coverages.set(source, { go: isNamed });
    else if (known.go !== isNamed && source !== address) notes.push(conflict(pd, "pd-peer", source, isNamed));
  }
}

/** Of its own addresses first; the addresses of others that show the same certificate as far as these do not contradict. */
function editsFor(
  instance: Instance,
  all: readonly Instance[],
  wanted: ReadonlyMap<Instance, ReadonlyMap<string, Coverage>>,
): readonly NameEdit[] {
  const leaf = shownBy(instance);
  if (leaf === undefined) return [];
  const merged = new Map(wanted.get(instance));
  for (const other of all) {
    if (other === instance || shownBy(other)?.sha256 !== leaf.sha256) continue;
    for (const [address, coverage] of wanted.get(other) ?? []) if (!merged.has(address)) merged.set(address, coverage);
  }
  const addresses = [...merged].sort(([a], [b]) => (a < b ? -1 : 1));
  return addresses.flatMap(([address, coverage]) => editFor(leaf, address, coverage) ?? []);
}

function addedTo(
  instances: readonly Instance[],
  wanted: ReadonlyMap<Instance, ReadonlyMap<string, Coverage>>,
): readonly string[] {
  const leaves = instances.flatMap((instance) => shownBy(instance) ?? []);
  const addresses = new Set(
    [...wanted.values()].flatMap((map) => [...map].flatMap(([address, { go }]) => (go ? [address] : []))),
  );
  return [...addresses].filter((address) => !leaves.some((leaf) => coversHost(leaf, address, "go")));
}
