import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
import { channelIds } from "../../src/model/channels/channel.ts";
import { tiers } from "../../src/model/environments/environment.ts";
import { postures, refusals } from "../../src/model/handshake/outcome.ts";
import { renderJson } from "../../src/report/machine/json.ts";
import { anyReport } from "./arbitrary-report.ts";
import { sampleReport } from "./sample-report.ts";

const schema = JSON.parse(readFileSync(new URL("../../src/schemas/report.schema.json", import.meta.url), "utf8"));

/** The schema as it is tested here: a field that it does not name is an error, so that none stays undocumented. */
const strict = JSON.parse(JSON.stringify(schema), (_, value) =>
  value?.properties !== undefined && value.type === "object" ? { ...value, additionalProperties: false } : value,
);
const ajv = new Ajv({ allErrors: true });
const isReport = ajv.compile({ ...strict, $id: "strict" });
const isReportForUsers = ajv.compile(schema);

function problems(report: unknown): unknown {
  isReport(report);
  return isReport.errors;
}

test("the sample is a report", () => {
  expect(problems(JSON.parse(renderJson(sampleReport)))).toBeNull();
});

test("every report is, whatever the texts in it", () => {
  fc.assert(
    fc.property(anyReport, (report) => {
      const printed = JSON.parse(renderJson(report));
      // The ids of rules are the catalogue's, not the repository's.
      expect(
        problems({ ...printed, findings: printed.findings.map((finding: object) => ({ ...finding, rule: "a/b" })) }),
      ).toBeNull();
    }),
  );
});

test.each<readonly [string, (report: Record<string, never>) => unknown]>([
  ["an end column of 0", (report) => ({ ...report, findings: [{ ...sampleReport.findings[0], endColumn: 0 }] })],
  ["no conclusion", ({ conclusion: _, ...rest }) => rest],
  ["another conclusion", (report) => ({ ...report, conclusion: "neutral" })],
  ["another version", (report) => ({ ...report, schemaVersion: 2 })],
  [
    "a waiver without an owner",
    (report) => ({ ...report, findings: [{ ...sampleReport.findings[0], waiver: { reason: "r", until: "u" } }] }),
  ],
  [
    "a failing handshake without a reason",
    (report) => ({
      ...report,
      environments: [
        { ...sampleReport.environments[0], channels: [{ ...sampleReport.environments[0]?.channels[0], handshake: "fails" }] },
      ],
    }),
  ],
])("refused: %s", (_, change) => {
  expect(isReportForUsers(change(JSON.parse(renderJson(sampleReport))))).toBe(false);
});

test("a user's check of an old schema passes with the fields of a newer program", () => {
  expect(isReportForUsers({ ...JSON.parse(renderJson(sampleReport)), later: true })).toBe(true);
});

test("the lists of words are the model's", () => {
  const { channelId, channel, environment } = schema.definitions;
  expect(channelId.enum).toEqual(channelIds);
  expect(channel.properties.posture.enum).toEqual([...postures, "unknown"]);
  expect(channel.properties.reason.oneOf[1].enum).toEqual(refusals);
  expect(environment.properties.tier.enum).toEqual(tiers);
});
