import { numberAt, textAt, valueAt } from "../text/json-value.ts";
import type { Answer, GithubClient } from "./client.ts";
import { markerLine, readMarker, withoutMarker } from "./marker.ts";
import { refusalText } from "./refusal.ts";
import type { Published } from "./sticky-comment.ts";

export interface IssueText {
  /** One issue for each. */
  readonly key: string;
  readonly title: string;
  /** What there is to say; undefined when there is nothing, which closes the issue. */
  readonly markdown: string | undefined;
  /** What is said at its end. */
  readonly farewell: string;
}

const permission = "issues: write";

/** Keeps the one issue of a repository: opens it, keeps it up to date, closes it when there is nothing to say. */
export async function keepIssue(client: GithubClient, text: IssueText): Promise<Published> {
  const login = await client.login();
  if (login === undefined) return failed("the issue was not written: GitHub does not say whose token it is");
  const listed = await client.list(`issues?state=open&creator=${encodeURIComponent(login)}&per_page=100`);
  if (listed.kind === "failed") return failed(refusalText("the issues could not be read", listed.answer, permission));
  const own = listed.items.find((item) => isOwn(item, login, text.key));
  const number = numberAt(own, "number");
  if (text.markdown === undefined) {
    if (number === undefined) return { kind: "not-needed" };
    const body = bodyOf(text.key, text.farewell);
    const answer = await client.send("PATCH", `issues/${number}`, {
      body: { body, state: "closed", state_reason: "completed" },
      repeatable: true,
    });
    return told(answer, "closed");
  }
  const body = bodyOf(text.key, text.markdown);
  if (number === undefined) return told(await client.send("POST", "issues", { body: { title: text.title, body } }), "created");
  const before = (textAt(own, "body") ?? "").replaceAll("\r\n", "\n").trimEnd();
  if (withoutMarker(before) === withoutMarker(body) && textAt(own, "title") === text.title) return { kind: "unchanged" };
  return told(await client.send("PATCH", `issues/${number}`, { body: { title: text.title, body }, repeatable: true }), "updated");
}

/** GitHub lists pull requests among the issues. */
function isOwn(item: unknown, login: string, key: string): boolean {
  const marker = readMarker(textAt(item, "body") ?? "");
  const isMarked = marker?.kind === "issue" && marker.key === key;
  return isMarked && textAt(item, "user", "login") === login && valueAt(item, "pull_request") === undefined;
}

function bodyOf(key: string, markdown: string): string {
  return `${markerLine({ kind: "issue", key })}\n${markdown.trimEnd()}`;
}

function told(answer: Answer, kind: "created" | "updated" | "closed"): Published {
  if (answer.status === 200 || answer.status === 201) return { kind };
  return failed(refusalText("the issue was not written", answer, permission));
}

function failed(warning: string): Published {
  return { kind: "failed", warning };
}
