import type { ChangedLines } from "../text/line-diff.ts";
import { urlPath } from "../text/safe.ts";
import type { PlanReport } from "./plan.ts";
import type { Report } from "./report.ts";

/** What a reporter says about a rule. The metadata of a rule has this shape. */
export interface ReportRule {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly threats: readonly string[];
  readonly controls: readonly string[];
}

/** Reads one line (counted from 1) of a judged file, without its line end; undefined when it cannot. */
export type LineReader = (path: string, line: number) => string | undefined;

/** The change that a report is about, where it is about one. */
export interface ReportedChange {
  /** What it does to the channels and how it rolls out; worked out when it is first asked for. */
  plan(): PlanReport;
  /** The lines of a file that it touches; undefined for a file that was not read. */
  linesOf(path: string): ChangedLines | undefined;
}

/** All that a reporter may know beside the report. Each takes what it needs. */
export interface RenderOptions {
  /** ANSI colours; `NO_COLOR` and terminals are the caller's business. */
  readonly color?: boolean | undefined;
  /** Columns of the terminal. */
  readonly width?: number | undefined;
  /** Findings and verdict only. */
  readonly quiet?: boolean | undefined;
  /** Waived findings, threats, controls and every pair of a channel too. */
  readonly verbose?: boolean | undefined;
  readonly lineOf?: LineReader | undefined;
  /** How a path of the report is shown to a person at a terminal; as it is when undefined. */
  readonly shownPath?: ((path: string) => string) | undefined;
  readonly change?: ReportedChange | undefined;
  /** All that there are, for the formats that list them. */
  readonly rules?: readonly ReportRule[] | undefined;
  /** Where the pages of the rules are: `<docsUrl>/config/tls-off.md`. No slash at its end. */
  readonly docsUrl?: string | undefined;
  readonly elapsedMs?: number | undefined;
  /** The output stays below this many bytes (UTF-8). Markdown and Mermaid only. */
  readonly limit?: number | undefined;
}

export type Render = (report: Report, options: RenderOptions) => string;

/** The address of a rule's page, where the pages have an address. */
export function pageOf(rule: string, { docsUrl }: RenderOptions): string | undefined {
  if (docsUrl === undefined) return undefined;
  return `${docsUrl}/${urlPath(rule)}.md`;
}

/** A path of the repository as a relative URI reference (RFC 3986), which is never empty. */
export function uriOf(path: string): string {
  return urlPath(path) || ".";
}
