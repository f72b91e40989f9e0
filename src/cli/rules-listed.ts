import type { FormatName } from "../report/formats.ts";
import type { ReportRule } from "../report/options.ts";

/** Formats that list every rule, also those that found nothing. */
const listing: ReadonlySet<FormatName> = new Set(["sarif", "junit"]);

/** What a format has to know of the rules; undefined where it is content with the findings. */
export async function rulesListedBy(format: FormatName): Promise<readonly ReportRule[] | undefined> {
  return listing.has(format) ? (await import("../judge/catalogue/described-rules.ts")).describedRules() : undefined;
}
