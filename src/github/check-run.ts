import { numberAt } from "../text/json-value.ts";
import type { GithubClient } from "./client.ts";
import { refusalText } from "./refusal.ts";

/** A request of the Checks API carries so many annotations at most (docs.github.com: create a check run). */
const annotationsPerRequest = 50;

/** Pages of pull requests get slow from hundreds on. */
export const mostCheckAnnotations = 200;

/** The Checks API's limits of texts, in characters. */
const longestTitle = 255;
const longestSummary = 65_535;

export interface CheckAnnotation {
  readonly path: string;
  readonly line: number;
  /** When the place lies within one line. */
  readonly columns?: { readonly from: number; readonly to: number } | undefined;
  readonly level: "failure" | "warning" | "notice";
  readonly title: string;
  readonly text: string;
}

export interface CheckRun {
  readonly name: string;
  readonly commit: string;
  readonly conclusion: "success" | "failure";
  readonly title: string;
  /** Markdown. */
  readonly summary: string;
  readonly annotations: readonly CheckAnnotation[];
  readonly detailsUrl?: string | undefined;
  /** RFC 3339, UTC. */
  readonly now: string;
}

/** How many of the annotations the check run carries, from the first on, and what went wrong. */
export interface CheckOutcome {
  readonly carried: number;
  readonly warning?: string | undefined;
}

const permission = "checks: write";

/** Makes a check run of its own: created with the first annotations, fed with the others, then completed. */
export async function createCheckRun(client: GithubClient, run: CheckRun): Promise<CheckOutcome> {
  const batches = batchesOf(run.annotations.slice(0, mostCheckAnnotations));
  const [first = [], ...others] = batches;
  const verdict = { status: "completed", conclusion: run.conclusion, completed_at: run.now };
  const created = await client.send("POST", "check-runs", {
    body: {
      name: run.name,
      head_sha: run.commit,
      started_at: run.now,
      ...(run.detailsUrl !== undefined && { details_url: run.detailsUrl }),
      ...(others.length === 0 ? verdict : { status: "in_progress" }),
      output: outputOf(run, first),
    },
  });
  const id = numberAt(created.body, "id");
  if (created.status !== 201 || id === undefined) {
    return { carried: 0, warning: refusalText("the check run was not made", created, permission) };
  }
  let carried = first.length;
  for (const [index, batch] of others.entries()) {
    const isLast = index === others.length - 1;
    const body = { ...(isLast && verdict), output: outputOf(run, batch) };
    const answer = await client.send("PATCH", `check-runs/${id}`, { body });
    if (answer.status !== 200) {
      // A check run that stays open blocks whoever waits for it.
      await client.send("PATCH", `check-runs/${id}`, { body: verdict, repeatable: true });
      return { carried, warning: refusalText("the check run lacks annotations", answer, permission) };
    }
    carried += batch.length;
  }
  return { carried };
}

function batchesOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / annotationsPerRequest);
  return Array.from({ length: count }, (_, index) =>
    all.slice(index * annotationsPerRequest, (index + 1) * annotationsPerRequest),
  );
}

function outputOf({ title, summary }: CheckRun, annotations: readonly CheckAnnotation[]): unknown {
  return {
    title: title.slice(0, longestTitle),
    summary: summary.slice(0, longestSummary),
    annotations: annotations.map(({ path, line, columns, level, title: head, text }) => ({
      path,
      start_line: line,
      end_line: line,
      ...(columns !== undefined && { start_column: columns.from, end_column: columns.to }),
      annotation_level: level,
      title: head,
      message: text,
    })),
  };
}
