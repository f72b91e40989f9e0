import type { Report, ReportCertificate } from "./report.ts";
import { compareTexts } from "./verdict.ts";

/** How far ahead the reports that people read look, in days. */
export const expiryHorizon = 90;

const day = 86_400_000;

export interface Ending {
  readonly certificate: ReportCertificate;
  /** Whole days that are left; negative when the end is past. */
  readonly days: number;
}

/** The certificates that have ended or end within the horizon, the first to end first. */
export function certificatesEnding(report: Report): readonly Ending[] {
  const now = Date.parse(report.now);
  return report.certificates
    .map((certificate) => ({ certificate, days: Math.floor((Date.parse(certificate.notAfter) - now) / day) }))
    .filter(({ days }) => days <= expiryHorizon)
    .sort((a, b) => a.days - b.days || compareTexts(a.certificate.path, b.certificate.path));
}

/** `in 26 days`, `today`, `3 days ago`. */
export function daysText(days: number): string {
  if (days < 0) return `${-days} ${days === -1 ? "day" : "days"} ago`;
  return days === 0 ? "today" : `in ${days} ${days === 1 ? "day" : "days"}`;
}
