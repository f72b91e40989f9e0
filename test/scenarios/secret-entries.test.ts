import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { judgeTree } from "../../src/gate/gate.ts";
import { issue, testTime } from "../support/issue.ts";
import { memoryTree } from "../support/memory-tree.ts";

const host = "pd-0.pd-peer.tikv-prod.svc";
const ca = issue({ cn: "ca", ca: true });
const leaf = issue({ cn: "pd", issuer: ca, san: [`DNS:${host}`] });

const metadata = { name: "pd-tls", namespace: "tikv-prod" };
const secretOf = (entries: object) => `${stringify({ apiVersion: "v1", kind: "Secret", metadata, ...entries })}---\n`;
const base64 = (text: string) => Buffer.from(text).toString("base64");

/** PD as a StatefulSet that mounts a Secret, judged by the whole gate. */
async function judged(secret: string) {
  const pd = readFileSync("examples/workloads/pd.yaml", "utf8");
  const tree = memoryTree({ "prod/pd.yaml": secret + pd });
  const result = await judgeTree({ tree, now: testTime, failOn: "error", environments: [] });
  if (result.kind !== "judged") throw new Error("the gate does not judge");
  const { environments, findings, certificates } = result.report;
  const channels = environments.flatMap((environment) => environment.channels);
  const self = channels.filter(({ id }) => id === "pd-pd-client").map(({ handshake }) => handshake);
  return { self, rules: findings.map(({ rule }) => rule), certificates: certificates.length };
}

const readable = { self: ["succeeds"], certificates: 2 };

describe("PEM in a Secret is judged where it stands in the entry, not in the manifest", () => {
  test.each([
    ["data, in base64", secretOf({ data: { "ca.crt": base64(ca.pem), "tls.crt": base64(leaf.pem) } })],
    ["stringData, as a block scalar", secretOf({ stringData: { "ca.crt": ca.pem, "tls.crt": leaf.pem } })],
    ["data, with words before the block", secretOf({ data: { "ca.crt": base64(ca.pem), "tls.crt": base64(`pd\n${leaf.pem}`) } })],
  ])("%s: PD starts with it", async (_, secret) => {
    const result = await judged(secret);
    expect(result).toMatchObject(readable);
    expect(result.rules).not.toContain("cert/unreadable");
  });

  test.each([
    ["data", secretOf({ data: { "ca.crt": base64(ca.pem), "tls.crt": base64(leaf.pem.replace(/^/gm, "  ")) } })],
    ["stringData", secretOf({ stringData: { "ca.crt": ca.pem, "tls.crt": ` ${leaf.pem}` } })],
  ])("a block that is indented in the entry itself (%s) is none for PD", async (_, secret) => {
    expect((await judged(secret)).rules).toContain("cert/unreadable");
  });
});
