import { expect, test } from "vitest";
import { buildModel } from "../../model/build.ts";
import { readFiles } from "../../read/read.ts";
import { sourceFile } from "../../read/source-file.ts";
import type { RepoPath } from "../../text/span.ts";
import type { Fix } from "../rule.ts";
import { unknownKey } from "../rules/config/unknown-key.ts";

async function fixesOf(file: string, text: string): Promise<(Fix | undefined)[]> {
  const model = buildModel(await readFiles([sourceFile(file as RepoPath, new TextEncoder().encode(text))]), {}, 0);
  const context = { now: 0, gate: { waivers: [] }, parameters: () => ({}) };
  return [...unknownKey.check(model, context)].map((statement) => statement.fix);
}

async function safetyOf(file: string, text: string): Promise<(string | undefined)[]> {
  return (await fixesOf(file, text)).map((fix) => fix?.safety);
}

test("a rename that sets a TLS setting is for a person to decide", async () => {
  expect(await fixesOf("tikv.toml", `[security]\nserver-cert-path = "/a"`)).toEqual([
    {
      description: "rename server-cert-path to cert-path",
      safety: "unsafe",
      changes: [
        {
          kind: "value",
          at: { path: "tikv.toml", line: 2, column: 1, endLine: 2, endColumn: 17 },
          was: "server-cert-path",
          to: "cert-path",
        },
      ],
    },
  ]);
});

test("another spelling of a key that is not about TLS is safe to correct, a guess or a successor is not", async () => {
  expect(await safetyOf("tikv.toml", `[raftstore]\nraft_log_reserve_max_ticks = 6`)).toEqual(["safe"]);
  expect(await safetyOf("tikv.toml", `[raftdb]\nmax-open-filess = 6`)).toEqual(["unsafe"]);
  expect(await safetyOf("tikv.toml", `[readpool.storage]\nmax-tasks-high = 6`)).toEqual(["unsafe"]);
});

test("there is no fix where the value would be refused under the right name", async () => {
  expect(await safetyOf("tikv.toml", `[raftstore]\nraft_log_reserve_max_ticks = "six"`)).toEqual([undefined]);
});

test("there is no fix where two keys were meant as one", async () => {
  expect(await safetyOf("tikv.toml", `[security]\nserver-cert-path = "/a"\nclient-cert-path = "/b"`)).toEqual([
    undefined,
    undefined,
  ]);
});

test("a key whose right name is taken is taken out", async () => {
  const [fix] = await fixesOf("tikv.toml", `[security]\nca-path = "/a"\nca-file = "/b"`);
  expect(fix?.changes.map(({ kind }) => kind)).toEqual(["removal"]);
});

test("a key that belongs elsewhere is moved there, where that table is", async () => {
  const [here] = await fixesOf("tikv.toml", `ca-path = "/a"\n\n[security]\ncert-path = "/b"`);
  expect(here?.changes.map(({ kind }) => kind)).toEqual(["move"]);
});

test("a TLS key is safe to correct where the server cannot run without it, and an allowed name never is", async () => {
  expect(await safetyOf("tikv.toml", `[security]\nca-path = "/a"\nserver-cert-path = "/b"\nkey-path = "/c"`)).toEqual(["safe"]);
  expect(await safetyOf("tikv.toml", `[security]\nca-path = "/a"\nallowed-cn = ["x"]`)).toEqual(["unsafe"]);
});

test("an unknown key in each of many tables is found in PD's list of schedulers", async () => {
  const text = `[[schedule.schedulers]]\ntype = "label"\n\n[[schedule.schedulers]]\ntyp = "hot-region"`;
  expect(await safetyOf("pd.toml", text)).toEqual(["unsafe"]);
});
