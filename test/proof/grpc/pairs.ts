import type { Refusal } from "../../../src/model/handshake/outcome.ts";
import { seeded } from "../../support/random-chains.ts";
import { type Fault, faults } from "./faults.ts";
import { type Chance, type PairChannel, type Shape, soundShape } from "./shapes.ts";

/** A client, a server, and what is wrong with them. */
export interface Pair {
  readonly shape: Shape;
  readonly faults: readonly Fault[];
}

const channels: readonly PairChannel[] = ["tikv-tikv", "client-tikv"];

/** Each fault at least this often, and each reason at least twice as often. */
const timesOfFault = 5;

/** The same pairs at every call: sound ones, ones with one fault and ones with two. */
export function pairsOf(versions: readonly string[]): readonly Pair[] {
  const random = seeded(20261124);
  const chance: Chance = (...choices) => choices[Math.floor(random() * choices.length)] as (typeof choices)[number];
  const pairs: Pair[] = [];
  for (const channel of channels) {
    const add = (...wrong: readonly Fault[]) => {
      const shape = wrong.reduce((changed, fault) => fault.apply(changed), soundShape(channel, versions, chance));
      pairs.push({ shape, faults: wrong });
    };
    const possible = faults.filter((fault) => fault.channel === undefined || fault.channel === channel);
    for (let count = 0; count < 120; count += 1) add();
    for (const fault of possible) {
      for (let count = 0; count < timesOf(fault, possible); count += 1) add(fault);
    }
    for (let count = 0; count < 60; count += 1) add(chance(...possible), chance(...possible));
    for (let count = 0; count < 8; count += 1) add(plaintextBothWays);
  }
  return pairs;
}

const plaintextBothWays: Fault = {
  name: "neither side has TLS",
  gives: undefined,
  apply: ({ server, client, ...rest }) => ({
    ...rest,
    server: { ...server, material: undefined },
    client: { ...client, material: undefined },
  }),
};

function timesOf({ gives }: Fault, possible: readonly Fault[]): number {
  if (gives === undefined) return 2;
  const alike = possible.filter((fault) => fault.gives?.reason === (gives.reason satisfies Refusal));
  return Math.max(timesOfFault, Math.ceil((3 * timesOfFault) / alike.length));
}
