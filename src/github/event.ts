import { numberAt, textAt, valueAt } from "../text/json-value.ts";

/** What an event of a workflow says about the change that it is about. Ids are full commit ids. */
export type EventChange =
  /** `base` is the tip of the branch that the change goes to; it began where its history left that branch. */
  | { readonly kind: "branch"; readonly base: string; readonly head: string }
  /** `base` is the very state before the change. */
  | { readonly kind: "state"; readonly base: string; readonly head: string | undefined }
  /** The event is about no change: a schedule, a manual run, a new branch. */
  | { readonly kind: "none" }
  /** It is about a change, and does not say about which. */
  | { readonly kind: "unknown"; readonly because: string };

/** Events that carry `pull_request` and run on its merge commit. */
const pullRequestEvents = new Set(["pull_request", "pull_request_review", "pull_request_review_comment"]);

/** Reads base and head of an event from its payload (docs.github.com: webhook events and payloads). */
export function changeOfEvent(name: string, payload: unknown): EventChange {
  if (pullRequestEvents.has(name)) {
    const base = idAt(payload, "pull_request", "base", "sha");
    const head = idAt(payload, "pull_request", "head", "sha");
    return base === undefined || head === undefined ? unsaid(name, "pull_request.base.sha") : { kind: "branch", base, head };
  }
  if (name === "merge_group") {
    const base = idAt(payload, "merge_group", "base_sha");
    const head = idAt(payload, "merge_group", "head_sha");
    return base === undefined ? unsaid(name, "merge_group.base_sha") : { kind: "state", base, head };
  }
  if (name !== "push") return { kind: "none" };
  const before = textAt(payload, "before");
  // A branch or tag that is new, or goes away: there is nothing before it, or nothing after.
  if (before !== undefined && /^0+$/.test(before)) return { kind: "none" };
  if (valueAt(payload, "deleted") === true) return { kind: "none" };
  const base = idAt(payload, "before");
  return base === undefined ? unsaid(name, "before") : { kind: "state", base, head: idAt(payload, "after") };
}

/** For a run that has no base: by whose law it judges. A schedule runs on the default branch, whose law was accepted. */
export function ownLawNote(name: string, change: EventChange): string | undefined {
  if (change.kind !== "none" || name === "" || name === "schedule") return undefined;
  const why = name === "push" ? "There is no state before this push" : `The event ${name} names no base`;
  return `${why}: the tree was judged by the config file, policy and waivers that it brings itself. Do not let this verdict stand for a change: pull_request and merge_group judge one by its base.`;
}

/** The pull request that an event is about. */
export interface PullRequest {
  readonly number: number;
  /** The commit at its head when the event happened. */
  readonly head: string;
}

/** The pull request of an event, where it has one that the job may write to; a queued group has none. */
export function pullRequestOf(name: string, payload: unknown): PullRequest | undefined {
  if (!pullRequestEvents.has(name)) return undefined;
  const number = numberAt(payload, "pull_request", "number") ?? numberAt(payload, "number");
  const head = idAt(payload, "pull_request", "head", "sha");
  return number === undefined || !Number.isSafeInteger(number) || head === undefined ? undefined : { number, head };
}

/** The commit whose checks the event's run belongs to: of a pull request its head, not the merge that was checked out. */
export function checkedCommit(name: string, payload: unknown, sha: string | undefined): string | undefined {
  return pullRequestOf(name, payload)?.head ?? sha;
}

function unsaid(name: string, field: string): EventChange {
  return { kind: "unknown", because: `the payload of ${name} has no ${field}` };
}

function idAt(value: unknown, ...path: readonly string[]): string | undefined {
  const text = textAt(value, ...path);
  return text !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? text : undefined;
}
