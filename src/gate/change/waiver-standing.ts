import type { Finding, Judgement } from "../../judge/judge.ts";
import type { GateChange, Waiver } from "../../judge/rule.ts";
import { counted } from "../../text/counted.ts";
import { parseGlob } from "../../text/glob.ts";
import { grouped } from "../../text/grouped.ts";
import type { RepoPath } from "../../text/span.ts";
import { coveredKey } from "./outlook.ts";

/**
 * The waivers in their standing: those of both trees at the place where the head has them; those that the change brings,
 * which do not count yet; those that it takes away from the config file, which count until the merge.
 */
export function standingWaivers(
  base: readonly Waiver[],
  head: readonly Waiver[],
  moved: ReadonlyMap<RepoPath, RepoPath>,
): readonly Waiver[] {
  const waiting = grouped(base, waiverKey);
  const standing = head.map((waiver): Waiver => {
    const path = waiver.line === undefined ? waiver.path : (moved.get(waiver.path as RepoPath) ?? waiver.path);
    return waiting.get(waiverKey({ ...waiver, path }))?.shift() === undefined ? { ...waiver, standing: "pending" } : waiver;
  });
  const left = [...waiting.values()].flat().filter(({ line }) => line === undefined);
  return [...standing, ...left.map((waiver): Waiver => ({ ...waiver, standing: "revoked" }))];
}

/** What makes a waiver the same one: all but its place in the file. */
export function waiverKey({ rule, path, reason, owner, until, line }: Waiver): string {
  return JSON.stringify([line === undefined ? "config" : "comment", rule, path, reason, owner, until]);
}

/** Before the merge a comment excuses what it excused in the base, and a moved file is excused where it was too. */
export function coverage(
  before: readonly Finding[],
  moved: ReadonlyMap<RepoPath, RepoPath>,
): NonNullable<Judgement["countsFor"]> {
  const covered = new Map<string, Set<string>>();
  for (const { waiver, rule, statement } of before) {
    if (waiver?.line === undefined) continue;
    const key = waiverKey(waiver);
    covered.set(key, (covered.get(key) ?? new Set()).add(coveredKey(rule.id, statement)));
  }
  return (waiver, rule, statement) => {
    if (waiver.line !== undefined) {
      const path = moved.get(waiver.path as RepoPath) ?? waiver.path;
      return covered.get(waiverKey({ ...waiver, path }))?.has(coveredKey(rule, statement)) === true;
    }
    const old = moved.get(statement.at.path);
    if (old === undefined) return true;
    const glob = parseGlob(waiver.path);
    return !("because" in glob) && glob.matches(old);
  };
}

/** The waivers that a change brings, each with what it would cover. `settled` have their matches counted. */
export function waiverChanges(settled: readonly Waiver[]): readonly GateChange[] {
  return settled
    .filter(({ standing, invalid }) => standing === "pending" && invalid === undefined)
    .map(({ at, rule, path, matches, until }) => ({
      at,
      subject: `waiver ${rule} ${path}`,
      message: `this change brings a waiver of ${rule} until ${until}: it counts after the merge, and would then cover ${counted(matches, "finding")}`,
      help: "have it approved and merged by itself first, or fix the cause of the findings",
    }));
}
