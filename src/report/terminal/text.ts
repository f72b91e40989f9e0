import { counted } from "../../text/counted.ts";
import { singleLine } from "../../text/safe.ts";
import { certificatesEnding, daysText, expiryHorizon } from "../expiry.ts";
import { matrixLines } from "../matrix-lines.ts";
import type { RenderOptions } from "../options.ts";
import { countText, engineText, shortRows, surveyTexts, trialRows } from "../proof.ts";
import type { Report, ReportFinding, ReportPlace, ReportProof } from "../report.ts";
import { basisText, comparisonText, countsText, type FindingGroup, groupFindings } from "../verdict.ts";
import { displayWidth, padText, wrapText } from "./display-width.ts";
import { excerptOf, type SearchedLine, searchedLine } from "./excerpt.ts";
import { joinLines } from "./join-lines.ts";
import { type Paint, painter } from "./paint.ts";

/** The report for a person at a terminal: the worst first, the verdict last, where the eye is when the program ends. */
export function renderText(report: Report, options: RenderOptions): string {
  const layout = {
    ...options,
    width: Math.max(40, options.width ?? 100),
    paint: painter(options.color === true),
    searched: lineSearch(),
  };
  const sections = [findingLines(report, layout)];
  if (options.quiet !== true) {
    sections.push(
      channelLines(report, layout),
      ...(report.proofs ?? []).map((proof) => proofLines(proof, layout)),
      endingLines(report, layout),
      assumptionLines(report, layout),
    );
  }
  sections.push(verdictLines(report, layout));
  return joinLines(
    sections.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ["", ...lines])),
  );
}

interface Layout extends RenderOptions {
  readonly width: number;
  readonly paint: Paint;
  searched(raw: string): SearchedLine;
}

/** Many places lie on one long line. */
function lineSearch(): Layout["searched"] {
  const known = new Map<string, SearchedLine>();
  return (raw) => {
    const line = known.get(raw) ?? searchedLine(raw.toWellFormed());
    known.set(raw, line);
    return line;
  };
}

function findingLines(report: Report, layout: Layout): readonly string[] {
  const shown = report.findings.filter((finding) => finding.waiver === null || layout.verbose === true);
  const groups = groupFindings(report, shown);
  return groups.flatMap((group, index) => [
    ...(index === 0 ? [] : [""]),
    layout.paint.bold(titleOf(group)),
    ...group.findings.flatMap((finding) => ["", ...oneFinding(finding, layout)]),
  ]);
}

function titleOf({ environment, tier, counts }: FindingGroup): string {
  const name = environment === undefined ? "outside of the environments" : singleLine(environment);
  return `${name}${tier === undefined || tier === environment ? "" : ` (${tier})`}: ${countsText(counts)}`;
}

function oneFinding(finding: ReportFinding, layout: Layout): readonly string[] {
  const { paint, width } = layout;
  const severity =
    finding.waiver === null ? paint.severity(finding.severity, finding.severity) : paint.dim(`waived ${finding.severity}`);
  const indented = (text: string) => wrapText(singleLine(text), width - 2).map((line) => `  ${line}`);
  const state = finding.state === undefined ? "" : `  ${paint.dim(`(${finding.state})`)}`;
  const lines = [
    `${severity} ${paint.bold(singleLine(finding.rule))}  ${paint.path(placeText(finding, layout))}${state}`,
    ...excerptLines(finding, finding, layout),
    ...indented(finding.message),
    ...indented(`help: ${finding.help}`),
  ];
  for (const place of finding.related) {
    lines.push(`  ${paint.path(placeText(place, layout))}`, ...excerptLines(finding, place, layout), ...indented(place.message));
  }
  if (finding.fix !== null) lines.push(...indented(`fix (${finding.fix.safety}): ${finding.fix.description}`));
  if (finding.waiver !== null) {
    const { until, owner, reason } = finding.waiver;
    lines.push(...indented(`waived until ${until} by ${owner}: ${reason}`));
  }
  if (layout.verbose === true) lines.push(...bearings(finding).flatMap(indented));
  return lines;
}

function bearings({ threats, controls, channels }: ReportFinding): readonly string[] {
  const lists = { channels, threats, controls };
  return Object.entries(lists).flatMap(([name, list]) => (list.length === 0 ? [] : [`${name}: ${list.join(", ")}`]));
}

function placeText({ path, line, column }: ReportPlace, { shownPath = asItIs }: Layout): string {
  return `${singleLine(shownPath(path))}:${line}:${column}`;
}

function asItIs(path: string): string {
  return path;
}

function excerptLines(finding: ReportFinding, place: ReportPlace, { lineOf, searched, paint, width }: Layout): readonly string[] {
  const raw = lineOf?.(place.path, place.line);
  if (raw === undefined) return [];
  const gutter = String(place.line);
  const excerpt = excerptOf(searched(raw), place, {
    width: width - gutter.length - 5,
    isSecret: finding.secret === true,
  });
  if (excerpt === undefined) return [];
  return [
    `  ${paint.dim(`${gutter} |`)} ${excerpt.text}`,
    `  ${paint.dim(`${" ".repeat(gutter.length)} |`)} ${paint.severity(finding.severity, excerpt.underline)}`,
  ];
}

function channelLines(report: Report, { width, paint }: Layout): readonly string[] {
  const lines = matrixLines(report, width);
  return lines.length === 0 ? [] : [paint.bold("Channels"), "", ...lines];
}

/** Predicted beside observed: what differs is marked and told in full; --verbose tells all in full. */
function proofLines(proof: ReportProof, { paint, width, verbose }: Layout): readonly string[] {
  const rows = verbose === true ? trialRows(proof) : shortRows(trialRows(proof));
  const cells = rows.map(({ channel, attempt, predicted, observed, count }) => [
    channel,
    attempt,
    predicted,
    observed,
    `×${count}`,
  ]);
  const head = ["channel", "attempt", "predicted", "observed", ""];
  const widths = head.map((title, column) => Math.max(...[title, ...cells.map((row) => row[column] ?? "")].map(displayWidth)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => padText(singleLine(cell), widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const wrapped = (text: string, indent: number) =>
    wrapText(singleLine(text), width - indent).map((part) => `${" ".repeat(indent)}${part}`);
  const { rewrites } = proof;
  const listed = [
    ...surveyTexts(proof),
    ...proof.notes,
    ...(verbose === true
      ? rewrites.map((rewrite) => `rewritten to run here: ${rewrite}`)
      : rewrites.length > 0
        ? [`${counted(rewrites.length, "setting")} rewritten to run here (paths, addresses, data folders); --verbose names them`]
        : []),
  ].flatMap((text) => wrapText(singleLine(text), width - 4).map((part, index) => `${index === 0 ? "  - " : "    "}${part}`));
  return [
    paint.bold("Handshake test"),
    "",
    ...wrapped(engineText(proof), 2),
    ...wrapped(countText(proof), 2),
    "",
    `    ${line(head)}`,
    ...rows.flatMap((row, index) => {
      const mark = row.agrees === false ? paint.severity("error", "✗") : row.agrees === true ? paint.good("✓") : "·";
      const more = verbose === true || row.agrees === false ? [row.first.observation, row.first.command] : [];
      return [
        `  ${mark} ${line(cells[index] ?? [])}`,
        ...more.flatMap((text) => wrapped(text, 6).map((part) => paint.dim(part))),
      ];
    }),
    ...(listed.length === 0 ? [] : ["", ...listed]),
  ];
}

/** So many certificates are named when not everything is asked for. */
const endingShown = 10;

function endingLines(report: Report, { paint, verbose, shownPath = asItIs }: Layout): readonly string[] {
  const ending = certificatesEnding(report);
  if (ending.length === 0) return [];
  const shown = verbose === true ? ending : ending.slice(0, endingShown);
  const left = ending.length - shown.length;
  return [
    paint.bold(`Certificates that expire within ${expiryHorizon} days`),
    "",
    ...shown.map((end) => {
      const { certificate } = end;
      const roles = certificate.roles.length === 0 ? "" : ` (${certificate.roles.join(", ")})`;
      const when = `${certificate.notAfter.slice(0, 10)}, ${daysText(end)}`;
      return `  ${when}  ${singleLine(`${shownPath(certificate.path)}:${certificate.line}  ${certificate.subject}${roles}`)}`;
    }),
    ...(left === 0 ? [] : [`  and ${left} more; --verbose names them`]),
  ];
}

function assumptionLines({ assumptions }: Report, { paint, width }: Layout): readonly string[] {
  if (assumptions.length === 0) return [];
  const items = assumptions.flatMap((assumption) =>
    wrapText(singleLine(assumption), width - 4).map((line, index) => `${index === 0 ? "  - " : "    "}${line}`),
  );
  return [paint.bold("Assumed"), "", ...items];
}

function verdictLines(report: Report, { paint, elapsedMs, verbose, shownPath }: Layout): readonly string[] {
  const hasFailed = report.conclusion === "failure";
  const instances = report.environments.reduce((sum, environment) => sum + environment.instances.length, 0);
  const only = report.judged === undefined ? "" : `only ${singleLine(shownPath?.(report.judged) ?? report.judged)}: `;
  const extent = [
    counted(report.environments.length, "environment"),
    counted(instances, "instance"),
    counted(report.certificates.length, "certificate"),
  ].join(", ");
  const time =
    elapsedMs === undefined ? "" : `; ${elapsedMs < 1000 ? `${Math.round(elapsedMs)} ms` : `${(elapsedMs / 1000).toFixed(1)} s`}`;
  const waived = report.counts.waived > 0 && verbose !== true ? "; --verbose shows what is waived" : "";
  const verdict = hasFailed ? paint.severity("error", "✗ failed") : paint.good("✓ passed");
  const compared = comparisonText(report);
  const change = compared === undefined ? [] : [`change: ${singleLine(compared)}`];
  return [
    ...change,
    `${verdict}: ${countsText(report.counts)} (${singleLine(basisText(report, shownPath))}; ${only}${extent}${time}${waived})`,
  ];
}
