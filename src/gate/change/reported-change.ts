import type { Instance } from "../../model/instances/instance.ts";
import type { ReportedChange } from "../../report/options.ts";
import type { PlannedEnvironment, PlannedPlace, PlannedSide, PlannedStep, PlanReport } from "../../report/plan.ts";
import { restartCommands, toolNotes } from "../../rollout/operator.ts";
import type { Order } from "../../rollout/order.ts";
import type { EnvironmentPlan, Plan } from "../../rollout/plan.ts";
import { planOf } from "../../rollout/plan.ts";
import type { ChannelSide } from "../../rollout/posture-diff.ts";
import type { Member } from "../../rollout/states.ts";
import type { Step } from "../../rollout/steps.ts";
import { switchSteps } from "../../rollout/switch.ts";
import { clashWords, componentsOf, needsRestart, orderWords, peerWords, stepWords } from "../../rollout/words.ts";
import { type ChangedLines, changedLines } from "../../text/line-diff.ts";
import { listOf } from "../../text/list-of.ts";
import { maskedThroughout } from "../../text/masked.ts";
import type { RepoPath, Span } from "../../text/span.ts";
import { toolVersion } from "../../text/tool.ts";
import type { Revisions } from "./revisions.ts";

/** What reporters may ask about a change; each answer is worked out once. `now`: milliseconds since the epoch, UTC. */
export function reportedChange(
  revisions: Revisions,
  base: string,
  now: number,
  environments: readonly string[] | undefined,
): ReportedChange {
  const { moved } = revisions;
  const before = new Map(revisions.base.files.map((file) => [file.path, file]));
  const after = new Map(revisions.head.files.map((file) => [file.path, file]));
  const known = new Map<RepoPath, ChangedLines>();
  let plan: PlanReport | undefined;
  return {
    plan() {
      plan ??= planReport(planOf(revisions.base.model, revisions.head.model, now), base, now, environments);
      return plan;
    },
    linesOf(name) {
      const path = name as RepoPath;
      const file = after.get(path);
      if (file === undefined) return undefined;
      const lines = known.get(path) ?? changedLines(before.get(moved.get(path) ?? path)?.text, file.text);
      known.set(path, lines);
      return lines;
    },
  };
}

/** The plan as data, for every format. `now`: milliseconds since the epoch, UTC. */
export function planReport(plan: Plan, base: string, now: number, environments: readonly string[] | undefined): PlanReport {
  const chosen = plan.environments.filter(
    ({ name, renamedFrom }) => environments?.some((wanted) => wanted === name || wanted === renamedFrom) !== false,
  );
  return {
    schemaVersion: 1,
    tool: { name: "tikv-tls-gate", version: toolVersion },
    now: new Date(now).toISOString().replace(".000Z", "Z"),
    base,
    environments: chosen.map((each) => maskedThroughout(reportOf(each))),
  };
}

function reportOf(plan: EnvironmentPlan): PlannedEnvironment {
  const { verdict, diff, match } = plan;
  return {
    name: plan.name,
    renamedFrom: plan.renamedFrom ?? null,
    tier: (match.head ?? match.base)?.tier ?? "production",
    verdict: verdict.kind,
    summary: summaryOf(plan),
    channels: {
      unchanged: diff.unchanged,
      changed: diff.changed.map(({ id, from, to, pairs, direction, before, after }) => ({
        id,
        from,
        to,
        pairs,
        direction,
        before: sideOf(before),
        after: sideOf(after),
      })),
    },
    changes: plan.changes.map(({ component, instance, what, before, after, at, was, effect }) => ({
      component,
      instance: instance.name,
      what,
      before,
      after,
      place: placeOf(at),
      was: placeOf(was),
      effect,
    })),
    steps: stepsOf(plan),
    pdSteps: pdStepsOf(plan).map(stepOf),
    cautions: cautionsOf(plan),
  };
}

function sideOf(side: ChannelSide | undefined): PlannedSide | null {
  if (side === undefined) return null;
  const { posture, handshake, detail, at } = side;
  return { posture, handshake, detail, place: at === undefined ? null : placeOf(at) };
}

function placeOf({ path, line }: Span): PlannedPlace {
  return { path, line };
}

function summaryOf({ verdict }: EnvironmentPlan): string {
  switch (verdict.kind) {
    case "nothing":
      return "nothing changes that decides who can talk";
    case "added":
      return "the environment is new: there is nothing to roll";
    case "removed":
      return "the environment has no configuration any more";
    case "rolls":
      return needsRestart(verdict.members)
        ? `rolls, with a restart of ${listOf(componentsOf(verdict.members).filter((name) => name !== "clients"))}`
        : "rolls without a restart: the running processes read the new files";
    case "splits":
      if (verdict.isFinal) return `does not fit even when all is restarted: ${clashWords(verdict.clash)}`;
      return `does not roll as one change: ${clashWords(verdict.clash)}`;
    case "full-stop":
      return `needs a full stop: ${clashWords(verdict.clash)}`;
    case "unknown":
      return `the files do not decide whether it rolls: ${clashWords(verdict.clash)}`;
    default:
      return verdict satisfies never;
  }
}

function stepsOf(plan: EnvironmentPlan): readonly PlannedStep[] {
  const { verdict, matches, changesPeerScheme } = plan;
  switch (verdict.kind) {
    case "rolls":
      return [{ change: "", ...rollOf(verdict.order, verdict.members) }];
    case "splits":
      return (verdict.steps ?? []).map(stepOf);
    case "full-stop": {
      const byTool = switchSteps(plan);
      if (byTool !== undefined) return byTool.map(({ change, commands }) => ({ ...plain(change), restarts: true, commands }));
      const restarted = matches.flatMap(({ head }) => head ?? []);
      const peers = changesPeerScheme ? peerWords(plan) : undefined;
      return [
        ...(peers?.when === "before" ? [plain(peers.what)] : []),
        plain("stop the clients, every TiKV and every PD"),
        plain(
          `put the new configuration and the new files everywhere${peers?.when === "after" ? ", and leave peer-urls and advertise-peer-urls of PD as they are for now" : ""}`,
        ),
        { ...plain("start every PD, then every TiKV, then the clients"), restarts: true, commands: restartCommands(restarted) },
        ...(peers?.when === "after" ? [plain(peers.what)] : []),
      ];
    }
    default:
      return [];
  }
}

/** A tool that turns TLS on for the whole cluster at once does not do it for PD alone. */
function pdStepsOf(plan: EnvironmentPlan): readonly Step[] {
  if (plan.verdict.kind !== "full-stop" || switchSteps(plan) !== undefined) return [];
  return plan.verdict.pdSteps ?? [];
}

function plain(change: string): PlannedStep {
  return { change, order: "", restarts: false, commands: [] };
}

function stepOf(step: Step): PlannedStep {
  return { change: stepWords(step), ...rollOf(step.order, step.members) };
}

function rollOf(order: Order, members: readonly Member[]): Omit<PlannedStep, "change"> {
  const restarts = needsRestart(members);
  const moving = members.filter(({ moves }) => moves.includes("restart"));
  const instances = moving.flatMap(({ match }): readonly Instance[] => (match.head === undefined ? [] : [match.head]));
  return { order: orderWords(order, members), restarts, commands: restarts ? restartCommands(instances) : [] };
}

function cautionsOf(plan: EnvironmentPlan): readonly string[] {
  const { verdict, changes, match, matches } = plan;
  if (verdict.kind === "nothing" || verdict.kind === "added" || verdict.kind === "removed") return [];
  const cautions: string[] = [];
  if (match.head?.clients === undefined && changes.some(({ part }) => part === "ca" || part === "certificate")) {
    cautions.push(
      "What credentials TiDB, TiCDC, BR, pd-ctl and monitoring have is not in the files: at every step they have to trust what the servers show, and to have a certificate that the servers trust. Where a CA goes, they need new certificates before it does.",
    );
  }
  const removed = changes.filter(
    ({ part, before, after }) =>
      part === "list" && after !== "not set" && namesOf(before).some((name) => !namesOf(after).includes(name)),
  );
  const names = [
    ...new Set(
      removed.flatMap(({ before, after }) =>
        namesOf(before).filter((name) => name !== "not set" && !namesOf(after).includes(name)),
      ),
    ),
  ];
  if (names.length > 0)
    cautions.push(`No longer allowed: ${names.join(", ")}. A client outside of the files with such a name is refused.`);
  const isByHand = verdict.kind !== "full-stop" || switchSteps(plan) === undefined;
  if (plan.changesPeerScheme && isByHand)
    cautions.push(
      "Peer URLs live in etcd: advertise-peer-urls of a running member has no effect, its stored URL is changed by member update.",
    );
  if (changes.some(({ what }) => what === "the certificate file"))
    cautions.push("Write CA and key first and the certificate last: TiKV looks at the time of the certificate file alone.");
  const steps = verdict.kind === "splits" ? verdict.steps : pdStepsOf(plan);
  if (steps?.some(({ isUndecided }) => isUndecided))
    cautions.push("Not all certificates are in the repository: in these steps what the files do not decide is taken to succeed.");
  const isAlone = (component: string) => matches.every(({ base, head }) => (head ?? base)?.component !== component);
  if (isAlone("tikv") && verdict.kind !== "rolls")
    cautions.push(
      "No TiKV is among the files: TiKV speaks TLS or plaintext and never both, and dials PD as it does everything else.",
    );
  return [...cautions, ...toolNotes(plan)];
}

function namesOf(text: string): readonly string[] {
  return text.split(", ");
}
