import { singleLine } from "../../text/safe.ts";
import type { Report, ReportCertificate } from "../report.ts";
import { compareTexts } from "../verdict.ts";

/** Days before the end at which a calendar reminds. */
const reminders = [30, 7];

/** Octets of a line without its end (RFC 5545, 3.1). */
const longestLine = 75;

/** More places than these are not named in an event. */
const mostPlaces = 10;

/**
 * The ends of the certificates as a calendar (RFC 5545): one event per certificate, wherever and however often it is
 * committed, with the same UID in every run.
 */
export function renderCalendar(report: Report): string {
  const byHash = new Map<string, ReportCertificate[]>();
  for (const certificate of report.certificates) {
    const list = byHash.get(certificate.sha256);
    if (list === undefined) byHash.set(certificate.sha256, [certificate]);
    else list.push(certificate);
  }
  const groups = [...byHash.values()].sort(
    ([a], [b]) => compareTexts(a?.notAfter ?? "", b?.notAfter ?? "") || compareTexts(a?.sha256 ?? "", b?.sha256 ?? ""),
  );
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-//tikv-tls-gate//${report.tool.version}//EN`,
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "X-WR-CALNAME:TLS certificates of TiKV clusters",
    ...(groups.length === 0 ? noEvents : groups.flatMap((group) => eventLines(group, report.now))),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** A calendar holds at least one component; this one says nothing. */
const noEvents = [
  "BEGIN:VTIMEZONE",
  "TZID:UTC",
  "BEGIN:STANDARD",
  "DTSTART:19700101T000000",
  "TZOFFSETFROM:+0000",
  "TZOFFSETTO:+0000",
  "END:STANDARD",
  "END:VTIMEZONE",
];

function eventLines(group: readonly ReportCertificate[], now: string): readonly string[] {
  const [certificate] = group;
  if (certificate === undefined) return [];
  const { sha256, notAfter, subject, issuer } = certificate;
  const environments = [...new Set(group.flatMap((one) => one.environments ?? []))].sort(compareTexts);
  const roles = [...new Set(group.flatMap((one) => one.roles))].sort(compareTexts);
  const where = environments.length === 0 ? "" : ` of ${environments.join(", ")}`;
  const summary = escaped(`Certificate${where} expires: ${subject === "" ? sha256.slice(0, 16) : subject}`);
  const places = group.slice(0, mostPlaces).map(({ path, line }) => `${path}:${line}`);
  const description = [
    ...places,
    ...(group.length > mostPlaces ? [`and ${group.length - mostPlaces} more places`] : []),
    `serves as: ${roles.length === 0 ? "nothing that a configuration names" : roles.join(", ")}`,
    `issuer: ${issuer}`,
    `SHA-256: ${sha256}`,
  ]
    .map(escaped)
    .join("\\n");
  const alarms = reminders.flatMap((days) => [
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `TRIGGER:-P${days}D`,
    `DESCRIPTION:${summary}`,
    "END:VALARM",
  ]);
  return [
    "BEGIN:VEVENT",
    `UID:${sha256}@tikv-tls-gate`,
    `DTSTAMP:${compactTime(now)}`,
    `DTSTART:${compactTime(notAfter)}`,
    `SUMMARY:${summary}`,
    `DESCRIPTION:${description}`,
    "TRANSP:TRANSPARENT",
    ...alarms,
    "END:VEVENT",
  ];
}

/** `20261124T000000Z`. */
function compactTime(time: string): string {
  return time.replaceAll(/[-:]/g, "");
}

/** A TEXT value (RFC 5545, 3.3.11), in which no two colons stand together: a folded line could begin with a command of the runner. */
function escaped(text: string): string {
  return singleLine(text)
    .toWellFormed()
    .replaceAll(/[\\;,]/g, "\\$&")
    .replaceAll(/:(?=:)/g, ": ");
}

/** Cuts a line into parts of at most 75 octets, never within a character; each but the first begins with a blank. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > longestLine) {
      parts.push(part);
      part = " ";
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join("\r\n");
}
