import { areTogether } from "../model/channels/clusters.ts";
import { endpointIndex } from "../model/channels/dialling.ts";
import type { Environment, Model } from "../model/environments/environment.ts";
import type { PdInstance } from "../model/instances/instance.ts";
import { type Change, changesOf, isTouched } from "./changes.ts";
import { type EnvironmentMatch, type InstanceMatch, matchEnvironments, matchInstances, withoutMereWords } from "./match.ts";
import { baselineOf, type Order, orderAround, type Trouble, troublesOf } from "./order.ts";
import { isSameOutside, outsideMembers, outsideOf } from "./outside.ts";
import { Blender, blendsOf, type Choice } from "./parts.ts";
import { type PostureDiff, postureDiff } from "./posture-diff.ts";
import { type Member, membersOf } from "./states.ts";
import { ends, type Ground, membersBetween, type Step, searchSteps, withClients } from "./steps.ts";
import { hiddenTouch, Talks } from "./talk.ts";

/** Two members that cannot talk, in which states. */
export interface Clash {
  readonly trouble: Trouble;
  readonly from: Member;
  readonly to: Member;
  /** In words: `with its old configuration`. */
  readonly fromState: string;
  readonly toState: string;
  readonly detail: string;
}

export type Verdict =
  /** Nothing that decides who can talk changes. */
  | { readonly kind: "nothing" }
  /** The environment is new, or is given up: nothing runs that would have to be restarted beside it. */
  | { readonly kind: "added" | "removed" }
  | { readonly kind: "rolls"; readonly order: Order; readonly members: readonly Member[] }
  | {
      readonly kind: "splits";
      readonly clash: Clash;
      /** When all is done they refuse each other still: no order and no sequence helps. */
      readonly isFinal: boolean;
      readonly steps: readonly Step[] | undefined;
    }
  | { readonly kind: "full-stop"; readonly clash: Clash; readonly pdSteps: readonly Step[] | undefined }
  | { readonly kind: "unknown"; readonly clash: Clash };

export interface EnvironmentPlan {
  readonly name: string;
  /** Its name before the change, where that was another. */
  readonly renamedFrom: string | undefined;
  readonly match: EnvironmentMatch;
  readonly matches: readonly InstanceMatch[];
  readonly diff: PostureDiff;
  readonly changes: readonly Change[];
  readonly verdict: Verdict;
  /** Peer URLs that etcd stores have to be changed by hand. */
  readonly changesPeerScheme: boolean;
}

export interface Plan {
  readonly environments: readonly EnvironmentPlan[];
}

const plans = new WeakMap<Model, WeakMap<Model, Map<number, Plan>>>();

/** What a change does to every environment, and how it can be rolled out. `at`: milliseconds since the epoch, UTC. */
export function planOf(base: Model, head: Model, at: number): Plan {
  const byHead = remembered(plans, base, () => new WeakMap<Model, Map<number, Plan>>());
  const byTime = remembered(byHead, head, () => new Map<number, Plan>());
  const known = byTime.get(at);
  if (known !== undefined) return known;
  const plan = { environments: matchEnvironments(base, head).map((match) => environmentPlan(match, at)) };
  byTime.set(at, plan);
  return plan;
}

function environmentPlan(match: EnvironmentMatch, at: number): EnvironmentPlan {
  const { base, head } = match;
  const matches = matchInstances(match);
  const peers = matches.some(
    ({ base: before, head: after }) =>
      before?.component === "pd" && after?.component === "pd" && hasOtherPeerScheme(before, after),
  );
  return {
    name: (head ?? base)?.name ?? "",
    renamedFrom: base !== undefined && head !== undefined && base.name !== head.name ? base.name : undefined,
    match,
    matches,
    diff: postureDiff(match, matches),
    changes: matches.flatMap(changesOf),
    verdict: verdictOf(match, matches, at),
    changesPeerScheme: peers,
  };
}

function hasOtherPeerScheme(before: PdInstance, after: PdInstance): boolean {
  const scheme = ({ advertisePeerUrls }: PdInstance) =>
    advertisePeerUrls.kind === "known" ? advertisePeerUrls.value.map(({ value }) => value.scheme).join(",") : "";
  return scheme(before) !== scheme(after);
}

function verdictOf(match: EnvironmentMatch, matches: readonly InstanceMatch[], at: number): Verdict {
  const { base, head } = match;
  const hasRun = (base?.instances.length ?? 0) > 0;
  if (!hasRun) return (head?.instances.length ?? 0) > 0 ? { kind: "added" } : { kind: "nothing" };
  if (base === undefined || head === undefined || head.instances.length === 0) return { kind: "removed" };
  const [before, after] = [outsideOf(base), outsideOf(head)];
  const clientsChange = !isSameOutside(before, after) && (base.clients !== undefined || head.clients !== undefined);
  if (!matches.some(isTouched) && !clientsChange) return { kind: "nothing" };
  const known = matches.map(withoutMereWords);
  const verdict = searched(match, known, at);
  if (verdict.kind !== "full-stop" || after.security === undefined) return verdict;
  // No steps for servers and clients together; to stop the cluster is the answer only where the servers need it themselves.
  const servers = searched({ base: withoutClients(base), head: withoutClients(head) }, known, at);
  return servers.kind === "splits" ? { kind: "splits", clash: verdict.clash, isFinal: false, steps: undefined } : verdict;
}

function withoutClients(environment: Environment): Environment {
  return { ...environment, clients: undefined };
}

/** Simulates the change as it is; where that fails, looks for separate changes that do not. */
function searched(match: EnvironmentMatch, matches: readonly InstanceMatch[], at: number): Verdict {
  const ground = groundOf(match, matches, at);
  const blends = withClients(blendsOf(matches), ground.before, ground.after);
  const { old, fresh } = ends(blends);
  const members = membersBetween(ground, old, fresh, false);
  const troubles = troublesOf(members, ground.talks, ground.baseline);
  const refusals = troubles.filter(({ kind }) => kind === "fails");
  const [lasting] = sortedClashes(
    lastingRefusals(
      ground,
      old,
      fresh,
      refusals.some((trouble) => isAtEnd(members, trouble)),
    ),
  );
  if (lasting !== undefined) return { kind: "splits", clash: lasting, isFinal: true, steps: undefined };
  const order = orderAround(members, troubles, 4);
  if (order !== undefined) return { kind: "rolls", order, members };
  const doubt = troubles.find(({ kind }) => kind === "unknown");
  if (doubt !== undefined && orderAround(members, refusals, 4) !== undefined)
    return { kind: "unknown", clash: clashOf(members, doubt) };
  const [first] = sortedClashes(refusals.map((trouble) => clashOf(members, trouble)));
  if (first === undefined) return { kind: "nothing" };
  const steps = searchSteps(ground, blends, "refusals-and-doubts") ?? searchSteps(ground, blends, "refusals");
  if (steps !== undefined) return { kind: "splits", clash: first, isFinal: false, steps };
  return { kind: "full-stop", clash: first, pdSteps: pdAlone(match, matches, at) };
}

/** Where the whole cluster has to stop: the steps in which its PDs could be rolled for themselves. */
function pdAlone(match: EnvironmentMatch, matches: readonly InstanceMatch[], at: number): readonly Step[] | undefined {
  const isPd = ({ base, head }: InstanceMatch) => (head ?? base)?.component === "pd";
  const own = matches.filter(isPd);
  if (own.length === 0 || own.length === matches.length || !own.some(isTouched)) return undefined;
  const ground = groundOf(match, own, at);
  const blends = withClients(blendsOf(own), ground.before, ground.after);
  return searchSteps(ground, blends, "refusals-and-doubts") ?? searchSteps(ground, blends, "refusals");
}

/** What stays the same through the whole search: who there is, how clients dial, and what every pair says today. */
function groundOf(environment: EnvironmentMatch, matches: readonly InstanceMatch[], at: number): Ground {
  const { base, head } = environment;
  const sides = matches.flatMap((match) => [match.base, match.head]);
  const index = endpointIndex(sides.filter((instance) => instance?.component === "pd"));
  const talks = new Talks(at, index, pairing(environment));
  const instances = (side: "base" | "head") => matches.flatMap((match) => match[side] ?? []);
  const before = outsideOf({ instances: instances("base"), clients: base?.clients });
  const after = outsideOf({ instances: instances("head"), clients: head?.clients });
  const ground = { matches, before, after, talks, baseline: new Map(), blender: new Blender() };
  const running = matches.flatMap((match) => membersOf(match, match.base, match.head, false));
  return { ...ground, baseline: baselineOf([...running, ...outsideMembers(before, before)], talks) };
}

/** Which members are in one cluster, before or after the change. */
function pairing(environment: EnvironmentMatch): (a: Member, b: Member) => boolean {
  const sides = [environment.base, environment.head];
  if (sides.every((side) => (side?.clusters?.length ?? 0) < 2)) return () => true;
  const byId = new Map(matchInstances(environment).map((match) => [match.id, match]));
  return ({ match: { id: a } }, { match: { id: b } }) => {
    const [one, other] = [byId.get(a), byId.get(b)];
    const said = (["base", "head"] as const).flatMap((side) => {
      const [first, second, whole] = [one?.[side], other?.[side], environment[side]];
      return first === undefined || second === undefined || whole === undefined ? [] : [areTogether(whole, first, second)];
    });
    return said.length === 0 || said.includes(true);
  };
}

function isAtEnd(members: readonly Member[], { a, i, b, j }: Trouble): boolean {
  return i === members[a]?.moves.length && j === members[b]?.moves.length;
}

/** What is refused when all is done. A stored peer URL that nobody changed is no fault of the configuration. */
function lastingRefusals(ground: Ground, old: Choice, fresh: Choice, isRefused: boolean): readonly Clash[] {
  if (!isRefused) return [];
  const members = membersBetween(ground, old, fresh, true);
  return troublesOf(members, ground.talks, ground.baseline)
    .filter((trouble) => trouble.kind === "fails" && isAtEnd(members, trouble))
    .map((trouble) => clashOf(members, trouble));
}

/** What says most first: a transport that does not fit, then the rest in their order, then what does not start. */
function sortedClashes(clashes: readonly Clash[]): readonly Clash[] {
  const rank = ({
    trouble: {
      exchange: { outcome },
    },
  }: Clash) => {
    if (outcome.kind !== "fails") return 3;
    if (outcome.step === "transport") return 0;
    return outcome.reason === "server-does-not-start" ? 2 : 1;
  };
  // Of two ways to say it: with the clients as they are today.
  const isAhead = ({ from, fromState }: Clash) => (from.component === "client" && fromState !== from.states[0]?.words ? 1 : 0);
  return [...clashes].sort((a, b) => rank(a) - rank(b) || isAhead(a) - isAhead(b));
}

function clashOf(members: readonly Member[], trouble: Trouble): Clash {
  const { exchange, a, i, b, j } = trouble;
  const { from, to, outcome } = exchange;
  const stateOf = (member: Member) => (member === members[a] ? member.states[i] : member.states[b === a ? i : j])?.words ?? "";
  return {
    trouble,
    from,
    to,
    fromState: stateOf(from),
    toState: stateOf(to),
    detail: (outcome.kind === "unknown" ? hiddenTouch(from, to) : undefined) ?? outcome.detail,
  };
}

function remembered<K extends object, V>(map: WeakMap<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
