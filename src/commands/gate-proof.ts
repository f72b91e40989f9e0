import { catalogue } from "../judge/catalogue.ts";
import type { Rule } from "../judge/rule.ts";
import type { Environment, Model } from "../model/environment.ts";
import type { Proof } from "../model/trial.ts";
import type { LoadedLaw } from "./gate-law.ts";

/** Runs the handshake test of some environments, as the law in force says. */
export type Prover = (environments: readonly Environment[], law: LoadedLaw) => Promise<readonly Proof[]>;

export interface ProofRequest {
  /** Names of the environments to judge; all when empty. */
  readonly environments: readonly string[];
  /** What the handshake test saw is judged with the rest; undefined: it does not run. */
  readonly prove?: Prover | undefined;
}

/** What the handshake test of the chosen environments sees; undefined where none is asked for. */
export async function proofsOf(
  { prove, environments }: ProofRequest,
  model: Model,
  law: LoadedLaw,
): Promise<readonly Proof[] | undefined> {
  if (prove === undefined) return undefined;
  return prove(
    model.environments.filter(({ name }) => environments.length === 0 || environments.includes(name)),
    law,
  );
}

/** Rules about the handshake test run where it ran: a waiver of theirs is not unused for want of a test. */
export function rulesFor(proofs: readonly Proof[] | undefined): readonly Rule[] {
  return proofs === undefined ? catalogue.filter(({ meta }) => !meta.id.startsWith("handshake/")) : catalogue;
}
