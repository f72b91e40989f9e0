import { clientSecurity } from "../model/channels/channels.ts";
import { advertisedClientTargets, advertisedHost, type Target } from "../model/channels/dialling.ts";
import type { Environment } from "../model/environments/environment.ts";
import type { Client } from "../model/handshake/client.ts";
import { handshake, offerOf } from "../model/handshake/handshake.ts";
import type { Outcome } from "../model/handshake/outcome.ts";
import type { Component, Instance, Security } from "../model/instances/instance.ts";
import { bundleOf } from "./bundle.ts";
import { isSameTrust, materialChange, trustChange } from "./material-change.ts";
import type { Member, MoveKind, State } from "./states.ts";

/** Clients outside the cluster (TiDB, TiCDC, pd-ctl), as far as anything is known of them. */
export interface Outside {
  /** How they dial PD and TiKV; undefined where the instances differ, or nothing says it. */
  readonly transport: Readonly<Record<Component, Target["transport"] | undefined>>;
  /** Credentials that the config file declares; undefined: rightly set up for whatever the servers show. */
  readonly security: Security | undefined;
}

/** The clients of an environment: they dial as its servers want to be dialled. */
export function outsideOf({ instances, clients }: Pick<Environment, "instances" | "clients">): Outside {
  const uniform = (component: Component) => {
    const all = instances.filter((instance) => instance.component === component).flatMap(transportsTo);
    const [first] = all;
    return all.every((one) => one === first) && first !== "unknown" ? first : undefined;
  };
  return {
    transport: { pd: uniform("pd"), tikv: uniform("tikv") },
    security: clients === undefined ? undefined : clientSecurity(clients),
  };
}

function transportsTo(instance: Instance): readonly Target["transport"][] {
  if (instance.component === "pd") return advertisedClientTargets(instance).map(({ transport }) => transport);
  const transport = offerOf({ instance, port: "tikv-grpc" })?.transport;
  return [transport === "tls" || transport === "plaintext" ? transport : "unknown"];
}

/** Do clients have to change too? */
export function isSameOutside(a: Outside, b: Outside): boolean {
  return !dialsOtherwise(a, b) && (["ca", "certificate"] as const).every((name) => !changesMaterial(name, a, b));
}

/** Do clients dial in another way: in plaintext or with TLS, or with credentials of which only one side says anything? */
export function dialsOtherwise(a: Outside, b: Outside): boolean {
  if (a.transport.pd !== b.transport.pd || a.transport.tikv !== b.transport.tikv) return true;
  return (a.security === undefined) !== (b.security === undefined);
}

/** Do declared clients get another CA file, or another certificate? */
export function changesMaterial(name: "ca" | "certificate", { security: a }: Outside, { security: b }: Outside): boolean {
  if (a === undefined || b === undefined || a === b) return false;
  const change = (name === "ca" ? trustChange : materialChange)(a[name], b[name]);
  return change !== "same" && change !== "path";
}

/**
 * The clients as members of the rollout, all of one kind as one, since each has to reach everything: those of which nothing
 * is known, and beside them those that the config file declares, so that to declare one never hides what happens to others.
 */
export function outsideMembers(from: Outside, to: Outside): readonly Member[] {
  const others = outsideMember("clients", withoutCredentials(from), withoutCredentials(to));
  if (from.security === undefined && to.security === undefined) return [others];
  return [others, outsideMember("declared clients", from, to)];
}

const memberNames = { clients: "clients outside (TiDB, pd-ctl)", "declared clients": "the declared clients" } as const;

function outsideMember(id: keyof typeof memberNames, from: Outside, to: Outside): Member {
  const { states, moves } = isSameOutside(from, to) ? { states: [stateOf(from, "")], moves: [] } : clientLife(from, to);
  return { id, name: memberNames[id], component: "client", states, moves, match: { id } };
}

function withoutCredentials({ transport }: Outside): Outside {
  return { transport, security: undefined };
}

interface ClientLife {
  readonly states: readonly State[];
  readonly moves: readonly MoveKind[];
}

const lives = new WeakMap<Security, WeakMap<Security, ClientLife>>();

/** From one way to dial to the other: at once, or in the steps in which clients get other CAs and certificates. */
function clientLife(from: Outside, to: Outside): ClientLife {
  if (dialsOtherwise(from, to) || from.security === undefined || to.security === undefined) {
    return { states: [stateOf(from, asToday), stateOf(to, asAfter)], moves: ["switch"] };
  }
  let byHead = lives.get(from.security);
  if (byHead === undefined) {
    byHead = new WeakMap();
    lives.set(from.security, byHead);
  }
  const life = byHead.get(to.security) ?? exchangeOfCredentials(from, from.security, to.security);
  byHead.set(to.security, life);
  return life;
}

/**
 * Clients can trust the old and the new CA while they change their certificate: first both CAs, then the certificate, then
 * the new CA alone. What is the same before and after makes no step.
 */
function exchangeOfCredentials(outside: Outside, before: Security, after: Security): ClientLife {
  const states = [stateOf(outside, asToday)];
  const moves: MoveKind[] = [];
  let present = before;
  const add = (kind: MoveKind, words: string, next: Partial<Security>) => {
    present = { ...present, ...next };
    states.push(stateOf({ ...outside, security: present }, words));
    moves.push(kind);
  };
  const both = bundleOf(before.ca, after.ca);
  if (!isSameTrust(before.ca, both)) {
    const isNew = isSameTrust(both, after.ca);
    add(isNew ? "trust-new" : "trust-both", "which trust the old and the new CA", { ca: both });
  }
  const { certificate, key } = after;
  if (materialChange(before.certificate, certificate) !== "same")
    add("renew", "with their new certificate", { certificate, key });
  if (!isSameTrust(both, after.ca)) add("trust-new", "which trust the new CA alone", { ca: after.ca });
  const last = { ...stateOf({ ...outside, security: after }, asAfter) };
  return { states: [...states.slice(0, -1), last], moves };
}

const [asToday, asAfter] = ["as they dial today", "as they dial after the change"];

function stateOf(outside: Outside, words: string): State {
  return { dials: [], outside, words };
}

/** What happens when clients dial an instance; undefined where nothing is known of how they dial. */
export function outsideOutcomes({ transport, security }: Outside, server: Instance, at: number): readonly Outcome[] {
  const dialling = transport[server.component];
  if (dialling === undefined) return [];
  const hosts = server.component === "pd" ? advertisedClientTargets(server).map(({ host }) => host) : [advertisedHost(server)];
  const port = server.component === "pd" ? "pd-client" : "tikv-grpc";
  return hosts.map((host) => {
    const client: Client = { name: "a client", program: "other", security, transport: dialling, host };
    return handshake(client, { instance: server, port }, at);
  });
}
