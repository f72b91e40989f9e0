import type { ChannelId } from "../model/channels/channel.ts";
import { pdClient, tikvClient, transportTo } from "../model/channels/channels.ts";
import { areTogether } from "../model/channels/clusters.ts";
import { advertisedClientTargets, advertisedHost, advertisedPeerTargets, type Target } from "../model/channels/dialling.ts";
import { type Client, programOf } from "../model/handshake/client.ts";
import { serverNamesOf } from "../model/handshake/client-checks.ts";
import { handshake, offerOf } from "../model/handshake/handshake.ts";
import type { Port } from "../model/handshake/offer.ts";
import type { Outcome } from "../model/handshake/outcome.ts";
import type { AttemptKind } from "../model/handshake/trial.ts";
import type { PdInstance, TikvInstance } from "../model/instances/instance.ts";
import { commandByHand } from "./by-hand.ts";
import type { ProbeRequest } from "./probe/probe.ts";
import type { Address, Credential, CredentialKind, Stage, TwinInstance } from "./stage/stage.ts";

/** One attempt to make, with what the one function says of it. */
export interface Attempt {
  readonly channel: ChannelId;
  readonly from: string;
  readonly to: TwinInstance;
  readonly port: Port;
  readonly kind: AttemptKind;
  readonly predicted: Outcome;
  readonly request: ProbeRequest;
  readonly command: string;
}

/** Every pair of this many instances is dialled; beyond it each dials itself and the first. */
const pairLimit = 5;

/**
 * What to dial in a stage: every channel by its right client, and every port in the wrong ways that can be made. `at` is
 * the present: milliseconds since the epoch, UTC.
 */
export function attemptsOf(stage: Stage, at: number): readonly Attempt[] {
  const dial = (ends: Ends, client: Client, kind: AttemptKind, shows: Credential | undefined): readonly Attempt[] => {
    const address = ends.to.listens[ends.port];
    if (address === undefined || client.transport === "unknown") return [];
    const { channel, from, to, port } = ends;
    const predicted = handshake(client, { instance: to.twin, port }, at);
    const request = requestOf(ends, address, client, shows, at);
    const command = commandByHand(to.original, port, client.transport === "plaintext" ? "plaintext" : kind);
    return [{ channel, from, to, port, kind, predicted, request, command }];
  };
  return [
    ...betweenInstances(stage).flatMap(({ ends, client, shows }) => dial(ends, client, "right-client", shows)),
    ...stage.instances.flatMap((to) =>
      outsiders(stage, to).flatMap(({ ends, client, kind, shows }) => dial(ends, client, kind, shows)),
    ),
  ];
}

interface Ends {
  readonly channel: ChannelId;
  readonly from: string;
  readonly to: TwinInstance;
  readonly port: Port;
}

interface Dial {
  readonly ends: Ends;
  readonly client: Client;
  readonly shows: Credential | undefined;
}

/** TiKV to PD, PD to PD on both ports, TiKV to TiKV, each with the material of the one that dials. */
function betweenInstances(stage: Stage): readonly Dial[] {
  const pds = stage.instances.filter(({ twin }) => twin.component === "pd");
  const tikvs = stage.instances.filter(({ twin }) => twin.component === "tikv");
  const pairs = (from: readonly TwinInstance[], to: readonly TwinInstance[]) =>
    pairsOf(from, to).filter(([a, b]) => areTogether(stage.environment, a.original, b.original));
  const dials: Dial[] = [];
  const add = (channel: ChannelId, from: TwinInstance, to: TwinInstance, port: Port, client: Client) =>
    dials.push({ ends: { channel, from: from.original.name, to, port }, client, shows: from.credential });
  for (const [from, to] of pairs(tikvs, pds)) {
    const targets = advertisedClientTargets(to.twin as PdInstance);
    for (const { host } of targets) add("tikv-pd", from, to, "pd-client", tikvClient(from.twin as TikvInstance, host));
  }
  for (const [from, to] of pairs(pds, pds)) {
    const [client, peer] = [advertisedClientTargets(to.twin as PdInstance), advertisedPeerTargets(to.twin as PdInstance)];
    for (const target of client) add("pd-pd-client", from, to, "pd-client", pdClient(from.twin as PdInstance, target));
    for (const target of peer) add("pd-pd-peer", from, to, "pd-peer", pdClient(from.twin as PdInstance, target));
  }
  for (const [from, to] of pairs(tikvs, tikvs)) {
    const host = advertisedHost(to.twin as TikvInstance);
    add("tikv-tikv", from, to, "tikv-grpc", tikvClient(from.twin as TikvInstance, host));
  }
  return dials;
}

function pairsOf(from: readonly TwinInstance[], to: readonly TwinInstance[]): readonly (readonly [TwinInstance, TwinInstance])[] {
  const isSmall = from.length <= pairLimit && to.length <= pairLimit;
  return from.flatMap((a) => to.filter((b) => isSmall || b === to[0] || a === b).map((b) => [a, b] as const));
}

/** The channel of a client from outside, by the port that it dials. */
export const outsideChannel: Readonly<Record<Port, ChannelId>> = {
  "pd-client": "client-pd",
  "pd-peer": "pd-pd-peer",
  "tikv-grpc": "client-tikv",
  "tikv-status": "status-tikv",
};

/** Which credential each wrong way shows. */
const wrongWays: Readonly<Partial<Record<AttemptKind, CredentialKind>>> = {
  "other-ca": "other-ca",
  "other-name": "other-name",
  "expired-certificate": "expired",
  "no-client-usage": "no-client-usage",
};

/** Clients from outside the cluster at every port of an instance: the right one and all wrong ones that can be made. */
function outsiders(stage: Stage, to: TwinInstance): readonly (Dial & { readonly kind: AttemptKind })[] {
  return (Object.keys(to.listens) as Port[]).flatMap((port) => {
    const offer = offerOf({ instance: to.twin, port });
    if (offer === undefined) return [];
    const name = port === "tikv-status" ? "monitoring" : "client";
    const ends: Ends = { channel: outsideChannel[port], from: name, to, port };
    const right = stage.clientOf(to, port, "right");
    const target = outsideTarget(to, port);
    const dials: (Dial & { readonly kind: AttemptKind })[] = [];
    const add = (kind: AttemptKind, shows: Credential | undefined, more: Partial<Client>) =>
      dials.push({ ends, kind, shows, client: { name, program: "other", ...target, security: shows?.security, ...more } });
    // PD's peer port has no clients but PDs: the right ones are among the instances.
    const canBeRight = right !== undefined || offer.check.kind === "none";
    if (port !== "pd-peer" && canBeRight)
      add("right-client", right, { transport: transportTo({ instance: to.twin, port }, target) });
    add("plaintext", undefined, { transport: "plaintext" });
    if (offer.transport === "plaintext") return dials;
    const secured: Partial<Client> = { transport: "tls" };
    if (right !== undefined) {
      const { ca, files } = right;
      const nothing = { ca, certificate: "", key: "", files, security: withoutCertificate(right) };
      add("no-certificate", nothing, secured);
      if (target.host !== undefined)
        add("wrong-server-name", right, { ...secured, host: { ...target.host, value: "another.invalid" } });
    }
    for (const [kind, which] of Object.entries(wrongWays) as [AttemptKind, CredentialKind][]) {
      const shows = stage.clientOf(to, port, which);
      if (shows !== undefined) add(kind, shows, secured);
    }
    return dials;
  });
}

function outsideTarget({ twin }: TwinInstance, port: Port): Target {
  if (twin.component === "pd") {
    const targets = port === "pd-peer" ? advertisedPeerTargets(twin) : advertisedClientTargets(twin);
    return targets[0] ?? { host: undefined, transport: "unknown" };
  }
  return { host: advertisedHost(twin), transport: "unknown" };
}

function withoutCertificate({ security }: Credential): Credential["security"] {
  return { ...security, certificate: { kind: "absent" }, key: { kind: "absent" } };
}

function requestOf({ port }: Ends, address: Address, client: Client, shows: Credential | undefined, at: number): ProbeRequest {
  const host = client.host?.value;
  const isGo = client.program !== "tikv";
  const listed = serverNamesOf(client);
  const names = listed?.kind === "known" ? listed.value.map(({ value }) => value) : undefined;
  const speaks = port === "tikv-grpc" || (port === "pd-client" && client.program === "tikv") ? "grpc" : "http";
  if (client.transport === "plaintext") return { address, transport: "plaintext", speaks };
  return {
    address,
    transport: "tls",
    speaks,
    credential: shows === undefined || shows.certificate === "" ? undefined : shows,
    verify:
      shows === undefined || host === undefined
        ? undefined
        : { ca: shows.ca, host, as: isGo ? "go" : "grpc", program: programOf(client), names, at },
  };
}
