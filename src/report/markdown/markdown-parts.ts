import { counted } from "../../text/counted.ts";
import { codeSpan, forMarkdown } from "../../text/safe.ts";
import { pageOf, type RenderOptions } from "../options.ts";
import type { Report, ReportFinding } from "../report.ts";
import { basisParts, countsText } from "../verdict.ts";

/** Texts of strangers are cut here, in characters. */
const longestCell = 800;

export const severityText = { error: "❌ error", warning: "⚠️ warning", note: "ℹ️ note" } as const;

/** `❌ tikv-tls-gate failed: 2 errors`. */
export function verdictText({ conclusion, counts }: Report): string {
  return `${conclusion === "failure" ? "❌ tikv-tls-gate failed" : "✅ tikv-tls-gate passed"}: ${countsText(counts)}`;
}

/** By what was judged, as the beginning of a sentence. */
export function basisMarkdown(report: Report): string {
  return basisParts(report)
    .map((part) => (typeof part === "string" ? part : "name" in part ? text(part.name) : codeSpan(shorten(part.path))))
    .join("")
    .replace(/^p/, "P");
}

export const findingHead: readonly string[] = [row(["", "rule", "place", "finding"]), row(["---", "---", "---", "---"])];

/** A row under `findingHead`. */
export function findingRow(finding: ReportFinding, options: RenderOptions): string {
  const { severity, message, help, state } = finding;
  return row([
    state === undefined ? severityText[severity] : `${severityText[severity]}, ${state}`,
    ruleText(finding.rule, options),
    placeText(finding),
    `${text(message)}<br>→ ${text(help)}`,
  ]);
}

/** Who excuses what, why and until when, and how much each waiver covers. */
export function ledgerSection({ waivers }: Report, options: RenderOptions, room: number): string {
  const rows = (waivers ?? []).map((waiver) =>
    row([
      ruleText(waiver.rule, options),
      placeText(waiver),
      codeSpan(shorten(waiver.covers)),
      text(waiver.until ?? ""),
      text(waiver.owner ?? ""),
      text(waiver.reason ?? ""),
      String(waiver.findings),
      waiver.state,
    ]),
  );
  const head = ["rule", "place", "covers", "until", "owner", "reason", "findings", "state"];
  return tableSection(counted(rows.length, "waiver"), head, rows, "waiver", room);
}

/** A collapsed table with as many rows as fit into `room` bytes, and how many do not. */
export function tableSection(
  title: string,
  head: readonly string[],
  rows: readonly string[],
  noun: string,
  room: number,
): string {
  return boundedSection(title, [row(head), row(head.map(() => "---"))], rows, noun, room);
}

/** A collapsed section with as many lines as fit, and how many do not. */
export function boundedSection(
  title: string,
  head: readonly string[],
  lines: readonly string[],
  noun: string,
  room: number,
): string {
  if (lines.length === 0) return "";
  const note = leftOutLine(lines.length, noun);
  let taken = bytes(collapsible(title, "closed", [...head, ...note]));
  let kept = 0;
  for (const line of lines) {
    if (taken + bytes(line) + 1 > room) break;
    taken += bytes(line) + 1;
    kept += 1;
  }
  if (taken > room) return "";
  return collapsible(title, "closed", [
    ...(kept === 0 ? [] : head),
    ...lines.slice(0, kept),
    ...leftOutLine(lines.length - kept, noun),
  ]);
}

/** `**2 more findings not shown here.**`; nothing for none. */
export function leftOutLine(count: number, noun: string): readonly string[] {
  return count === 0 ? [] : ["", `**${counted(count, `more ${noun}`)} not shown here.**`];
}

export function collapsible(title: string, state: "open" | "closed", lines: readonly string[]): string {
  return `\n<details${state === "open" ? " open" : ""}><summary>${title}</summary>\n\n${lines.join("\n")}\n\n</details>\n`;
}

/** The rule, linked to its page where there is one. */
export function ruleText(rule: string, options: RenderOptions): string {
  const url = pageOf(rule, options);
  return url === undefined ? text(rule) : `[${text(rule)}](${url})`;
}

/** GitHub reads no mention, issue number or emoji inside of code. */
export function placeText({ path, line }: { readonly path: string; readonly line: number }): string {
  return codeSpan(`${shorten(path)}:${line}`);
}

export function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** Text of a stranger as Markdown. */
export function text(raw: string): string {
  return forMarkdown(shorten(raw));
}

function shorten(raw: string): string {
  return raw.length > longestCell ? `${raw.slice(0, longestCell)}…` : raw;
}

export function bytes(string: string): number {
  return Buffer.byteLength(string);
}
