import type { ReportedChange } from "../report/options.ts";
import type { PlanReport } from "../report/plan.ts";
import { planOf } from "../rollout/plan.ts";
import { type ChangedLines, changedLines } from "../text/line-diff.ts";
import type { RepoPath } from "../text/span.ts";
import type { Sides } from "./change.ts";
import { planReport } from "./plan-report.ts";

/** What reporters may ask about a change; each answer is worked out once. `now`: milliseconds since the epoch, UTC. */
export function reportedChange(sides: Sides, base: string, now: number, environments: readonly string[]): ReportedChange {
  const { moved } = sides;
  const before = new Map(sides.base.files.map((file) => [file.path, file]));
  const after = new Map(sides.head.files.map((file) => [file.path, file]));
  const known = new Map<RepoPath, ChangedLines>();
  let plan: PlanReport | undefined;
  return {
    plan() {
      plan ??= planReport(planOf(sides.base.model, sides.head.model, now), base, now, environments);
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
