import type { Report } from "../report.ts";
import { jsonText } from "./json-text.ts";

/** The report itself, as its schema says (docs/report.md). */
export function renderJson(report: Report): string {
  return jsonText(report);
}
