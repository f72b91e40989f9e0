import { type RenderOptions, uriOf } from "../options.ts";
import type { Report, ReportFinding, ReportPlace } from "../report.ts";
import { countsText, worstFirst } from "../verdict.ts";
import { jsonText } from "./json-text.ts";
import { cutText, plainMessage, sarifRules } from "./sarif-rules.ts";

/** GitHub refuses a run with more results, and keeps the top 5,000 (docs.github.com: SARIF support for code scanning). */
export const mostResults = 25_000;
export const keptResults = 5_000;
/** GitHub shows so many locations of a result; it refuses 1,000. */
const mostLocations = 100;
const longestMessage = 4_000;

const levels = { error: "error", warning: "warning", note: "note" } as const;

/** SARIF 2.1.0 for code scanning: one run, the whole catalogue as rules, also when nothing was found. */
export function renderSarif(report: Report, options: RenderOptions): string {
  const findings = worstFirst(report.findings);
  const kept = findings.length > mostResults ? findings.slice(0, keptResults) : findings;
  const rules = sarifRules(
    options,
    kept.map(({ rule }) => rule),
  );
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  const { version } = report.tool;
  return jsonText({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            ...(version !== "" && { version }),
            ...(/^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(version) && { semanticVersion: version }),
            ...(options.docsUrl !== undefined && { informationUri: options.docsUrl }),
            rules,
          },
        },
        columnKind: "utf16CodeUnits",
        invocations: [{ executionSuccessful: true, ...leftOut(findings.length - kept.length) }],
        results: kept.map((finding) => result(finding, indexOf.get(finding.rule) ?? -1)),
        properties: {
          conclusion: report.conclusion,
          summary: countsText(report.counts),
          policy: report.policy.name,
          policySource: report.policy.source,
          ...(report.configFile !== undefined && { configFile: report.configFile }),
          ...(report.judged !== undefined && { judged: report.judged }),
          now: report.now,
        },
      },
    ],
  });
}

function leftOut(count: number): object {
  if (count === 0) return {};
  const text = `${count} findings are left out, the worst ${keptResults} are here: code scanning takes no more`;
  return { toolExecutionNotifications: [{ level: "warning", message: { text } }] };
}

function result(finding: ReportFinding, ruleIndex: number): object {
  const { rule, severity, message, help, related, fix, fingerprint, waiver } = finding;
  const relatedLocations = related.slice(0, mostLocations).map((place, index) => ({
    id: index + 1,
    ...location(place),
    message: { text: plainMessage(place.message, longestMessage) || "related" },
  }));
  return {
    ruleId: rule,
    ...(ruleIndex >= 0 && { ruleIndex }),
    level: levels[severity],
    message: { text: plainMessage(help === "" ? message : `${message}\nHelp: ${help}`, longestMessage) || rule },
    locations: [location(finding)],
    ...(relatedLocations.length > 0 && { relatedLocations }),
    // Not primaryLocationLineHash: upload-sarif computes that itself, and warns about any other value.
    partialFingerprints: { "tikvTlsGate/v1": fingerprint },
    ...(waiver !== null && {
      suppressions: [
        {
          kind: "external",
          status: "accepted",
          justification: cutText(`${waiver.reason} (until ${waiver.until}, ${waiver.owner})`, longestMessage),
        },
      ],
    }),
    ...(fix !== null && fix.edits.length > 0 && { fixes: [fixOf(fix)] }),
    properties: propertiesOf(finding),
  };
}

function propertiesOf({ environment, component, channels, threats, controls }: ReportFinding): object {
  return {
    ...(environment !== null && { environment }),
    ...(component !== null && { component }),
    channels,
    threats,
    controls,
  };
}

function fixOf({ description, edits }: NonNullable<ReportFinding["fix"]>): object {
  const byPath = new Map<string, object[]>();
  for (const edit of edits) {
    const replacement = { deletedRegion: region(edit), insertedContent: { text: edit.text } };
    const list = byPath.get(edit.path);
    if (list === undefined) byPath.set(edit.path, [replacement]);
    else list.push(replacement);
  }
  return {
    description: { text: plainMessage(description, longestMessage) || "fix" },
    artifactChanges: [...byPath].map(([path, replacements]) => ({ artifactLocation: artifactLocation(path), replacements })),
  };
}

function location(place: ReportPlace): object {
  return { physicalLocation: { artifactLocation: artifactLocation(place.path), region: region(place) } };
}

function artifactLocation(path: string): object {
  return { uri: uriOf(path), uriBaseId: "%SRCROOT%" };
}

/** The end column of a region is exclusive, as the report's is. */
function region({ line, column, endLine, endColumn }: ReportPlace): object {
  return {
    startLine: line,
    startColumn: column,
    endLine: Math.max(line, endLine),
    endColumn: endLine > line ? endColumn : Math.max(column, endColumn),
  };
}
