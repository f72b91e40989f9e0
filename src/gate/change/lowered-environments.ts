import { type Weighed, weigh } from "../../judge/judge.ts";
import type { GateChange } from "../../judge/rule.ts";
import type { Environment, Model, Tier } from "../../model/environments/environment.ts";
import { grouped } from "../../text/grouped.ts";
import { judgedPaths } from "./hidden-files.ts";
import type { JudgedRevisions } from "./judge-revisions.ts";
import { countOf, countsText, namesOf, notIn } from "./outlook.ts";
import type { Revisions } from "./revisions.ts";

/** Files that the change moves to where less is asked. */
export function loweredChanges({ base, head, moved }: Revisions, judged: JudgedRevisions): readonly GateChange[] {
  const lowered = [...judgedPaths(head)].flatMap((path): readonly Lowered[] => {
    const [was, is] = [base.model.environmentOf(moved.get(path) ?? path), head.model.environmentOf(path)];
    return was !== undefined && is !== undefined && isLower(is, was) ? [{ was, is }] : [];
  });
  return [...grouped(lowered, ({ is }) => is.name).values()].flatMap((of) => loweredChange(strictest(of), head.model, judged));
}

/** An environment whose files lay in one of a higher tier, or of another policy. */
interface Lowered {
  readonly was: Environment;
  readonly is: Environment;
}

function isLower(is: Environment, was: Environment): boolean {
  return isLowerTier(is.tier, was.tier) || (is.tier === was.tier && is.policy !== was.policy);
}

function strictest(lowered: readonly Lowered[]): Lowered {
  return lowered.reduce((most, other) => (isLowerTier(most.was.tier, other.was.tier) ? other : most));
}

function loweredChange({ was, is }: Lowered, model: Model, { head, judgement }: JudgedRevisions): readonly GateChange[] {
  const before = weigh(judgedAs(model, is.name, was), judgement);
  const own = ({ findings }: Weighed) => findings.filter(({ environment }) => environment?.name === is.name);
  const [now, asBefore] = [own(head), own(before)];
  const [have, had] = [countOf(now), countOf(asBefore)];
  const isWorse = had.error > have.error || (had.error === have.error && had.warning > have.warning);
  if (!isWorse) return [];
  return [
    {
      at: is.at,
      subject: `lowered ${is.name}`,
      variant: had.error > have.error ? "lower-tier" : undefined,
      message: `the base judged these files as ${was.tier} (environment ${was.name}), the head as ${is.tier} (environment ${is.name}): there they have ${countsText(have)}, as ${was.tier} ${countsText(had)} (${namesOf(notIn(asBefore, now))})`,
      help: "fix the findings, or merge the move of a sound cluster first",
    },
  ];
}

/** The same model with one environment judged as another. */
function judgedAs(model: Model, name: string, { tier, policy }: Environment): Model {
  const changed = new Map(
    model.environments.map((environment) => [
      environment.name,
      environment.name === name ? { ...environment, tier, policy } : environment,
    ]),
  );
  return {
    ...model,
    environments: [...changed.values()],
    environmentOf: (path) => {
      const found = model.environmentOf(path);
      return found && changed.get(found.name);
    },
  };
}

/** Weakest last: what is asked of a later one is never more than of an earlier. */
const tierOrder: readonly Tier[] = ["production", "staging", "development"];

function isLowerTier(tier: Tier, than: Tier): boolean {
  return tierOrder.indexOf(tier) > tierOrder.indexOf(than);
}
