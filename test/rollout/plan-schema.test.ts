import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { planReport } from "../../src/gate/change/reported-change.ts";
import { channelIds } from "../../src/model/channels/channel.ts";
import { tiers } from "../../src/model/environments/environment.ts";
import { postures } from "../../src/model/handshake/outcome.ts";
import { jsonText } from "../../src/report/machine/json-text.ts";
import { renderPlanMarkdown } from "../../src/report/markdown/plan-markdown.ts";
import { testTime } from "../support/issue.ts";
import { type Files, material, plainPd, plainTikv, planFor, sound, without } from "./change.ts";

const schema = JSON.parse(readFileSync(new URL("../../src/schemas/plan.schema.json", import.meta.url), "utf8"));

/** A field that the schema does not name is an error here, so that none stays undocumented. */
const strict = JSON.parse(JSON.stringify(schema), (_, value) =>
  value?.properties !== undefined && value.type === "object" ? { ...value, additionalProperties: false } : value,
);
const isPlan = new Ajv({ allErrors: true, allowUnionTypes: true }).compile({ ...strict, $id: "strict" });

const plain: Files = sound({ pd: plainPd, tikv: plainTikv });
const elsewhere = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path.replace("prod/", "live/"), text]));

const changes: readonly (readonly [verdict: string, before: Files, after: Files])[] = [
  ["nothing", sound(), sound()],
  ["added", {}, sound()],
  ["removed", sound(), { "README.md": "words" }],
  ["rolls", sound(), sound({ files: { "prod/tls/pd.pem": String(material("A")["prod/tls/pd.pem"]) }, tikvs: 1 })],
  ["splits", sound(), { ...sound(), ...material("B") }],
  ["full-stop", plain, sound()],
  ["full-stop", sound(), plain],
  ["unknown", without(sound(), /\.pem$/), without(sound({ tikv: () => ({ ca: "/tls/other.pem" }) }), /\.pem$/)],
  ["renamed", sound(), elsewhere(sound())],
];

test.each(changes)("%s: the plan is as its schema says", async (_, before, after) => {
  const report = planReport(await planFor(before, after), "main", testTime, undefined);
  expect(isPlan(JSON.parse(jsonText(report))), JSON.stringify(isPlan.errors)).toBe(true);
});

test("the changes above have every verdict but those that a name alone makes", async () => {
  const seen = new Set<string>();
  for (const [, before, after] of changes) {
    for (const { verdict } of planReport(await planFor(before, after), "main", testTime, undefined).environments)
      seen.add(verdict);
  }
  const { verdict } = schema.definitions.environment.properties;
  expect([...seen].sort()).toEqual([...verdict.enum].sort());
});

test("a field that is missing or unknown is seen", async () => {
  const report = planReport(await planFor(sound(), plain), "main", testTime, undefined);
  expect(isPlan({ ...report, more: 1 })).toBe(false);
  expect(isPlan({ ...report, base: undefined })).toBe(false);
});

test("the schema knows the words of the model", () => {
  const { channel, environment, side } = schema.definitions;
  expect(channel.properties.id.enum).toEqual(channelIds);
  expect(environment.properties.tier.enum).toEqual(tiers);
  expect(side.oneOf[1].properties.posture.enum).toEqual([...postures, "unknown"]);
});

test("the Markdown plan draws the channels that change, and no diagram where none does", async () => {
  const markdown = renderPlanMarkdown(
    planReport(await planFor(sound(), sound({ tikv: plainTikv })), "main", testTime, undefined),
  );
  const [, diagram = ""] = /```mermaid\n([\s\S]*?)\n```/.exec(markdown) ?? [];
  expect(diagram).toContain('e0_tikv -->|"tikv-tikv#58; #9679; mTLS #8594; #10007; plaintext #40;4 pairs#41;"| e0_tikv');
  // What stays as it is is not drawn.
  expect(diagram).not.toContain("pd-pd-peer");
  expect(renderPlanMarkdown(planReport(await planFor(sound(), sound()), "main", testTime, undefined))).not.toContain("mermaid");
});
