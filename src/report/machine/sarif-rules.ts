import { forMarkdown } from "../../text/safe.ts";
import { pageOf, type RenderOptions, type ReportRule } from "../options.ts";
import { compareTexts } from "../verdict.ts";

/** GitHub takes descriptions of up to 1,024 characters and 20 tags (docs.github.com: SARIF support for code scanning). */
const longestDescription = 1_024;
const mostTags = 20;
const longestHelp = 8_000;

export interface SarifRule {
  readonly id: string;
  readonly [property: string]: unknown;
}

/** The rules of the catalogue, in the order of their ids; a rule that is not in it but has results follows with its id. */
export function sarifRules(options: RenderOptions, reported: readonly string[]): readonly SarifRule[] {
  const rules = [...(options.rules ?? [])].sort((a, b) => compareTexts(a.id, b.id));
  const known = new Set(rules.map(({ id }) => id));
  const others = [...new Set(reported)].filter((id) => !known.has(id)).sort();
  return [...rules, ...others.map(unknownRule)].map((rule) => sarifRule(rule, options));
}

function unknownRule(id: string): ReportRule {
  return { id, title: id, why: id, fix: "", threats: [], controls: [] };
}

function sarifRule(rule: ReportRule, options: RenderOptions): SarifRule {
  const { id, title, why, fix } = rule;
  const page = pageOf(id, options);
  return {
    id,
    name: id,
    shortDescription: { text: cutText(title, longestDescription) || id },
    fullDescription: { text: cutText(why, longestDescription) || id },
    help: {
      text: cutText(fix === "" ? why : `${why}\n\n${fix}`, longestHelp) || id,
      markdown: helpMarkdown(rule, page),
    },
    ...(page !== undefined && { helpUri: page }),
    defaultConfiguration: { level: "warning" },
    properties: { precision: "very-high", "security-severity": securitySeverity(rule), tags: tagsOf(rule) },
  };
}

function helpMarkdown({ id, title, why, fix }: ReportRule, page: string | undefined): string {
  const escaped = (text: string) => forMarkdown(cutText(text, longestDescription));
  const more = page === undefined ? [] : [`[The page of ${escaped(id)}](${page})`];
  return [`**${escaped(title)}**`, escaped(why), ...(fix === "" ? [] : [escaped(fix)]), ...more].join("\n\n");
}

/** GitHub's scale: 7.0 to 8.9 is high, 4.0 to 6.9 medium, below low. What an attacker gains counts for more than an outage. */
function securitySeverity({ threats }: ReportRule): string {
  if (threats.includes("man-in-the-middle") || threats.includes("impersonation")) return "8.1";
  if (threats.includes("eavesdropping")) return "7.5";
  return threats.includes("outage") ? "5.3" : "3.1";
}

function tagsOf({ threats, controls }: ReportRule): readonly string[] {
  const ofControls = controls.map((control) => {
    const weakness = /^CWE-(\d+)$/i.exec(control);
    return weakness === null ? control : `external/cwe/cwe-${weakness[1]}`;
  });
  return [...new Set(["security", "tls", ...threats, ...ofControls])].filter((tag) => tag !== "").slice(0, mostTags);
}

/**
 * A plain text message. `[text](target)` would be a link and `{0}` a placeholder (SARIF 2.1.0 sections 3.11.5 and 3.11.6),
 * so that both are broken up with a blank.
 */
export function plainMessage(text: string, length: number): string {
  return cutText(text.replaceAll("](", "] (").replaceAll(/\{(?=\d+\})/g, "{ "), length);
}

export function cutText(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
