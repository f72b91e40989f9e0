import { clientSecurity } from "../model/channels/channels.ts";
import { advertisedClientTargets, advertisedHost, type Target } from "../model/channels/dialling.ts";
import type { Environment } from "../model/environments/environment.ts";
import type { Client } from "../model/handshake/client.ts";
import { handshake, offerOf } from "../model/handshake/handshake.ts";
import type { Outcome } from "../model/handshake/outcome.ts";
import type { Component, Instance, Security } from "../model/instances/instance.ts";
import type { Member } from "./states.ts";

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
  return a.transport.pd === b.transport.pd && a.transport.tikv === b.transport.tikv && a.security === b.security;
}

/** The clients as a member of the rollout: one, since they all have to reach everything. */
export function outsideMember(from: Outside, to: Outside): Member {
  const words = (text: string) => (isSameOutside(from, to) ? "" : text);
  const base = { dials: [], outside: from, words: words("as they dial today") };
  const isChanged = !isSameOutside(from, to);
  return {
    id: "clients",
    name: "clients outside (TiDB, pd-ctl)",
    component: "client",
    states: isChanged ? [base, { dials: [], outside: to, words: words("as they dial after the change") }] : [base],
    moves: isChanged ? ["switch"] : [],
    match: { id: "clients" },
  };
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
