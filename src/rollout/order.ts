import type { Outcome } from "../model/handshake/outcome.ts";
import type { Member, MoveKind, State } from "./states.ts";
import { type Exchange, hiddenTouch, type Talks } from "./talk.ts";

/** What is known of each pair before anything is done, by `exchangeKey`. */
export type Baseline = ReadonlyMap<string, Outcome>;

/** Two members (or one alone) in states in which they cannot talk, or nobody knows. */
export interface Trouble {
  readonly kind: "fails" | "unknown";
  readonly exchange: Exchange;
  /** Index of the member, and how many of its moves are done. */
  readonly a: number;
  readonly i: number;
  readonly b: number;
  readonly j: number;
}

/** All moves of one kind on one component: what an operator does in one go. */
export interface Block {
  readonly component: Member["component"];
  readonly kind: MoveKind;
}

/** What has to be kept: layers of blocks one after the other, or single moves where only these will do. */
export type Order =
  | { readonly kind: "any" }
  /** Each member makes all of its moves before the next one begins; which comes first does not matter. */
  | { readonly kind: "one-by-one" }
  | { readonly kind: "layers"; readonly layers: readonly (readonly Block[])[] }
  /** The clients do something before the servers begin, and the rest when these are done. */
  | { readonly kind: "around"; readonly before: readonly Block[]; readonly servers: Order; readonly after: readonly Block[] }
  | { readonly kind: "moves"; readonly moves: readonly { readonly member: Member; readonly kind: MoveKind }[] };

/** A member pair beyond this number is judged against the first two of each component only. */
const fullLimit = 40;
/** The single moves of more instances than these are not searched. */
export const singleLimit = 7;

export function exchangeKey({ channel, from, to }: Exchange): string {
  // Raft between two PDs is one exchange, whoever dials.
  const ends = channel === "pd-pd-peer" ? [from.id, to.id].sort() : [from.id, to.id];
  return `${channel} ${ends.join(" ")}`;
}

/** What every pair says before the rollout begins. */
export function baselineOf(members: readonly Member[], talks: Talks): Baseline {
  const baseline = new Map<string, Outcome>();
  const add = (exchange: Exchange) => baseline.set(exchangeKey(exchange), exchange.outcome);
  for (const [a, b] of pairsOf(members)) {
    const [first, second] = [members[a] as Member, members[b] as Member];
    const [stateOfA, stateOfB] = [settled(first), settled(second)];
    if (stateOfA !== undefined && stateOfB !== undefined)
      for (const exchange of talks.between(first, stateOfA, second, stateOfB)) add(exchange);
  }
  for (const member of members) {
    const exchange = member.states[0] && talks.alone(member, member.states[0]);
    if (exchange !== undefined) add(exchange);
  }
  return baseline;
}

/** A member before anything is done, with nothing under way. */
function settled({ states }: Member): State | undefined {
  return states[0] && { ...states[0], isFresh: true };
}

/** Every mixture of two members, and every state of one, in which something goes wrong that did not before. */
export function troublesOf(members: readonly Member[], talks: Talks, baseline: Baseline): readonly Trouble[] {
  const troubles: Trouble[] = [];
  for (const [a, member] of members.entries()) {
    if (member.moves.length === 0) continue;
    for (const [i, state] of member.states.entries()) {
      const exchange = talks.alone(member, state);
      const kind = exchange && weigh(exchange, baseline);
      if (kind !== undefined && exchange !== undefined) troubles.push({ kind, exchange, a, i, b: a, j: i });
    }
  }
  for (const [a, b] of pairsOf(members)) {
    const [first, second] = [members[a] as Member, members[b] as Member];
    if (first.moves.length + second.moves.length === 0) continue;
    for (const [i, stateOfA] of first.states.entries()) {
      for (const [j, stateOfB] of second.states.entries()) {
        const trouble = worst(talks.between(first, stateOfA, second, stateOfB), baseline);
        if (trouble !== undefined) troubles.push({ ...trouble, a, i, b, j });
      }
    }
  }
  return troubles;
}

function worst(exchanges: readonly Exchange[], baseline: Baseline): Pick<Trouble, "kind" | "exchange"> | undefined {
  let found: Pick<Trouble, "kind" | "exchange"> | undefined;
  for (const exchange of exchanges) {
    const kind = weigh(exchange, baseline);
    if (kind === "fails") return { kind, exchange };
    if (kind === "unknown") found ??= { kind, exchange };
  }
  return found;
}

/** What failed before, and what is as unknown as it was, is no news. */
function weigh(exchange: Exchange, baseline: Baseline): Trouble["kind"] | undefined {
  const { outcome, from, to } = exchange;
  if (outcome.kind === "succeeds") return undefined;
  const before = baseline.get(exchangeKey(exchange));
  if (before?.kind === "fails") return undefined;
  if (outcome.kind === "fails") return "fails";
  if (hiddenTouch(from, to) !== undefined) return "unknown";
  if (before?.kind === "unknown") return before.detail === outcome.detail ? undefined : "unknown";
  if (before !== undefined) return "unknown";
  return isUnknownAlike(exchange, baseline) ? undefined : "unknown";
}

/** Somebody new of whom no more and no less is known than of the others of his kind. */
function isUnknownAlike({ channel }: Exchange, baseline: Baseline): boolean {
  const alike = new Set<boolean>();
  let unknown = false;
  for (const [key, before] of baseline) {
    if (key.startsWith(`${channel} `)) alike.add(before.kind === "unknown");
    // What is known of clients says nothing about the servers among themselves.
    else if (!key.startsWith("client-")) unknown ||= before.kind === "unknown";
  }
  return alike.size === 0 ? unknown : alike.has(true);
}

/** All pairs of members; among very many, everybody with the first two of each component. */
function* pairsOf(members: readonly Member[]): Generator<readonly [number, number]> {
  if (members.length <= fullLimit) {
    for (let a = 0; a < members.length; a++) for (let b = a + 1; b < members.length; b++) yield [a, b];
    return;
  }
  const chosen: number[] = [];
  for (const component of ["pd", "tikv", "client"]) {
    const all = members.flatMap((member, index) => (member.component === component ? [index] : []));
    const moving = all.filter((index) => (members[index] as Member).moves.length > 0);
    chosen.push(...new Set([...all.slice(0, 2), ...moving.slice(0, 2)]));
  }
  const first = new Set(chosen);
  for (const a of chosen) {
    for (let b = 0; b < members.length; b++) if (b !== a && (!first.has(b) || a < b)) yield a < b ? [a, b] : [b, a];
  }
}

/**
 * The least that has to be kept so that no trouble is met: nothing; one after the other; as few layers as will do; the order
 * of single moves.
 * Undefined where nothing avoids them. `mostLayers` bounds the search.
 */
export function orderAround(members: readonly Member[], troubles: readonly Trouble[], mostLayers: number): Order | undefined {
  if (troubles.length === 0) return { kind: "any" };
  if (troubles.some((trouble) => isUnavoidable(members, trouble))) return undefined;
  if (troubles.every((trouble) => isBetweenTwoUnfinished(members, trouble))) return { kind: "one-by-one" };
  return layered(members, troubles, mostLayers) ?? around(members, troubles, mostLayers) ?? singly(members, troubles);
}

/** The clients in a state that fits all that the servers go through: what they do until then comes first, the rest last. */
function around(members: readonly Member[], troubles: readonly Trouble[], mostLayers: number): Order | undefined {
  const moving = members.filter(({ component, moves }) => component === "client" && moves.length > 0);
  const [clients] = moving;
  if (clients === undefined || moving.length > 1) return undefined;
  const index = members.indexOf(clients);
  const ofClients = troubles.flatMap(({ a, i, b, j }) => {
    if (a !== index && b !== index) return [];
    return a === index ? [{ state: i, server: b, done: j }] : [{ state: j, server: a, done: i }];
  });
  const fits = (between: number) =>
    ofClients.every(({ state, server, done }) => {
      if (state === between) return false;
      return state < between ? done !== 0 : done !== members[server]?.moves.length;
    });
  const between = clients.states.findIndex((_, state) => fits(state));
  if (between === -1) return undefined;
  const still = members.map((member) => (member === clients ? { ...clients, moves: [] } : member));
  const own = troubles.filter(({ a, b }) => a !== index && b !== index);
  const servers = orderAround(still, own, mostLayers);
  if (servers === undefined) return undefined;
  const blocks = clients.moves.map((kind): Block => ({ component: "client", kind }));
  return { kind: "around", before: blocks.slice(0, between), servers, after: blocks.slice(between) };
}

/** In one member alone, at the very beginning or at the very end. */
function isUnavoidable(members: readonly Member[], { a, i, b, j }: Trouble): boolean {
  const last = (index: number) => (members[index] as Member).moves.length;
  return a === b || (i === 0 && j === 0) || (i === last(a) && j === last(b));
}

/** Only while one member has begun and not finished, and the other has too. */
function isBetweenTwoUnfinished(members: readonly Member[], { a, i, b, j }: Trouble): boolean {
  const isBusy = (member: number, done: number) =>
    members[member]?.component !== "client" && done > 0 && done < (members[member]?.moves.length ?? 0);
  return isBusy(a, i) && isBusy(b, j);
}

function layered(members: readonly Member[], troubles: readonly Trouble[], mostLayers: number): Order | undefined {
  const blocks = blocksOf(members);
  const numberOf = new Map(blocks.map((block, index) => [keyOf(block), index]));
  const movesOf = members.map(({ component, moves }) => moves.map((kind) => numberOf.get(keyOf({ component, kind })) as number));
  const chains = [...new Set(movesOf.map((moves) => moves.join(",")))].map((text) =>
    text === "" ? [] : text.split(",").map(Number),
  );
  const checks = distinctChecks(troubles, movesOf);
  for (let count = 2; count <= Math.min(mostLayers, blocks.length); count++) {
    for (const layers of dealings(blocks.length, count, chains)) {
      if (checks.some((check) => isReachable(check, layers))) continue;
      return {
        kind: "layers",
        layers: Array.from({ length: count }, (_, layer) => blocks.filter((_, block) => layers[block] === layer)),
      };
    }
  }
  return undefined;
}

function at_(layers: readonly number[], block: number | undefined): number {
  return layers[block ?? -1] ?? 0;
}

function blocksOf(members: readonly Member[]): readonly Block[] {
  const blocks = new Map<string, Block>();
  for (const { component, moves } of members)
    for (const kind of moves) blocks.set(keyOf({ component, kind }), { component, kind });
  return [...blocks.values()];
}

function keyOf({ component, kind }: Block): string {
  return `${component} ${kind}`;
}

/** The last block done and the next one to do of both members. */
interface Check {
  readonly done: readonly number[];
  readonly next: readonly number[];
}

function distinctChecks(troubles: readonly Trouble[], movesOf: readonly (readonly number[])[]): readonly Check[] {
  const checks = new Map<string, Check>();
  for (const { a, i, b, j } of troubles) {
    const [first, second] = [movesOf[a] ?? [], movesOf[b] ?? []];
    const done = [first[i - 1], second[j - 1]].filter((block) => block !== undefined);
    const next = [first[i], second[j]].filter((block) => block !== undefined);
    checks.set(`${done} / ${next}`, { done, next });
  }
  return [...checks.values()];
}

/** Is there a moment at which all of `done` may be done and all of `next` may not? */
function isReachable({ done, next }: Check, layers: readonly number[]): boolean {
  const latest = Math.max(-1, ...done.map((block) => at_(layers, block)));
  return next.every((block) => latest <= at_(layers, block));
}

/**
 * Every way to deal `size` blocks out to `count` layers with none left empty, and no block in an earlier layer than the one
 * before it in a chain. Ways that break a chain are never begun: clients and servers together have too many of them.
 */
function* dealings(size: number, count: number, chains: readonly (readonly number[])[]): Generator<readonly number[]> {
  const pairs = chains.flatMap((chain) => chain.slice(1).map((block, at) => [chain[at] as number, block] as const));
  const layers: number[] = [];
  function* deal(): Generator<readonly number[]> {
    const block = layers.length;
    if (block === size) {
      if (new Set(layers).size === count) yield [...layers];
      return;
    }
    for (let layer = 0; layer < count; layer++) {
      layers.push(layer);
      const keeps = pairs.every(([one, next]) => Math.max(one, next) !== block || at_(layers, one) <= at_(layers, next));
      if (keeps) yield* deal();
      layers.pop();
    }
  }
  yield* deal();
}

/** Breadth-first search over the states of all members. */
function singly(members: readonly Member[], troubles: readonly Trouble[]): Order | undefined {
  const moving = members.flatMap(({ moves }, index) => (moves.length > 0 ? [index] : []));
  if (moving.length > singleLimit) return undefined;
  const start = members.map(() => 0);
  const goal = members.map(({ moves }) => moves.length).join(",");
  const from = new Map<string, { readonly before: string; readonly member: number } | undefined>([[start.join(","), undefined]]);
  const queue: (readonly number[])[] = [start];
  for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
    const here = state.join(",");
    if (here === goal) return { kind: "moves", moves: movesTo(here, from, members) };
    for (const member of moving) {
      if (state[member] === members[member]?.moves.length) continue;
      const next = state.map((done, index) => (index === member ? done + 1 : done));
      if (from.has(next.join(",")) || troubles.some(({ a, i, b, j }) => next[a] === i && next[b] === j)) continue;
      from.set(next.join(","), { before: here, member });
      queue.push(next);
    }
  }
  return undefined;
}

function movesTo(
  goal: string,
  from: ReadonlyMap<string, { readonly before: string; readonly member: number } | undefined>,
  members: readonly Member[],
): Extract<Order, { kind: "moves" }>["moves"] {
  const moves: { member: Member; kind: MoveKind }[] = [];
  for (let here = goal, step = from.get(here); step !== undefined; here = step.before, step = from.get(here)) {
    const member = members[step.member] as Member;
    const done = Number(here.split(",")[step.member]);
    moves.unshift({ member, kind: member.moves[done - 1] as MoveKind });
  }
  return moves;
}
