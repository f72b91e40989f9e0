import { type Channel, type ChannelId, portOf } from "../model/channels/channel.ts";
import type { Environment } from "../model/environments/environment.ts";
import { offerOf } from "../model/handshake/handshake.ts";
import { comparePostures, type Posture } from "../model/handshake/outcome.ts";
import type { Component, Instance } from "../model/instances/instance.ts";
import type { Span } from "../text/span.ts";
import type { EnvironmentMatch, InstanceMatch } from "./match.ts";

/** One side of a channel. */
export interface ChannelSide {
  readonly posture: Posture | "unknown";
  readonly handshake: Channel["outcome"]["kind"];
  readonly detail: string;
  /** The deciding line. */
  readonly at: Span | undefined;
}

export type Direction = "stronger" | "weaker" | "handshake" | "hidden" | "shown" | "added" | "removed";

/** Channels that change in the same way for the same reason. */
export interface ChannelChange {
  readonly id: ChannelId;
  /** The first pair. */
  readonly from: string;
  readonly to: string;
  readonly pairs: number;
  readonly before: ChannelSide | undefined;
  readonly after: ChannelSide | undefined;
  readonly direction: Direction;
  readonly component: Component | undefined;
}

export interface PostureDiff {
  /** Channels that are as they were. */
  readonly unchanged: number;
  readonly changed: readonly ChannelChange[];
}

/** The channels of one environment before and after: matched by id and by the instances at their ends. */
export function postureDiff({ base, head }: EnvironmentMatch, matches: readonly InstanceMatch[]): PostureDiff {
  const before = keyed(base, new Map(matches.map((match) => [match.base, match.id])));
  const after = keyed(head, new Map(matches.map((match) => [match.head, match.id])));
  const changed = new Map<string, ChannelChange>();
  let unchanged = 0;
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [old, fresh] = [before.get(key), after.get(key)];
    const change = compared(old, fresh);
    if (change === undefined) {
      unchanged++;
      continue;
    }
    const group = JSON.stringify([change.id, change.direction, sideKey(change.before), sideKey(change.after)]);
    const known = changed.get(group);
    changed.set(group, known === undefined ? change : { ...known, pairs: known.pairs + 1 });
  }
  return { unchanged, changed: [...changed.values()] };
}

interface Placed {
  readonly channel: Channel;
  readonly server: Instance | undefined;
}

function keyed(
  environment: Environment | undefined,
  ids: ReadonlyMap<Instance | undefined, string>,
): ReadonlyMap<string, Placed> {
  const map = new Map<string, Placed>();
  if (environment === undefined) return map;
  const byName = new Map(environment.instances.map((instance) => [instance.name, instance]));
  for (const channel of environment.channels) {
    const server = portOf(channel.id) === undefined ? undefined : byName.get(channel.to);
    const end = (name: string) => ids.get(byName.get(name)) ?? name;
    let key = `${channel.id}\n${end(channel.from)}\n${end(channel.to)}`;
    while (map.has(key)) key += "'";
    map.set(key, { channel, server });
  }
  return map;
}

function compared(old: Placed | undefined, fresh: Placed | undefined): ChannelChange | undefined {
  const direction = directionOf(old?.channel, fresh?.channel);
  if (direction === undefined) return undefined;
  const [before, after] = [old && sideOf(old, direction), fresh && sideOf(fresh, direction)];
  const { channel, server } = (fresh ?? old) as Placed;
  const { id, from, to } = channel;
  return {
    id,
    from,
    to,
    pairs: 1,
    before,
    after,
    direction,
    component: server?.component ?? (old?.server ?? fresh?.server)?.component,
  };
}

function directionOf(before: Channel | undefined, after: Channel | undefined): Direction | undefined {
  if (before === undefined) return "added";
  if (after === undefined) return "removed";
  if (before.posture !== after.posture) {
    if (after.posture === "unknown") return before.posture === "plaintext" ? "stronger" : "hidden";
    if (before.posture === "unknown") return after.posture === "plaintext" ? "weaker" : "shown";
    return comparePostures(after.posture, before.posture) < 0 ? "weaker" : "stronger";
  }
  return before.outcome.kind === after.outcome.kind ? undefined : "handshake";
}

/** A posture is decided by the server's settings, a refusal by whoever refuses. */
function sideOf({ channel, server }: Placed, direction: Direction): ChannelSide {
  const { posture, outcome, evidence, id } = channel;
  const port = portOf(id);
  const offer = server === undefined || port === undefined ? undefined : offerOf({ instance: server, port });
  const refusedAt = direction === "handshake" && outcome.kind === "fails" ? outcome.decidedBy : undefined;
  const at = refusedAt ?? offer?.evidence[0] ?? evidence[0];
  return { posture, handshake: outcome.kind, detail: outcome.detail, at };
}

function sideKey(side: ChannelSide | undefined): unknown {
  return side && [side.posture, side.handshake, side.at?.path, side.at?.line];
}
