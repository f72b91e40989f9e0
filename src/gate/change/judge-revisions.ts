import { type Finding, type Judgement, judge, type Weighed, weigh } from "../../judge/judge.ts";
import type { Proof } from "../../model/handshake/trial.ts";
import { waiversOf } from "../effective-config.ts";
import { type ProofRequest, proofsOf, rulesFor } from "../proof.ts";
import { type ChangeConfigs, sharedReferences } from "./config-in-force.ts";
import type { Revisions } from "./revisions.ts";
import { coverage, standingWaivers } from "./waiver-standing.ts";

/** Both sides of a change, judged by the config in force. */
export interface JudgedRevisions {
  readonly base: readonly Finding[];
  /** The head, before the rules of `policy/` say what the guard found. */
  readonly head: Weighed;
  /** By what the head was judged. */
  readonly judgement: Judgement;
  readonly proofs: readonly Proof[] | undefined;
}

/** Judges base and head. The handshake test runs for the head alone. */
export async function judgeRevisions(
  request: ProofRequest & { readonly now: number },
  { base, head, moved, extent }: Revisions,
  configs: ChangeConfigs,
): Promise<JudgedRevisions> {
  const { now } = request;
  const { inForce } = configs;
  const { policyOf, configFile, references } = inForce;
  const oldWaivers = waiversOf(inForce, base.files);
  const before = judge(base.model, {
    rules: await rulesFor({ proofs: false, base: true }),
    now,
    policyOf,
    gate: { configFile, references, waivers: oldWaivers },
  });
  const proofs = await proofsOf(request, { model: head.model, extent }, inForce, configs.from);
  const judgement: Judgement = {
    rules: await rulesFor({ proofs: proofs !== undefined, base: true }),
    proofs,
    now,
    policyOf,
    gate: {
      configFile: configs.head?.configFile ?? configFile,
      references: sharedReferences(configs),
      waivers: standingWaivers(oldWaivers, waiversOf(configs.head ?? inForce, head.files), moved),
    },
    base: base.model,
    countsFor: coverage(before, moved),
  };
  return { base: before, head: weigh(head.model, judgement), judgement, proofs };
}
