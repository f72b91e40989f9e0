import { readFileSync } from "node:fs";
import type { Surroundings } from "../cli/command.ts";
import { type GithubClient, githubClient } from "../github/client.ts";
import { checkedCommit, pullRequestOf } from "../github/event.ts";
import type { Toolkit } from "../github/toolkit.ts";
import { withoutTrailing } from "../text/cut.ts";
import type { WorkflowRun } from "./publish.ts";

type Environment = Surroundings["environment"];

/** The event's payload; undefined when there is none that can be read. */
export function payloadOf(path: string | undefined): unknown {
  if (path === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/** The client of the job's token; undefined outside of a workflow. */
export function clientOf(toolkit: Toolkit, environment: Environment): GithubClient | undefined {
  return githubClient(
    {
      origin: withoutTrailing(environment["GITHUB_API_URL"] ?? "https://api.github.com", "/"),
      graphql: environment["GITHUB_GRAPHQL_URL"],
      repository: environment["GITHUB_REPOSITORY"] ?? "",
      token: toolkit.input("token"),
    },
    { second: 1000, log: (text) => toolkit.info(text) },
  );
}

/** What the runner's variables and the event's payload say about the run. */
export function workflowRun(environment: Environment, payload: unknown): WorkflowRun {
  const event = environment["GITHUB_EVENT_NAME"] ?? "";
  const [server, repository, id] = ["SERVER_URL", "REPOSITORY", "RUN_ID"].map((name) => environment[`GITHUB_${name}`]);
  return {
    event,
    pull: pullRequestOf(event, payload),
    commit: checkedCommit(event, payload, environment["GITHUB_SHA"]),
    id: /^\d{1,15}$/.test(id ?? "") ? Number(id) : 0,
    url: server && repository && id ? `${server}/${repository}/actions/runs/${id}` : undefined,
  };
}
