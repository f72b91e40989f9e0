import { jsonText } from "./json-text.ts";
import type { Report } from "./report.ts";

/** The report itself, as its schema says (docs/report.md). */
export function renderJson(report: Report): string {
  return jsonText(report);
}
