import { textAt } from "../text/json-value.ts";
import type { GithubClient } from "./client.ts";
import type { PullRequest } from "./event.ts";
import { markerLine, readMarker } from "./marker.ts";
import { refusalText } from "./refusal.ts";
import type { Published } from "./sticky-comment.ts";

/** A change of some lines of one file that is offered in a review. */
export interface Suggestion {
  /** The same from run to run: a suggestion that was made once is not made again. */
  readonly key: string;
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  /** What the lines are now, and what they would be. */
  readonly current: readonly string[];
  readonly replacement: string;
  /** Markdown: why. */
  readonly reason: string;
}

/** So many in one pull request; more help nobody. */
const mostSuggestions = 20;

const permission = "pull-requests: write";

/** Offers suggestions as one review: those whose lines the pull request's diff shows, and that were not offered before. */
export async function offerSuggestions(client: GithubClient, pull: PullRequest, all: readonly Suggestion[]): Promise<Published> {
  if (all.length === 0) return { kind: "not-needed" };
  const failed = (what: string, answer: Parameters<typeof refusalText>[1]): Published => ({
    kind: "failed",
    warning: refusalText(what, answer, permission),
  });
  const files = await client.list(`pulls/${pull.number}/files?per_page=100`);
  if (files.kind === "failed") return failed("the diff could not be read", files.answer);
  const shown = shownLines(files.items);
  const fitting = all.filter(({ path, line, current }) =>
    current.every((text, index) => shown.get(path)?.get(line + index) === text),
  );
  if (fitting.length === 0) return { kind: "not-needed" };
  const before = await client.list(`pulls/${pull.number}/comments?per_page=100`);
  if (before.kind === "failed") return failed("the review comments could not be read", before.answer);
  const known = await offeredKeys(client, before.items);
  const fresh = fitting.filter(({ key }) => !known.has(key)).slice(0, Math.max(0, mostSuggestions - known.size));
  if (fresh.length === 0) return { kind: "unchanged" };
  const now = await client.send("GET", `pulls/${pull.number}`);
  if (now.status !== 200) return failed("the suggestions were not written", now);
  if (textAt(now.body, "head", "sha") !== pull.head) return { kind: "stale" };
  const answer = await client.send("POST", `pulls/${pull.number}/reviews`, {
    body: {
      commit_id: pull.head,
      event: "COMMENT",
      body: `tikv-tls-gate can put ${fresh.length === 1 ? "one place" : `${fresh.length} places`} right.`,
      comments: fresh.map(commentOf),
    },
  });
  return answer.status === 200 || answer.status === 201
    ? { kind: "created" }
    : failed("the suggestions were not written", answer);
}

/** A marker counts when its author is this token's own: nobody else keeps a suggestion back. */
async function offeredKeys(client: GithubClient, items: readonly unknown[]): Promise<ReadonlySet<string>> {
  const marked = items.flatMap((item) => {
    const marker = readMarker(textAt(item, "body") ?? "");
    return marker?.kind === "suggestion" ? [{ item, key: marker.key }] : [];
  });
  if (marked.length === 0) return new Set();
  const login = await client.login();
  // Whose they are is not known: rather none than the same again at every run.
  const own = marked.filter(({ item }) => login === undefined || textAt(item, "user", "login") === login);
  return new Set(own.map(({ key }) => key));
}

function commentOf({ key, path, line, endLine, replacement, reason }: Suggestion): unknown {
  const longest = Math.max(2, ...(replacement.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const place = endLine === line ? {} : { start_line: line, start_side: "RIGHT" };
  const marker = markerLine({ kind: "suggestion", key });
  return {
    path,
    line: endLine,
    side: "RIGHT",
    ...place,
    body: `${marker}\n${reason}\n\n${fence}suggestion\n${replacement}\n${fence}`,
  };
}

/** The lines that a diff shows on its right side, by path and number. Large and binary files have no diff. */
function shownLines(files: readonly unknown[]): ReadonlyMap<string, ReadonlyMap<number, string>> {
  const shown = new Map<string, ReadonlyMap<number, string>>();
  for (const file of files) {
    const [path, patch] = [textAt(file, "filename"), textAt(file, "patch")];
    if (path === undefined || patch === undefined) continue;
    shown.set(path, rightSide(patch));
  }
  return shown;
}

function rightSide(patch: string): ReadonlyMap<number, string> {
  const lines = new Map<number, string>();
  let at = 0;
  for (const line of patch.split("\n")) {
    const start = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line)?.[1];
    if (start !== undefined) at = Number(start);
    else if (line.startsWith("+") || line.startsWith(" ")) lines.set(at++, line.slice(1));
  }
  return lines;
}
