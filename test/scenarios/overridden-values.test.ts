import { expect, test } from "vitest";
import type { Rule } from "../../src/judge/rule.ts";
import { allowListMissing } from "../../src/judge/rules/config/allow-list-missing.ts";
import { statusAddressExposed } from "../../src/judge/rules/config/status-address-exposed.ts";
import { statusAnonymous } from "../../src/judge/rules/config/status-anonymous.ts";
import { buildModel } from "../../src/model/build.ts";
import type { Setting } from "../../src/model/instances/setting.ts";
import { readFiles } from "../../src/read/read.ts";
import { sourceFile } from "../../src/read/source-file.ts";
import { firstLine, type RepoPath } from "../../src/text/span.ts";
import { testTime } from "../support/issue.ts";

const flagPlace = firstLine("prod/run.sh" as RepoPath, "tikv-server --status-addr 0.0.0.0:20180");

/** What a rule says of a configuration file that a command line overrides: the message and the place. */
async function stated(rule: Rule, file: string, text: string, flags: Readonly<Record<string, string>>) {
  const reading = await readFiles([sourceFile(file as RepoPath, new TextEncoder().encode(text))]);
  const overrides = new Map(
    Object.entries(flags).map(([key, value]): [string, Setting<string>] => [key, { value, span: flagPlace, origin: "flag" }]),
  );
  const model = buildModel({ ...reading, instances: reading.instances.map((draft) => ({ ...draft, overrides })) }, {}, testTime);
  const statements = rule.check(model, { now: testTime, gate: { waivers: [] }, parameters: () => ({}) });
  return [...statements].map(({ at }) => at.path);
}

const tikvTls = `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`;
const pdTls = `[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`;

test("a flag that opens the status port is where config/status-anonymous points", async () => {
  expect(await stated(statusAnonymous, "prod/tikv.toml", tikvTls, { "server.status-addr": "0.0.0.0:20180" })).toEqual([
    "prod/run.sh",
  ]);
});

test("a flag that binds the status port to loopback beats an open one in the file", async () => {
  const open = `[server]\nstatus-addr = "0.0.0.0:20180"\n`;
  const flags = { "server.status-addr": "127.0.0.1:20180" };
  expect(await stated(statusAddressExposed, "prod/tikv.toml", open, {})).toEqual(["prod/tikv.toml"]);
  expect(await stated(statusAddressExposed, "prod/tikv.toml", open, flags)).toEqual([]);
  expect(await stated(statusAnonymous, "prod/tikv.toml", open + tikvTls, flags)).toEqual([]);
});

test("PD's URLs may be https by flag alone: then its clients are verified, and a missing list counts", async () => {
  expect(await stated(allowListMissing, "prod/pd.toml", pdTls, {})).toEqual([]);
  expect(await stated(allowListMissing, "prod/pd.toml", pdTls, { "client-urls": "https://10.0.0.1:2379" })).toEqual([
    "prod/pd.toml",
  ]);
});
