import { standingRules } from "../judge/catalogue/standing.ts";
import type { Rule } from "../judge/rule.ts";
import type { Environment, Model } from "../model/environments/environment.ts";
import type { Proof } from "../model/handshake/trial.ts";
import type { EffectiveConfig } from "./effective-config.ts";
import { type Extent, environmentsIn } from "./extent.ts";

/** Runs the handshake test of some environments, as the config in force says. */
export type Prover = (environments: readonly Environment[], config: EffectiveConfig) => Promise<readonly Proof[]>;

export interface ProofRequest {
  /** Names of the environments to judge; all when empty. */
  readonly environments: readonly string[];
  /** What the handshake test saw is judged with the rest; undefined: it does not run. */
  readonly prove?: Prover | undefined;
}

/**
 * What the handshake test of the chosen environments sees; undefined where none is asked for. `from` says where the config
 * stands: a change that is not merged yet (a first adoption, a base that is missing) chooses no image to run.
 */
export async function proofsOf(
  { prove, environments }: ProofRequest,
  { model, extent }: { readonly model: Model; readonly extent: Extent | undefined },
  config: EffectiveConfig,
  from: "accepted" | "change",
): Promise<readonly Proof[] | undefined> {
  if (prove === undefined) return undefined;
  const chosen = environmentsIn(model, extent).filter(({ name }) => environments.length === 0 || environments.includes(name));
  const { engine, ...images } = config.handshake;
  if (from === "accepted" || Object.keys(images).length === 0) return prove(chosen, config);
  const note = `The images that ${config.configFile ?? "the config file"} names were not used: it is part of the change, and a change does not choose what runs.`;
  const proofs = await prove(chosen, { ...config, handshake: { engine } });
  return proofs.map((proof) => (proof.engine.kind === "docker" ? { ...proof, notes: [...proof.notes, note] } : proof));
}

/**
 * Rules about the handshake test run where it ran, and rules about a change where there is one: a waiver of theirs is not
 * unused for want of a test or of a base.
 */
export async function rulesFor(has: { readonly proofs: boolean; readonly base: boolean }): Promise<readonly Rule[]> {
  const { handshakeRules } = has.proofs ? await import("../judge/catalogue/handshake.ts") : { handshakeRules: [] };
  const { rolloutRules } = has.base ? await import("../judge/catalogue/rollout.ts") : { rolloutRules: [] };
  return [...standingRules, ...handshakeRules, ...rolloutRules];
}
