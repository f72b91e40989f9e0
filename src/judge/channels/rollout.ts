import { type ChannelId, portOf } from "../../model/channels/channel.ts";
import type { Model } from "../../model/environments/environment.ts";
import { comparePostures, type Posture } from "../../model/handshake/outcome.ts";
import type { Component } from "../../model/instances/instance.ts";
import type { Change as PlannedChange } from "../../rollout/changes.ts";
import { type Clash, type EnvironmentPlan, planOf } from "../../rollout/plan.ts";
import type { Step } from "../../rollout/steps.ts";
import { switchSteps } from "../../rollout/switch.ts";
import { clashWords, orderWords, peerWords, stepWords } from "../../rollout/words.ts";
import type { Span } from "../../text/span.ts";
import type { Context } from "../rule.ts";

/** One changed setting or file, as the rules of the group see it. */
export type Change = PlannedChange;

/** An instance before and after the change. */
export type InstanceMatch = EnvironmentPlan["matches"][number];

/** How a change can be rolled out. */
export type Verdict = EnvironmentPlan["verdict"];

/** What the change does to every environment; nothing where there is no base. */
export function environmentPlans(model: Model, { base, now }: Context): readonly EnvironmentPlan[] {
  return base === undefined ? [] : planOf(base, model, now).environments;
}

/** The changed place of the head that a clash comes from: of the two that clash, the part that the refusal is about. */
export function placeOfClash({ changes, match }: EnvironmentPlan, { trouble, from, to }: Clash): Span | undefined {
  const ends = new Set([from.match.head, to.match.head].map((instance) => instance && `${instance.component} ${instance.name}`));
  const own = changes.filter(({ instance: { component, name } }) => ends.has(`${component} ${name}`));
  const { outcome } = trouble.exchange;
  const wanted = outcome.kind === "fails" ? partsFor(outcome.step) : [];
  const all = own.length > 0 ? own : changes;
  for (const part of wanted) {
    const change = all.find((one) => one.part === part);
    if (change !== undefined) return change.at;
  }
  return all[0]?.at ?? (to.match.base === undefined ? to : from).match.head?.at ?? match.head?.at;
}

function partsFor(step: string | undefined): readonly Change["part"][] {
  switch (step) {
    case "transport":
      return ["client-urls", "advertise-client", "peer-urls", "ca"];
    case "server-chain":
    case "client-chain":
      return ["ca", "certificate"];
    case "server-name":
      return ["rest", "certificate"];
    case "server-allow-list":
    case "client-allow-list":
      return ["list", "certificate"];
    default:
      return ["certificate", "ca", "list"];
  }
}

/** Who refuses whom in which states, and why: one clause. */
export const clashInWords: (clash: Clash) => string = clashWords;

/** The order of a rollout, as a clause. */
export const orderInWords: typeof orderWords = orderWords;

/** When and how the peer URLs are changed that etcd stores. */
export const peersInWords: typeof peerWords = peerWords;

/** The steps of a full stop with the tool of the cluster, as a clause; undefined where it is done by hand. */
export function toolStepsInWords(plan: EnvironmentPlan): string | undefined {
  const steps = switchSteps(plan);
  const worded = steps?.map(({ change, commands }) => [change, ...commands.map((command) => `\`${command}\``)].join(": "));
  return worded?.join("; then ");
}

/** Separate changes in words: `(1) ...; (2) ...`. */
export function stepsInWords(steps: readonly Step[]): string {
  return steps.map((step, index) => `(${index + 1}) ${stepWords(step)}: ${orderWords(step.order, step.members)}`).join("; ");
}

/** `prod/tikv.toml:4`, as a message names a place of the base. */
export function placeText({ path, line }: Span): string {
  return `${path}:${line}`;
}

/** Configurations that are gone, or are no longer recognised, though they served TLS. */
export interface LostInstances {
  readonly component: Component;
  readonly at: Span;
  readonly was: Span;
  readonly posture: Posture;
  readonly channels: readonly ChannelId[];
}

/**
 * Components of which an environment has no configuration any more, or one in a file that does not parse. One instance of
 * several that is given up takes nothing from the others.
 */
export function* lostInstances(plan: EnvironmentPlan, model: Model): Generator<LostInstances> {
  const broken = new Set(model.problems.map(({ at }) => at.path));
  for (const component of ["pd", "tikv"] as const) {
    const gone = plan.matches.flatMap(({ base, head }) => (base?.component === component && head === undefined ? [base] : []));
    const isLeft = plan.matches.some(({ head }) => head?.component === component);
    const lost = isLeft ? gone.filter(({ path }) => broken.has(path)) : gone;
    const names = new Set(lost.map(({ name }) => name));
    const channels = plan.match.base?.channels.filter(({ id, to }) => names.has(to) && portOf(id) !== undefined) ?? [];
    const served = channels.filter(({ posture }) => posture !== "unknown" && posture !== "plaintext");
    const [first, ...more] = served.map(({ posture }) => posture).filter((posture) => posture !== "unknown");
    const [instance] = lost;
    if (instance === undefined || first === undefined) continue;
    const posture = more.reduce((best, one) => (comparePostures(one, best) > 0 ? one : best), first);
    const still = model.problems.find(({ at }) => at.path === instance.path)?.at;
    const at = still ?? plan.match.head?.at ?? instance.security.at;
    yield { component, at, was: instance.security.at, posture, channels: [...new Set(served.map(({ id }) => id))] };
  }
}
