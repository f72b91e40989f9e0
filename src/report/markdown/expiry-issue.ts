import { counted } from "../../text/counted.ts";
import { forMarkdown } from "../../text/safe.ts";
import type { Report, ReportCertificate } from "../report.ts";
import { compareTexts } from "../verdict.ts";
import { boundedSection, bytes, placeText, row, text } from "./markdown-parts.ts";

/** How far ahead the living issue looks, in days. */
export const issueHorizon = 60;

const day = 86_400_000;

/** The body of an issue holds 65,536 characters; bytes are never fewer. */
const longestBody = 64_000;

const mostPlaces = 3;

export interface IssueWords {
  readonly title: string;
  /** Undefined when nothing has ended or will within the horizon. */
  readonly markdown: string | undefined;
  readonly farewell: string;
}

/**
 * What has ended or will within 60 days: certificates by environment, the environment with the first end first, and
 * waivers. It changes when a certificate or its urgency does, not every day.
 */
export function renderExpiryIssue(report: Report): IssueWords {
  const title = "TLS certificates of TiKV clusters that expire";
  const farewell = `Nothing has expired, and nothing expires within ${issueHorizon} days.\n`;
  const now = Date.parse(report.now);
  const groups = endingByEnvironment(report, now);
  const waivers = waiverRows(report, now);
  if (groups.length === 0 && waivers.length === 0) return { title, markdown: undefined, farewell };
  const certificates = new Set(groups.flatMap(({ rows }) => rows.map(({ certificate }) => certificate.sha256))).size;
  const head = `What has expired, or will within ${issueHorizon} days: ${counted(certificates, "certificate")}${waivers.length === 0 ? "" : `, ${counted(waivers.length, "waiver")}`}. This issue is kept up to date, and closed, by tikv-tls-gate.\n`;
  let room = longestBody - bytes(head) - 400;
  const sections: string[] = [];
  for (const { environment, rows } of groups) {
    const section = environmentSection(environment, rows, room);
    sections.push(section);
    room -= bytes(section);
  }
  if (waivers.length > 0) {
    const table = [row(["until", "rule", "covers", "owner", "reason"]), row(["---", "---", "---", "---", "---"])];
    sections.push(boundedSection(counted(waivers.length, "waiver"), table, waivers, "waiver", Math.max(0, room)));
  }
  return { title, markdown: [head, ...sections].join(""), farewell };
}

interface EndingRow {
  readonly certificate: ReportCertificate;
  readonly places: readonly string[];
  readonly days: number;
}

interface EndingGroup {
  readonly environment: string | undefined;
  readonly rows: readonly EndingRow[];
}

/** Where the same certificate is committed several times in an environment it is one row. */
function endingByEnvironment(report: Report, now: number): readonly EndingGroup[] {
  const groups = new Map<string | undefined, Map<string, EndingRow>>();
  for (const certificate of report.certificates) {
    const days = Math.floor((Date.parse(certificate.notAfter) - now) / day);
    if (days > issueHorizon) continue;
    const names: readonly (string | undefined)[] =
      (certificate.environments ?? []).length === 0 ? [undefined] : (certificate.environments ?? []);
    for (const name of names) {
      const rows = groups.get(name) ?? new Map<string, EndingRow>();
      const known = rows.get(certificate.sha256);
      const places = [...(known?.places ?? []), placeText(certificate)];
      rows.set(certificate.sha256, { certificate: known?.certificate ?? certificate, places, days });
      groups.set(name, rows);
    }
  }
  return [...groups]
    .map(([environment, rows]) => ({ environment, rows: [...rows.values()].sort(firstToEnd) }))
    .sort((a, b) => firstToEnd(a.rows[0], b.rows[0]) || compareTexts(a.environment ?? "\uFFFF", b.environment ?? "\uFFFF"));
}

function firstToEnd(a: EndingRow | undefined, b: EndingRow | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return compareTexts(a.certificate.notAfter, b.certificate.notAfter) || compareTexts(a.certificate.path, b.certificate.path);
}

function environmentSection(environment: string | undefined, rows: readonly EndingRow[], room: number): string {
  const title = environment === undefined ? "outside of the environments" : forMarkdown(environment);
  const lines = rows.map(({ certificate, places, days }) =>
    row([
      `${urgency(days)} ${certificate.notAfter.slice(0, 10)}`,
      [...places.slice(0, mostPlaces), ...(places.length > mostPlaces ? [`and ${places.length - mostPlaces} more`] : [])].join(
        "<br>",
      ),
      text(certificate.subject),
      text(certificate.roles.join(", ")),
    ]),
  );
  const head = ["", `### ${title}`, "", row(["end", "place", "subject", "serves as"]), row(["---", "---", "---", "---"])];
  const kept: string[] = [];
  let taken = bytes(head.join("\n")) + 60;
  for (const line of lines) {
    if (taken + bytes(line) + 1 > room) break;
    taken += bytes(line) + 1;
    kept.push(line);
  }
  const left = lines.length - kept.length;
  const note = left === 0 ? [] : ["", `**${counted(left, "more certificate")} not shown here.**`];
  if (kept.length === 0) return `\n### ${title}: ${counted(lines.length, "certificate")} not shown here\n`;
  return `${[...head, ...kept, ...note].join("\n")}\n`;
}

/** In words that stay the same for some days. */
function urgency(days: number): string {
  if (days < 0) return "❌ expired on";
  if (days <= 7) return "⚠️ within 7 days:";
  return days <= 30 ? "⚠️ within 30 days:" : "within 60 days:";
}

function waiverRows({ waivers }: Report, now: number): readonly string[] {
  return [...(waivers ?? [])]
    .filter(({ until, state }) => until !== null && state !== "invalid" && Date.parse(until) - now <= issueHorizon * day)
    .sort((a, b) => compareTexts(a.until ?? "", b.until ?? "") || compareTexts(a.path, b.path))
    .map(({ until, rule, covers, owner, reason, state }) =>
      row([
        `${state === "expired" ? "❌ expired on " : ""}${text(until ?? "")}`,
        text(rule),
        text(covers),
        text(owner ?? ""),
        text(reason ?? ""),
      ]),
    );
}
