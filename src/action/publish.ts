import { createCheckRun, mostCheckAnnotations } from "../github/check-run.ts";
import type { GithubClient } from "../github/client.ts";
import type { PullRequest } from "../github/event.ts";
import { keepIssue } from "../github/living-issue.ts";
import { type Published, stickComment } from "../github/sticky-comment.ts";
import { offerSuggestions } from "../github/suggestions.ts";
import type { Toolkit } from "../github/toolkit.ts";
import { annotatedFindings, annotationOf } from "../report/machine/annotation.ts";
import { renderComment } from "../report/markdown/comment.ts";
import { renderExpiryIssue } from "../report/markdown/expiry-issue.ts";
import { renderMarkdown } from "../report/markdown/markdown.ts";
import { suggestedLines } from "../report/markdown/suggestions.ts";
import type { RenderOptions } from "../report/options.ts";
import type { Report } from "../report/report.ts";
import { countsText } from "../report/verdict.ts";
import { forMarkdown } from "../text/safe.ts";
import type { Wishes } from "./inputs.ts";

/** The run of a workflow, as far as what it writes depends on it. */
export interface WorkflowRun {
  readonly event: string;
  readonly pull: PullRequest | undefined;
  /** The commit that checks are about. */
  readonly commit: string | undefined;
  readonly id: number;
  readonly url: string | undefined;
}

/** What writing needs. */
export interface Desk {
  readonly client: GithubClient;
  readonly toolkit: Toolkit;
  readonly run: WorkflowRun;
  readonly options: RenderOptions;
}

/** GitHub takes no summary of a check run that is longer. Bytes. */
const checkSummaryLimit = 65_000;

/** Makes the check run; how many of `annotatedFindings` it carries, from the first on: none when it could not be made. */
export async function publishCheck(report: Report, name: string, desk: Desk): Promise<number> {
  const { client, toolkit, run, options } = desk;
  if (run.commit === undefined) {
    toolkit.warning("the check run was not made: the event names no commit");
    return 0;
  }
  const findings = annotatedFindings(report);
  const { carried, warning } = await createCheckRun(client, {
    name,
    commit: run.commit,
    conclusion: report.conclusion,
    title: `${report.conclusion === "success" ? "passed" : "failed"}: ${countsText(report.counts)}`,
    summary: renderMarkdown(report, { ...options, limit: checkSummaryLimit }),
    annotations: findings.slice(0, mostCheckAnnotations).map((finding) => {
      const { severity, path, line, column, endLine, endColumn, title, text } = annotationOf(finding, options);
      return {
        path,
        line,
        columns: endLine === line && endColumn > column ? { from: column, to: endColumn } : undefined,
        level: severity === "error" ? "failure" : severity === "warning" ? "warning" : "notice",
        title,
        text,
      };
    }),
    detailsUrl: run.url,
    now: report.now,
  });
  if (warning !== undefined) toolkit.warning(warning);
  // What lies beyond its limit is in its summary: workflow commands would show the least important ones.
  return warning === undefined ? findings.length : carried;
}

/** Comment, suggestions and issue, as far as they are wished for and the event has a place for them. */
export async function publishWords(report: Report, wishes: Wishes, desk: Desk): Promise<void> {
  const { client, toolkit, run, options } = desk;
  const { pull } = run;
  if (pull !== undefined && wishes.comment !== "never") {
    const { kind, markdown } = renderComment(report, options);
    const unless = kind === "news" || wishes.comment === "always" ? "create" : "update-only";
    const text = { pull, key: wishes.commentKey, run: run.id, markdown, unless } as const;
    tell("the comment", await stickComment(client, text), toolkit);
  }
  if (pull !== undefined && wishes.suggestions) {
    const all = suggestedLines(report, (path, line) => options.lineOf?.(path, line));
    tell("the review with suggestions", await offerSuggestions(client, pull, all), toolkit);
  }
  if (wishes.issue && (run.event === "schedule" || run.event === "workflow_dispatch")) {
    tell("the issue", await keepIssue(client, { key: wishes.commentKey, ...renderExpiryIssue(report) }), toolkit);
  }
}

/** An older comment must not call green what could not be judged. */
export async function publishRefusal(because: string, wishes: Wishes, desk: Omit<Desk, "options">): Promise<void> {
  const { client, toolkit, run } = desk;
  if (run.pull === undefined || wishes.comment === "never") return;
  const markdown = `❌ tikv-tls-gate could not judge: ${forMarkdown(because.slice(0, 1000))}\n`;
  const text = { pull: run.pull, key: wishes.commentKey, run: run.id, markdown, unless: "update-only" } as const;
  tell("the comment", await stickComment(client, text), toolkit);
}

function tell(what: string, published: Published, toolkit: Toolkit): void {
  switch (published.kind) {
    case "failed":
      toolkit.warning(published.warning);
      break;
    case "stale":
      toolkit.info(`${what} was left as it is: the pull request has a newer commit or run`);
      break;
    case "not-needed":
      break;
    case "created":
    case "updated":
    case "closed":
    case "unchanged":
      toolkit.info(`${what}: ${published.kind}`);
      break;
    default:
      published satisfies never;
  }
}
