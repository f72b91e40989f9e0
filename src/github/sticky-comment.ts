import { numberAt, textAt } from "../text/json-value.ts";
import type { GithubClient, Listed } from "./client.ts";
import type { PullRequest } from "./event.ts";
import { markerLine, readMarker, withoutMarker } from "./marker.ts";
import { refusalText } from "./refusal.ts";

/** What a job has to say in a pull request. */
export interface StickyText {
  readonly pull: PullRequest;
  /** One comment for each: jobs with keys of their own do not touch each other's. */
  readonly key: string;
  /** The number of the workflow's run, which counts up. */
  readonly run: number;
  readonly markdown: string;
  /** `update-only`: it is not worth a first comment. */
  readonly unless: "create" | "update-only";
}

/** What became of it. */
export type Published =
  | { readonly kind: "created" | "updated" | "closed" | "unchanged" | "not-needed" }
  /** A newer commit or run has spoken. */
  | { readonly kind: "stale" }
  | { readonly kind: "failed"; readonly warning: string };

const permission = "pull-requests: write";

/**
 * Writes the one comment of a job: the one with its marker by its own author, in place, or a new one. What somebody else
 * wrote is left alone, whatever marker it bears. Nothing is written when nothing would change, or when a newer head or run
 * has spoken.
 */
export async function stickComment(client: GithubClient, text: StickyText): Promise<Published> {
  const { pull, key, run, markdown } = text;
  const listed = await client.list(`issues/${pull.number}/comments?per_page=100`);
  if (listed.kind === "failed") return failed(listed);
  const own = await ownComment(client, listed.items, key);
  if (own.kind === "unknown") return { kind: "failed", warning: own.warning };
  if (own.kind === "none" && text.unless === "update-only") return { kind: "not-needed" };
  if (own.kind === "found" && withoutMarker(own.body) === withoutCarriage(markdown)) return { kind: "unchanged" };
  if (own.kind === "found" && own.run > run) return { kind: "stale" };
  const now = await client.send("GET", `pulls/${pull.number}`);
  if (now.status !== 200) return { kind: "failed", warning: refusalText("the comment was not written", now, permission) };
  if (textAt(now.body, "head", "sha") !== pull.head) return { kind: "stale" };
  const body = `${markerLine({ kind: "comment", key, run })}\n${withoutCarriage(markdown)}`;
  const answer =
    own.kind === "found"
      ? await client.send("PATCH", `issues/comments/${own.id}`, { body: { body }, repeatable: true })
      : await client.send("POST", `issues/${pull.number}/comments`, { body: { body } });
  if (answer.status !== 200 && answer.status !== 201) {
    return { kind: "failed", warning: refusalText("the comment was not written", answer, permission) };
  }
  return { kind: own.kind === "found" ? "updated" : "created" };
}

function failed({ answer }: Extract<Listed, { kind: "failed" }>): Published {
  return { kind: "failed", warning: refusalText("the comments could not be read", answer, permission) };
}

type Own =
  | { readonly kind: "found"; readonly id: number; readonly body: string; readonly run: number }
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly warning: string };

async function ownComment(client: GithubClient, items: readonly unknown[], key: string): Promise<Own> {
  const marked = items.filter((item) => {
    const marker = readMarker(textAt(item, "body") ?? "");
    return marker?.kind === "comment" && marker.key === key;
  });
  if (marked.length === 0) return { kind: "none" };
  const login = await client.login();
  if (login === undefined) {
    return {
      kind: "unknown",
      warning: "the comment was not written: GitHub does not say whose token it is, and there is a comment with its marker",
    };
  }
  const own = marked.find((item) => textAt(item, "user", "login") === login);
  const id = numberAt(own, "id");
  if (id === undefined) return { kind: "none" };
  const body = withoutCarriage(textAt(own, "body") ?? "");
  return { kind: "found", id, body, run: readMarker(body)?.run ?? 0 };
}

/** GitHub may give line ends back as it pleases, and cuts blanks at the end. */
function withoutCarriage(text: string): string {
  return text.replaceAll("\r\n", "\n").trimEnd();
}
