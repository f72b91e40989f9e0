import { advertisedClientTargets, advertisedHost } from "../model/channels/dialling.ts";
import { identityOf, statedAs, trustOf } from "../model/handshake/credentials.ts";
import type { Component, Instance, PdInstance, Security } from "../model/instances/instance.ts";
import type { InstanceMatch } from "./match.ts";
import { isReplaced } from "./material-change.ts";
import type { Outside } from "./outside.ts";
import { schemesOf } from "./parts.ts";

/** What an operator does to one instance, or to what dials from outside. */
export type MoveKind =
  | "put-files"
  | "update-member"
  | "restart"
  | "start"
  | "stop"
  /** Clients dial in the new way. */
  | "switch"
  /** Clients trust the old and the new CA; get their new certificate; trust what they shall trust in the end. */
  | "trust-both"
  | "renew"
  | "trust-new";

/** How a process behaves at one moment. */
export interface State {
  /** Undefined where the instance is not there: not yet, or no more. */
  readonly serves?: Instance | undefined;
  /** The credentials with which it may dial; TiKV's open channels keep the old ones, its new ones read the files again. */
  readonly dials: readonly Instance[];
  /** For what dials from outside of the cluster. */
  readonly outside?: Outside | undefined;
  /** The program was started with what it has: everything in it was read at its start. */
  readonly isFresh?: boolean | undefined;
  /** In words: `with its old configuration and the new files`. */
  readonly words: string;
}

/** One process that takes part in a rollout. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly component: Component | "client";
  /** One more than there are moves. */
  readonly states: readonly State[];
  readonly moves: readonly MoveKind[];
  readonly match: InstanceMatch;
}

/**
 * The processes of one instance: two where its configuration runs on several machines, so that old and new stand side by
 * side. `canUpdate`: the peer URL that etcd stores is changed too, as a step of its own.
 */
export function membersOf(
  match: InstanceMatch,
  from: Instance | undefined,
  to: Instance | undefined,
  canUpdate: boolean,
): readonly Member[] {
  const instance = to ?? from;
  if (instance === undefined) return [];
  const { states, moves } = lifeOf(from, to, canUpdate);
  const { component } = instance;
  const member: Member = { id: match.id, name: instance.name, component, states, moves, match };
  if (!runsOnSeveral(instance)) return [member];
  return [member, { ...member, id: `${match.id}b`, name: `another ${instance.name}` }];
}

const oneFileManyMachines = /^(?:tidb-operator|tikv-operator|workloads|helm-values|kustomize)/;

/** Does one committed configuration stand for several machines? Kubernetes makes pods of it; a file without an own address is copied. */
export function runsOnSeveral(instance: Instance): boolean {
  if (oneFileManyMachines.test(instance.form)) return true;
  if (instance.component === "tikv") return advertisedHost(instance) === undefined;
  return advertisedClientTargets(instance).every(({ host }) => host === undefined);
}

function lifeOf(from: Instance | undefined, to: Instance | undefined, canUpdate: boolean): Pick<Member, "states" | "moves"> {
  const absent: State = { dials: [], words: "which is not there" };
  if (from === undefined || to === undefined) {
    const state = (instance: Instance): State => ({ serves: instance, dials: [instance], isFresh: true, words: "" });
    if (to !== undefined) return { states: [absent, state(to)], moves: ["start"] };
    return from === undefined ? { states: [absent], moves: [] } : { states: [state(from), absent], moves: ["stop"] };
  }
  const before: State = { serves: from, dials: [from], words: "with its old configuration" };
  if (from === to) return { states: [{ ...before, isFresh: true, words: "" }], moves: [] };
  const states: State[] = [before];
  const moves: MoveKind[] = [];
  const filed = withNewFiles(from, to);
  if (filed !== undefined) {
    states.push(filed);
    moves.push("put-files");
  }
  const isStoredElsewhere = from.component === "pd" && to.component === "pd" && movesPeerUrl(from, to);
  if (isStoredElsewhere && canUpdate) {
    states.push(storingPeerUrlOf(to as PdInstance, states.at(-1) as State));
    moves.push("update-member");
  }
  const after: State = { serves: to, dials: [to], isFresh: true, words: "restarted with its new configuration" };
  // What etcd stores wins over advertise-peer-urls of a member that it knows (pd: server/server.go).
  states.push(isStoredElsewhere && !canUpdate ? storingPeerUrlOf(from as PdInstance, after) : after);
  moves.push("restart");
  return { states, moves };
}

/** Do others dial the peer port with another scheme? */
export function movesPeerUrl(from: PdInstance, to: PdInstance): boolean {
  return schemesOf(from.advertisePeerUrls) !== schemesOf(to.advertisePeerUrls);
}

const stored = new WeakMap<Instance, WeakMap<PdInstance, Instance>>();

function storingPeerUrlOf(pd: PdInstance, state: State): State {
  const change = (instance: Instance): Instance => {
    let byPd = stored.get(instance);
    if (byPd === undefined) {
      byPd = new WeakMap();
      stored.set(instance, byPd);
    }
    let made = byPd.get(pd);
    if (made === undefined) {
      made = { ...(instance as PdInstance), advertisePeerUrls: pd.advertisePeerUrls };
      byPd.set(pd, made);
    }
    return made;
  };
  return { ...state, serves: state.serves && change(state.serves), dials: state.dials.map(change) };
}

const filed = new WeakMap<Instance, WeakMap<Instance, State>>();

/** The old process after the files behind its paths were replaced; undefined when none is. */
function withNewFiles(from: Instance, to: Instance): State | undefined {
  const replaced = (["ca", "certificate", "key"] as const).filter((name) => isReplaced(name, from.security, to.security));
  if (replaced.length === 0) return undefined;
  let byHead = filed.get(from);
  if (byHead === undefined) {
    byHead = new WeakMap();
    filed.set(from, byHead);
  }
  let state = byHead.get(to);
  if (state === undefined) {
    const disk = { ...from.security, ...Object.fromEntries(replaced.map((name) => [name, to.security[name]])) } as Security;
    const words = "with its old configuration and the new files";
    state = { ...(from.component === "pd" ? pdWith(from, disk) : tikvWith(from, disk, replaced.includes("certificate"))), words };
    byHead.set(to, state);
  }
  return state;
}

/** PD reads certificate and key at every handshake, and its CA file at the start only (measured on v6.5 to v26.3). */
function pdWith(from: Instance, disk: Security): Pick<State, "serves" | "dials"> {
  const instance = { ...from, security: { ...disk, ca: from.security.ca } } as Instance;
  return { serves: instance, dials: [instance] };
}

/**
 * TiKV's server reads all three files again when the certificate file's time changes, and keeps what it has when they do
 * not load; a CA or a key alone it never notices. Its clients read them for every new channel, while open channels keep
 * what they have (tikv: components/security/src/lib.rs).
 */
function tikvWith(from: Instance, disk: Security, isNoticed: boolean): Pick<State, "serves" | "dials"> {
  const instance = { ...from, security: disk } as Instance;
  return { serves: isNoticed && isReloaded(instance) ? instance : from, dials: [from, instance] };
}

function isReloaded(instance: Instance): boolean {
  const { security } = instance;
  if (statedAs(security.ca) !== "set") return true;
  const loaded = [trustOf(security, instance, "clientAuth"), identityOf(security, instance)];
  // DER or a NUL byte aborts the process at the next connection: then it is gone.
  if (loaded.some((held) => held.kind === "broken" && held.effect === "aborts")) return true;
  return loaded.every((held) => held.kind !== "broken");
}
