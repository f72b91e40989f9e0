import type { Finding } from "../judge/judge.ts";
import type { Gate } from "../judge/rule.ts";
import type { Model } from "../model/environments/environment.ts";
import type { Proof } from "../model/handshake/trial.ts";
import type { SourceFile } from "../read/source-file.ts";
import type { EffectiveConfig } from "./effective-config.ts";
import type { Extent } from "./extent.ts";

/** A tree, judged. */
export interface JudgedTree {
  /** By what it was judged. */
  readonly config: EffectiveConfig;
  /** Whose config it is. */
  readonly configOf: "base" | "head";
  /** What is reported on; undefined for the whole tree. */
  readonly extent: Extent | undefined;
  readonly model: Model;
  readonly files: readonly SourceFile[];
  readonly proofs: readonly Proof[] | undefined;
  /** With every waiver weighed, and with what a change does to the gate. */
  readonly gate: Gate;
  readonly findings: readonly Finding[];
}

/** The last step of a judgement. What settles fixes is loaded where there is one. */
export async function withFixes<F extends Finding>(findings: readonly F[], files: readonly SourceFile[]): Promise<readonly F[]> {
  if (findings.every(({ statement }) => statement.fix === undefined)) return findings;
  const { settleFixes } = await import("../fix/settle.ts");
  return settleFixes(findings, files);
}

/** A model with more that was assumed, said first. */
export function withNotes(model: Model, notes: readonly (string | undefined)[]): Model {
  return { ...model, assumptions: [...notes.filter((note) => note !== undefined), ...model.assumptions] };
}
