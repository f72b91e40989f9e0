import type { Finding } from "../../judge/judge.ts";
import { planOf } from "../../rollout/plan.ts";
import type { MissingBase, PresentBase } from "../base.ts";
import type { ConfigRequest } from "../effective-config.ts";
import { type JudgedTree, withFixes, withNotes } from "../judged-tree.ts";
import type { ProofRequest } from "../proof.ts";
import { type Head, listHead } from "../revision.ts";
import { type ComparedFinding, compareFindings } from "./compare.ts";
import { configsOf } from "./config-in-force.ts";
import { guardChange } from "./guard.ts";
import { judgeRevisions } from "./judge-revisions.ts";
import { type Revisions, readRevisions } from "./revisions.ts";
import { withoutTurnedOff } from "./turned-off.ts";

/** A tree, judged as a change of its base. */
export interface JudgedChange extends JudgedTree {
  readonly kind: "change";
  /** What reports call the base. */
  readonly base: string;
  readonly findings: readonly ComparedFinding[];
  /** Findings of the base that the head does not have. */
  readonly fixed: readonly Finding[];
  readonly revisions: Revisions;
}

/** Judges head and base by one config, the base's, and says what the change does to that config. */
export async function judgeChange(
  request: ConfigRequest & ProofRequest & { readonly now: number },
  tree: Head,
  listedBase: PresentBase,
): Promise<JudgedChange | MissingBase> {
  const configs = await configsOf(request, tree, listedBase);
  if (configs.kind === "missing") return configs;
  const listedHead = await listHead(tree, configs.inForce.folder);
  const revisions = await readRevisions(listedHead, listedBase, configs.inForce.scope, request.now);
  const judged = await judgeRevisions(request, revisions, configs);
  const guarded = await guardChange(revisions, configs, judged);
  const compared = compareFindings(judged.base, guarded.findings, revisions);
  const findings = await withFixes(compared.findings, revisions.head.files);
  const { model, files } = revisions.head;
  return {
    kind: "change",
    base: listedBase.name,
    config: configs.inForce,
    configOf: configs.from === "accepted" ? "base" : "head",
    extent: guarded.extent,
    model: withNotes(model, [configs.note, listedHead.note]),
    files,
    proofs: judged.proofs,
    gate: guarded.gate,
    findings,
    fixed: withoutTurnedOff(compared.fixed, planOf(revisions.base.model, model, request.now)),
    revisions,
  };
}
