import { counted } from "../../text/counted.ts";
import { annotatedFindings, isCaused } from "../machine/annotation.ts";
import type { RenderOptions } from "../options.ts";
import type { Report, ReportFinding } from "../report.ts";
import { comparisonText } from "../verdict.ts";
import { changeSection, changesAnything } from "./markdown-change.ts";
import {
  basisMarkdown,
  bytes,
  collapsible,
  findingHead,
  findingRow,
  ledgerSection,
  leftOutLine,
  verdictText,
} from "./markdown-parts.ts";

/** A comment holds 65,536 characters; bytes are never fewer. The rest is left to the marker. */
export const commentLimit = 65_000;

/** What is to be said in a pull request: the whole story, or one line when there is no news. */
export interface CommentText {
  /** `nothing`: the policy is met, and the change alters nothing that the gate speaks of. */
  readonly kind: "news" | "nothing";
  readonly markdown: string;
}

/** Findings in full: all that fit, else so many. */
const mostFindings = [1000, 100, 30, 10, 3];

/**
 * The comment on a pull request in fewer than `limit` bytes: whole, else the worst findings, else one line. Nothing in it
 * changes from run to run unless what it says does: no time, no commit.
 */
export function renderComment(report: Report, options: RenderOptions): CommentText {
  if (!hasNews(report, options)) return { kind: "nothing", markdown: `${verdictText(report)}\n` };
  const limit = Math.min(options.limit ?? commentLimit, commentLimit);
  for (const most of mostFindings) {
    const markdown = wholeComment(report, options, most, limit);
    if (bytes(markdown) < limit) return { kind: "news", markdown };
  }
  return { kind: "news", markdown: `${verdictText(report)}. The job summary says more.\n` };
}

function hasNews(report: Report, { change }: RenderOptions): boolean {
  if (report.conclusion === "failure" || report.findings.some((finding) => finding.waiver === null && isCaused(finding)))
    return true;
  if ((report.comparison?.counts.fixed ?? 0) > 0) return true;
  if ((report.waivers ?? []).some(({ state }) => state === "pending" || state === "revoked")) return true;
  return change !== undefined && changesAnything(change.plan());
}

function wholeComment(report: Report, options: RenderOptions, most: number, limit: number): string {
  const compared = comparedText(report);
  return [
    `### ${verdictText(report)}\n`,
    compared === undefined ? "" : `\n${compared}\n`,
    options.change === undefined ? "" : changeSection(options.change.plan(), Math.floor(limit / 3)),
    findingSections(report, options, most),
    ledgerSection(report, options, Math.floor(limit / 8)),
    `\n<sub>${basisMarkdown(report)}</sub>\n`,
  ].join("");
}

/** The counts, without the base's commit: that is another one after every push to the branch. */
function comparedText(report: Report): string | undefined {
  return comparisonText(report)?.replace(/ against \S+?(?=;|$)/, "");
}

/** What the change brings stands first and open, what was there before is collapsed. */
function findingSections(report: Report, options: RenderOptions, most: number): string {
  const open = annotatedFindings(report);
  const caused = open.filter(isCaused);
  const others = open.filter((finding) => !isCaused(finding));
  const isCompared = report.comparison !== undefined;
  const shown = Math.min(caused.length, most);
  return [
    tableOf(`\n### ${isCompared ? "New and worse" : "Findings"}\n`, isCompared ? caused : open, options, most),
    isCompared && others.length > 0
      ? collapsible(
          `${counted(others.length, "finding")} that the base has too`,
          "closed",
          tableLines(others, options, most - shown),
        )
      : "",
  ].join("");
}

function tableOf(title: string, findings: readonly ReportFinding[], options: RenderOptions, most: number): string {
  return findings.length === 0 ? "" : `${title}\n${tableLines(findings, options, most).join("\n")}\n`;
}

function tableLines(findings: readonly ReportFinding[], options: RenderOptions, most: number): readonly string[] {
  const rows = findings.slice(0, Math.max(0, most)).map((finding) => findingRow(finding, options));
  return [...(rows.length === 0 ? [] : [...findingHead, ...rows]), ...leftOutLine(findings.length - rows.length, "finding")];
}
