import type { Instance } from "../model/instances/instance.ts";
import { listOf } from "../text/list-of.ts";
import { memberKind } from "./changes.ts";
import type { Block, Order } from "./order.ts";
import { type Blend, changesIn, type Part, parts } from "./parts.ts";
import type { Clash, EnvironmentPlan } from "./plan.ts";
import type { Member, MoveKind } from "./states.ts";
import type { Step } from "./steps.ts";

/** What an order asks for, as a clause; `members` are the ones that it speaks about. */
export function orderWords(order: Order, members: readonly Member[]): string {
  const whom = listOf(componentsOf(members).filter((name) => name !== "clients"));
  switch (order.kind) {
    case "any": {
      const servers = needsRestart(members) ? `restart ${restarted(members)}` : "in any order, without a restart";
      const clients = members.find(({ component, moves }) => component === "client" && moves.length > 0)?.moves ?? [];
      return clients.length === 0 ? servers : `${servers}; at any time, ${clientMovesWords(clients)}`;
    }
    case "around": {
      const without = members.filter(({ component }) => component !== "client");
      const blocks = (all: readonly Block[]) => (all.length === 0 ? [] : [clientMovesWords(all.map(({ kind }) => kind))]);
      return [...blocks(order.before), orderWords(order.servers, without), ...blocks(order.after)].join("; then ");
    }
    case "one-by-one":
      return `one ${whom} after the other, each completely before the next`;
    case "layers":
      return order.layers.map((layer) => listOf(layer.map(blockWords))).join("; then ");
    case "moves":
      return order.moves.map(({ member, kind }) => moveWords(kind, member.name)).join("; then ");
    default:
      return order satisfies never;
  }
}

/** In the order in which they are made, of the clients. */
function clientMovesWords(kinds: readonly MoveKind[]): string {
  return kinds.map((kind) => moveWords(kind, "the clients")).join(", then ");
}

/** `PD and TiKV one after the other`; by their names where not all of a component are restarted. */
function restarted(members: readonly Member[]): string {
  const moving = members.filter(({ moves }) => moves.includes("restart"));
  const words = [...new Set(moving.map(({ component }) => component))].map((component) => {
    const own = moving.filter((member) => member.component === component);
    const isAll = own.length === members.filter((member) => member.component === component).length;
    return isAll || own.length > 5 ? memberKind(component) : listOf(own.map(({ name }) => name));
  });
  return `${listOf(words.sort())}${moving.length > 1 ? " one after the other, in any order" : ""}`;
}

/** The components of which something is done, in the order of their names. */
export function componentsOf(members: readonly Member[]): readonly string[] {
  return [...new Set(members.filter(({ moves }) => moves.length > 0).map(({ component }) => memberKind(component)))].sort();
}

/** Does anything change that a running process does not read? A restart that only confirms new files is none. */
export function needsRestart(members: readonly Member[]): boolean {
  return members.some(({ moves, states }) => {
    const [filed, after] = [states.at(-2)?.serves, states.at(-1)?.serves];
    if (moves.at(-1) !== "restart" || filed === undefined || after === undefined) return false;
    return parts.some((part) => changesIn(part, filed, after));
  });
}

function blockWords({ component, kind }: Block): string {
  return moveWords(kind, component === "client" ? "the clients" : `every ${memberKind(component)}`);
}

export function moveWords(kind: MoveKind, whom: string): string {
  switch (kind) {
    case "put-files":
      return `put the new files on ${whom}`;
    case "update-member":
      return `change the peer URL of ${whom} in etcd (member update)`;
    case "restart":
      return `restart ${whom} with the new configuration`;
    case "start":
      return `start ${whom}`;
    case "stop":
      return `stop ${whom}`;
    case "switch":
      return `let ${whom} dial in the new way`;
    case "trust-both":
      return `put the old and the new CA together into the CA file of ${whom}`;
    case "renew":
      return `give ${whom} their new certificate and key`;
    case "trust-new":
      return `give ${whom} their new CA file`;
    default:
      return kind satisfies never;
  }
}

/** Who refuses whom in which states, and why: one clause. */
export function clashWords({ from, to, fromState, toState, detail }: Clash): string {
  if (from === to) return `${named(from, fromState)}: ${detail}`;
  return `${named(from, fromState)} and ${named(to, toState)} do not connect: ${detail}`;
}

function named({ name }: Member, state: string): string {
  return state === "" ? name : `${name} ${state}`;
}

/** What is done in one of several separate changes, as a clause in the imperative. */
export function stepWords({ changes, members }: Step): string {
  return listOf(changes.map(({ part, to }) => `${partWords(part, to, members)}${ofClients(part, members)}`));
}

/** Declared clients change with the servers, step by step. */
function ofClients(part: Part, members: readonly Member[]): string {
  if (part !== "ca" && part !== "certificate") return "";
  const kinds: readonly MoveKind[] = part === "ca" ? ["trust-both", "trust-new"] : ["renew"];
  const moving = members.filter(({ moves }) => moves.length > 0);
  if (!moving.some(({ component, moves }) => component === "client" && moves.some((kind) => kinds.includes(kind)))) return "";
  return moving.every(({ component }) => component === "client") ? ", those of the clients" : ", those of the clients too";
}

function partWords(part: Part, to: Blend, members: readonly Member[]): string {
  switch (part) {
    case "ca":
      return caWords(to, members);
    case "certificate":
      return "put the new certificates and keys in place of the old ones";
    case "list":
      return to === "both"
        ? "allow the old and the new names together in the lists"
        : "leave only the new names in the allow lists";
    case "client-urls":
      return to === "both"
        ? "let PD listen with http and https on one port (client-urls with both)"
        : "leave PD only its new client-urls";
    case "advertise-client":
      return "advertise the new client URLs";
    case "peer-urls":
      return "give each PD its new peer URL, in etcd by member update and then in peer-urls";
    case "clients":
      return "let the clients dial in the new way";
    case "rest":
      return "bring the remaining settings (addresses, endpoints, versions, instances) to their new state";
    default:
      return part satisfies never;
  }
}

function caWords(to: Blend, members: readonly Member[]): string {
  const isSet = (instance: Instance | undefined) => instance !== undefined && instance.security.ca.kind !== "absent";
  for (const { states } of members) {
    const [before, after] = [states[0]?.serves, states.at(-1)?.serves];
    if (before === undefined || after === undefined || isSet(before) === isSet(after)) continue;
    return isSet(after) ? "set CA, certificate and key" : "remove CA, certificate and key";
  }
  return to === "both" ? "put the old and the new CA together into the CA files" : "leave only the new CA in the CA files";
}

/**
 * When and how the peer URLs are changed that etcd stores: while PD has its certificates, one member after the other. All
 * stopped and all started with others elect no leader (measured on v8.5.7), and an update needs a leader itself.
 */
export function peerWords({ matches }: Pick<EnvironmentPlan, "matches">): {
  readonly when: "before" | "after";
  readonly what: string;
} {
  const turnsOff = matches.some(({ head }) => head?.component === "pd" && head.security.ca.kind === "absent");
  const what = "one PD after the other: change its peer URL in etcd (member update), then restart it with the new peer-urls";
  return { when: turnsOff ? "before" : "after", what };
}
