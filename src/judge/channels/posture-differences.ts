import { type Channel, type ChannelId, channelIds, portOf } from "../../model/channels/channel.ts";
import { comparableEnvironments, type Environment, type Model } from "../../model/environments/environment.ts";
import { offerOf } from "../../model/handshake/handshake.ts";
import { componentOf } from "../../model/handshake/offer.ts";
import { comparePostures, isWeaker, type Posture } from "../../model/handshake/outcome.ts";
import type { Component, Instance } from "../../model/instances/instance.ts";
import type { Span } from "../../text/span.ts";
import { placeKey } from "./channel-ends.ts";

/** Channels of one environment that one setting makes weaker than those of other environments. */
export interface PostureDifference {
  readonly environment: Environment;
  /** The setting that decides it. */
  readonly at: Span;
  /** Never empty; in the order of the ids. */
  readonly channels: readonly WeakerChannel[];
}

export interface WeakerChannel {
  readonly id: ChannelId;
  /** The weakest here. */
  readonly posture: Posture;
  /** The environment in which it is strongest, what it gives there, and the setting that decides it. */
  readonly stronger: Environment;
  readonly strongerPosture: Posture;
  readonly strongerAt: Span;
}

/** What everybody writes of a posture. */
export const postureText: Readonly<Record<Posture, string>> = {
  plaintext: "plaintext",
  tls: "TLS without client certificates",
  mtls: "mutual TLS",
  "mtls-identity": "mutual TLS with an allow list",
};

/** The component that serves a channel; undefined for endpoints outside the cluster. */
export function serverOf(id: ChannelId): Component | undefined {
  const port = portOf(id);
  return port && componentOf(port);
}

const cache = new WeakMap<Model, readonly PostureDifference[]>();

/**
 * Each environment's weakest posture on each channel, against the strongest that another environment gives. Channels that
 * one setting decides are one difference. Where a posture is unknown nothing is said.
 */
export function postureDifferences(model: Model): readonly PostureDifference[] {
  const cached = cache.get(model);
  if (cached !== undefined) return cached;
  const differences = compared(model);
  cache.set(model, differences);
  return differences;
}

interface Weakest {
  readonly environment: Environment;
  readonly posture: Posture;
  readonly at: Span;
}

function compared(model: Model): readonly PostureDifference[] {
  const byCause = new Map<string, { environment: Environment; at: Span; channels: WeakerChannel[] }>();
  const weakest = weakestByChannel(model);
  for (const id of channelIds) {
    const all = weakest.get(id) ?? [];
    const strongest = all.reduce<Weakest | undefined>(
      (best, one) => (best === undefined || comparePostures(one.posture, best.posture) > 0 ? one : best),
      undefined,
    );
    if (strongest === undefined) continue;
    const { environment: stronger, posture: strongerPosture, at: strongerAt } = strongest;
    for (const { environment, posture, at } of all) {
      if (comparePostures(posture, strongerPosture) >= 0) continue;
      const key = `${environment.name}\n${placeKey(at)}`;
      const cause = byCause.get(key) ?? { environment, at, channels: [] };
      byCause.set(key, cause);
      cause.channels.push({ id, posture, stronger, strongerPosture, strongerAt });
    }
  }
  return [...byCause.values()];
}

function weakestByChannel(model: Model): ReadonlyMap<ChannelId, readonly Weakest[]> {
  const byChannel = new Map<ChannelId, Weakest[]>();
  for (const environment of comparableEnvironments(model)) {
    const byName = new Map(environment.instances.map((instance) => [instance.name, instance]));
    for (const [id, channel] of weakestOf(environment.channels)) {
      if (channel.posture === "unknown") continue;
      const at = placeOf(channel, byName.get(channel.to)) ?? environment.at;
      const entry = { environment, posture: channel.posture, at };
      const entries = byChannel.get(id);
      if (entries === undefined) byChannel.set(id, [entry]);
      else entries.push(entry);
    }
  }
  return byChannel;
}

/** The first of the weakest pairs of each channel; above plaintext one that is unknown leaves the weakest unknown. */
function weakestOf(channels: readonly Channel[]): ReadonlyMap<ChannelId, Channel> {
  const weakest = new Map<ChannelId, Channel>();
  for (const channel of channels) {
    const before = weakest.get(channel.id);
    if (before === undefined || isWeaker(channel.posture, before.posture)) weakest.set(channel.id, channel);
  }
  return weakest;
}

/** What decides a posture lies on the server's side; the first evidence of a channel may be why its handshake fails. */
function placeOf({ id, evidence }: Channel, server: Instance | undefined): Span | undefined {
  const port = portOf(id);
  const offer = port === undefined || server === undefined ? undefined : offerOf({ instance: server, port });
  return offer?.evidence[0] ?? evidence[0];
}
