import { counted } from "../text/counted.ts";
import type { Report, ReportCertificate } from "./report.ts";
import { compareTexts } from "./verdict.ts";

/** How far ahead the reports that people read look, in days. */
export const expiryHorizon = 90;

const day = 86_400_000;

export interface Ending {
  readonly certificate: ReportCertificate;
  /** Milliseconds that are left; negative when the end is past. */
  readonly left: number;
}

/** The certificates that have ended or end within the horizon, the first to end first. */
export function certificatesEnding(report: Report): readonly Ending[] {
  const now = Date.parse(report.now);
  const dayOf = ({ left }: Ending) => Math.floor(left / day);
  return report.certificates
    .map((certificate): Ending => ({ certificate, left: Date.parse(certificate.notAfter) - now }))
    .filter((ending) => dayOf(ending) <= expiryHorizon)
    .sort((a, b) => dayOf(a) - dayOf(b) || compareTexts(a.certificate.path, b.certificate.path));
}

/** `in 26 days`, `today`, `3 days ago`, `less than a day ago`: whole days, as findings count them. */
export function daysText({ left }: Ending): string {
  const days = Math.floor(Math.abs(left) / day);
  if (left < 0) return `${days === 0 ? "less than a day" : counted(days, "day")} ago`;
  return days === 0 ? "today" : `in ${counted(days, "day")}`;
}
