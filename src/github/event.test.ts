import { describe, expect, test } from "vitest";
import { changeOfEvent, ownLawNote } from "./event.ts";

const a = "a".repeat(40);
const b = "b".repeat(40);

// The fields as GitHub sends them (docs.github.com: webhook events and payloads), beside others that do not matter here.
const pullRequest = {
  action: "synchronize",
  number: 7,
  pull_request: {
    number: 7,
    state: "open",
    head: { label: "fork:topic", ref: "topic", sha: b, repo: { full_name: "fork/r", fork: true } },
    base: { label: "o:main", ref: "main", sha: a, repo: { full_name: "o/r" } },
    merge_commit_sha: "c".repeat(40),
  },
  repository: { full_name: "o/r", default_branch: "main" },
  sender: { login: "dependabot[bot]", type: "Bot" },
};
const mergeGroup = {
  action: "checks_requested",
  merge_group: { head_sha: b, head_ref: "refs/heads/gh-readonly-queue/main/pr-7-x", base_sha: a, base_ref: "refs/heads/main" },
};
const push = { ref: "refs/heads/main", before: a, after: b, created: false, deleted: false, forced: false, commits: [] };

describe("the change that an event is about", () => {
  test.each([
    ["pull_request", pullRequest, { kind: "branch", base: a, head: b }],
    ["pull_request_review", pullRequest, { kind: "branch", base: a, head: b }],
    ["merge_group", mergeGroup, { kind: "state", base: a, head: b }],
    ["push", push, { kind: "state", base: a, head: b }],
    ["push", { ...push, before: "0".repeat(40), created: true }, { kind: "none" }],
    ["push", { ...push, after: "0".repeat(40), deleted: true }, { kind: "none" }],
    ["push", { ...push, forced: true }, { kind: "state", base: a, head: b }],
    ["schedule", { schedule: "0 6 * * *" }, { kind: "none" }],
    ["workflow_dispatch", { inputs: {}, ref: "refs/heads/main" }, { kind: "none" }],
    ["", undefined, { kind: "none" }],
  ])("%s %#", (name, payload, change) => {
    expect(changeOfEvent(name, payload)).toEqual(change);
  });

  test.each([
    undefined,
    null,
    "x",
    [],
    {},
    { pull_request: null },
    { pull_request: { base: { sha: "--upload-pack=x" }, head: { sha: b } } },
  ])("a payload that does not say it is told, never taken for a run without a base: %j", (payload) => {
    expect(changeOfEvent("pull_request", payload)).toEqual({
      kind: "unknown",
      because: "the payload of pull_request has no pull_request.base.sha",
    });
  });

  test("a push and a merge group without their fields", () => {
    expect(changeOfEvent("push", {})).toEqual({ kind: "unknown", because: "the payload of push has no before" });
    expect(changeOfEvent("merge_group", {})).toEqual({
      kind: "unknown",
      because: "the payload of merge_group has no merge_group.base_sha",
    });
  });
});

describe("by whose law an event without a base judges", () => {
  const said =
    "the tree was judged by the config file, policy and waivers that it brings itself. Do not let this verdict stand for a change: pull_request and merge_group judge one by its base.";
  test.each([
    ["workflow_dispatch", {}, `The event workflow_dispatch names no base: ${said}`],
    ["issue_comment", { issue: { number: 7, pull_request: {} } }, `The event issue_comment names no base: ${said}`],
    ["workflow_run", {}, `The event workflow_run names no base: ${said}`],
    ["push", { ...push, before: "0".repeat(40) }, `There is no state before this push: ${said}`],
    ["push", push, undefined],
    ["push", {}, undefined],
    ["pull_request", pullRequest, undefined],
    ["pull_request", {}, undefined],
    ["merge_group", mergeGroup, undefined],
    ["schedule", {}, undefined],
    ["", undefined, undefined],
  ])("%s %#", (name, payload, note) => {
    expect(ownLawNote(name, changeOfEvent(name, payload))).toBe(note);
  });
});
