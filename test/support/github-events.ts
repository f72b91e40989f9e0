/**
 * Payloads of events in the shape that GitHub gives them (docs.github.com: webhook events and payloads; octokit:
 * @octokit/webhooks-examples), for the repository `o/r`.
 */

interface Person {
  readonly login: string;
  readonly type: "User" | "Bot";
}

const octocat: Person = { login: "octocat", type: "User" };
const dependabot: Person = { login: "dependabot[bot]", type: "Bot" };

function repository(owner: string, fork: boolean) {
  return {
    id: 186853002,
    name: "r",
    full_name: `${owner}/r`,
    private: false,
    owner: { login: owner, type: "User" },
    html_url: `https://github.com/${owner}/r`,
    fork,
    url: `https://api.github.com/repos/${owner}/r`,
    default_branch: "main",
  };
}

export interface PullRequestOptions {
  readonly base: string;
  readonly head: string;
  readonly number?: number;
  /** `deleted`: the repository of the branch is gone. */
  readonly from?: "branch" | "fork" | "deleted" | "dependabot";
  readonly action?: "opened" | "synchronize" | "reopened";
}

/** `pull_request`. */
export function pullRequestPayload({ base, head, number = 2, from = "branch", action = "synchronize" }: PullRequestOptions) {
  const author = from === "dependabot" ? dependabot : octocat;
  const own = from === "branch" || from === "dependabot";
  return {
    action,
    number,
    ...(action === "synchronize" && { before: base, after: head }),
    pull_request: {
      url: `https://api.github.com/repos/o/r/pulls/${number}`,
      id: 279147437,
      html_url: `https://github.com/o/r/pull/${number}`,
      number,
      state: "open",
      locked: false,
      title: "Update the TLS settings.",
      user: author,
      body: "This is a change that needs to be reviewed.",
      merged: false,
      draft: false,
      head: {
        label: own ? "o:topic" : "stranger:topic",
        ref: "topic",
        sha: head,
        user: own ? { login: "o", type: "User" } : { login: "stranger", type: "User" },
        repo: from === "deleted" ? null : repository(own ? "o" : "stranger", !own),
      },
      base: { label: "o:main", ref: "main", sha: base, user: { login: "o", type: "User" }, repo: repository("o", false) },
      author_association: own ? "MEMBER" : "FIRST_TIME_CONTRIBUTOR",
      commits: 1,
      changed_files: 1,
    },
    repository: repository("o", false),
    sender: author,
  };
}

/** `merge_group`, action `checks_requested`. */
export function mergeGroupPayload(base: string, head: string) {
  return {
    action: "checks_requested",
    merge_group: {
      head_sha: head,
      head_ref: `refs/heads/gh-readonly-queue/main/pr-2-${base}`,
      base_sha: base,
      base_ref: "refs/heads/main",
      head_commit: { id: head, tree_id: base, message: "Merge pull request #2", timestamp: "2026-11-24T00:00:00Z" },
    },
    repository: repository("o", false),
    sender: octocat,
  };
}

/** `push`; a new branch has a `before` of zeros. */
export function pushPayload(before: string, after: string) {
  return {
    ref: "refs/heads/main",
    before,
    after,
    repository: repository("o", false),
    pusher: { name: "octocat", email: "octocat@users.noreply.github.com" },
    sender: octocat,
    created: /^0+$/.test(before),
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `https://github.com/o/r/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: [],
    head_commit: null,
  };
}

/** `schedule`. */
export function schedulePayload() {
  return { schedule: "0 6 * * 1", repository: repository("o", false), workflow: ".github/workflows/expiry.yml" };
}

/** `workflow_dispatch`. */
export function dispatchPayload() {
  return {
    inputs: null,
    ref: "refs/heads/main",
    repository: repository("o", false),
    sender: octocat,
    workflow: ".github/workflows/expiry.yml",
  };
}
