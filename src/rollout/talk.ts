import type { ChannelId } from "../model/channels/channel.ts";
import { fromPdToClientPort, fromPdToPeerPort, fromTikvToPd, pdClient, tikvClient } from "../model/channels/channels.ts";
import {
  advertisedClientTargets,
  advertisedHost,
  type EndpointHosts,
  type EndpointIndex,
  endpointHosts,
} from "../model/channels/dialling.ts";
import { identityOf, trustOf } from "../model/handshake/credentials.ts";
import { handshake, startOf } from "../model/handshake/handshake.ts";
import { allOf, type Outcome } from "../model/handshake/outcome.ts";
import type { Instance, PdInstance, TikvInstance } from "../model/instances/instance.ts";
import { addressOf } from "./match.ts";
import { outsideOutcomes } from "./outside.ts";
import type { Member, State } from "./states.ts";

/** Two members that have to reach each other, and what happens when they try in their present states. */
export interface Exchange {
  readonly channel: ChannelId;
  readonly from: Member;
  readonly to: Member;
  readonly outcome: Outcome;
}

/** Answers who can talk, each question once. `index` holds every PD that there is or will be, in all its states; `isPair`: are two
 * members in one cluster? */
export class Talks {
  readonly #at: number;
  readonly #index: EndpointIndex;
  readonly #isPair: (a: Member, b: Member) => boolean;
  readonly #endpoints = new Map<TikvInstance, EndpointHosts>();
  readonly #known = new Map<Instance, Map<Instance, Map<string, Outcome>>>();

  constructor(at: number, index: EndpointIndex, isPair: (a: Member, b: Member) => boolean) {
    this.#at = at;
    this.#index = index;
    this.#isPair = isPair;
  }

  /** All that two different members say to each other, in both directions. */
  between(a: Member, stateOfA: State, b: Member, stateOfB: State): readonly Exchange[] {
    if (stateOfA.outside !== undefined) return this.#fromOutside(a, stateOfA, b, stateOfB);
    if (stateOfB.outside !== undefined) return this.#fromOutside(b, stateOfB, a, stateOfA);
    if (stateOfA.serves === undefined || stateOfB.serves === undefined || !this.#isPair(a, b)) return [];
    if (a.component === "tikv" && b.component === "tikv") {
      return [...this.#oneWay("tikv-tikv", a, stateOfA, b, stateOfB), ...this.#oneWay("tikv-tikv", b, stateOfB, a, stateOfA)];
    }
    if (a.component === "tikv") return this.#oneWay("tikv-pd", a, stateOfA, b, stateOfB);
    if (b.component === "tikv") return this.#oneWay("tikv-pd", b, stateOfB, a, stateOfA);
    return [
      ...this.#oneWay("pd-pd-client", a, stateOfA, b, stateOfB),
      ...this.#oneWay("pd-pd-client", b, stateOfB, a, stateOfA),
      this.#raft(a, stateOfA, b, stateOfB),
    ];
  }

  /** Does a program that is restarted in a state come up, and does a running PD still reach itself? */
  alone(member: Member, { serves, isFresh }: State): Exchange | undefined {
    if (serves === undefined) return undefined;
    const start = startOf(serves, this.#at);
    const channel = member.component === "pd" ? "pd-pd-client" : "tikv-tikv";
    if (start.kind === "starts") return undefined;
    if (start.kind === "unknown") {
      const detail = `whether ${serves.name} starts is not in the files: ${start.because}`;
      return { channel, from: member, to: member, outcome: { kind: "unknown", detail } };
    }
    if (isFresh !== true && start.refusal !== undefined) return { channel, from: member, to: member, outcome: start.refusal };
    const { detail, decidedBy, related } = start;
    const outcome: Outcome = {
      kind: "fails",
      by: "server",
      reason: "server-does-not-start",
      step: "server-start",
      detail: `${serves.name} does not start: ${detail}`,
      decidedBy,
      related,
    };
    return { channel, from: member, to: member, outcome };
  }

  #fromOutside(clients: Member, { outside }: State, to: Member, { serves }: State): readonly Exchange[] {
    if (outside === undefined || serves === undefined) return [];
    const channel = serves.component === "pd" ? "client-pd" : "client-tikv";
    return outsideOutcomes(outside, serves, this.#at).map((outcome) => ({ channel, from: clients, to, outcome }));
  }

  #oneWay(channel: ChannelId, from: Member, dialling: State, to: Member, serving: State): readonly Exchange[] {
    const server = serving.serves as Instance;
    const isSettled = dialling.isFresh === true && serving.isFresh === true;
    return dialling.dials.map((client) => ({
      channel,
      from,
      to,
      outcome: this.#outcome(channel, client, server, to, isSettled),
    }));
  }

  /** Raft between two PDs needs one connection, whoever opened it (measured). */
  #raft(a: Member, stateOfA: State, b: Member, stateOfB: State): Exchange {
    const ways = [
      ...this.#oneWay("pd-pd-peer", a, stateOfA, b, stateOfB),
      ...this.#oneWay("pd-pd-peer", b, stateOfB, a, stateOfA),
    ];
    const best =
      ways.find(({ outcome }) => outcome.kind === "succeeds") ??
      ways.find(({ outcome }) => outcome.kind === "unknown") ??
      (ways[0] as Exchange);
    return best;
  }

  #outcome(channel: ChannelId, client: Instance, server: Instance, to: Member, isSettled: boolean): Outcome {
    const byServer = child(this.#known, client, () => new Map<Instance, Map<string, Outcome>>());
    const byChannel = child(byServer, server, () => new Map<string, Outcome>());
    const key = isSettled ? channel : `${channel} meanwhile`;
    return child(byChannel, key, () => this.#ask(channel, client, server, to, isSettled));
  }

  #ask(channel: ChannelId, client: Instance, server: Instance, { match }: Member, isSettled: boolean): Outcome {
    const at = this.#at;
    if (channel === "pd-pd-peer") return fromPdToPeerPort(client as PdInstance, server as PdInstance, at).outcome;
    if (channel === "pd-pd-client") {
      if (isSettled) return fromPdToClientPort(client as PdInstance, server as PdInstance, at).outcome;
      // Region sync, which takes no notice of the scheme, may pause meanwhile: all members stay healthy (measured on v8.5).
      const targets = advertisedClientTargets(server as PdInstance);
      return allOf(
        targets.map((target) => handshake(pdClient(client as PdInstance, target), { instance: server, port: "pd-client" }, at)),
      );
    }
    const tikv = client as TikvInstance;
    if (server.component === "tikv") {
      return handshake(tikvClient(tikv, advertisedHost(server)), { instance: server, port: "tikv-grpc" }, at);
    }
    const endpoints = child(this.#endpoints, tikv, () => endpointHosts(tikv, this.#index));
    // The index knows PD as it is committed, before and after: an entry leads to whichever has the address of this state.
    const committed = [match.base, match.head].filter(
      (pd) => pd?.component === "pd" && addressOf(pd) === addressOf(server),
    ) as PdInstance[];
    const hosts = committed.flatMap((pd) => endpoints.hostsTo(pd));
    return fromTikvToPd(tikv, server, { ...endpoints, hostsTo: () => hosts }, at).outcome;
  }
}

/**
 * What of a change may matter to two members and is hidden behind files that are not in the repository: a narrower allow
 * list while the other's certificate is not seen, or a path to a file that is not seen. One clause, or undefined.
 */
export function hiddenTouch(a: Member, b: Member): string | undefined {
  return hiddenFor(a, b) ?? hiddenFor(b, a);
}

function hiddenFor({ match, name }: Member, other: Member): string | undefined {
  const { base, head } = match;
  if (base === undefined || head === undefined || base === head) return undefined;
  for (const part of ["ca", "certificate", "key"] as const) {
    const [before, after] = [base.security[part], head.security[part]];
    if (after.kind !== "unseen" || before.kind === "absent") continue;
    const isSame = before.kind === "unseen" && before.path?.value === after.path?.value;
    // A key is never committed: the certificate beside it is what counts.
    if (!isSame && part !== "key")
      return `${name} gets another ${part === "ca" ? "CA" : "certificate"} file, which is not in the repository`;
  }
  if (!narrows(base, head)) return undefined;
  const peer = other.match.head ?? other.match.base;
  if (peer === undefined || identityOf(peer.security, peer).kind === "held") return undefined;
  if (head.component === "tikv" && peer.component === "pd") return undefined;
  if (trustOf(peer.security, peer, "serverAuth").kind === "absent" && identityOf(peer.security, peer).kind === "absent")
    return undefined;
  return `${name} allows fewer names, and the certificate of ${other.name} is not in the repository`;
}

/** Does a server accept fewer names afterwards? */
export function narrows(base: Instance, head: Instance): boolean {
  return (["allowedCn", "allowedSan"] as const).some((list) => {
    const [before, after] = [base.security[list], head.security[list]];
    if (after.kind !== "known" || after.value.length === 0) return after.kind === "unknown" && before.kind !== "unknown";
    if (before.kind !== "known" || before.value.length === 0) return true;
    const names = new Set(after.value.map(({ value }) => value));
    return before.value.some(({ value }) => !names.has(value));
  });
}

function child<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
