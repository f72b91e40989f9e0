import { counted } from "../../text/counted.ts";
import { codeSpan } from "../../text/safe.ts";
import { certificatesEnding, daysText, expiryHorizon } from "../expiry.ts";
import { cellText, legendOf, matrixOf } from "../matrix.ts";
import type { RenderOptions } from "../options.ts";
import { countText, engineText, surveyTexts, trialRows } from "../proof.ts";
import type { Report, ReportFinding, ReportProof } from "../report.ts";
import { comparisonText, countsText, groupFindings, worstFirst } from "../verdict.ts";
import { changeSection } from "./markdown-change.ts";
import {
  basisMarkdown,
  boundedSection,
  bytes,
  collapsible,
  findingHead,
  findingRow,
  ledgerSection,
  leftOutLine,
  placeText,
  row,
  ruleText,
  severityText,
  tableSection,
  text,
  verdictText,
} from "./markdown-parts.ts";

/** A job summary holds 1 MiB for a step (docs.github.com: workflow commands). A comment holds 65,536 characters. */
export const summaryLimit = 1_048_576;

/** More columns than these no page shows. */
const mostEnvironments = 12;

/**
 * The report as GitHub's Markdown, in fewer bytes than `limit`: whole, else the worst findings and how many are left out,
 * else one line.
 */
export function renderMarkdown(report: Report, options: RenderOptions): string {
  const limit = options.limit ?? summaryLimit;
  const head = `## ${verdictText(report)}\n\n${contextText(report)}\n`;
  const room = limit - 1 - bytes(head);
  if (room < smallestBody) return oneLine(report, limit);
  const others =
    options.quiet === true
      ? []
      : [
          channelSection(report, Math.floor(room / 4)),
          options.change === undefined ? "" : changeSection(options.change.plan(), Math.floor(room / 4)),
          ...(report.proofs ?? []).map((proof) => proofSection(proof, Math.floor(room / 8 / (report.proofs?.length ?? 1)))),
          endingSection(report, Math.floor(room / 10)),
          fixedSection(report, options, Math.floor(room / 10)),
          waiverSection(report, options, Math.floor(room / 10)),
          ledgerSection(report, options, Math.floor(room / 10)),
          assumptionSection(report, Math.floor(room / 20)),
        ];
  const [channels = "", changes = "", ...rest] = others;
  const left = room - others.reduce((sum, section) => sum + bytes(section), 0);
  return [head, changes, channels, findingSection(report, options, left), ...rest].join("");
}

/** Under so many bytes a body says less than one line. */
const smallestBody = 400;

function contextText(report: Report): string {
  const { environments, certificates, now, judged } = report;
  const extent = `${counted(environments.length, "environment")}, ${counted(certificates.length, "certificate")}`;
  const only = judged === undefined ? "" : `only ${codeSpan(judged)}: `;
  const context = `${basisMarkdown(report)}; ${only}${extent}, judged as of ${text(now.slice(0, 16).replace("T", " "))} UTC.`;
  const compared = comparisonText(report);
  return compared === undefined ? context : `${context}\n\nThe change: ${text(compared)}.`;
}

function oneLine(report: Report, limit: number): string {
  const line = `${verdictText(report)}\n`;
  if (bytes(line) < limit) return line;
  const word = `${report.conclusion}\n`;
  return bytes(word) < limit ? word : "";
}

function channelSection(report: Report, room: number): string {
  const matrix = matrixOf(report);
  const { environments, rows } = matrix;
  if (rows.length === 0) return "";
  const shown = environments.slice(0, mostEnvironments);
  const section = [
    "\n### Channels\n",
    row(["channel", ...shown.map(({ name }) => text(name))]),
    row(["---", ...shown.map(() => "---")]),
    ...rows.map(({ id, cells }) => row([text(id), ...cells.slice(0, shown.length).map((cell) => text(cellText(cell)))])),
    "",
    `<sub>${legendOf(matrix)
      .map((entry) => text(entry.join(": ")))
      .join(" · ")}</sub>`,
    ...leftOutLine(environments.length - shown.length, "environment"),
    "",
  ].join("\n");
  if (bytes(section) <= room) return section;
  const note = "\n### Channels\n\nThe table of the channels does not fit here.\n";
  return bytes(note) <= room ? note : "";
}

function findingSection(report: Report, options: RenderOptions, room: number): string {
  const open = worstFirst(report.findings.filter((finding) => finding.waiver === null));
  if (open.length === 0) return "";
  const title = "\n### Findings\n";
  const rows = new Map<ReportFinding, string>();
  const frames = new Set<string | null>();
  // The frame of a group and the line about what is left out are paid for before the rows.
  let taken = bytes(title) + bytes(leftOutLine(open.length, "finding").join("\n")) + 2;
  for (const finding of open) {
    const line = findingRow(finding, options);
    const frame = frames.has(finding.environment) ? 0 : bytes(groupText(groupTitle(finding.environment, report.counts), [])) + 64;
    if (taken + bytes(line) + 1 + frame > room) break;
    taken += bytes(line) + 1 + frame;
    frames.add(finding.environment);
    rows.set(finding, line);
  }
  const groups = groupFindings(report, [...rows.keys()]).map((group) =>
    groupText(
      groupTitle(group.environment ?? null, group.counts),
      group.findings.map((finding) => rows.get(finding) ?? ""),
    ),
  );
  const left = leftOutLine(open.length - rows.size, "finding");
  if (rows.size === 0 && bytes(title) + bytes(left.join("\n")) + 2 > room) return "";
  return [title, ...groups, ...left.map((line) => `${line}\n`)].join("");
}

function groupTitle(environment: string | null, counts: Report["counts"]): string {
  return `${environment === null ? "outside of the environments" : text(environment)}: ${countsText(counts)}`;
}

function groupText(title: string, rows: readonly string[]): string {
  return collapsible(title, "open", [...findingHead, ...rows]);
}

const longestCommand = 400;

function proofSection(proof: ReportProof, room: number): string {
  const rows = trialRows(proof).map(({ channel, attempt, predicted, observed, agrees, count, first }) =>
    row([
      agrees === false ? "❌" : agrees === true ? "✅" : "·",
      text(channel),
      text(attempt),
      predicted,
      observed,
      String(count),
      text(first.observation),
      codeSpan(first.command.length > longestCommand ? `${first.command.slice(0, longestCommand)}…` : first.command),
    ]),
  );
  const title = `Handshake test of ${text(engineText(proof))}: ${text(countText(proof))}`;
  const notes = [
    ...surveyTexts(proof),
    ...proof.notes,
    ...proof.rewrites.map((rewrite) => `rewritten to run here: ${rewrite}`),
  ].map((note) => `- ${text(note)}`);
  const head = ["", "channel", "attempt", "predicted", "observed", "times", "for instance", "by hand"];
  return [
    tableSection(title, head, rows, "row", Math.floor((room * 2) / 3)),
    boundedSection(`What the test of ${text(proof.environment)} found and assumed`, [], notes, "line", Math.floor(room / 3)),
  ].join("");
}

function endingSection(report: Report, room: number): string {
  const ending = certificatesEnding(report);
  const rows = ending.map((end) => {
    const { certificate } = end;
    return row([
      text(`${certificate.notAfter.slice(0, 10)}, ${daysText(end)}`),
      placeText(certificate),
      text(certificate.subject),
      text(certificate.roles.join(", ")),
    ]);
  });
  const title = `${counted(ending.length, "certificate")} ${ending.length === 1 ? "ends" : "end"} within ${expiryHorizon} days`;
  return tableSection(title, ["end", "place", "subject", "serves as"], rows, "certificate", room);
}

function waiverSection(report: Report, options: RenderOptions, room: number): string {
  const waived = worstFirst(report.findings.filter((finding) => finding.waiver !== null));
  const rows = waived.map((finding) => {
    const { until, owner, reason } = finding.waiver ?? { until: "", owner: "", reason: "" };
    return row([ruleText(finding.rule, options), placeText(finding), text(until), text(owner), text(reason)]);
  });
  return tableSection(
    `${counted(waived.length, "finding")} waived`,
    ["rule", "place", "until", "owner", "reason"],
    rows,
    "waived finding",
    room,
  );
}

function fixedSection({ comparison }: Report, options: RenderOptions, room: number): string {
  const rows = (comparison?.fixed ?? []).map((finding) =>
    row([severityText[finding.severity], ruleText(finding.rule, options), placeText(finding), text(finding.message)]),
  );
  return tableSection(
    `${counted(rows.length, "finding")} fixed`,
    ["", "rule", "place in the base", "finding"],
    rows,
    "fixed finding",
    room,
  );
}

function assumptionSection({ assumptions }: Report, room: number): string {
  const lines = assumptions.map((assumption) => `- ${text(assumption)}`);
  return boundedSection(`${counted(assumptions.length, "assumption")}`, [], lines, "assumption", room);
}
