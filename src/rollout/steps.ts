import type { InstanceMatch } from "./match.ts";
import { type Baseline, type Order, orderAround, troublesOf } from "./order.ts";
import { changesMaterial, dialsOtherwise, type Outside, outsideMembers } from "./outside.ts";
import { type Blend, type Blender, type Choice, canBundle, type Part } from "./parts.ts";
import { type Member, membersOf } from "./states.ts";
import type { Talks } from "./talk.ts";

/** One of several separate changes: which parts become what, and how it is rolled out by itself. */
export interface Step {
  readonly changes: readonly { readonly part: Part; readonly to: Blend }[];
  readonly order: Order;
  readonly members: readonly Member[];
  /** Something in it is not decided by the files. */
  readonly isUndecided: boolean;
}

/** What a rollout is searched in. */
export interface Ground {
  readonly matches: readonly InstanceMatch[];
  readonly before: Outside;
  readonly after: Outside;
  readonly talks: Talks;
  readonly baseline: Baseline;
  readonly blender: Blender;
}

/** More configurations between before and after than these are not searched. */
const mostNodes = 400;

/** The members of a rollout from one configuration to another. */
export function membersBetween(ground: Ground, from: Choice, to: Choice, canUpdate: boolean): readonly Member[] {
  const { matches, blender, before, after } = ground;
  const members = matches.flatMap((match) =>
    membersOf(match, blender.instance(match, from), blender.instance(match, to), canUpdate),
  );
  const outside = (choice: Choice) => blender.clients(before, after, choice);
  return [...members, ...outsideMembers(outside(from), outside(to))];
}

/** The configuration before the change, and the one after it. */
export function ends(blends: ReadonlyMap<Part, readonly Blend[]>): { readonly old: Choice; readonly fresh: Choice } {
  const all = (blend: Blend) => Object.fromEntries([...blends.keys()].map((part) => [part, blend])) as Choice;
  return { old: all("old"), fresh: all("new") };
}

/** The parts that change, with the clients' own where they have to dial differently. */
export function withClients(
  blends: ReadonlyMap<Part, readonly Blend[]>,
  before: Outside,
  after: Outside,
): ReadonlyMap<Part, readonly Blend[]> {
  const all = new Map(blends);
  if (dialsOtherwise(before, after)) return all.set("clients", ["old", "new"]);
  for (const part of ["ca", "certificate"] as const) {
    if (!changesMaterial(part, before, after)) continue;
    const mixes = part === "ca" && before.security !== undefined && after.security !== undefined;
    if (mixes && canBundle(before.security, after.security)) all.set(part, ["old", "both", "new"]);
    else if (!all.has(part)) all.set(part, ["old", "new"]);
  }
  return all;
}

/**
 * The shortest sequence of separate changes of which each can be rolled out by itself, by breadth-first search over the
 * configurations that can be made of old and new parts. No part goes back. `avoids`: what must not be met on the way.
 */
export function searchSteps(
  ground: Ground,
  blends: ReadonlyMap<Part, readonly Blend[]>,
  avoids: "refusals" | "refusals-and-doubts",
): readonly Step[] | undefined {
  const nodes = nodesOf(blends);
  if (nodes.length > mostNodes) return undefined;
  const { old, fresh } = ends(blends);
  const [start, goal] = [nameOf(old), nameOf(fresh)];
  const reached = new Map<string, Reached>([[start, { before: undefined, cost: 0 }]]);
  const byName = new Map(nodes.map((node) => [nameOf(node), node]));
  for (let front = [start]; front.length > 0 && !reached.has(goal); ) {
    const next = new Map<string, Reached>();
    for (const name of front) {
      const { cost } = reached.get(name) as Reached;
      for (const to of forwards(byName.get(name) as Choice, nodes)) {
        const key = nameOf(to);
        if (reached.has(key) || (next.get(key)?.cost ?? Number.POSITIVE_INFINITY) <= cost) continue;
        const step = stepBetween(ground, byName.get(name) as Choice, to, avoids);
        if (step === undefined) continue;
        const total = cost + costOf(step.order);
        if (total < (next.get(key)?.cost ?? Number.POSITIVE_INFINITY)) next.set(key, { before: name, step, cost: total });
      }
    }
    for (const [key, found] of next) reached.set(key, found);
    front = [...next.keys()];
  }
  const steps: Step[] = [];
  for (let here = reached.get(goal); here?.step !== undefined; here = reached.get(here.before ?? start)) steps.unshift(here.step);
  return steps.length === 0 ? undefined : steps;
}

interface Reached {
  readonly before: string | undefined;
  readonly step?: Step | undefined;
  /** Of sequences with as many steps the one with the simplest orders is taken. */
  readonly cost: number;
}

function costOf(order: Order): number {
  if (order.kind === "around") return 3 + costOf(order.servers);
  return order.kind === "layers" ? order.layers.length : order.kind === "one-by-one" ? 1 : 0;
}

function stepBetween(ground: Ground, from: Choice, to: Choice, avoids: "refusals" | "refusals-and-doubts"): Step | undefined {
  const members = membersBetween(ground, from, to, true);
  const troubles = troublesOf(members, ground.talks, ground.baseline);
  const wanted = avoids === "refusals" ? troubles.filter(({ kind }) => kind === "fails") : troubles;
  const order = orderAround(members, wanted, 3);
  // Single moves of several instances in turn are no step that anybody could follow.
  if (order === undefined || order.kind === "moves") return undefined;
  if (order.kind === "around" && order.servers.kind === "moves") return undefined;
  const changes = (Object.keys(to) as Part[]).flatMap((part) =>
    from[part] === to[part] ? [] : [{ part, to: to[part] as Blend }],
  );
  return { changes, order, members, isUndecided: wanted.length < troubles.length };
}

const ranks: readonly Blend[] = ["old", "both", "new"];

/** The configurations in which some parts are further and none is behind, the nearest first. */
function forwards(from: Choice, nodes: readonly Choice[]): readonly Choice[] {
  const distance = (to: Choice) => {
    let sum = 0;
    for (const part of Object.keys(to) as Part[]) {
      const by = ranks.indexOf(to[part] as Blend) - ranks.indexOf(from[part] as Blend);
      if (by < 0) return -1;
      if (by > 0) sum++;
    }
    return sum;
  };
  return nodes
    .map((to) => [to, distance(to)] as const)
    .filter(([, by]) => by > 0)
    .sort((a, b) => a[1] - b[1])
    .map(([to]) => to);
}

function nodesOf(blends: ReadonlyMap<Part, readonly Blend[]>): readonly Choice[] {
  let nodes: readonly Choice[] = [{}];
  for (const [part, all] of blends) nodes = nodes.flatMap((node) => all.map((blend) => ({ ...node, [part]: blend })));
  return nodes;
}

function nameOf(choice: Choice): string {
  return Object.entries(choice)
    .map(([part, blend]) => `${part}=${blend}`)
    .sort()
    .join(" ");
}
