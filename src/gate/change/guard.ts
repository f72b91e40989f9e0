import { conclude, type Finding, weigh } from "../../judge/judge.ts";
import type { Gate, GateChange } from "../../judge/rule.ts";
import { waiversOf } from "../effective-config.ts";
import type { Extent } from "../extent.ts";
import { modelled, type Revision } from "../revision.ts";
import { configChanges } from "./config-changes.ts";
import type { ChangeConfigs } from "./config-in-force.ts";
import { findHidden, type HiddenFile, hiddenChanges } from "./hidden-files.ts";
import type { JudgedRevisions } from "./judge-revisions.ts";
import { loweredChanges } from "./lowered-environments.ts";
import type { Revisions } from "./revisions.ts";
import { waiverChanges } from "./waiver-standing.ts";

/** All findings of the head, and the gate as the rules of `policy/` saw it. */
export interface GuardedChange {
  readonly findings: readonly Finding[];
  readonly gate: Gate;
  /** What is reported on: with the files that the change hides from it. */
  readonly extent: Extent | undefined;
}

/** Concludes the judgement of the head, with what the change does to the gate that judges it. */
export async function guardChange(revisions: Revisions, configs: ChangeConfigs, judged: JudgedRevisions): Promise<GuardedChange> {
  const { head, judgement } = judged;
  const hidden = await findHidden(revisions);
  const gate = { ...head.gate, changes: gateChanges(revisions, configs, { ...judged, hidden }) };
  const extent = withFollowed(revisions.extent, hidden);
  return { gate, extent, findings: conclude(revisions.head.model, judgement, { ...head, gate }) };
}

function withFollowed(extent: Extent | undefined, hidden: readonly HiddenFile[]): Extent | undefined {
  if (extent === undefined) return undefined;
  const followed = new Set(hidden.filter(({ path }) => extent.holds(path)).map(({ to }) => to));
  return { holds: (path) => extent.holds(path) || followed.has(path) };
}

/** What is different after the merge in config and policies, in waivers, and in what the gate sees. */
function gateChanges(
  revisions: Revisions,
  configs: ChangeConfigs,
  judged: JudgedRevisions & { readonly hidden: readonly HiddenFile[] },
): readonly GateChange[] {
  const { head, began, broken } = configs;
  return [
    ...(broken === undefined ? [] : [broken]),
    ...(head === undefined || began === undefined
      ? []
      : configChanges(began, head, () => ({ now: judged.head.findings, later: afterMerge(revisions.head, configs, judged) }))),
    ...waiverChanges(judged.head.gate.waivers),
    ...hiddenChanges(judged.hidden, judged.base),
    ...loweredChanges(revisions, judged),
  ];
}

/** As the head will be judged when it is the base: by its own config, with all its waivers, and as no change. */
function afterMerge(revision: Revision, { head: config }: ChangeConfigs, { judgement }: JudgedRevisions): readonly Finding[] {
  if (config === undefined) return [];
  const { rules, now } = judgement;
  const { model, files } = modelled(revision, config.scope, now);
  return weigh(model, { rules, now, policyOf: config.policyOf, gate: { waivers: waiversOf(config, files) } }).findings;
}
