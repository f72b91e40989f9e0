import type { ReportFinding } from "../report/report.ts";
import { painter } from "../report/terminal/paint.ts";
import { counted } from "../text/counted.ts";
import { singleLine } from "../text/safe.ts";
import { type FixRun, isFixable } from "./fix-run.ts";

export interface SummaryOptions {
  readonly isWritten: boolean;
  readonly isVerbose: boolean;
  readonly unsafeIsAllowed: boolean;
  readonly isColored: boolean;
  /** How a path of the report is shown. */
  shownPath(path: string): string;
}

/** So many findings without a fix are told one by one; of more only the rules. */
const mostTold = 10;

/** What was fixed, what could be and was not, and what is left for a person. */
export function fixSummary(run: FixRun, options: SummaryOptions): string {
  const { applied, refused, after, files } = run;
  const paint = painter(options.isColored);
  const place = ({ path, line, rule }: ReportFinding) => `${singleLine(options.shownPath(path))}:${line} ${rule}:`;
  const lines: string[] = [];
  const part = (title: string, rows: readonly string[]) => {
    if (rows.length > 0) lines.push(paint.bold(title), ...rows.map((row) => `  ${row}`), "");
  };
  const verb = options.isWritten ? "Fixed" : "To fix";
  part(
    `${verb}: ${counted(applied.length, "finding")} in ${counted(files.length, "file")}`,
    applied.map((finding) => `${place(finding)} ${singleLine(finding.fix.description)}${mark(finding.fix.safety)}`),
  );
  const left = after.findings.filter(({ waiver }) => waiver === null);
  const told = new Set(refused.map(({ finding }) => finding.fingerprint));
  part(
    "Not fixed, since the files would not be better",
    refused.map(({ finding, because }) => `${place(finding)} ${singleLine(finding.fix.description)}: ${singleLine(because)}`),
  );
  const unsafe = left.filter(isFixable).filter(({ fix, fingerprint }) => fix.safety === "unsafe" && !told.has(fingerprint));
  if (!options.unsafeIsAllowed)
    part(
      "For a person to decide (--unsafe makes these)",
      unsafe.map((finding) => `${place(finding)} ${singleLine(finding.fix.description)}`),
    );
  const unfixable = left.filter((finding) => finding.fix === null && finding.severity !== "note");
  part(`Without a fix: ${counted(unfixable.length, "finding")}`, withoutFix(unfixable, options.isVerbose, place));
  if (lines.length === 0) lines.push("Nothing to fix.", "");
  if (applied.length > 0) {
    const when = options.isWritten ? "" : ", once it is in the files";
    lines.push(`In which order it can be rolled out${when}: tikv-tls-gate plan --base HEAD`);
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

function withoutFix(
  findings: readonly ReportFinding[],
  isVerbose: boolean,
  place: (finding: ReportFinding) => string,
): readonly string[] {
  if (isVerbose || findings.length <= mostTold) return findings.map((finding) => `${place(finding)} ${singleLine(finding.help)}`);
  const rules = new Map<string, number>();
  for (const { rule } of findings) rules.set(rule, (rules.get(rule) ?? 0) + 1);
  return [...rules].map(([rule, number]) => `${rule}: ${number}`).concat("--verbose shows what to do for each");
}

function mark(safety: "safe" | "unsafe"): string {
  return safety === "unsafe" ? " (unsafe)" : "";
}
